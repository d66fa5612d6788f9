"""Cases opened in error: nothing runs in them and nothing is due."""

from datetime import date

from kmss_dpo.domain.clock.deadline import ClockState, Deadline, Step
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
