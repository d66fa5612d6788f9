"""How a case stands today, in one or two words for its chip."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kmss_dpo.domain.clock.deadline import ClockState
from kmss_dpo.domain.days import say_count, say_day, say_day_of_year

SOON_DAYS = 7
"""A week holds five working days whatever day it is: time to finish an answer and have it sent."""


class Urgency(StrEnum):
    """What colour, shape and place in the list a case takes."""

    OVERDUE = "overdue"
    SOON = "soon"
    IN_TIME = "in time"
    WAITING = "waiting"
    DONE = "done"
    NONE = "none"


@dataclass(frozen=True)
class Standing:
    """The urgency and the words of the chip: “2 days over”, “Due today”, “Tue 24 Nov”, “Stopped”."""

    urgency: Urgency
    words: str


_WAITING_WORDS = {ClockState.NOT_STARTED: "Not started", ClockState.STOPPED: "Stopped"}


def standing(
    state: ClockState,
    due_on: date | None,
    chase_on: date | None,
    today: date,
    *,
    owes_notice: bool = False,
) -> Standing:
    """How a case with this clock stands on `today`; the year is named where it is another one.

    `owes_notice` says that the notice of its extension has still to leave, `chase_on` by when.
    """
    if state is ClockState.ANSWERED:
        return Standing(Urgency.DONE, "Answered")
    if due_on is None:
        return _waiting(state, chase_on, today)
    if due_on < today:
        return Standing(Urgency.OVERDUE, f"{say_count((today - due_on).days, 'day')} over")
    if due_on == today:
        return Standing(Urgency.SOON, "Due today")
    if chase_on is not None:
        return _notice(chase_on, today) if owes_notice else _at_once(chase_on, today)
    soon = (due_on - today).days <= SOON_DAYS
    return Standing(Urgency.SOON if soon else Urgency.IN_TIME, _say(due_on, today))


def _waiting(state: ClockState, chase_on: date | None, today: date) -> Standing:
    if chase_on is not None and chase_on <= today:
        return Standing(Urgency.SOON, "Follow up now")
    if state in _WAITING_WORDS:
        return Standing(Urgency.WAITING, _WAITING_WORDS[state])
    if chase_on is not None:
        return Standing(Urgency.WAITING, f"Follow up {_say(chase_on, today)}")
    return Standing(Urgency.NONE, "No due date")


def _notice(notice_by: date, today: date) -> Standing:
    """A clock that is extended only if the notice leaves."""
    if notice_by < today:
        return Standing(Urgency.SOON, "Send notice now")
    soon = (notice_by - today).days <= SOON_DAYS
    return Standing(Urgency.SOON if soon else Urgency.IN_TIME, f"Notice by {_say(notice_by, today)}")


def _at_once(target_on: date, today: date) -> Standing:
    """A clock that runs and has an own target is one to be acted on at once."""
    if target_on < today:
        return Standing(Urgency.SOON, "Act now")
    return Standing(Urgency.SOON, f"At once, {_say(target_on, today)}")


def _say(day: date, today: date) -> str:
    return say_day_of_year(day) if day.year == today.year else say_day(day)
