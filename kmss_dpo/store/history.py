"""Every version of every record, erasable: the audit keeps only a salted commitment to each."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    LargeBinary,
    Select,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
)

from kmss_dpo.domain.ids import Kind
from kmss_dpo.store.tables import PART_OF, history

_INSERT = insert(history)
_LATEST = select(func.coalesce(func.max(history.c.version), 0)).where(
    history.c.kind == bindparam("of_kind"), history.c.record_id == bindparam("of_record")
)
_FORGET = delete(history).where(
    history.c.kind == bindparam("of_kind"),
    history.c.record_id.in_(bindparam("of_records", expanding=True, type_=Integer)),
)


def _rows_of(table: Table, column: str) -> Select[Any]:
    """A record's rows in one table, without file contents: those are kept once, with their hash."""
    shown = [each for each in table.c if not isinstance(each.type, LargeBinary)]
    return select(*shown).where(table.c[column] == bindparam("of_record"))


_PARTS: dict[Kind, dict[str, Select[Any]]] = {kind: {} for kind in Kind}
for _table, (_kind, _column) in PART_OF.items():
    _PARTS[_kind][_table.name] = _rows_of(_table, _column)


@dataclass(frozen=True)
class Version:
    """A record as it stands, with the salt that keeps its commitment from being guessed."""

    kind: Kind
    record: int
    number: int
    content: bytes
    salt: bytes

    def commitment(self) -> bytes:
        """What the audit keeps of it."""
        return hmac.digest(self.salt, self.content, hashlib.sha256)


def next_number(connection: Connection, kind: Kind, record: int) -> int:
    """The number of the version that a record is kept as next."""
    return 1 + (connection.scalar(_LATEST, {"of_kind": kind.value, "of_record": record}) or 0)


def version_of(connection: Connection, kind: Kind, record: int, number: int) -> Version:
    """The record as it stands, as this version of it."""
    whole = rows_of(connection, kind, record)
    content = json.dumps(whole, default=date.isoformat, ensure_ascii=False).encode()
    return Version(kind, record, number, content, secrets.token_bytes(16))


def rows_of(connection: Connection, kind: Kind, record: int) -> dict[str, list[dict[str, Any]]]:
    """A record's rows as they stand, by table."""
    return {
        name: [dict(row) for row in connection.execute(rows, {"of_record": record}).mappings()]
        for name, rows in _PARTS[kind].items()
    }


def keep(connection: Connection, version: Version, audit_id: int) -> None:
    """Store a version, after the audit entry that commits to it."""
    connection.execute(
        _INSERT,
        {
            "kind": version.kind.value,
            "record_id": version.record,
            "version": version.number,
            "audit_id": audit_id,
            "salt": version.salt,
            "content": version.content,
        },
    )


def forget(connection: Connection, kind: Kind, records: Sequence[int]) -> None:
    """Erase every version of these records of a kind, and the salts of their commitments."""
    connection.execute(_FORGET, {"of_kind": kind.value, "of_records": list(records)})


def count(connection: Connection, records: Iterable[tuple[Kind, int]]) -> int:
    """How many versions of these records are kept."""
    by_kind: dict[Kind, list[int]] = {}
    for kind, record in records:
        by_kind.setdefault(kind, []).append(record)
    counted = select(func.count()).select_from(history)
    return sum(
        connection.scalar(counted.where(history.c.kind == kind.value, history.c.record_id.in_(ids))) or 0
        for kind, ids in by_kind.items()
    )


def versions(connection: Connection, kind: Kind, record: int) -> list[tuple[int, dict[str, Any]]]:
    """Every kept version of a record, oldest first: version number and rows by table."""
    found = connection.execute(
        select(history.c.version, history.c.content)
        .where(history.c.kind == kind.value, history.c.record_id == record)
        .order_by(history.c.version)
    )
    return [(row.version, json.loads(row.content)) for row in found]
