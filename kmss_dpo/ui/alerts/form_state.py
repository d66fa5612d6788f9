"""The lines of the reminder, what a selection means, and the moment that is picked; no widget needed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from kmss_dpo.domain.alerts import HEADINGS, MORNING, Alert, PutOff, check_until, count_overdue, moment
from kmss_dpo.domain.days import say_count, say_day_of_year
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import Kind
from kmss_dpo.support.clock import LONDON

NO_TIME_YET = "Choose the day."
_HALF_HOURS = 48
_GO = {
    Kind.CASE: "Open case",
    Kind.QUICK_NOTE: "Complete…",
    Kind.DISPOSAL: "Review",
    Kind.HOLD: "Review…",
    Kind.RETENTION: "See rules",
}


@dataclass(frozen=True)
class Line:
    """One line of the list: an alert, or the heading of those that follow; `second` is its grey line."""

    id: int
    title: str
    second: str = ""
    alert: Alert | None = None


def lines(alerts: Sequence[Alert], put_off: Mapping[str, PutOff], now: datetime) -> dict[int, Line]:
    """The alerts in their order, each sort below its heading; one that is put off says until when."""
    shown: list[Line] = []
    for sort, group in groupby(alerts, key=lambda each: each.sort):
        some = list(group)
        shown.append(Line(len(shown), f"{HEADINGS[sort]} ({len(some):,})"))
        for each in some:
            shown.append(Line(len(shown), each.title, _second(each, put_off, now), each))
    return {line.id: line for line in shown}


def _second(alert: Alert, put_off: Mapping[str, PutOff], now: datetime) -> str:
    known = put_off.get(alert.key)
    if known is None or not known.lasts(now):
        return alert.what
    return f"{alert.what}, put off until {moment_words(known.until)}"


def go_words(line: Line) -> str:
    """What the button of a line says; empty for a heading."""
    return _GO[line.alert.target[0]] if line.alert else ""


def chosen(shown: Mapping[int, Line], selected: Collection[int]) -> list[Alert]:
    """The alerts that are meant: those selected, with a heading all below it; all where nothing is."""
    meant: list[Alert] = []
    headed = False
    for line in shown.values():
        if line.alert is None:
            headed = line.id in selected
        elif headed or line.id in selected or not selected:
            meant.append(line.alert)
    return meant


def title_words(count: int) -> str:
    """How much there is."""
    return f"{say_count(count, 'thing')} {'needs' if count == 1 else 'need'} attention"


def standing_words(alerts: Collection[Alert], more: int) -> str:
    """What to know about them at a glance."""
    overdue = count_overdue(alerts)
    said = [f"{overdue:,} {'is' if overdue == 1 else 'are'} overdue."] if overdue else []
    said.append("What you put off comes up again; nothing is dismissed for good.")
    if more:
        said.append(f"{say_count(more, 'more case')} {'comes' if more == 1 else 'come'} up after these.")
    return " ".join(said)


def which_words(meant: int, every: int) -> str:
    """Of what one is reminded again."""
    if meant < every:
        return f"Remind me again of the {'one' if meant == 1 else f'{meant:,}'} selected:"
    return "Remind me again:" if every == 1 else f"Remind me again of all {every:,}:"


def moment_words(until: datetime) -> str:
    """A moment by the clock on the wall, as in “Mon 30 Nov, 09:00”."""
    local = until.astimezone(LONDON)
    return f"{say_day_of_year(local.date())}, {local:%H:%M}"


def times() -> list[tuple[str, time]]:
    """The times of a day that are offered, every half hour."""
    noon = datetime.combine(date.min, time())
    every = ((noon + timedelta(minutes=30 * each)).time() for each in range(_HALF_HOURS))
    return [(f"{each:%H:%M}", each) for each in every]


@dataclass(frozen=True)
class PickState:
    """A day and a time that something is put off until; `keys` are what is meant, none where all is."""

    day: date | None = None
    at: time = MORNING
    keys: tuple[str, ...] = ()

    def until(self) -> datetime:
        """That moment; a `Mistake` where there is no day."""
        if self.day is None:
            raise Mistake(NO_TIME_YET, "day")
        return moment(self.day, self.at, LONDON)

    def error(self, now: datetime) -> str:
        """Why it can't be put off until then; empty where it can."""
        try:
            check_until(self.until(), now)
        except Mistake as wrong:
            return wrong.sentence
        return ""
