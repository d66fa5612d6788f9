"""The letters of a case: what can be done with one that was filed."""

from datetime import date

from pytestqt.qtbot import QtBot

from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.ids import CaseId, LetterId
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.page import CasesPage
from kmss_dpo.ui.cases.tabs import Part
from kmss_dpo.ui.kit.table import CHIP_ROLE
from tests.services.writing_letters import filed_unsent

from .conftest import Desk


def filed(desk: Desk, session: Session) -> tuple[CaseId, LetterId, CasesPage]:
    session.settings.settle(Organisation(officer_name="Bo", officer_email="dpo@example.org"), Regulator())
    person = session.contacts.add(ContactDetails("Ann Ash", addresses=(Reach("3 Sample Street\nEX1 2AB"),)))
    case = desk.case(date(2026, 11, 12), person=person, summary="All")
    letter = filed_unsent(session, case)
    page = desk.opened(case)
    page.detail.tabs.turn_to(Part.LETTERS)
    desk.until(lambda: page.detail.letters.model.rowCount() == 1)
    return case, letter, page


def state(page: CasesPage, row: int) -> str:
    letters = page.detail.letters.model
    chip = letters.index(row, letters.columnCount() - 1).data(CHIP_ROLE)
    return chip.words if chip else ""


def test_a_filed_letter_is_written_anew_and_shown_as_superseded_once_that_is_filed(
    desk: Desk, qtbot: QtBot, session: Session
) -> None:
    _case, letter, page = filed(desk, session)
    with qtbot.waitSignal(page.resume_letter_requested) as wish:
        desk.press(page.detail.letters, "Write it anew…")
    anew = session.letters.resume(LetterId(wish.args[0]))
    assert anew.draft.supersedes == letter
    session.letters.file(anew.id, anew.draft, None)
    desk.until(lambda: [state(page, row) for row in range(2)] == ["Not sent yet", "Superseded"])


def test_an_email_draft_is_a_wish_to_the_window_for_filed_letters_only(
    desk: Desk, qtbot: QtBot, session: Session
) -> None:
    case, letter, page = filed(desk, session)
    with qtbot.waitSignal(page.email_requested) as wish:
        desk.press(page.detail.letters, "Email draft…")
    assert wish.args == [letter]
    draft = session.letters.start(case, "request_acknowledgement").id
    desk.until(lambda: page.detail.letters.model.rowCount() == 2)
    page.detail.letters.table.choose(draft)
    assert not page.detail.letters._email.isEnabled()
    assert not page.detail.letters._anew.isEnabled()
