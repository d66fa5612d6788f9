"""The cases of a list as cards or as a table, and what stands there while it holds none."""

from array import array
from collections.abc import Iterable

from PySide6.QtWidgets import QStackedWidget

from kmss_dpo.domain.case_views import CaseRow
from kmss_dpo.domain.cases import Family
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.case_table import CaseTable, columns
from kmss_dpo.ui.cases.list_head import TITLES
from kmss_dpo.ui.cases.words import row_chip, row_second
from kmss_dpo.ui.kit.empty_state import EmptyState
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import Column, PagedTableModel
from kmss_dpo.ui.kit.table_view import CardList

_EMPTY = {
    Family.REQUESTS: (
        "No open requests.",
        "Requests to see, correct or erase data, and objections, stand here until they are answered.",
    ),
    Family.COMPLAINTS: (
        "No open complaints.",
        "Complaints about how personal data was handled. They are acknowledged within 30 days.",
    ),
    Family.ENQUIRIES: (
        "No open enquiries.",
        "Demo requests and contact forms stand here until they are dealt with; then they go.",
    ),
}
STEPS = {
    Family.REQUESTS: "New request…",
    Family.COMPLAINTS: "New complaint…",
    Family.ENQUIRIES: "New enquiry…",
}


class BothViews(QStackedWidget):
    """Only the view in sight holds the ids; the other one is empty until its turn."""

    def __init__(self, family: Family, session: Session, runner: Runner) -> None:
        super().__init__()
        fetch, lane = session.cases.rows, session.reading
        self.card_model = PagedTableModel([_card(session)], fetch, runner, lane, parent=self)
        self.cards = CardList(self.card_model, TITLES[family])
        self.table_model = PagedTableModel(columns(session.day), fetch, runner, lane, parent=self)
        self.table = CaseTable(self.table_model, f"{TITLES[family]} as a table")
        sentence, more = _EMPTY[family]
        self.none = EmptyState("inbox", sentence, STEPS[family], more)
        self.nothing_found = EmptyState("funnel", "No case fits.", "Show all open cases")
        self.as_table = False
        self._ids = array("q")
        for each in (self.cards, self.table, self.none, self.nothing_found):
            self.addWidget(each)

    def ids(self) -> list[int]:
        """The cases that are shown, in their order."""
        return list(self._ids)

    def listed(self) -> int:
        """How many cases are shown."""
        return len(self._ids)

    def view(self) -> CardList | CaseTable:
        """The one in sight."""
        return self.table if self.as_table else self.cards

    def show_ids(self, ids: Iterable[int], *, narrowed: bool, other_cases: bool) -> None:
        """Show these cases; `narrowed` says why there may be none, `other_cases` that the first is chosen."""
        self._ids = array("q", ids)
        (self.table_model if self.as_table else self.card_model).set_ids(self._ids)
        empty = self.nothing_found if narrowed else self.none
        self.setCurrentWidget(self.view() if self._ids else empty)
        if self.as_table:
            self.table.begin_at_first()
        elif other_cases and self._ids and self.cards.chosen() is None:
            self.cards.choose(self._ids[0])

    def turn(self) -> None:
        """Show the same as a table, or again as cards; the chosen case stays chosen."""
        chosen, ids = self.view().chosen(), self._ids
        (self.table_model if self.as_table else self.card_model).set_ids(())
        self.as_table = not self.as_table
        if ids:
            self.show_ids(ids, narrowed=False, other_cases=chosen is None)
        if chosen is not None:
            self.view().choose(chosen)


def _card(session: Session) -> Column[CaseRow]:
    return Column(
        "Case",
        text=lambda row: row.reference,
        second=row_second,
        chip=lambda row: row_chip(row, session.day()),
        strong=True,
    )
