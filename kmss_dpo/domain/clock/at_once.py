"""What is acted on at once: an objection to marketing (Art 21(3)) and a withdrawal of consent (Art 7(3))."""

from datetime import date

from kmss_dpo.domain.cases import AT_ONCE, CaseKind
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
from kmss_dpo.domain.clock.words import answer_steps, article_for
from kmss_dpo.domain.days import add_days, add_months, say_day
from kmss_dpo.domain.holidays import ClosedDays

TARGET_WORKING_DAYS = 2


def at_once_deadline(kind: CaseKind, received_on: date, facts: ClockFacts, closed: ClosedDays) -> Deadline:
    """`chase_on` is the own target of two working days, `due_on` the outer limit of one month."""
    target = working_days_after(received_on, TARGET_WORKING_DAYS, closed)
    unrolled = add_months(received_on, 1)
    due, passed = closed.roll(unrolled)
    answered_on = facts.answered_on
    warnings = reach_warnings(closed, unrolled, due)
    limit = article_for(received_on) if kind is CaseKind.MARKETING_OBJECTION else OWN_PRACTICE
    steps = [
        Step(f"Received by the company on {say_day(received_on)}: act at once.", AT_ONCE[kind]),
        target_step(target),
        Step(f"The outer limit is one calendar month: {say_day(unrolled)}.", limit),
        *roll_steps(passed),
        Step(f"At the very latest by the end of {say_day(due)}.", limit, ahead=True),
        nation_step(closed),
        *answer_steps(answered_on, due),
    ]
    return Deadline(
        state=ClockState.RUNNING if answered_on is None else ClockState.ANSWERED,
        started_on=received_on,
        due_on=due,
        latest_arguable_on=due,
        unrolled_on=unrolled,
        chase_on=target if answered_on is None else None,
        warn_from=received_on,
        met=None if answered_on is None else answered_on <= due,
        warnings=tuple(warnings),
        derivation=explained(steps, warnings),
    )


def target_step(target: date) -> Step:
    """The day by which it should be done, which no rule sets."""
    text = f"The own target is {TARGET_WORKING_DAYS} working days: {say_day(target)}."
    return Step(text, OWN_PRACTICE, ahead=True)


def working_days_after(day: date, count: int, closed: ClosedDays) -> date:
    """The working day `count` working days after `day`, which is not counted itself."""
    for _ in range(count):
        day, _passed = closed.roll(add_days(day, 1))
    return day
