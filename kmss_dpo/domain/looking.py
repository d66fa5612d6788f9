"""What can be seen of a document inside the window: words, pages, a message, or a sentence why nothing."""

from dataclasses import dataclass

from kmss_dpo.domain.correspondence import Attachment, Message
from kmss_dpo.domain.ids import DocumentId

CANNOT = "This kind of file cannot be shown here. Save a copy to open it in another program."
EMPTY = "This file is empty."


@dataclass(frozen=True)
class Words:
    """Text as it is; `note` says what to know about it."""

    text: str
    note: str = ""


@dataclass(frozen=True)
class Pages:
    """Pages or a picture, to be drawn when they come into sight; width and height of each in points."""

    sizes: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Unseen:
    """Nothing to look at; `why` is a sentence."""

    why: str


Seen = Words | Pages | Message | Unseen
Wanted = DocumentId | Attachment
"""What can be looked at: a document of the register, or a file inside a message that is being read."""


@dataclass(frozen=True)
class Drawn:
    """A page as it looks: four bytes for each pixel (blue, green, red, nothing), line after line."""

    width: int
    height: int
    pixels: bytes


def larger_than(most: int) -> Unseen:
    """Why a file of more than so many bytes is not shown beside the list."""
    return Unseen(f"This file is larger than {most // 1_000_000} MB. Look opens it.")
