"""The regulator's own cases: the regulator sets the day, and no rule moves it."""

from datetime import date

from kmss_dpo.domain.clock.deadline import OWN_PRACTICE, ClockState, Deadline, Step, chase_day
from kmss_dpo.domain.clock.facts import ClockFacts
from kmss_dpo.domain.days import say_day
from kmss_dpo.domain.holidays import ClosedDays

THE_LETTER = "The regulator's letter"


def regulator_deadline(received_on: date, facts: ClockFacts, closed: ClosedDays) -> Deadline:
    """Due on the very day the regulator set, never rolled; without one there is a day to look at it."""
    set_on, answered_on = facts.answer_by, facts.answered_on
    chase_on = None if set_on or answered_on else chase_day([received_on], closed)
    steps = [Step(f"Received by the company on {say_day(received_on)}."), _set(set_on)]
    if set_on and closed.why_closed(set_on):
        steps.append(
            Step(f"{say_day(set_on)} is no working day: answer before it.", OWN_PRACTICE, ahead=True)
        )
    if chase_on:
        steps.append(Step("Answer without delay.", OWN_PRACTICE, ahead=True))
        steps.append(Step(f"Look at it on {say_day(chase_on)}.", OWN_PRACTICE, ahead=True))
    if answered_on:
        steps.append(Step(f"Answered on {say_day(answered_on)}{_compared(answered_on, set_on)}."))
    state = ClockState.RUNNING if set_on else ClockState.NO_CLOCK
    return Deadline(
        state=ClockState.ANSWERED if answered_on else state,
        started_on=received_on,
        due_on=set_on,
        latest_arguable_on=set_on,
        unrolled_on=set_on,
        chase_on=chase_on,
        met=answered_on <= set_on if answered_on and set_on else None,
        statutory=False,
        derivation=tuple(steps),
    )


def _set(set_on: date | None) -> Step:
    if set_on is None:
        return Step("The regulator set no day for the answer.", THE_LETTER)
    return Step(f"The regulator asked for an answer by the end of {say_day(set_on)}.", THE_LETTER)


def _compared(answered_on: date, set_on: date | None) -> str:
    if set_on is None:
        return ""
    return ", in time" if answered_on <= set_on else ", late"
