"""Shows a list of 100,000 cases twice and prints what that took as JSON."""

import gc
import json
import os
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import registers
import windows
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import event

from kmss_dpo.domain.cases import Family
from kmss_dpo.session import Session
from kmss_dpo.store.sqlcipher import DriverConnection
from kmss_dpo.ui.cases.case_list import CaseListPane
from kmss_dpo.ui.cases.form_state.listing import ListChoice, Shown
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.theme import Scheme, Theme

_TURNS = 5
Statement = tuple[str, Any]


def main(folder: Path) -> None:
    """The first turn shows what the memory grows by; all are timed, ours and bare in turn."""
    theme = Theme(windows.application(), Scheme.LIGHT, 1.0)
    with registers.session_on(folder) as session, registers.bare_on(folder) as bare:
        runner = Runner()
        _Turn(session, runner).show(Shown.VOIDED)
        before = _memory()
        turn = _Turn(session, runner)
        times = [turn.show(Shown.ALL)]
        grown = _memory() - before
        bare_times = []
        for _ in range(_TURNS):
            times.append(_Turn(session, runner).show(Shown.ALL))
            bare_times.append((_ask(bare, turn.first), _ask(bare, turn.jump)))
    del theme
    said = {"rows": turn.pane.model.rowCount(), "grown": grown}
    said |= {"first": median(each[0] for each in times), "jump": median(each[1] for each in times)}
    said |= {
        f"bare_{name}": median(each[at] for each in bare_times) for at, name in enumerate(("first", "jump"))
    }
    sys.stdout.write(json.dumps(said))


class _Turn:
    """One list, shown in a window of its own, and what it asked the register for."""

    def __init__(self, session: Session, runner: Runner) -> None:
        self.pane = CaseListPane(Family.REQUESTS, session, runner, session.long_work)
        self.first: list[Statement] = []
        self.jump: list[Statement] = []
        self._lane = session.opened.register.reading_lane._engine

    def show(self, shown: Shown) -> tuple[float, float]:
        """Seconds to the first rows and from a jump to the last ones, both as painted."""
        pane, model = self.pane, self.pane.model
        pane.resize(420, 850)
        self._listen(self.first)
        start = perf_counter()
        pane.choose(ListChoice(Family.REQUESTS, shown=shown, sort="received"))
        pane.show()
        if shown is Shown.VOIDED:
            windows.PaintAfter(pane.listed).wait()
            return 0.0, 0.0
        windows.PaintAfter(model.dataChanged).wait()
        first = perf_counter() - start
        self._listen(self.jump)
        start = perf_counter()
        QTest.keyClick(pane.cards, Qt.Key.Key_End)
        windows.PaintAfter(model.dataChanged).wait()
        jump = perf_counter() - start
        event.remove(self._lane, "before_cursor_execute", self._note)
        pane.hide()
        return first, jump

    def _listen(self, into: list[Statement]) -> None:
        self._into = into
        if not event.contains(self._lane, "before_cursor_execute", self._note):
            event.listen(self._lane, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            self._into.append((statement, values))


def _ask(bare: DriverConnection, asked: list[Statement]) -> float:
    start = perf_counter()
    for statement, values in asked:
        bare.execute(statement, values).fetchall()
    return perf_counter() - start


def _memory() -> float:
    """Megabytes this process has in memory."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main(Path(sys.argv[1]))
