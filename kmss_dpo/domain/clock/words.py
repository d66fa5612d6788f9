"""The derivation of a request's due date in plain English, step by step, each with its source."""

from datetime import date

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.clock.course import Asked, Course, End, Question, notice_in_time
from kmss_dpo.domain.clock.deadline import GUIDANCE, Step
from kmss_dpo.domain.clock.facts import ClockFacts, Extension
from kmss_dpo.domain.days import say_count, say_day
from kmss_dpo.domain.holidays import ClosedDays

NEW_TEXT_FROM = date(2026, 2, 5)
"""The day from which Art 12A sets the time limits (Data (Use and Access) Act 2025)."""

_MET = {
    Asked.IDENTITY: "received",
    Asked.AUTHORITY: "received",
    Asked.FEE: "paid",
    Asked.CLARIFICATION: "answered",
}
_SOURCES = {
    Asked.IDENTITY: "UK GDPR Art 12(6)",
    Asked.AUTHORITY: "Regulator's guidance on requests made for others",
    Asked.FEE: "UK GDPR Art 12(5)",
    Asked.CLARIFICATION: "Regulator's guidance on clarification",
}


def article_for(received_on: date) -> str:
    """The article that sets the time limit of a request received that day."""
    return "UK GDPR Art 12A" if received_on >= NEW_TEXT_FROM else "UK GDPR Art 12(3), older text"


def fact_steps(received_on: date, course: Course) -> list[Step]:
    """The day of receipt, the text that applies, all that was asked, and the day the clock starts."""
    article = article_for(received_on)
    steps = [Step(f"Received by the company on {say_day(received_on)}.", article)]
    if received_on < NEW_TEXT_FROM:
        text = (
            "Received before Thu 5 Feb 2026: the older text applies and the same steps are used (unsettled)."
        )
        steps.append(Step(text, article))
    steps += [_question_step(one) for one in course.counted]
    if course.relevant_on and course.starts:
        start = f"The clock starts on {say_day(course.relevant_on)}, the latest of these days."
        steps.append(Step(start, article))
    return steps


def _question_step(question: Question) -> Step:
    met = _MET[question.asked]
    then = f"{met} on {say_day(question.met_on)}" if question.met_on else f"has not been {met}"
    return Step(f"{_asked(question)} and {then}.", _SOURCES[question.asked])


def _asked(question: Question) -> str:
    return f"{question.asked} was asked for on {say_day(question.asked_on)}"


def held_step(received_on: date, relevant_on: date | None, chase_on: date | None) -> Step:
    """Why there is no due date, and the day to ask again where the case still waits."""
    held = "The clock is stopped" if relevant_on else "The clock has not started"
    chase = f" Ask again on {say_day(chase_on)}." if chase_on else ""
    return Step(f"{held}: there is no due date.{chase}", article_for(received_on), ahead=True)


def extension_steps(received_on: date, extension: Extension | None) -> list[Step]:
    """The one extension, with its ground and the day its notice was sent, where it counts."""
    if extension is None:
        return []
    sent = say_day(extension.notice_sent_on)
    text = f"Extended once for the {extension.ground}; the notice was sent on {sent}."
    return [Step(text, article_for(received_on))]


def base_steps(received_on: date, course: Course, extension: Extension | None, end: End) -> list[Step]:
    """The month, or the three of an extension, from the day the clock started."""
    started_on = course.relevant_on or received_on
    months = "Three calendar months" if extension else "One calendar month"
    short = end.base.day < started_on.day
    why = f", the last day of a month without a day {started_on.day}" if short else ""
    text = f"{months} from {say_day(started_on)} is {say_day(end.base)}{why}."
    return [*extension_steps(received_on, extension), Step(text, article_for(received_on))]


def pause_steps(received_on: date, course: Course, end: End) -> list[Step]:
    """The days excluded by clarifications; both counts where they differ."""
    if not course.pauses:
        return []
    excluded = say_count(end.excluded, "day")
    steps = [
        Step(
            f"Excluded, from asking to answering and after the clock started: {excluded}. "
            f"That makes {say_day(end.unrolled)}.",
            f"{article_for(received_on)} with Art 15",
        )
    ]
    if end.literal != end.excluded:
        text = (
            f"Counting the day of asking too gives {say_count(end.literal, 'day')}. "
            f"Which count is right is unsettled: the shorter one sets the due date, "
            f"and {say_day(end.latest)} is the latest arguable day."
        )
        steps.append(Step(text, GUIDANCE))
    return steps


def due_step(received_on: date, end: End) -> Step:
    """The due date, and that it is the longest stop."""
    text = f"Due by the end of {say_day(end.due)}. It is the longest stop: answer without undue delay."
    return Step(text, article_for(received_on), ahead=True)


def answer_steps(answered_on: date | None, due_on: date | None) -> list[Step]:
    """The day of dispatch and how it compares; nothing while there is no answer."""
    if answered_on is None:
        return []
    over = (answered_on - due_on).days if due_on else 0
    how = f"{say_count(over, 'day')} after the due date" if over > 0 else "in time"
    return [Step(f"Answered on {say_day(answered_on)}, {how}.", "The day of dispatch counts")]


def request_warnings(
    kind: CaseKind, facts: ClockFacts, first: Course, course: Course, closed: ClosedDays
) -> list[str]:
    """What the officer should know about facts that moved nothing or may be challenged."""
    notice = facts.extension
    extended = notice is not None and notice_in_time(first, notice.notice_sent_on, closed)
    warnings = [
        f"{_asked(one)}, after {_too_late(one, extended=extended)}: it moves nothing."
        for one in course.ignored
    ]
    late = "late in the month: whether that still moves the date is unsettled"
    warnings += [f"{_asked(one)}, {late}." for one in course.late]
    if facts.clarifications and kind is not CaseKind.ACCESS:
        warnings.append(
            "A clarification moves nothing here: only the clock of subject access can be stopped."
        )
    if facts.extension:
        warnings += _extension_warnings(first, facts.extension.notice_sent_on, closed)
    return warnings


def _too_late(question: Question, *, extended: bool) -> str:
    """What had passed: only the first month can move the day that an extension is counted from."""
    if extended and question.asked is not Asked.CLARIFICATION:
        return "the first month had ended"
    return "the due date had passed"


def _extension_warnings(first: Course, sent_on: date, closed: ClosedDays) -> list[str]:
    end = first.end(1, closed)
    if end is None or sent_on <= end.unrolled:
        return []
    sent = f"The extension notice was sent on {say_day(sent_on)}"
    if not notice_in_time(first, sent_on, closed):
        return [f"{sent}, after the first month had ended on {say_day(end.due)}: it extends nothing."]
    ended = f"after the first month ended on {say_day(end.unrolled)}, a day off"
    return [f"{sent}, {ended}: whether it still came in time is unsettled."]
