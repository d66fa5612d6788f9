"""A real session, a real runner, and a page of cases on the screen."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Family
from kmss_dpo.domain.clock import ClockFacts
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.ids import CaseId, ContactId, Kind
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.page import CasesPage
from kmss_dpo.ui.kit.runner import Runner
from tests.windows import Telling

W = TypeVar("W", bound=QWidget)


def entries(menu: QMenu) -> Iterator[QAction]:
    """What a menu offers as it opens, and the menus in it; what is only looked at is left out."""
    menu.aboutToShow.emit()
    for action in menu.actions():
        inner = action.menu()
        if inner is None:
            yield action
        elif action.text() != "What if?":
            yield from (each for each in inner.actions() if each.menu() is None)


@dataclass
class Desk:
    """What an officer does with a page, in few words."""

    qtbot: QtBot
    session: Session
    runner: Runner
    files: Executor
    pages: list[CasesPage] = field(default_factory=list)

    def contact(self, name: str, email: str = "", safe_contact: str = "") -> ContactId:
        emails = (Reach(email),) if email else ()
        return self.session.contacts.add(ContactDetails(name, emails=emails, safe_contact=safe_contact))

    def case(
        self,
        received_on: date,
        kind: CaseKind = CaseKind.ACCESS,
        person: ContactId | None = None,
        facts: ClockFacts | None = None,
        summary: str = "",
    ) -> CaseId:
        details = CaseDetails(kind, received_on, Channel.EMAIL, person, person, summary)
        return self.session.cases.open_case(details, facts)

    def page(self, family: Family = Family.REQUESTS) -> CasesPage:
        """Put a page on the screen, told of changes, its list read."""
        page = CasesPage(family, self.session, self.runner, self.files)
        telling = Telling()
        telling.changed.connect(page.changes_made)
        self.session.subscribe(telling.tell)
        self.pages.append(page)
        page.resize(1200, 800)
        with self.qtbot.waitSignal(page.pane.listed):
            page.show()
        return page

    def opened(self, case: CaseId, family: Family = Family.REQUESTS) -> CasesPage:
        """A page that shows a case."""
        page = self.page(family)
        page.show_record(Kind.CASE, case)
        self.until(lambda: page.detail.view is not None and page.detail.view.id == case)
        return page

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition)

    def sheet(self, page: QWidget, kind: type[W]) -> W:
        """The one open sheet of a kind over a page."""
        self.until(lambda: any(each.isVisible() for each in page.findChildren(kind)))
        return next(each for each in page.findChildren(kind) if each.isVisible())

    def press(self, inside: QWidget, words: str) -> None:
        """Press the visible button with these words."""
        buttons = inside.findChildren(QPushButton)
        [found] = [each for each in buttons if each.text().replace("&", "") == words and each.isVisible()]
        found.click()

    def choose(self, page: CasesPage, words: str) -> None:
        """Choose an entry of the More menu of the case, or of the menu of the clock in it."""
        [entry] = [each for each in entries(page.detail.header.menu()) if each.text() == words]
        entry.trigger()

    def clock(self, page: CasesPage, *words: str) -> None:
        """Choose an entry of the clock's own menu, by way of the menu in it that leads there."""
        menu = page.detail.why.clock.menu()
        menu.aboutToShow.emit()
        for step in words[:-1]:
            [way] = [action for action in menu.actions() if action.text() == step]
            menu = way.menu()
        [entry] = [action for action in menu.actions() if action.text() == words[-1]]
        entry.trigger()


@pytest.fixture
def desk(qtbot: QtBot, session: Session, runner: Runner, files: Executor) -> Iterator[Desk]:
    made = Desk(qtbot, session, runner, files)
    yield made
    for page in made.pages:  # gone before the register is closed, as at a lock
        delete(page)
