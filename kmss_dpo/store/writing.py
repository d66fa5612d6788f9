"""The only way to change the register: a transaction that keeps history, audit and search index by itself.

Code that uses it says which rows change. What record they are part of, the version of that record for the
history, the audit entry and the search entry follow from the tables, so nobody can forget them.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain, groupby
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
Rows = dict[str, list[dict[str, Any]]]
"""The rows of a record, by table."""
Inside = dict[int, list[tuple[Kind, int]]]
"""What lies in entries of the bin, by entry."""


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
        self._inside: Inside = {}

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
        self.erase_all([(kind, record)])

    def erase_all(self, records: Sequence[tuple[Kind, int]]) -> None:
        """The same for records in their order."""
        lay = erase_records(self.connection, records)
        self._inside |= lay
        for record in chain(*lay.values(), records):
            self._saved.pop(record, None)
            self._erased[record] = None

    def with_inside(self, gone: Iterable[tuple[Kind, int]]) -> list[tuple[Kind, int]]:
        """Erased records, and before them what lay in those of them that were entries of the bin."""
        every = list(gone)
        lay = (self._inside.get(record, ()) for kind, record in every if kind is Kind.BINNED)
        return [*chain.from_iterable(lay), *every]

    def take_out(self, kind: Kind, record: int) -> Rows:
        """Remove a record's rows and its search entry; the rows, from which it can be put back.

        Its history stays, and so does a content that is kept in the bin.
        """
        rows = history.rows_of(self.connection, kind, record)
        _delete_rows(self.connection, kind, [record])
        index.forget(self.connection, kind, [record])
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
        history.forget(self.connection, Kind.BINNED, [entry])

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
        erased = [self._entry(kind, record, None, "erased") for kind, record in self._erased]
        audit.append_all(self.connection, end, erased)
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


def erase_records(connection: Connection, records: Iterable[tuple[Kind, int]]) -> Inside:
    """Remove records in their order; used on the register and on its kept backups.

    With an entry of the bin goes what lies in it: that is answered, by entry.
    """
    lay: Inside = {}
    for kind, some in groupby(records, key=itemgetter(0)):
        ids = [record for _, record in some]
        for start in range(0, len(ids), _AT_ONCE):
            few = ids[start : start + _AT_ONCE]
            if kind is Kind.BINNED:
                found = inside(connection, few)
                erase_records(connection, chain.from_iterable(found.values()))
                lay |= found
            _erase_some(connection, kind, few)
    return lay


def _erase_some(connection: Connection, kind: Kind, ids: Sequence[int]) -> None:
    """Remove the rows of records of one kind, their history and their search entries.

    A record may lie in the bin, here or when a backup was made: then its entry goes. A content goes with the
    last that has it, be it a document or in the bin. Of a case that is to identify nobody, what says who was
    concerned goes and the case stays; whoever writes keeps a version of what it is now.
    """
    if kind is Kind.IDENTIFYING:
        _strip(connection, ids)
        kind = Kind.CASE
    else:
        held = _contents_of(connection, kind, ids)
        _delete_rows(connection, kind, ids)
        if entries := _entries_of(connection, kind, ids):
            _erase_some(connection, Kind.BINNED, entries)
        if held:
            kept = exists().where(documents.c.sha256 == contents.c.sha256)
            binned_too = exists().where(binned.c.sha256 == contents.c.sha256)
            connection.execute(delete(contents).where(contents.c.sha256.in_(held), ~kept, ~binned_too))
    history.forget(connection, kind, ids)
    index.forget(connection, kind, ids)


def _delete_rows(connection: Connection, kind: Kind, ids: Sequence[int]) -> None:
    for table in _ROWS[kind]:
        connection.execute(delete(table).where(table.c[PART_OF[table][1]].in_(ids)))


def _entries_of(connection: Connection, kind: Kind, ids: Sequence[int]) -> Sequence[int]:
    """The entries of the bin in which these records lie."""
    lying = select(binned.c.id).where(binned.c.kind == kind.value, binned.c.record_id.in_(ids))
    return connection.scalars(lying).all()


def inside(connection: Connection, entries: Sequence[int]) -> Inside:
    """The records that lie in entries of the bin, the one that each is named by last."""
    kept = connection.execute(select(binned.c.id, binned.c.rows).where(binned.c.id.in_(entries)))
    return {row.id: [(Kind(each["kind"]), each["id"]) for each in row.rows["records"]] for row in kept.all()}


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
