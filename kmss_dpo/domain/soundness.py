"""What a check of the register found: whether it holds together, and if not what, since when, what to do."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kmss_dpo.domain.errors import Mistake


class FaultSort(StrEnum):
    """What does not hold together."""

    ENTRY = "entry"
    VERSION = "version"
    RECORD = "record"
    FILE = "file"


_COMPARE = (
    "Change nothing in this register. Open the newest backup from before then beside it and compare the two, "
    "and find out who could use the file and its key."
)
_RESTORE = "Keep the damaged file, restore the newest backup from the “backups” folder, and check the disk."


@dataclass(frozen=True)
class Fault:
    """The first that was found; `entry` is that of the trail, 0 where none says anything of it.

    `sound_until` is the moment of the last entry that holds together with those before it, or else of that
    entry itself.
    """

    sort: FaultSort
    entry: int = 0
    sound_until: datetime | None = None

    @property
    def place(self) -> str:
        """Where it is, in a sentence that is the same whenever it is found."""
        match self.sort:
            case FaultSort.ENTRY:
                return (
                    f"Entry {self.entry:,} of the audit trail does not follow from those before it: "
                    "entries were changed, moved or removed, and not by this program."
                )
            case FaultSort.VERSION:
                return (
                    f"What is kept of a record is not what entry {self.entry:,} of the audit trail says: "
                    "it was changed or removed, and not by this program."
                )
            case FaultSort.RECORD if self.entry:
                return (
                    f"A record does not stand as entry {self.entry:,} of the audit trail left it: "
                    "it was changed or removed, and not by this program."
                )
            case FaultSort.RECORD:
                return "There is a record of which the audit trail knows nothing."
            case _:
                return "Parts of the register's file are damaged or were exchanged."

    @property
    def to_do(self) -> str:
        """What to do about it."""
        return _RESTORE if self.sort is FaultSort.FILE else _COMPARE


@dataclass(frozen=True)
class RegisterHealth:
    """What is known of the file itself; `fault` is None where it holds together."""

    audit_entries: int
    fault: Fault | None
    last_backup: datetime | None
    checked_at: datetime

    @property
    def broken_at(self) -> int | None:
        """The first audit entry that does not fit."""
        return self.fault.entry if self.fault else None


@dataclass(frozen=True)
class Known:
    """An entry of the trail as it is known from somewhere else: its number, its hash, and where from."""

    entry: int
    chained: bytes
    where: str


@dataclass(frozen=True)
class OlderCopy:
    """The register's trail does not hold an entry that it once had."""

    known: Known

    @property
    def place(self) -> str:
        """What it is seen by, in a sentence that is the same whenever it is seen."""
        return f"Entry {self.known.entry:,}, which {self.known.where} knows, is not in its audit trail."

    @property
    def sentence(self) -> str:
        """What happened and what it means."""
        return (
            "This is an older copy of the register, or the end of its audit trail was cut off. "
            f"{self.place} What was recorded since is not in it."
        )

    @property
    def to_do(self) -> str:
        """What to do about it."""
        return (
            "Lock it and put the newer file or the newest backup in its place. Go on only if the older copy "
            "was put here on purpose: that is recorded in the audit trail."
        )


@dataclass(frozen=True)
class Compared:
    """What came of holding the figures of a sheet against the trail.

    The trail is broken at an entry or holds together up to another, and `met` is whether it came to the hash.
    """

    entry: int
    broken_at: int | None
    ends_at: int
    met: bool

    @property
    def agrees(self) -> bool:
        """Whether the register bears out what stands on the sheet."""
        return self.met and self.broken_at is None and self.ends_at == self.entry

    @property
    def sentence(self) -> str:
        """What it means, and what to do."""
        if self.broken_at is not None:
            return (
                f"The trail is broken at entry {self.broken_at:,}, before it comes to the one on the sheet. "
                f"{_COMPARE}"
            )
        if self.ends_at < self.entry:
            return (
                f"This register's trail ends at entry {self.ends_at:,}, before the one on the sheet: it is "
                "an older copy, or the sheet is of another register. Look for a mistyped figure first."
            )
        if not self.met:
            return (
                f"Entry {self.entry:,} carries another hash than the sheet: the trail was made anew since, "
                "or the sheet is of another register. Look for a mistyped figure first."
            )
        return (
            f"The sheet and the register agree: nothing up to entry {self.entry:,} was changed, moved or "
            "removed since it was printed."
        )


_GROUP = 8
_TOO_LONG = 19
_HASH_DIGITS = 64


def in_groups(chained: bytes) -> str:
    """A hash as it is printed, and typed back in."""
    digits = chained.hex()
    return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))


def typed_entry(typed: str) -> int:
    """The number of an entry as typed; `Mistake` where it is none."""
    digits = "".join(typed.replace(",", "").split())
    if not (digits.isascii() and digits.isdigit() and len(digits) < _TOO_LONG and int(digits)):
        raise Mistake("Type the number of the entry as it stands on the sheet.", "entry")
    return int(digits)


def typed_hash(typed: str) -> bytes:
    """A hash as typed, in whatever groups; `Mistake` where it is none."""
    digits = "".join(each for each in typed.lower() if each not in " -\u00a0\n\t")
    if wrong := sorted({each for each in digits if each not in "0123456789abcdef"}):
        raise Mistake(f"“{wrong[0]}” is in no hash: it has figures and the letters a to f.", "chained")
    if len(digits) != _HASH_DIGITS:
        raise Mistake(f"The hash has {_HASH_DIGITS} figures and letters; these are {len(digits)}.", "chained")
    return bytes.fromhex(digits)
