"""The regulator's own cases: the regulator sets the day, and no rule stretches it."""

from collections.abc import Iterator
from datetime import date

from kmss_dpo.domain.clock.deadline import (
    OWN_PRACTICE,
    ClockState,
    Deadline,
    Step,
    chase_day,
    explained,
    nation_step,
    reach_warnings,
)
from kmss_dpo.domain.clock.facts import ClockFacts
from kmss_dpo.domain.days import say_day
from kmss_dpo.domain.holidays import ClosedDays

THE_LETTER = "The regulator's letter"


def regulator_deadline(received_on: date, facts: ClockFacts, closed: ClosedDays) -> Deadline:
    """Due on the day the regulator set, or on the last working day before it; never rolled forward.

    Without such a day there is one to look at it. `unrolled_on` is the day as the regulator set it.
    """
    set_on, answered_on = facts.answer_by, facts.answered_on
    due_on = closed.back(set_on)[0] if set_on else None
    chase_on = None if set_on or answered_on else chase_day([received_on], closed)
    warnings = reach_warnings(closed, set_on, due_on) if set_on and due_on else []
    steps = [Step(f"Received by the company on {say_day(received_on)}."), *_set_steps(set_on, closed)]
    if chase_on:
        steps.append(Step("Answer without delay.", OWN_PRACTICE, ahead=True))
        steps.append(Step(f"Look at it on {say_day(chase_on)}.", OWN_PRACTICE, ahead=True))
    if answered_on:
        steps.append(Step(f"Answered on {say_day(answered_on)}{_compared(answered_on, due_on, set_on)}."))
    state = ClockState.RUNNING if set_on else ClockState.NO_CLOCK
    return Deadline(
        state=ClockState.ANSWERED if answered_on else state,
        started_on=received_on,
        due_on=due_on,
        latest_arguable_on=due_on,
        unrolled_on=set_on,
        chase_on=chase_on,
        met=answered_on <= due_on if answered_on and due_on else None,
        statutory=False,
        warnings=tuple(warnings),
        derivation=explained(steps, warnings),
    )


def _set_steps(set_on: date | None, closed: ClosedDays) -> Iterator[Step]:
    """The day that was set and, where nobody works on it, each day gone back over and the day it is due."""
    if set_on is None:
        yield Step("The regulator set no day for the answer.", THE_LETTER)
        return
    yield Step(f"The regulator asked for an answer by the end of {say_day(set_on)}.", THE_LETTER)
    due_on, passed = closed.back(set_on)
    yield from (Step(f"{say_day(each.day)} is no working day: {each.why}.", OWN_PRACTICE) for each in passed)
    if passed:
        due = f"Due by the end of {say_day(due_on)}, the last working day before it"
        yield Step(f"{due}: a day that the regulator set is never stretched.", OWN_PRACTICE, ahead=True)
    yield nation_step(closed)


def _compared(answered_on: date, due_on: date | None, set_on: date | None) -> str:
    if due_on is None or set_on is None:
        return ""
    if answered_on <= due_on:
        return ", in time"
    return ", after the due date but by the day that was set" if answered_on <= set_on else ", late"
