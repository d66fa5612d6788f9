"""What a check of the register found, in words and as a chip."""

from kmss_dpo.domain.soundness import FaultSort, RegisterHealth
from kmss_dpo.support.clock import LONDON
from kmss_dpo.ui.kit.chips import Chip, Look
from kmss_dpo.ui.kit.day_text import write_day

_BROKEN = {
    FaultSort.VERSION: "History was changed",
    FaultSort.RECORD: "A record was changed",
    FaultSort.FILE: "File damaged",
}


def verdict_chip(health: RegisterHealth) -> Chip:
    """Whether it holds together, in two or three words."""
    fault = health.fault
    if fault is None:
        return Chip("Unbroken", Look.IN_TIME)
    return Chip(_BROKEN.get(fault.sort, f"Broken at entry {fault.entry:,}"), Look.OVERDUE)


def fault_words(health: RegisterHealth) -> str:
    """What does not hold together, since when, and what to do; empty where all is well."""
    fault = health.fault
    if fault is None:
        return ""
    since = ""
    if fault.sound_until:
        there = fault.sound_until.astimezone(LONDON)
        begins = "All entries hold together up to" if fault.sort is FaultSort.ENTRY else "That entry is of"
        since = f"{begins} {write_day(there.date())}, {there:%H:%M}."
    return " ".join(filter(None, (fault.place, since, fault.to_do)))
