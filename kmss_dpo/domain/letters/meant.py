"""What belongs to another case and stands in a letter all the same, because that is meant and lawful."""

from dataclasses import dataclass
from enum import StrEnum


class Strange(StrEnum):
    """What of another person or case stands in a letter."""

    NAME = "name"
    EMAIL = "email address"
    PHONE = "phone number"
    ADDRESS = "postal address"
    REFERENCE = "reference"
    ENCLOSURE = "enclosure"
    SENT_TO = "address the letter goes to"


class Lawful(StrEnum):
    """Why it may stand there (UK GDPR Art 5(1)(f); Data Protection Act 2018 Schedule 2 paragraph 16)."""

    RECIPIENT = "an organisation that received the data"
    OFFICER = "the officer"
    COLLEAGUE = "a colleague"
    MAY_BE_GIVEN = "may be given (Schedule 2 paragraph 16)"
    SAME_FOR_ALL = "the same for everybody, such as a form"
    SHARED = "an address that both share"
    SOMETHING_ELSE = "somebody or something else of that name"


_PERSON = (
    Lawful.RECIPIENT,
    Lawful.COLLEAGUE,
    Lawful.OFFICER,
    Lawful.MAY_BE_GIVEN,
    Lawful.SOMETHING_ELSE,
)
LAWFUL: dict[Strange, tuple[Lawful, ...]] = {
    Strange.NAME: _PERSON,
    Strange.EMAIL: _PERSON,
    Strange.PHONE: _PERSON,
    Strange.ADDRESS: _PERSON,
    Strange.REFERENCE: (Lawful.MAY_BE_GIVEN, Lawful.SOMETHING_ELSE),
    Strange.ENCLOSURE: (Lawful.SAME_FOR_ALL, Lawful.MAY_BE_GIVEN),
    Strange.SENT_TO: (Lawful.SHARED, Lawful.RECIPIENT),
}
"""What can be said of each."""


@dataclass(frozen=True)
class Meant:
    """The officer's word that something is meant; `words` as they are compared, `reason` in their own."""

    what: Strange
    words: str
    why: Lawful
    reason: str
