"""The shipped wording: what each letter must say, its text as printed, and damaged files."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kmss_dpo.domain.cases import ENQUIRIES, REQUESTS, CaseKind
from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.letters import Draft, Fact, edit_text, facts_of_kind, missing, set_fact
from kmss_dpo.letters.letter import draw
from kmss_dpo.letters.look import Look
from kmss_dpo.letters.wording import activities, read_activities, read_templates, template, templates

Compose = Callable[..., Draft]
CODES = [
    "access_response",
    "automated_decision_reviewed",
    "breach_notice",
    "clarification",
    "clock_restarted",
    "complaint_acknowledgement",
    "complaint_outcome",
    "complaint_progress",
    "consent_withdrawn",
    "data_sent",
    "email_with_letter",
    "erased",
    "extension",
    "fee",
    "marketing_stopped",
    "more_information",
    "nothing_held",
    "objection_upheld",
    "part_refused",
    "passed_on",
    "proof_of_authority",
    "proof_of_identity",
    "recipient_notice",
    "recipients_named",
    "rectified",
    "refused",
    "regulator_answer",
    "request_acknowledgement",
    "restricted",
    "restriction_lifting",
]
GOLDEN = Path(__file__).parent / "golden"
EVERYTHING = (
    Fact.LATE,
    Fact.ANYTHING_LEFT_OUT,
    Fact.TRANSFERRED_ABROAD,
    Fact.AUTOMATED_DECISIONS,
)
PRINTED_WITH: dict[str, dict[str, Any]] = {
    "access_response": {"facts": EVERYTHING},
    "complaint_outcome": {"facts": (Fact.AT_FAULT,)},
    "erased": {"facts": (Fact.LATE,)},
    "extension": {"facts": (Fact.EXTENDED,), "due_on": date(2027, 1, 20)},
    "recipient_notice": {"recipient": "Exampleton Mailing Ltd"},
}


def filled(draft: Draft) -> Draft:
    """The draft with every gap filled by the officer."""
    for block in draft.blocks:
        draft = edit_text(draft, block.key, re.sub("«.*?»", "something", block.text))
    return draft


def test_the_letters_ship() -> None:
    assert [found.code for found in templates()] == CODES


@pytest.mark.parametrize("code", CODES)
def test_each_letter_prints_as_it_was_agreed(code: str, letter: Compose, look: Look, paper: Callable) -> None:
    drawn = paper(draw(letter(code, **PRINTED_WITH.get(code, {})), look))
    printed = "\n\f\n".join(drawn.text(page) for page in range(len(drawn.pages)))
    assert re.sub(" +$", "", printed, flags=re.MULTILINE) == (GOLDEN / f"{code}.txt").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("code", CODES)
def test_a_letter_with_its_gaps_filled_can_be_filed(code: str, letter: Compose) -> None:
    assert missing(filled(letter(code))) == ()


def test_the_kinds_of_case_have_their_letters() -> None:
    for kind in CaseKind:
        offered = {found.code for found in templates() if found.fits(kind)}
        assert ("request_acknowledgement" in offered) == (kind in REQUESTS)
        assert ("access_response" in offered) == (kind is CaseKind.ACCESS)
        assert ("complaint_acknowledgement" in offered) == (kind is CaseKind.COMPLAINT)
        assert ("more_information" in offered) == (kind in ENQUIRIES)
        assert ("proof_of_authority" in offered) == ("proof_of_identity" in offered)
        assert "passed_on" not in offered


@pytest.mark.parametrize("kind", [each for each in CaseKind if each is not CaseKind.REGULATOR])
def test_what_is_meant_for_a_customer_has_the_letter_that_says_so_and_no_other(kind: CaseKind) -> None:
    assert [found.code for found in templates() if found.fits(kind, for_customer=True)] == ["passed_on"]


@pytest.mark.parametrize(
    ("code", "keys"),
    [
        ("proof_of_authority", ["doubt", "what_will_do", "clock"]),
        ("proof_of_identity", ["doubt", "what_will_do", "clock"]),
        ("more_information", ["missing", "deleted"]),
        ("passed_on", ["passed_on"]),
    ],
)
def test_a_letter_that_asks_for_something_says_all_it_must(
    code: str, keys: list[str], letter: Compose
) -> None:
    draft = filled(letter(code))
    assert missing(draft) == ()
    for key in keys:
        (found,) = missing(edit_text(draft, key, ""))
        assert (found.block, found.blocks_filing) == (key, True)


def test_proof_of_authority_names_the_person_acted_for_and_asks_where_it_is_not_known(
    letter: Compose,
) -> None:
    assert letter("proof_of_authority").subject == "Please show us that you may act for Gwen Ŷnyr"
    unknown = letter("proof_of_authority", acted_for="")
    assert "«the person you act for»" in unknown.subject


SECTIONS = {
    "confirmation": "UK GDPR Art 15(1)",
    "copy": "UK GDPR Art 15(3)",
    "purposes": "UK GDPR Art 15(1)(a)",
    "categories": "UK GDPR Art 15(1)(b)",
    "recipients": "UK GDPR Art 15(1)(c)",
    "third_countries": "UK GDPR Art 15(1)(c)",
    "retention": "UK GDPR Art 15(1)(d)",
    "rights": "UK GDPR Art 15(1)(e)",
    "complain_to_us": "UK GDPR Art 15(1)(ea) and Data Protection Act 2018 s.164A",
    "complain_to_regulator": "UK GDPR Art 15(1)(f) and Data Protection Act 2018 s.165",
    "source": "UK GDPR Art 15(1)(g)",
    "automated": "UK GDPR Art 15(1)(h)",
    "automated_safeguards": "UK GDPR Art 22C",
    "transfer_safeguards": "UK GDPR Art 15(2)",
    "search": "UK GDPR Art 15(1A)",
    "left_out": "UK GDPR Art 12(4)",
    "court": "UK GDPR Art 12(4)",
}


def test_the_access_response_holds_everything_the_law_lists() -> None:
    required = {
        block.key: block.required_by for block in template("access_response").blocks if block.required_by
    }
    assert required == SECTIONS


@pytest.mark.parametrize("key", SECTIONS)
def test_emptying_any_part_of_the_access_response_blocks_filing(key: str, letter: Compose) -> None:
    draft = filled(letter("access_response", facts=EVERYTHING))
    assert missing(draft) == ()
    (found,) = missing(edit_text(draft, key, ""))
    assert (found.block, found.source, found.blocks_filing) == (key, SECTIONS[key], True)


def test_the_answer_says_sorry_when_it_is_late_and_only_then(letter: Compose) -> None:
    draft = letter("access_response")
    assert not draft.block("apology").included
    assert set_fact(draft, Fact.LATE, holds=True).block("apology").included


def test_without_activities_the_access_response_shows_what_is_open(letter: Compose) -> None:
    gaps = {found.sentence for found in missing(letter("access_response"))}
    assert "Still to fill in: name of the email hosting provider." in gaps
    assert "Still to fill in: what was searched." in gaps


def test_the_acknowledgement_promises_a_day_only_when_the_time_runs(letter: Compose) -> None:
    draft = letter("request_acknowledgement")
    assert draft.block("due").included
    waiting = set_fact(draft, Fact.IDENTITY_ASKED, holds=True)
    assert [block.key for block in waiting.blocks if block.included and "due" in block.key] == ["due_later"]
    agent = set_fact(draft, Fact.AUTHORITY_ASKED, holds=True)
    assert [b.key for b in agent.blocks if b.included and "due" in b.key] == ["due_after_authority"]


def time_said(draft: Draft) -> list[str]:
    """The parts of an acknowledgement that say when the person will hear."""
    return [b.key for b in draft.blocks if b.included and b.wording.heading == "When you will hear from us"]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({Fact.FEE_ASKED}, "due_after_fee"),
        ({Fact.CLARIFICATION_ASKED}, "due_after_clarification"),
        ({Fact.EXTENDED}, "due_extended"),
        ({Fact.EXTENDED, Fact.LATE}, "late"),
        ({Fact.EXTENDED, Fact.CLARIFICATION_ASKED}, "due_after_clarification"),
        ({Fact.IDENTITY_ASKED, Fact.FEE_ASKED, Fact.CLARIFICATION_ASKED}, "due_later"),
        ({Fact.AUTHORITY_ASKED, Fact.FEE_ASKED, Fact.CLARIFICATION_ASKED}, "due_after_authority"),
        ({Fact.FEE_ASKED, Fact.CLARIFICATION_ASKED}, "due_after_fee"),
    ],
)
def test_the_acknowledgement_says_once_when_the_answer_comes(
    facts: set[Fact], said: str, letter: Compose
) -> None:
    draft = letter("request_acknowledgement", facts=facts)
    assert time_said(draft) == [said]
    asked = bool(facts - {Fact.EXTENDED, Fact.LATE})
    assert draft.block("nothing_needed").included == (not asked), "what was asked for is still needed"
    assert missing(filled(draft)) == ()


def test_after_the_extension_the_acknowledgement_promises_no_second_one(letter: Compose) -> None:
    assert "If we need longer" in letter("request_acknowledgement").block("due").text
    assert "longer because" not in letter("request_acknowledgement").block("due_extended").text


@pytest.mark.parametrize("kind", [CaseKind.MARKETING_OBJECTION, CaseKind.CONSENT_WITHDRAWAL])
def test_what_allows_no_month_to_answer_promises_action_at_once(kind: CaseKind, letter: Compose) -> None:
    draft = letter("request_acknowledgement", facts=facts_of_kind(kind) | {Fact.IDENTITY_ASKED})
    shown = [block.key for block in draft.blocks if block.included]
    assert shown == ["received", "understood", "at_once", "contact"]
    assert facts_of_kind(CaseKind.OBJECTION) == frozenset()


def test_the_activities_of_the_notice_ship_for_their_enquiries() -> None:
    by_code = {found.code: found for found in activities()}
    assert by_code["demo_request"].case_kinds == {CaseKind.DEMO_ENQUIRY}
    assert by_code["contact_form"].case_kinds == {CaseKind.CONTACT_ENQUIRY}
    assert by_code["newsletter"].case_kinds == set()
    assert "opened or forwarded" in by_code["newsletter"].text["categories of data"]


def test_an_unknown_letter_is_trouble_in_a_sentence() -> None:
    with pytest.raises(Trouble, match="no letter template “invitation”"):
        template("invitation")


BLOCK = '[[block]]\nkey = "a"\ntitle = "A"\ntext = "x"\n'
HEAD = 'title = "T"\nsubject = "S"\ncase_kinds = ["access"]\n'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"title = ", "can't be read"),
        (b"\xff\xfe", "can't be read"),
        (b"", r"there is no \[\[block\]\]"),
        (HEAD.encode(), r"there is no \[\[block\]\]"),
        (b"block = []", r"there is no \[\[block\]\]"),
        (b"block = [1]", r"there is no \[\[block\]\]"),
        (f"colour = 1\n{HEAD}{BLOCK}".encode(), "“colour” is not known"),
        (f"{HEAD}{BLOCK}colour = 1".encode(), "“colour” is not known"),
        (BLOCK.encode(), "the text “title” is missing"),
        (f"{HEAD}[[block]]".encode(), "the text “key” is missing"),
        (f"{HEAD}{BLOCK}heading = 3".encode(), "the text “heading” is missing"),
        (f'{HEAD}{BLOCK}included = "yes"'.encode(), "“included” must be true or false"),
        (f'effect = "sings"\n{HEAD}{BLOCK}'.encode(), "there is no effect “sings”"),
        (f"discloses = 1\n{HEAD}{BLOCK}".encode(), "“discloses” must be true or false"),
        (f'for_customer = "yes"\n{HEAD}{BLOCK}'.encode(), "“for_customer” must be true or false"),
        (f'{HEAD}{BLOCK}when = "late"'.encode(), "“when” must be a list of names"),
        (f"{HEAD}{BLOCK}when = [1]".encode(), "“when” must be a list of names"),
        (f'{HEAD}{BLOCK}when = ["sunny"]'.encode(), "no fact “sunny”"),
        (f'{HEAD}{BLOCK}states = "late"'.encode(), "states a fact that it doesn't hang on"),
        (f"{HEAD.replace('access', 'excess')}{BLOCK}".encode(), "a kind of case that does not exist"),
        (f"{HEAD}{BLOCK}{BLOCK}".encode(), "two blocks have the same key"),
    ],
)
def test_a_damaged_template_says_what_is_wrong(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "invitation.toml").write_bytes(content)
    with pytest.raises(Trouble, match=said) as trouble:
        read_templates(tmp_path)
    assert "invitation.toml" in trouble.value.happened


def test_a_template_is_named_after_its_file(tmp_path: Path) -> None:
    (tmp_path / "invitation.toml").write_text(HEAD + BLOCK + 'when = ["late"]\nstates = "late"\n')
    (found,) = read_templates(tmp_path)
    assert (found.code, found.blocks[0].states) == ("invitation", Fact.LATE)


def test_missing_or_strange_activities_are_trouble(tmp_path: Path) -> None:
    path = tmp_path / "activities.toml"
    with pytest.raises(Trouble, match=r"activities.toml can't be read"):
        read_activities(path)
    path.write_text("hobby = 1")
    with pytest.raises(Trouble, match="“hobby” is not known"):
        read_activities(path)
    path.write_text('[[activity]]\ncode = "x"')
    with pytest.raises(Trouble, match="the text “purposes” is missing"):
        read_activities(path)
