"""The standard mail parser, told to keep attached messages whole and to forgive what mail programs do."""

import re
from email import errors
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from itertools import count

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.intake.message_headers import readable

CUT_SHORT = "The message ends before its last part does; something may be missing."
NOT_DIVIDED = "The parts of this message cannot be told apart; what there is, is shown as text."
MOST_PARTS = 2_000
TOO_MANY = "This message is damaged: it claims to have more than 2,000 parts. Open the case by hand."
PART_DAMAGED = "A part of this message is damaged and may be incomplete."

KNOWN_HEADERS = frozenset({
    "bcc", "cc", "content-transfer-encoding", "content-type", "date", "delivered-to", "from", "in-reply-to",
    "message-id", "mime-version", "received", "references", "reply-to", "return-path", "sender", "subject",
    "to",
})  # fmt: skip

_SENTENCES: dict[type[errors.MessageDefect], str] = {
    errors.CloseBoundaryNotFoundDefect: CUT_SHORT,
    errors.NoBoundaryInMultipartDefect: NOT_DIVIDED,
    errors.StartBoundaryNotFoundDefect: NOT_DIVIDED,
    errors.InvalidBase64CharactersDefect: PART_DAMAGED,
    errors.InvalidBase64LengthDefect: PART_DAMAGED,
    errors.InvalidBase64PaddingDefect: PART_DAMAGED,
}
_LONGEST_CONTENT_HEADER = 8 * 1024  # the parser's time grows with the square of a header's length
_HEADER = re.compile(rb"([!-9;-~]+)[ \t]*:")
_MAILBOX_LINE = re.compile(rb"\s*>?From [^\r\n]*\r?\n")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
LONGEST_HEAD = 64 * 1024


class ReadingPolicy(Compat32):
    """Header values as readable text; unknown names for the transfer encoding are put right."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        """The text of one header."""
        text = readable(value)
        if name.lower() == "content-transfer-encoding":
            return _transfer_encoding(text)
        return text[:_LONGEST_CONTENT_HEADER] if name.lower().startswith("content-") else text


class Part(Message):
    """One part of a message. An attached message is a leaf to the parser: its bytes stay as they came."""

    def get_content_type(self) -> str:
        """The media type as the parser is to see it."""
        kind = super().get_content_type()
        return "application/octet-stream" if kind.startswith("message/") else kind

    @property
    def media_type(self) -> str:
        """The media type as the message names it."""
        return super().get_content_type()

    @property
    def children(self) -> list["Part"]:
        """The parts inside this one; none for a leaf."""
        inside = self.get_payload()
        return [child for child in inside if isinstance(child, Part)] if isinstance(inside, list) else []

    @property
    def content(self) -> bytes:
        """A leaf's content, freed of its transfer encoding."""
        content = self.get_payload(decode=True)
        return content if isinstance(content, bytes) else b""

    def header(self, name: str) -> str:
        """The text of a header, empty where there is none."""
        return str(self.get(name, ""))

    def complaints(self) -> tuple[str, ...]:
        """What is wrong with this part, in sentences for the officer; asked for after its content."""
        return tuple(_SENTENCES[type(defect)] for defect in self.defects if type(defect) in _SENTENCES)


def parse(content: bytes) -> Part:
    """The parts of a message; raises `Mistake` for too many, and whatever the standard parser raises."""
    begun, reading = count(1), ReadingPolicy()

    def begin(policy: ReadingPolicy = reading) -> Part:
        if next(begun) > MOST_PARTS:
            raise Mistake(TOO_MANY)
        return Part(policy)

    message = BytesParser(begin, policy=reading).parsebytes(_straightened(content))
    assert isinstance(message, Part)
    return message


def header_names(content: bytes) -> set[str]:
    """The lower-case names of the header lines that a message would begin with."""
    head, _ = _split(content)
    names = (_HEADER.match(line) for line in head.splitlines())
    return {name[1].decode("ascii").lower() for name in names if name}


def begins_with_header(content: bytes) -> bool:
    """Whether the first line is a header line."""
    head, _ = _split(content)
    return bool(_HEADER.match(head))


def _split(content: bytes) -> tuple[bytes, bytes]:
    """The header lines and the rest from the blank line on, without blanks and mailbox line before."""
    start = content[:LONGEST_HEAD].removeprefix(b"\xef\xbb\xbf")
    shift = len(content[:LONGEST_HEAD]) - len(start)
    shift += len(start) - len(start.lstrip())
    mailbox = _MAILBOX_LINE.match(content, shift, shift + LONGEST_HEAD)
    shift = mailbox.end() if mailbox and not _HEADER.match(content, shift) else shift
    end = _HEAD_END.search(content, shift, shift + LONGEST_HEAD)
    stop = end.start() if end else min(len(content), shift + LONGEST_HEAD)
    return content[shift:stop], content[stop:]


def _straightened(content: bytes) -> bytes:
    """The message with spaces before colons taken out and broken header lines joined to the line before."""
    head, rest = _split(content)
    lines = head.splitlines(keepends=True)
    names = [_HEADER.match(line) for line in lines]
    last = max(
        (i for i, n in enumerate(names) if n and n[1].lower().decode("ascii") in KNOWN_HEADERS), default=-1
    )
    for place, (line, name) in enumerate(zip(lines, names, strict=True)):
        if name:
            lines[place] = name[1] + b":" + line[name.end() :]
        elif place < last and not line.startswith((b" ", b"\t")):
            lines[place] = b" " + line
    return b"".join(lines) + rest


def _transfer_encoding(text: str) -> str:
    name = re.sub(r"[^a-z0-9-]", "", text.partition(";")[0].lower())
    if name.startswith("quoted"):
        return "quoted-printable"
    return "base64" if name.startswith("base64") else name
