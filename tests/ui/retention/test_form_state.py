from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.disposal import Disposed, Parts, Ready, Skip, Skipped, Sort
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.retention import DEFAULT_RULES, Action, RecordClass
from kmss_dpo.ui.retention import form_state
from kmss_dpo.ui.retention.form_state import (
    DaysState,
    Decisions,
    HoldState,
    KeepState,
    Listing,
    Plan,
    plan,
    question,
    result,
)

TODAY = date(2026, 11, 22)
RULES = {rule.code.value: rule for rule in DEFAULT_RULES}


def ready(
    case: int, person: str, kind: CaseKind, rule: str, ran_out: date, held: tuple[str, ...] = ()
) -> Ready:
    return Ready(CaseId(case), 1, f"REF-{case:04d}", kind, person, rule, ran_out, ran_out, held)


NIA = ready(1, "Nia Roberts", CaseKind.DEMO_ENQUIRY, "enquiry", date(2026, 11, 19))
OMAR = ready(2, "Omar Farouk", CaseKind.DEMO_ENQUIRY, "enquiry", date(2026, 11, 18))
LUCY = ready(3, "Lucy Stone", CaseKind.COMPLAINT, "complaint", date(2026, 11, 20))
BEN = ready(4, "Ben Asante", CaseKind.ACCESS, "request", date(2026, 11, 1), ("SAR-2026-0012",))
LISTING = Listing((NIA, OMAR, LUCY, BEN), RULES)


def erasing(count: int) -> Plan:
    return Plan({Action.ERASE: count})


def cases(listing: Listing) -> list[int]:
    return [each.case for each in listing.shown()]


@pytest.mark.parametrize(
    ("sort", "descending", "expected"),
    [
        ("ran_out", False, [4, 2, 1, 3]),
        ("ran_out", True, [3, 1, 2, 4]),
        ("record", False, [3, 1, 2, 4]),
        ("rule", False, [3, 4, 2, 1]),
        ("trigger", False, [4, 2, 1, 3]),
        ("decision", False, [2, 1, 3, 4]),
    ],
)
def test_the_list_sorts_by_each_column(sort: str, descending: bool, expected: list[int]) -> None:
    assert cases(Listing(LISTING.ready, RULES, "", sort, descending)) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", [4, 2, 1, 3]),
        ("nia", [1]),
        ("demo", [2, 1]),
        ("ROBERTS demo", [1]),
        ("ref-0003", [3]),
        ("sar-2026-0012", [4]),
        ("complaints", [3]),
        ("nobody", []),
    ],
)
def test_every_word_typed_has_to_be_found(typed: str, expected: list[int]) -> None:
    assert cases(Listing(LISTING.ready, RULES, typed)) == expected


@pytest.mark.parametrize(
    ("state", "wrong"),
    [
        (KeepState(date(2027, 5, 20), "A claim is not settled"), []),
        (KeepState(None, "Because"), ["until"]),
        (KeepState(None, ""), ["until", "reason"]),
        (KeepState(TODAY, "Because"), ["until"]),
        (KeepState(date(2027, 5, 20), "  "), ["reason"]),
    ],
)
def test_keeping_needs_a_later_day_and_a_reason(state: KeepState, wrong: list[str]) -> None:
    assert list(state.errors(TODAY)) == wrong


def test_the_plan_says_in_one_line_what_goes() -> None:
    parts = Parts(cases=2, contacts=1, correspondence=2, letters=1, documents=3, versions=12)
    assert plan(erasing(2), parts) == (
        "2 records will be erased, with 1 letter, 2 messages, 3 documents, 1 contact, 9 search entries and "
        "12 versions in the history. The log keeps no personal data."
    )
    assert plan(erasing(1), Parts(cases=1, versions=1)) == (
        "1 record will be erased, with 1 search entry and 1 version in the history. "
        "The log keeps no personal data."
    )
    assert plan(erasing(2), None) == "2 records will be erased, with everything on them…"
    assert plan(Plan(), None).startswith("Tick the records to dispose of.")


def test_the_question_says_that_it_cannot_be_undone() -> None:
    assert "This cannot be undone." in question(erasing(1), None)
    assert question(erasing(1), Parts(cases=1, notes=2, versions=3)).startswith(
        "It is erased for good, from the register and from its backups, in a second place too. With it "
        "go 2 notes, 3 search entries and 3 versions"
    )
    assert question(erasing(2), Parts(cases=2)).startswith("They are erased for good")


def test_the_result_names_what_was_left_alone_and_why() -> None:
    done = Disposed(
        2,
        Parts(cases=2, contacts=2, letters=1),
        (Skipped("SAR-2024-0009", Skip.HELD), Skipped("DEM-2026-0002", Skip.CHANGED)),
        3,
        0,
    )
    assert result(done, 4) == (
        "2 records erased, with 1 letter, 2 contacts. Left alone: SAR-2024-0009 (on hold now), DEM-2026-0002 "
        "(changed since it was listed). 3 kept backups reached too."
    )


def test_the_result_says_what_is_still_open() -> None:
    stopped = Disposed(1, Parts(cases=1), (), 0, 0)
    assert result(stopped, 3) == "1 record erased. Stopped before the other 2. There was no backup to reach."
    left = Disposed(1, Parts(cases=1), (), 1, 1, log_emptied=False)
    assert result(left, 1) == (
        "1 record erased. 1 kept backup could not be reached: that is tried again after the next unlock. "
        "Another task kept the file's log open: it is emptied by the next lock."
    )
    skipped = tuple(Skipped(f"DEM-2026-{each:04d}", Skip.NOT_DUE) for each in range(7))
    nothing = result(Disposed(0, Parts(), skipped, 0, 0), 7)
    assert nothing.startswith("Nothing was erased. Left alone: DEM-2026-0000 (no longer due), ")
    assert nothing.endswith("DEM-2026-0004 (no longer due) and 2 more.")


def test_each_record_shows_the_rule_it_falls_under() -> None:
    assert [LISTING.rule_of(each).code.value for each in (NIA, LUCY)] == ["enquiry", "complaint"]


def test_a_list_longer_than_one_run_is_in_order_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form_state, "_RUN", 2)
    names = ["Zoë", "Ann", "Owen", "Bea", "Max"]
    some = tuple(replace(NIA, case=CaseId(at), person=name) for at, name in enumerate(names))
    listing = Listing(some, RULES, sort="record")
    assert [each.person for each in listing.shown()] == ["Ann", "Bea", "Max", "Owen", "Zoë"]
    turned = replace(listing, descending=True)
    assert [each.person for each in turned.shown()] == ["Zoë", "Owen", "Max", "Bea", "Ann"]


def test_what_cannot_be_done_with_a_record_is_not_decided_about_it() -> None:
    entry = replace(NIA, sort=Sort.LOG, record=3, rule=RecordClass.DISPOSAL_LOG.value, kind=None)
    decisions = Decisions().decide([NIA, entry], Action.ANONYMISE)
    assert [decisions.of(each).action for each in (NIA, entry)] == [Action.ANONYMISE, Action.ERASE]
    assert decisions.offered([entry]) == [Action.ERASE]
    assert decisions.offered([NIA, entry]) == [Action.ERASE, Action.ANONYMISE]
    assert decisions.decide([NIA], None).of(NIA).action is Action.ERASE
    reviewed = replace(OMAR, action=Action.REVIEW)
    assert decisions.going([NIA, entry, reviewed]) == [replace(NIA, action=Action.ANONYMISE), entry]


def test_what_will_be_done_is_counted_by_what_is_decided() -> None:
    several = Plan.of([NIA, replace(OMAR, action=Action.ANONYMISE), LUCY], 4)
    assert (several.total(), several.to_review) == (3, 1)
    assert several.button() == "Dispose of 3 records"
    assert (several.doing(), erasing(2).doing()) == ("Disposing of", "Erasing")
    assert Plan().button() == "Erase"
    said = plan(several, Parts(cases=3))
    assert said.startswith("2 records will be erased, 1 anonymised, with 3 search entries")
    assert said.endswith("1 record to be reviewed: keep until a day, or decide otherwise.")
    assert plan(Plan({}, 2), None) == "2 records to be reviewed: keep until a day, or decide otherwise."


def test_the_question_says_what_stays_of_what_is_not_erased() -> None:
    anonymised = question(Plan({Action.ANONYMISE: 1}), None)
    assert anonymised.startswith("It is anonymised for good, in the register and in its backups")
    assert "the kind, the dates and the outcome stay" in anonymised
    assert "a keyed hash of each address stays" in question(Plan({Action.SUPPRESS: 2}), None)
    assert question(Plan({Action.ERASE: 1, Action.SUPPRESS: 1}), None).startswith("They are disposed of")


@pytest.mark.parametrize(
    ("state", "wrong"),
    [
        (DaysState(TODAY, TODAY), {}),
        (DaysState(None, TODAY), {"first": "Give the day."}),
        (DaysState(TODAY, None), {"last": "Give the day."}),
        (DaysState(TODAY, date(2026, 11, 21)), {"last": "It lies before the first day."}),
    ],
)
def test_a_certificate_of_days_needs_both_in_their_order(state: DaysState, wrong: dict[str, str]) -> None:
    assert state.errors() == wrong


def test_a_hold_needs_a_later_day_and_a_reason() -> None:
    assert HoldState(date(2027, 5, 20), "A claim is announced").errors(TODAY) == {}
    assert HoldState(TODAY, "A claim").errors(TODAY) == {"until": "Review it on a day after today."}
    assert HoldState(date(2027, 5, 20), " ").errors(TODAY) == {"reason": "Say why it must be kept."}
