"""The clock of telling people whose data came from somewhere else (UK GDPR Art 14)."""

from datetime import date

from kmss_dpo.domain.clock.deadline import ClockState, Deadline, Step
from kmss_dpo.domain.days import add_months, say_day

_ARTICLE = "UK GDPR Art 14(3)"


def notice_deadline(obtained_on: date, told_on: date | None = None) -> Deadline:
    """One month at most from obtaining the data; no weekend moves it, since that would go past the most."""
    due = add_months(obtained_on, 1)
    steps = [
        Step(f"The data was obtained on {say_day(obtained_on)}.", _ARTICLE),
        Step(f"The person is told within one calendar month at most: by {say_day(due)}.", _ARTICLE),
    ]
    if told_on:
        steps.append(Step(f"Told on {say_day(told_on)}.", _ARTICLE))
    return Deadline(
        state=ClockState.ANSWERED if told_on else ClockState.RUNNING,
        started_on=obtained_on,
        due_on=due,
        latest_arguable_on=due,
        unrolled_on=due,
        met=told_on <= due if told_on else None,
        derivation=tuple(steps),
    )
