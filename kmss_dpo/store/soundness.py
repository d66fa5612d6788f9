"""Whether what is kept is what the audit trail committed to: each version, and each record as it stands.

Each function looks at one slice and says how far it came, so that others have their turn in between.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, LargeBinary, Table, func, select

from kmss_dpo.domain.ids import Kind
from kmss_dpo.store import history
from kmss_dpo.store.lanes import Lane
from kmss_dpo.store.sqlcipher import blob_pieces, is_sound, tuples
from kmss_dpo.store.tables import PART_OF, contents
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
    "FROM (SELECT kind, record_id, max(version) AS newest, "
    "count(*) = 1 + max(version) - min(version) AS whole FROM history WHERE kind = ? AND record_id > ? "
    "GROUP BY kind, record_id ORDER BY record_id LIMIT ?) n "
    "JOIN history h ON h.kind = n.kind AND h.record_id = n.record_id AND h.version = n.newest "
    "ORDER BY h.record_id"
)
_FILES = (
    "SELECT d.id, d.sha256, c.rowid FROM documents d LEFT JOIN contents c ON c.sha256 = d.sha256 "
    "WHERE d.id > ? ORDER BY d.id LIMIT ?"
)
_REFERENCES = (
    "SELECT 1 FROM (SELECT rtrim(reference, '0123456789') AS begins, "
    "max(CAST(substr(reference, 1 + length(rtrim(reference, '0123456789'))) AS INTEGER)) AS highest "
    "FROM cases GROUP BY 1) LEFT JOIN reference_counters ON prefix || '-' || year || '-' = begins "
    "WHERE last IS NULL OR last < highest"
)
# What lies in the bin has its versions, and no rows of its own: the entry of the bin has them.
_IN_BIN = (
    "SELECT json_extract(lies.value, '$.id') FROM binned, json_each(binned.rows, '$.records') AS lies "
    "WHERE json_extract(lies.value, '$.kind') = ?"
)
_Row = dict[str, Any]
_PARTS: dict[Kind, list[tuple[Table, Column[Any]]]] = {kind: [] for kind in Kind}
for _table, (_kind, _column) in PART_OF.items():
    _PARTS[_kind].append((_table, _table.c[_column]))
_TABLES = {table.name: table for table in PART_OF}
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

    What an erasure of another record took from it is as it should be, and a field that a version does not
    know is newer than it.
    """
    if kind is Kind.STATISTIC:  # counted from what was erased, and no record that has versions
        return Looked(0, _HIGHEST)
    kept = tuples(connection, _NEWEST, kind.value, after, most)
    last = kept[-1][0] if len(kept) == most else _HIGHEST
    live = _standing(connection, kind, after, last)
    in_bin = {record for (record,) in tuples(connection, _IN_BIN, kind.value)}
    for record, entry, content, complete in kept:
        now = live.pop(record, None)
        as_kept = record in in_bin if now is None else _stands(connection, now, content)
        if not (complete and as_kept):
            return Looked(len(kept), last, entry)
    return Looked(len(kept), last, 0 if live else None)


def files(connection: Connection, after: int, most: int) -> Looked:
    """Whether documents have the contents whose hash they know; `after` is a document."""
    rows = tuples(connection, _FILES, after, most)
    last = rows[-1][0] if rows else after
    whole = all(place is not None and _hash(connection, place) == known for _, known, place in rows)
    return Looked(len(rows), last, None if whole else 0)


def _hash(connection: Connection, place: int) -> str:
    digest = hashlib.sha256()
    for piece in blob_pieces(connection, contents.name, contents.c.content.name, place):
        digest.update(piece)
    return digest.hexdigest()


def counters(connection: Connection) -> bool:
    """Whether no case has a reference that the counters have still to come to: it would be given again."""
    return not tuples(connection, _REFERENCES)


def pages(lane: Lane) -> bool:
    """Whether each page of the file is authentic and the indexes agree with the tables."""
    with lane.outside_transactions() as bare:
        return is_sound(bare)


def _standing(connection: Connection, kind: Kind, after: int, last: int) -> dict[int, dict[str, list[_Row]]]:
    """Every record of a kind between two ids, whole: its rows by table."""
    live: dict[int, dict[str, list[_Row]]] = {}
    tables = _PARTS[kind]
    for table, owner in tables:
        shown = [each for each in table.c if not isinstance(each.type, LargeBinary)]
        wanted = select(*shown).where(owner > after, owner <= last).order_by(owner, *table.primary_key)
        for row in connection.execute(wanted).mappings():
            whole = live.setdefault(row[owner.name], {each.name: [] for each, _ in tables})
            whole[table.name].append(dict(row))
    return live


def _stands(connection: Connection, live: Mapping[str, list[_Row]], content: bytes) -> bool:
    """Whether a record is what its version says; nearly all are, letter by letter."""
    if json.dumps(live, default=date.isoformat, ensure_ascii=False).encode() == content:
        return True
    kept = json.loads(content)
    return all(_agree(connection, name, rows, kept.get(name, [])) for name, rows in live.items())


def _agree(connection: Connection, name: str, live: list[_Row], kept: list[_Row]) -> bool:
    """Whether rows of one table are those kept, without what went with another record."""
    left = list(kept)
    for row in live:
        same = next((each for each in left if _same(row, each)), None)
        if same is None:
            return False
        left.remove(same)
    return all(_names_what_is_gone(connection, name, row) for row in left)


def _same(live: _Row, kept: _Row) -> bool:
    return all(now is None or name not in kept or _plain(now) == kept[name] for name, now in live.items())


def _names_what_is_gone(connection: Connection, name: str, row: _Row) -> bool:
    """Whether a row went because a record that it named did."""
    named = ((row.get(column.name), key.column) for column in _TABLES[name].c for key in column.foreign_keys)
    return any(
        value is not None and connection.scalar(select(column).where(column == value)) is None
        for value, column in named
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
