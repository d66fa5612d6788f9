"""Dates that moved behind a lock or overnight are worked out without anybody asking for it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseFilter, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.clock import ClockFacts, Extension, ExtensionGround
from kmss_dpo.domain.holidays import Nation
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.domain.retention import RecordClass
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.ui.workplace import Workplace
from tests.conftest import PASSPHRASE, Wristwatch
from tests.services.test_schedule import approve, propose

ENQUIRY = CaseDetails(CaseKind.DEMO_ENQUIRY, date(2026, 11, 10), Channel.WEB_FORM)


@pytest.fixture
def cut_off(folder: Path, unlocking: Unlocking, clock: Wristwatch) -> None:
    """Sixty cases, of which a change of nation had moved a part when the register was locked."""
    session = Session(unlocking.with_passphrase(folder, bytearray(PASSPHRASE.encode())), clock)
    with session.opened.register.writing("filled"):
        for _ in range(60):
            session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 10, 30), Channel.POST))
    session.cases.catch_up()
    session.settings.settle(Organisation(nation=Nation.SCOTLAND), Regulator())
    assert 0 < session.cases.recompute(lambda _done, _of: False) < 60
    session.close()


@pytest.mark.usefixtures("cut_off")
def test_after_the_unlock_every_case_has_the_dates_of_the_nation_in_force(
    workplace: Workplace, qtbot: QtBot
) -> None:
    cases = workplace.session.cases

    def listed() -> set[date | None]:
        return {row.due_on for row in cases.rows(cases.ids(CaseFilter()))}

    qtbot.waitUntil(lambda: listed() == {date(2026, 12, 1)})
    whole = {cases.case(CaseId(case)).deadline.due_on for case in cases.ids(CaseFilter())}
    assert whole == {date(2026, 12, 1)}


def test_on_a_new_day_an_extension_that_nobody_was_told_of_is_over(
    workplace: Workplace, clock: Wristwatch, qtbot: QtBot
) -> None:
    cases = workplace.session.cases
    untold = Extension(None, ExtensionGround.NUMBER, "Forty requests at once.")
    details = CaseDetails(CaseKind.ACCESS, date(2026, 10, 22), Channel.POST)
    case = cases.open_case(details, ClockFacts(extension=untold))

    def due() -> date | None:
        return cases.rows([case])[0].due_on

    workplace._morning.look()
    assert due() == date(2027, 1, 22)
    clock.moment += timedelta(days=2)
    workplace._morning.look()
    qtbot.waitUntil(lambda: due() == date(2026, 11, 23))


@pytest.fixture
def approved_and_cut_off(folder: Path, unlocking: Unlocking, clock: Wristwatch) -> None:
    """Sixty enquiries, of which a longer period had moved a part when the register was locked."""
    session = Session(unlocking.with_passphrase(folder, bytearray(PASSPHRASE.encode())), clock)
    with session.opened.register.writing("filled"):
        for _ in range(60):
            case = session.cases.open_case(ENQUIRY)
            session.cases.close(case, 1, Closing(Outcome.DEALT_WITH, date(2026, 11, 19)))
    propose(session, RecordClass.ENQUIRY, months=1)
    approve(session)
    session.schedule.work_out()
    propose(session, RecordClass.ENQUIRY, months=2, reason="Another tribunal asked for more.")
    approve(session)
    assert 0 < session.schedule.work_out(lambda _done, _of: False) < 60
    session.close()


@pytest.mark.usefixtures("approved_and_cut_off")
def test_after_the_unlock_every_case_runs_out_by_the_schedule_that_was_approved(
    workplace: Workplace, clock: Wristwatch, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: not workplace.session.schedule.whole().owed)
    clock.moment += timedelta(days=45)
    assert workplace.session.retention.ready() == []
