"""What the program proposes for a message that came in; the officer decides each point."""

from dataclasses import dataclass

from kmss_dpo.domain.cases import CaseDetails
from kmss_dpo.domain.contacts import ContactDetails, ContactRow
from kmss_dpo.domain.correspondence import Message
from kmss_dpo.domain.ids import ContactId


@dataclass(frozen=True)
class Proposal:
    """A message read from a file: whole, in parts, and the contacts that write from its address.

    `file_name` is how the document will be called inside the register.
    """

    message: Message
    original: bytes
    file_name: str
    known: tuple[ContactRow, ...]


@dataclass(frozen=True)
class Accepted:
    """What the officer made of it: an existing contact, or a new one, and the case to open."""

    contact: ContactId | None
    new_contact: ContactDetails | None
    details: CaseDetails
