"""A Today page on a real register, and a runner that reports what went wrong."""

from collections.abc import Callable
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.clock import ClockFacts
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.today.page import TodayPage

OpenCase = Callable[..., CaseId]


@pytest.fixture
def open_case(session: Session) -> OpenCase:
    """Opens a case about a new person: kind, day of receipt, name, facts of the clock."""

    def opened(
        kind: CaseKind, on: date, name: str, facts: ClockFacts | None = None, customer: str = ""
    ) -> CaseId:
        who = session.contacts.add(ContactDetails(name))
        return session.cases.open_case(
            CaseDetails(kind, on, Channel.EMAIL, who, who, for_customer=customer), facts
        )

    return opened


@pytest.fixture
def dealt_with(session: Session, open_case: OpenCase) -> Callable[[str], CaseId]:
    """A demo request that was dealt with and so has run out."""

    def closed(name: str) -> CaseId:
        case = open_case(CaseKind.DEMO_ENQUIRY, date(2026, 11, 10), name)
        session.cases.close(case, 1, Closing(Outcome.DEALT_WITH, date(2026, 11, 19)))
        return case

    return closed


@pytest.fixture
def shown(session: Session, runner: Runner, qtbot: QtBot) -> Callable[[], TodayPage]:
    """Shows the page and waits until it has read the register and checked it."""

    def show() -> TodayPage:
        page = TodayPage(session, runner)
        qtbot.addWidget(page)
        page.resize(1150, 760)
        page.show()
        qtbot.waitUntil(lambda: page.overview() is not None and page.health() is not None)
        return page

    return show
