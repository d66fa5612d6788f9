"""The list of contacts with its filter: found as one types, a hundred thousand as well as ten."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from kmss_dpo.domain.contacts import ContactFilter, ContactRow
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.chips import Chip, ChipLabel
from kmss_dpo.ui.kit.column_choice import ColumnChoice
from kmss_dpo.ui.kit.empty_state import EmptyState
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.list_layouts import layouts_of
from kmss_dpo.ui.kit.newest import Newest
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import Column, PagedTableModel
from kmss_dpo.ui.kit.table_view import TableView


class ContactList(QWidget):
    """`chosen` carries a contact's id as one moves through the list; `new_requested` is a wish."""

    chosen = Signal(int)
    new_requested = Signal()

    def __init__(self, session: Session, runner: Runner) -> None:
        super().__init__()
        self._session = session
        self._wanted = ContactFilter()
        self._shown: int | None = None
        self._asking = Newest(runner, session.reading, self)
        self.model = PagedTableModel(_columns(), session.contacts.rows, runner, session.reading, parent=self)
        self.table = TableView(self.model, "Contacts")
        ColumnChoice(self.table, self.model.columns, first_stays=False)
        self.filter = QLineEdit()
        self.no_case = QCheckBox("Only those whom no case names")
        self._new = button("New contact")
        self._count = ChipLabel(Chip("0"))
        self._lists = QStackedWidget()
        self._nobody = EmptyState(
            "search", "Nobody matches.", more="Try a part of the name, the email or the phone number."
        )
        self._empty = EmptyState(
            "users",
            "No contacts yet.",
            "New contact…",
            "People and organisations come in here, or with their first case.",
        )
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Ask for the list anew."""
        wanted = self._wanted
        self._asking.ask(lambda: self._session.contacts.ids(wanted), self._show)

    def mark(self, contact: int | None) -> None:
        """Mark the contact that is shown beside the list; one that the filter hides ends the filter."""
        self._shown = contact
        if contact is not None and self.model.rowCount() and not self.table.choose(contact):
            self.filter.clear()
            self.no_case.setChecked(False)

    def rest(self, *, resting: bool) -> None:
        """Take no choice while a contact is being typed."""
        self._lists.setEnabled(not resting)
        self.filter.setEnabled(not resting)
        self.no_case.setEnabled(not resting)
        self._new.setEnabled(not resting)

    def _show(self, ids: Sequence[int]) -> None:
        self.model.set_ids(ids)
        filtered = bool(self._wanted.text.strip()) or self._wanted.no_case
        self._count.show_chip(Chip(f"{len(ids):,}"))
        self._lists.setCurrentWidget(self.table if ids else self._nobody if filtered else self._empty)
        self.table.show_sort("name", descending=self._wanted.descending)
        if self._shown is not None:
            self.table.choose(self._shown)

    def _filter(self, typed: str) -> None:
        self._wanted = replace(self._wanted, text=typed)
        self.refresh()

    def _leave_out_used(self, no_case: bool) -> None:  # noqa: FBT001 - a Qt signal carries it so
        self._wanted = replace(self._wanted, no_case=no_case)
        self.refresh()

    def _sort(self, key: str, descending: bool) -> None:  # noqa: FBT001 - a Qt signal carries it so
        del key
        self._wanted = replace(self._wanted, descending=descending)
        layouts = layouts_of(self)
        if layouts:
            layouts.put(self.table.accessibleName(), descending=descending)
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: the order of the last time."""
        super().showEvent(event)
        layouts = layouts_of(self)
        descending = layouts.of(self.table.accessibleName()).get("descending") if layouts else None
        if isinstance(descending, bool) and descending != self._wanted.descending:
            self._wanted = replace(self._wanted, descending=descending)
            self.refresh()

    def _tell(self, contact: int | None) -> None:
        if contact is not None:
            self.chosen.emit(contact)

    def _lay_out(self) -> None:
        self.filter.setPlaceholderText("Find by name, organisation, email or phone")
        self.filter.setAccessibleName("Find a contact")
        self.filter.setClearButtonEnabled(True)
        dress(self._new, "plus")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("Contacts", "title"))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._new)
        top = QVBoxLayout()
        top.setContentsMargins(24, 20, 16, 12)
        top.setSpacing(12)
        top.addLayout(head)
        top.addWidget(self.filter)
        top.addWidget(self.no_case)
        for each in (self.table, self._nobody, self._empty):
            self._lists.addWidget(each)
        self._lists.setContentsMargins(16, 0, 8, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._lists, 1)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._filter)
        self.no_case.toggled.connect(self._leave_out_used)
        self.filter.returnPressed.connect(lambda: self.table.setFocus(Qt.FocusReason.TabFocusReason))
        self._new.clicked.connect(self.new_requested)
        self._empty.step_requested.connect(self.new_requested)
        self.table.current_changed.connect(self._tell)
        self.table.open_requested.connect(self._tell)
        self.table.sort_requested.connect(self._sort)


def _columns() -> tuple[Column[ContactRow], ...]:
    return (
        Column("Name", text=lambda row: row.name, second=_under_name, strong=True, weight=4, sort="name"),
        Column(
            "Email and phone",
            text=lambda row: row.email or row.phone,
            second=lambda row: row.phone if row.email else "",
            weight=5,
        ),
        Column("Open cases", text=lambda row: str(row.open_cases or ""), right=True, weight=0),
    )


def _under_name(row: ContactRow) -> str:
    care = "Take care" if row.warning else ""
    return " · ".join(part for part in (care, row.organisation) if part)
