"""Every kind of case has the letters that carry it to its end, each with all that the law wants of it."""

from collections.abc import Callable

import pytest

from kmss_dpo.domain.cases import AT_ONCE, ENQUIRIES, REQUESTS, CaseKind
from kmss_dpo.domain.letters import (
    Draft,
    Effect,
    Fact,
    Missing,
    Template,
    edit_text,
    include,
    missing,
    set_fact,
)
from kmss_dpo.letters.wording import templates
from tests.letters.test_wording import filled

Compose = Callable[..., Draft]
REFUSABLE = REQUESTS - AT_ONCE.keys()
REFUSALS = {"refused", "part_refused", "nothing_held"}
FOUR_ITEMS = {"complain_to_us": "s.164A", "complain_to_regulator": "s.165", "court": "Art 12(4)"}
CONTENTS = {
    "breach_notice": {"opening", "what_happened", "likely_effects", "measures", "contact"},
    "clarification": {"unclear", "clock"},
    "clock_restarted": {"due"},
    "extension": {"ground", "reasons", "due"},
    "fee": {"why", "amount", "how_to_pay", "clock"},
    "nothing_held": {"nothing", "search", *FOUR_ITEMS},
    "part_refused": {"done", "not_done", "reasons", *FOUR_ITEMS},
    "refused": {"decision", "reasons", *FOUR_ITEMS},
    "rectified": {"corrected"},
    "erased": {"erased", "kept"},
    "restricted": {"restricted", "meaning", "lifting"},
    "restriction_lifting": {"lifting"},
    "recipient_notice": {"opening", "change", "wanted"},
    "recipients_named": {"recipients", "told"},
    "data_sent": {"sent", "format"},
    "objection_upheld": {"stopped"},
    "marketing_stopped": {"stopped", "suppression"},
    "automated_decision_reviewed": {"decision", "views", "review", "outcome", "contest"},
    "consent_withdrawn": {"stopped"},
    "complaint_progress": {"done", "next_step"},
    "complaint_outcome": {"issues", "actions", "regulator"},
}
"""What each letter cannot be filed without."""


def offered(kind: CaseKind) -> dict[str, Template]:
    return {each.code: each for each in templates() if each.fits(kind)}


@pytest.mark.parametrize("kind", sorted(REFUSABLE))
def test_whatever_can_be_refused_has_the_letters_to_refuse_it_whole_and_in_part(kind: CaseKind) -> None:
    of_kind = offered(kind)
    assert {"refused", "nothing_held"} <= of_kind.keys()
    part = "access_response" if kind is CaseKind.ACCESS else "part_refused"
    assert part in of_kind, "what is left out of a copy is said beside it, with all that Art 15 wants"
    assert ("part_refused" in of_kind) == (kind is not CaseKind.ACCESS)


@pytest.mark.parametrize("kind", sorted(AT_ONCE))
def test_what_nobody_can_refuse_has_no_letter_that_refuses_delays_or_charges(kind: CaseKind) -> None:
    for each in offered(kind).values():
        assert each.code not in REFUSALS
        assert each.nature.effect in {None, Effect.ANSWERS}, each.code
        assert not any("refus" in block.text for block in each.blocks), each.code


@pytest.mark.parametrize("kind", sorted(set(CaseKind) - ENQUIRIES))
def test_every_request_and_every_complaint_has_a_letter_that_answers_it(kind: CaseKind) -> None:
    answers = {code for code, each in offered(kind).items() if each.answers}
    assert answers - REFUSALS, "what was asked can be granted"


@pytest.mark.parametrize("kind", CaseKind)
def test_time_is_asked_for_and_stopped_only_where_the_law_allows_it(kind: CaseKind) -> None:
    of_kind = offered(kind)
    assert ("clarification" in of_kind) == (kind is CaseKind.ACCESS)
    for code in ("extension", "fee", "clock_restarted"):
        assert (code in of_kind) == (kind in REFUSABLE)
    assert ("complaint_progress" in of_kind) == (kind is CaseKind.COMPLAINT)


def test_a_letter_that_only_reports_answers_nothing() -> None:
    silent = {each.code for each in templates() if each.nature.effect is None}
    assert silent == {
        "breach_notice", "clock_restarted", "email_with_letter", "recipient_notice",
        "request_acknowledgement", "restriction_lifting",
    }  # fmt: skip


def test_what_tells_of_the_person_goes_to_an_agent_only_with_authority() -> None:
    told = {each.code for each in templates() if each.nature.discloses}
    assert told == {
        "access_response", "automated_decision_reviewed", "breach_notice", "complaint_outcome", "data_sent",
        "erased", "nothing_held", "objection_upheld", "part_refused", "recipients_named", "rectified",
        "restricted", "restriction_lifting",
    }  # fmt: skip


def test_one_letter_goes_to_somebody_outside_the_case() -> None:
    assert [each.code for each in templates() if each.nature.goes_outside] == ["recipient_notice"]


def test_what_says_that_data_was_erased_is_known_by_its_template() -> None:
    told = {each.code for each in templates() if each.nature.says_erased}
    assert told == {"erased", "part_refused", "recipient_notice"}


@pytest.mark.parametrize("code", CONTENTS)
def test_each_letter_says_all_it_must(code: str, letter: Compose) -> None:
    draft = filled(letter(code))
    wanted = {block.key for block in draft.blocks if block.wording.required_by and block.included}
    assert wanted == CONTENTS[code]
    for key in wanted:
        (found,) = missing(include(draft, key, included=False))
        assert (found.block, found.blocks_filing) == (key, True)
        assert only_missing(edit_text(draft, key, " ")) == found.block


def only_missing(draft: Draft) -> str:
    (found,) = missing(draft)
    return found.block


@pytest.mark.parametrize("code", sorted(REFUSALS | {"access_response"}))
def test_a_refusal_names_the_complaint_to_us_the_regulator_and_a_court(code: str, letter: Compose) -> None:
    draft = filled(letter(code, facts=(Fact.ANYTHING_LEFT_OUT,)))
    for key, source in FOUR_ITEMS.items():
        assert source in draft.block(key).wording.required_by
        assert only_missing(include(draft, key, included=False)) == key
    assert "section 164A" in draft.block("complain_to_us").text
    assert "section 165" in draft.block("complain_to_regulator").text


@pytest.mark.parametrize("code", ["refused", "part_refused"])
def test_the_reasons_of_a_refusal_are_left_out_only_on_the_record(code: str, letter: Compose) -> None:
    draft = filled(letter(code))
    assert only_missing(include(draft, "reasons", included=False)) == "reasons"
    withheld = set_fact(draft, Fact.REASONS_WITHHELD, holds=True)
    assert not withheld.block("reasons").included
    (found,) = missing(withheld)
    assert (found.field, found.blocks_filing) == ("justification", True)


@pytest.mark.parametrize("code", [each.code for each in templates() if each.answers])
def test_an_answer_that_comes_late_says_sorry(code: str, letter: Compose) -> None:
    if code == "passed_on":
        return  # the customer's clock runs, not ours
    on_time, late = letter(code), letter(code, facts=(Fact.LATE,))
    added = [block for block in late.blocks if block.included and not on_time.block(block.key).included]
    assert any("sorry" in block.text for block in added)


@pytest.mark.parametrize("code", ["clarification", "fee"])
def test_what_is_asked_after_the_due_date_is_not_said_to_put_it_off(code: str, letter: Compose) -> None:
    late = letter(code, facts=(Fact.LATE,))
    assert not late.block("clock").included
    assert "does not put that day off" in late.block("clock_late").text


def test_the_extension_tells_what_the_register_holds(letter: Compose) -> None:
    draft = letter("extension", facts=(Fact.EXTENDED,))
    assert "the request is complex" in draft.block("ground").text
    assert draft.block("reasons").text.startswith("Your data lies in four systems")
    assert "20 November 2026" in draft.block("due").text
    held = letter("extension", facts=(Fact.EXTENDED, Fact.CLARIFICATION_ASKED))
    assert [b.key for b in held.blocks if b.included and "due" in b.key] == ["due_after_clarification"]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ((), "due"),
        ((Fact.EXTENDED,), "due_extended"),
        ((Fact.LATE,), "late"),
        ((Fact.EXTENDED, Fact.LATE), "late"),
    ],
)
def test_the_letter_that_the_clock_runs_again_names_one_day(
    facts: tuple[Fact, ...], said: str, letter: Compose
) -> None:
    draft = letter("clock_restarted", facts=facts)
    assert "your answer to our question, which reached us on 3 November 2026" in draft.block("received").text
    assert [b.key for b in draft.blocks if b.included and b.key in {"due", "due_extended", "late"}] == [said]


def test_where_we_were_at_fault_the_outcome_of_a_complaint_says_sorry_and_what_was_learned(
    letter: Compose,
) -> None:
    fault = filled(letter("complaint_outcome", facts=(Fact.AT_FAULT,)))
    for key in ("apology", "lessons"):
        assert not letter("complaint_outcome").block(key).included
        (found,) = missing(include(fault, key, included=False))
        assert (found.block, found.blocks_filing) == (key, False)


def test_a_recipient_is_told_whose_data_it_is_and_not_who_asked(letter: Compose) -> None:
    draft = letter("recipient_notice", recipient="", acted_for="")
    assert draft.salutation == "Dear Sir or Madam,"
    assert "about Gwen Ŷnyr" in draft.block("opening").text
    gaps: list[Missing] = [each for each in missing(draft) if each.block == "change"]
    assert len(gaps) == 3, "what became of the data is for the officer to say"


@pytest.mark.parametrize("each", templates(), ids=lambda each: each.code)
def test_no_letter_cites_what_is_repealed_or_names_the_regulator_itself(each: Template) -> None:
    whole = "\n".join([each.subject, *(f"{b.heading}\n{b.text}\n{b.required_by}" for b in each.blocks)])
    assert "Commission" not in whole, "the settings name the regulator"
    assert "Art 77" not in whole
    assert not [word for word in ("Art 22 ", "Art 22(", "Article 22 ") if word in whole]
