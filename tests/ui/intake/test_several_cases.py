"""A message that asks for several things, or that is known already, in the real dialog."""

from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.links import link_words
from kmss_dpo.session import Session
from kmss_dpo.ui.intake.form_state import Into
from kmss_dpo.ui.intake.messages import MessageQueue

from .test_message_dialog import (
    DATED,
    Read,
    Write,
    all_cases,
    choose,
    dialog_of,
    message,
    queue,
    read,
)

__all__ = ["message", "queue", "read"]


def test_each_thing_that_a_message_asks_for_is_ticked_and_opened_at_once(
    qtbot: QtBot,
    session: Session,
    queue: MessageQueue,
    read: Read,
    message: Write,
) -> None:
    form = read(message())
    choose(form, "kind", CaseKind.ERASURE)
    assert not form.ticks.boxes[CaseKind.ACCESS].isVisible()
    form.ticks.several.setChecked(True)
    assert not form.ticks.boxes[CaseKind.ERASURE].isVisible()
    assert not form.ticks.erase_last.isVisible()
    form.ticks.boxes[CaseKind.ACCESS].setChecked(True)
    form.ticks.boxes[CaseKind.COMPLAINT].setChecked(True)
    assert form.ticks.erase_last.isVisible()
    assert form.ticks.erase_last.isChecked()
    assert dialog_of(queue).decide_button.text().replace("&", "") == "Open 3 cases"
    with qtbot.waitSignal(queue.opened) as opened:
        dialog_of(queue).decide_button.click()
    assert opened.args is not None
    view = session.cases.case(opened.args[0])
    assert view.reference == "ERA-2026-0001"
    assert [link_words(link) for link in view.links] == [
        "same message as CMP-2026-0001",
        "waits for SAR-2026-0001",
    ]
    assert len(all_cases(session)) == 3


def test_a_subject_that_names_two_rights_has_both_ticked(read: Read, message: Write) -> None:
    form = read(message(DATED.format(subject="Subject access request and right to erasure")))
    assert form.state().kinds() == (CaseKind.ACCESS, CaseKind.ERASURE)
    assert form.ticks.several.isChecked()
    form.ticks.several.setChecked(False)
    assert form.state().kinds() == (CaseKind.ACCESS,)


def test_what_the_person_has_asked_before_is_said(
    qtbot: QtBot, session: Session, read: Read, message: Write
) -> None:
    chidi = session.contacts.add(ContactDetails("Chidi Okafor", emails=(Reach("chidi@example.org"),)))
    file = message()
    details = CaseDetails(
        CaseKind.ACCESS, session.day().replace(day=2), Channel.POST, chidi, chidi, "An earlier request"
    )
    session.cases.open_case(details)
    form = read(file)
    qtbot.waitUntil(form.known.isVisible)
    assert form.known.sentence() == "Earlier cases of this person: SAR-2026-0001."
    choose(form, "kind", CaseKind.ACCESS)
    assert form.known.sentence().startswith("SAR-2026-0001 of this person is open and asks for the same.")
    form.binder.put("into", Into.EXISTING)
    assert not form.known.isVisible()
    assert not form.ticks.isVisible()


def test_a_message_that_is_kept_already_says_where(
    session: Session, read: Read, message: Write, qtbot: QtBot, queue: MessageQueue
) -> None:
    form = read(message())
    choose(form, "kind", CaseKind.ACCESS)
    with qtbot.waitSignal(queue.opened):
        dialog_of(queue).decide_button.click()
    qtbot.waitUntil(lambda: queue.dialog is None)
    again = read(message())
    assert "This very message is kept already, on SAR-2026-0001." in again.kept.sentence()
    assert len(all_cases(session)) == 1
