"""How the figures of the Today screen are said. No widgets, no clock."""

from datetime import date, datetime

from kmss_dpo.domain.backups import Standing
from kmss_dpo.domain.cases import KINDS, CaseKind
from kmss_dpo.domain.days import add_months
from kmss_dpo.domain.overview import MonthAnswered, Overview, ReadyGroup
from kmss_dpo.domain.retention import RecordClass
from kmss_dpo.domain.retention_words import records_words, say_date
from kmss_dpo.domain.soundness import RegisterHealth
from kmss_dpo.support.clock import LONDON

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTHS_SHOWN = 12
_RULES: dict[str, str] = {
    RecordClass.ENQUIRY: "Erase once the enquiry has been dealt with",
    RecordClass.UNFINISHED_FORM: "Erase when no reply came within a month of asking",
    RecordClass.REQUEST: "Erase a while after the request was closed",
    RecordClass.COMPLAINT: "Erase a while after the complaint was closed",
}


def heading(day: date) -> str:
    """The day in full, as in “Sunday 22 November 2026”."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def share(in_time: int, of: int) -> str:
    """The share answered in time: whole where it is, else with one decimal, never rounded up to 100."""
    if in_time == of:
        return "100%"
    return f"{min(in_time * 1000 // of, 999) / 10:g}%"


def twelve_months(overview: Overview) -> tuple[MonthAnswered, ...]:
    """The last twelve months up to this one; a month without any answer stands there with noughts."""
    known = {each.month: each for each in overview.months}
    first = add_months(overview.today.replace(day=1), 1 - _MONTHS_SHOWN)
    months = (add_months(first, count) for count in range(_MONTHS_SHOWN))
    return tuple(known.get(month, MonthAnswered(month, 0, 0)) for month in months)


def spoken_months(months: tuple[MonthAnswered, ...]) -> str:
    """The plot in words: each month with its answers, the late ones named."""
    return "; ".join(month_words(each) for each in months)


def month_words(each: MonthAnswered) -> str:
    """One month of the plot in words."""
    late = f", {each.late} late" if each.late else ""
    return f"{_MONTHS[each.month.month - 1]} {each.month.year}: {each.in_time + each.late} answered{late}"


def month_letter(each: MonthAnswered) -> str:
    """The first letter of a month, below its bar."""
    return _MONTHS[each.month.month - 1][0]


def open_kinds(by_kind: dict[CaseKind, int]) -> tuple[tuple[str, int], ...]:
    """The kinds of which any case is open, in the order of the law."""
    return tuple((KINDS[kind].title, by_kind[kind]) for kind in CaseKind if by_kind.get(kind))


def group_words(group: ReadyGroup) -> str:
    """The records of a group, as in “2 demo requests”."""
    return records_words(group.kind, group.rule, group.count)


def rule_words(group: ReadyGroup) -> str:
    """Why the records of a group are ready."""
    return _RULES.get(group.rule, "Their period has ended")


def since_words(group: ReadyGroup, today: date) -> str:
    """Since when the first record of a group is ready; the year where it is another one."""
    whole = say_date(group.since)
    return whole if group.since.year != today.year else whole.rpartition(" ")[0]


def trail_words(health: RegisterHealth, now: datetime) -> str:
    """What the check of the audit trail found, without its verdict."""
    entries = f"{health.audit_entries:,} {'entry' if health.audit_entries == 1 else 'entries'}"
    return f"Audit trail checked {moment_words(health.checked_at, now)}, {entries}."


def backup_words(standing: Standing, now: datetime) -> str:
    """When the newest verified backup was made, and where it lies."""
    if standing.made is None:
        return "No backup yet. One is made into the register's folder, opened again and compared."
    made = f"Last backup {moment_words(standing.made, now)}, opened and compared"
    second = standing.second
    if second is None:
        return f"{made}. It is in the register's folder only: choose a second place in Settings."
    if second.missing_since is None:
        return f"{made}, in the register's folder and in the second place."
    return f"{made}. The second place could not be reached {moment_words(second.missing_since, now)}."


def rehearsal_words(standing: Standing, now: datetime) -> str:
    """When a restore last went well in a rehearsal."""
    when = standing.rehearsed
    well = f"A restore was rehearsed {moment_words(when, now)} and went well." if when else ""
    if standing.trouble:
        return f"{standing.trouble} {well}".strip()
    return well or "A restore has not been rehearsed yet: that is done once a week, by itself."


def moment_words(moment: datetime, now: datetime) -> str:
    """A moment beside now, as in “today at 08:00” or “on 21 Nov 2026 at 17:30”, in London time."""
    local, today = moment.astimezone(LONDON), now.astimezone(LONDON).date()
    day = "today" if local.date() == today else f"on {say_date(local.date())}"
    return f"{day} at {local:%H:%M}"
