"""What the work on cases leaves to be done on a day of its own, on Today."""

from kmss_dpo.domain.clock import ClockState, standing
from kmss_dpo.domain.follow_ups import FollowUp
from kmss_dpo.ui.kit.chips import Chip, chip_of
from kmss_dpo.ui.kit.table import Column
from kmss_dpo.ui.today.passing_table import PassingTable


class FollowUps(PassingTable):
    """A row opened or its button pressed asks for the case of what stands at that place."""

    NAME = "Actions and checks"

    def case_at(self, place: int) -> int:
        """The case of what stands there."""
        return int(self._shown[place].case_id)

    def _columns(self) -> tuple[Column[FollowUp], ...]:
        return (
            Column("By", chip=self._by, weight=0, sample="At once, Tue 24 Nov"),
            Column(
                "Case", text=lambda line: line.reference, strong=True, weight=0, sample="Complaint passed on"
            ),
            Column(
                "What is to be done",
                text=lambda line: line.words or line.promised.value,
                second=_second,
                sample="Look whether it worked",
            ),
            Column("", action=lambda _line: "Open case", weight=0, sample="Record what came"),
        )

    def _by(self, line: FollowUp) -> Chip | None:
        return chip_of(standing(ClockState.RUNNING, line.due_on, None, self._today()))


def _reference(line: FollowUp) -> str:
    return line.reference


def _second(line: FollowUp) -> str:
    said = (line.promised.value if line.words else "", line.who)
    return ", ".join(part for part in said if part)
