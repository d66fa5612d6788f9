"""What a search finds, grouped as it is shown."""

from dataclasses import dataclass

from kmss_dpo.domain.ids import CaseId, Kind


@dataclass(frozen=True)
class Found:
    """One result: a bold line, a grey line, and the case that it belongs to where it belongs to one."""

    kind: Kind
    id: int
    title: str
    line: str
    case: CaseId | None = None
