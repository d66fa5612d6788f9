"""The suppression list: how somebody who objected to marketing is recognised, and the least that does it.

It keeps a keyed hash of the address and never the address: a list of objectors must not become a list that
somebody writes to (UK GDPR Arts 21(3), 5(1)(c)).
"""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kmss_dpo.domain.cases import CaseKind, Outcome, check_reason
from kmss_dpo.domain.contacts import ContactDetails, is_email, recognised_by
from kmss_dpo.domain.days import say_count, say_day
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import SuppressionId


class Sort(StrEnum):
    """What kind of address it is; the values are the ways by which a contact is reached."""

    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"


SORT_WORDS = {Sort.EMAIL: "Email address", Sort.PHONE: "Phone number", Sort.ADDRESS: "Postal address"}
OBJECTING: dict[CaseKind, str] = {
    CaseKind.MARKETING_OBJECTION: "Objected to marketing",
    CaseKind.CONSENT_WITHDRAWAL: "Withdrew consent",
}
"""The kinds of case after which nobody is written to for marketing any more, with the reason that is kept."""


class Off(StrEnum):
    """Why an address is taken off the list. The log keeps it, so it is chosen and never written."""

    CONSENT = "gave consent since"
    MISTAKE = "put on the list by mistake"
    OTHERS = "the address belongs to somebody else now"


@dataclass(frozen=True)
class Suppressed:
    """One line of the list."""

    id: SuppressionId
    version: int
    sort: Sort
    digest: str
    since: date
    reason: str


@dataclass(frozen=True)
class Address:
    """An address as it is written, and its kind."""

    sort: Sort
    value: str


_ABROAD = ("+44", "0044")
_FEWEST_DIGITS = 6


def digest(key: bytes, address: Address) -> str:
    """HMAC-SHA-256 of the address as it is recognised, with the register's own key, in hex."""
    message = f"{address.sort.value}\0{_recognised(address)}".encode()
    return hmac.digest(key, message, hashlib.sha256).hex()


def _recognised(address: Address) -> str:
    """The form in which two spellings of one address are the same: as a contact is recognised, and more.

    A British number is the same with and without the code of the country, a postal address with commas or
    lines between its parts.
    """
    value = unicodedata.normalize("NFC", address.value)
    if address.sort is Sort.ADDRESS:
        value = value.replace(",", " ")
    found = recognised_by(address.sort.value, value)
    if address.sort is Sort.PHONE:
        for code in _ABROAD:
            if found.startswith(code):
                return "0" + found.removeprefix(code).removeprefix("0")
    return found


def addresses_of(details: ContactDetails) -> tuple[Address, ...]:
    """Every way to reach a contact."""
    ways = ((Sort.EMAIL, details.emails), (Sort.PHONE, details.phones), (Sort.ADDRESS, details.addresses))
    return tuple(Address(sort, reach.value) for sort, reaches in ways for reach in reaches)


def check_address(address: Address) -> Address:
    """The address without the blanks around it; raises `Mistake` where it is none of its kind."""
    value = address.value.strip()
    if not value:
        raise Mistake("Enter the address.", "value")
    if address.sort is Sort.EMAIL and not is_email(value):
        raise Mistake("An email address looks like name@example.org.", "value")
    if address.sort is Sort.PHONE and sum(each.isdigit() for each in value) < _FEWEST_DIGITS:
        raise Mistake("A phone number has more digits than that.", "value")
    return Address(address.sort, value)


def check_why(reason: str, addresses: Iterable[Address]) -> str:
    """The reason as it is kept; raises `Mistake` where there is none, or where it tells an address.

    What the list keeps must not be readable as an address.
    """
    kept = check_reason(reason, "Say why nothing may be sent there.")
    told = _folded(kept)
    if "@" in kept or any(_folded(each.value) in told for each in addresses):
        raise Mistake("Leave addresses out of the reason: it is kept where no address may be.", "reason")
    return kept


def _folded(words: str) -> str:
    return "".join(each for each in words.casefold() if each.isalnum())


def objects(kind: CaseKind, outcome: Outcome | None) -> bool:
    """Whether a case that ended so was somebody's objection: not one that was taken back."""
    return kind in OBJECTING and outcome is not None and outcome is not Outcome.WITHDRAWN


def told(matches: Collection[tuple[str, Suppressed]]) -> str:
    """What is said of addresses that are on the list, each as it is written; empty where none is."""
    return " ".join(
        f"{' '.join(value.split())} objected to marketing on {say_day(each.since)}; only what is no "
        "marketing may go there."
        for value, each in matches
    )


def not_listed_words(count: int) -> str:
    """What is said where lines of the list before could not be taken over into a restored register."""
    return (
        f"{say_count(count, 'entry')} of the suppression list since could not be taken over, because this "
        "list has another key. Check mailing lists against the register before it too."
    )


TITLES = ("Kind", "Digest", "Since", "Reason")


def line(one: Suppressed) -> tuple[str, ...]:
    """One line of the exported list: nobody can read an address from it."""
    return (SORT_WORDS[one.sort], one.digest, one.since.isoformat(), one.reason)


MOST_SHOWN = 500
"""How many line numbers of a mailing list are shown."""


@dataclass(frozen=True)
class Checked:
    """What came of checking a mailing list: how many lines it has, and which of them are on the list.

    `matching` are the first of their numbers, counted from one. `doubtful` says that not all of it could be
    read as text; such lines were compared as far as they could be.
    """

    lines: int
    matches: int
    matching: tuple[int, ...] = ()
    doubtful: bool = False

    def words(self) -> str:
        """In a sentence or two."""
        if not self.lines:
            return "There is no line in it."
        of = say_count(self.lines, "line")
        found = f"None of {of} is" if not self.matches else f"{self.matches:,} of {of} {self._are()}"
        more = " Not all of it could be read as text: check those lines yourself." if self.doubtful else ""
        return f"{found} on the suppression list.{more}"

    def numbers(self) -> str:
        """The numbers of the lines that match, as in “Lines 3, 17 and 20 more”."""
        shown = ", ".join(f"{each:,}" for each in self.matching)
        rest = self.matches - len(self.matching)
        if not shown:
            return ""
        return f"Line{'' if self.matches == 1 else 's'} {shown}{f' and {rest:,} more' if rest else ''}"

    def _are(self) -> str:
        return "is" if self.matches == 1 else "are"


_EMAIL = re.compile(r"""[^\s,;|<>()\[\]"]+@[^\s,;|<>()\[\]"]+""")
_FIELDS = re.compile(r"[,;\t|]")


def addresses_in(words: str, sorts: Collection[Sort]) -> Iterator[Address]:
    """What a line of a mailing list may name, of the kinds that are asked for: each field, and all of it."""
    if Sort.EMAIL in sorts:
        for found in _EMAIL.findall(words):
            yield Address(Sort.EMAIL, found.removeprefix("mailto:").strip("'.:\ufeff"))
    if sorts == {Sort.EMAIL}:
        return
    plain = words.strip().strip('"\ufeff')
    for field in {plain, *(each.strip().strip('"') for each in _FIELDS.split(plain))}:
        if Sort.PHONE in sorts and _may_be_number(field):
            yield Address(Sort.PHONE, field)
        if Sort.ADDRESS in sorts and field:
            yield Address(Sort.ADDRESS, field)


def _may_be_number(words: str) -> bool:
    return sum(map(str.isdigit, words)) >= _FEWEST_DIGITS and not any(map(str.isalpha, words))
