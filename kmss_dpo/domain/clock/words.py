"""The derivation of a request's due date in plain English, step by step, each with its source."""

from datetime import date

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.clock.course import Asked, Course, End, Question, extends
from kmss_dpo.domain.clock.deadline import GUIDANCE, Step, roll_steps
from kmss_dpo.domain.clock.facts import ClockFacts
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


def extension_steps(received_on: date, facts: ClockFacts, month: End | None, *, counts: bool) -> list[Step]:
    """The one extension, with its ground and its notice: that it counts, or why not; `month` is the first."""
    extension = facts.extension
    if extension is None:
        return []
    article, sent_on = article_for(received_on), extension.notice_sent_on
    if not counts:
        text = "The extension does not count: its notice has to go before the first month ends."
        return [Step(text, article)]
    if sent_on:
        text = f"Extended once for the {extension.ground}; the notice was sent on {say_day(sent_on)}."
        return [Step(text, article)]
    text = f"Extended once for the {extension.ground}, if its notice is sent before the first month ends"
    if month:
        text += f": by {say_day(month.unrolled)}. After {say_day(month.due)} it extends nothing"
    return [Step(f"{text}.", article, ahead=True)]


def end_steps(
    received_on: date, course: Course, end: End | None, chase_on: date | None, *, months: int
) -> list[Step]:
    """How the due date follows; or why there is none, and the day to ask again where the case still waits."""
    if end is None:
        held = "The clock is stopped" if course.relevant_on else "The clock has not started"
        chase = f" Ask again on {say_day(chase_on)}." if chase_on else ""
        text = f"{held}: there is no due date.{chase}"
        return [Step(text, article_for(received_on), ahead=True)]
    return [
        _base_step(received_on, course, end, months),
        *_pause_steps(received_on, course, end),
        *roll_steps(end.passed),
        _due_step(received_on, end),
    ]


def _base_step(received_on: date, course: Course, end: End, months: int) -> Step:
    """The month, or the three of an extension, from the day the clock started."""
    started_on = course.relevant_on or received_on
    count = "Three calendar months" if months > 1 else "One calendar month"
    short = end.base.day < started_on.day
    why = f", the last day of a month without a day {started_on.day}" if short else ""
    text = f"{count} from {say_day(started_on)} is {say_day(end.base)}{why}."
    return Step(text, article_for(received_on))


def _pause_steps(received_on: date, course: Course, end: End) -> list[Step]:
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


def _due_step(received_on: date, end: End) -> Step:
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
    kind: CaseKind, facts: ClockFacts, courses: tuple[Course, Course], closed: ClosedDays, today: date
) -> list[str]:
    """What the officer should know about facts that moved nothing or may be challenged.

    `courses` are that of the first month and that which counts, the same where no extension does.
    """
    first, course = courses
    counts = extends(first, facts, closed, today)
    warnings = [
        f"{_asked(one)}, after {_too_late(one, extended=counts)}: it moves nothing." for one in course.ignored
    ]
    late = "late in the month: whether that still moves the date is unsettled"
    warnings += [f"{_asked(one)}, {late}." for one in course.late]
    if facts.clarifications and kind is not CaseKind.ACCESS:
        warnings.append(
            "A clarification moves nothing here: only the clock of subject access can be stopped."
        )
    if facts.extension and (month := first.end(1, closed)):
        warnings += _notice_warnings(facts, facts.extension.notice_sent_on, month, today)
    return warnings


def _too_late(question: Question, *, extended: bool) -> str:
    """What had passed: only the first month can move the day that an extension is counted from."""
    if extended and question.asked is not Asked.CLARIFICATION:
        return "the first month had ended"
    return "the due date had passed"


def _notice_warnings(facts: ClockFacts, sent_on: date | None, month: End, today: date) -> list[str]:
    """What is wrong with a notice that went late in view of the end of the first `month`, or went never."""
    last_on = sent_on or facts.answered_on or today
    if last_on > month.due:
        ended = f"the first month had ended on {say_day(month.due)}: it extends nothing."
        if sent_on:
            return [f"The extension notice was sent on {say_day(sent_on)}, after {ended}"]
        return [f"No extension notice was sent before {ended}"]
    if last_on <= month.unrolled or not (sent_on or facts.owes_notice()):
        return []
    goes = f"The extension notice was sent on {say_day(sent_on)}," if sent_on else "A notice sent now goes"
    ended = f"after the first month ended on {say_day(month.unrolled)}, a day off"
    return [f"{goes} {ended}: whether it still came in time is unsettled."]
