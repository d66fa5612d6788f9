"""What the program proposes for a message that came in; the officer decides each point."""

from dataclasses import dataclass

from kmss_dpo.domain.contacts import ContactRow
from kmss_dpo.domain.correspondence import Message


@dataclass(frozen=True)
class Proposal:
    """A message read from a file: whole, in parts, and the contacts that write from its address.

    `file_name` is how the document will be called inside the register; `kept_on` are the references of the
    cases that have this very message already. `suppressed` says that the address is on the suppression list.
    """

    message: Message
    original: bytes
    file_name: str
    known: tuple[ContactRow, ...]
    kept_on: tuple[str, ...] = ()
    suppressed: str = ""
