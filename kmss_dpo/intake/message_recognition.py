"""Tells a message from other files by what is in it, and says what to do with what is none."""

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.intake.message_parts import KNOWN_HEADERS, LONGEST_HEAD, begins_with_header, header_names

LARGEST = 100 * 1024 * 1024
TOO_LARGE = (
    "This file is larger than 100 MB, which is more than is read as a message. "
    "Open the case by hand and ask for the files another way."
)
EMPTY = "This file is empty. Save the message again from the mail program."
OUTLOOK = "This is an Outlook file (.msg). Save it as .eml in Outlook and choose that file."
PDF = "This is a PDF, not an email message. Open the case by hand and add the PDF as a document."
ARCHIVE = (
    "This is a zip archive or an office document, not an email message. Choose the message saved as .eml."
)
PICTURE = "This is a picture, not an email message. Open the case by hand and add the picture as a document."
BINARY = "This file is not an email message: it holds no readable text. Choose a message saved as .eml."
UNICODE_16 = (
    "This file is not an email message as it was sent: it was saved again as UTF-16. Save it as .eml."
)
PROSE = (
    "This file is not an email message: it has none of the lines that a message begins with, such as From, "
    "Date or Subject. Choose a message saved as .eml, or open the case by hand."
)

_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OUTLOOK),
    (b"%PDF-", PDF),
    (b"PK\x03\x04", ARCHIVE),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"\xff\xfe", UNICODE_16),
    (b"\xfe\xff", UNICODE_16),
)
_MUCH_BINARY = 0.1  # mail with raw 8-bit text has none of these bytes


def check_is_message(content: bytes) -> None:
    """Raise `Mistake`, with what to do, where `content` is no email message; file names are not asked."""
    if len(content) > LARGEST:
        raise Mistake(TOO_LARGE)
    start = content[:LONGEST_HEAD]
    if not start.strip():
        raise Mistake(EMPTY)
    for signature, sentence in _SIGNATURES:
        if start.startswith(signature):
            raise Mistake(sentence)
    if not (begins_with_header(content) and header_names(content) & KNOWN_HEADERS):
        raise Mistake(BINARY if _is_binary(start) else PROSE)


def _is_binary(start: bytes) -> bool:
    odd = len(start) - len(start.translate(None, bytes({*range(32)} - {9, 10, 12, 13, 27})))
    return odd > len(start) * _MUCH_BINARY or b"\0" in start
