"""What the unlock page shows and which ways in it offers; no widget needed."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

MEGABYTE = 1_000_000
KILOBYTE = 1_000


class WayIn(StrEnum):
    """What the field is for."""

    WORDS = "passphrase"
    RECOVERY_KEY = "recovery key"


@dataclass(frozen=True)
class RegisterCard:
    """The register as the page names it; `size` in bytes, `last_opened` in local time.

    One that this computer's keychain may open can be forgotten by it, also while its folder is out of reach.
    """

    name: str
    file_name: str
    size: int = 0
    last_opened: datetime | None = None
    remembered: bool = False
    forgettable: bool = False


@dataclass(frozen=True)
class UnlockState:
    """Which way in is shown, whether it is being tried, and what went wrong last.

    `locking` says what is done about the register that is being locked; meanwhile no other is opened.
    """

    card: RegisterCard
    way: WayIn = WayIn.WORDS
    remember: bool = False
    busy: bool = False
    error: str = ""
    locking: str = ""

    def tried(self) -> "UnlockState":
        """While the key is derived."""
        return replace(self, busy=True, error="")

    def refused(self, sentence: str, to_do: str = "") -> "UnlockState":
        """After a refusal, with the sentence to show beside the field."""
        return replace(self, busy=False, error=" ".join(part for part in (sentence, to_do) if part))

    def forgotten(self) -> "UnlockState":
        """After this computer has forgotten the register."""
        return replace(self, card=replace(self.card, remembered=False, forgettable=False), error="")

    def turned(self) -> "UnlockState":
        """With the other way in."""
        other = WayIn.RECOVERY_KEY if self.way is WayIn.WORDS else WayIn.WORDS
        return replace(self, way=other, error="")


def describe(card: RegisterCard, now: datetime) -> str:
    """The line under the name: file, size, when it was last opened; `now` in local time."""
    parts = [card.file_name]
    if card.size:
        parts.append(_size(card.size))
    if card.last_opened:
        parts.append(f"last opened {_when(card.last_opened, now)}")
    return " · ".join(parts)


def _size(size: int) -> str:
    if size >= MEGABYTE:
        return f"{size / MEGABYTE:.0f} MB"
    return f"{max(1, size // KILOBYTE)} kB"


def _when(moment: datetime, now: datetime) -> str:
    clock = f"{moment:%H:%M}"
    days = (now.date() - moment.date()).days
    if days == 0:
        return f"today {clock}"
    return f"yesterday {clock}" if days == 1 else f"{moment.day} {moment:%b %Y}"
