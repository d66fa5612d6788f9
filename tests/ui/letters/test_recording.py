"""Recording from the case that a letter filed earlier has left."""

from concurrent.futures import Executor
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import Family
from kmss_dpo.domain.ids import CaseId, Kind, LetterId
from kmss_dpo.domain.letters import edit_text, gaps
from kmss_dpo.domain.ways import Doing
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.page import CasesPage
from kmss_dpo.ui.letters.recording import Recording
from kmss_dpo.ui.letters.sending import SendDialog
from tests.ui.letters.conftest import Heard

TODAY = date(2026, 11, 22)


@pytest.fixture
def letter(session: Session, case: CaseId) -> LetterId:
    """A proof of identity letter that was filed and has not left."""
    opened = session.letters.start(case, "proof_of_identity")
    draft = opened.draft
    for block in draft.blocks:
        text = block.text
        for gap in gaps([text]):
            text = text.replace(f"«{gap}»", "as set out")
        draft = edit_text(draft, block.key, text)
    session.letters.file(opened.id, draft, None)
    return opened.id


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1360, 850)
    made.show()
    return made


def dialog_of(qtbot: QtBot, window: QWidget) -> SendDialog:
    qtbot.waitUntil(lambda: bool(window.findChildren(SendDialog)))
    (dialog,) = window.findChildren(SendDialog)
    return dialog


def test_the_day_the_way_and_the_proof_are_recorded_by_keyboard(
    qtbot: QtBot, session: Session, heard: Heard, window: QWidget, case: CaseId, letter: LetterId
) -> None:
    assert session.letters.sending.next_to_leave(case) == letter
    recording = Recording(session, heard.runner, window)
    recording.ask_next(case)
    dialog = dialog_of(qtbot, window)
    assert [dialog._way.itemText(at) for at in range(dialog._way.count())] == [
        "By post",
        "By email",
        "Handed over",
    ]
    assert QApplication.focusWidget() is dialog._way
    dialog._day.set_day(date(2026, 11, 20))
    dialog._proof.setFocus()
    qtbot.keyClicks(dialog._proof, "AB 12 GB")
    with qtbot.waitSignal(recording.told) as told:
        qtbot.keyClick(dialog._proof, Qt.Key.Key_Return)
    assert told.args == ["Recorded: sent on Fri 20 Nov 2026."]
    assert session.letters.of_case(case)[0].sent_on == date(2026, 11, 20)
    facts = session.cases.case(case).facts
    assert facts.identity is not None
    assert facts.identity.asked_on == date(2026, 11, 20)


def test_a_double_click_asks_once_and_escape_lets_it_ask_again(
    qtbot: QtBot, session: Session, heard: Heard, window: QWidget, case: CaseId, letter: LetterId
) -> None:
    recording = Recording(session, heard.runner, window)
    for _ in range(2):
        recording.ask_next(case)
        recording.ask_next(case)
        dialog = dialog_of(qtbot, window)
        qtbot.waitUntil(lambda: not heard.runner._tasks)
        assert dialog_of(qtbot, window) is dialog
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not window.findChildren(SendDialog))
    assert session.letters.sending.next_to_leave(case) == letter


def test_escape_records_nothing(
    qtbot: QtBot, session: Session, heard: Heard, window: QWidget, case: CaseId, letter: LetterId
) -> None:
    Recording(session, heard.runner, window).ask(letter)
    qtbot.keyClick(dialog_of(qtbot, window), Qt.Key.Key_Escape)
    assert session.letters.of_case(case)[0].unsent


def test_what_is_recorded_already_is_said(
    qtbot: QtBot, session: Session, heard: Heard, window: QWidget, case: CaseId
) -> None:
    Recording(session, heard.runner, window).ask_next(case)
    qtbot.waitUntil(lambda: bool(heard.troubles))
    assert heard.troubles == ["Every letter that was filed on this case is recorded as sent."]


@pytest.fixture
def page(
    qtbot: QtBot, session: Session, heard: Heard, files: Executor, case: CaseId, letter: LetterId
) -> CasesPage:
    """The case with its filed letter, and a draft begun after it."""
    assert session.letters.start(case, "request_acknowledgement").id > letter
    made = CasesPage(Family.REQUESTS, session, heard.runner, files)
    qtbot.addWidget(made)
    made.resize(1360, 850)
    made.show()
    made.show_record(Kind.CASE, case)
    qtbot.waitUntil(lambda: made.detail.view is not None and made.detail.letters.table.chosen() is not None)
    return made


def test_the_letters_tab_offers_to_record_what_has_not_left_and_nothing_else(
    qtbot: QtBot, page: CasesPage, letter: LetterId
) -> None:
    tab = page.detail.letters
    assert tab.table.chosen() != letter
    assert not tab._sent.isEnabled()
    tab.table.choose(letter)
    assert tab._sent.isEnabled()
    with qtbot.waitSignal(page.sending_requested) as asked:
        tab._sent.click()
    assert asked.args == [letter]


def test_the_next_step_of_a_case_records_the_sending(qtbot: QtBot, page: CasesPage, case: CaseId) -> None:
    assert page.detail.view is not None
    assert page.detail.view.next_step.doing is Doing.RECORD_SENT
    with qtbot.waitSignal(page.next_sending_requested) as asked:
        page.detail.why._button.click()
    assert asked.args == [case]
