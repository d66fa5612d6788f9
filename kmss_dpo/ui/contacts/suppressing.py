"""“Suppress marketing…”: every address of a contact goes on the suppression list, for a reason."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.contacts import Contact
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.suppression import addresses_of
from kmss_dpo.session import Session
from kmss_dpo.ui.contacts.form_state import SuppressForm
from kmss_dpo.ui.contacts.words import suppress_words, suppressed_words
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.lines import lines_edit
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.sheet import Sheet

_HINT = "As in “Asked on the phone”. It is kept, so name no one and no address."


class SuppressSheet(Sheet):
    """`saved` carries how many addresses are new on the list."""

    FORM = "marketing suppressed"

    def __init__(self, parent: QWidget, session: Session, runner: Runner, contact: Contact) -> None:
        super().__init__(parent, runner, "Suppress marketing", "Put on the list")
        self._session = session
        self._contact = contact
        self.reason = lines_edit(2)
        self.words = label(suppress_words(len(addresses_of(contact.details))), "quiet", wrap=True)
        self.form.add_widget(self.words)
        self.form.add("reason", "Reason", self.reason, _HINT, required=True)
        self._binder: Binder[SuppressForm] = Binder(SuppressForm(), self)
        self._binder.text("reason", self.reason)
        self.widen(64)
        about = [(Kind.CONTACT, contact.id)]
        self.keep_typing(session, "contacts", lambda: self._binder.state, self._binder.show, lambda: about)

    def touched(self) -> bool:
        """Whether something was typed."""
        return bool(self._binder.state.reason.strip())

    def save(self) -> None:
        """Put the addresses on the list, or say what is wrong with the reason."""
        self.form.show_errors({})
        add, contact = self._session.suppression.add_contact, self._contact.id
        reason = self._binder.state.reason
        self.keep(self._session.writing, lambda: add(contact, reason))


class Suppressing(QObject):
    """`told` carries a sentence; the card is then to be read again."""

    told = Signal(str)
    done = Signal(int)

    def __init__(self, session: Session, runner: Runner, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._runner = runner
        self._page = page

    def ask(self, contact: Contact) -> SuppressSheet | None:
        """Ask for the reason; None where the contact has no address."""
        if not addresses_of(contact.details):
            self.told.emit("This contact has no address to recognise them by.")
            return None
        sheet = SuppressSheet(self._page, self._session, self._runner, contact)
        sheet.saved.connect(lambda count: self.told.emit(suppressed_words(count)))
        sheet.saved.connect(lambda _count: self.done.emit(contact.id))
        sheet.open()
        return sheet
