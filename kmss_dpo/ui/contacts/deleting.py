"""A contact that is deleted: into the bin, or for good where the officer says so."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.bin import Deleted
from kmss_dpo.domain.contacts import Contact
from kmss_dpo.domain.holds import Hold, OnHold
from kmss_dpo.session import Session
from kmss_dpo.ui.contacts.words import erased_words
from kmss_dpo.ui.kit.deleting import ask_to_delete, offer_undo
from kmss_dpo.ui.kit.runner import Runner


class Deleting(QObject):
    """`gone` says that the contact is no longer there, `told` what became of it or why it stays."""

    gone = Signal()
    told = Signal(str)

    def __init__(self, session: Session, runner: Runner, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._runner = runner
        self._page = page

    def ask(self, contact: Contact, holds: Sequence[Hold]) -> None:
        """Ask whether it shall go to the bin or for good; a hold refuses in a sentence."""
        if placed := [hold for hold in holds if hold.id is not None]:
            self.told.emit(OnHold(placed).sentence)
            return
        words = (
            f"{contact.details.name} goes with every address, number and note. "
            "A contact that a case names stays."
        )
        delete, erase = partial(self._delete, contact), partial(self._erase, contact)
        ask_to_delete(self._page, "Delete this contact?", words, "contact", delete, erase)

    def _delete(self, contact: Contact) -> None:
        delete = self._session.bin.delete_contact
        self._runner.run(self, self._session.writing, lambda: delete(contact.id), self._deleted)

    def _deleted(self, deleted: Deleted) -> None:
        self.gone.emit()
        offer_undo(self._page, self._session, self._runner, [deleted], "The contact")

    def _erase(self, contact: Contact) -> None:
        erase = self._session.contacts.erase
        self._runner.run(self, self._session.long_work, lambda: erase(contact.id), self._erased)

    def _erased(self, left: int) -> None:
        self.gone.emit()
        self.told.emit(erased_words(left))
