"""What the law misses in a letter."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.contacts import Contact, ContactDetails
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import ContactId
from kmss_dpo.domain.letters import (
    Block,
    Draft,
    Fact,
    Known,
    Missing,
    Origin,
    Particulars,
    People,
    Template,
    Value,
    check_filing,
    compose,
    edit_text,
    include,
    missing,
    set_fact,
)

TEMPLATE = Template(
    "sample",
    "Sample",
    frozenset(CaseKind),
    "Your request",
    (
        Block("purposes", "Why we use it", "To answer.", required_by="UK GDPR Art 15(1)(a)"),
        Block("opening", "Opening", "You wrote.", advised_by="good practice"),
        Block("closing", "Closing", "That is all."),
        Block(
            "out",
            "What we left out",
            "Not all.",
            required_by="UK GDPR Art 12(4)",
            when=frozenset({Fact.ANYTHING_LEFT_OUT}),
            unless=frozenset({Fact.REASONS_WITHHELD}),
            states=Fact.ANYTHING_LEFT_OUT,
        ),
        Block(
            "court",
            "Going to court",
            "A court.",
            required_by="UK GDPR Art 12(4)",
            when=frozenset({Fact.ANYTHING_LEFT_OUT}),
        ),
    ),
)
SIGNED = {
    name: Value("Bo", Origin.SETTINGS)
    for name in ("name of the officer", "title of the officer", "our organisation")
}
COMPLETE = compose(
    TEMPLATE, Particulars("Amal", ("1 Road",), date(2026, 11, 22), "SAR-2026-0001"), SIGNED, frozenset()
)

_AMAL = Contact(ContactId(1), 1, ContactDetails("Amal"))
AMAL = Known(People(_AMAL, _AMAL))


def only(draft: Draft) -> Missing:
    (found,) = missing(draft)
    return found


def test_a_complete_letter_can_be_filed() -> None:
    assert missing(COMPLETE) == ()
    check_filing(COMPLETE, AMAL)


@pytest.mark.parametrize(
    "draft", [include(COMPLETE, "purposes", included=False), edit_text(COMPLETE, "purposes", " \n")]
)
def test_what_the_law_requires_blocks_filing_while_it_is_left_out_or_empty(draft: Draft) -> None:
    found = only(draft)
    assert found.blocks_filing
    assert found.source == "UK GDPR Art 15(1)(a)"
    assert found.block == "purposes"
    with pytest.raises(Mistake, match="Why we use it"):
        check_filing(draft, AMAL)


def test_what_is_advised_only_warns() -> None:
    draft = include(COMPLETE, "opening", included=False)
    assert (only(draft).blocks_filing, only(draft).source) == (False, "good practice")
    check_filing(draft, AMAL)


def test_what_is_free_may_go_without_a_word() -> None:
    assert missing(include(COMPLETE, "closing", included=False)) == ()


@pytest.mark.parametrize("key", ["purposes", "opening", "closing"])
def test_a_gap_anywhere_in_the_letter_blocks_filing(key: str) -> None:
    found = only(edit_text(COMPLETE, key, "From «source of the data»."))
    assert (found.sentence, found.blocks_filing, found.block) == (
        "Still to fill in: source of the data.",
        True,
        key,
    )
    assert missing(include(edit_text(COMPLETE, "closing", "«x»"), "closing", included=False)) == ()


def test_gaps_outside_the_blocks_count() -> None:
    assert only(replace(COMPLETE, subject="About «what»")).sentence == "Still to fill in: what."
    unsigned = compose(TEMPLATE, COMPLETE.particulars, {}, frozenset())
    assert len(missing(unsigned)) == 3


def changed(**fields: object) -> Draft:
    return replace(COMPLETE, particulars=replace(COMPLETE.particulars, **fields))


def test_a_letter_needs_a_name_a_reference_and_for_the_post_an_address() -> None:
    assert "no recipient" in only(changed(recipient=" ")).sentence
    assert "no reference" in only(changed(reference="")).sentence
    nowhere = changed(address=("", " "))
    assert "no postal address" in only(nowhere).sentence
    assert missing(set_fact(nowhere, Fact.ELECTRONIC, holds=True)) == ()


def test_leaving_something_out_calls_for_the_items_of_a_refusal() -> None:
    refused = set_fact(COMPLETE, Fact.ANYTHING_LEFT_OUT, holds=True)
    assert missing(refused) == ()
    assert only(include(refused, "court", included=False)).block == "court"
    by_hand = include(COMPLETE, "out", included=True)
    assert only(include(by_hand, "court", included=False)).blocks_filing


def test_reasons_may_be_withheld_on_the_record() -> None:
    refused = set_fact(COMPLETE, Fact.ANYTHING_LEFT_OUT, holds=True)
    withheld = set_fact(refused, Fact.REASONS_WITHHELD, holds=True)
    found = only(withheld)
    assert (found.blocks_filing, found.field) == (True, "justification")
    assert only(replace(withheld, justification=" \n")) == found
    assert missing(replace(withheld, justification="Schedule 2 paragraph 2: it would warn them.")) == ()
    assert not withheld.block("out").included
    assert withheld.block("court").included


@pytest.mark.parametrize(
    "text",
    [
        "under Art 77",
        "under Article 77 of the UK GDPR",
        "Art. 77(1)",
        "ARTICLE\n77",
        "Arts 15 and 77",
        "Article 22",
        "Article 22(3)",
        "Articles 15(1)(h), 21 and 22",
        "Articles 12 to 22 of the UK GDPR",
        "Arts 12\u201322",
    ],
)
def test_citing_repealed_articles_blocks_filing(text: str) -> None:
    found = only(edit_text(COMPLETE, "closing", f"We refer to {text}."))
    assert found.blocks_filing
    assert "repealed" in found.sentence
    assert missing(include(edit_text(COMPLETE, "closing", text), "closing", included=False)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Article 22A",
        "Arts 22A to 22D",
        "Article 22c",
        "Article 15",
        "77 articles",
        "Article 177",
        "Article 220",
        "Art 7 7",
    ],
)
def test_articles_that_stand_may_be_cited(text: str) -> None:
    assert missing(edit_text(COMPLETE, "closing", text)) == ()


@pytest.mark.parametrize(
    "name",
    [
        "Information Commissioner's Office",
        "Information Commissioner\u2019s Office",
        "information commissioners  office",
    ],
)
def test_the_regulator_goes_by_its_new_name(name: str) -> None:
    found = only(edit_text(COMPLETE, "closing", f"Write to the {name}."))
    assert found.blocks_filing
    assert "Information Commission (" in found.sentence
    assert only(replace(COMPLETE, subject=name)).block == ""
    assert missing(edit_text(COMPLETE, "closing", "the Information Commission (known as the ICO)")) == ()


@given(st.text(st.sampled_from("Artcles 0127,and(to)-\n"), max_size=300))
def test_any_text_is_checked_without_failing(text: str) -> None:
    assert all(found.sentence for found in missing(edit_text(COMPLETE, "closing", text)))


def test_a_hundred_thousand_characters_are_checked_at_once() -> None:
    assert missing(edit_text(COMPLETE, "closing", "Art 15, " + "1, " * 33_000)) == ()
    assert missing(edit_text(COMPLETE, "closing", "Art " * 25_000)) == ()
