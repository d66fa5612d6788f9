"""What the clock says about a case: its state, its days and how they were worked out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kmss_dpo.domain.days import add_days, say_day
from kmss_dpo.domain.holidays import NATION_NAMES, ClosedDays, PassedDay

CHASE_AFTER_DAYS = 14
"""Own practice: half a month of silence, so that there is time to ask once more."""

GUIDANCE = "Regulator's guidance on time limits"
OWN_PRACTICE = "Own practice"
WARNING = "Warning"
"""The source of the steps that repeat the warnings."""


class ClockState(StrEnum):
    """Whether time is running against the company."""

    NO_CLOCK = "no clock"
    NOT_STARTED = "not started"
    RUNNING = "running"
    STOPPED = "stopped"
    ANSWERED = "answered"


@dataclass(frozen=True)
class Step:
    """One sentence of the derivation and the rule or guidance that it rests on.

    `ahead` marks what is still to be done: it is no longer said once the case is over.
    """

    text: str
    source: str = ""
    ahead: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class Deadline:
    """The clock of one case; a due date means the end of that day in London.

    `latest_arguable_on` is set whenever `due_on` is, never before it, and later only where two ways of
    counting exist. `unrolled_on` is the due date before weekends and holidays are passed over: the target
    for an extension notice. `chase_on` is the next day to look at a case that waits, or the own target of
    one to be acted on at once. `met` says whether the duty was done by the due date, None while it is not
    done or there is none. `statutory` is false where the date is good practice only. The derivation ends
    with the warnings.
    """

    state: ClockState
    started_on: date | None = None
    due_on: date | None = None
    latest_arguable_on: date | None = None
    unrolled_on: date | None = None
    extended: bool = False
    excluded_days: int = 0
    chase_on: date | None = None
    warn_from: date | None = None
    met: bool | None = None
    statutory: bool = True
    warnings: tuple[str, ...] = ()
    derivation: tuple[Step, ...] = ()


def chase_day(asked_on: Iterable[date], closed: ClosedDays) -> date:
    """The working day on which to ask again, counted from the first of the questions still open."""
    return closed.roll(add_days(min(asked_on), CHASE_AFTER_DAYS))[0]


def roll_steps(passed: Iterable[PassedDay]) -> list[Step]:
    """One step for each weekend day and holiday passed over, by name."""
    return [Step(f"{say_day(one.day)} is passed over: {one.why}.", GUIDANCE) for one in passed]


def nation_step(closed: ClosedDays) -> Step:
    """Whose public holidays were used, said because no rule settles it."""
    name = NATION_NAMES[closed.nation]
    return Step(
        f"The public holidays of {name} are used; no rule says which nation counts (unsettled).", OWN_PRACTICE
    )


def reach_warnings(closed: ClosedDays, unrolled_on: date, due_on: date) -> list[str]:
    """What to know where a due date lies outside the reach of the table of public holidays."""
    if closed.reaches(unrolled_on) and closed.reaches(due_on):
        return []
    known = f"{say_day(closed.first)} to {say_day(closed.last)}"
    outside = f"{say_day(due_on)} lies outside the public holidays known here ({known})"
    return [f"{outside}: a holiday that is missing there would move the date."]


def explained(steps: Iterable[Step], warnings: Iterable[str]) -> tuple[Step, ...]:
    """The derivation as it is shown and printed: the steps, then the warnings."""
    return (*steps, *(Step(text, WARNING) for text in warnings))
