"""Contacts: the list, and beside it the contact, to read or being typed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from kmss_dpo.domain.changes import Changes
from kmss_dpo.domain.contacts import Contact
from kmss_dpo.domain.holds import Hold
from kmss_dpo.domain.ids import ContactId, Kind
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.ui.contacts.card import ContactCard
from kmss_dpo.ui.contacts.contact_list import ContactList
from kmss_dpo.ui.contacts.deleting import Deleting
from kmss_dpo.ui.contacts.form import ContactForm
from kmss_dpo.ui.contacts.suppressing import Suppressing, SuppressSheet
from kmss_dpo.ui.kit.confirm import ask
from kmss_dpo.ui.kit.empty_state import EmptyState
from kmss_dpo.ui.kit.newest import Newest
from kmss_dpo.ui.kit.notice import Toast
from kmss_dpo.ui.kit.runner import Runner

_BESIDE_FROM = 130
"""Characters: a page narrower than this has the list above the contact."""
_SHOWN = frozenset({Kind.CONTACT, Kind.CASE, Kind.HOLD})


class ContactsPage(QWidget):
    """`show_requested(Kind.CASE, id)` where a case of a contact is chosen."""

    show_requested = Signal(object, int)
    hold_requested = Signal(object)

    def __init__(self, session: Session, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._runner = runner
        self._stale = True
        self._showing = Newest(runner, session.reading, self)
        self.list = ContactList(session, runner)
        self._beside = QStackedWidget()
        self._pick_one = EmptyState(
            "user", "Choose a contact.", more="Or start to type a name above the list."
        )
        self._toast = Toast(self)
        self._deleting = Deleting(session, runner, self)
        self.suppressing = Suppressing(session, runner, self)
        self._split = QSplitter()
        self._lay_out()
        self.list.chosen.connect(self._chosen)
        self.list.new_requested.connect(self.new_contact)
        self._deleting.gone.connect(self._gone)
        self._deleting.told.connect(self._toast.say)
        self.suppressing.told.connect(self._toast.say)
        self.suppressing.done.connect(self._read)

    def first_focus(self) -> None:
        """The filter, ready to type a name."""
        self.list.filter.setFocus(Qt.FocusReason.OtherFocusReason)

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
            self._leave_form(lambda: self._show(record))

    def new_contact(self) -> None:
        """Begin a new contact."""
        self._leave_form(lambda: self._type(None))

    def resume(self, kept: Unfinished) -> None:
        """Go on with what was being typed about a contact before a lock."""
        if not kept.about:
            self._leave_form(lambda: self._type(None, kept))
            return
        wanted = ContactId(kept.about[0][1])
        read = self._session.contacts.contact
        suppresses = kept.form == SuppressSheet.FORM
        go_on = self._suppress_again if suppresses else self._type
        self._leave_form(
            lambda: self._showing.ask(lambda: read(wanted), lambda contact: go_on(contact, kept))
        )

    def _suppress_again(self, contact: Contact, kept: Unfinished) -> None:
        sheet = self.suppressing.ask(contact)
        if sheet:
            sheet.typing.resume(kept)

    def shown(self) -> QWidget | None:
        """What stands beside the list: a `ContactCard`, a `ContactForm` or an invitation."""
        return self._beside.currentWidget()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: catch up with what changed meanwhile."""
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the contact stands below the list where large text leaves no room beside it."""
        super().resizeEvent(event)
        wide = self.width() > self.fontMetrics().averageCharWidth() * _BESIDE_FROM
        self._split.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        self._give_room()

    def _give_room(self) -> None:
        """Below the list a form would show one line at a time: while one types, the list makes room."""
        typing = isinstance(self.shown(), ContactForm)
        self.list.setVisible(self._split.orientation() is Qt.Orientation.Horizontal or not typing)

    def _refresh(self) -> None:
        self._stale = False
        self.list.refresh()
        card = self.shown()
        if isinstance(card, ContactCard):
            self._read(card.contact.id)

    def _chosen(self, contact: int) -> None:
        card = self.shown()
        same = isinstance(card, ContactCard) and card.contact.id == contact
        if not same and not isinstance(card, ContactForm):
            self._read(contact)

    def _show(self, contact: int) -> None:
        """Show a contact in place of what stands there, and mark it in the list."""
        self._put(self._pick_one)
        self.list.mark(contact)
        self._read(contact)

    def _read(self, contact: int) -> None:
        wanted = ContactId(contact)
        self._showing.ask(lambda: _with_holds(self._session, wanted), lambda found: self._put_card(*found))

    def _put_card(self, contact: Contact, holds: Sequence[Hold], suppressed: str) -> None:
        if isinstance(self.shown(), ContactForm):
            return
        card = ContactCard(self._session, self._runner, contact, holds, suppressed)
        card.edit_requested.connect(lambda: self._type(contact))
        card.erase_requested.connect(lambda: self._deleting.ask(contact, holds))
        card.hold_requested.connect(self.hold_requested)
        card.suppress_requested.connect(lambda: self.suppressing.ask(contact))
        card.case_requested.connect(lambda case: self.show_requested.emit(Kind.CASE, case))
        self._put(card)
        self.list.mark(contact.id)

    def _type(self, contact: Contact | None, kept: Unfinished | None = None) -> None:
        form = ContactForm(self._session, self._runner, contact)
        if kept:
            form.typing.resume(kept)
        form.saved.connect(self._saved)
        form.left.connect(lambda: self._leave_form(lambda: self._left(contact)))
        self._put(form)
        self.list.rest(resting=True)
        form.form.focus_first()

    def _saved(self, contact: int) -> None:
        self._toast.say("The contact is kept.")
        self._show(contact)
        self.list.refresh()
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _left(self, contact: Contact | None) -> None:
        self._put(self._pick_one)
        if contact is not None:
            self._read(contact.id)
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

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

    def _gone(self) -> None:
        self._put(self._pick_one)
        self.list.mark(None)
        self.list.refresh()
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, widget: QWidget) -> None:
        before = self.shown()
        self.list.rest(resting=False)
        if before is widget:
            return
        if self._beside.indexOf(widget) < 0:
            self._beside.addWidget(widget)
        self._beside.setCurrentWidget(widget)
        if isinstance(before, ContactForm):
            before.typing.begin()
        if before is not None and before is not self._pick_one:
            self._beside.removeWidget(before)
            before.deleteLater()
        self._give_room()

    def _lay_out(self) -> None:
        self._beside.addWidget(self._pick_one)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.list)
        self._split.addWidget(self._beside)
        self._split.setSizes([590, 590])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._split)


def _with_holds(session: Session, contact: ContactId) -> tuple[Contact, Sequence[Hold], str]:
    """With it what holds it, and whether an address of it is on the suppression list."""
    found = session.contacts.contact(contact)
    return found, session.holds.on(Kind.CONTACT, contact), session.suppression.told_of(found.details)
