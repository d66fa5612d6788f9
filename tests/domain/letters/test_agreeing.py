"""A letter agrees with its case: days, the items of a refusal, the regulator, the salutation."""

from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.clock import Ask, ClockFacts
from kmss_dpo.domain.contacts import Contact, ContactDetails
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import ContactId
from kmss_dpo.domain.letters import (
    CaseFacts,
    Draft,
    Fact,
    Known,
    Missing,
    Particulars,
    People,
    case_values,
    check_filing,
    compose,
    contact_values,
    edit_text,
    include,
    missing,
    readdress,
    set_fact,
    settings_values,
)
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.letters.wording import template

TODAY, RECEIVED, DUE = date(2026, 11, 22), date(2026, 11, 2), date(2026, 12, 2)
SIAN = Contact(ContactId(1), 1, ContactDetails("Siân Prydderch"))
BO = Contact(ContactId(2), 1, ContactDetails("Bo Birch"))
CASE = CaseFacts("SAR-2026-0001", RECEIVED, Channel.POST, DUE, "A copy of everything")
OURS = Organisation(officer_name="Robin Hale", officer_email="dpo@kmss.example")
KNOWN = Known(People(SIAN, SIAN), CASE, TODAY)


def letter(code: str, case: CaseFacts = CASE, *facts: Fact) -> Draft:
    values = {
        **contact_values("Siân Prydderch"),
        **case_values(case),
        **settings_values(OURS, Regulator()),
    }
    who = Particulars("Siân Prydderch", ("Tŷ Gwyn", "EX4 4AB"), TODAY, "SAR-2026-0001")
    return compose(template(code), who, values, frozenset(facts))


def found(draft: Draft, known: Known = KNOWN, place: str = "") -> list[Missing]:
    """What is wrong beside what is still to be filled in."""
    every = [each for each in missing(draft, known) if "to fill in" not in each.sentence]
    return [each for each in every if place in {"", each.block, each.field}]


def typed_over(draft: Draft, key: str, before: str, after: str) -> Draft:
    text = draft.block(key).text
    assert before in text
    return edit_text(draft, key, text.replace(before, after))


def test_a_letter_as_it_was_composed_agrees() -> None:
    for code in ("request_acknowledgement", "access_response", "refused", "clock_restarted", "data_sent"):
        assert found(letter(code)) == [], code


@pytest.mark.parametrize(
    ("code", "key", "before", "after"),
    [
        ("request_acknowledgement", "due", "2 December 2026", "3 December 2026"),
        ("request_acknowledgement", "received", "2 November 2026", "1st Nov"),
        ("clock_restarted", "due", "2 December 2026", "02/01/2027"),
    ],
)
def test_a_day_that_is_another_than_on_the_case_blocks_and_both_are_named(
    code: str, key: str, before: str, after: str
) -> None:
    (wrong,) = found(typed_over(letter(code), key, before, after))
    assert (wrong.blocks_filing, wrong.block, wrong.source) == (True, key, "UK GDPR Art 5(1)(d)")
    assert before in wrong.sentence
    with pytest.raises(Mistake, match=before):
        check_filing(typed_over(letter(code), key, before, after), KNOWN)


def test_a_case_that_moved_since_the_letter_was_begun_is_seen_without_any_typing() -> None:
    moved = replace(KNOWN, case=replace(CASE, due_on=date(2026, 12, 9)))
    (wrong,) = found(letter("request_acknowledgement"), moved)
    assert "says 2 December 2026; on the case the day the answer is due is 9 December 2026" in wrong.sentence
    stopped = replace(KNOWN, case=replace(CASE, due_on=None))
    (wrong,) = found(letter("request_acknowledgement"), stopped)
    assert "on the case there is no day the answer is due" in wrong.sentence
    assert found(edit_text(letter("request_acknowledgement"), "due", "We will answer soon."), stopped) == []


def test_the_same_day_in_another_spelling_agrees_and_other_days_beside_it_too() -> None:
    draft = typed_over(
        letter("request_acknowledgement"), "received", "2 November 2026", "2nd Nov., dated 28 October 2026,"
    )
    assert found(draft) == []


def test_a_day_that_was_taken_out_is_missed_where_the_law_wants_it() -> None:
    without = typed_over(letter("clock_restarted"), "due", "by 2 December 2026", "soon")
    (wrong,) = found(without)
    assert (wrong.blocks_filing, wrong.source) == (True, "UK GDPR Art 12A")
    advised = typed_over(letter("request_acknowledgement"), "due", "by 2 December 2026", "soon")
    (warned,) = found(advised)
    assert (warned.blocks_filing, warned.source) == (False, "UK GDPR Art 12A")


def test_the_day_of_the_next_update_is_settled_by_the_letter() -> None:
    case = replace(CASE, next_update_on=date(2026, 12, 10))
    draft = letter("complaint_acknowledgement", case)
    draft = typed_over(draft, "next_update", "10 December 2026", "17 December 2026")
    assert found(draft, replace(KNOWN, case=case), "next_update") == []


def test_what_came_of_the_person_is_of_the_day_on_the_case() -> None:
    case = replace(CASE, clock=ClockFacts(identity=Ask(RECEIVED, date(2026, 11, 10))))
    draft = letter("clock_restarted", case)
    assert found(draft, replace(KNOWN, case=case)) == []
    wrong = typed_over(draft, "received", "10 November 2026", "11 November 2026")
    assert "the day it reached us is 10 November 2026" in found(wrong, replace(KNOWN, case=case))[0].sentence


def test_the_date_of_the_letter_is_neither_to_come_nor_before_the_case() -> None:
    draft = letter("request_acknowledgement")
    for on in (date(2026, 11, 23), date(2026, 11, 1)):
        (wrong,) = found(readdress(draft, replace(draft.particulars, on=on)), place="on")
        assert wrong.blocks_filing


def test_a_deadline_that_passed_while_the_letter_was_written_asks_for_an_apology() -> None:
    late = replace(KNOWN, overdue=DUE)
    (wrong,) = found(letter("access_response"), late)
    assert (wrong.blocks_filing, wrong.block) == (False, "apology")
    assert wrong.sentence.startswith("The answer was due by 2 December 2026.")
    sorry = edit_text(letter("access_response"), "opening", "We apologise. It came on 2 November 2026.")
    assert found(sorry, late) == []
    assert found(letter("access_response", CASE, Fact.LATE), late) == [], "whose own block would be missed"
    assert found(letter("proof_of_identity"), late) == [], "which answers nothing"


@pytest.mark.parametrize(
    ("key", "text", "law"),
    [
        ("complain_to_us", "You can write to us.", "s.164A"),
        ("complain_to_regulator", "You can write to the Information Commission.", "s.165"),
        ("complain_to_regulator", "You can complain to somebody else.", "s.165"),
        ("court", "That is all there is.", "Art 12(4)"),
        (
            "reasons",
            "This is what we refuse, and the law that lets us do so:\n\n.",
            "Art 12(4)",
        ),
    ],
)
def test_a_refusal_from_which_an_item_was_edited_away_is_not_filed(key: str, text: str, law: str) -> None:
    (wrong,) = found(edit_text(letter("refused"), key, text))
    assert (wrong.blocks_filing, wrong.block) == (True, key)
    assert law in wrong.source


@pytest.mark.parametrize("key", ["reasons", "complain_to_us", "complain_to_regulator", "court"])
def test_a_refusal_without_an_item_is_not_filed(key: str) -> None:
    for draft in (
        include(letter("refused"), key, included=False),
        edit_text(letter("part_refused"), key, ""),
    ):
        (wrong,) = found(draft)
        assert (wrong.blocks_filing, wrong.block) == (True, key)


def test_an_item_in_the_officers_own_words_is_there() -> None:
    draft = edit_text(letter("refused"), "court", "A tribunal may look at it.")
    draft = edit_text(draft, "reasons", "Because of legal privilege (Schedule 2 paragraph 19).")
    draft = edit_text(draft, "complain_to_regulator", "Complaints go to the information commission.")
    assert found(draft) == []


def test_the_regulator_is_named_as_the_settings_name_it_now() -> None:
    renamed = replace(KNOWN, regulator=Regulator("the Data Office (DO)"))
    wrong = found(letter("refused"), renamed)
    assert [(each.block, each.blocks_filing) for each in wrong] == [("complain_to_regulator", True)]
    assert "the Data Office (DO)" in wrong[0].sentence
    assert not found(letter("erased"), renamed)[0].blocks_filing, "where naming it is advised only"


def test_in_another_language_nobody_but_the_officer_can_read_the_items() -> None:
    welsh = Contact(SIAN.id, 1, replace(SIAN.details, language="Welsh"))
    draft = edit_text(letter("refused"), "court", "Gallwch ofyn i lys benderfynu.")
    draft = edit_text(draft, "opening", "Daeth eich cais ar 2 Tachwedd.")
    assert not any(each.blocks_filing for each in found(draft, replace(KNOWN, people=People(welsh, welsh))))


def test_a_decision_to_leave_something_out_is_told() -> None:
    withheld = replace(KNOWN, withheld=True)
    (wrong,) = found(letter("access_response"), withheld)
    assert (wrong.blocks_filing, wrong.block, wrong.source) == (True, "left_out", "UK GDPR Art 12(4)")
    assert found(set_fact(letter("access_response"), Fact.ANYTHING_LEFT_OUT, holds=True), withheld) == []
    (warned,) = found(letter("erased"), withheld)
    assert (warned.blocks_filing, warned.field) == (False, "template")
    assert found(letter("refused"), withheld) == []
    assert found(letter("request_acknowledgement"), withheld) == []


def test_words_of_the_person_may_cite_what_does_not_stand_any_more() -> None:
    said = replace(CASE, summary="I told the Information Commissioner's Office under Article 77 and Art 77.")
    draft = letter("refused", said)
    quoted = found(draft, replace(KNOWN, case=said))
    assert [(each.block, each.blocks_filing) for each in quoted] == [("asked", False), ("asked", False)]
    cited = edit_text(draft, "asked", draft.block("asked").text + " That is Article 77.")
    assert [each.blocks_filing for each in found(cited, replace(KNOWN, case=said))] == [True, False]


def test_the_bare_old_title_warns_and_that_of_scotland_stands() -> None:
    draft = edit_text(letter("refused"), "contact", "Ask the Information Commissioner. SAR-2026-0001")
    (warned,) = found(draft)
    assert (warned.blocks_filing, warned.block) == (False, "contact")
    assert found(edit_text(draft, "contact", "Ask the Scottish Information Commissioner.")) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [("{{day received}}", "{{day received}}"), ("a « b", "« or »"), ("a » b «c»", "« or »")],
)
def test_what_is_left_of_a_field_is_found(text: str, said: str) -> None:
    wrong = found(replace(letter("refused"), subject=text))
    assert any(said in each.sentence and each.blocks_filing for each in wrong)


@pytest.mark.parametrize(
    ("salutation", "blocks"),
    [
        ("Annwyl Siân,", None),
        ("Dear Ms Prydderch,", None),
        ("Dear Sir or Madam,", None),
        ("Dear Mrs Jones,", False),
        ("Dear Bo,", True),
    ],
)
def test_the_salutation_agrees_with_the_name(salutation: str, blocks: bool | None) -> None:
    draft = replace(letter("request_acknowledgement"), salutation=salutation)
    wrong = found(draft, replace(KNOWN, people=People(SIAN, BO)), "salutation")
    assert [each.blocks_filing for each in wrong] == ([] if blocks is None else [blocks])


@pytest.mark.parametrize(
    ("said", "wrong"), [("21 November 2026", True), ("22 November 2026", False), ("4 December 2026", False)]
)
def test_what_is_typed_to_be_done_by_a_day_that_has_passed_is_asked_about(said: str, *, wrong: bool) -> None:
    draft = typed_over(letter("clarification"), "no_reply", "«day»", said)
    warned = found(draft, place="no_reply")
    assert [each.sentence for each in warned] == wrong * [
        "“What happens without a reply” says “by 21 November 2026”, which is before the letter's date."
    ]
    assert not any(each.blocks_filing for each in warned)
    left_out = found(include(draft, "no_reply", included=False), place="no_reply")
    assert not any("before the letter's date" in each.sentence for each in left_out)


def test_a_day_that_a_field_filled_may_look_back() -> None:
    late = replace(CASE, due_on=date(2026, 11, 20))
    draft = letter("access_response", late, Fact.LATE)
    assert "by 20 November 2026" in draft.block("apology").text
    assert found(draft, replace(KNOWN, case=late), "apology") == []
