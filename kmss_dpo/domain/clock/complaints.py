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

GOOD_PRACTICE = "Good practice only"
_SECTION = "Data Protection Act 2018 s.164A"


def complaint_deadline(received_on: date, facts: ClockFacts, closed: ClosedDays) -> Deadline:
    """The day by which a complaint is acknowledged; its outcome has no fixed limit.

    Once acknowledged there is no due date, only the day of the next update to the person. A complaint from
    before the duty came into force is never due: the same day is then one to look at it (`chase_on`).
    """
    unrolled = add_days(received_on, ACKNOWLEDGE_DAYS)
    due, passed = closed.roll(unrolled)
    warn_from = add_days(received_on, WARN_DAYS)
    done = [day for day in (facts.acknowledged_on, facts.answered_on) if day]
    duty = is_duty(received_on)
    update_on = None if facts.answered_on else _update_day(facts, closed)
    warnings = reach_warnings(closed, unrolled, due)
    steps = [
        *_count_steps(received_on, unrolled, warn_from),
        *roll_steps(passed),
        _aim(received_on, due, ahead=not done),
        nation_step(closed),
        *_done_steps(received_on, facts, due, update_on),
    ]
    due_on = due if duty and (facts.answered_on or not facts.acknowledged_on) else None
    return Deadline(
        state=_state(received_on, facts),
        started_on=received_on,
        due_on=due_on,
        latest_arguable_on=due_on,
        unrolled_on=unrolled,
        chase_on=update_on if duty or done else due,
        warn_from=warn_from if duty else None,
        met=min(done) <= due if duty and done else None,
        statutory=duty,
        warnings=tuple(warnings),
        derivation=explained(steps, warnings),
    )


def early_warning(deadline: Deadline, today: date) -> str:
    """What is said of a complaint not yet acknowledged, from day 28 to its due date; else empty."""
    first, last = deadline.warn_from, deadline.due_on
    runs = deadline.state is ClockState.RUNNING
    if runs and first and last and first <= today <= last:
        return "Acknowledge it now: a stricter reading of the 30 days ends a day sooner (unsettled)."
    return ""


def is_duty(received_on: date) -> bool:
    """Whether the law demands that a complaint received that day is acknowledged within 30 days."""
    return received_on >= IN_FORCE_FROM


def _state(received_on: date, facts: ClockFacts) -> ClockState:
    if facts.answered_on:
        return ClockState.ANSWERED
    runs = is_duty(received_on) and not facts.acknowledged_on
    return ClockState.RUNNING if runs else ClockState.NO_CLOCK


def _source(received_on: date) -> str:
    return _SECTION if is_duty(received_on) else GOOD_PRACTICE


def _aim(received_on: date, due: date, *, ahead: bool) -> Step:
    """The day to have acknowledged it by: a due date where the law sets it, else one to aim at."""
    if is_duty(received_on):
        return Step(f"Acknowledge by the end of {say_day(due)}.", _SECTION, ahead=ahead)
    return Step(f"Nothing is due: aim to acknowledge it by {say_day(due)}.", GOOD_PRACTICE, ahead=ahead)


def _update_day(facts: ClockFacts, closed: ClosedDays) -> date | None:
    """The day promised to the person, or a month after acknowledging: no complaint is left lying."""
    if facts.acknowledged_on is None:
        return None
    if facts.next_update_on:
        return facts.next_update_on
    return closed.roll(add_months(facts.acknowledged_on, 1))[0]


def _count_steps(received_on: date, unrolled: date, warn_from: date) -> list[Step]:
    source = _source(received_on)
    steps = [Step(f"Received by the company on {say_day(received_on)}.", source)]
    if not is_duty(received_on):
        text = "Received before Fri 19 Jun 2026, when the duty came into force: good practice only."
        steps.append(Step(text, _SECTION))
    count = f"{ACKNOWLEDGE_DAYS} days, counted from the day after receipt, end on {say_day(unrolled)}."
    steps.append(Step(count, source))
    if is_duty(received_on):
        stricter = f"A stricter reading ends a day sooner (unsettled), so warn from {say_day(warn_from)}."
        steps.append(Step(stricter, OWN_PRACTICE, ahead=True))
    return steps


def _done_steps(received_on: date, facts: ClockFacts, due: date, update_on: date | None) -> list[Step]:
    steps = []
    source = _source(received_on)
    if facts.acknowledged_on:
        when = _compared(received_on, facts.acknowledged_on, due)
        steps.append(Step(f"Acknowledged on {when}.", source))
    if facts.answered_on:
        text = f"Outcome sent on {say_day(facts.answered_on)}."
        if facts.acknowledged_on is None:
            when = _compared(received_on, facts.answered_on, due)
            text = f"Outcome sent on {when}, without an acknowledgement."
        steps.append(Step(text, source))
        return steps
    limit = "The outcome has no fixed limit: investigate from receipt and answer without undue delay."
    steps.append(Step(limit, source, ahead=True))
    if update_on:
        tell = f"Tell the person how it stands on {say_day(update_on)}."
        steps.append(Step(tell, OWN_PRACTICE, ahead=True))
    return steps


def _compared(received_on: date, day: date, due: date) -> str:
    """A day, and how it compares with the due date where there was one."""
    if not is_duty(received_on):
        return say_day(day)
    over = (day - due).days
    return f"{say_day(day)}, {say_count(over, 'day')} late" if over > 0 else f"{say_day(day)}, in time"
