"""The whole case as its screen shows it, with the timeline put together from everything that happened."""

from collections.abc import Iterable, Sequence

from kmss_dpo.domain.case_views import CaseView, DraftLetter, Party
from kmss_dpo.domain.cases import CaseDetails, Status
from kmss_dpo.domain.clock import (
    ClockCorrection,
    Course,
    Deadline,
    Step,
    correction_step,
)
from kmss_dpo.domain.contacts import care
from kmss_dpo.domain.ids import ContactId, Kind
from kmss_dpo.domain.links import Link, waits_for
from kmss_dpo.domain.next_steps import Progress, next_step, notice_of, waiting
from kmss_dpo.services.case_timeline import timeline_of
from kmss_dpo.services.checklists import checklist_of
from kmss_dpo.store import (
    clock_corrections,
    contacts,
    documents,
    held_records,
    items,
    letters,
    links,
)
from kmss_dpo.store.cases import StoredCase
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.letters import StoredLetter
from kmss_dpo.support.clock import london_day


def view(connection: Reading, stored: StoredCase, deadline: Deadline, course: Course) -> CaseView:
    """Put a case together; `course` knows what each question did to its clock."""
    facts, ending = stored.facts, stored.ending
    written = letters.of_case(connection, stored.id)
    linked = links.of_case(connection, stored.id)
    progress = _progress(connection, stored, deadline, linked)
    corrections = clock_corrections.of_case(connection, stored.id)
    parties = _parties(connection, stored.details)
    return CaseView(
        id=stored.id,
        version=stored.version,
        reference=stored.reference,
        status=ending.status,
        details=stored.details,
        facts=facts,
        deadline=deadline,
        waiting=progress.waits,
        next_step=next_step(progress),
        stage=progress.stands_at(),
        work=items.work(connection, stored.id),
        checklist=checklist_of(connection, stored.id, stored.details.kind),
        requester=parties.get(stored.details.requester),
        subject=parties.get(stored.details.subject),
        recipient=parties.get(stored.details.recipient),
        closing=ending.closing,
        void_reason=ending.void_reason,
        timeline=timeline_of(connection, stored, course, corrections),
        documents=documents.count(connection, stored.id),
        letters=len(written),
        draft=_draft(written),
        links=tuple(linked),
        corrections=correction_steps(corrections),
        holds=held_records.on(connection, Kind.CASE, stored.id),
    )


def correction_steps(corrections: Iterable[ClockCorrection]) -> tuple[Step, ...]:
    """What was corrected in the facts of a clock, as it is shown and printed below the derivation."""
    return tuple(correction_step(each, london_day(each.at)) for each in corrections)


def _progress(
    connection: Reading, stored: StoredCase, deadline: Deadline, linked: Sequence[Link]
) -> Progress:
    details, facts, status = stored.details, stored.facts, stored.ending.status
    extension = facts.extension
    unsent, notice_filed = letters.to_leave(connection, stored.id)
    return Progress(
        kind=details.kind,
        status=status,
        received_on=details.received_on,
        waits=waiting(facts) if status is Status.OPEN else None,
        acknowledged=facts.acknowledged_on is not None,
        answered=facts.answered_on is not None,
        for_customer=bool(details.for_customer),
        chase_on=deadline.chase_on,
        unsent=unsent,
        stage=stored.stage,
        waits_for=next(iter(waits_for(linked)), ""),
        notice=notice_of(extension.notice_sent_on, deadline.due_on, deadline.chase_on) if extension else None,
        notice_filed=notice_filed,
    )


def _draft(written: Sequence[StoredLetter]) -> DraftLetter | None:
    """The newest letter that was begun and is not filed; the letters come newest first."""
    return next((DraftLetter(each.id, each.title) for each in written if each.filed_at is None), None)


def _parties(connection: Reading, details: CaseDetails) -> dict[ContactId | None, Party]:
    """The people of a case, each read once whatever their roles."""
    named = {details.requester, details.subject, details.recipient}
    return {each: _party(connection, each) for each in named if each is not None}


def _party(connection: Reading, contact: ContactId) -> Party:
    found = contacts.contact(connection, contact)
    return Party(contact, found.details.name, care(found.details))
