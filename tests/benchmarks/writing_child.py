"""Types into a letter, then files 500 letters in one run, and prints what it took as JSON."""

import json
import sys
from datetime import timedelta
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any

import registers
import windows
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.clock import ClockFacts
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.theme import Scheme, Theme
from kmss_dpo.ui.letters.batch import BatchSheet, to_cases
from kmss_dpo.ui.letters.page import ComposerPage

LETTERS, KEYS = 500, 60
_CODE = "complaint_acknowledgement"


def main(folder: Path) -> None:
    """Measure both in one process, as the program is one."""
    theme = Theme(windows.application(), Scheme.LIGHT, 1.0)
    with registers.session_on(folder) as session:
        cases = fill(session)
        said: dict[str, Any] = {"letters": LETTERS, "refreshed": refreshed(session, cases[0])}
        said |= run(session, cases)
    del theme
    sys.stdout.write(json.dumps(said))


def fill(session: Session) -> list[CaseId]:
    """So many complaints, each of somebody with an address, all to be acknowledged."""
    session.settings.settle(Organisation(officer_name="Bo", officer_email="dpo@example.org"), Regulator())
    today = session.day()
    made = []
    with session.opened.register.writing("filled"):
        for number in range(LETTERS):
            reaches = (Reach(f"{number} Sample Street\nExampleton\nEX1 2AB"),)
            person = session.contacts.add(ContactDetails(f"Person {number}", addresses=reaches))
            day = today - timedelta(days=5)
            details = CaseDetails(CaseKind.COMPLAINT, day, Channel.POST, person, person, "A letter astray")
            facts = ClockFacts(next_update_on=today + timedelta(days=20))
            made.append(session.cases.open_case(details, facts))
    return made


def refreshed(session: Session, case: CaseId) -> float:
    """From a keystroke in a long letter to its pages drawn anew and shown, 95 of 100."""
    page = ComposerPage(session, Runner(), session.long_work)
    page.resize(1360, 850)
    page.show()
    page.compose(case, "complaint_outcome")
    windows.wait_until(lambda: page.isEnabled() and bool(page.preview.sheets().pdf))
    box = next(iter(page.column.parts._rows.values())).box
    took = []
    for number in range(KEYS):
        before = page.preview.sheets().pdf
        start = perf_counter()
        box.insertPlainText(chr(ord("a") + number % 26))
        windows.wait_until(lambda before=before: page.preview.sheets().pdf not in {b"", before})
        took.append(perf_counter() - start)
    page.hide()
    page.deleteLater()
    return quantiles(took, n=20)[-1]


def run(session: Session, cases: list[CaseId]) -> dict[str, float]:
    """All of them in one run through the sheet, with a heart that beats beside it."""
    window = QWidget()
    sheet = BatchSheet(window, session, Runner(window), session.long_work, to_cases(session, cases))
    sheet.show()
    windows.wait_until(lambda: sheet._choices.template.count() > 0)
    sheet._choices.template.setCurrentIndex(sheet._choices.template.findData(_CODE))
    windows.wait_until(sheet.file_button.isEnabled, patience=300)
    windows.rest()
    heart, begun = windows.Heart(), memory()
    half: list[int] = []

    def look() -> None:
        if not half and progress(sheet) >= LETTERS // 2:
            half.append(memory())

    heart.timeout.connect(look)
    heart.begin()
    start = perf_counter()
    sheet.file_button.click()
    windows.wait_until(lambda: len(sheet.report().filed) == LETTERS, patience=600)
    return {
        "took": perf_counter() - start,
        "longest": heart.longest,
        "halfway": (half or [begun])[0] - begun,
        "end": memory() - begun,
    }


def progress(sheet: BatchSheet) -> int:
    """How many letters are filed by now."""
    return sheet._progress._bar.value()


def memory() -> int:
    """What the process holds of the memory, in bytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096


if __name__ == "__main__":
    main(Path(sys.argv[1]))
