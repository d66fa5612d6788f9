"""Opens a full case again and again, then works all open cases out anew, and prints what it took as JSON."""

import json
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import registers
import windows
from PySide6.QtCore import QTimer
from sqlalchemy import event

from kmss_dpo.domain.cases import CaseFilter, CaseKind, Channel, Family
from kmss_dpo.domain.correspondence import Direction, NewCorrespondence, NewDocument
from kmss_dpo.domain.holidays import Nation
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.page import CasesPage
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.theme import Scheme, Theme
from kmss_dpo.ui.settings.holidays import HolidaysPanel

LINES, DOCUMENTS = 500, 200
TURNS = 15
Statement = tuple[str, Any]


def main(folder: Path) -> None:
    """Measure both in one process, as the program is one."""
    theme = Theme(windows.application(), Scheme.LIGHT, 1.0)
    with registers.session_on(folder) as session, registers.bare_on(folder) as bare:
        case = fill(session)
        asked = statements(session, lambda: read(session, case))
        times = [(timed(lambda: read(session, case)), timed(lambda: ask(bare, asked))) for _ in range(TURNS)]
        said: dict[str, Any] = {
            "read": median(each[0] for each in times),
            "bare": median(each[1] for each in times),
            "painted": painted(session, case),
        }
        said |= recomputed(session)
    del theme
    sys.stdout.write(json.dumps(said))


def fill(session: Session) -> CaseId:
    """One case with all that many letters to and fro leave on it."""
    case = CaseId(session.cases.ids(CaseFilter(kinds=frozenset({CaseKind.ACCESS})))[0])
    received = session.cases.case(case).details.received_on
    with session.opened.register.writing("filled"):
        for number in range(LINES // 2):
            on = min(received + timedelta(days=number % 20), date(2026, 11, 22))
            content = NewCorrespondence(
                Direction.RECEIVED, Channel.EMAIL, on, f"Message {number}", "Some words. " * 60
            )
            session.casework.log(case, content)
            session.casework.add_note(case, f"Note {number}: looked into it.")
        for number in range(DOCUMENTS):
            words = f"Paper {number}".encode() * 400
            session.casework.add_document(case, NewDocument(f"paper {number}.txt", "text/plain", words))
    return case


def read(session: Session, case: CaseId) -> None:
    """What the case screen reads: the case whole, its documents and its letters."""
    session.cases.case(case)
    session.casework.documents(case)
    session.letters.of_case(case)


def statements(session: Session, job: Callable[[], None]) -> list[Statement]:
    """What a job asks of the register."""
    asked: list[Statement] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, values))

    engine = session.opened.register.reading_lane._engine
    event.listen(engine, "before_cursor_execute", note)
    job()
    event.remove(engine, "before_cursor_execute", note)
    return asked


def ask(bare: Any, asked: list[Statement]) -> None:
    """The same questions on the bare connection."""
    for statement, values in asked:
        bare.execute(statement, values).fetchall()


def timed(job: Callable[[], None]) -> float:
    """Seconds."""
    start = perf_counter()
    job()
    return perf_counter() - start


def painted(session: Session, case: CaseId) -> float:
    """From asking for the case to its painted timeline, its rows in place; the list is there already."""
    page = shown(session)
    took = []
    other = CaseId(session.cases.ids(CaseFilter(kinds=frozenset({CaseKind.ACCESS})))[1])
    for _ in range(TURNS):
        start = perf_counter()
        page.detail.load(case)
        windows.PaintAfter(page.detail.loaded, page.detail.timeline.viewport()).wait()
        took.append(perf_counter() - start)
        page.detail.load(other)
        windows.PaintAfter(page.detail.loaded).wait()
    page.hide()
    page.deleteLater()
    return median(took)


def shown(session: Session) -> CasesPage:
    """The requests on the screen, a case beside them."""
    page = CasesPage(Family.REQUESTS, session, Runner(), session.long_work)
    page.resize(1360, 850)
    page.show()
    windows.PaintAfter(page.pane.listed).wait()
    windows.wait_until(lambda: page.detail.view is not None)
    return page


def recomputed(session: Session) -> dict[str, Any]:
    """The whole of it with a page in sight that hears of every change, then once more, cancelled half-way."""
    page = shown(session)
    page.show_record(Kind.CASE, page.detail.view.id if page.detail.view else 0)
    panel = HolidaysPanel(session, Runner(), session.long_work)
    panel.resize(600, 700)
    panel.show()
    heart, bridge = windows.Heart(), windows.Bridge()
    session.subscribe(bridge.tell)
    bridge.changed.connect(page.changes_made)
    windows.rest()
    ended: list[int] = []
    panel.recomputed.connect(ended.append)
    session.settings.settle(Organisation(nation=Nation.SCOTLAND), Regulator())
    heart.begin()
    start = perf_counter()
    panel.recompute()
    windows.wait_until(lambda: bool(ended), patience=600)
    took, longest = perf_counter() - start, heart.longest
    session.settings.settle(Organisation(nation=Nation.ENGLAND_AND_WALES), Regulator())
    panel.recompute()
    QTimer.singleShot(1000, panel.work.stop)
    windows.wait_until(panel.work.stopped)
    start = perf_counter()
    windows.wait_until(lambda: len(ended) > 1)
    return {
        "cases": len(session.cases.ids(CaseFilter())),
        "moved": ended[0],
        "recompute": took,
        "longest": longest,
        "stopped": perf_counter() - start,
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
