"""One message that asks for several things, and what is known of the person already."""

from dataclasses import replace
from datetime import date

from kmss_dpo.domain.arrivals import TOGETHER, Arrival, known_words, one_waits
from kmss_dpo.domain.case_views import CaseRow
from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Status
from kmss_dpo.domain.clock import ClockState
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.links import Relation
from kmss_dpo.domain.next_steps import Doing, NextStep

DETAILS = CaseDetails(CaseKind.ERASURE, date(2026, 11, 12), Channel.EMAIL, summary="Send it, then delete it")


def test_one_thing_asked_for_is_one_case() -> None:
    alone = Arrival(DETAILS, (CaseKind.ERASURE,))
    assert (alone.cases(), list(alone.links())) == ((DETAILS,), [])


def test_each_thing_asked_for_is_a_case_with_the_same_words_and_days() -> None:
    complains = replace(DETAILS, about_officer=True, handler="Jo")
    arrival = Arrival(complains, (CaseKind.ACCESS, CaseKind.COMPLAINT))
    erasure, access, complaint = arrival.cases()
    assert access == replace(complains, kind=CaseKind.ACCESS, about_officer=False)
    assert (erasure.about_officer, complaint.about_officer) == (False, True)


def test_send_it_then_delete_it_puts_the_erasure_behind_whichever_was_named_first() -> None:
    behind = (CaseKind.ERASURE, CaseKind.ACCESS, Relation.AFTER)
    assert list(Arrival(DETAILS, (CaseKind.ACCESS,)).links()) == [behind]
    access = replace(DETAILS, kind=CaseKind.ACCESS)
    assert list(Arrival(access, (CaseKind.ERASURE,)).links()) == [behind]
    beside = [(CaseKind.ACCESS, CaseKind.ERASURE, Relation.SAME_MESSAGE)]
    assert list(Arrival(access, (CaseKind.ERASURE,), erase_last=False).links()) == beside


def test_each_two_of_three_are_linked_once() -> None:
    arrival = Arrival(DETAILS, (CaseKind.COMPLAINT, CaseKind.PORTABILITY))
    assert list(arrival.links()) == [
        (CaseKind.ERASURE, CaseKind.COMPLAINT, Relation.SAME_MESSAGE),
        (CaseKind.ERASURE, CaseKind.PORTABILITY, Relation.AFTER),
        (CaseKind.COMPLAINT, CaseKind.PORTABILITY, Relation.SAME_MESSAGE),
    ]
    assert one_waits(arrival.kinds())
    assert not one_waits((CaseKind.ACCESS, CaseKind.COMPLAINT))


def test_enquiries_are_no_part_of_another_message() -> None:
    assert CaseKind.COMPLAINT in TOGETHER
    assert CaseKind.DEMO_ENQUIRY not in TOGETHER


def row(reference: str, kind: CaseKind = CaseKind.ACCESS, status: Status = Status.OPEN) -> CaseRow:
    return CaseRow(
        id=CaseId(1),
        reference=reference,
        kind=kind,
        status=status,
        person="Ann",
        received_on=date(2026, 11, 2),
        due_on=None,
        chase_on=None,
        clock_state=ClockState.RUNNING,
        next_step=NextStep("Send the response letter", Doing.WRITE_LETTER),
    )


def test_an_open_case_of_the_same_kind_may_be_the_same_matter() -> None:
    rows = [row("SAR-2"), row("SAR-1", status=Status.CLOSED), row("CMP-1", CaseKind.COMPLAINT)]
    assert known_words(rows, [CaseKind.ACCESS]) == (
        "SAR-2 of this person is open and asks for the same. If this is the same matter, keep it there "
        "instead. Other cases of this person: SAR-1 and CMP-1."
    )
    assert known_words([row("SAR-2"), row("SAR-3")], [CaseKind.ACCESS]).startswith("SAR-2 and SAR-3 of this")
    assert "are open and ask for the same" in known_words([row("SAR-2"), row("SAR-3")], [CaseKind.ACCESS])


def test_other_cases_of_the_person_are_named_and_none_is_passed_over_in_silence() -> None:
    assert known_words([row("SAR-2")], []) == "Earlier cases of this person: SAR-2."
    three = [row("A"), row("B"), row("C")]
    assert known_words(three, [CaseKind.COMPLAINT]) == "Earlier cases of this person: A, B and C."
    assert known_words([], [CaseKind.ACCESS]) == ""
