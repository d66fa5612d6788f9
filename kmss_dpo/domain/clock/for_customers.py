"""Requests meant for a customer, for whom the company is the processor: passed on, no clock of their own."""

from datetime import date

from kmss_dpo.domain.clock.at_once import TARGET_WORKING_DAYS, target_step, working_days_after
from kmss_dpo.domain.clock.deadline import ClockState, Deadline, Step
from kmss_dpo.domain.clock.facts import ClockFacts
from kmss_dpo.domain.days import say_day
from kmss_dpo.domain.holidays import ClosedDays


def passed_on_deadline(received_on: date, facts: ClockFacts, closed: ClosedDays) -> Deadline:
    """No due date: the controller's clock runs, not ours; `chase_on` is the own target for passing it on."""
    target = working_days_after(received_on, TARGET_WORKING_DAYS, closed)
    text = "It is for a customer: pass it on and tell the person so. The customer's clock runs, not ours."
    steps = [
        Step(f"Received by the company on {say_day(received_on)}."),
        Step(text, "UK GDPR Art 28(3)(e) and the contract"),
    ]
    if facts.answered_on:
        steps.append(Step(f"Passed on and answered on {say_day(facts.answered_on)}."))
    else:
        steps.append(target_step(target))
    return Deadline(
        state=ClockState.ANSWERED if facts.answered_on else ClockState.NO_CLOCK,
        chase_on=None if facts.answered_on else target,
        statutory=False,
        derivation=tuple(steps),
    )
