"""What happened on a case, newest first: put together at once, made into words as it is looked at."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import overload

from kmss_dpo.domain.case_views import Event, EventKind
from kmss_dpo.domain.cases import Channel, Closing, Status
from kmss_dpo.domain.clock import Asked, ClockCorrection, ClockFacts, Course, Question
from kmss_dpo.domain.correspondence import Direction
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.next_steps import WaitingFor, asked_of
from kmss_dpo.domain.ways import way_of
from kmss_dpo.store import holds, timeline, ways
from kmss_dpo.store.cases import StoredCase
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.timeline import Line
from kmss_dpo.support.clock import london_day

_LATE = "23"
"""The hour of a summer's day in which London has the next one already."""


class Timeline(Sequence[Event]):
    """Events, of which those that came from the register become words when they are asked for.

    Years of correspondence are hundreds of lines, and a screen shows a dozen.
    """

    def __init__(self, lines: Iterable[Event | Line]) -> None:
        self._lines = list(lines)

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, at: int) -> Event: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Event, ...]: ...

    def __getitem__(self, at: int | slice) -> Event | tuple[Event, ...]:
        if isinstance(at, slice):
            return tuple(self[each] for each in range(*at.indices(len(self))))
        line = self._lines[at]
        if not isinstance(line, Event):
            line = self._lines[at] = _event(line)
        return line

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Timeline) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


def timeline_of(
    connection: Reading, stored: StoredCase, course: Course, corrections: Iterable[ClockCorrection]
) -> Timeline:
    """Newest first; on one day, in the order in which things were written down."""
    kept = timeline.lines(connection, stored.id)
    arrival = _arrival(stored, kept)
    told = [
        *_opening_and_ending(stored, arrival),
        *_clock_events(stored, course),
        *_steps(connection, stored),
        *(_correction(each, stored.id) for each in corrections),
        *_holds(connection, stored.id),
    ]
    lines: list[tuple[str, str, Event | Line]] = [
        (each.on.isoformat(), each.at.isoformat() if each.at else "", each) for each in told
    ]
    lines += [(_day(each), each.at, each) for each in kept if each is not arrival]
    lines.sort(key=itemgetter(0, 1), reverse=True)
    return Timeline(line for _on, _at, line in lines)


def _day(line: Line) -> str:
    """The day in London, as text."""
    on = line.on
    return london_day(datetime.fromisoformat(on)).isoformat() if on[11:13] >= _LATE else on[:10]


def _event(line: Line) -> Event:
    return _exchange(line) if line.direction else _note(line)


_ARRIVED = {
    Channel.IN_PERSON: "Received in person",
    Channel.SOCIAL_MEDIA: "Received on social media",
    Channel.WEB_FORM: "Received through the web form",
}


def _arrival(stored: StoredCase, kept: Iterable[Line]) -> Line | None:
    """The piece of correspondence that opened the case: the first that came on its day and in its way."""
    details = stored.details
    came = (Direction.RECEIVED.value, details.channel.value, details.received_on.isoformat())
    return min(
        (each for each in kept if (each.direction, each.channel, each.on) == came),
        key=lambda each: each.id,
        default=None,
    )


def _opening_and_ending(stored: StoredCase, arrival: Line | None) -> Iterator[Event]:
    details, ending = stored.details, stored.ending
    taken = f"Taken by {details.taken_by}. " if details.taken_by else ""
    title = _ARRIVED.get(details.channel, f"Received by {details.channel.value}")
    yield Event(
        EventKind.OPENED,
        details.received_on,
        None,
        f"{title}: {arrival.title}" if arrival else title,
        taken + ((arrival.text if arrival else "") or details.summary),
        (Kind.CORRESPONDENCE, arrival.id) if arrival else None,
    )
    if ending.on and ending.closing:
        why = _ended_because(ending.closing)
        yield Event(
            EventKind.CLOSED,
            ending.on,
            None,
            f"Closed: {ending.closing.outcome.value}",
            why,
            (Kind.CASE, stored.id) if why else None,
        )
    if ending.on and ending.status is Status.VOIDED:
        yield Event(EventKind.CLOSED, ending.on, None, "Voided: opened in error", ending.void_reason)


def _ended_because(closing: Closing) -> str:
    late = f"Late because: {closing.late_reason}" if closing.late_reason else ""
    return "\n".join(part for part in (closing.reason, late) if part)


_ASKED = {
    WaitingFor.IDENTITY: Asked.IDENTITY,
    WaitingFor.AUTHORITY: Asked.AUTHORITY,
    WaitingFor.FEE: Asked.FEE,
}


def _clock_events(stored: StoredCase, course: Course) -> Iterator[Event]:
    facts = stored.facts
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
    if facts.extension and facts.extension.notice_sent_on:
        yield Event(
            EventKind.CLOCK,
            facts.extension.notice_sent_on,
            None,
            f"Extension notice sent: {facts.extension.ground.value}",
            facts.extension.reasons,
            (Kind.CASE, stored.id),
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


def _exchange(line: Line) -> Event:
    """What came or went: a message, a call, a visit, a letter."""
    received = line.direction == Direction.RECEIVED.value
    kind = EventKind.RECEIVED if received else EventKind.LETTER if line.letter else EventKind.SENT
    verb = "received" if received else "sent"
    what = _NAMES.get(Channel(line.channel), line.channel).capitalize()
    title = f"{what} {verb}: {line.title}"
    return Event(kind, date.fromisoformat(line.on), None, title, line.text, (Kind.CORRESPONDENCE, line.id))


_NAMES = {Channel.POST: "letter", Channel.PHONE: "phone call", Channel.IN_PERSON: "conversation"}


def _correction(correction: ClockCorrection, case: CaseId) -> Event:
    title = f"Clock facts corrected by {correction.author}"
    text = f"{correction.corrected} Why: {correction.reason}"
    return Event(EventKind.CLOCK, london_day(correction.at), correction.at, title, text, (Kind.CASE, case))


def _note(line: Line) -> Event:
    at = datetime.fromisoformat(line.at)
    return Event(EventKind.NOTE, london_day(at), at, f"Note by {line.title}", line.text, (Kind.NOTE, line.id))


def _holds(connection: Reading, case: CaseId) -> Iterator[Event]:
    """What was placed on the case by hand, and which hold of another case was released for it."""
    for hold in holds.placed_on(connection, (Kind.CASE, case)):
        yield Event(EventKind.HOLD, hold.placed_on, None, "Placed on hold", hold.reason)
        if ended := hold.release:
            yield Event(EventKind.HOLD, ended.on, None, "Hold released", ended.reason)
    for reference, release in holds.releases_for(connection, case):
        title = f"Hold of {reference} released for this case"
        yield Event(EventKind.HOLD, release.on, None, title, release.reason)
