"""What the work on cases leaves to be done on a day of its own, on Today: by when, on which case, by whom."""

from collections.abc import Callable
from datetime import date

from kmss_dpo.domain.clock import ClockState, standing
from kmss_dpo.domain.follow_ups import FollowUp
from kmss_dpo.ui.kit.chips import Chip, chip_of
from kmss_dpo.ui.kit.table import Column


def follow_up_columns(today: Callable[[], date]) -> tuple[Column[FollowUp], ...]:
    """What is shown of each."""
    return (
        Column("By", chip=lambda line: _by(line, today()), weight=0, sample="At once, Tue 24 Nov"),
        Column(
            "Case",
            text=lambda line: line.reference,
            strong=True,
            weight=0,
            sample="Complaint passed on",
        ),
        Column(
            "What is to be done",
            text=lambda line: line.words or line.promised.value,
            second=_second,
            sample="Look whether it worked",
        ),
        Column("", action=lambda _line: "Open case", weight=0, sample="Record what came"),
    )


def _by(line: FollowUp, today: date) -> Chip | None:
    return chip_of(standing(ClockState.RUNNING, line.due_on, None, today))


def _second(line: FollowUp) -> str:
    said = (line.promised.value if line.words else "", line.who)
    return ", ".join(part for part in said if part)
