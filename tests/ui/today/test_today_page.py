from collections.abc import Callable
from datetime import date, timedelta
from threading import Event, Timer
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.backups import Standing
from kmss_dpo.domain.cases import CaseKind, Closing, Outcome
from kmss_dpo.domain.clock import Ask, ClockFacts
from kmss_dpo.domain.complaints import Action
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.incidents import IncidentSort
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.chips import ChipLabel
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import ACTION_ROLE, CHIP_ROLE, LOADING, SECOND_ROLE
from kmss_dpo.ui.today.incidents import IncidentList
from kmss_dpo.ui.today.page import TodayPage
from tests.windows import Telling

Shown = Callable[[], TodayPage]
OpenCase = Callable[..., CaseId]


def words(page: QWidget) -> str:
    return " | ".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def press(page: QWidget, text: str, qtbot: QtBot) -> None:
    [found] = [each for each in page.findChildren(QPushButton) if each.text() == text and each.isVisible()]
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def button(page: QWidget, text: str) -> QPushButton:
    return next(each for each in page.findChildren(QPushButton) if each.text() == text)


def table(page: QWidget, name: str) -> Any:
    return next(each for each in page.findChildren(QAbstractItemView) if each.accessibleName() == name)


def lines(view: Any, qtbot: QtBot) -> list[list[str]]:
    model = view.model()
    if model.rowCount():
        qtbot.waitUntil(lambda: model.index(0, 1).data() != LOADING)
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def click_action(view: Any, row: int, qtbot: QtBot) -> None:
    """Click the button in the last cell of a row."""
    model = view.model()
    cell = model.index(row, model.columnCount() - 1)
    view.scrollTo(cell)
    place = view.visualRect(cell).topLeft() + QPoint(20, view.visualRect(cell).height() // 2)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_an_empty_register_welcomes_with_first_steps(shown: Shown, qtbot: QtBot) -> None:
    page = shown()
    assert "Sunday 22 November 2026" in words(page)
    assert "This register is empty." in words(page)
    assert not table(page, "What is due").isVisible()
    wishes = []
    page.import_requested.connect(lambda: wishes.append("message"))
    page.new_case_requested.connect(lambda: wishes.append("case"))
    page.new_contact_requested.connect(lambda: wishes.append("contact"))
    for each in ("Open a message file…", "New case…", "New contact…"):
        press(page, each, qtbot)
    assert wishes == ["message", "case", "contact"]


def test_what_is_due_stands_there_with_its_next_step(shown: Shown, open_case: OpenCase, qtbot: QtBot) -> None:
    open_case(CaseKind.ACCESS, date(2026, 10, 20), "Amal Haddad")
    open_case(CaseKind.ERASURE, date(2026, 11, 3), "Siân Prydderch")
    page = shown()
    assert "One case is overdue." in words(page)
    due = table(page, "What is due")
    assert [line[1] for line in lines(due, qtbot)] == ["SAR-2026-0001", "ERA-2026-0001"]
    first = due.model().index(0, 0)
    assert first.data(CHIP_ROLE).words == "2 days over"
    assert due.model().index(0, 1).data(SECOND_ROLE) == "Subject access"
    assert (
        due.model().index(0, 2).data()
        == "Acknowledge it, and ask for proof of identity only on reasonable doubt"
    )
    assert due.model().index(0, 2).data(SECOND_ROLE) == "Amal Haddad"
    assert due.model().index(0, 3).data(ACTION_ROLE) == "Write letter"


def test_what_was_promised_on_a_case_stands_there_until_it_is_done(
    shown: Shown, open_case: OpenCase, session: Session, qtbot: QtBot
) -> None:
    case = open_case(CaseKind.COMPLAINT, date(2026, 11, 9), "Tomasz Wójcik")
    page = shown()
    telling = Telling()
    telling.changed.connect(page.changes_made)
    session.subscribe(telling.tell)
    assert not table(page, "Actions and checks").isVisible()
    action = session.items.add(case, Action("Teach the support desk", "Ann Ash", date(2026, 11, 20)))
    promised = table(page, "Actions and checks")
    qtbot.waitUntil(promised.isVisible)
    assert lines(promised, qtbot)[0][1:3] == ["CMP-2026-0001", "Teach the support desk"]
    assert promised.model().index(0, 0).data(CHIP_ROLE).words == "2 days over"
    assert promised.model().index(0, 2).data(SECOND_ROLE) == "Action, Ann Ash"
    with qtbot.waitSignal(page.show_requested) as shown_case:
        click_action(promised, 0, qtbot)
    assert shown_case.args == [Kind.CASE, case]
    session.items.remove(Action, action, 1, "Twice")
    qtbot.waitUntil(lambda: not promised.isVisible())


def test_the_button_of_a_case_does_its_next_step(
    shown: Shown, open_case: OpenCase, session: Session, qtbot: QtBot
) -> None:
    late = open_case(CaseKind.ACCESS, date(2026, 10, 20), "Amal Haddad")
    complaint = open_case(CaseKind.COMPLAINT, date(2026, 10, 30), "Tomasz Wójcik")
    waits = open_case(
        CaseKind.ACCESS, date(2026, 11, 10), "Grace Lin", ClockFacts(identity=Ask(date(2026, 11, 17)))
    )
    told = ClockFacts(acknowledged_on=date(2026, 11, 10), next_update_on=date(2026, 11, 24))
    looked_into = open_case(CaseKind.COMPLAINT, date(2026, 11, 9), "Ann Ash", told)
    answered = open_case(CaseKind.ERASURE, date(2026, 11, 3), "Ola Nordmann")
    customers = open_case(CaseKind.ACCESS, date(2026, 11, 18), "Siân Rhys", customer="Acme Ltd")
    session.cases.record_facts(answered, 1, ClockFacts(answered_on=date(2026, 11, 20)))
    page = shown()
    heard: list[tuple[Any, ...]] = []
    page.letter_requested.connect(lambda *what: heard.append(("letter", *what)))
    page.step_requested.connect(lambda *what: heard.append(("step", *what)))
    due = table(page, "What is due")
    shown_cases = [due.model().id_at(row) for row in range(due.model().rowCount())]
    lines(due, qtbot)
    for row in range(len(shown_cases)):
        click_action(due, row, qtbot)
    expected = {
        late: ("letter", late, "request_acknowledgement"),
        complaint: ("step", complaint),
        looked_into: ("step", looked_into),
        waits: ("step", waits),
        answered: ("step", answered),
        customers: ("letter", customers, "passed_on"),
    }
    assert heard == [expected[CaseId(case)] for case in shown_cases]
    assert set(expected) == set(shown_cases)


def test_enter_opens_the_case(shown: Shown, open_case: OpenCase, qtbot: QtBot) -> None:
    case = open_case(CaseKind.ACCESS, date(2026, 10, 20), "Amal Haddad")
    page = shown()
    due = table(page, "What is due")
    due.choose(case)
    with qtbot.waitSignal(page.show_requested) as shown_record:
        qtbot.keyClick(due, Qt.Key.Key_Return)
    assert shown_record.args == [Kind.CASE, case]


def test_what_has_run_out_is_grouped_and_leads_to_the_review(
    shown: Shown, dealt_with: Callable[[str], CaseId], qtbot: QtBot
) -> None:
    dealt_with("Nia Roberts")
    dealt_with("Omar Farouk")
    page = shown()
    ready = table(page, "Ready for disposal")
    assert lines(ready, qtbot)[0][:3] == [
        "2 demo requests",
        "Erase once the enquiry has been dealt with",
        "19 Nov",
    ]
    with qtbot.waitSignal(page.review_requested):
        click_action(ready, 0, qtbot)


def test_a_change_is_shown_without_being_asked(
    shown: Shown, open_case: OpenCase, session: Session, qtbot: QtBot
) -> None:
    page = shown()
    heard: list[Any] = []
    session.subscribe(heard.append)
    open_case(CaseKind.ACCESS, date(2026, 10, 20), "Amal Haddad")
    for changes in heard:
        page.changes_made(changes)
    qtbot.waitUntil(lambda: "One case is overdue." in words(page))


def test_a_hidden_page_reads_again_when_it_is_shown(
    shown: Shown, open_case: OpenCase, session: Session, qtbot: QtBot
) -> None:
    page = shown()
    page.hide()
    heard: list[Any] = []
    session.subscribe(heard.append)
    open_case(CaseKind.ACCESS, date(2026, 10, 20), "Amal Haddad")
    page.changes_made(heard[-1])
    page.show()
    qtbot.waitUntil(lambda: "One case is overdue." in words(page))


def test_the_share_answered_in_time_is_shown_and_said(
    shown: Shown, open_case: OpenCase, session: Session
) -> None:
    for name, answered in (("In time", date(2026, 10, 5)), ("Late", date(2026, 10, 6))):
        case = open_case(CaseKind.ACCESS, date(2026, 9, 3), name)
        closing = Closing(Outcome.ANSWERED, answered, answered, late_reason="Kept where it was late.")
        session.cases.close(case, 1, closing)
    page = shown()
    assert "50%" in words(page)
    assert "1 of 2 in the last 12 months" in words(page)
    assert "Striped: answered late" in words(page)
    said = [each.accessibleDescription() for each in page.findChildren(QWidget)]
    assert any("October 2026: 2 answered, 1 late" in each for each in said)
    assert page.grab().width() == page.width()


def test_open_cases_are_counted_by_kind(shown: Shown, open_case: OpenCase) -> None:
    open_case(CaseKind.ACCESS, date(2026, 11, 2), "One")
    open_case(CaseKind.ACCESS, date(2026, 11, 3), "Two")
    open_case(CaseKind.COMPLAINT, date(2026, 11, 4), "Three")
    said = [each.accessibleDescription() for each in shown().findChildren(QWidget)]
    assert "Subject access: 2; Complaint: 1" in said


def test_a_broken_trail_is_told_with_its_entry(shown: Shown, session: Session, open_case: OpenCase) -> None:
    open_case(CaseKind.ACCESS, date(2026, 11, 2), "One")
    register = session.opened.register
    with register.writing_lane.outside_transactions() as bare:
        bare.execute("UPDATE audit SET action = 'nothing' WHERE id = 2")
    page = shown()
    assert "overdue: Broken at entry 2" in [each.accessibleName() for each in page.findChildren(ChipLabel)]
    assert "Change nothing in this register." in words(page)


def test_a_backup_is_made_on_request_and_told(
    shown: Shown, session: Session, clock: Any, qtbot: QtBot
) -> None:
    page = shown()
    assert "No backup yet." in words(page)
    clock.moment += timedelta(minutes=5)
    with qtbot.waitSignal(page.backup_made) as made:
        press(page, "Back up now", qtbot)
    assert made.args == [Standing(made=clock.moment)]
    assert "Last backup today at 09:35, opened and compared. It is in the register's folder only" in words(
        page
    )
    assert session.backups.last() == clock.moment


def test_the_check_can_be_repeated(shown: Shown, clock: Any, qtbot: QtBot) -> None:
    page = shown()
    clock.moment += timedelta(minutes=5)
    press(page, "Check now", qtbot)
    qtbot.waitUntil(lambda: "checked today at 09:35" in words(page))
    assert "in time: Unbroken" in [each.accessibleName() for each in page.findChildren(ChipLabel)]


def test_the_check_can_be_stopped_and_asked_for_again(shown: Shown, session: Session, qtbot: QtBot) -> None:
    page = shown()
    before, at_the_gate = page.health(), Event()
    session.long_work.submit(at_the_gate.wait, 10)
    page.check()
    press(page, "Cancel", qtbot)
    at_the_gate.set()
    qtbot.waitUntil(lambda: button(page, "Check now").isEnabled())
    assert page.health() is before
    press(page, "Check now", qtbot)
    qtbot.waitUntil(lambda: page.health() is not before)


def test_locking_during_the_check_is_no_defect(
    shown: Shown, session: Session, runner: Runner, qtbot: QtBot
) -> None:
    """The runner of these tests fails them at the first defect it is told of."""
    page = shown()
    before, at_the_gate = page.health(), Event()
    session.long_work.submit(at_the_gate.wait, 10)
    page.check()
    Timer(0.05, at_the_gate.set).start()  # closing waits for the check, and Qt's own would wait for that
    session.close()
    qtbot.waitUntil(lambda: not runner._tasks)
    assert page.health() is before


def test_what_is_broken_is_told_with_since_when_and_what_to_do(
    shown: Shown, session: Session, qtbot: QtBot
) -> None:
    session.contacts.add(ContactDetails("Ann Example"))
    page = shown()
    with session.writing.transaction() as connection:
        connection.exec_driver_sql("UPDATE audit SET action = 'nothing' WHERE id = 3")
    press(page, "Check now", qtbot)
    qtbot.waitUntil(lambda: "Entry 3 of the audit trail does not follow" in words(page))
    assert "overdue: Broken at entry 3" in [each.accessibleName() for each in page.findChildren(ChipLabel)]
    assert "All entries hold together up to 22 Nov 2026, 09:30." in words(page)
    assert "Open the newest backup from before then beside it" in words(page)
    [incident] = session.incidents.unseen()
    assert incident.sort is IncidentSort.TRAIL_BROKEN


def test_an_incident_is_told_until_it_was_seen_and_stays_in_the_list(
    shown: Shown, session: Session, qtbot: QtBot
) -> None:
    for number in range(4):
        session.incidents.note(IncidentSort.BACKUP_FAILED, f"Disk {number} was full.")
    page = shown()
    told = "Sun 22 Nov 2026, 09:30: A backup could not be made or did not pass its check. Disk {} was full."
    qtbot.waitUntil(lambda: told.format(0) in words(page))
    assert told.format(3) not in words(page), "one looks at three at a time, the oldest first"
    first = next(each for each in page.findChildren(QPushButton) if each.text() == "Seen")
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: told.format(3) in words(page))
    assert told.format(0) not in words(page)
    assert [each.told for each in session.incidents.unseen()] == [f"Disk {n} was full." for n in (3, 2, 1)]
    press(page, "Incidents…", qtbot)
    qtbot.waitUntil(lambda: bool(page.findChildren(IncidentList)))
    [listed] = page.findChildren(IncidentList)
    assert [f"Disk {number} was full." in words(listed) for number in range(4)] == [True] * 4
    assert "seen 22 Nov 2026" in words(listed)
    assert "not seen yet" in words(listed)
    qtbot.keyClick(listed, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.findChildren(IncidentList))


def test_where_nothing_went_wrong_the_list_says_so(shown: Shown, qtbot: QtBot) -> None:
    page = shown()
    press(page, "Incidents…", qtbot)
    qtbot.waitUntil(lambda: bool(page.findChildren(IncidentList)))
    assert "Nothing has gone wrong with this register so far" in words(page.findChildren(IncidentList)[0])


def test_a_narrow_window_puts_the_panels_below_the_lists(
    shown: Shown, open_case: OpenCase, qtbot: QtBot
) -> None:
    open_case(CaseKind.ACCESS, date(2026, 11, 2), "One")
    page = shown()
    due = table(page, "What is due")
    panel = next(each for each in page.findChildren(QWidget) if each.accessibleName() == "Open cases")

    def left_of(widget: QWidget) -> int:
        return widget.mapTo(page, QPoint(0, 0)).x()

    assert left_of(panel) > left_of(due) + due.width() - 1
    page.resize(500, 700)
    qtbot.waitUntil(lambda: left_of(panel) == left_of(due))
