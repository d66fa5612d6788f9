"""What went wrong with the register itself, or was noticed about it: told without personal data."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kmss_dpo.domain.ids import IncidentId


class IncidentSort(StrEnum):
    """What happened; each has a sentence of its own in `SORT_WORDS`."""

    DISPOSAL_FAILED = "disposal failed"
    BACKUP_FAILED = "backup failed"
    REHEARSAL_FAILED = "restore rehearsal failed"
    RESTORED = "restored from a backup"
    OLDER_COPY = "older copy put back"
    TRAIL_BROKEN = "audit trail broken"
    KEY_CHANGED = "data key changed"
    OLDER_KEYS = "older key file put back"


SORT_WORDS: dict[IncidentSort, str] = {
    IncidentSort.DISPOSAL_FAILED: "Records that were to be disposed of could not be.",
    IncidentSort.BACKUP_FAILED: "A backup could not be made or did not pass its check.",
    IncidentSort.REHEARSAL_FAILED: "The rehearsal of a restore did not succeed.",
    IncidentSort.RESTORED: "The register was restored from a backup.",
    IncidentSort.OLDER_COPY: "An older copy of the register was put in the place of the newer one.",
    IncidentSort.TRAIL_BROKEN: "The audit trail does not hold together.",
    IncidentSort.KEY_CHANGED: "The register was given a new key.",
    IncidentSort.OLDER_KEYS: "A key file other than the newest was put in its place.",
}


@dataclass(frozen=True)
class Incident:
    """One of them; `told` says more, in a sentence of the program's own, and `seen_on` is None until then."""

    id: IncidentId
    version: int
    at: datetime
    sort: IncidentSort
    told: str
    seen_on: date | None = None

    @property
    def sentence(self) -> str:
        """What happened, in words."""
        return " ".join(part for part in (SORT_WORDS[self.sort], self.told) if part)
