"""The parts of a case behind their tabs, in one order; which there are follows from its kind."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.cases import COMPLAINTS, ENQUIRIES, CaseKind


class Part(StrEnum):
    """The parts in the order of their tabs."""

    TIMELINE = "Timeline"
    CHECKLIST = "Checklist"
    SEARCH = "Search"
    ISSUES = "Issues"
    DECISIONS = "Decisions"
    DOCUMENTS = "Documents"
    LETTERS = "Letters"
    DETAILS = "Details"


def parts_of(kind: CaseKind) -> frozenset[Part]:
    """The parts that a case of a kind has."""
    without = {Part.ISSUES}
    if kind in ENQUIRIES:
        without |= {Part.SEARCH, Part.DECISIONS}
    if kind in COMPLAINTS:
        without = {Part.SEARCH}
    return frozenset(Part) - without


class CaseTabs(QObject):
    """A bar of tabs and the stack of pages that it turns over."""

    def __init__(self, pages: Mapping[Part, QWidget], parent: QWidget) -> None:
        super().__init__(parent)
        self.pages = pages
        self.bar = QTabBar()
        self.stack = QStackedWidget()
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setAccessibleName("Parts of the case")
        for part in Part:
            self.bar.addTab(part.value)
            self.stack.addWidget(pages[part])
        self.bar.currentChanged.connect(self.stack.setCurrentIndex)

    def show_case(self, view: CaseView) -> None:
        """Show the tabs that the case has, with how much is behind them."""
        there = parts_of(view.details.kind)
        counted = _counts(view)
        for at, part in enumerate(Part):
            self.bar.setTabText(at, f"{part.value} {counted.get(part, '')}".strip())
            self.bar.setTabVisible(at, part in there)

    def turn_to(self, part: Part) -> None:
        """Bring a part to the front, with its first control under the fingers."""
        self.bar.setCurrentIndex(list(Part).index(part))
        first = next((each for each in _along(self.pages[part]) if _takes_keys(each)), None)
        if first:
            first.setFocus(Qt.FocusReason.OtherFocusReason)


def _along(page: QWidget) -> Iterator[QWidget]:
    """What stands on a page, in the order in which Tab goes through it."""
    each = page.nextInFocusChain()
    while each and each is not page:
        if page.isAncestorOf(each):
            yield each
        each = each.nextInFocusChain()


def _takes_keys(each: QWidget) -> bool:
    return bool(each.focusPolicy() & Qt.FocusPolicy.TabFocus) and each.isVisible() and each.isEnabled()


def _counts(view: CaseView) -> dict[Part, str]:
    work = view.work
    done = sum(item.ticked is not None for item in view.checklist)
    return {
        Part.CHECKLIST: f"{done}/{len(view.checklist)}",
        Part.SEARCH: f"{work.places - work.places_open}/{work.places}" if work.places else "",
        Part.ISSUES: f"{work.issues - work.issues_open}/{work.issues}" if work.issues else "",
        Part.DECISIONS: str(work.decided or ""),
        Part.DOCUMENTS: str(view.documents),
        Part.LETTERS: str(view.letters),
    }
