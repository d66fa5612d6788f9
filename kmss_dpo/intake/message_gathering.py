"""Walks through the parts of a message: its words go into the text, everything else becomes an attachment."""

import re
from dataclasses import dataclass, field

from kmss_dpo.domain.correspondence import Attachment
from kmss_dpo.intake.message_headers import decode_words
from kmss_dpo.intake.message_html import html_text
from kmss_dpo.intake.message_names import safe_name, unlike
from kmss_dpo.intake.message_parts import Part, parse
from kmss_dpo.intake.message_words import clean, decode

DEEPEST = 10
TOO_DEEP = "Messages lie very deep within messages; the innermost are kept but were not read."
_SMIME = "The message is sealed as one piece (S/MIME). Open it in the mail program to read it."
LOCKED = {
    "application/pkcs7-mime": _SMIME,
    "application/x-pkcs7-mime": _SMIME,
    "application/pgp-encrypted": "The message is encrypted (PGP). Open it in the mail program to read it.",
    "application/ms-tnef": "Outlook packed attachments into the file winmail.dat, which is not opened here.",
    "message/partial": "This is a piece of a message that was cut up on its way. Ask for the whole.",
    "message/external-body": "An attachment was left out by the sender's program and only named.",
}

_WORDS = frozenset({"text/plain", "text/html"})
_MESSAGES = frozenset({"message/rfc822", "message/global", "message/news"})
_STUB = 4  # a plain version with fewer than a quarter of the HTML version's words only points to it
_PAGE_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,40})", re.IGNORECASE)


@dataclass
class Gathered:
    """What was found so far; `leaves` counts the parts that were accounted for."""

    texts: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    warnings: dict[str, None] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    leaves: int = 0

    @property
    def text(self) -> str:
        """All words, an empty line between what stood in different parts."""
        return "\n\n".join(text for text in self.texts if text)

    def warn(self, *sentences: str) -> None:
        """Keep sentences for the officer, each once."""
        self.warnings.update(dict.fromkeys(sentences))

    def attach(self, part: Part, content: bytes) -> None:
        """Keep a part as a file with a safe name of its own."""
        given = part.get_filename("")
        name = safe_name(given, part.media_type, len(self.attachments) + 1)
        self.attachments.append(Attachment(unlike(name, self.names), part.media_type, content))


def gather(part: Part, found: Gathered, depth: int = 0) -> None:
    """Take everything in `part` into `found`; `depth` counts the messages it lies in."""
    if part.is_multipart():
        _gather_children(part, found, depth)
    else:
        _gather_leaf(part, found, depth)
    found.warn(*part.complaints())


def _gather_children(part: Part, found: Gathered, depth: int) -> None:
    if part.media_type == "multipart/alternative":
        _gather_alternatives(part, found, depth)
    else:
        for child in part.children:
            gather(child, found, depth)
    if part.epilogue and part.epilogue.strip():
        found.texts.append(clean(decode(part.epilogue.encode("ascii", "surrogateescape"), "")[0]))


def _gather_leaf(part: Part, found: Gathered, depth: int) -> None:
    found.leaves += 1
    if part.media_type in LOCKED:
        found.warn(LOCKED[part.media_type])
    if part.media_type in _MESSAGES:
        _gather_message(part, found, depth)
    elif _is_words(part):
        found.texts.append(_words(part, found))
    else:
        found.attach(part, part.content)


def _gather_alternatives(part: Part, found: Gathered, depth: int) -> None:
    """The plain version of the text, or the HTML one where the plain one says next to nothing."""
    versions: dict[bool, str] = {}
    outer = found.texts
    for child in part.children:
        found.texts = []
        gather(child, found, depth)
        versions.setdefault(child.media_type == "text/plain", found.text)
    plain, rich = versions.get(True, ""), versions.get(False, "")
    stub = len(plain.split()) * _STUB < len(rich.split())
    found.texts = [*outer, rich if stub else plain]


def _gather_message(part: Part, found: Gathered, depth: int) -> None:
    """An attached message: kept whole where it lies outermost, read at any depth."""
    content = part.content
    if depth == 0:
        found.attach(part, content)
    if depth == DEEPEST:
        found.warn(TOO_DEEP)
        return
    inner = parse(content)
    found.texts.append(_heading(inner))
    gather(inner, found, depth + 1)


def _heading(message: Part) -> str:
    lines = [f"{name}: {decode_words(message.header(name))}" for name in ("From", "To", "Date", "Subject")]
    return "\n".join(["Attached message", *lines])


def _is_words(part: Part) -> bool:
    if part.get_content_maintype() == "multipart":
        return True  # its boundary is broken: what is in it can still be read
    named = part.get_filename("") or part.header("content-disposition").lower().startswith("attachment")
    return part.media_type in _WORDS and not named


def _words(part: Part, found: Gathered) -> str:
    content = part.content
    charset = part.get_content_charset("")
    if part.media_type == "text/html":
        named = _PAGE_CHARSET.search(content, 0, 4096)
        charset = charset or (named[1].decode("ascii", "ignore") if named else "")
    text, warnings = decode(content, charset)
    found.warn(*warnings)
    return clean(html_text(text) if part.media_type == "text/html" else text)
