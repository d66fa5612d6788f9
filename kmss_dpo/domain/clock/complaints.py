"""The clock of complaints: acknowledge within 30 days (Data Protection Act 2018 s.164A)."""

from datetime import date

from kmss_dpo.domain.clock.deadline import (
    OWN_PRACTICE,
    ClockState,
    Deadline,
    Step,
    explained,
    nation_step,
    reach_warnings,
    roll_steps,
)
from kmss_dpo.domain.clock.facts import ClockFacts
from kmss_dpo.domain.days import add_days, add_months, say_count, say_day
from kmss_dpo.domain.holidays import ClosedDays

IN_FORCE_FROM = date(2026, 6, 19)
ACKNOWLEDGE_DAYS = 30
WARN_DAYS = 28
"""A stricter reading of the 30 days ends a day sooner (unsettled)."""

_SECTION = "Data Protection Act 2018 s.164A"


def complaint_deadline(received_on: date, facts: ClockFacts, closed: ClosedDays) -> Deadline:
    """The day by which a complaint is acknowledged; its outcome has no fixed limit.

    Once acknowledged there is no due date, only the day of the next update to the person.
    """
    unrolled = add_days(received_on, ACKNOWLEDGE_DAYS)
    due, passed = closed.roll(unrolled)
    warn_from = add_days(received_on, WARN_DAYS)
    done = [day for day in (facts.acknowledged_on, facts.answered_on) if day]
    state = _state(facts)
    update_on = _update_day(facts, closed) if state is ClockState.NO_CLOCK else None
    warnings = reach_warnings(closed, unrolled, due)
    steps = [
        *_count_steps(received_on, unrolled, warn_from),
        *roll_steps(passed),
        Step(f"Acknowledge by the end of {say_day(due)}.", _source(received_on)),
        nation_step(closed),
        *_done_steps(facts, due, update_on),
    ]
    waits = state is ClockState.NO_CLOCK
    return Deadline(
        state=state,
        started_on=received_on,
        due_on=None if waits else due,
        latest_arguable_on=None if waits else due,
        unrolled_on=unrolled,
        chase_on=update_on,
        warn_from=warn_from,
        met=min(done) <= due if done else None,
        statutory=received_on >= IN_FORCE_FROM,
        warnings=tuple(warnings),
        derivation=explained(steps, warnings),
    )


def _state(facts: ClockFacts) -> ClockState:
    if facts.answered_on:
        return ClockState.ANSWERED
    return ClockState.NO_CLOCK if facts.acknowledged_on else ClockState.RUNNING


def _source(received_on: date) -> str:
    return _SECTION if received_on >= IN_FORCE_FROM else "Good practice only"


def _update_day(facts: ClockFacts, closed: ClosedDays) -> date | None:
    """The day promised to the person, or a month after acknowledging: no complaint is left lying."""
    if facts.next_update_on or facts.acknowledged_on is None:
        return facts.next_update_on
    return closed.roll(add_months(facts.acknowledged_on, 1))[0]


def _count_steps(received_on: date, unrolled: date, warn_from: date) -> list[Step]:
    source = _source(received_on)
    steps = [Step(f"Received by the company on {say_day(received_on)}.", source)]
    if received_on < IN_FORCE_FROM:
        text = "Received before Fri 19 Jun 2026, when the duty came into force: good practice only."
        steps.append(Step(text, _SECTION))
    count = f"{ACKNOWLEDGE_DAYS} days, counted from the day after receipt, end on {say_day(unrolled)}."
    stricter = f"A stricter reading ends a day sooner (unsettled), so warn from {say_day(warn_from)}."
    return [*steps, Step(count, source), Step(stricter, OWN_PRACTICE)]


def _done_steps(facts: ClockFacts, due: date, update_on: date | None) -> list[Step]:
    steps = []
    if facts.acknowledged_on:
        steps.append(Step(f"Acknowledged on {_compared(facts.acknowledged_on, due)}.", _SECTION))
    if facts.answered_on:
        text = f"Outcome sent on {say_day(facts.answered_on)}."
        if facts.acknowledged_on is None:
            text = f"Outcome sent on {_compared(facts.answered_on, due)}, without an acknowledgement."
        steps.append(Step(text, _SECTION))
        return steps
    limit = "The outcome has no fixed limit: investigate from receipt and answer without undue delay."
    steps.append(Step(limit, _SECTION))
    if update_on:
        steps.append(Step(f"Tell the person how it stands on {say_day(update_on)}.", OWN_PRACTICE))
    return steps


def _compared(day: date, due: date) -> str:
    over = (day - due).days
    return f"{say_day(day)}, {say_count(over, 'day')} late" if over > 0 else f"{say_day(day)}, in time"
