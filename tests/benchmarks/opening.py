"""From the key in hand to Today on the screen, against opening the same file and asking the same bare.

The bare side runs the statements that the program was seen to run, with the same values.
"""

from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import figures
import registers
import windows
from sqlalchemy import event

from kmss_dpo import app as program
from kmss_dpo.keys.unlocking import Unlocked
from kmss_dpo.session import Session
from kmss_dpo.store import backups
from kmss_dpo.store.copying import FILE
from kmss_dpo.store.sqlcipher import connect
from kmss_dpo.support.clock import SystemClock
from kmss_dpo.support.settings import Settings

_TURNS = 9
Statement = tuple[str, Any]


def measure(folder: Path) -> list[figures.Figure]:
    """The work alone is held to the ratio; Today as it is used, to the time.

    Usable is when the rows of Today are painted and a key that was pressed then has been answered: with the
    counts, the panels and the reminder, which belong to the same moment.
    """
    _backed_up_today(folder)
    running = _program(folder)
    first = _painted(folder, running)
    asked = _statements(folder)
    work, bare = figures.alternate(lambda: _work(folder), lambda: _bare(folder, asked), _TURNS)
    painted, again = figures.alternate(
        lambda: _painted(folder, running), lambda: _bare(folder, asked), _TURNS
    )
    return [
        figures.against("unlock to Today read (register, session, overview)", work, bare, 2.0),
        figures.within("unlock to usable Today", painted, 0.6, again),
        figures.within("unlock to usable Today, the first time in a process", first, 0.6, again),
    ]


def _backed_up_today(folder: Path) -> None:
    """As at the second unlocking of a day: no backup is due."""
    (folder / backups.FOLDER / datetime.now(UTC).strftime(backups._STAMP)).mkdir(parents=True)


def _program(folder: Path) -> program.Program:
    """The program once the officer has typed: all that loads behind the entrance is there."""
    clock = SystemClock()
    app = windows.application()
    running = program.Program(
        app, Settings(folder.parent / "settings"), clock, lambda: program._make_unlocking(clock)
    )
    running.start()
    windows.wait_until(lambda: running.unlocking is not None)
    return running


def _statements(folder: Path) -> list[Statement]:
    """What is asked of the register for Today."""
    asked: list[Statement] = []
    with registers.session_on(folder) as session:

        def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
            if statement.startswith("SELECT"):
                asked.append((statement, values))

        event.listen(session.opened.register.reading_lane._engine, "before_cursor_execute", note)
        session.today.overview()
    return asked


def _work(folder: Path) -> float:
    unlocked = registers.unlock(folder)
    start = perf_counter()
    session = Session(registers.open_with(folder, unlocked), SystemClock())
    session.today.overview()
    took = perf_counter() - start
    session.close()
    return took


def _painted(folder: Path, running: program.Program) -> float:
    unlocked = registers.unlock(folder)
    start = perf_counter()
    running.work_on(registers.open_with(folder, unlocked))
    assert running.workplace
    window: Any = running.workplace.window
    page = window.page("today")
    windows.PaintAfter(page.overview_read, page._lists.due.viewport()).wait()
    windows.KeyAnswered(window).wait()
    took = perf_counter() - start
    locked: list[bool] = []
    running.lock(lambda: locked.append(True))
    windows.wait_until(lambda: bool(locked))
    return took


def _bare(folder: Path, asked: list[Statement]) -> float:
    raw = _raw(registers.unlock(folder))
    start = perf_counter()
    bare = connect(folder / FILE, raw)
    for statement, values in asked:
        bare.execute(statement, values).fetchall()
    took = perf_counter() - start
    bare.close()
    return took


def _raw(unlocked: Unlocked) -> bytearray:
    with unlocked.key as key:
        return key.copy_for_sqlcipher()
