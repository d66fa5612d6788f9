"""A retention page on a real register, told of changes as the window tells it."""

from collections.abc import Callable
from concurrent.futures import Executor
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.ids import CaseId, ContactId
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.retention.page import RetentionPage
from tests.windows import Telling


@pytest.fixture
def person(session: Session) -> Callable[[str], ContactId]:
    return lambda name: session.contacts.add(ContactDetails(name))


@pytest.fixture
def dealt_with(session: Session) -> Callable[[ContactId], CaseId]:
    """A demo request about a person that was dealt with on 19 November and so has run out."""

    def closed(who: ContactId) -> CaseId:
        details = CaseDetails(CaseKind.DEMO_ENQUIRY, date(2026, 11, 10), Channel.WEB_FORM, who, who)
        case = session.cases.open_case(details)
        session.cases.close(case, 1, Closing(Outcome.DEALT_WITH, date(2026, 11, 19)))
        return case

    return closed


@pytest.fixture
def shown(session: Session, runner: Runner, files: Executor, qtbot: QtBot) -> Callable[[int], RetentionPage]:
    """Shows the page and waits until so many records are listed."""

    def show(expected: int) -> RetentionPage:
        page = RetentionPage(session, runner, files)
        telling = Telling()
        telling.changed.connect(page.changes_made)
        session.subscribe(telling.tell)
        qtbot.addWidget(page)
        page.resize(1150, 760)
        page.show()
        qtbot.waitUntil(lambda: page.read() and len(page.ready.ready()) == expected)
        return page

    return show
