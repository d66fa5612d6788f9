"""Restoring a backup: what it would change, and the disposals since, which are applied to it again.

Every file is looked into over one connection that has the key and no file of its own.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from kmss_dpo.domain.backups import Change, Restored
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.store import backups, disposing, schema, settings, suppressions
from kmss_dpo.store.disposals import Records
from kmss_dpo.store.lanes import Lane, Reading
from kmss_dpo.store.refusals import DamagedRegister
from kmss_dpo.store.sqlcipher import DriverConnection, connect
from kmss_dpo.store.suppressions import Listed
from kmss_dpo.store.tables import PART_OF, actors, disposals, disposed_records
from kmss_dpo.store.tables import suppressions as suppressed
from kmss_dpo.store.writing import Writing

_NAME = "restored"
_OWN = frozenset({Kind.SETTING, Kind.DISPOSAL, Kind.INCIDENT, Kind.BINNED, Kind.STATISTIC, Kind.SUPPRESSION})
"""What the register keeps about itself, what was thrown away, and what is taken over: not counted."""
_RECORDS = {
    table.name: kind for table, (kind, column) in PART_OF.items() if column == "id" and kind not in _OWN
}
_CHANGES = """
SELECT
 (SELECT count(*) FROM now.{0} WHERE id NOT IN (SELECT id FROM kept.{0})),
 (SELECT count(*) FROM kept.{0} WHERE id NOT IN (SELECT id FROM now.{0}) AND id NOT IN
  (SELECT record_id FROM now.disposed_records WHERE kind = ?)),
 (SELECT count(*) FROM now.{0} n JOIN kept.{0} k ON k.id = n.id WHERE n.version > k.version)
"""
_SAME_RECORD = """
SELECT r.disposal_id, r.kind, r.record_id FROM later.disposed_records r
JOIN kept.audit k ON k.id =
 (SELECT min(a.id) FROM kept.audit a WHERE a.record_id = r.record_id AND a.kind =
  CASE r.kind WHEN 'what identifies somebody' THEN 'case' ELSE r.kind END)
JOIN later.audit l ON l.id = k.id AND l.chained = k.chained
WHERE NOT EXISTS
 (SELECT 1 FROM kept.disposed_records d WHERE d.kind = r.kind AND d.record_id = r.record_id)
ORDER BY r.id
"""
"""What was disposed of later and is in the backup: the record that the trails of both begin with alike."""
_LINES = """
SELECT d.*, a.slot AS by_slot, a.name AS by_name FROM later.disposals d
JOIN later.actors a ON a.id = d.approved_by ORDER BY d.id
"""
_KEPT_LINES = "SELECT id, at FROM kept.disposals"
_ALL_RECORDS = "SELECT disposal_id, kind, record_id FROM later.disposed_records ORDER BY id"


@dataclass(frozen=True)
class Again:
    """A disposal that a backup does not know: its line of the log, all it erased, and what to erase again."""

    name: tuple[int, str]
    line: dict[str, Any]
    slot: str
    person: str
    all: Records
    erase: Records


def open_bare(raw_key: bytearray) -> Lane:
    """A lane with the key and no file of its own, to look into several files at once."""
    return Lane("restoring", connect(Path(":memory:"), raw_key), "BEGIN")


def check_sound(lane: Lane, file: Path) -> None:
    """That a file opens, is none of a newer version, and every page of it is as it was written."""
    with backups.looked_into(lane, file) as bare:
        check_version(bare)
        if bare.execute("PRAGMA kept.quick_check(1)").fetchone()[0] != "ok":
            raise DamagedRegister


def check_version(bare: DriverConnection) -> None:
    """Raises `NewerRegister` where a newer version of the program made the backup that is looked into."""
    if bare.execute("SELECT version_num FROM kept.alembic_version").fetchone()[0] > schema.NEWEST:
        raise schema.NewerRegister


def opens(lane: Lane, file: Path) -> None:
    """That its first pages open with the key; raises `Trouble`."""
    with backups.looked_into(lane, file) as bare:
        check_version(bare)


def changes(lane: Lane, register: Path, backup: Path) -> list[Change]:
    """What a restore would do to the records of each kind that the officer made."""
    with backups.looked_into(lane, register, "now") as bare, backups.looked_into(lane, backup):
        both = _tables(bare, "now") & _tables(bare, "kept")
        found = []
        for table, kind in _RECORDS.items():
            if table in both:
                lost, back, older = bare.execute(_CHANGES.format(table), (kind.value,)).fetchone()
                found.append(Change(kind, lost, back, older))
        return found


def _tables(bare: DriverConnection, name: str) -> set[str]:
    return {row[0] for row in bare.execute(f"SELECT name FROM {name}.sqlite_schema WHERE type = 'table'")}  # noqa: S608


def disposed_since(lane: Lane, restored: Path, source: Path) -> list[Again]:
    """The disposals in the log of the register or of a newer backup that the restored file does not know."""
    with backups.looked_into(lane, restored) as bare, backups.looked_into(lane, source, "later"):
        known = set(bare.execute(_KEPT_LINES))
        every, again = _by_disposal(bare, _ALL_RECORDS), _by_disposal(bare, _SAME_RECORD)
        lines = bare.execute(_LINES)
        names = [column[0] for column in lines.description]
        rows = [dict(zip(names, row, strict=True)) for row in lines]
    return [
        Again(
            name=(row["id"], row["at"]),
            line={name: row[name] for name in row.keys() & _TAKEN} | {"parts": json.loads(row["parts"])},
            slot=row["by_slot"],
            person=row["by_name"],
            all=every.get(row["id"], []),
            erase=again.get(row["id"], []),
        )
        for row in rows
        if (row["id"], row["at"]) not in known or row["id"] in again
    ]


_TAKEN = {column.name for column in disposals.c} - {"id", "version", "approved_by", "backups"}


def _by_disposal(bare: DriverConnection, query: str) -> dict[int, Records]:
    found: dict[int, Records] = {}
    for disposal, kind, record in bare.execute(query):
        found.setdefault(disposal, []).append((Kind(kind), record))
    return found


def suppressed_in(lane: Lane, source: Path) -> Listed | None:
    """The suppression list of the register or of a newer backup; None where it is from before there was one.

    The lines are to be taken over: a restore must not forget who objected (UK GDPR Art 21(3)).
    """
    with backups.looked_into(lane, source, "later") as bare:
        if suppressed.name not in _tables(bare, "later"):
            return None
        with lane.transaction() as connection:
            return suppressions.listed(connection.execution_options(schema_translate_map={None: "later"}))


def apply_again(writing: Writing, again: Again) -> None:
    """Erase what was disposed of later, and take over the line of the log that proves it."""
    line = {
        **again.line,
        "version": 1,
        "approved_by": _actor(writing, again),
        "method": f"{again.line['method']}; applied again after a restore",
        "backups": "to be reached",
    }
    disposal = writing.insert(disposals, line)
    rows = [{"disposal_id": disposal, "kind": kind.value, "record_id": record} for kind, record in again.all]
    if rows:
        writing.connection.execute(insert(disposed_records), rows)
    backups.erase_in_copy(writing.connection, again.erase, writing.erase_all)
    disposing.note_anonymised(writing, [CaseId(one) for kind, one in again.erase if kind is Kind.IDENTIFYING])


def _actor(writing: Writing, again: Again) -> int:
    found = writing.connection.scalar(select(actors.c.id).where(actors.c.slot == again.slot))
    if found is not None:
        return int(found)
    added = writing.connection.execute(insert(actors), {"slot": again.slot, "name": again.person})
    return int(added.inserted_primary_key[0])  # type: ignore[index]


def settle_origin(writing: Writing, restored: Restored) -> None:
    """Keep in a restored register where it came from."""
    plain = {"of": restored.of.isoformat(), "earlier": restored.earlier, "taken": restored.taken}
    settings.settle(writing, _NAME, plain)


def origin(connection: Reading) -> Restored | None:
    """Where a restored register came from; None for one that is no restored one."""
    plain: dict[str, Any] | None = settings.value(connection, _NAME)
    if plain is None:
        return None
    return Restored(datetime.fromisoformat(plain["of"]), plain["earlier"], bool(plain["taken"]))


def is_looked_at(connection: Reading) -> bool:
    """Whether the register was restored and nobody has taken it yet: there may be another that is in use."""
    known = origin(connection)
    return known is not None and not known.taken
