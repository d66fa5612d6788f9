"""Names of attachments that are safe to show and to save on any computer."""

import mimetypes
import re
import unicodedata

from kmss_dpo.intake.message_headers import decode_words

LONGEST_NAME = 120
_LONGEST_BYTES = 240  # file systems stop at 255 bytes
_LONGEST_ENDING = 16
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)
_KINDS = mimetypes.MimeTypes(filenames=())


def safe_name(given: str, media_type: str, number: int) -> str:
    """A file name from what the message calls an attachment; `number` names one that has no name."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", decode_words(given)))[-1]
    name = _FORBIDDEN.sub("_", last).strip(" .")
    if not name:
        return f"attachment {number}{ending_of(media_type)}"
    if _RESERVED.fullmatch(name):
        name = f"_{name}"
    return _shortened(name)


def unlike(name: str, taken: set[str]) -> str:
    """The name, numbered where `taken` holds the same (case folded); it is then taken too."""
    stem, ending = _cut(name)
    found, number = name, 1
    while found.casefold() in taken:
        number += 1
        found = _shortened(f"{stem[: LONGEST_NAME - 30]} ({number}){ending}")
    taken.add(found.casefold())
    return found


def ending_of(media_type: str) -> str:
    """The usual ending of a kind of file, with its dot."""
    if media_type.startswith(("text/", "message/delivery")):
        return _KINDS.guess_extension(media_type, strict=False) or ".txt"
    return _KINDS.guess_extension(media_type, strict=False) or ".bin"


def _cut(name: str) -> tuple[str, str]:
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending) > _LONGEST_ENDING:
        return name, ""
    return stem, dot + ending


def _shortened(name: str) -> str:
    stem, ending = _cut(name)
    stem = stem[: LONGEST_NAME - len(ending)]
    while len((stem + ending).encode()) > _LONGEST_BYTES:
        stem = stem[:-1]
    return stem.rstrip(" .") + ending
