"""The only way to change the register: a transaction that keeps history, audit and search index by itself.

Code that uses it says which rows change. What record they are part of, the version of that record for the
history, the audit entry and the search entry follow from the tables, so nobody can forget them.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    CursorResult,
    Table,
    bindparam,
    delete,
    exc,
    exists,
    insert,
    select,
    update,
)
from sqlalchemy.sql.dml import UpdateBase

from kmss_dpo.domain.changes import Changes
from kmss_dpo.domain.errors import Conflict, NotHere
from kmss_dpo.domain.ids import Kind
from kmss_dpo.store import audit, history, index
from kmss_dpo.store.tables import PART_OF, binned, contents, documents

Values = Mapping[str, Any]
Rows = dict[str, list[dict[str, Any]]]
"""The rows of a record, by table."""


class Writing:
    """One transaction by one person. `action` is a code for the audit, never a sentence."""

    def __init__(self, connection: Connection, actor: int, at: datetime, action: str) -> None:
        self.connection = connection
        self.actor = actor
        self.at = at
        self._action = action
        self._added: set[tuple[Kind, int]] = set()
        self._saved: dict[tuple[Kind, int], None] = {}
        self._erased: dict[tuple[Kind, int], None] = {}
        self._taken_out: dict[tuple[Kind, int], None] = {}
        self._inside: dict[int, list[tuple[Kind, int]]] = {}

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
        """Remove a record with its parts, its history and its search entry.

        With an entry of the bin goes what lies in it.
        """
        if kind is Kind.BINNED:
            self._inside[record] = inside(self.connection, record)
            for each in self._inside[record]:
                self._saved.pop(each, None)
                self._erased[each] = None
        erase_record(self.connection, kind, record)
        self._saved.pop((kind, record), None)
        self._erased[kind, record] = None

    def with_inside(self, gone: Iterable[tuple[Kind, int]]) -> list[tuple[Kind, int]]:
        """Erased records, with what lay in those of them that were entries of the bin."""
        every = [
            (each, *self._inside.get(each[1], ())) if each[0] is Kind.BINNED else (each,) for each in gone
        ]
        return list(dict.fromkeys(each for some in every for each in some))

    def take_out(self, kind: Kind, record: int) -> Rows:
        """Remove a record's rows and its search entry; the rows, from which it can be put back.

        Its history stays, and so does a content that is kept in the bin.
        """
        rows = history.rows_of(self.connection, kind, record)
        _delete_rows(self.connection, kind, record)
        index.forget(self.connection, kind, record)
        self._saved.pop((kind, record), None)
        self._taken_out[kind, record] = None
        return rows

    def put_back(self, kind: Kind, record: int, rows: Rows) -> None:
        """Put the rows of a record back as they were, under its own id."""
        for table, (of, _) in PART_OF.items():
            for row in rows.get(table.name, ()) if of is kind else ():
                self._run(insert(table), row)
        self._saved[kind, record] = None

    def empty_entry(self, entry: int) -> None:
        """Remove an entry of the bin whose record was put back: nothing of that goes."""
        self.take_out(Kind.BINNED, entry)
        history.forget(self.connection, Kind.BINNED, entry)

    def note(self, kind: Kind, record: int) -> None:
        """Audit something that changes nothing: a read, an export, a print."""
        audit.append(self.connection, audit.end(self.connection), self._entry(kind, record, None))

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
        for kind, record in self._taken_out:
            end = audit.append(self.connection, end, self._entry(kind, record, None))
        for kind, record in self._erased:
            end = audit.append(self.connection, end, self._entry(kind, record, None, "erased"))
        return Changes(frozenset((*self._saved, *self._taken_out, *self._erased)))

    @property
    def erased_something(self) -> bool:
        """Whether pages were freed that must not stay in the write-ahead log."""
        return bool(self._erased)

    def _entry(
        self, kind: Kind, record: int, commitment: bytes | None, action: str | None = None
    ) -> audit.Entry:
        return audit.Entry(
            at=self.at.isoformat(timespec="milliseconds"),
            actor=self.actor,
            action=action or self._action,
            kind=kind.value,
            record=record,
            commitment=commitment,
        )


def erase_record(connection: Connection, kind: Kind, record: int) -> None:
    """Remove a record's rows, history and search entry; used on the register and on its kept backups.

    It may lie in the bin: there, or here when the backup was made. With an entry of the bin goes what lies in
    it. A content goes with the last that has it, be it a document or in the bin.
    """
    for each in inside(connection, record) if kind is Kind.BINNED else [(kind, record)]:
        _erase(connection, *each)


def _erase(connection: Connection, kind: Kind, record: int) -> None:
    about = {"of_kind": kind.value, "of_record": record}
    entries = connection.execute(_ENTRY, about).all()
    had = {entry.sha256 for entry in entries}
    if kind is Kind.DOCUMENT:
        had.add(connection.scalar(select(documents.c.sha256).where(documents.c.id == record)))
    _delete_rows(connection, kind, record)
    for entry in entries:
        connection.execute(delete(binned).where(binned.c.id == entry.id))
        history.forget(connection, Kind.BINNED, entry.id)
    for sha256 in had - {None}:
        left = (exists().where(table.c.sha256 == contents.c.sha256) for table in (documents, binned))
        connection.execute(delete(contents).where(contents.c.sha256 == sha256, *(~each for each in left)))
    history.forget(connection, kind, record)
    index.forget(connection, kind, record)


_ENTRY = select(binned.c.id, binned.c.sha256).where(
    binned.c.kind == bindparam("of_kind"), binned.c.record_id == bindparam("of_record")
)


def _delete_rows(connection: Connection, kind: Kind, record: int) -> None:
    for table in reversed([table for table, (of, _) in PART_OF.items() if of is kind]):
        connection.execute(delete(table).where(table.c[PART_OF[table][1]] == record))


def inside(connection: Connection, entry: int) -> list[tuple[Kind, int]]:
    """The records that lie in an entry of the bin, the one that it is named by last; none once it is gone."""
    kept = connection.scalar(select(binned.c.rows).where(binned.c.id == entry))
    return [(Kind(each["kind"]), each["id"]) for each in kept["records"]] if kept else []
