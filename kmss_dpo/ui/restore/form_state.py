"""What the sheet that restores a backup says; no widget needed."""

from datetime import datetime

from kmss_dpo.domain.backups import changes_words
from kmss_dpo.domain.days import say_count, say_day
from kmss_dpo.domain.suppression import not_listed_words
from kmss_dpo.services.restoring import Compared, Found, Outcome
from kmss_dpo.support.clock import LONDON, london_day

NOTHING = "No backup was found here. Look in another folder, such as the one on your backup disk."
STAYS = (
    "A backup is restored into a new folder. The register stays as it is until you have looked at the "
    "restored one and say that it takes its place. Records disposed of since are erased from it before you "
    "see it."
)
WHICH_WAY = (
    "Type your passphrase, or the recovery key, to see which backups open. A backup keeps the key file of "
    "its day: where the register's own is lost, the passphrase of that day opens it."
)
OF_THEN = (
    "These opened by the key file of a backup: the restored register opens with the passphrase you typed, "
    "which was yours on that day."
)


def day_words(found: Found) -> str:
    """When a backup was made."""
    return say_day(london_day(found.at))


def time_words(found: Found) -> str:
    """The time of day, and whether it was opened since."""
    checked = "" if found.checked else ", made when locking and not opened yet"
    return f"{found.at.astimezone(LONDON):%H:%M}{checked}"


def size_words(size: int) -> str:
    """A size in bytes as one reads it."""
    if size < 100_000:  # noqa: PLR2004 - a tenth of a megabyte
        return f"{size / 1000:.1f} kB"
    megabytes = size / 1_000_000
    return f"{megabytes:,.0f} MB" if megabytes >= 10 else f"{megabytes:.1f} MB"  # noqa: PLR2004 - two digits


def opens(found: Found, compared: Compared | None) -> bool | None:
    """Whether a backup opens with the way in; None where that is not known yet."""
    if found.trouble:
        return False
    return None if compared is None else not compared.trouble


def change_words(found: Found, compared: Compared | None) -> str:
    """What a restore would lose and bring back, or why it can't be done."""
    if found.trouble:
        return found.trouble
    if compared is None:
        return ""
    if compared.trouble:
        return compared.trouble
    if compared.changes is None:
        return (
            "The register as it is now does not open, so it cannot be compared: what was entered after "
            f"{day_words(found)} would be missing."
        )
    return changes_words(compared.changes)


def outcome_words(outcome: Outcome) -> str:
    """What a restore did, and what cannot be known."""
    parts = [f"The backup of {_day(outcome.of)} was restored into “{outcome.folder}”."]
    if outcome.again:
        parts.append(f"{say_count(outcome.again, 'record')} disposed of since were erased from it again.")
    if outcome.known_until:
        parts.append(f"Disposals after {_day(outcome.known_until)} could not be found.")
    if outcome.not_listed:
        parts.append(not_listed_words(outcome.not_listed))
    parts.append("Open it and look at it: the register stays as it is until you say otherwise.")
    return " ".join(parts)


def _day(moment: datetime) -> str:
    return say_day(london_day(moment))


def to_look_at(of: datetime) -> str:
    """What stands above the pages of a restored register that was not taken yet."""
    return f"This is the backup of {_day(of)}, restored. The register before it is as it was."


def taken_words(earlier: str) -> str:
    """What is said once a restored register was taken."""
    return (
        f"This is the register from now on. The one before still lies in “{earlier}” and still holds data, "
        "until you erase it here or in Settings."
    )


def erase_words(earlier: str) -> str:
    """What is asked before the register before is erased."""
    return (
        f"The register in “{earlier}” and the backups in its folder are erased for good, its keys first. "
        "What was entered there after the backup that you restored is lost with it. This cannot be undone."
    )
