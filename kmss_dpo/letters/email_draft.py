"""A letter as the draft of an email: a file that a mail program opens, unsent, with the pages attached."""

from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO

import pikepdf

from kmss_dpo.domain.errors import Mistake


@dataclass(frozen=True)
class EmailDraft:
    """Who it is from and to, and its words; a `passphrase` that is not empty opens the letter's pages."""

    sender: str
    sender_name: str
    recipient: str
    subject: str
    text: str
    file_name: str
    passphrase: str = ""


def draw_email(draft: EmailDraft, pdf: bytes) -> bytes:
    """The draft as an .eml file; raises `Mistake` where an address is none."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"  # mail programs open it to be sent, not as one that came
    message["From"] = _address(draft.sender, draft.sender_name)
    if draft.recipient:
        message["To"] = _address(draft.recipient)
    message["Subject"] = draft.subject
    message.set_content(draft.text)
    pages = protected(pdf, draft.passphrase) if draft.passphrase else pdf
    message.add_attachment(pages, maintype="application", subtype="pdf", filename=draft.file_name)
    return bytes(message)


def protected(pdf: bytes, passphrase: str) -> bytes:
    """The pages in AES with 256 bits (ISO 32000-2, 7.6), to be opened with the passphrase only.

    Whoever opened them may have them read out.
    """
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        allowed = pikepdf.Permissions(accessibility=True)
        lock = pikepdf.Encryption(user=passphrase, owner=passphrase, R=6, allow=allowed)
        document.save(out, encryption=lock)
    return out.getvalue()


def _address(text: str, name: str = "") -> Address:
    try:
        return Address(display_name=name, addr_spec=text.strip())
    except (ValueError, IndexError, MessageError):
        raise Mistake(f"“{text}” is no email address. Correct it, then make the draft again.") from None
