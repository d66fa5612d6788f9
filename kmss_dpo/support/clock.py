"""The one place that asks what time it is; every date in the register is a day in London."""

from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class Clock(Protocol):
    """What tells the time; tests bring their own."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC)


def london_day(moment: datetime) -> date:
    """The day in London at a moment."""
    return moment.astimezone(LONDON).date()
