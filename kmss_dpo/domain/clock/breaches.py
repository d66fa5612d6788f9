"""The clock of breaches: 72 real hours from becoming aware (UK GDPR Art 33)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kmss_dpo.domain.clock.deadline import Step
from kmss_dpo.domain.days import past_all_dates, say_day
from kmss_dpo.domain.errors import Mistake

REPORT_HOURS = 72
_ARTICLE = "UK GDPR Art 33(1)"


@dataclass(frozen=True)
class BreachDeadline:
    """When a breach is reported to the regulator at the latest, in the time zone that `aware_at` came in."""

    aware_at: datetime
    due_at: datetime
    derivation: tuple[Step, ...]


def breach_deadline(aware_at: datetime) -> BreachDeadline:
    """72 real hours later, counted in UTC: weekends, holidays and clock changes make no difference.

    Raises `Mistake` for a time without a time zone and past the year 9999.
    """
    if aware_at.utcoffset() is None:
        raise Mistake("Say in which time zone the company became aware of the breach.", "aware_at")
    try:
        in_utc = aware_at.astimezone(UTC) + timedelta(hours=REPORT_HOURS)
        due_at = in_utc.astimezone(aware_at.tzinfo)
    except OverflowError:
        raise past_all_dates() from None
    steps = (
        Step(f"The company became aware on {_say(aware_at)}.", _ARTICLE),
        Step(f"{REPORT_HOURS} hours later, weekends and holidays included: {_say(in_utc)}.", _ARTICLE),
        Step(f"In local time that is {_say(due_at)}: report it without undue delay, and by then.", _ARTICLE),
    )
    return BreachDeadline(aware_at, due_at, steps)


def _say(moment: datetime) -> str:
    return f"{say_day(moment.date())} {moment:%H:%M} {moment.tzname()}"
