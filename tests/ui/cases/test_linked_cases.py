"""Several cases from one sheet, and links seen, made and taken away."""

from datetime import date

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseFilter, CaseKind, Channel, Family
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.links import Relation, link_words
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.form_state.link import Tie
from kmss_dpo.ui.cases.form_state.person import PersonChoice
from kmss_dpo.ui.cases.forms.link_sheet import LinkSheet
from kmss_dpo.ui.cases.forms.new_case_sheet import NewCaseSheet
from kmss_dpo.ui.cases.forms.regulator_case_sheet import RegulatorCaseSheet
from kmss_dpo.ui.cases.page import CasesPage
from kmss_dpo.ui.cases.tabs import Part

from .conftest import Desk

TWELFTH = date(2026, 11, 12)


def shown(page: CasesPage) -> list[str]:
    buttons = page.detail.header.linked.findChildren(QPushButton)
    return [each.text() for each in buttons if each.isVisible()]


def tie(sheet: LinkSheet, wanted: Tie) -> None:
    """Choose what the two are; Qt itself finds no value of a class of ours."""
    offered = [sheet.tie.itemData(at) for at in range(sheet.tie.count())]
    sheet.tie.setCurrentIndex(offered.index(wanted))


def linked(session: Session, case: CaseId) -> list[str]:
    return [link_words(link) for link in session.cases.case(case).links]


def test_a_call_that_asks_for_several_things_opens_them_together(desk: Desk, session: Session) -> None:
    page = desk.page()
    page.new_case()
    sheet = desk.sheet(page, NewCaseSheet)
    sheet.kind.setCurrentIndex(sheet.kind.findData(CaseKind.ACCESS))
    sheet.channel.setCurrentIndex(sheet.channel.findData(Channel.PHONE))
    sheet.received.set_day(TWELFTH)
    sheet.ticks.several.setChecked(True)
    for kind in (CaseKind.ERASURE, CaseKind.COMPLAINT):
        sheet.ticks.boxes[kind].setChecked(True)
    assert sheet.decide_button.text().replace("&", "") == "Open 3 cases"
    assert sheet.about_officer.isVisible()
    desk.press(sheet.chosen.requester, "New contact…")
    sheet.chosen.requester.reach.setText("ann@example.org")
    sheet.chosen.requester.reach.textEdited.emit("ann@example.org")
    sheet.save()
    desk.until(lambda: page.detail.view is not None and page.detail.view.reference == "SAR-2026-0001")
    assert sorted(row.reference for row in session.cases.rows(session.cases.ids(CaseFilter()))) == [
        "CMP-2026-0001",
        "ERA-2026-0001",
        "SAR-2026-0001",
    ]
    assert shown(page) == ["same message as CMP-2026-0001", "ERA-2026-0001 waits for it"]


def test_the_cases_that_a_person_has_already_are_said_in_the_sheet(desk: Desk) -> None:
    ann = desk.contact("Ann Ash")
    desk.case(TWELFTH, person=ann)
    page = desk.page()
    page.new_case()
    sheet = desk.sheet(page, NewCaseSheet)
    sheet.chosen.requester.set_choice(PersonChoice(ann, "Ann Ash"))
    desk.until(sheet.known.isVisible)
    assert sheet.known.sentence() == "Earlier cases of this person: SAR-2026-0001."
    sheet.kind.setCurrentIndex(sheet.kind.findData(CaseKind.ACCESS))
    assert "asks for the same" in sheet.known.sentence()
    desk.press(sheet.chosen.requester, "Choose another…")
    assert not sheet.known.isVisible()


def test_a_link_leads_to_the_other_case_and_is_taken_away(desk: Desk, qtbot: QtBot, session: Session) -> None:
    access, erasure = desk.case(TWELFTH), desk.case(TWELFTH, CaseKind.ERASURE)
    session.links.link(erasure, access, Relation.AFTER)
    page = desk.opened(erasure)
    assert shown(page) == ["waits for SAR-2026-0001"]
    assert page.detail.why._step.text().endswith("the erasing waits for SAR-2026-0001.")
    with qtbot.waitSignal(page.show_requested) as asked:
        desk.press(page.detail.header.linked, "waits for SAR-2026-0001")
    assert asked.args == [Kind.CASE, access]
    page.detail.tabs.turn_to(Part.DETAILS)
    with qtbot.waitSignal(page.show_requested) as asked:
        desk.press(page.detail.particulars.linked, "Waits for SAR-2026-0001")
    assert asked.args == [Kind.CASE, access]
    desk.press(page.detail.particulars.linked, "Unlink")
    desk.until(lambda: not shown(page))
    assert page.detail.particulars.linked._none.isVisible()
    assert linked(session, access) == []


def test_a_case_is_linked_by_hand_to_one_that_is_offered(desk: Desk, session: Session) -> None:
    ann = desk.contact("Ann Ash")
    access, complaint = desk.case(TWELFTH, person=ann), desk.case(TWELFTH, CaseKind.COMPLAINT, ann)
    page = desk.opened(complaint, Family.COMPLAINTS)
    desk.choose(page, "Link to another case…")
    sheet = desk.sheet(page, LinkSheet)
    sheet.save()
    assert sheet.form.row("other").error()
    desk.until(lambda: sheet.picker.list.count() == 1)
    assert sheet.picker.chosen() is None
    sheet.picker.list.setCurrentRow(0)
    tie(sheet, Tie(Relation.COMPLAINT_ABOUT))
    sheet.save()
    desk.until(lambda: shown(page) == ["complaint about SAR-2026-0001"])
    assert linked(session, access) == ["complained about in CMP-2026-0001"]


def test_what_does_not_fit_is_said_beside_the_field(desk: Desk) -> None:
    desk.case(TWELFTH, CaseKind.OBJECTION)
    page = desk.opened(desk.case(TWELFTH, CaseKind.ERASURE))
    desk.choose(page, "Link to another case…")
    sheet = desk.sheet(page, LinkSheet)
    sheet.picker.edit.setText("OBJ")
    desk.until(lambda: sheet.picker.chosen() is not None)
    tie(sheet, Tie(Relation.AFTER))
    sheet.save()
    desk.until(lambda: "Only an erasure waits" in sheet.form.row("relation").error())


def test_the_line_at_the_top_names_a_few_and_counts_the_rest(desk: Desk, session: Session) -> None:
    case = desk.case(TWELFTH)
    for _ in range(6):
        session.links.link(case, desk.case(TWELFTH, CaseKind.OBJECTION), Relation.SAME_MESSAGE)
    page = desk.opened(case)
    assert len(shown(page)) == 4
    assert "and 2 more, see Details" in [
        each.text() for each in page.detail.header.linked.findChildren(type(page.detail.header._came))
    ]


def test_a_case_that_was_opened_in_error_is_linked_to_nothing(desk: Desk, session: Session) -> None:
    details = CaseDetails(CaseKind.ACCESS, TWELFTH, Channel.POST)
    case = session.cases.open_case(details)
    session.cases.void(case, 1, "Opened twice")
    page = desk.opened(case)
    assert not page.detail.particulars.linked._add.isEnabled()
    menu = page.detail.header.menu()
    menu.aboutToShow.emit()
    assert "Link to another case…" not in [action.text() for action in menu.actions()]


def offered(page: CasesPage) -> list[str]:
    menu = page.detail.header.menu()
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions()]


def test_the_regulators_case_begins_with_what_the_complaint_says_and_leads_to_it(
    desk: Desk, session: Session, qtbot: QtBot
) -> None:
    ann, bo = desk.contact("Ann Ash"), desk.contact("Bo Birch")
    details = CaseDetails(
        CaseKind.COMPLAINT,
        TWELFTH,
        Channel.EMAIL,
        requester=bo,
        subject=ann,
        summary="No answer since June",
        special_category=True,
        about_officer=True,
        handler="Kim Vale",
    )
    complaint = session.cases.open_case(details)
    page = desk.opened(complaint, Family.COMPLAINTS)
    desk.choose(page, "New regulator case…")
    sheet = desk.sheet(page, RegulatorCaseSheet)
    assert sheet.windowTitle() == "New regulator case about CMP-2026-0001"
    assert not sheet.touched()
    assert sheet.focusWidget() is sheet.channel
    assert sheet.received.day() == session.day()
    sheet.save()
    assert sheet.form.row("channel").error() == "Choose how it arrived."
    sheet.channel.setCurrentIndex(sheet.channel.findText("Post"))
    with qtbot.waitSignal(page.show_requested) as asked:
        sheet.save()
    assert asked.args[0] is Kind.CASE
    case = CaseId(asked.args[1])
    kept = session.cases.case(case)
    assert kept.details == CaseDetails(
        CaseKind.REGULATOR,
        session.day(),
        Channel.POST,
        subject=ann,
        summary="No answer since June",
        special_category=True,
        about_officer=True,
        handler="Kim Vale",
    )
    assert linked(session, case) == ["regulator's case about CMP-2026-0001"]
    desk.until(lambda: shown(page) == ["with the regulator in REG-2026-0001"])


def test_the_regulator_may_ask_about_any_request_or_complaint_that_stands(
    desk: Desk, session: Session
) -> None:
    about = [desk.case(TWELFTH, kind) for kind in CaseKind]
    voided = desk.case(TWELFTH)
    session.cases.void(voided, 1, "Opened twice")
    page = desk.page()
    may = []
    for case in (*about, voided):
        page.show_record(Kind.CASE, case)
        desk.until(lambda case=case: page.detail.view is not None and page.detail.view.id == case)
        assert page.detail.view
        if "New regulator case…" in offered(page):
            may.append(page.detail.view.id)
    others = {CaseKind.REGULATOR, CaseKind.DEMO_ENQUIRY, CaseKind.CONTACT_ENQUIRY}
    assert may == [case for case, kind in zip(about, CaseKind, strict=True) if kind not in others]


def test_a_regulators_case_that_a_lock_cut_off_is_gone_on_with(desk: Desk) -> None:
    access = desk.case(TWELFTH)
    page = desk.opened(access)
    desk.choose(page, "New regulator case…")
    sheet = desk.sheet(page, RegulatorCaseSheet)
    sheet.summary.setPlainText("It wants to know by Friday")
    kept = sheet.typing.unfinished()
    assert kept
    assert (kept.place, kept.about[0]) == (Family.REQUESTS.value, (Kind.CASE, access))
    sheet.done(0)
    page.resume(kept)
    again = desk.sheet(page, RegulatorCaseSheet)
    assert again.summary.toPlainText() == "It wants to know by Friday"
    again.channel.setCurrentIndex(again.channel.findText("Email"))
    again.save()
    desk.until(lambda: shown(page) == ["with the regulator in REG-2026-0001"])
