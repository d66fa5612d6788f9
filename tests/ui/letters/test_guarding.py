"""What is of another case is shown while one types, stops filing, and can be said to be meant."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.letters import Lawful
from kmss_dpo.session import Session
from kmss_dpo.ui.letters.foot import After
from kmss_dpo.ui.letters.meaning import MeaningDialog
from kmss_dpo.ui.letters.page import ComposerPage
from kmss_dpo.ui.letters.sending import SendDialog
from tests.ui.letters.composing import TODAY, begin, fill_gaps, take, write

STRANGE = "“Bo Birch” is a name from SAR-2026-0002, not from this case."


@pytest.fixture
def other(session: Session, case: CaseId) -> CaseId:
    """The case of somebody else, SAR-2026-0002."""
    bo = session.contacts.add(ContactDetails("Bo Birch", addresses=(Reach("3 Mill Lane\nExeter\nEX4 4ZZ"),)))
    opened = session.cases.open_case(CaseDetails(CaseKind.ACCESS, TODAY, Channel.POST, bo, bo))
    assert opened != case
    return opened


def found(page: ComposerPage) -> list[str]:
    return page.column.lacking.sentences()


def lines(page: ComposerPage) -> QListWidget:
    (shown,) = page.column.lacking.findChildren(QListWidget)
    return shown


def type_name(qtbot: QtBot, page: ComposerPage, case: CaseId) -> None:
    """A whole letter in which somebody else is named."""
    begin(qtbot, page, case)
    fill_gaps(page)
    write(page, "contact", "Ask Bo Birch.")
    qtbot.waitUntil(lambda: STRANGE in found(page))


def say(page: ComposerPage, why: Lawful | None, reason: str) -> MeaningDialog:
    page.column.lacking.meant.click()
    (dialog,) = [each for each in page.findChildren(MeaningDialog) if each.isVisible()]
    dialog._form.row("why").field.setCurrentIndex(dialog._form.row("why").field.findData(why))
    dialog._form.row("reason").field.setText(reason)
    dialog.decide_button.click()
    return dialog


@pytest.mark.usefixtures("other")
def test_what_is_of_another_case_is_shown_while_one_types_and_leads_there(
    qtbot: QtBot, page: ComposerPage, case: CaseId
) -> None:
    begin(qtbot, page, case)
    assert page.column.lacking.meant.isHidden()
    type_name(qtbot, page, case)
    assert page.column.lacking.meant.isVisible()
    assert lines(page).item(0).text() == STRANGE, "the gravest comes first"
    qtbot.mouseClick(
        lines(page).viewport(),
        Qt.MouseButton.LeftButton,
        pos=lines(page).visualItemRect(lines(page).item(0)).center(),
    )
    assert QApplication.focusWidget() is page.column.parts.row("contact").box
    page.column.foot.file.click()
    assert not [each for each in page.findChildren(SendDialog) if each.isVisible()], "filing waits"
    write(page, "contact", "Ask me.")
    qtbot.waitUntil(lambda: STRANGE not in found(page))
    assert page.column.lacking.meant.isHidden()


@pytest.mark.usefixtures("other")
def test_what_is_meant_is_filed_with_its_reason_on_the_case(
    qtbot: QtBot, page: ComposerPage, session: Session, case: CaseId
) -> None:
    type_name(qtbot, page, case)
    dialog = say(page, None, "")
    assert dialog.errors() == {"why": "Choose why it may stand in the letter."}
    dialog.reject()
    dialog = say(page, Lawful.COLLEAGUE, " ")
    assert set(dialog.errors()) == {"reason"}
    dialog.reject()
    say(page, Lawful.COLLEAGUE, "Takes the calls.")
    qtbot.waitUntil(lambda: f"{STRANGE} It is meant: a colleague." in found(page))
    say(page, None, "")
    qtbot.waitUntil(lambda: STRANGE in found(page))
    say(page, Lawful.COLLEAGUE, "Takes the calls.")
    with qtbot.waitSignal(page.filed):
        take(qtbot, page, After.NOTHING)
    kept = [each.text for each in session.cases.case(case).timeline if "Takes the calls." in each.text]
    assert len(kept) == 1
    assert "Birch" not in kept[0]


def test_filing_decides_anew_and_its_error_names_nobody(
    qtbot: QtBot, page: ComposerPage, session: Session, case: CaseId
) -> None:
    begin(qtbot, page, case)
    fill_gaps(page)
    write(page, "contact", "Ask Bo Birch.")
    qtbot.wait(600)
    session.contacts.add(ContactDetails("Bo Birch"))
    take(qtbot, page, After.NOTHING)
    qtbot.waitUntil(lambda: "A name from the contacts stands in it." in page.column.foot.notice.sentence())
    assert "Birch" not in page.column.foot.notice.sentence()
    qtbot.waitUntil(lambda: "“Bo Birch” is a name from the contacts, not from this case." in found(page))
    assert session.letters.of_case(case)[0].filed_at is None


@pytest.mark.usefixtures("other")
def test_the_line_one_is_at_is_the_one_that_is_meant(qtbot: QtBot, page: ComposerPage, case: CaseId) -> None:
    type_name(qtbot, page, case)
    write(page, "contact", "Ask Bo Birch of SAR-2026-0002.")
    second = "“SAR-2026-0002” is the case of somebody else."
    qtbot.waitUntil(lambda: second in found(page))
    lines(page).setCurrentRow(found(page).index(second))
    say(page, Lawful.SOMETHING_ELSE, "An order number.")
    qtbot.waitUntil(lambda: any(each.startswith(f"{second} It is meant") for each in found(page)))
    assert STRANGE in found(page)


@pytest.mark.usefixtures("other")
def test_nothing_is_looked_up_once_the_letter_is_let_go(
    qtbot: QtBot, page: ComposerPage, case: CaseId
) -> None:
    type_name(qtbot, page, case)
    write(page, "contact", "Ask Bo Birch, 3 Mill Lane, Exeter, EX4 4ZZ.")
    page._writing._guarding._ask()
    with qtbot.waitSignal(page.closed):
        page.column.foot.close_button.click()
    qtbot.wait(600)
    assert STRANGE in found(page), "as it stood when the letter was closed"
