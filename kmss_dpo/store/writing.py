"""The only way to change the register: a transaction that keeps history, audit and search index by itself.

Code that uses it says which rows change. What record they are part of, the version of that record for the
history, the audit entry and the search entry follow from the tables, so nobody can forget them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, CursorResult, Table, case, delete, exc, exists, insert, select, update
from sqlalchemy.sql.dml import UpdateBase

from kmss_dpo.domain.changes import Changes
from kmss_dpo.domain.errors import Conflict, NotHere
from kmss_dpo.domain.ids import Kind
from kmss_dpo.store import audit, history, index
from kmss_dpo.store.tables import (
    PART_OF,
    binned,
    case_links,
    case_steps,
    cases,
    checklist_ticks,
    clock_corrections,
    clock_facts,
    contents,
    documents,
    hold_releases,
    keep_decisions,
)

Values = Mapping[str, Any]


class Writing:
    """One transaction by one person. `action` is a code for the audit, never a sentence.

    `end` is where the trail ends once it is finished.
    """

    def __init__(self, connection: Connection, actor: int, at: datetime, action: str) -> None:
        self.connection = connection
        self.actor = actor
        self.at = at
        self.end: audit.End | None = None
        self._action = action
        self._added: set[tuple[Kind, int]] = set()
        self._saved: dict[tuple[Kind, int], None] = {}
        self._erased: dict[tuple[Kind, int], None] = {}

    def insert(self, table: Table, values: Values) -> int:
        """Add a row; its id."""
        result = self._run(insert(table), dict(values))
        added = int(result.inserted_primary_key[0])  # type: ignore[index]
        kind, column = PART_OF[table]
        if column == "id":
            self._added.add((kind, added))
        self._saved[kind, added if column == "id" else values[column]] = None
        return added

    def update(self, table: Table, record: int, version: int, values: Values) -> None:
        """Change a record that has not changed since `version` was read; `Conflict` if it has."""
        changed = self._run(
            update(table)
            .where(table.c.id == record, table.c.version == version)
            .values(**values, version=version + 1)
        )
        if changed.rowcount == 0:
            self._explain(table, record)
        self._saved[PART_OF[table][0], record] = None

    def _run(self, statement: UpdateBase, values: Values | None = None) -> CursorResult[Any]:
        """What a row names may have been erased since it was looked at."""
        try:
            return self.connection.execute(statement, values)
        except exc.IntegrityError as refusal:
            if "FOREIGN KEY" not in str(refusal.orig):  # the code says only that some constraint failed
                raise
            raise NotHere("What this belongs to is no longer in the register.") from None

    def _explain(self, table: Table, record: int) -> None:
        if self.connection.scalar(select(table.c.id).where(table.c.id == record)) is None:
            raise NotHere("This record is no longer in the register.")
        raise Conflict("Someone changed this record since you opened it. Look at it again before you save.")

    def replace_parts(self, table: Table, owner: int, rows: Iterable[Values]) -> None:
        """Put `rows` in the place of all rows of `table` that belong to the record `owner`."""
        kind, column = PART_OF[table]
        self.connection.execute(delete(table).where(table.c[column] == owner))
        filled = [{**row, column: owner} for row in rows]
        if filled:
            self.connection.execute(insert(table), filled)
        self._saved[kind, owner] = None

    def erase(self, kind: Kind, record: int) -> None:
        """Remove a record with its parts, its history and its search entry."""
        self.erase_all([(kind, record)])

    def erase_all(self, records: Sequence[tuple[Kind, int]]) -> None:
        """The same for records in their order."""
        erase_records(self.connection, records)
        for record in records:
            self._saved.pop(record, None)
            self._erased[record] = None

    def note(self, kind: Kind | None = None, record: int | None = None) -> None:
        """Audit what changes nothing: a read, an export, a print; also of no record in particular."""
        audit.append(self.connection, audit.end(self.connection), self._entry(kind, record, None))

    def note_once(self, kind: Kind, record: int, within: timedelta) -> None:
        """Audit something that changes nothing, unless the same was audited in the time before."""
        entry = self._entry(kind, record, None)
        if not audit.noted_since(self.connection, replace(entry, at=_said(self.at - within))):
            audit.append(self.connection, audit.end(self.connection), entry)

    def finish(self) -> Changes:
        """Keep history, audit and index for all that was touched; called once, before the commit."""
        end = audit.end(self.connection)
        for kind, record in self._saved:
            is_new = (kind, record) in self._added
            number = 1 if is_new else history.next_number(self.connection, kind, record)
            version = history.version_of(self.connection, kind, record, number)
            end = audit.append(self.connection, end, self._entry(kind, record, version.commitment()))
            history.keep(self.connection, version, end.id)
            index.refresh(self.connection, kind, record, number)
        erased = [self._entry(kind, record, None, "erased") for kind, record in self._erased]
        self.end = audit.append_all(self.connection, end, erased)
        return Changes(frozenset((*self._saved, *self._erased)))

    @property
    def erased_something(self) -> bool:
        """Whether pages were freed that must not stay in the write-ahead log."""
        return bool(self._erased)

    def _entry(
        self, kind: Kind | None, record: int | None, commitment: bytes | None, action: str | None = None
    ) -> audit.Entry:
        return audit.Entry(
            at=_said(self.at),
            actor=self.actor,
            action=action or self._action,
            kind=kind and kind.value,
            record=record,
            commitment=commitment,
        )


def _said(moment: datetime) -> str:
    """A moment as entries have it: comparing two as texts compares them as moments."""
    return moment.isoformat(timespec="milliseconds")


def erase_records(connection: Connection, records: Iterable[tuple[Kind, int]]) -> None:
    """Remove records in their order; used on the register and on its kept backups."""
    for kind, some in groupby(records, key=itemgetter(0)):
        ids = [record for _, record in some]
        for start in range(0, len(ids), _AT_ONCE):
            _erase_some(connection, kind, ids[start : start + _AT_ONCE])


def _erase_some(connection: Connection, kind: Kind, ids: Sequence[int]) -> None:
    """Remove the rows of records of one kind, their history and their search entries.

    A content goes with the last document that has it. Of a case that is to identify nobody, what says who
    was concerned goes and the case stays; whoever writes keeps a version of what it is now.
    """
    if kind is Kind.IDENTIFYING:
        _strip(connection, ids)
        kind = Kind.CASE
    else:
        held = _contents_of(connection, kind, ids)
        for table in _ROWS[kind]:
            connection.execute(delete(table).where(table.c[PART_OF[table][1]].in_(ids)))
        if held:
            kept = exists().where(documents.c.sha256 == contents.c.sha256)
            binned_too = exists().where(binned.c.sha256 == contents.c.sha256)
            connection.execute(delete(contents).where(contents.c.sha256.in_(held), ~kept, ~binned_too))
    history.forget(connection, kind, ids)
    index.forget(connection, kind, ids)


def _contents_of(connection: Connection, kind: Kind, ids: Sequence[int]) -> Sequence[str]:
    """The contents that these records are the ones to keep, by their hash."""
    table = {Kind.DOCUMENT: documents, Kind.BINNED: binned}.get(kind)
    if table is None:
        return ()
    hashes = connection.scalars(select(table.c.sha256).distinct().where(table.c.id.in_(ids)))
    return [each for each in hashes if each]


def _strip(connection: Connection, ids: Sequence[int]) -> None:
    """Empty what these cases say of people, and remove what was written down beside them in words."""
    connection.execute(update(cases).where(cases.c.id.in_(ids)).values(_NOBODY))
    for table in _SAID_OF_CASES:
        connection.execute(delete(table).where(table.c.case_id.in_(ids)))
    for column in (case_links.c.other_id, hold_releases.c.held_by_id):
        connection.execute(delete(column.table).where(column.in_(ids)))
    connection.execute(update(clock_facts).where(clock_facts.c.case_id.in_(ids)).values(reasons=""))


_AT_ONCE = 500
"""How many records one statement removes; SQLite takes some thousands of values in one."""
_ROWS = {
    kind: [table for table, (of, _) in reversed(PART_OF.items()) if of is kind]
    for kind in {of for of, _ in PART_OF.values()}
}
"""The tables that hold the rows of each kind, parts before the record itself."""
_SAID_OF_CASES = (keep_decisions, case_steps, clock_corrections, case_links, checklist_ticks, hold_releases)
_TEXTS = ("old_reference", "taken_by", "summary", "for_customer", "handler", "their_reference")
_NOBODY = {
    **dict.fromkeys((*_TEXTS, "closing_reason", "late_reason"), ""),
    **dict.fromkeys(("requester_id", "subject_id", "recipient_id")),
    **dict.fromkeys(("special_category", "about_child", "about_officer"), False),
    # A voided case has a reason; what it was may have named somebody.
    "void_reason": case((cases.c.void_reason != "", "Not kept"), else_=""),
}
