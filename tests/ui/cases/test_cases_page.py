"""The list and the case beside it, with the real register behind them."""

from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Family, Outcome
from kmss_dpo.domain.clock import Ask, Clarification, ClockFacts
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.correspondence import Direction, NewCorrespondence
from kmss_dpo.domain.ids import Kind
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.detail import CaseDetail
from kmss_dpo.ui.cases.form_state.listing import ListChoice, Shown
from kmss_dpo.ui.cases.forms.clock_event_sheet import ClockEventSheet
from kmss_dpo.ui.cases.forms.new_case_sheet import NewCaseSheet
from kmss_dpo.ui.cases.looking import CorrespondenceLook
from kmss_dpo.ui.cases.tabs import Part
from kmss_dpo.ui.kit.empty_state import EmptyState
from kmss_dpo.ui.kit.palette import colours
from tests.noting import routed

from .conftest import Desk


def test_an_empty_list_says_what_belongs_there_and_offers_the_first_step(desk: Desk) -> None:
    page = desk.page(Family.COMPLAINTS)
    shown = [each for each in page.pane.findChildren(EmptyState) if each.isVisible()]
    assert [each.accessibleName() for each in shown] == ["No open complaints."]
    desk.press(page.pane, "New complaint…")
    assert desk.sheet(page, NewCaseSheet).form.row("channel").isVisible()


def test_the_first_case_is_shown_at_once(desk: Desk) -> None:
    late = desk.case(date(2026, 11, 12))
    soon = desk.case(date(2026, 10, 26))
    page = desk.page()
    desk.until(lambda: page.detail.view is not None)
    assert [page.pane.model.id_at(row) for row in range(2)] == [soon, late]
    assert page.detail.view
    assert page.detail.view.id == soon


def test_a_case_that_did_not_change_is_not_laid_out_anew(desk: Desk, qtbot: QtBot) -> None:
    case = desk.case(date(2026, 10, 26))
    page = desk.page()
    desk.until(lambda: page.detail.view is not None)
    lines = page.detail.timeline.model()
    with qtbot.assertNotEmitted(lines.modelReset), qtbot.waitSignal(page.detail.loaded):
        page.detail.load(case)
    desk.session.casework.add_note(case, "Looked into it.")
    with qtbot.waitSignal(lines.modelReset):
        page.detail.load(case)


class Showing(QObject):
    """What a case's detail knew each time it came into sight."""

    def __init__(self, detail: CaseDetail) -> None:
        super().__init__(detail)
        self.knew: list[bool] = []
        self._detail = detail
        detail.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Show:
            self.knew.append(self._detail.view is not None)
        return super().eventFilter(watched, event)


def test_a_case_that_is_still_being_read_offers_nothing_to_do(desk: Desk) -> None:
    desk.case(date(2026, 10, 26))
    page = desk.page()
    showing = Showing(page.detail)
    desk.until(page.detail.isVisible)
    assert showing.knew == [True]


def test_the_next_step_of_a_case_is_begun_from_elsewhere_whether_it_is_in_sight_or_not(desk: Desk) -> None:
    shown = desk.case(date(2026, 10, 26), facts=ClockFacts(identity=Ask(date(2026, 10, 27))))
    other = desk.case(date(2026, 11, 12), facts=ClockFacts(identity=Ask(date(2026, 11, 13))))
    page = desk.page()
    desk.until(lambda: page.detail.view is not None and page.detail.view.id == shown)
    for case in (shown, other):
        page.take_step(case)
        sheet = desk.sheet(page, ClockEventSheet)
        assert page.detail.view
        assert page.detail.view.id == case
        sheet.reject()
        desk.until(lambda: not page.findChildren(ClockEventSheet))


def test_each_list_shows_its_own_cases(desk: Desk) -> None:
    desk.case(date(2026, 11, 12))
    complaint = desk.case(date(2026, 11, 12), CaseKind.COMPLAINT)
    page = desk.page(Family.COMPLAINTS)
    assert page.pane.model.rowCount() == 1
    assert page.pane.model.id_at(0) == complaint


def test_typing_narrows_the_list_and_an_empty_find_leads_back(desk: Desk, qtbot: QtBot) -> None:
    desk.case(date(2026, 11, 12), person=desk.contact("Siân Prydderch"))
    desk.case(date(2026, 11, 13), person=desk.contact("Amal Haddad"))
    page = desk.page()
    qtbot.keyClicks(page.pane.text, "hadd")
    desk.until(lambda: page.pane.model.rowCount() == 1)
    qtbot.keyClicks(page.pane.text, "zzz")
    desk.until(lambda: page.pane.model.rowCount() == 0)
    desk.press(page.pane, "Show all open cases")
    desk.until(lambda: page.pane.model.rowCount() == 2)
    assert page.pane.text.text() == ""


def test_the_menu_chooses_the_order(desk: Desk) -> None:
    first = desk.case(date(2026, 11, 12))
    second = desk.case(date(2026, 11, 13), CaseKind.ERASURE)
    page = desk.page()
    assert page.pane.model.id_at(0) == first
    order = page.pane.sort_menu()
    for words in ("Received", "Descending"):
        order.aboutToShow.emit()
        next(action for action in order.actions() if action.text() == words).trigger()
    desk.until(lambda: page.pane.model.id_at(0) == second)
    order.aboutToShow.emit()
    assert [action.text() for action in order.actions() if action.isChecked()] == ["Received", "Descending"]


def test_a_narrowed_list_is_sorted_by_person_too(desk: Desk, qtbot: QtBot) -> None:
    zoe = desk.case(date(2026, 11, 12), person=desk.contact("Zoe Ash"))
    ann = desk.case(date(2026, 11, 13), person=desk.contact("Ann Ash"))
    desk.case(date(2026, 11, 14), person=desk.contact("Bo Oak"))
    page = desk.page()
    order = page.pane.sort_menu()
    order.aboutToShow.emit()
    next(action for action in order.actions() if action.text() == "Person").trigger()
    qtbot.keyClicks(page.pane.text, "ash")
    desk.until(lambda: page.pane.model.rowCount() == 2)
    assert [page.pane.model.id_at(row) for row in range(2)] == [ann, zoe]


def test_the_chosen_case_stays_chosen_when_others_come(desk: Desk) -> None:
    chosen = desk.case(date(2026, 11, 12))
    page = desk.opened(chosen)
    earlier = desk.case(date(2026, 10, 26))
    desk.until(lambda: page.pane.model.rowCount() == 2)
    assert page.pane.model.id_at(0) == earlier
    assert page.pane.chosen() == chosen


def test_a_case_that_leaves_the_list_stays_in_sight(desk: Desk, session: Session) -> None:
    chosen = desk.case(date(2026, 11, 12))
    desk.case(date(2026, 11, 13))
    page = desk.opened(chosen)
    assert page.detail.view
    session.cases.void(chosen, page.detail.view.version, "Sent twice")
    desk.until(lambda: page.pane.model.rowCount() == 1)
    desk.until(lambda: page.detail.view is not None and page.detail.view.void_reason == "Sent twice")
    assert page.detail.view.id == chosen


def test_a_page_out_of_sight_is_read_anew_when_it_is_shown(desk: Desk) -> None:
    page = desk.page()
    page.hide()
    desk.case(date(2026, 11, 12))
    page.show()
    desk.until(lambda: page.pane.model.rowCount() == 1)


def test_a_record_is_shown_whatever_the_list_was_filtered_to(desk: Desk, session: Session) -> None:
    closed = desk.case(date(2026, 11, 12))
    session.cases.close(closed, 1, Closing(Outcome.WITHDRAWN, date(2026, 11, 20)))
    desk.case(date(2026, 11, 13))
    page = desk.page()
    page.show_record(Kind.CASE, closed)
    desk.until(lambda: page.detail.view is not None and page.detail.view.id == closed)
    desk.until(lambda: page.pane.chosen() == closed)
    assert page.pane.choice() == ListChoice(Family.REQUESTS, Shown.ALL)


def test_an_erased_case_is_no_longer_shown(desk: Desk, session: Session) -> None:
    case = desk.case(date(2026, 11, 12))
    page = desk.opened(case)
    with session.opened.register.writing("erased") as writing:
        writing.erase(Kind.CASE, case)
    desk.until(lambda: page.detail.view is None)
    assert page.pane.model.rowCount() == 0


def test_the_warning_of_a_contact_is_in_sight(desk: Desk, session: Session) -> None:
    agent = session.contacts.add(ContactDetails("Ann Agent", emails=(Reach("ann@example.org", safe=False),)))
    bo = ContactDetails(
        "Bo Person",
        safe_contact="Never phone in the evening.",
        adjustments="Large print",
        language="Welsh",
    )
    person = session.contacts.add(bo)
    details = CaseDetails(CaseKind.ACCESS, date(2026, 11, 12), Channel.POST, agent, person)
    page = desk.opened(session.cases.open_case(details))
    assert page.detail.header.warnings() == [
        "Bo Person: Never phone in the evening. Adjustments: Large print. Language: Welsh.",
        "Ann Agent: Do not write to this email address: ann@example.org.",
    ]


def test_a_complaint_in_its_last_days_and_no_other_case_says_so_above(desk: Desk) -> None:
    late = desk.case(date(2026, 10, 25), CaseKind.COMPLAINT)
    page = desk.page(Family.COMPLAINTS)
    desk.until(lambda: page.detail.view is not None and page.detail.view.id == late)
    assert page.detail.header.warnings() == [
        "Acknowledge it now: a stricter reading of the 30 days ends a day sooner (unsettled)."
    ]
    other = desk.case(date(2026, 10, 25), CaseKind.MARKETING_OBJECTION)
    assert desk.opened(other).detail.header.warnings() == []


def test_the_reason_for_the_date_is_always_beside_the_case(desk: Desk) -> None:
    asked = ClockFacts(identity=Ask(date(2026, 11, 12), date(2026, 11, 14)))
    page = desk.opened(desk.case(date(2026, 11, 12), facts=asked))
    for part in Part:
        page.detail.tabs.turn_to(part)
        told = page.detail.why.prose.toPlainText()
        assert page.detail.why.prose.isVisible()
        assert told.startswith("Due by the end of Mon 14 Dec 2026.")
        assert "The clock starts on Sat 14 Nov 2026" in told
        assert "UK GDPR Art 12A" in told
    assert "Latest arguable" not in told
    assert page.detail.bar.accessibleDescription().endswith("Today, day 8.")


def test_the_latest_arguable_day_is_shown_where_two_counts_differ(desk: Desk, session: Session) -> None:
    case = desk.case(date(2026, 11, 2))
    pause = Clarification(date(2026, 11, 5), date(2026, 11, 12))
    session.cases.record_facts(case, 1, ClockFacts(clarifications=(pause,)))
    page = desk.opened(case)
    assert "Latest arguable: Thu 10 Dec 2026" in page.detail.why.prose.toPlainText()


def test_the_next_step_is_done_by_its_button(desk: Desk, qtbot: QtBot, session: Session) -> None:
    request = desk.case(date(2026, 11, 12))
    complaint = desk.case(date(2026, 11, 12), CaseKind.COMPLAINT)
    session.items.add(complaint, routed())
    page = desk.opened(request)
    with qtbot.waitSignal(page.letter_requested) as wish:
        desk.press(page.detail.why, "Write letter")
    assert wish.args == [request, "request_acknowledgement"]
    session.ways.go(complaint, 1, "acknowledge")
    other = desk.opened(complaint, Family.COMPLAINTS)
    with qtbot.waitSignal(other.letter_requested) as wish:
        desk.press(other.detail.why, "Write acknowledgement")
    assert wish.args == [complaint, "complaint_acknowledgement"]
    session.cases.record_facts(complaint, 2, ClockFacts(acknowledged_on=date(2026, 11, 12)))
    told = desk.opened(complaint, Family.COMPLAINTS)
    with qtbot.waitSignal(told.letter_requested) as wish:
        desk.press(told.detail.why, "Write update")
    assert wish.args == [complaint, "complaint_progress"]


def test_a_draft_is_carried_on_with_and_a_person_is_a_wish_to_the_window(
    desk: Desk, qtbot: QtBot, session: Session
) -> None:
    person = desk.contact("Ann Ash")
    case = desk.case(date(2026, 11, 12), person=person)
    letter = session.letters.start(case, "request_acknowledgement").id
    page = desk.opened(case)
    assert "Letters 1" in [page.detail.tabs.bar.tabText(at) for at in range(page.detail.tabs.bar.count())]
    page.detail.tabs.turn_to(Part.LETTERS)
    desk.until(lambda: page.detail.letters.model.rowCount() == 1)
    with qtbot.waitSignal(page.resume_letter_requested) as wish:
        desk.press(page.detail.letters, "Open")
    assert wish.args == [letter]
    with qtbot.waitSignal(page.show_requested) as wish:
        desk.press(page.detail.header, "Ann Ash")
    assert wish.args == [Kind.CONTACT, person]


def test_enter_opens_correspondence_whole(desk: Desk, qtbot: QtBot, session: Session) -> None:
    case = desk.case(date(2026, 11, 12))
    text = "A long message. " * 60
    content = NewCorrespondence(Direction.RECEIVED, Channel.EMAIL, date(2026, 11, 12), "My data", text)
    session.casework.log(case, content)
    page = desk.opened(case)
    timeline = page.detail.timeline
    titles = [timeline.model().index(row, 0).data() for row in range(timeline.model().rowCount())]
    row = next(row for row, words in enumerate(titles) if "My data" in words)
    assert titles[row].endswith("Enter opens it")
    timeline.setCurrentIndex(timeline.model().index(row, 0))
    qtbot.keyClick(timeline, Qt.Key.Key_Return)
    look = desk.sheet(page, CorrespondenceLook)
    assert text.strip() in look.text()


def test_a_narrow_window_shows_the_list_or_the_case(desk: Desk) -> None:
    case = desk.case(date(2026, 11, 12))
    page = desk.opened(case)
    page.resize(500, 700)
    desk.until(lambda: page.detail.isVisible() != page.pane.isVisible())
    page.show_record(Kind.CASE, case)
    desk.until(page.detail.isVisible)
    desk.press(page, "Back to requests")
    desk.until(page.pane.isVisible)
    assert not page.detail.isVisible()
    page.resize(1200, 800)
    desk.until(lambda: page.detail.isVisible() and page.pane.isVisible())


def test_the_clock_is_drawn_with_hatching_before_it_starts(desk: Desk) -> None:
    page = desk.opened(desk.case(date(2026, 11, 16), facts=ClockFacts(identity=Ask(date(2026, 11, 17)))))
    drawn = page.detail.bar.grab().toImage()
    found = {drawn.pixelColor(x, page.detail.bar.middle()).name() for x in range(20, drawn.width() - 20)}
    assert {colours().waiting.ink, colours().waiting.ground} <= found


def test_the_list_is_a_sound_model(desk: Desk, qtmodeltester: ModelTester) -> None:
    for day in range(1, 13):
        desk.case(date(2026, 11, day))
    page = desk.page()
    qtmodeltester.check(page.pane.model)
    qtmodeltester.check(page.detail.timeline.model())


def test_the_focus_starts_in_the_list_or_where_one_types(desk: Desk) -> None:
    page = desk.page(Family.ENQUIRIES)
    page.first_focus()
    assert page.focusWidget() is page.pane.text
    desk.case(date(2026, 11, 12), CaseKind.DEMO_ENQUIRY)
    desk.until(lambda: page.pane.model.rowCount() == 1)
    page.first_focus()
    assert page.focusWidget() is page.pane.cards
