"""What has come to the end of its period, one class of records after the other, and how each goes.

A class is whatever has the methods of `ReadyRecords`: cases in `ready_cases`; beside them what was deleted,
in `ready_bin`, and what else has a period of its own, in `ready_besides`, where all of these are listed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from sqlalchemy import Connection

from kmss_dpo.domain.disposal import Parts, Ready, Skip, Sort
from kmss_dpo.domain.overview import ReadyGroup
from kmss_dpo.domain.retention import RecordClass, RetentionRule, rule_for
from kmss_dpo.store.disposals import Records
from kmss_dpo.store.writing import Writing


@dataclass(frozen=True)
class Due:
    """By which day and by which rules something is due."""

    today: date
    rules: Sequence[RetentionRule]

    def rule(self, code: str) -> RetentionRule | None:
        """The rule of a class of record; asked for each of very many records, and so worked out once."""
        return self._by_code[code]

    @cached_property
    def _by_code(self) -> Mapping[str, RetentionRule | None]:
        return {code: rule_for(code, self.rules) for code in RecordClass}


Place = tuple[str, int]
"""Where a record stands in the list of its class: a day as it is stored, and its id."""
FIRST: Place = ("", 0)
Outcomes = Mapping[int, Skip | Records]
"""What became of each record, by its number in lists: why it was left alone, or what went."""


class ReadyRecords(Protocol):
    """One class of records that come to the end of a period."""

    @property
    def sort(self) -> Sort:
        """What its records are."""
        ...

    @property
    def backups(self) -> str:
        """What the log says of the kept backups where they lose nothing; empty where they lose what went."""
        ...

    def places(self, connection: Connection, due: Due, after: Place, most: int) -> Sequence[Place]:
        """So many of those that are due, after a place in their order."""
        ...

    def ready(self, connection: Connection, some: Sequence[int], due: Due) -> list[Ready]:
        """Those of a few, by id, that are due, in the order asked for."""
        ...

    def groups(self, connection: Connection, due: Due) -> Iterable[ReadyGroup]:
        """How many are due, by what they are."""
        ...

    def preview(self, connection: Connection, some: Sequence[Ready]) -> Parts:
        """What goes with a few of them, everything derived included, but for people."""
        ...

    def dispose(self, writing: Writing, some: Sequence[Ready], due: Due) -> Outcomes:
        """Look at a few again and dispose of those that can go."""
        ...


def why_not(listed: Ready, now: Ready | None) -> Skip | None:
    """Why a record is left alone that was listed before and is looked at again now."""
    if now is None:
        return Skip.NOT_DUE
    if now.held_by:
        return Skip.HELD
    return Skip.CHANGED if (now.version, now.rule) != (listed.version, listed.rule) else None
