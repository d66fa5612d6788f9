"""Whether what is kept is what the audit trail committed to: each version, and each record as it stands.

Each function looks at one slice and says how far it came, so that others have their turn in between.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, LargeBinary, Table, func, select

from kmss_dpo.domain.ids import Kind
from kmss_dpo.store import history
from kmss_dpo.store.lanes import Lane
from kmss_dpo.store.sqlcipher import is_sound, tuples
from kmss_dpo.store.tables import PART_OF
from kmss_dpo.store.tables import history as kept_versions

_VERSIONS = (
    "SELECT h.id, h.audit_id, h.salt, h.content, a.commitment, a.kind = h.kind AND a.record_id = h.record_id "
    "FROM history h LEFT JOIN audit a ON a.id = h.audit_id WHERE h.id > ? ORDER BY h.id LIMIT ?"
)
# The newest version of each record, whether all between the first kept and it are there, and whether the
# trail knows of a newer one.
_NEWEST = (
    "SELECT h.record_id, h.audit_id, h.content, n.whole AND h.audit_id = (SELECT max(a.id) FROM audit a "
    "WHERE a.kind = h.kind AND a.record_id = h.record_id AND a.commitment IS NOT NULL) "
    "FROM (SELECT kind, record_id, max(version) AS newest, count(*) = 1 + max(version) - min(version) AS whole "
    "FROM history WHERE kind = ? AND record_id > ? GROUP BY kind, record_id ORDER BY record_id LIMIT ?) n "
    "JOIN history h ON h.kind = n.kind AND h.record_id = n.record_id AND h.version = n.newest "
    "ORDER BY h.record_id"
)
_MAIN: dict[Kind, Table] = {kind: table for table, (kind, column) in PART_OF.items() if column == "id"}
RECORDS = tuple(_MAIN)
"""The kinds whose records are looked at."""
_HIGHEST = 1 << 62


@dataclass(frozen=True)
class Looked:
    """How far a slice came: how many were looked at, up to which id, and the entry that is not kept to.

    An entry of 0 says that the trail knows nothing of a record.
    """

    count: int
    last: int
    broken: int | None = None


def count(connection: Connection) -> int:
    """How many versions there are to look at, at most."""
    return connection.scalar(select(func.coalesce(func.max(kept_versions.c.id), 0))) or 0


def versions(connection: Connection, after: int, most: int) -> Looked:
    """Whether each kept version is the one that its audit entry committed to; `after` is a version's id."""
    rows = tuples(connection, _VERSIONS, after, most)
    last = rows[-1][0] if rows else after
    for _, entry, salt, content, commitment, same in rows:
        if not (same and history.is_genuine(salt, content, commitment)):
            return Looked(len(rows), last, entry)
    return Looked(len(rows), last)


def records(connection: Connection, after: int, most: int, kind: Kind) -> Looked:
    """Whether each record of a kind stands as its newest version has it; `after` is a record's id.

    A field that an erasure emptied is as it should be, and one that a version does not know is newer than it.
    """
    kept = tuples(connection, _NEWEST, kind.value, after, most)
    last = kept[-1][0] if len(kept) == most else _HIGHEST
    live = _standing(connection, _MAIN[kind], after, last)
    for record, entry, content, complete in kept:
        if not complete or not _stands(live.pop(record, None), _kept_row(kind, content)):
            return Looked(len(kept), last, entry)
    return Looked(len(kept), last, 0 if live else None)


def pages(lane: Lane) -> bool:
    """Whether each page of the file is authentic and the indexes agree with the tables."""
    with lane.outside_transactions() as bare:
        return is_sound(bare)


def _standing(connection: Connection, table: Table, after: int, last: int) -> dict[int, dict[str, Any]]:
    shown = [each for each in table.c if not isinstance(each.type, LargeBinary)]
    wanted = select(*shown).where(table.c.id > after, table.c.id <= last)
    return {row["id"]: dict(row) for row in connection.execute(wanted).mappings()}


def _kept_row(kind: Kind, content: bytes) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(content)[_MAIN[kind].name][0]
    return row


def _stands(live: dict[str, Any] | None, kept: dict[str, Any]) -> bool:
    return live is not None and all(
        now is None or name not in kept or _plain(now) == kept[name] for name, now in live.items()
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
