"""What a list shows, how a filter is named, and how work on several cases is said, without a widget."""

from dataclasses import replace
from typing import Any

import pytest

from kmss_dpo.domain.cases import CaseKind, DueWhen, Family, Status
from kmss_dpo.domain.next_steps import WaitingFor
from kmss_dpo.domain.several import Act, LeftAlone, Several
from kmss_dpo.ui.cases.form_state.listing import ANYTHING, ListChoice, Shown, arranged, lost, restored
from kmss_dpo.ui.cases.form_state.saved import FilterName
from kmss_dpo.ui.cases.form_state.several import (
    AssignForm,
    NoteForm,
    all_left,
    beforehand,
    enquiry_words,
    result,
    selected_words,
)

PLAIN = ListChoice(Family.REQUESTS)
FULL = ListChoice(
    Family.REQUESTS,
    Shown.ALL,
    CaseKind.ERASURE,
    "ash",
    "person",
    descending=True,
    due=DueWhen.OVERDUE,
    waiting=frozenset({WaitingFor.FEE}),
    stage="assess",
    handler="Kit Moss",
)


def test_a_list_shows_open_cases_by_due_date_first() -> None:
    assert (PLAIN.filter_words(), PLAIN.narrowed()) == ("Open", False)
    assert PLAIN.wanted().statuses == {Status.OPEN}


def test_a_list_says_what_it_was_narrowed_to() -> None:
    words = "All, Erasure, overdue, waiting for the fee, Assessing, Kit Moss"
    assert FULL.filter_words() == words
    wanted = FULL.wanted()
    assert (wanted.kinds, wanted.statuses, wanted.text) == ({CaseKind.ERASURE}, frozenset(), "ash")
    assert (wanted.sort, wanted.descending) == ("person", True)
    assert (wanted.due, wanted.waiting, wanted.stage, wanted.handler) == (
        DueWhen.OVERDUE,
        {WaitingFor.FEE},
        "assess",
        "Kit Moss",
    )
    assert replace(PLAIN, waiting=ANYTHING, handler="").filter_words() == (
        "Open, waiting for anything, nobody named"
    )


@pytest.mark.parametrize("shown", [Shown.CLOSED, Shown.VOIDED])
def test_what_is_over_is_not_narrowed_by_what_only_open_cases_have(shown: Shown) -> None:
    over = replace(FULL, shown=shown)
    assert over.filter_words() == f"{shown.value}, Erasure, Kit Moss"
    wanted = over.wanted()
    assert (wanted.due, wanted.waiting, wanted.stage) == (None, frozenset(), "")


@pytest.mark.parametrize(
    ("choice", "narrowed"),
    [
        (ListChoice(Family.REQUESTS, Shown.ALL), False),
        (ListChoice(Family.REQUESTS, Shown.VOIDED), True),
        (ListChoice(Family.REQUESTS, text=" a "), True),
        (ListChoice(Family.REQUESTS, text="  "), False),
        (ListChoice(Family.REQUESTS, kind=CaseKind.ACCESS), True),
        (ListChoice(Family.REQUESTS, due=DueWhen.NO_DATE), True),
        (ListChoice(Family.REQUESTS, waiting=ANYTHING), True),
        (ListChoice(Family.REQUESTS, stage="search"), True),
        (ListChoice(Family.REQUESTS, handler=""), True),
    ],
)
def test_a_list_knows_whether_it_hides_open_cases(choice: ListChoice, narrowed: bool) -> None:
    assert choice.narrowed() is narrowed


def test_a_cleared_list_keeps_its_order_only() -> None:
    assert FULL.cleared() == ListChoice(Family.REQUESTS, sort="person", descending=True)


def test_the_stages_offered_are_those_of_the_kinds_shown() -> None:
    assert replace(PLAIN, kind=CaseKind.NOTIFICATION).stages() == {
        "receive": "Received",
        "recipients": "Telling recipients",
        "answer": "Answering",
        "close": "Answered",
        "pass on": "To pass on",
    }
    assert {"search", "weigh", "hear"} <= set(PLAIN.stages())
    assert "investigate" not in PLAIN.stages()


def test_a_list_is_arranged_as_it_was_left_but_for_words_and_names() -> None:
    assert arranged(PLAIN, FULL.lasting()) == replace(FULL, text="", handler=None)
    assert arranged(PLAIN, replace(FULL, handler="").lasting()) == replace(FULL, text="", handler="")
    assert arranged(PLAIN, PLAIN.lasting()) == PLAIN


def test_a_saved_filter_keeps_the_handler_and_neither_words_nor_order() -> None:
    parts = FULL.parts()
    assert "ash" not in str(parts)
    now = ListChoice(Family.REQUESTS, text="oak", sort="received")
    assert restored(now, parts) == replace(FULL, text="oak", sort="received", descending=False)
    assert lost(restored(now, parts), parts) == ()


@pytest.mark.parametrize(
    "kept",
    [
        {"shown": "Lost", "kind": CaseKind.COMPLAINT.value, "sort": "colour", "descending": "yes"},
        {
            "shown": ["Open"],
            "kind": {},
            "due": [],
            "waiting": "the fee",
            "stage": 3,
            "handler": 4,
            "sort": [],
        },
        {},
    ],
)
def test_what_no_list_offers_any_more_is_forgotten(kept: dict[str, Any]) -> None:
    assert arranged(PLAIN, kept) == PLAIN


def test_what_a_saved_filter_lost_is_told() -> None:
    parts = FULL.parts() | {"kind": "a right of tomorrow", "waiting": ["the fee", "a stamp"]}
    now = restored(PLAIN, parts)
    assert now.kind is None
    assert now.waiting == {WaitingFor.FEE}
    assert lost(now, parts) == ("a right of tomorrow", "a stamp")
    assert lost(restored(PLAIN, {"stage": "gone"}), {"stage": "gone"}) == ("gone",)


def test_the_name_of_a_filter_is_needed_and_may_be_taken() -> None:
    assert FilterName(" ").errors() == {"name": "Give the filter a name."}
    assert FilterName("Late").errors() == {}
    assert "Another filter" in FilterName(" late ").errors(["Late"])["name"]
    assert FilterName("Late").is_one_of(["Early", "LATE"])
    assert not FilterName("Late").is_one_of(["Early"])


@pytest.mark.parametrize(
    ("typed", "handler", "decide"),
    [
        ("", "", "Assign 14 cases"),
        (" Kit  Moss ", "Kit Moss", "Assign 14 cases to Kit Moss"),
        ("nobody", "", "Assign 14 cases to nobody"),
        ("K" * 50, "K" * 50, f"Assign 14 cases to {'K' * 40}…"),
    ],
)
def test_the_button_names_the_count_and_the_person(typed: str, handler: str, decide: str) -> None:
    form = AssignForm(typed)
    assert (form.handler(), form.decide(14)) == (handler, decide)
    assert bool(form.errors()) is (not typed)


def test_a_note_of_spaces_is_none() -> None:
    assert NoteForm(" \n").errors() == {"text": "The note is empty."}
    assert NoteForm("Chased.").errors() == {}


LEFT = tuple(LeftAlone(f"SAR-2026-{each:04d}", "closed already.") for each in range(1, 6))


def test_who_is_left_alone_is_said_before_and_after() -> None:
    assert beforehand(()) == ""
    assert beforehand(LEFT[:1]) == "One of those selected stays as it is: SAR-2026-0001 (closed already)."
    assert beforehand(LEFT).startswith("5 of them stay as they are: SAR-2026-0001 (closed already), ")
    assert beforehand(LEFT).endswith("SAR-2026-0003 (closed already) and 2 more.")
    assert all_left(LEFT[:2]) == "SAR-2026-0001: closed already.\nSAR-2026-0002: closed already."


@pytest.mark.parametrize(
    ("act", "handler", "count", "said"),
    [
        (Act.ASSIGN, "Kit Moss", 14, "14 cases assigned to Kit Moss."),
        (Act.ASSIGN, "", 1, "1 case assigned to nobody."),
        (Act.GIVE_BACK, "Kit Moss", 1, "The assignment of 1 case was undone."),
        (Act.NOTE, "", 2, "The note was added to 2 cases."),
        (Act.DEAL_WITH, "", 1, "1 enquiry closed as dealt with."),
        (Act.DEAL_WITH, "", 1200, "1,200 enquiries closed as dealt with."),
        (Act.NOTE, "", 0, "Nothing was changed."),
    ],
)
def test_what_was_done_is_said_with_its_count(act: Act, handler: str, count: int, said: str) -> None:
    assert result(act, Several(count, (), count), handler) == said


def test_what_was_not_done_is_said_too() -> None:
    said = result(Act.NOTE, Several(1, LEFT[:1], 4))
    assert said == (
        "The note was added to 1 case. Left alone: SAR-2026-0001 (closed already). "
        "Stopped before the other 2."
    )


def test_the_bar_says_how_to_select_and_how_many_are() -> None:
    assert "Ctrl+A" in selected_words(0)
    assert selected_words(1) == "1 case selected."
    assert enquiry_words(2) == "2 enquiries"
