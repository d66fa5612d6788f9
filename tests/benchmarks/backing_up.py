"""A verified backup of a register of 500 MB, against copying its file and one integrity check of the copy."""

import os
import shutil
from pathlib import Path
from time import perf_counter

import figures
import registers

from kmss_dpo.session import Session
from kmss_dpo.store import backups
from kmss_dpo.store.copying import FILE
from kmss_dpo.store.lanes import Lane

_TURNS = 5
_PIECES, _ROWS = 350, 400_000
"""Documents of one megabyte, and as many short rows as make up the rest."""


def measure(scratch: Path) -> list[figures.Figure]:
    """Held to one and a half times the bare work; the same with the file's own, longer check is told."""
    folder = scratch / "backing-up"
    registers.make(folder)
    with registers.session_on(folder) as session:
        _fill(session)
        lane = session.opened.register.long_lane
        size = (folder / FILE).stat().st_size / 1_000_000
        ours, quick = figures.alternate(
            lambda: _ours(session), lambda: _bare(lane, folder, "quick_check(1)"), _TURNS
        )
        again, whole = figures.alternate(
            lambda: _ours(session), lambda: _bare(lane, folder, "integrity_check(1)"), 2
        )
    what = f"verified backup of {size:,.0f} MB"
    return [
        figures.against(f"{what} (against a copy and a quick check)", ours, quick, 1.5),
        figures.against(f"{what} (against a copy and an integrity check)", again, whole, 1.5),
    ]


def _fill(session: Session) -> None:
    with session.opened.register.writing_lane.transaction() as connection:
        connection.exec_driver_sql("CREATE TABLE ballast (id INTEGER PRIMARY KEY, content BLOB)")
        connection.exec_driver_sql("CREATE TABLE words (id INTEGER PRIMARY KEY, a TEXT, b TEXT)")
        connection.exec_driver_sql("CREATE INDEX words_a ON words (a)")
        for _ in range(_PIECES):
            connection.exec_driver_sql("INSERT INTO ballast (content) VALUES (?)", (os.urandom(1_000_000),))
        rows = [(str(at * 7919 % 1_000_003), "word " * 60) for at in range(_ROWS)]
        connection.exec_driver_sql("INSERT INTO words (a, b) VALUES (?, ?)", rows)
    session.opened.register.empty_log()


def _ours(session: Session) -> float:
    start = perf_counter()
    session.backups.make()
    took = perf_counter() - start
    for made in backups.kept(session.opened.register.folder):
        shutil.rmtree(made)
    return took


def _bare(lane: Lane, folder: Path, check: str) -> float:
    """Copied by the system, on disk, and checked by SQLite."""
    copy = folder.parent / "bare.kmss"
    start = perf_counter()
    shutil.copyfile(folder / FILE, copy)
    with copy.open("r+b") as file:
        os.fsync(file.fileno())
    with lane.outside_transactions() as bare:
        bare.execute("ATTACH DATABASE ? AS bare", (str(copy),))
        assert bare.execute(f"PRAGMA bare.{check}").fetchone()[0] == "ok"
        bare.execute("DETACH DATABASE bare")
    took = perf_counter() - start
    copy.unlink()
    return took
