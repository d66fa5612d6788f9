"""The register locks in the middle of long work: at once, at a whole record, and the rest waits.

`LOCK_WORK` times as much is done where it is set; the figures are printed.
"""

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Event
from time import perf_counter
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kmss_dpo.app import Program
from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.correspondence import NewDocument
from kmss_dpo.domain.errors import NotHere
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.services import disposing
from kmss_dpo.session import Session
from kmss_dpo.store import backups
from kmss_dpo.ui.hands import click, is_there, type_into
from kmss_dpo.ui.kit.confirm import Decision
from kmss_dpo.ui.kit.long_work import LongWork
from kmss_dpo.ui.workplace import Workplace
from tests.conftest import PASSPHRASE
from tests.journeys.test_lock_over_every_dialog import AT_ONCE, is_locked
from tests.services.old_records import dealt_with, person
from tests.services.test_batches import ACKNOWLEDGEMENT, complain

TIMES = int(os.environ.get("LOCK_WORK", "1"))
CLOSED_WITHIN = 10.0
"""Seconds until file and key are gone, on a busy computer; with a free one it is some tenths."""


class Locking:
    """Locks when work is under way, and notes how long the window and the lock took."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program = program
        self._qtbot = qtbot
        self.troubles: list[str] = []
        program.runner.trouble.connect(lambda happened, _to_do: self.troubles.append(happened))

    @property
    def work(self) -> Workplace:
        assert self.program.workplace is not None
        return self.program.workplace

    def until(self, happened: Callable[[], Any]) -> None:
        self._qtbot.waitUntil(lambda: bool(happened()), timeout=15_000)

    def under_way(self, work: LongWork) -> None:
        """Wait until some of it is done, and more is to do."""
        self.until(lambda: (work._course.step or (0, 0))[0] > 0)
        assert work.running(), "there is nothing left to be stopped"

    def lock(self, what: str, *, answers: bool = True) -> None:
        """Lock now; the window is to answer at once, and the key to be gone in a moment.

        Then every answer that is on its way comes, and finds nobody.
        """
        session = self.work.session
        key = session.opened.unlocked.key.buffer
        began = perf_counter()
        self.work._locks.lock_requested.emit()
        stood_still = perf_counter() - began
        self.until(lambda: is_locked(session, key))
        closed = perf_counter() - began
        self.until(self.program.entrance.unlock._locking.isHidden)
        if answers:
            self.until(lambda: not self.program.runner._tasks)
        sys.stdout.write(
            f"\nlocked during {what}: the window stood still for {stood_still * 1000:.0f} ms, "
            f"the key was gone after {closed * 1000:.0f} ms\n"
        )
        assert stood_still < AT_ONCE
        assert closed < CLOSED_WITHIN
        assert self.troubles == []
        assert not self.program.entrance.unlock._error.text()

    def unlock(self) -> Workplace:
        self.until(lambda: is_there("Passphrase"))
        type_into("Passphrase", PASSPHRASE)
        click("Unlock")
        self.until(lambda: self.program.workplace is not None and is_there("Search"))
        return self.work


@pytest.fixture
def locking(program: Program, workplace: Workplace, qtbot: QtBot) -> Locking:
    made = Locking(program, qtbot)
    made.until(lambda: workplace.session.backups.last() is not None and not program.runner._tasks)
    return made


def heavy(session: Session, megabytes: int = 16) -> CaseId:
    """A case with files that take a while to be copied, compared and checked."""
    case = session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 11, 20), Channel.POST))
    for number in range(megabytes * TIMES // 4):
        content = os.urandom(4_000_000)
        session.casework.add_document(case, NewDocument(f"{number}.bin", "application/octet-stream", content))
    return case


def is_here(session: Session, case: CaseId) -> bool:
    try:
        return session.cases.case(case).id == case
    except NotHere:
        return False


def test_a_disposal_of_many_stops_at_a_whole_record_and_the_rest_is_listed_after_the_unlock(
    locking: Locking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disposing, "_FEW", 5)
    session, count = locking.work.session, 60 * TIMES
    cases = [dealt_with(session, person(session, f"Ann Number{number}")) for number in range(count)]
    page = locking.work.page("retention")
    locking.until(lambda: page.read() and len(page.ready.ready()) == count)
    page.ready.model.check(cases)
    asked = page.deciding.dispose()
    assert isinstance(asked, Decision)
    asked.accept()
    locking.under_way(page.deciding._disposing)
    locking.lock("a disposal")
    session = locking.unlock().session
    left = {each.case for each in session.retention.ready()}
    gone = {case for case in cases if not is_here(session, case)}
    assert 0 < len(gone) < count
    assert left == {*cases} - gone, "what was not reached is still on the list, whole"
    assert sum(each.records for each in session.retention.log()) == len(gone)
    for case in left:
        who = session.cases.case(case).details.subject
        assert who is not None
        assert session.contacts.contact(who).details.notes.endswith("prefers email.")
    page = locking.work.page("retention")
    locking.until(lambda: page.read() and len(page.ready.ready()) == len(left))


def test_a_lock_waits_for_no_work_on_files_that_can_not_be_broken_off(locking: Locking) -> None:
    for_nobody = Event()
    for _ in range(2):
        locking.program.files.submit(for_nobody.wait)
    try:
        locking.lock("two jobs that nobody can stop", answers=False)
    finally:
        for_nobody.set()


def test_a_backup_is_broken_off_and_nothing_of_it_is_left(locking: Locking, folder: Path) -> None:
    session = locking.work.session
    heavy(session)
    before = backups.kept(folder)
    lane = session.opened.register.long_lane
    job = session.long_work.submit(session.backups.make)
    locking.until(lambda: any((folder / "backups").glob("*")) and not lane._idle.is_set())
    assert not job.done()
    locking.lock("a backup")
    assert job.exception() is not None
    assert backups.kept(folder) == before
    session = locking.unlock().session
    locking.until(lambda: len(backups.kept(folder)) > len(before))


def test_a_disposal_behind_a_backup_does_not_hold_the_lock_up(locking: Locking) -> None:
    session = locking.work.session
    heavy(session)
    cases = [dealt_with(session, person(session, f"Ann Number{number}")) for number in range(30)]
    page = locking.work.page("retention")
    locking.until(lambda: page.read() and len(page.ready.ready()) == len(cases))
    for _ in range(3):
        session.long_work.submit(session.backups.make)
    page.ready.model.check(cases)
    page.deciding.dispose().accept()
    locking.until(page.deciding._disposing.running)
    locking.lock("a disposal that waits for a backup")
    session = locking.unlock().session
    assert len(session.retention.ready()) == len(cases), "nothing went before the backup was there"


def test_a_search_is_dropped(locking: Locking) -> None:
    session = locking.work.session
    with session.opened.register.writing("made"):
        for number in range(400 * TIMES):
            session.contacts.add(ContactDetails(f"Ann Number{number}", notes="prefers email " * 40))
    field = locking.work.window.search_field()
    field.setFocus()
    for typed in ("p", "pr", "pre", "prefers", "prefers e"):
        field.setText(typed)
        QApplication.processEvents()
    locking.lock("a search")
    assert len(locking.unlock().session.search.find("prefers")) > 0


def test_a_restore_and_a_rehearsal_leave_nothing_half_done(locking: Locking, folder: Path) -> None:
    session = locking.work.session
    heavy(session)
    session.long_work.submit(session.backups.make).result()
    [newest, *_] = session.restoring.look()
    into = session.restoring.suggested()
    stood: list[int] = []
    proceed = lambda done, _of: stood.append(done) or True  # noqa: E731 - a step is noted
    restoring = locking.program.files.submit(session.restoring.restore, newest, into, proceed)
    rehearsal = session.long_work.submit(session.rehearsing.rehearse)
    locking.until(lambda: stood)
    assert not restoring.done()
    locking.lock("a restore and a rehearsal")
    assert restoring.exception() is not None
    assert rehearsal.cancelled() or rehearsal.exception() is not None
    assert not into.exists()
    assert not list(folder.parent.glob("*restor*"))
    assert len(locking.unlock().session.backups.standing().__dict__) > 0


def test_checking_the_trail_stops_and_can_be_begun_anew(locking: Locking) -> None:
    session = locking.work.session
    case = heavy(session, 4)
    for number in range(300 * TIMES):
        session.casework.add_note(case, f"Note {number}")
    page = locking.work.page("trail")
    page.check()
    work = next(each for each in page.findChildren(LongWork) if each.running())
    locking.until(lambda: work._course.step is not None)
    locking.lock("the check of the trail")
    page = locking.unlock().page("trail")
    page.check()
    locking.until(lambda: not any(each.running() for each in page.findChildren(LongWork)))


def test_letters_to_many_are_filed_whole_or_not_at_all(locking: Locking) -> None:
    session, count = locking.work.session, 24 * TIMES
    session.settings.settle(Organisation(officer_name="Bo", officer_email="dpo@example.org"), Regulator())
    cases = [complain(session, f"Ann Number{number}") for number in range(count)]
    sheet = locking.work.letters.write_to(cases)
    locking.until(lambda: sheet._choices.template.findData(ACKNOWLEDGEMENT) >= 0)
    sheet._choices.template.setCurrentIndex(sheet._choices.template.findData(ACKNOWLEDGEMENT))
    locking.until(lambda: not sheet._work.running() and sheet.file_button.isEnabled())
    sheet._file()
    locking.under_way(sheet._work)
    locking.lock("the filing of letters")
    session = locking.unlock().session
    letters = [session.letters.of_case(case) for case in cases]
    filed = [each for each in letters if each]
    assert 0 < len(filed) < count
    for each in filed:
        (letter,) = each
        assert letter.document is not None
        assert letter.sent_on == session.day()


def test_files_that_are_added_to_a_case_are_whole_or_not_there(locking: Locking, tmp_path: Path) -> None:
    session, count = locking.work.session, 24 * TIMES
    case = session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 11, 20), Channel.EMAIL))
    files = []
    for number in range(count):
        files.append(tmp_path / f"{number}.eml")
        head = f"Date: Mon, 16 Nov 2026 10:00:00 +0000\r\nMessage-ID: <{number}@example.org>\r\n\r\n"
        files[-1].write_bytes(head.encode() + b"All of it. " * 100_000)
    adding = locking.program.files.submit(session.intake.add_to_case, case, files, lambda _done, _of: True)
    locking.until(lambda: session.casework.documents(case) or adding.done())
    assert not adding.done()
    locking.lock("the adding of files")
    kept = locking.unlock().session.casework.documents(case)
    assert 0 < len(kept) < count
    assert {each.size for each in kept} <= {each.stat().st_size for each in files}
