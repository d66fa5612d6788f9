"""Cases in the register: numbered, saved with the dates worked out from their facts, listed by id."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from kmss_dpo.domain.cases import KINDS, CaseDetails, CaseKind, Channel, Closing, Outcome, Status
from kmss_dpo.domain.clock import ClockFacts, Deadline
from kmss_dpo.domain.errors import NotHere
from kmss_dpo.domain.ids import CaseId, ContactId
from kmss_dpo.domain.next_steps import Waiting
from kmss_dpo.domain.retention import DisposalDue
from kmss_dpo.store import clock_facts, holds
from kmss_dpo.store.tables import AnyRow, cases, reference_counters
from kmss_dpo.store.writing import Writing


@dataclass(frozen=True)
class WorkedOut:
    """What follows from a case's facts and is stored with it for sorting and listing."""

    deadline: Deadline
    waiting: Waiting | None
    stage: str
    disposal: DisposalDue | None = None
    keep_until: date | None = None


@dataclass(frozen=True)
class Ending:
    """How a case stands at its end, or open again: `on` is the day it was closed or voided."""

    status: Status
    on: date | None = None
    closing: Closing | None = None
    void_reason: str = ""


@dataclass(frozen=True)
class StoredCase:
    """A case as it lies in the register, without its parties' names and its timeline.

    `disposal_stage` counts the stages of its disposal that are done.
    """

    id: CaseId
    version: int
    reference: str
    details: CaseDetails
    facts: ClockFacts
    ending: Ending
    stage: str
    disposal_stage: int = 0


def add(writing: Writing, details: CaseDetails, facts: ClockFacts, worked_out: WorkedOut) -> CaseId:
    """Keep a new case under the next reference of its kind and year."""
    case = writing.insert(
        cases,
        {
            **_columns(details),
            **_derived(facts, worked_out),
            "version": 1,
            "reference": _next_reference(writing.connection, details),
            "status": Status.OPEN.value,
        },
    )
    if facts != ClockFacts():
        clock_facts.save(writing, case, facts)
    return CaseId(case)


_COUNT = (
    upsert(reference_counters)
    .on_conflict_do_update(index_elements=["prefix", "year"], set_={"last": reference_counters.c.last + 1})
    .returning(reference_counters.c.last)
)


def _next_reference(connection: Connection, details: CaseDetails) -> str:
    """Numbers count up for each kind and year and are never used twice, whatever is erased or voided."""
    prefix, year = KINDS[details.kind].prefix, details.received_on.year
    number = connection.scalar(_COUNT, {"prefix": prefix, "year": year, "last": 1})
    return f"{prefix}-{year}-{number:04d}"


def go_on_from(connection: Connection, prefix: str, year: int, number: int) -> None:
    """Give no reference up to this number, whether it was given here or not."""
    known = reference_counters.c.last
    given = upsert(reference_counters).on_conflict_do_update(
        index_elements=["prefix", "year"], set_={"last": func.max(known, number)}
    )
    connection.execute(given, {"prefix": prefix, "year": year, "last": number})


def save(
    writing: Writing,
    case: CaseId,
    version: int,
    details: CaseDetails,
    facts: ClockFacts,
    worked_out: WorkedOut,
) -> None:
    """Replace what is known of a case; its reference and its kind stay."""
    writing.update(cases, case, version, {**_columns(details), **_derived(facts, worked_out)})
    clock_facts.save(writing, case, facts)


def set_status(
    writing: Writing, stored: StoredCase, facts: ClockFacts, worked_out: WorkedOut, ending: Ending
) -> None:
    """Close, void or open a case again, with what follows from it; a case that is open places its hold."""
    writing.update(
        cases,
        stored.id,
        stored.version,
        {
            "status": ending.status.value,
            "outcome": ending.closing.outcome.value if ending.closing else None,
            "closed_on": ending.on,
            "closing_reason": ending.closing.reason if ending.closing else "",
            "late_reason": ending.closing.late_reason if ending.closing else "",
            "void_reason": ending.void_reason,
            **_derived(facts, worked_out),
            # What is collected once it is open again goes when its own time comes.
            **({"disposal_stage": 0} if ending.status is Status.OPEN else {}),
        },
    )
    clock_facts.save(writing, stored.id, facts)
    if ending.status is Status.OPEN:
        holds.place_anew(writing, stored.id)


def restate(writing: Writing, case: CaseId, facts: ClockFacts, worked_out: WorkedOut) -> bool:
    """Store what follows from the facts anew, as after a change of holidays; whether anything moved."""
    row = writing.connection.execute(select(cases).where(cases.c.id == case)).one()
    derived = _derived(facts, worked_out)
    if all(getattr(row, name) == value for name, value in derived.items()):
        return False
    writing.update(cases, case, row.version, derived)
    return True


def _columns(details: CaseDetails) -> dict[str, Any]:
    return {
        "kind": details.kind.value,
        "channel": details.channel.value,
        "received_on": details.received_on,
        "requester_id": details.requester,
        "subject_id": details.subject,
        "summary": details.summary,
        "reached_officer_on": details.reached_officer_on,
        "taken_by": details.taken_by,
        "old_reference": details.old_reference,
        "special_category": details.special_category,
        "for_customer": details.for_customer,
        "recipient_id": details.recipient,
        "about_child": details.about_child,
        "about_officer": details.about_officer,
        "handler": details.handler,
        "their_reference": details.their_reference,
    }


def _derived(facts: ClockFacts, worked_out: WorkedOut) -> dict[str, Any]:
    return {
        "stage": worked_out.stage,
        "clock_state": worked_out.deadline.state.value,
        "due_on": worked_out.deadline.due_on,
        "chase_on": worked_out.deadline.chase_on,
        "act_on": _act_on(worked_out.deadline),
        "waiting_for": worked_out.waiting.what.value if worked_out.waiting else None,
        "waiting_since": worked_out.waiting.since if worked_out.waiting else None,
        "acknowledged_on": facts.acknowledged_on,
        "answered_on": facts.answered_on,
        "disposable_on": _disposable_on(worked_out),
        "disposal_rule": worked_out.disposal.code.value if worked_out.disposal else None,
        "disposal_trigger_on": worked_out.disposal.trigger_on if worked_out.disposal else None,
    }


def _act_on(deadline: Deadline) -> date | None:
    """The day by which the officer looks at a case: to chase, to act at once, or to answer."""
    return min((day for day in (deadline.due_on, deadline.chase_on) if day), default=None)


def _disposable_on(worked_out: WorkedOut) -> date | None:
    if worked_out.disposal is None:
        return None
    return max(worked_out.disposal.runs_out_on, worked_out.keep_until or date.min)


_CASE = select(cases).where(cases.c.id == bindparam("wanted"))


def case(connection: Connection, wanted: CaseId) -> StoredCase:
    """A case whole; `NotHere` if it was erased."""
    row = connection.execute(_CASE, {"wanted": wanted}).first()
    if row is None:
        raise NotHere("This case is no longer in the register.")
    return StoredCase(
        id=wanted,
        version=row.version,
        reference=row.reference,
        details=_details(row),
        facts=clock_facts.facts(connection, wanted),
        ending=_ending(row),
        stage=row.stage,
        disposal_stage=row.disposal_stage,
    )


def those_left(connection: Connection, wanted: Iterable[int]) -> Iterator[StoredCase]:
    """Of these cases the ones that were not erased meanwhile, each read when it is asked for."""
    for each in wanted:
        with suppress(NotHere):
            yield case(connection, CaseId(each))


def _ending(row: AnyRow) -> Ending:
    closing = None
    if row.outcome:
        closing = Closing(
            Outcome(row.outcome), row.closed_on, row.answered_on, row.closing_reason, row.late_reason
        )
    return Ending(Status(row.status), row.closed_on, closing, row.void_reason)


def _details(row: AnyRow) -> CaseDetails:
    return CaseDetails(
        kind=CaseKind(row.kind),
        received_on=row.received_on,
        channel=Channel(row.channel),
        requester=ContactId(row.requester_id) if row.requester_id else None,
        subject=ContactId(row.subject_id) if row.subject_id else None,
        summary=row.summary,
        reached_officer_on=row.reached_officer_on,
        taken_by=row.taken_by,
        old_reference=row.old_reference,
        special_category=row.special_category,
        for_customer=row.for_customer,
        recipient=ContactId(row.recipient_id) if row.recipient_id else None,
        about_child=row.about_child,
        about_officer=row.about_officer,
        handler=row.handler,
        their_reference=row.their_reference,
    )
