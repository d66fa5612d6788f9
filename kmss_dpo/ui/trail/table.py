"""The columns of the audit trail."""

from kmss_dpo.domain.trail import TrailRow
from kmss_dpo.support.clock import LONDON
from kmss_dpo.ui.kit.chips import Chip, Look
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.table import Column

EXPORTED = ("Entry", "Moment", "Who", "What", "Record")


def columns() -> tuple[Column[TrailRow], ...]:
    """When, who, what, which record, and the number of the entry."""
    return (
        Column("When", text=when_words, sort="when", weight=0, sample="28 Nov 2026, 10:00:00", whole=True),
        Column("Who", text=lambda row: row.person, weight=2, sample="Robin Hale"),
        Column(
            "What",
            text=lambda row: "" if row.missing else row.what,
            chip=lambda row: Chip(row.what, Look.OVERDUE) if row.missing else None,
            weight=3,
            sample="Clock event recorded",
            strong=True,
        ),
        Column("Record", text=lambda row: row.which, weight=4, sample="Correspondence SAR-2026-0001"),
        Column("Entry", text=lambda row: f"{row.id:,}", weight=0, sample="1,000,000", right=True),
    )


def when_words(row: TrailRow) -> str:
    """The moment of an entry in London time; what stands there where it is none."""
    if row.moment is None:
        return row.at
    there = row.moment.astimezone(LONDON)
    return f"{write_day(there.date())}, {there:%H:%M:%S}"


def exported_line(row: TrailRow) -> list[str]:
    """An entry as it leaves the register: its moment as the trail has it."""
    return [str(row.id), row.at, row.person, row.what, row.which]
