"""What a restored register takes over from the one before it, whatever else it goes without.

What was disposed of stays counted, and no number that was given since is given again: it stands in somebody's
letter, or in a backup that another record must not meet. Who objected is in `suppressions.take_over`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Row, insert, select

from kmss_dpo.store import backups, cases, schema
from kmss_dpo.store.lanes import Lane, Reading
from kmss_dpo.store.tables import PART_OF, case_statistics, reference_counters
from kmss_dpo.store.writing import Writing

_STATISTICS = [column for column in case_statistics.c if column.name != "id"]
_NUMBERED = [table.name for table, (_, column) in PART_OF.items() if column == "id"]


@dataclass(frozen=True)
class TakenOver:
    """What was found in the register or a newer backup."""

    statistics: Sequence[Row[Any]]
    references: Sequence[Row[Any]]
    numbers: Mapping[str, int]


def found_in(lane: Lane, source: Path) -> TakenOver | None:
    """What there is to take over in a file; None in one of an older version."""
    with backups.looked_into(lane, source) as bare:
        if bare.execute("SELECT version_num FROM kept.alembic_version").fetchone()[0] != schema.NEWEST:
            return None
        with lane.transaction() as connection:
            there = connection.execution_options(schema_translate_map={None: "kept"})
            return TakenOver(
                statistics=_counted(there),
                references=there.execute(select(reference_counters)).all(),
                numbers={name: schema.highest_id(there, name) for name in _NUMBERED},
            )


def take_over(writing: Writing, found: TakenOver) -> None:
    """Add what the restored register lacks of it; nothing of its own goes."""
    lacking = Counter(map(tuple, found.statistics)) - Counter(map(tuple, _counted(writing.connection)))
    names = [column.name for column in _STATISTICS]
    rows = [dict(zip(names, row, strict=True)) for row in lacking.elements()]
    if rows:
        writing.connection.execute(insert(case_statistics), rows)
    for row in found.references:
        cases.go_on_from(writing.connection, row.prefix, row.year, row.last)
    for name, number in found.numbers.items():
        schema.go_on_from(writing.connection, name, number)


def _counted(connection: Reading) -> Sequence[Row[Any]]:
    return connection.execute(select(*_STATISTICS).order_by(case_statistics.c.id)).all()
