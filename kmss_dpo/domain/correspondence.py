"""What was said and sent: correspondence in and out, notes, documents and what a message file holds."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.ids import CaseId, ContactId, CorrespondenceId, DocumentId, LetterId


class Direction(StrEnum):
    """Whether it came to the company or left it."""

    RECEIVED = "in"
    SENT = "out"


@dataclass(frozen=True)
class NewCorrespondence:
    """One message, call, visit or letter; `document` holds the original where there is one."""

    direction: Direction
    channel: Channel
    on: date
    subject: str
    body: str = ""
    contact: ContactId | None = None
    document: DocumentId | None = None
    letter: LetterId | None = None


@dataclass(frozen=True)
class Correspondence:
    """Correspondence as kept on a case."""

    id: CorrespondenceId
    case: CaseId
    content: NewCorrespondence


@dataclass(frozen=True)
class NewDocument:
    """A file to keep inside the register: `name` as it was called, `content` whole."""

    name: str
    media_type: str
    content: bytes


class Mark(StrEnum):
    """What the officer says of a document: for whose eyes it is, or that it is a copy to be deleted soon."""

    NONE = ""
    INTERNAL = "internal"
    DISCLOSE = "for disclosure"
    IDENTITY = "identity paper"


@dataclass(frozen=True)
class DocumentRow:
    """One line of a document list; the content is fetched on its own. `size` in bytes.

    `also_on` are references of other cases that keep the same content.
    """

    id: DocumentId
    version: int
    case: CaseId
    name: str
    media_type: str
    size: int
    sha256: str
    added_at: datetime
    mark: Mark = Mark.NONE
    also_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attachment:
    """A file inside a message; `name` is safe to show and holds no path."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Message:
    """An email as read from a file; `received_on` is proposed, never assumed, and `received_why` says why.

    `received_on` is None where no header gives a usable day; the officer must then enter it.
    `reply_to` is an address that answers are asked to go to, where it is another than the sender's.
    """

    sender_name: str
    sender_email: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    sent_at: datetime | None
    received_on: date | None
    received_why: str
    attachments: tuple[Attachment, ...]
    warnings: tuple[str, ...] = ()
    reply_to: str = ""
