"""The clock of a case as spans and marks along a line of days, before anything is painted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.cases import CaseKind, Status
from kmss_dpo.domain.clock import ClockFacts, ClockState, Deadline
from kmss_dpo.ui.cases.clock_spans import Line, Look, Span
from kmss_dpo.ui.cases.words import due_words, stands
from kmss_dpo.ui.kit.chips import Chip, chip_of
from kmss_dpo.ui.kit.chips import Look as ChipLook
from kmss_dpo.ui.kit.day_text import write_day

_HELD = frozenset({ClockState.NOT_STARTED, ClockState.STOPPED})


@dataclass(frozen=True)
class Mark:
    """A day on the line and the two lines of words below it; `strong` for the one that counts most."""

    on: date
    words: str
    below: str
    look: Look = Look.NONE
    strong: bool = False


@dataclass(frozen=True)
class Course:
    """Everything the bar shows; `now` is None once nothing runs any more, `state` says how it stands."""

    spans: tuple[Span, ...]
    marks: tuple[Mark, ...]
    now: date | None
    now_words: str
    state: Chip

    def first(self) -> date:
        """The day at the left end."""
        return self.spans[0].first

    def last(self) -> date:
        """The day at the right end."""
        return self.spans[-1].last

    @property
    def spoken(self) -> str:
        """The same in sentences: how it stands, what happened, where today is."""
        marks = [f"{mark.words}: {mark.below}." for mark in self.marks]
        now = [f"{self.now_words}."] if self.now and self.now_words else []
        return " ".join([f"{self.state.words}.", *marks, *now])


def course_of(view: CaseView, today: date) -> Course:
    """The course of a case's clock as it stands today."""
    received_on, facts, deadline = view.details.received_on, view.facts, view.deadline
    unanswered = view.status is not Status.OPEN and facts.answered_on is None
    if view.status is Status.VOIDED or unanswered:
        return _ended(view)
    now = max(today, received_on)
    ends_on = deadline.due_on or deadline.chase_on or now
    last = max(ends_on, facts.answered_on or now, received_on + timedelta(days=1))
    acknowledged_on = _duty_done(view)
    done_on = facts.answered_on or now
    line = Line(received_on, facts, deadline, done_on, last, ended_on=acknowledged_on)
    marks = sorted(_marks(view, now), key=lambda mark: mark.on)
    answered = deadline.state is ClockState.ANSWERED
    return Course(
        spans=line.spans(),
        marks=tuple(marks),
        now=None if answered else now,
        now_words=_now_words(deadline, now),
        state=_state(view, today),
    )


def _ended(view: CaseView) -> Course:
    """A case that ended without an answer: nothing runs any more, so nothing can be overdue."""
    received_on, closing = view.details.received_on, view.closing
    ended_on = closing.closed_on if closing else received_on
    marks = [Mark(received_on, _short(received_on), "received" if closing else "received, voided since")]
    if closing:
        marks.append(Mark(ended_on, _short(ended_on), f"closed: {closing.outcome.value}", strong=True))
    line = Span(received_on, max(ended_on, received_on + timedelta(days=1)), Look.NONE)
    state = Chip("Closed without an answer" if closing else "Voided")
    return Course((line,), tuple(marks), now=None, now_words="", state=state)


def _duty_done(view: CaseView) -> date | None:
    """The day on which a complaint was acknowledged in fulfilment of a duty; its 30 days are over then."""
    complaint = view.details.kind is CaseKind.COMPLAINT and view.deadline.statutory
    return view.facts.acknowledged_on if complaint else None


def _state(view: CaseView, today: date) -> Chip:
    """How the clock stands, in words and with a shape."""
    deadline = view.deadline
    extended = _extended(view)
    when = {True: " in time", False: " late", None: ""}[deadline.met]
    if _duty_done(view):
        answered = ", answered" if view.facts.answered_on else ""
        return Chip(f"Acknowledged{when}{answered}")
    if deadline.state is ClockState.ANSWERED:
        return Chip(f"Answered{when}{extended}")
    if deadline.state is ClockState.NO_CLOCK:
        return Chip("No clock")
    stood = chip_of(stands(view, today))
    over = deadline.due_on is not None and deadline.due_on < today
    words = "Overdue" if over else _RUNS[deadline.state]
    look = ChipLook.WAITING if deadline.state in _HELD or stood is None else stood.look
    return Chip(words + extended, look)


def _extended(view: CaseView) -> str:
    """Whether the clock is extended, or would be if a notice had gone in time."""
    if view.deadline.extended:
        return ", extended once its notice is sent" if view.facts.owes_notice() else ", extended"
    waits = view.facts.extension is not None and view.facts.answered_on is None
    return ", not extended: answer now" if waits else ""


_RUNS = {
    ClockState.NOT_STARTED: "Not started",
    ClockState.STOPPED: "Stopped",
    ClockState.RUNNING: "Running",
}


def _marks(view: CaseView, now: date) -> Iterator[Mark]:
    received_on, facts, deadline = view.details.received_on, view.facts, view.deadline
    started_on = deadline.started_on
    ran = deadline.due_on or deadline.state is ClockState.STOPPED or _duty_done(view)
    starts_at_once = started_on == received_on and ran
    yield Mark(received_on, _short(received_on), "received, clock starts" if starts_at_once else "received")
    if started_on and started_on != received_on:
        yield Mark(
            started_on, f"{_short(started_on)} {_starter(facts, started_on)}", "clock starts", Look.WAITING
        )
    yield from _pause_marks(facts, deadline)
    if facts.extension and (sent_on := facts.extension.notice_sent_on):
        late = "" if deadline.extended else ", too late"
        yield Mark(sent_on, _short(sent_on), f"extension notice{late}")
    if facts.acknowledged_on:
        late = ", late" if _duty_done(view) and deadline.met is False else ""
        yield Mark(facts.acknowledged_on, _short(facts.acknowledged_on), f"acknowledged{late}")
    if facts.answered_on:
        yield Mark(facts.answered_on, _short(facts.answered_on), _answered(view), strong=True)
    yield from _end_mark(view, now)


def _pause_marks(facts: ClockFacts, deadline: Deadline) -> Iterator[Mark]:
    """Every clarification that stopped the clock; one asked after the due date did not."""
    started_on, due_on = deadline.started_on, deadline.due_on
    for each in facts.clarifications:
        asked, met = each.asked_on, each.answered_on
        if started_on is None or (met and met <= started_on) or (due_on and asked > due_on):
            continue
        if met:
            yield Mark(asked, f"{_short(asked)} to {_short(met)}", "clarification, stopped", Look.WAITING)
        elif deadline.state is ClockState.STOPPED:
            yield Mark(asked, _short(asked), "clarification, stopped", Look.WAITING)


def _end_mark(view: CaseView, now: date) -> Iterator[Mark]:
    facts, deadline = view.facts, view.deadline
    extended = "extended, " if deadline.extended else ""
    if deadline.chase_on and deadline.due_on:
        words = "send the extension notice" if facts.owes_notice() else "own target"
        yield Mark(deadline.chase_on, _short(deadline.chase_on), words)
    if due_on := deadline.due_on:
        was = "acknowledgement was due" if _duty_done(view) else "was due"
        words = was if facts.answered_on else due_words(due_on, now)
        if due_on == facts.answered_on and not _duty_done(view):
            return  # the mark of the answer says it
        yield Mark(due_on, write_day(due_on), f"{extended}{words}", strong=not facts.answered_on)
    elif chase_on := deadline.chase_on:
        words = "ask again" if deadline.state in _HELD else "follow up"
        yield Mark(chase_on, write_day(chase_on), f"{extended}{words}", strong=True)


def _starter(facts: ClockFacts, started_on: date) -> str:
    asks = {"identity": facts.identity, "authority": facts.authority, "fee": facts.fee}
    met = [name for name, ask in asks.items() if ask and ask.satisfied_on == started_on]
    return " and ".join(met)


def _answered(view: CaseView) -> str:
    """What was sent, and whether in time; the outcome of a complaint that was acknowledged has no limit."""
    what = "outcome sent" if view.details.kind is CaseKind.COMPLAINT else "answered"
    if view.facts.answered_on == view.deadline.due_on:
        return f"{what} on the day it was due"
    met = None if _duty_done(view) else view.deadline.met
    return {True: f"{what} in time", False: f"{what} late", None: what}[met]


def _now_words(deadline: Deadline, now: date) -> str:
    match deadline.state:
        case ClockState.NOT_STARTED:
            return "Today, clock not started"
        case ClockState.STOPPED:
            return "Today, clock stopped"
        case ClockState.RUNNING if deadline.started_on:
            days = (now - deadline.started_on).days
            over = deadline.due_on is not None and now > deadline.due_on
            return f"Today, day {days}, overdue" if over else f"Today, day {days}"
        case _:
            return "Today, no due date"


def _short(day: date) -> str:
    """12 Nov."""
    return write_day(day).rsplit(" ", 1)[0]
