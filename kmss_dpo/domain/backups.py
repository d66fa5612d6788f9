"""Backups in words and rules: which are kept, where, when a restore is rehearsed, what one would change."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kmss_dpo.domain.days import say_count
from kmss_dpo.domain.ids import Kind

KEPT = 14
MONTHS = 3
KEPT_WORDS = f"The newest {KEPT} are kept, and the first of each month for {MONTHS} months."
MANY_RECORDS = 25
"""From how many records on a disposal is preceded by a backup."""
OFTEN_ENOUGH = timedelta(hours=20)
"""How long the day's backup is new enough."""
REHEARSE_AFTER = timedelta(days=7)
MISSED_TOO_LONG = timedelta(days=7)
"""How long the second place may be out of reach before it counts as an incident."""


def to_drop(made: Collection[datetime], now: datetime) -> list[datetime]:
    """The backups that are too many: beyond the newest 14 and the first of each of the last three months.

    `now` and what is compared are local moments, for a month is the officer's. Those that a wrong clock dated
    after now are the first to go.
    """
    in_order = sorted(made, key=lambda each: (each <= now, each), reverse=True)
    this_month = now.year * 12 + now.month
    firsts: dict[int, datetime] = {}
    for each in in_order:
        months_ago = this_month - (each.year * 12 + each.month)
        if each <= now and months_ago < MONTHS:
            firsts[months_ago] = each
    return [each for each in in_order[KEPT:] if each not in firsts.values()]


class Place(StrEnum):
    """Where a backup lies."""

    HERE = "in the register's folder"
    SECOND = "in the second place"
    CHOSEN = "in the folder you chose"


@dataclass(frozen=True)
class SecondPlace:
    """A folder of the officer's choice for a copy of each backup.

    `mark` names the folder in it that is this register's own: another disk under the same name has none.
    `missing_since` is when it could first not be used; `reported` that this was noted as an incident.
    """

    folder: str
    mark: str
    missing_since: datetime | None = None
    reported: bool = False

    def missed_too_long(self, now: datetime) -> bool:
        """Whether it is time to note an incident."""
        since = self.missing_since
        return since is not None and not self.reported and now - since >= MISSED_TOO_LONG


@dataclass(frozen=True)
class Rehearsal:
    """The last rehearsal of a restore: how many records were there, and what went wrong or nothing.

    `went_well` is when one last did.
    """

    at: datetime
    records: int = 0
    trouble: str = ""
    went_well: datetime | None = None


@dataclass(frozen=True)
class Standing:
    """How things stand with the backups. `rehearsed` is the last rehearsal that went well."""

    made: datetime | None = None
    second: SecondPlace | None = None
    rehearsed: datetime | None = None
    trouble: str = ""


@dataclass(frozen=True)
class Restored:
    """What a restored register knows of its origin: the moment of the backup, and the folder before it.

    `taken` says that it is the register from now on; `earlier` is empty once that folder was erased.
    """

    of: datetime
    earlier: str
    taken: bool = False


@dataclass(frozen=True)
class Change:
    """What a restore would do to the records of one kind.

    `lost` are only in the register now, `back` only in the backup, `older` in both, newer in the register.
    """

    kind: Kind
    lost: int = 0
    back: int = 0
    older: int = 0


COUNTED: dict[Kind, str] = {
    Kind.CASE: "case",
    Kind.CONTACT: "contact",
    Kind.CORRESPONDENCE: "message",
    Kind.LETTER: "letter",
    Kind.DOCUMENT: "document",
    Kind.NOTE: "note",
    Kind.QUICK_NOTE: "quick note",
    Kind.HOLD: "hold",
}
"""The kinds that are counted by their own word; all others are entries."""


def changes_words(changes: Iterable[Change]) -> str:
    """What a restore would lose, bring back and set back, in sentences."""
    whole = list(changes)
    told = [
        f"{start}: {counted}."
        for start, count in (("Lost", "lost"), ("Back", "back"), ("Set back to how they were", "older"))
        if (counted := _counted({each.kind: getattr(each, count) for each in whole}))
    ]
    return " ".join(told) or "The same records as in the register now."


def _counted(counts: dict[Kind, int]) -> str:
    parts = [say_count(count, one) for kind, one in COUNTED.items() if (count := counts.get(kind, 0))]
    others = sum(count for kind, count in counts.items() if kind not in COUNTED)
    if others:
        parts.append(f"{others:,} other {'entry' if others == 1 else 'entries'}")
    return ", ".join(parts)
