"""Letters composed from templates and edited by the officer."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.letters import (
    Block,
    Draft,
    Effect,
    Fact,
    Lawful,
    Meant,
    Nature,
    Origin,
    Particulars,
    Span,
    Strange,
    Template,
    Value,
    compose,
    edit_text,
    from_plain,
    gaps,
    include,
    readdress,
    set_fact,
    to_plain,
    with_meant,
)

DAY = date(2026, 11, 22)
TO_AMAL = Particulars("Amal Haddad", ("3 Sample Street", "EX1 2AB"), DAY, "SAR-2026-0012")
VALUES = {"name": Value("Amal", Origin.CONTACT), "day": Value("1 May 2026", Origin.CASE)}
TEMPLATE = Template(
    "sample",
    "Sample",
    frozenset({CaseKind.ACCESS}),
    "About {{day}}",
    (
        Block(
            "greeting", "Greeting", "Hello {{name}}, on {{day}} you wrote to {{ who? }}.", required_by="Art 1"
        ),
        Block("late", "Apology", "Sorry.", when=frozenset({Fact.LATE})),
        Block("in_time", "In time", "Here we are.", unless=frozenset({Fact.LATE})),
        Block(
            "out",
            "Left out",
            "Not all.",
            when=frozenset({Fact.ANYTHING_LEFT_OUT}),
            states=Fact.ANYTHING_LEFT_OUT,
        ),
        Block("court", "Court", "A court.", required_by="Art 2", when=frozenset({Fact.ANYTHING_LEFT_OUT})),
        Block("extra", "Extra", "More.", included=False),
    ),
)


def sample(*facts: Fact) -> Draft:
    return compose(
        TEMPLATE, TO_AMAL, {**VALUES, "name of the officer": Value("Bo", Origin.SETTINGS)}, frozenset(facts)
    )


def shown(draft: Draft) -> list[str]:
    return [block.key for block in draft.blocks if block.included]


def test_a_template_is_offered_for_its_kinds_of_case_only() -> None:
    assert TEMPLATE.fits(CaseKind.ACCESS)
    assert not TEMPLATE.fits(CaseKind.ERASURE)


def test_fields_are_filled_and_what_is_not_known_stays_a_visible_gap() -> None:
    draft = sample()
    assert draft.subject == "About 1 May 2026"
    assert draft.block("greeting").text == "Hello Amal, on 1 May 2026 you wrote to «who?»."
    assert draft.signature == ("Bo", "«title of the officer»", "«our organisation»")
    assert gaps([draft.block("greeting").text, *draft.signature, "«who?»"]) == (
        "who?",
        "title of the officer",
        "our organisation",
    )


def test_a_value_that_is_empty_is_a_gap() -> None:
    values = {**VALUES, "name": Value("", Origin.CONTACT)}
    block = compose(TEMPLATE, TO_AMAL, values, frozenset()).block("greeting")
    assert block.text.startswith("Hello «name»")
    assert [span.field for span in block.spans] == ["day"]


def test_each_filled_field_keeps_its_place_and_where_it_came_from() -> None:
    block = sample().block("greeting")
    assert block.spans == (Span(6, 10, "name", Origin.CONTACT), Span(15, 25, "day", Origin.CASE))
    assert [block.text[span.start : span.end] for span in block.spans] == ["Amal", "1 May 2026"]


def test_the_letter_date_is_a_field_too() -> None:
    dated = replace(TEMPLATE, subject="{{letter date}}")
    assert compose(dated, TO_AMAL, VALUES, frozenset()).subject == "22 November 2026"


def test_a_letter_to_nobody_in_particular_opens_and_closes_as_such() -> None:
    nobody = compose(TEMPLATE, replace(TO_AMAL, recipient=" "), VALUES, frozenset())
    assert (nobody.salutation, nobody.closing) == ("Dear Sir or Madam,", "Yours faithfully")
    assert (sample().salutation, sample().closing) == ("Dear Amal Haddad,", "Yours sincerely")


def test_blocks_follow_the_facts_of_the_case() -> None:
    assert shown(sample()) == ["greeting", "in_time"]
    assert shown(sample(Fact.LATE)) == ["greeting", "late"]
    assert shown(sample(Fact.LATE, Fact.ANYTHING_LEFT_OUT)) == ["greeting", "late", "out", "court"]


def test_leaving_something_out_brings_what_a_refusal_needs_and_taking_that_back_removes_it() -> None:
    refused = include(sample(), "out", included=True)
    assert shown(refused) == ["greeting", "in_time", "out", "court"]
    assert refused.facts == {Fact.ANYTHING_LEFT_OUT}
    assert include(refused, "out", included=False) == sample()


def test_a_changed_fact_moves_only_the_blocks_that_hang_on_it() -> None:
    chosen = include(include(sample(), "extra", included=True), "greeting", included=False)
    late = set_fact(chosen, Fact.LATE, holds=True)
    assert shown(late) == ["late", "extra"]
    assert set_fact(late, Fact.LATE, holds=False) == chosen


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Well: Hello Amal, on 1 May 2026 you wrote to «who?».", ["Amal", "1 May 2026"]),
        ("Hello Amal, on 1 May 2026 you rang.", ["Amal", "1 May 2026"]),
        ("Hello Amal Haddad, on 1 May 2026 you wrote to «who?».", ["Amal", "1 May 2026"]),
        ("Hello Anna, on 1 May 2026 you wrote to «who?».", ["1 May 2026"]),
        ("Hello Amal, on 2 May 2026 you wrote to «who?».", ["Amal"]),
        ("Hello!Amal, on 1 May 2026 you wrote to «who?».", ["Amal", "1 May 2026"]),
        ("", []),
    ],
)
def test_fields_outside_the_edited_stretch_keep_their_origin(text: str, left: list[str]) -> None:
    block = edit_text(sample(), "greeting", text).block("greeting")
    assert block.text == text
    assert [text[span.start : span.end] for span in block.spans] == left


def test_of_two_equal_fields_side_by_side_one_can_be_deleted() -> None:
    twice = replace(TEMPLATE, blocks=(Block("twice", "Twice", "{{name}}{{name}}"),))
    draft = edit_text(compose(twice, TO_AMAL, VALUES, frozenset()), "twice", "Amal")
    assert draft.block("twice").spans == (Span(0, 4, "name", Origin.CONTACT),)


@given(st.text("Almao 1yn,", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_after_any_edit_every_span_still_holds_its_value(new: str, start: int, length: int) -> None:
    draft = sample()
    before = draft.block("greeting")
    edited = edit_text(draft, "greeting", before.text[:start] + new + before.text[start + length :])
    values = {"name": "Amal", "day": "1 May 2026"}
    after = edited.block("greeting")
    assert all(after.text[span.start : span.end] == values[span.field] for span in after.spans)
    assert len(after.spans) <= len(before.spans)


def test_a_new_recipient_is_greeted_by_name_unless_the_officer_wrote_the_greeting() -> None:
    to_bo = replace(TO_AMAL, recipient="Bo")
    moved = readdress(sample(), to_bo)
    assert (moved.particulars, moved.salutation, moved.closing) == (to_bo, "Dear Bo,", "Yours sincerely")
    own = replace(sample(), salutation="Dear Ms Haddad,")
    assert readdress(own, to_bo).salutation == "Dear Ms Haddad,"
    to_nobody = readdress(sample(), replace(TO_AMAL, recipient=""))
    assert (to_nobody.salutation, to_nobody.closing) == ("Dear Sir or Madam,", "Yours faithfully")
    assert readdress(to_nobody, TO_AMAL) == sample()
    regards = replace(sample(), closing="Kind regards")
    assert readdress(regards, to_bo).closing == "Kind regards"


def test_a_draft_survives_json_unchanged() -> None:
    draft = include(sample(Fact.LATE), "out", included=True)
    assert from_plain(json.loads(json.dumps(to_plain(draft)))) == draft
    told = replace(draft, nature=Nature(Effect.ANSWERS, discloses=True, goes_outside=True, says_erased=True))
    assert from_plain(json.loads(json.dumps(to_plain(told)))) == told


@pytest.mark.parametrize(
    ("template", "nature"),
    [
        ("access_response", Nature(Effect.ANSWERS, discloses=True)),
        ("proof_of_identity", Nature(Effect.ASKS_IDENTITY)),
        ("proof_of_authority", Nature(Effect.ASKS_AUTHORITY)),
        ("more_information", Nature(Effect.ASKS_MORE)),
        ("complaint_acknowledgement", Nature(Effect.ACKNOWLEDGES)),
        ("passed_on", Nature(Effect.ANSWERS)),
        ("request_acknowledgement", Nature()),
    ],
)
def test_a_draft_from_before_letters_said_what_they_are_is_known_by_its_template(
    template: str, nature: Nature
) -> None:
    draft = replace(sample(), template=template)
    before = {**to_plain(draft), "format": 1}
    del before["nature"]
    assert from_plain(before) == replace(draft, nature=nature)


def test_a_draft_from_before_schedules_stands_together_as_it_did() -> None:
    before = {**to_plain(draft := sample(Fact.LATE)), "format": 2}
    for block in before["blocks"]:
        del block["wording"]["apart"]
    assert from_plain(before) == draft
    apart = replace(draft.blocks[0], wording=replace(draft.blocks[0].wording, apart=True))
    schedule = replace(draft, blocks=(apart, *draft.blocks[1:]))
    assert from_plain(json.loads(json.dumps(to_plain(schedule)))) == schedule


@pytest.mark.parametrize("template", ["erased", "part_refused", "recipient_notice", "refused"])
def test_a_draft_that_did_not_say_it_tells_of_erasing_is_known_by_its_template(
    template: str,
) -> None:
    draft = replace(sample(), template=template, nature=Nature(Effect.ANSWERS, discloses=True))
    nature = {"effect": "answers", "discloses": 1, "goes_outside": 0}
    before = from_plain({**to_plain(draft), "format": 2, "nature": nature})
    assert before.nature == replace(draft.nature, says_erased=template != "refused")


def test_a_draft_from_before_anything_could_be_meant_is_read_and_what_is_meant_is_kept() -> None:
    said = Meant(Strange.NAME, "bo birch", Lawful.COLLEAGUE, "Answers the phone.")
    draft = with_meant(sample(), said.what, said.words, said)
    assert from_plain(to_plain(draft)) == draft
    assert with_meant(draft, said.what, said.words, None) == sample()
    before = {**to_plain(draft), "format": 2}
    del before["meant"]
    assert from_plain(before) == sample()


def damaged(**changes: object) -> dict[str, object]:
    return {**to_plain(sample()), **changes}


@pytest.mark.parametrize(
    "plain",
    [
        {},
        damaged(format=5),
        damaged(nature={}),
        damaged(meant=[{"what": "song"}]),
        damaged(nature={"effect": "sings", "discloses": 0, "goes_outside": 0, "says_erased": 0}),
        damaged(format="1"),
        damaged(on="22 November"),
        damaged(subject=None),
        damaged(address="3 Sample Street"),
        damaged(signature=[1]),
        damaged(facts=["sunny"]),
        damaged(blocks=[7]),
        damaged(blocks=[{"wording": {}}]),
    ],
)
def test_a_damaged_draft_is_trouble_in_a_sentence(plain: Mapping[str, object]) -> None:
    with pytest.raises(Trouble, match="draft can't be read"):
        from_plain(plain)
