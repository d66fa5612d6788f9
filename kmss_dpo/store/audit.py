"""The audit trail: who did what to which record when, chained so that a missing or changed entry shows.

An entry holds ids, codes and a commitment to the version kept in the history, never a value: erasing a
record takes its history and the salts of the commitments, and the chain still verifies.
"""

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Integer, bindparam, func, insert, select

from kmss_dpo.domain.errors import Stopped
from kmss_dpo.store import schema, tables
from kmss_dpo.store.tables import AnyRow


@dataclass(frozen=True)
class Entry:
    """One line of the trail; `at` is an ISO moment in UTC."""

    at: str
    actor: int
    action: str
    kind: str | None
    record: int | None
    commitment: bytes | None


START = bytes(32)
_LAST = select(tables.audit.c.id, tables.audit.c.chained).order_by(tables.audit.c.id.desc()).limit(1)
_APPEND = insert(tables.audit)
_ALL = (
    select(tables.audit).where(tables.audit.c.id > bindparam("after")).order_by(tables.audit.c.id).limit(5000)
)


@dataclass(frozen=True)
class End:
    """The last entry there is: its id, and the hash that the next one is chained to."""

    id: int
    chained: bytes


def end(connection: Connection) -> End:
    """Where the trail ends; only the one connection that writes lengthens it."""
    last = connection.execute(_LAST).first()
    return End(last.id, last.chained) if last else End(0, START)


def append(connection: Connection, before: End, entry: Entry) -> End:
    """Add an entry, chained to the one before; where the trail ends now."""
    return append_all(connection, before, [entry])


def append_all(connection: Connection, before: End, entries: Sequence[Entry]) -> End:
    """Add entries in their order; where the trail ends now."""
    rows = []
    for entry in entries:
        number = before.id + 1
        before = End(number, chained(before.chained, number, entry))
        rows.append(_row(entry, before))
    if rows:
        connection.execute(_APPEND, rows)
    return before


def _row(entry: Entry, end: End) -> dict[str, object]:
    return {
        "id": end.id,
        "at": entry.at,
        "actor_id": entry.actor,
        "action": entry.action,
        "kind": entry.kind,
        "record_id": entry.record,
        "commitment": entry.commitment,
        "chained": end.chained,
    }


def chained(before: bytes, number: int, entry: Entry) -> bytes:
    """SHA-256 over the hash before and every field; each has its length, so none can flow into another."""
    digest = hashlib.sha256(before)
    commitment = (entry.commitment or b"").hex()
    for field in (number, entry.at, entry.actor, entry.action, entry.kind, entry.record, commitment):
        part = str(field).encode()
        digest.update(len(part).to_bytes(4, "big") + part)
    return digest.digest()


@dataclass(frozen=True)
class Verdict:
    """What a check of the trail found; `broken_at` is the first entry that does not follow."""

    entries: int
    broken_at: int | None = None


def _always() -> bool:
    return True


def verify(
    connection: Connection, after: int = 0, before: bytes = START, goes_on: Callable[[], bool] = _always
) -> Verdict:
    """Check the chain from the entry after `after` on, in slices of 5,000.

    `goes_on` is asked before each of them and ends the check with `Stopped` by answering false.
    """
    checked = 0
    while rows := _slice(connection, after, goes_on):
        for row in rows:
            entry = Entry(row.at, row.actor_id, row.action, row.kind, row.record_id, row.commitment)
            if row.id != after + 1 or row.chained != chained(before, row.id, entry):
                return Verdict(checked, row.id)
            before, after, checked = row.chained, row.id, checked + 1
    # Nothing in the chain itself shows that its end was cut off.
    return Verdict(checked, after + 1 if schema.highest_id(connection, "audit") > after else None)


def _slice(connection: Connection, after: int, goes_on: Callable[[], bool]) -> Sequence[AnyRow]:
    if not goes_on():
        raise Stopped
    return connection.execute(_ALL, {"after": after}).all()


def count(connection: Connection) -> int:
    """How many entries there are."""
    return connection.scalar(select(func.coalesce(func.max(tables.audit.c.id), 0))) or 0


_SAVED = (
    select(tables.audit.c.record_id, func.max(tables.audit.c.id).label("entry"))
    .where(
        tables.audit.c.kind == bindparam("of_kind"),
        tables.audit.c.record_id.in_(bindparam("of_records", expanding=True, type_=Integer)),
        tables.audit.c.id > bindparam("after"),
        tables.audit.c.commitment.is_not(None),
    )
    .group_by(tables.audit.c.record_id)
)


def saved_since(connection: Connection, kind: str, records: Collection[int], after: int) -> dict[int, int]:
    """Of which of these records a version was kept after the entry `after`, and by which entry last.

    Looking at a record is no change.
    """
    asked = {"of_kind": kind, "of_records": list(records), "after": after}
    return {row.record_id: row.entry for row in connection.execute(_SAVED, asked)}
