"""The decision that a letter leaves: how, on which day, and with what care."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.ids import CaseId, ContactId
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.date_field import NO_DAY
from kmss_dpo.ui.letters.page import ComposerPage
from kmss_dpo.ui.letters.sending import SendDialog
from tests.ui.letters.composing import begin, fill_gaps, open_dialog, write


def test_a_day_to_come_is_refused_and_the_decision_stays(
    qtbot: QtBot, page: ComposerPage, case: CaseId
) -> None:
    begin(qtbot, page, case)
    fill_gaps(page)
    page.column.foot.file.click()
    dialog = page.findChild(SendDialog)
    assert dialog is not None
    dialog._form.row("on").field.set_day(date(2026, 11, 23))
    qtbot.mouseClick(dialog.decide_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert dialog.errors() == {"on": "The letter cannot have been sent on a day to come."}
    dialog._form.row("on").field.focusProxy().setText("soon")
    dialog.decide_button.click()
    assert dialog.errors() == {"on": NO_DAY}
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert page.isEnabled()
    assert not page.column.foot.filed()


@pytest.fixture
def hidden(session: Session) -> CaseId:
    """A complaint of somebody who must not be written to at home or by email, reads large print and Welsh."""
    session.settings.settle(Organisation(officer_name="Robin Hale"), Regulator())
    gwen = session.contacts.add(
        ContactDetails(
            "Gwen Onnen",
            addresses=(Reach("Refuge House\nEX9 9ZZ", safe=False), Reach("PO Box 7\nEX4 4AB")),
            emails=(Reach("gwen@example.org", safe=False),),
            safe_contact="Telephone first.",
            adjustments="Large print",
            language="Welsh",
        )
    )
    return session.cases.open_case(
        CaseDetails(CaseKind.COMPLAINT, date(2026, 11, 19), Channel.PHONE, gwen, gwen, "Nobody answered")
    )


def choose_way(dialog: SendDialog, channel: Channel | None) -> None:
    dialog._way.setCurrentIndex(dialog._way.findText(WORDS[channel]))


WORDS = {
    Channel.POST: "By post",
    Channel.EMAIL: "By email",
    Channel.IN_PERSON: "Handed over",
    None: "Not sent yet",
}


def test_cautions_adjustments_and_language_stand_in_the_composer_and_again_before_sending(
    qtbot: QtBot, page: ComposerPage, hidden: CaseId
) -> None:
    begin(qtbot, page, hidden)
    (line,) = page.column.care.lines()
    for said in ("Telephone first", "Refuge House", "Large print", "Welsh", "no Welsh wording"):
        assert said in line
    assert page.column.care.isVisible()
    fill_gaps(page)
    dialog = open_dialog(page)
    assert dialog.care.lines() == [f"{line.partition(' There is no Welsh')[0]} This letter is in English."]
    assert dialog.care.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_an_unsafe_way_is_taken_only_with_a_reason(
    qtbot: QtBot, page: ComposerPage, session: Session, hidden: CaseId
) -> None:
    begin(qtbot, page, hidden)
    fill_gaps(page)
    dialog = open_dialog(page)
    assert dialog.unsafe() == ""
    dialog._update.set_day(date(2026, 12, 4))
    choose_way(dialog, Channel.EMAIL)
    assert dialog.unsafe() == "Every email address of this person is marked unsafe to write to."
    dialog.decide_button.click()
    assert dialog.isVisible()
    assert "say why this one is safe now" in dialog.errors()["reason"]
    assert dialog.focusWidget() is dialog._reason
    qtbot.keyClicks(dialog._reason, "She rang and asked for it.")
    with qtbot.waitSignal(page.filed):
        qtbot.keyClick(dialog._reason, Qt.Key.Key_Return)
    (sent,) = [each for each in session.cases.case(hidden).timeline if "marked unsafe" in each.text]
    assert sent.text.endswith("because: She rang and asked for it.")


def test_the_promised_day_is_asked_for_with_the_sending_of_a_complaint_acknowledgement(
    qtbot: QtBot, page: ComposerPage, session: Session, hidden: CaseId
) -> None:
    begin(qtbot, page, hidden)
    write(page, "next_update", "You will hear from me again in two weeks.")
    fill_gaps(page)
    dialog = open_dialog(page)
    dialog.decide_button.click()
    assert dialog.errors().keys() == {"update_on"}
    dialog._update.set_day(date(2026, 12, 4))
    with qtbot.waitSignal(page.filed):
        dialog.decide_button.click()
    assert session.cases.case(hidden).facts.next_update_on == date(2026, 12, 4)


def test_the_safe_email_address_is_named_where_the_letter_goes_by_email(
    qtbot: QtBot, page: ComposerPage, session: Session, case: CaseId, person: ContactId
) -> None:
    known = session.contacts.contact(person)
    emails = (Reach("old@example.org", safe=False), Reach("sian@example.org"))
    session.contacts.change(person, known.version, replace(known.details, emails=emails))
    begin(qtbot, page, case)
    fill_gaps(page)
    dialog = open_dialog(page)
    choose_way(dialog, Channel.EMAIL)
    assert dialog._where.text() == "Send it to sian@example.org."
    choose_way(dialog, None)
    assert not dialog._where.isVisible()
    assert not dialog._proof.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
