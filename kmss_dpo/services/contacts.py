"""Contacts: add, change, find."""

from collections.abc import Sequence

from kmss_dpo.domain.contacts import Contact, ContactDetails, ContactFilter, ContactRow, check_contact
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import ContactId, Kind
from kmss_dpo.services.reaching import erase_everywhere
from kmss_dpo.services.reads import note_read
from kmss_dpo.store import contacts, disposals, erasing, unfinished
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
        """Erase a contact, in the kept backups too; how many could not be reached.

        Only one that no case names and nothing holds. Runs on the lane for long work.
        """
        return erase_everywhere(self._register, self._erase, contact)

    def _erase(self, contact: ContactId) -> None:
        with self._register.writing("contact erased") as writing:
            if case := contacts.first_case(writing.connection, contact):
                raise Mistake(f"A case names this contact: {case}. It goes when its last case goes.")
            record = (Kind.CONTACT, contact)
            own = disposals.of_people(writing.connection, [contact])
            gone = [*unfinished.about(writing.connection, [record]), *own]
            erasing.erase(writing, record, gone)
            disposals.log_by_hand(writing, Kind.CONTACT, gone)

    def contact(self, contact: ContactId) -> Contact:
        """One contact whole. Reading it is audited behind what is being written."""
        with self._register.reading() as connection:
            found = contacts.contact(connection, contact)
        note_read(self._register, Kind.CONTACT, contact)
        return found

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
