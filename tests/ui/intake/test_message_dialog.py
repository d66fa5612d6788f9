"""From message files to cases through the real dialogs, the real register and real threads."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseFilter, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails, ContactFilter, Reach
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.session import Session
from kmss_dpo.ui.intake.case_form import CaseForm
from kmss_dpo.ui.intake.form_state import Into, Who
from kmss_dpo.ui.intake.message_dialog import MessageDialog
from kmss_dpo.ui.intake.messages import MessageQueue
from kmss_dpo.ui.kit.runner import Runner

Read = Callable[..., CaseForm]
Write = Callable[..., Path]

DATED = (
    "Received: from mx.example.org by mail.kmss.example with ESMTP; Thu, 12 Nov 2026 11:28:31 +0000\n"
    "From: Chidi Okafor <chidi@example.org>\nTo: dpo@example.org\n"
    "Date: Thu, 12 Nov 2026 11:28:10 +0000\nSubject: {subject}\n\nPlease send me everything about me.\n"
)
UNDATED = "From: Nia Roberts <nia@example.org>\nSubject: Hello\n\nA question.\n"


@pytest.fixture
def message(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str = DATED.format(subject="My data"), name: str = "one.eml") -> Path:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return file

    return write


@pytest.fixture
def queue(qtbot: QtBot, session: Session, runner: Runner, files: Executor) -> Iterator[MessageQueue]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1360, 850)
    window.show()
    made = MessageQueue(session, runner, files, window)
    yield made
    if made.dialog is not None:
        made._waiting.clear()
        made.dialog.reject()


@pytest.fixture
def read(qtbot: QtBot, queue: MessageQueue) -> Callable[..., CaseForm]:
    """Open files and wait until the first of them is read."""

    def take(*paths: Path) -> CaseForm:
        queue.take(paths)
        return form_of(qtbot, queue)

    return take


def dialog_of(queue: MessageQueue) -> MessageDialog:
    assert queue.dialog is not None
    return queue.dialog


def form_of(qtbot: QtBot, queue: MessageQueue) -> CaseForm:
    qtbot.waitUntil(lambda: dialog_of(queue).case_form is not None)
    form = dialog_of(queue).case_form
    assert form is not None
    return form


def choose(form: CaseForm, name: str, value: object) -> None:
    box = form.form.row(name).field
    box.setCurrentIndex(box.findData(value))  # type: ignore[attr-defined]


def visible(form: CaseForm) -> set[str]:
    return {name for name in form.form._rows if form.form.row(name).isVisibleTo(form)}


def all_cases(session: Session) -> list[int]:
    return list(session.cases.ids(CaseFilter()))


def test_a_message_becomes_a_case_with_a_new_contact(
    qtbot: QtBot,
    session: Session,
    queue: MessageQueue,
    read: Read,
    message: Write,
) -> None:
    form = read(message())
    assert form.state().who is Who.NEW
    assert form.received.day() == date(2026, 11, 12)
    assert dialog_of(queue)._still_there.isVisible()
    choose(form, "kind", CaseKind.ACCESS)
    with qtbot.waitSignal(queue.opened) as opened:
        dialog_of(queue).decide_button.click()
    assert opened.args is not None
    seen = session.cases.case(CaseId(opened.args[0]))
    assert (seen.details.received_on, seen.details.summary) == (date(2026, 11, 12), "My data")
    assert seen.requester
    assert seen.requester.name == "Chidi Okafor"


def test_the_message_is_shown_as_it_was_read(queue: MessageQueue, read: Read, message: Write) -> None:
    read(message())
    edit = dialog_of(queue).findChild(QPlainTextEdit)
    assert edit is not None
    assert edit.isReadOnly()
    assert edit.toPlainText().strip() == "Please send me everything about me."


def test_without_a_kind_and_a_day_nothing_is_opened(
    session: Session, queue: MessageQueue, read: Read, message: Write
) -> None:
    form = read(message(UNDATED))
    assert form.received.day() is None
    dialog_of(queue).decide_button.click()
    assert form.form.row("kind").error()
    assert form.form.row("received_on").error() == "Enter the day it arrived at the company."
    assert all_cases(session) == []


def test_a_day_that_cannot_be_read_is_never_left_out(
    session: Session, queue: MessageQueue, read: Read, message: Write
) -> None:
    form = read(message())
    choose(form, "kind", CaseKind.ACCESS)
    form.form.row("reached_officer_on").field.focusProxy().setText("soon")  # type: ignore[attr-defined]
    dialog_of(queue).decide_button.click()
    assert form.form.row("reached_officer_on").error().startswith("This is no day.")
    assert all_cases(session) == []


def test_the_one_known_contact_is_chosen_with_its_warning(
    qtbot: QtBot,
    session: Session,
    queue: MessageQueue,
    read: Read,
    message: Write,
) -> None:
    chidi = session.contacts.add(
        ContactDetails("Chidi Okafor", emails=(Reach("chidi@example.org"),), safe_contact="Telephone first.")
    )
    form = read(message(DATED.format(subject="Subject access request")))
    assert form.state().who == chidi
    assert form._care.sentence() == "Telephone first."
    assert form.state().kind is CaseKind.ACCESS
    assert visible(form) == {"who", "kind", "received_on", "reached_officer_on", "summary"}
    with qtbot.waitSignal(queue.opened):
        dialog_of(queue).decide_button.click()
    assert list(session.contacts.ids(ContactFilter())) == [chidi]


def test_somebody_else_in_the_register_can_be_found_and_chosen(
    qtbot: QtBot,
    session: Session,
    queue: MessageQueue,
    read: Read,
    message: Write,
) -> None:
    amal = session.contacts.add(ContactDetails("Amal Haddad"))
    form = read(message())
    choose(form, "who", Who.OTHER)
    choose(form, "kind", CaseKind.COMPLAINT)
    form.form.row("other").field.edit.setText("hadd")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: form.state().other == amal)
    with qtbot.waitSignal(queue.opened) as opened:
        dialog_of(queue).decide_button.click()
    assert opened.args is not None
    party = session.cases.case(CaseId(opened.args[0])).requester
    assert party
    assert party.id == amal


def test_a_message_is_added_to_a_case_found_by_its_reference_with_the_other_files(
    qtbot: QtBot,
    session: Session,
    queue: MessageQueue,
    read: Read,
    message: Write,
) -> None:
    case = session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 11, 2), Channel.POST))
    form = read(message(UNDATED), message(name="two.eml"), message("", name="secret.eml"))
    form._into.buttons()[1].click()
    assert form.state().into is Into.EXISTING
    assert visible(form) == {"case", "received_on"}
    form.form.row("case").field.edit.setText("2026-0001")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: form.state().case == case)
    form.received.set_day(date(2026, 11, 5))
    dialog = dialog_of(queue)
    dialog.all_files.setChecked(True)
    dialog.decide_button.click()
    qtbot.waitUntil(lambda: "1 of 2 other files were added." in dialog.notice.sentence())
    assert "secret" not in dialog.notice.sentence()
    with qtbot.waitSignals([queue.opened, queue.finished]):
        dialog.decide_button.click()
    assert len(session.casework.documents(case)) == 2


def test_files_dropped_together_open_one_after_the_other(
    qtbot: QtBot,
    session: Session,
    queue: MessageQueue,
    read: Read,
    message: Write,
) -> None:
    form = read(message(), message(UNDATED, "two.eml"))
    first = dialog_of(queue)
    choose(form, "kind", CaseKind.ACCESS)
    first.decide_button.click()
    qtbot.waitUntil(lambda: queue.dialog is not None and queue.dialog is not first)
    second = form_of(qtbot, queue)
    assert second.state().email == "nia@example.org"
    with qtbot.waitSignal(queue.finished):
        dialog_of(queue).reject()
    assert len(all_cases(session)) == 1


@pytest.mark.parametrize(
    "content",
    [b"", bytes(range(256)) * 40, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), b"\x00" * 104_857_601],
    ids=["empty", "binary", "outlook", "100 MB"],
)
def test_what_is_no_message_is_refused_in_one_sentence_without_the_files_name(
    qtbot: QtBot, session: Session, queue: MessageQueue, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "Secret Name.eml"
    file.write_bytes(content)
    queue.take([file])
    dialog = dialog_of(queue)
    qtbot.waitUntil(lambda: bool(dialog.notice.sentence()))
    assert "Secret" not in dialog.notice.sentence()
    assert not dialog.decide_button.isVisible()
    with qtbot.waitSignal(queue.finished):
        dialog._cancel.click()
    assert all_cases(session) == []


def test_a_mistake_found_by_the_register_is_shown_beside_its_field(
    qtbot: QtBot,
    queue: MessageQueue,
    read: Read,
    message: Write,
    clock: object,
) -> None:
    form = read(message())
    choose(form, "kind", CaseKind.ACCESS)
    day = date(2026, 11, 22)
    form.received.set_day(day)
    clock.moment = clock.moment.replace(day=20)  # type: ignore[attr-defined]
    form.check = lambda _today: True  # type: ignore[method-assign]
    dialog_of(queue).decide_button.click()
    qtbot.waitUntil(lambda: "future" in form.form.row("received_on").error())
    assert dialog_of(queue).decide_button.isEnabled()
