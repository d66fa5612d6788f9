"""The people and organisations the officer writes to and hears from."""

from dataclasses import dataclass, field
from enum import StrEnum

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import ContactId


class ContactKind(StrEnum):
    """Whether a contact is one person or an organisation."""

    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class Reach:
    """One way to reach a contact: `value` is a postal address (lines), an email or a phone number.

    `safe` is false where writing there could harm the person; `note` says why or when.
    """

    value: str
    safe: bool = True
    note: str = ""


@dataclass(frozen=True)
class ContactDetails:
    """Everything the officer may write down about a contact."""

    name: str
    kind: ContactKind = ContactKind.PERSON
    organisation: str = ""
    former_names: tuple[str, ...] = ()
    addresses: tuple[Reach, ...] = ()
    emails: tuple[Reach, ...] = ()
    phones: tuple[Reach, ...] = ()
    safe_contact: str = ""
    adjustments: str = ""
    language: str = "English"
    notes: str = ""


@dataclass(frozen=True)
class Contact:
    """A contact as stored; `version` rises by one with each save."""

    id: ContactId
    version: int
    details: ContactDetails


@dataclass(frozen=True)
class ContactRow:
    """One line of the contacts list."""

    id: ContactId
    name: str
    organisation: str
    email: str
    phone: str
    open_cases: int
    warning: str = ""


@dataclass(frozen=True)
class ContactFilter:
    """Which contacts a list shows: those whose name, organisation or email holds `text`.

    `no_case` leaves those whom no case names: they go with no case, so the officer erases them by hand.
    """

    text: str = ""
    kind: ContactKind | None = None
    no_case: bool = False
    descending: bool = field(default=False)


_WAYS = (
    ("addresses", "Do not write to this address"),
    ("emails", "Do not write to this email address"),
    ("phones", "Do not call this number"),
)


def cautions(details: ContactDetails) -> tuple[str, ...]:
    """What must be known before anybody writes or calls, the officer's own words first."""
    own = (details.safe_contact,) if details.safe_contact else ()
    return own + tuple(
        _caution(words, reach)
        for field_name, words in _WAYS
        for reach in getattr(details, field_name)
        if not reach.safe
    )


def care(details: ContactDetails) -> str:
    """The same with the adjustments and the language asked for, in one line for whoever works on a case."""
    wishes = [f"Adjustments: {details.adjustments}"] if details.adjustments else []
    if details.language.casefold() not in {"", "english"}:
        wishes.append(f"Language: {details.language}")
    return " ".join(f"{said.rstrip('.')}." for said in (*cautions(details), *wishes))


def _caution(words: str, reach: Reach) -> str:
    said = f"{words}: {', '.join(reach.value.splitlines())}."
    return f"{said} {reach.note}" if reach.note else said


def recognised_by(way: str, value: str) -> str:
    """The form in which two spellings of one address or number are the same."""
    folded = " ".join(value.casefold().split())
    return "".join(each for each in folded if each.isdigit() or each == "+") if way == "phone" else folded


def is_email(words: str) -> bool:
    """Whether words have the form of an email address: something, an @, something, and no blank inside."""
    local, _at, host = words.strip().rpartition("@")
    return bool(local and host) and " " not in words.strip()


def check_contact(details: ContactDetails) -> None:
    """Raise `Mistake` where the details cannot be kept as they are."""
    if not details.name.strip():
        raise Mistake("Give the contact a name, or the email address if the name is not known.", "name")
    for reach in details.emails:
        if not is_email(reach.value):
            raise Mistake("An email address looks like name@example.org.", "emails")
