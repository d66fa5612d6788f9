"""Contacts: the list with its filter, and beside it the contact, to read or being typed."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from kmss_dpo.domain.changes import Changes
from kmss_dpo.domain.contacts import Contact, ContactFilter, ContactRow
from kmss_dpo.domain.ids import ContactId, Kind
from kmss_dpo.session import Session
from kmss_dpo.ui.contacts.card import ContactCard
from kmss_dpo.ui.contacts.form import ContactForm
from kmss_dpo.ui.kit.chips import Chip, ChipLabel
from kmss_dpo.ui.kit.confirm import ask
from kmss_dpo.ui.kit.empty_state import EmptyState
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.newest import Newest
from kmss_dpo.ui.kit.notice import Toast
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import Column, PagedTableModel
from kmss_dpo.ui.kit.table_view import TableView

_SHOWN = frozenset({Kind.CONTACT, Kind.CASE})


class ContactsPage(QWidget):
    """`show_requested(Kind.CASE, id)` where a case of a contact is chosen."""

    show_requested = Signal(object, int)

    def __init__(self, session: Session, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._runner = runner
        self._wanted = ContactFilter()
        self._stale = True
        self._listing = Newest(runner, session.reading, self)
        self._showing = Newest(runner, session.reading, self)
        self._model = PagedTableModel(_columns(), session.contacts.rows, runner, session.reading, parent=self)
        self.table = TableView(self._model, "Contacts")
        self.filter = QLineEdit()
        self._new = button("New contact")
        self._count = ChipLabel(Chip("0"))
        self._lists = QStackedWidget()
        self._beside = QStackedWidget()
        self._nobody = EmptyState(
            "search", "Nobody matches.", more="Try a part of the name, the email or the phone number."
        )
        self._empty = EmptyState(
            "users",
            "No contacts yet.",
            "New contact…",
            "People and organisations come in here, or with their first case.",
        )
        self._pick_one = EmptyState(
            "user", "Choose a contact.", more="Or start to type a name above the list."
        )
        self._toast = Toast(self)
        self._lay_out()
        self._connect()

    def first_focus(self) -> None:
        """The filter, ready to type a name."""
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def changes_made(self, changes: Changes) -> None:
        """Show what was changed elsewhere, now or when the page is next seen."""
        if not changes.kinds() & _SHOWN:
            return
        if self.isVisible():
            self._refresh()
        else:
            self._stale = True

    def show_record(self, kind: Kind, record: int) -> None:
        """Show one contact, whatever the filter says."""
        if kind is Kind.CONTACT:
            self._leave_form(lambda: self._open(record))

    def new_contact(self) -> None:
        """Begin a new contact."""
        self._leave_form(lambda: self._type(None))

    def shown(self) -> QWidget | None:
        """What stands beside the list: a `ContactCard`, a `ContactForm` or an invitation."""
        return self._beside.currentWidget()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: catch up with what changed meanwhile."""
        super().showEvent(event)
        if self._stale:
            self._refresh()

    # --- the list

    def _refresh(self) -> None:
        self._stale = False
        self._list()
        card = self.shown()
        if isinstance(card, ContactCard):
            self._show(card.contact.id)

    def _list(self) -> None:
        wanted = self._wanted
        self._listing.ask(lambda: self._session.contacts.ids(wanted), self._listed)

    def _listed(self, ids: Sequence[int]) -> None:
        self._model.set_ids(ids)
        filtered = bool(self._wanted.text.strip())
        self._count.show_chip(Chip(f"{len(ids):,}"))
        self._lists.setCurrentWidget(self.table if ids else self._nobody if filtered else self._empty)
        card = self.shown()
        if isinstance(card, ContactCard):
            self.table.choose(card.contact.id)
        self.table.show_sort("name", descending=self._wanted.descending)

    def _filter(self, typed: str) -> None:
        self._wanted = replace(self._wanted, text=typed)
        self._list()

    def _sort(self, key: str, descending: bool) -> None:  # noqa: FBT001 - a Qt signal carries it so
        del key
        self._wanted = replace(self._wanted, descending=descending)
        self._list()

    # --- beside the list

    def _chosen(self, contact: int | None) -> None:
        card = self.shown()
        same = isinstance(card, ContactCard) and card.contact.id == contact
        if contact is not None and not same and not isinstance(card, ContactForm):
            self._show(contact)

    def _show(self, contact: int) -> None:
        wanted = ContactId(contact)
        self._showing.ask(lambda: self._session.contacts.contact(wanted), self._read)

    def _read(self, contact: Contact) -> None:
        if isinstance(self.shown(), ContactForm):
            return
        card = ContactCard(self._session, self._runner, contact)
        card.edit_requested.connect(lambda: self._type(contact))
        card.erase_requested.connect(lambda: self._ask_to_erase(contact))
        card.case_requested.connect(lambda case: self.show_requested.emit(Kind.CASE, case))
        self._put(card)

    def _open(self, contact: int) -> None:
        self._put(self._pick_one)
        if not self.table.choose(contact) and self._wanted.text:
            self.filter.clear()
        self._show(contact)

    def _type(self, contact: Contact | None) -> None:
        form = ContactForm(self._session, self._runner, contact)
        form.saved.connect(self._saved)
        form.left.connect(lambda: self._leave_form(lambda: self._after_form(contact)))
        self._put(form)
        self._lists.setEnabled(False)
        self.filter.setEnabled(False)
        form.form.focus_first()

    def _saved(self, contact: int) -> None:
        self._toast.say("The contact is kept.")
        self._put(self._pick_one)
        self._list()
        self._show(contact)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _after_form(self, contact: Contact | None) -> None:
        self._put(self._pick_one)
        if contact is not None:
            self._show(contact.id)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_form(self, then: Callable[[], None]) -> None:
        """Go on with `then`, after asking where something typed would be lost."""
        form = self.shown()
        if isinstance(form, ContactForm) and form.changed():
            ask(
                self,
                "Leave without saving?",
                "What you typed about this contact is not kept yet.",
                "Leave without saving",
                then,
                danger=True,
            )
        else:
            then()

    def _ask_to_erase(self, contact: Contact) -> None:
        words = (
            f"{contact.details.name} goes with every address, number and note, and out of the search. "
            "The kept backups are cleaned when they are next disposed from. This cannot be taken back."
        )
        ask(self, "Erase this contact?", words, "Erase contact", lambda: self._erase(contact), danger=True)

    def _erase(self, contact: Contact) -> None:
        erase = self._session.contacts.erase
        self._runner.run(self, self._session.writing, lambda: erase(contact.id), lambda _: self._erased())

    def _erased(self) -> None:
        self._toast.say("The contact was erased.")
        self._put(self._pick_one)
        self._list()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, widget: QWidget) -> None:
        before = self.shown()
        if before is widget:
            return
        if self._beside.indexOf(widget) < 0:
            self._beside.addWidget(widget)
        self._beside.setCurrentWidget(widget)
        self._lists.setEnabled(True)
        self.filter.setEnabled(True)
        if before is not None and before is not self._pick_one:
            self._beside.removeWidget(before)
            before.deleteLater()

    # --- building

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
        top.setContentsMargins(24, 20, 24, 12)
        top.setSpacing(12)
        top.addLayout(head)
        top.addWidget(self.filter)
        for each in (self.table, self._nobody, self._empty):
            self._lists.addWidget(each)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._lists, 1)
        self._beside.addWidget(self._pick_one)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self._beside)
        split.setSizes([580, 600])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._filter)
        self._new.clicked.connect(self.new_contact)
        self._empty.step_requested.connect(self.new_contact)
        self.table.current_changed.connect(self._chosen)
        self.table.open_requested.connect(self._chosen)
        self.table.sort_requested.connect(self._sort)


def _columns() -> tuple[Column[ContactRow], ...]:
    return (
        Column(
            "Name",
            text=lambda row: row.name,
            second=_under_name,
            strong=True,
            weight=4,
            sort="name",
        ),
        Column("Email and phone", text=lambda row: row.email, second=lambda row: row.phone, weight=5),
        Column("Open cases", text=lambda row: str(row.open_cases or ""), right=True, weight=0),
    )


def _under_name(row: ContactRow) -> str:
    care = "Take care how to reach them" if row.warning else ""
    return " · ".join(part for part in (care, row.organisation) if part)
