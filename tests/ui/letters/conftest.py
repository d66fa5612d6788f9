"""A case to write on, and the composer over a real session with a real runner and threads."""

from collections.abc import Iterator
from concurrent.futures import Executor
from datetime import date

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.ids import CaseId, ContactId
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.letters.page import ComposerPage
from kmss_dpo.ui.letters.wordings.desk import WordingDesk
from kmss_dpo.ui.letters.wordings.sheet import WordingSheet
from tests.ui.letters.rewording import sheet_of


@pytest.fixture
def person(session: Session) -> ContactId:
    session.settings.settle(
        Organisation(officer_name="Robin Hale", officer_email="dpo@kmss.example"), Regulator()
    )
    return session.contacts.add(
        ContactDetails("Siân Prydderch", addresses=(Reach("Tŷ Gwyn\nHeol y Bont\nLlanfair\nEX4 4AB"),))
    )


@pytest.fixture
def case(session: Session, person: ContactId) -> CaseId:
    """An access request of somebody who asked for a demonstration before; it is two days over."""
    session.cases.open_case(
        CaseDetails(CaseKind.DEMO_ENQUIRY, date(2026, 5, 3), Channel.WEB_FORM, person, person)
    )
    return session.cases.open_case(
        CaseDetails(CaseKind.ACCESS, date(2026, 10, 20), Channel.POST, person, person, "A copy of everything")
    )


class Heard:
    """The runner and the troubles that it had to announce."""

    def __init__(self, runner: Runner) -> None:
        self.runner = runner
        self.troubles: list[str] = []
        runner.trouble.connect(lambda happened, _: self.troubles.append(happened))


@pytest.fixture
def heard(runner: Runner) -> Heard:
    return Heard(runner)


@pytest.fixture
def troubles(heard: Heard) -> list[str]:
    """What was said to have gone wrong."""
    return heard.troubles


@pytest.fixture
def page(session: Session, heard: Heard, files: Executor) -> Iterator[ComposerPage]:
    made = ComposerPage(session, heard.runner, files)
    made.resize(1360, 850)
    made.show()
    yield made
    if isValid(made):  # its window may have taken it along
        made.preview.clear()
        made.close()
        made.deleteLater()


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.resize(1360, 850)
    made.show()
    return made


@pytest.fixture
def desk(session: Session, runner: Runner, files: Executor, window: QMainWindow) -> Iterator[WordingDesk]:
    made = WordingDesk(session, runner, files, window)
    yield made
    for sheet in window.findChildren(WordingSheet):
        sheet.sample.preview.clear()
        sheet.done(0)


@pytest.fixture
def sheet(qtbot: QtBot, desk: WordingDesk, window: QMainWindow) -> WordingSheet:
    return sheet_of(qtbot, desk, window)
