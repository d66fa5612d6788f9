"""The panel that narrows a list: what it offers, what it shows at once, and filters kept by name."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseKind, Closing, DueWhen, Family, Outcome
from kmss_dpo.domain.clock import Ask, ClockFacts
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.filter_panel import FilterPanel
from kmss_dpo.ui.cases.form_state.listing import ListChoice, Shown
from kmss_dpo.ui.cases.page import CasesPage
from kmss_dpo.ui.cases.saved_filters import NameDecision

from .conftest import Desk


def panel_of(desk: Desk, page: CasesPage) -> FilterPanel:
    """The panel as it unfolds, once it knows who works on cases and which filters there are."""
    page.pane.head.filter.click()
    panel = page.pane.filter_panel
    desk.until(lambda: panel.isVisible() and not desk.runner._tasks)
    return panel


def box(panel: FilterPanel, name: str) -> QComboBox:
    [found] = [each for each in panel.findChildren(QComboBox) if each.accessibleName() == name]
    return found


def choose(panel: FilterPanel, name: str, words: str) -> None:
    field = box(panel, name)
    assert field.isEnabled()
    assert field.findText(words) >= 0, [field.itemText(at) for at in range(field.count())]
    field.setCurrentIndex(field.findText(words))


def words(panel: FilterPanel) -> list[str]:
    return [each.text() for each in panel.findChildren(QLabel) if each.isVisible()]


def count(page: CasesPage) -> int:
    return page.pane.model.rowCount()


@pytest.fixture
def page(desk: Desk, session: Session) -> CasesPage:
    """Overdue with Kit Moss, waiting, an erasure due soon, and one that was closed."""
    late = desk.case(date(2026, 10, 12), person=desk.contact("Ann Ash"))
    session.several.assign(session.several.choose([late]), "Kit Moss")
    desk.case(date(2026, 11, 2), facts=ClockFacts(identity=Ask(date(2026, 11, 3))))
    desk.case(date(2026, 10, 27), CaseKind.ERASURE)
    closed = desk.case(date(2026, 10, 12))
    session.cases.close(closed, 1, Closing(Outcome.WITHDRAWN, date(2026, 11, 20)))
    return desk.page()


@pytest.mark.parametrize(
    ("name", "wanted", "left", "said"),
    [
        ("Show", "Closed", 1, "Closed"),
        ("Show", "All", 4, "All"),
        ("Kind", "Erasure", 1, "Open, Erasure"),
        ("Due", "Overdue", 1, "Open, overdue"),
        ("Due", "Due within 7 days", 1, "Open, due within 7 days"),
        ("Due", "To chase now", 1, "Open, to chase now"),
        ("Waiting for", "Anything", 1, "Open, waiting for anything"),
        ("Waiting for", "The fee", 0, "Open, waiting for the fee"),
        ("Stage", "Received", 3, "Open, Received"),
        ("Handler", "Nobody named", 2, "Open, nobody named"),
        ("Handler", "Kit Moss", 1, "Open, Kit Moss"),
    ],
)
def test_each_facet_narrows_the_list_at_once_and_the_button_says_so(
    desk: Desk, page: CasesPage, name: str, wanted: str, left: int, said: str
) -> None:
    panel = panel_of(desk, page)
    choose(panel, name, wanted)
    desk.until(lambda: count(page) == left and f"{left} case{'' if left == 1 else 's'}" in words(panel))
    assert page.pane.head.filter.accessibleName() == f"Show: {said}"


def test_what_is_over_is_not_asked_when_it_is_due(desk: Desk, page: CasesPage) -> None:
    panel = panel_of(desk, page)
    choose(panel, "Due", "Overdue")
    choose(panel, "Show", "Closed")
    desk.until(lambda: count(page) == 1)
    assert not any(box(panel, name).isEnabled() for name in ("Due", "Waiting for", "Stage"))
    choose(panel, "Show", "Open")
    assert box(panel, "Due").isEnabled()
    assert page.pane.choice().due is DueWhen.OVERDUE


def test_another_kind_has_other_stages(desk: Desk, page: CasesPage) -> None:
    panel = panel_of(desk, page)
    choose(panel, "Stage", "Searching")
    assert page.pane.choice().stage == "search"
    choose(panel, "Kind", "Erasure")
    assert page.pane.choice() == ListChoice(Family.REQUESTS, kind=CaseKind.ERASURE)
    assert box(panel, "Stage").findText("Searching") < 0
    assert box(panel, "Stage").currentText() == "Any"


def test_clear_shows_every_open_case_again_and_leaves_what_is_typed(
    desk: Desk, page: CasesPage, qtbot: QtBot
) -> None:
    qtbot.keyClicks(page.pane.text, "ash")
    desk.until(lambda: count(page) == 1)
    panel = panel_of(desk, page)
    choose(panel, "Show", "All")
    choose(panel, "Handler", "Nobody named")
    desk.until(lambda: count(page) == 0)
    desk.press(panel, "Clear")
    desk.until(lambda: count(page) == 1)
    assert page.pane.choice() == ListChoice(Family.REQUESTS, text="ash")
    assert box(panel, "Handler").currentText() == "Anyone"


def test_escape_closes_the_panel_and_what_was_chosen_stays(desk: Desk, page: CasesPage, qtbot: QtBot) -> None:
    panel = panel_of(desk, page)
    choose(panel, "Due", "Overdue")
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert page.pane.choice().due is DueWhen.OVERDUE
    assert box(panel_of(desk, page), "Due").currentText() == "Overdue"
    desk.press(panel, "Close")
    assert not panel.isVisible()


def asked(page: CasesPage, kind: type[QDialog] = QDialog) -> Any:
    [found] = [each for each in page.findChildren(kind) if each.isVisible()]
    return found


def save(desk: Desk, page: CasesPage, name: str) -> NameDecision:
    """Open the panel and save the filter of now; answers the closed dialog."""
    panel = panel_of(desk, page)
    desk.press(panel, "Save…")
    decision = asked(page, NameDecision)
    assert not panel.isVisible()
    decision.name.setText(name)
    return decision


def test_a_filter_is_kept_in_the_register_and_chosen_again(
    desk: Desk, page: CasesPage, session: Session, qtbot: QtBot
) -> None:
    page.pane.choose(ListChoice(Family.REQUESTS, Shown.ALL, text="ash", handler="Kit Moss"))
    decision = save(desk, page, " ")
    assert "It shows: All, Kit Moss." in " ".join(each.text() for each in decision.findChildren(QLabel))
    decision.decide_button.click()
    assert decision.isVisible()
    decision.name.setText("With Kit")
    qtbot.keyClick(decision.name, Qt.Key.Key_Return)
    desk.until(lambda: bool(session.case_filters.of(Family.REQUESTS)))
    [kept] = session.case_filters.of(Family.REQUESTS)
    assert "ash" not in str(kept)
    desk.press(page.pane, "Clear the filter")
    panel = panel_of(desk, page)
    assert box(panel, "Saved filters").currentText() == "None of them"
    choose(panel, "Saved filters", "With Kit")
    assert page.pane.choice() == ListChoice(Family.REQUESTS, Shown.ALL, handler="Kit Moss")
    assert box(panel, "Handler").currentText() == "Kit Moss"
    desk.until(lambda: count(page) == 1)
    choose(panel, "Show", "Open")
    assert box(panel, "Saved filters").currentText() == "None of them"


def test_a_name_that_is_taken_is_replaced_and_the_button_says_so(
    desk: Desk, page: CasesPage, session: Session
) -> None:
    session.case_filters.keep(Family.REQUESTS, "Late", {"shown": "All"})
    page.pane.choose(ListChoice(Family.REQUESTS, due=DueWhen.OVERDUE))
    decision = save(desk, page, "late")
    assert decision.decide_button.text().replace("&", "") == "Replace it"
    decision.decide_button.click()
    desk.until(lambda: session.case_filters.of(Family.REQUESTS)[0].parts.get("due") == "overdue")
    assert len(session.case_filters.of(Family.REQUESTS)) == 1


def test_a_filter_is_renamed_and_deleted(desk: Desk, page: CasesPage, session: Session) -> None:
    late = ListChoice(Family.REQUESTS, due=DueWhen.OVERDUE)
    session.case_filters.keep(Family.REQUESTS, "Late", late.parts())
    session.case_filters.keep(Family.REQUESTS, "Other", {"shown": "All"})
    page.pane.choose(late)
    panel = panel_of(desk, page)
    assert box(panel, "Saved filters").currentText() == "Late"
    desk.press(panel, "Rename…")
    decision = asked(page, NameDecision)
    assert decision.name.text() == "Late"
    decision.name.setText("OTHER")
    decision.decide_button.click()
    assert decision.isVisible()
    decision.name.setText("Overdue")
    decision.decide_button.click()
    desk.until(
        lambda: [each.name for each in session.case_filters.of(Family.REQUESTS)] == ["Other", "Overdue"]
    )
    panel = panel_of(desk, page)
    desk.press(panel, "Delete…")
    question = asked(page)
    assert question.windowTitle() == "Delete “Overdue”?"
    question.accept()
    desk.until(lambda: [each.name for each in session.case_filters.of(Family.REQUESTS)] == ["Other"])
    assert count(page) == 1
    panel = panel_of(desk, page)
    assert panel.saved.rename() is panel.saved.delete() is None


def test_a_filter_whose_kind_no_longer_exists_is_shown_with_what_is_left_of_it(
    desk: Desk, page: CasesPage, session: Session
) -> None:
    parts = {"shown": "All", "kind": "a right of tomorrow", "stage": "gone"}
    session.case_filters.keep(Family.REQUESTS, "Tomorrow", parts)
    panel = panel_of(desk, page)
    choose(panel, "Saved filters", "Tomorrow")
    desk.until(lambda: count(page) == 4)
    assert "No longer there and left out: “a right of tomorrow”, “gone”." in words(panel)
    choose(panel, "Due", "Overdue")
    assert not any("left out" in each for each in words(panel))


def test_the_panel_stays_in_the_window(desk: Desk, page: CasesPage) -> None:
    panel = panel_of(desk, page)
    assert page.rect().contains(panel.geometry())
    assert panel._scroll.horizontalScrollBar().maximum() == 0


def test_the_button_folds_the_panel_again(desk: Desk, page: CasesPage) -> None:
    panel = panel_of(desk, page)
    page.pane.head.filter.click()
    assert not panel.isVisible()
