"""The audit trail as the officer reads it: who did what to which record when, and what it changed."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import zip_longest
from typing import Any

from kmss_dpo.domain.cases import KINDS, CaseKind
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.retention_words import say_date

Row = Mapping[str, Any]
Whole = Mapping[str, Sequence[Row]]
"""A version of a record: its rows by table."""

ERASED = "erased"
"""What an entry says that is made for each record that went."""
_ACTIONS = {
    "read": "Read",
    "exported": "Exported or printed",
    ERASED: "Erased",
    "first run finished": "First settings confirmed",
}
_KINDS: dict[str, str] = {
    Kind.BINNED: "Entry of the bin",
    Kind.INQUIRY: "Enquiry made",
    Kind.RETENTION: "Retention rule",
}
_FIELDS = {
    "acknowledged_on": "Acknowledged",
    "answered_on": "Answered",
    "closed_on": "Closed",
    "disposable_on": "May be disposed of from",
    "on_day": "Day",
    "reached_officer_on": "Reached the officer",
    "received_on": "Received",
    "sha256": "Fingerprint of the file",
    "subject_id": "About",
}
_HIDDEN = frozenset({"id", "version", "sort_name", "recognised_by", "position"})
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_NO_RECORD = "The register itself"


@dataclass(frozen=True)
class TrailFilter:
    """Which entries are shown: `text` is a case's reference or a part of a contact's name."""

    person: int | None = None
    kind: Kind | None = None
    action: str = ""
    text: str = ""
    record: tuple[Kind, int] | None = None
    since: date | None = None
    until: date | None = None
    oldest_first: bool = False

    def narrowed(self) -> bool:
        """Whether it leaves anything out."""
        return replace(self, oldest_first=False) != TrailFilter()


@dataclass(frozen=True)
class TrailRow:
    """One entry; `name` is what its record is called now, None where that was deleted or erased.

    `at` is the moment as the entry has it. A deleted record that can be put back is `binned`; an entry that
    is not there is `missing`.
    """

    id: int
    at: str = ""
    person: str = ""
    action: str = ""
    kind: str | None = None
    record: int | None = None
    name: str | None = None
    binned: bool = False
    missing: bool = False

    @property
    def moment(self) -> datetime | None:
        """When it was; None where what stands there is no moment."""
        try:
            return datetime.fromisoformat(self.at)
        except ValueError:
            return None

    @property
    def what(self) -> str:
        """What was done."""
        return "This entry is missing" if self.missing else action_words(self.action)

    @property
    def which(self) -> str:
        """Which record it was done to."""
        if self.missing:
            return ""
        if self.kind is None:
            return _NO_RECORD
        kind = kind_words(self.kind)
        if self.record is None:
            return f"List: {kind.lower()}"
        if self.binned:
            return f"{kind}, in the bin"
        if self.name is None:
            return f"{kind}, erased"
        return f"{kind}: {self.name}" if self.kind == Kind.SETTING else f"{kind} {self.name}".strip()

    @property
    def opens(self) -> tuple[Kind, int] | None:
        """The record that can be shown, or None."""
        if self.name is None or self.record is None or self.kind not in _OPENING:
            return None
        return Kind(self.kind), self.record


_ON_CASES = (Kind.CORRESPONDENCE, Kind.DOCUMENT, Kind.LETTER, Kind.NOTE)
_OPENING = frozenset({Kind.CONTACT, Kind.CASE, Kind.QUICK_NOTE, *_ON_CASES})


@dataclass(frozen=True)
class Difference:
    """One field as it was and as it is since; empty where there was or is nothing."""

    field: str
    was: str
    now: str


@dataclass(frozen=True)
class TrailChange:
    """What an entry changed, or in `told` why nothing of it is shown."""

    told: str = ""
    differences: tuple[Difference, ...] = ()


def action_words(action: str) -> str:
    """What was done, in the officer's words; the codes of the trail are near to them."""
    return _ACTIONS.get(action) or action.capitalize()


def kind_words(kind: str) -> str:
    """A kind of record, in the officer's words."""
    return _KINDS.get(kind) or kind.capitalize()


def differences(before: Whole | None, after: Whole) -> tuple[Difference, ...]:
    """What one version has otherwise than the one before; all of the first.

    The first table holds the record itself, the others what belongs to it: rows that are numbered anew at
    every save, and so are told apart by what they say.
    """
    found: list[Difference] = []
    for number, (table, rows) in enumerate(after.items()):
        was = before.get(table, ()) if before else ()
        if number == 0:
            found += _of_fields(was[0] if was else {}, rows[0])
        else:
            pairs = zip_longest(_left(was, rows), _left(rows, was), fillvalue="")
            found += (Difference(_words(table), *pair) for pair in pairs)
    return tuple(found)


def _of_fields(was: Row, now: Row) -> Iterator[Difference]:
    for name, value in now.items():
        old, new = value_words(name, was.get(name)), value_words(name, value)
        if name not in _HIDDEN and old != new:
            yield Difference(field_words(name), old, new)


def _left(rows: Iterable[Row], others: Iterable[Row]) -> list[str]:
    """The rows that do not stand among the others just so, each in a line."""
    left = Counter(map(_line, rows)) - Counter(map(_line, others))
    return list(left.elements())


def _line(row: Row) -> str:
    """A row in one line, by its fields that say something."""
    said = ((name, value_words(name, value)) for name, value in row.items() if name not in _HIDDEN)
    return "; ".join(f"{field_words(name)}: {words}" for name, words in said if words)


def field_words(name: str) -> str:
    """What the officer calls a field."""
    return _FIELDS.get(name) or _words(name.removesuffix("_id"))


def value_words(name: str, value: Any) -> str:
    """A field's value as the officer reads it; empty for nothing."""
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else "No"
        case list():
            return ", ".join(filter(None, (value_words(name, each) for each in value)))
        case dict():
            return "; ".join(f"{_words(key)}: {value_words(key, each)}" for key, each in value.items())
        case _:
            return _text_words(name, str(value))


def _text_words(name: str, text: str) -> str:
    if name == "kind" and text in _CASE_KINDS:
        return KINDS[CaseKind(text)].title
    if _DAY.fullmatch(text):
        return say_date(date.fromisoformat(text))
    return text


_CASE_KINDS = frozenset(each.value for each in CaseKind)


def _words(name: str) -> str:
    return name.replace("_", " ").strip().capitalize()
