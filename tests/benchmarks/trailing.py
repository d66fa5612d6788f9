"""A million entries of the audit trail: checked one by one, and paged through as the table does."""

from hashlib import sha256
from itertools import islice
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import figures
import registers

from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.trail import TrailFilter
from kmss_dpo.services.proceeding import to_the_end
from kmss_dpo.services.soundness import chain_to
from kmss_dpo.session import Session
from kmss_dpo.store import audit
from kmss_dpo.store.sqlcipher import DriverConnection

ENTRIES = 1_000_000
_A_SECOND = 150_000
_TURNS = 3
_PAGES = 200
_COLUMNS = "id, at, actor_id, action, kind, record_id, commitment, chained"
_INSERT = f"INSERT INTO audit ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


def measure(scratch: Path) -> list[figures.Figure]:
    """The check against reading and hashing the same rows bare; a page against the bare rows."""
    folder = scratch / "trail"
    registers.make(folder)
    with registers.bare_on(folder) as bare:
        fill(bare)
    with registers.session_on(folder) as session, registers.bare_on(folder) as bare:
        whole = [(figures.seconds(lambda: _checked(session)), _hashed(bare)) for _ in range(_TURNS)]
        ours, baseline = min(each[0] for each in whole), min(each[1] for each in whole)
        page, bare_page = figures.alternate(lambda: _paged(session), lambda: _bare_pages(bare), 5)
        wanted = TrailFilter(kind=Kind.CASE, action="read")
        return [
            figures.against(f"check {ENTRIES:,} audit entries", ours, baseline, 2.5),
            figures.within("the same, at 150,000 a second at least", ours, ENTRIES / _A_SECOND),
            figures.Figure(
                "the same: entries a second", f"{ENTRIES / ours:,.0f}", f"{ENTRIES / baseline:,.0f}"
            ),
            figures.within("the trail's numbers, all of them", _time(session, TrailFilter()), 0.05),
            figures.told("the same, narrowed to the cases read", _time(session, wanted)),
            figures.within("100 entries anywhere in the trail, with names", page, 0.01, bare_page),
        ]


def fill(bare: DriverConnection) -> None:
    """A chain as long as that, behind what a new register has."""
    number, before = bare.execute("SELECT id, chained FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    bare.execute("BEGIN IMMEDIATE")
    entries = _entries(number, before)
    while part := list(islice(entries, 10_000)):
        bare.executemany(_INSERT, part)
    bare.execute("COMMIT")
    bare.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _entries(number: int, before: bytes) -> Any:
    for turn in range(ENTRIES):
        number += 1
        action, kind = ("case changed", "case") if turn % 3 else ("read", "contact")
        at = f"2026-11-22T{turn // 3600 % 24:02}:{turn // 60 % 60:02}:{turn % 60:02}.000+00:00"
        entry = audit.Entry(at, 1, action, kind, turn % 5000 + 1, sha256(b"%d" % turn).digest())
        before = audit.chained(before, number, entry)
        yield number, at, 1, action, kind, entry.record, entry.commitment, before


def _checked(session: Session) -> None:
    found = chain_to(session.opened.register, 1 << 62, to_the_end)
    if found.broken_at is not None or found.end.id < ENTRIES:
        raise AssertionError(found)


def _hashed(bare: DriverConnection) -> float:
    """Seconds for the least that any check has to do: each row read, and one hash made of it."""
    start, after, before = perf_counter(), 0, bytes(32)
    while rows := bare.execute(
        f"SELECT {_COLUMNS} FROM audit WHERE id > ? ORDER BY id LIMIT 2000",
        (after,),
    ).fetchall():
        for row in rows:
            before = sha256(before + row[6] if row[6] else before).digest()
        after = rows[-1][0]
    return perf_counter() - start


def _time(session: Session, wanted: TrailFilter) -> float:
    return min(figures.seconds(lambda: session.trail.ids(wanted)) for _ in range(_TURNS))


def _paged(session: Session) -> float:
    chance = Random(5)
    start = perf_counter()
    for _ in range(_PAGES):
        first = chance.randrange(1, ENTRIES - 100)
        session.trail.rows(range(first + 99, first - 1, -1))
    return (perf_counter() - start) / _PAGES


def _bare_pages(bare: DriverConnection) -> float:
    chance = Random(5)
    start = perf_counter()
    for _ in range(_PAGES):
        first = chance.randrange(1, ENTRIES - 100)
        bare.execute(
            f"SELECT {_COLUMNS}, name FROM audit JOIN actors ON actors.id = actor_id "
            "WHERE audit.id BETWEEN ? AND ?".replace("SELECT id", "SELECT audit.id"),
            (first, first + 99),
        ).fetchall()
    return (perf_counter() - start) / _PAGES
