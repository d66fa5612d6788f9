"""Who objected to marketing is recognised by the next import, and never named: the suppression list."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from kmss_dpo.domain.cases import Closing
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.ids import CaseId, ContactId, Kind, SuppressionId
from kmss_dpo.domain.suppression import (
    OBJECTING,
    TITLES,
    Address,
    Checked,
    Off,
    Sort,
    Suppressed,
    addresses_in,
    addresses_of,
    check_address,
    check_why,
    digest,
    line,
    objects,
    told,
)
from kmss_dpo.intake import mailing_list
from kmss_dpo.intake.mailing_list import Source
from kmss_dpo.services.cases import Cases
from kmss_dpo.services.proceeding import Proceed
from kmss_dpo.services.reaching import erase_everywhere
from kmss_dpo.store import cases, contacts, disposals, suppressions
from kmss_dpo.store.cases import StoredCase
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.register import Register
from kmss_dpo.support.clock import Clock, london_day
from kmss_dpo.support.csv_text import as_csv


class Suppression:
    """What the officer can do with the list."""

    def __init__(self, register: Register, cases: Cases, clock: Clock) -> None:
        self._register = register
        self._cases = cases
        self._clock = clock

    def add(self, address: Address, reason: str) -> bool:
        """Put an address on the list; false where it is there already."""
        checked = check_address(address)
        why = check_why(reason, [checked])
        with self._register.writing("address suppressed") as writing:
            return bool(suppressions.suppress(writing, [checked], self._today(), why))

    def add_contact(self, contact: ContactId, reason: str) -> int:
        """Put every address of a contact on the list; how many were not there yet."""
        with self._register.writing("contact suppressed") as writing:
            addresses = addresses_of(contacts.contact(writing.connection, contact).details)
            why = check_why(reason, addresses)
            return suppressions.suppress(writing, addresses, self._today(), why)

    def take_off(self, chosen: Sequence[SuppressionId], why: Off) -> int:
        """Take lines off the list, in the kept backups too; how many could not be reached.

        The log keeps why. Runs on the lane for long work.
        """
        return erase_everywhere(self._register, self._take_off, chosen, why)

    def told_of(self, details: ContactDetails) -> str:
        """What is said of a contact whose address is on the list; empty where none is."""
        with self._register.reading() as connection:
            return told_of(connection, addresses_of(details))

    def of_case(self, case: CaseId) -> Sequence[Address]:
        """The addresses of whoever objected by a case, for the officer to put on the list as it ends."""
        with self._register.reading() as connection:
            return _addresses(connection, cases.case(connection, case))

    def close(self, case: CaseId, version: int, closing: Closing) -> None:
        """Close a case, and put the addresses of whoever objected by it on the list, all or nothing."""
        with self._register.writing("case closed") as writing:
            self._cases.close(case, version, closing)
            stored = cases.case(writing.connection, case)
            kind = stored.details.kind
            if objects(kind, closing.outcome):
                found = _addresses(writing.connection, stored)
                suppressions.suppress(writing, found, stored.details.received_on, OBJECTING[kind])

    def ids(self, *, sort: str = "since", descending: bool = True) -> Sequence[int]:
        """Every line, in the order of a list."""
        with self._register.reading() as connection:
            return suppressions.ids(connection, sort, descending=descending)

    def rows(self, wanted: Sequence[int]) -> list[Suppressed]:
        """One line for each id."""
        with self._register.reading() as connection:
            return suppressions.rows(connection, wanted)

    def counts(self) -> dict[Sort, int]:
        """How many lines there are of each kind."""
        with self._register.reading() as connection:
            return suppressions.counts(connection)

    def export(self) -> bytes:
        """The list as CSV: digests, from which nobody reads an address."""
        with self._register.reading() as connection:
            return as_csv(TITLES, [line(each) for each in suppressions.everyone(connection)])

    def check_list(self, source: Source, proceed: Proceed) -> Checked:
        """Which lines of a mailing list are on the list; nothing of it is kept. Reads a file: on no lane."""
        return mailing_list.check(source, self._asking(), self._going_on(proceed))

    def clean_list(self, source: Source, place: Path, proceed: Proceed) -> Checked:
        """Write a mailing list without those lines to a place that the officer chose."""
        return mailing_list.clean(source, place, self._asking(), self._going_on(proceed))

    def _asking(self) -> Callable[[str], bool]:
        """Whether a line names somebody on the list, as it is now."""
        key, listed = self._register.reading_lane.have_done(self._listed)
        sorts = {sort for sort, _ in listed}

        def is_suppressed(words: str) -> bool:
            return any((each.sort, digest(key, each)) in listed for each in addresses_in(words, sorts))

        return is_suppressed

    def _listed(self) -> tuple[bytes, frozenset[tuple[Sort, str]]]:
        with self._register.reading() as connection:
            listed = frozenset((each.sort, each.digest) for each in suppressions.everyone(connection))
            return suppressions.key(connection) or b"", listed

    def _going_on(self, proceed: Proceed) -> Proceed:
        return lambda done, of: proceed(done, of) and self._register.goes_on()

    def _take_off(self, chosen: Sequence[SuppressionId], why: Off) -> None:
        with self._register.writing("taken off the suppression list") as writing:
            for each in chosen:
                if suppressions.take_off(writing, each):
                    gone = [(Kind.SUPPRESSION, int(each))]
                    disposals.log_by_hand(writing, Kind.SUPPRESSION, gone, why.value)

    def _today(self) -> date:
        return london_day(self._clock.now())


def told_of(connection: Reading, addresses: Sequence[Address]) -> str:
    """What is said of addresses that are on the list, within a transaction that is already open."""
    return told(suppressions.of_addresses(connection, addresses))


def _addresses(connection: Reading, stored: StoredCase) -> Sequence[Address]:
    """Every address of the person whom a case is about."""
    person = stored.details.subject or stored.details.requester
    if person is None or stored.details.kind not in OBJECTING:
        return ()
    return addresses_of(contacts.contact(connection, person).details)
