"""When a message arrived: what its headers let the officer believe, and what has to be asked."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kmss_dpo.domain.cases import EARLIEST

FUTURE = "The day this message names lies in the future. Enter the day it arrived."
TOO_EARLY = "The day this message names is before 1990. Enter the day it arrived."
NO_DATE = "The message has no usable date. Enter the day it arrived."
_USUAL_DELAY = timedelta(days=2)


@dataclass(frozen=True)
class Arrival:
    """The day proposed, or None where the officer must enter it; `why` is a sentence for either."""

    received_on: date | None
    why: str
    warnings: tuple[str, ...] = ()


def arrival(noted_at: datetime | None, sent_at: datetime | None, today: date) -> Arrival:
    """Propose the day a message was received; both moments in London time, never `today` for want of better.

    `noted_at` is what the last mail server wrote, `sent_at` what the sender's program says.
    """
    named = noted_at or sent_at
    if named is None:
        return Arrival(None, NO_DATE, (NO_DATE,))
    source = _noted(named) if noted_at else _said(named)
    if named.date() > today:
        return Arrival(None, f"{source} {FUTURE}", (FUTURE,))
    if named.date() < EARLIEST:
        return Arrival(None, f"{source} {TOO_EARLY}", (TOO_EARLY,))
    return Arrival(named.date(), source, _apart(noted_at, sent_at))


def in_words(moment: datetime) -> str:
    """A moment as the officer writes it: Mon 16 Nov 2026 at 09:12."""
    return f"{moment:%a} {moment.day} {moment:%b} {moment.year} at {moment:%H:%M}"


def _noted(moment: datetime) -> str:
    return f"The company's mail server noted it on {in_words(moment)}."


def _said(moment: datetime) -> str:
    return f"The message says it was sent on {in_words(moment)}; no server noted its arrival."


def _apart(noted_at: datetime | None, sent_at: datetime | None) -> tuple[str, ...]:
    if not noted_at or not sent_at or abs(noted_at - sent_at) <= _USUAL_DELAY:
        return ()
    noted, said = in_words(noted_at), in_words(sent_at)
    return (f"The mail server noted it on {noted}, but it says it was sent on {said}. Check the day.",)
