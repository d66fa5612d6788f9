"""What a rehearsed restore is asked: is it whole, does its trail hold, is everything in it that should be."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select

from kmss_dpo.domain.errors import Stopped, Trouble
from kmss_dpo.store import audit, backups
from kmss_dpo.store.copying import FILE, GoesOn
from kmss_dpo.store.lanes import Lane, Reading
from kmss_dpo.store.tables import PART_OF

_MAKE_ANOTHER = "Make a backup now and rehearse again."
_SLICE = 50_000
"""How many entries of the trail are checked in one go."""
_MISSING = """
SELECT count(*) FROM main.{table} AS now
WHERE now.id NOT IN (SELECT id FROM kept.{table})
AND now.id NOT IN (
    SELECT json_extract(lies.value, '$.id') FROM kept.binned AS bin, json_each(bin.rows, '$.records') AS lies
    WHERE json_extract(lies.value, '$.kind') = :kind)
AND EXISTS (SELECT 1 FROM kept.audit WHERE kind = :kind AND record_id = now.id AND commitment IS NOT NULL)
"""


def examine(lane: Lane, copy: Path, goes_on: GoesOn) -> int:
    """Check a restored copy as its officer would need it; how many records it has. Raises `Trouble`.

    Counts are compared by what its own trail says was saved in it: what the register still has, it has too.
    """
    backups.check(lane, copy / FILE)
    with _read(lane, copy / FILE) as there:
        _verify(there, goes_on)
        return sum(_read_kinds(there))


def _verify(there: Reading, goes_on: GoesOn) -> None:
    """Check its audit trail in slices, between which the rehearsal can be stopped."""
    at = audit.End(0, audit.START)
    while True:
        if not goes_on():
            raise Stopped
        part = audit.verify(there, at.id, at.chained, _SLICE)
        if part.broken_at is not None:
            raise Trouble("Its audit trail does not hold together.", _MAKE_ANOTHER)
        if part.entries < _SLICE:
            return
        at = part.end


@contextmanager
def _read(lane: Lane, file: Path) -> Iterator[Reading]:
    with backups.looked_into(lane, file), lane.transaction() as connection:
        yield connection.execution_options(schema_translate_map={None: "kept"})


def _read_kinds(there: Reading) -> Iterator[int]:
    """Read the newest record of each kind, and count what the kind has."""
    for table, (kind, column) in PART_OF.items():
        there.execute(select(table).order_by(table.c.id.desc()).limit(1)).first()
        if column != "id":
            continue
        missing = _MISSING.format(table=table.name).replace(":kind", "?")
        if there.exec_driver_sql(missing, (kind.value, kind.value)).scalar():
            raise Trouble(
                f"Records are missing in it that it had: {kind.value}.",
                "Make a backup now and rehearse again.",
            )
        yield there.exec_driver_sql(f"SELECT count(*) FROM kept.{table.name}").scalar() or 0  # noqa: S608
