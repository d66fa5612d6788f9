"""The whole case as its screen shows it, with the timeline put together from everything that happened."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from kmss_dpo.domain.case_views import CaseView, DraftLetter, Event, EventKind, Party
from kmss_dpo.domain.cases import CaseDetails, Channel, Status
from kmss_dpo.domain.clock import Asked, ClockFacts, Course, Deadline, Question
from kmss_dpo.domain.contacts import care
from kmss_dpo.domain.correspondence import Correspondence, Direction
from kmss_dpo.domain.ids import CaseId, ContactId, Kind
from kmss_dpo.domain.links import Link, waits_for
from kmss_dpo.domain.next_steps import Progress, WaitingFor, asked_of, next_step, waiting
from kmss_dpo.domain.ways import way_of
from kmss_dpo.services.checklists import checklist_of
from kmss_dpo.store import (
    contacts,
    correspondence,
    documents,
    held_records,
    holds,
    items,
    letters,
    links,
    ways,
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
        requester=_party(connection, stored.details.requester),
        subject=_party(connection, stored.details.subject),
        recipient=_party(connection, stored.details.recipient),
        closing=ending.closing,
        void_reason=ending.void_reason,
        timeline=_timeline(connection, stored, course),
        documents=documents.count(connection, stored.id),
        letters=len(written),
        draft=_draft(written) if ending.status is Status.OPEN else None,
        links=tuple(linked),
        holds=held_records.on(connection, Kind.CASE, stored.id),
    )


def _progress(
    connection: Reading, stored: StoredCase, deadline: Deadline, linked: Sequence[Link]
) -> Progress:
    details, facts, status = stored.details, stored.facts, stored.ending.status
    return Progress(
        kind=details.kind,
        status=status,
        received_on=details.received_on,
        waits=waiting(facts) if status is Status.OPEN else None,
        acknowledged=facts.acknowledged_on is not None,
        answered=facts.answered_on is not None,
        for_customer=bool(details.for_customer),
        chase_on=deadline.chase_on,
        unsent=bool(letters.unsent(connection, stored.id)),
        stage=stored.stage,
        waits_for=next(iter(waits_for(linked)), ""),
    )


def _draft(written: Sequence[StoredLetter]) -> DraftLetter | None:
    """The newest letter that was begun and is not filed; the letters come newest first."""
    return next((DraftLetter(each.id, each.title) for each in written if each.filed_at is None), None)


def _party(connection: Reading, contact: ContactId | None) -> Party | None:
    if contact is None:
        return None
    found = contacts.contact(connection, contact)
    return Party(contact, found.details.name, care(found.details))


def _timeline(connection: Reading, stored: StoredCase, course: Course) -> tuple[Event, ...]:
    """Newest first; on one day, in the order in which things were written down."""
    kept = correspondence.of_case(connection, stored.id)
    arrival = _arrival(stored.details, kept)
    events = [
        *_opening_and_ending(stored, arrival),
        *_clock_events(stored.facts, course),
        *(_exchange(each) for each in kept if each is not arrival),
        *_notes(connection, stored.id),
        *_steps(connection, stored),
        *_holds(connection, stored.id),
    ]
    return tuple(
        sorted(
            events, key=lambda event: (event.on, event.at is not None, event.at or _LONG_AGO), reverse=True
        )
    )


_LONG_AGO = datetime.min.replace(tzinfo=UTC)


_ARRIVED = {
    Channel.IN_PERSON: "Received in person",
    Channel.SOCIAL_MEDIA: "Received on social media",
    Channel.WEB_FORM: "Received through the web form",
}


def _arrival(details: CaseDetails, kept: Sequence[Correspondence]) -> Correspondence | None:
    """The piece of correspondence that opened the case: the first that came on its day and in its way."""
    came = (Direction.RECEIVED, details.channel, details.received_on)
    contents = ((each, each.content) for each in kept)
    return min(
        (each for each, content in contents if (content.direction, content.channel, content.on) == came),
        key=lambda each: each.id,
        default=None,
    )


def _opening_and_ending(stored: StoredCase, arrival: Correspondence | None) -> Iterator[Event]:
    details, ending = stored.details, stored.ending
    taken = f"Taken by {details.taken_by}. " if details.taken_by else ""
    title = _ARRIVED.get(details.channel, f"Received by {details.channel.value}")
    yield Event(
        EventKind.OPENED,
        details.received_on,
        None,
        f"{title}: {arrival.content.subject}" if arrival else title,
        taken + ((arrival.content.body if arrival else "") or details.summary),
        (Kind.CORRESPONDENCE, arrival.id) if arrival else None,
    )
    if ending.on and ending.closing:
        yield Event(
            EventKind.CLOSED,
            ending.on,
            None,
            f"Closed: {ending.closing.outcome.value}",
            ending.closing.reason,
        )
    if ending.on and ending.status is Status.VOIDED:
        yield Event(EventKind.CLOSED, ending.on, None, "Voided: opened in error", ending.void_reason)


_ASKED = {
    WaitingFor.IDENTITY: Asked.IDENTITY,
    WaitingFor.AUTHORITY: Asked.AUTHORITY,
    WaitingFor.FEE: Asked.FEE,
}


def _clock_events(facts: ClockFacts, course: Course) -> Iterator[Event]:
    for what, ask in asked_of(facts):
        text = course.after_asking(Question(_ASKED[what], ask.asked_on, ask.satisfied_on))
        yield Event(EventKind.CLOCK, ask.asked_on, None, f"Asked for {what.value}", text)
        if ask.satisfied_on:
            yield Event(EventKind.CLOCK, ask.satisfied_on, None, f"Received {what.value}")
    for each in facts.clarifications:
        question = Question(Asked.CLARIFICATION, each.asked_on, each.answered_on)
        text = course.after_asking(question)
        yield Event(EventKind.CLOCK, each.asked_on, None, "Asked which information is meant", text)
        if each.answered_on:
            text = course.after_answer(question)
            yield Event(EventKind.CLOCK, each.answered_on, None, "Clarification answered", text)
    if facts.extension:
        yield Event(
            EventKind.CLOCK,
            facts.extension.notice_sent_on,
            None,
            f"Extended: {facts.extension.ground.value}",
            facts.extension.reasons,
        )
    yield from _single_days(facts)


def _single_days(facts: ClockFacts) -> Iterator[Event]:
    days = {
        "Acknowledged": facts.acknowledged_on,
        "Answer sent": facts.answered_on,
        "Asked for the missing information": facts.more_asked_on,
        "Received the missing information": facts.more_received_on,
    }
    for title, day in days.items():
        if day:
            yield Event(EventKind.CLOCK, day, None, title)


def _steps(connection: Reading, stored: StoredCase) -> Iterator[Event]:
    """Where the officer took the case by hand."""
    way = way_of(stored.details.kind, for_customer=bool(stored.details.for_customer))
    titles = {stage.code: stage.title for stage in way}
    places = list(titles)
    for step in ways.steps_of(connection, stored.id):
        title = titles.get(step.stage, step.stage)
        known = step.stage in titles and step.before in titles
        back = known and places.index(step.stage) < places.index(step.before)
        words = f"Back to: {title}" if back else title
        text = f"{step.reason}\n{step.by}".strip()
        yield Event(EventKind.STEP, london_day(step.at), step.at, words, text)


def _holds(connection: Reading, case: CaseId) -> Iterator[Event]:
    """What was placed on the case by hand, and which hold of another case was released for it."""
    for hold in holds.placed_on(connection, (Kind.CASE, case)):
        yield Event(EventKind.HOLD, hold.placed_on, None, "Placed on hold", hold.reason)
        if ended := hold.release:
            yield Event(EventKind.HOLD, ended.on, None, "Hold released", ended.reason)
    for reference, release in holds.releases_for(connection, case):
        title = f"Hold of {reference} released for this case"
        yield Event(EventKind.HOLD, release.on, None, title, release.reason)


def _exchange(kept: Correspondence) -> Event:
    """What came or went: a message, a call, a visit, a letter."""
    content = kept.content
    received = content.direction is Direction.RECEIVED
    kind = EventKind.RECEIVED if received else EventKind.LETTER if content.letter else EventKind.SENT
    verb = "received" if received else "sent"
    what = _NAMES.get(content.channel, content.channel.value).capitalize()
    title = f"{what} {verb}: {content.subject}"
    return Event(kind, content.on, None, title, content.body, (Kind.CORRESPONDENCE, kept.id))


_NAMES = {Channel.POST: "letter", Channel.PHONE: "phone call", Channel.IN_PERSON: "conversation"}


def _notes(connection: Reading, case: CaseId) -> Iterator[Event]:
    for note in documents.notes_of_case(connection, case):
        yield Event(
            EventKind.NOTE,
            london_day(note.at),
            note.at,
            f"Note by {note.author}",
            note.text,
            (Kind.NOTE, note.id),
        )
