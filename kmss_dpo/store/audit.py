"""The audit trail: who did what to which record when, chained so that a missing or changed entry shows.

An entry holds ids, codes and a commitment to the version kept in the history, never a value: erasing a
record takes its history and the salts of the commitments, and the chain still verifies.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Integer, bindparam, func, insert, select

from kmss_dpo.store import schema, tables
from kmss_dpo.store.sqlcipher import tuples


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
# Plain tuples in plain words: a row made by the SQL library takes as long as hashing it.
_FOLLOWING = (
    "SELECT id, at, actor_id, action, kind, record_id, commitment, chained FROM {}.audit "
    "WHERE id > ? ORDER BY id LIMIT ?"
)
_WHOLE = 1 << 62


@dataclass(frozen=True)
class End:
    """An entry, usually the last one there is: its id, and the hash that the next one is chained to."""

    id: int
    chained: bytes


def end(connection: Connection) -> End:
    """Where the trail ends; only the one connection that writes lengthens it."""
    last = connection.execute(_LAST).first()
    if last is None:
        return End(0, START)
    # Where somebody put something else in the place of the hash, what comes after is chained to that.
    return End(last.id, last.chained if isinstance(last.chained, bytes) else str(last.chained).encode())


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
    deed = _deed(entry.actor, entry.action, entry.kind)
    said = _framed(number) + _framed(entry.at) + deed + _framed(entry.record) + _hex(entry.commitment)
    return sha256(before + said).digest()


def _framed(field: Any) -> bytes:
    part = str(field).encode()
    return len(part).to_bytes(4, "big") + part


@lru_cache(maxsize=1024, typed=True)
def _deed(actor: Any, action: Any, kind: Any) -> bytes:
    """Who did what to which kind: the same in entry after entry."""
    return _framed(actor) + _framed(action) + _framed(kind)


def _hex(commitment: Any) -> bytes:
    """A commitment as it is framed; of what is none, something that no hash was made of."""
    return _framed(commitment.hex()) if isinstance(commitment, bytes) else _framed(commitment or "")


@dataclass(frozen=True)
class Verdict:
    """What a check of the trail found; `broken_at` is the first entry that does not follow.

    `end` is where the part ends that holds together, and `entries` is how many were checked to get there.
    """

    entries: int
    broken_at: int | None = None
    end: End = field(default=End(0, START), compare=False)


def verify(connection: Connection, after: int = 0, before: bytes = START, most: int = _WHOLE) -> Verdict:
    """Check the chain from the entry after `after` on, at most so many entries of it.

    Written for a million entries: each costs one hash and few calls. Of an attached copy, its own is checked.
    """
    checked, number, framed, deed = 0, after, _framed, _deed
    file = (connection.get_execution_options().get("schema_translate_map") or {}).get(None) or "main"
    rows = tuples(connection, _FOLLOWING.format(file), after, most)
    for row, at, actor, action, kind, record, commitment, kept in rows:
        number += 1
        what = framed(row) + framed(at) + deed(actor, action, kind) + framed(record) + _hex(commitment)
        found = sha256(before + what).digest()
        if row != number or found != kept:
            return Verdict(checked, row, End(number - 1, before))
        before, checked = found, checked + 1
    # Nothing in the chain itself shows that its end was cut off.
    ends = checked == most or schema.highest_id(connection, "audit") == number
    return Verdict(checked, None if ends else number + 1, End(number, before))


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


def chained_at(connection: Connection, number: int) -> bytes | None:
    """The hash that the entry of this number carries; None where there is none."""
    found: bytes | None = connection.scalar(select(tables.audit.c.chained).where(tables.audit.c.id == number))
    return found


def moment_of(connection: Connection, number: int) -> str | None:
    """When the entry of this number was made, as it says; None where there is none."""
    found: str | None = connection.scalar(select(tables.audit.c.at).where(tables.audit.c.id == number))
    return found


def noted_since(connection: Connection, entry: Entry) -> bool:
    """Whether the same person noted the same about the same record at this entry's moment or later."""
    entries = tables.audit.c
    noted = select(entries.id).where(
        entries.kind == entry.kind,
        entries.record_id == entry.record,
        entries.actor_id == entry.actor,
        entries.action == entry.action,
        entries.at >= entry.at,
    )
    return connection.execute(noted.limit(1)).first() is not None
