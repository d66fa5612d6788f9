"""Contacts: add, change, find."""

from collections.abc import Sequence

from kmss_dpo.domain.contacts import Contact, ContactDetails, ContactFilter, ContactRow, check_contact
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import ContactId, Kind
from kmss_dpo.store import backups, contacts, unfinished
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.register import Register


class Contacts:
    """What the officer can do with people and organisations."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def add(self, details: ContactDetails) -> ContactId:
        """Keep a new contact."""
        check_contact(details)
        with self._register.writing("contact added") as writing:
            return contacts.add(writing, details)

    def change(self, contact: ContactId, version: int, details: ContactDetails) -> None:
        """Replace what is kept about a contact; `Conflict` where it changed since `version`."""
        check_contact(details)
        with self._register.writing("contact changed") as writing:
            contacts.change(writing, contact, version, details)

    def erase(self, contact: ContactId) -> int:
        """Erase a contact that no case names, from the kept backups first; how many could not be reached.

        Runs on the lane for long work. Stopped halfway, it leaves a contact that can be erased again.
        """
        with self._register.long_lane.transaction() as connection:
            _refuse_if_named(connection, contact)
        record = [(Kind.CONTACT, contact)]
        kept = backups.kept(self._register.folder)
        reached = [backups.erase_from(self._register.long_lane, backup, record) for backup in kept]
        self._register.writing_lane.have_done(self._erase, contact)
        return reached.count(backups.Reached.LEFT)

    def _erase(self, contact: ContactId) -> None:
        with self._register.writing("contact erased") as writing:
            _refuse_if_named(writing.connection, contact)
            record = (Kind.CONTACT, contact)
            for kind, gone in (*unfinished.about(writing.connection, [record]), record):
                writing.erase(kind, gone)

    def contact(self, contact: ContactId) -> Contact:
        """One contact whole."""
        with self._register.reading() as connection:
            return contacts.contact(connection, contact)

    def ids(self, wanted: ContactFilter) -> Sequence[int]:
        """The contacts a list shows, in its order."""
        with self._register.reading() as connection:
            return contacts.ids(connection, wanted)

    def rows(self, wanted: Sequence[int]) -> list[ContactRow]:
        """One line for each id."""
        with self._register.reading() as connection:
            return contacts.rows(connection, wanted)

    def with_email(self, email: str) -> list[ContactRow]:
        """The contacts that write from an address."""
        with self._register.reading() as connection:
            return contacts.with_email(connection, email)


def _refuse_if_named(connection: Reading, contact: ContactId) -> None:
    if contacts.is_used(connection, contact):
        raise Mistake("A case names this contact. It goes when its last case goes.")
