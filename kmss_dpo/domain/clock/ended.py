"""Cases that are over without an answer, closed or opened in error: nothing runs and nothing is due."""

from dataclasses import replace
from datetime import date

from kmss_dpo.domain.clock.deadline import WARNING, ClockState, Deadline, Step, explained
from kmss_dpo.domain.days import say_day


def voided_deadline(received_on: date) -> Deadline:
    """No due date and no day to look at it, whatever facts were recorded before it was voided."""
    return Deadline(
        state=ClockState.NO_CLOCK,
        statutory=False,
        derivation=(
            Step(f"Received by the company on {say_day(received_on)}."),
            Step("The case was opened in error and voided: no clock runs and nothing is due."),
        ),
    )


def closed_deadline(deadline: Deadline, closed_on: date) -> Deadline:
    """The clock of a case that was closed without an answer: what the date was, and that it is over."""
    over = f"The case was closed on {say_day(closed_on)}: nothing is due any more."
    if deadline.due_on:
        over = (
            f"The date was {say_day(deadline.due_on)}. The case was closed on {say_day(closed_on)} "
            "without an answer: nothing is due any more."
        )
    past = [step for step in deadline.derivation if not step.ahead and step.source != WARNING]
    return replace(
        deadline,
        state=ClockState.NO_CLOCK,
        due_on=None,
        latest_arguable_on=None,
        chase_on=None,
        warn_from=None,
        derivation=explained([*past, Step(over)], deadline.warnings),
    )
