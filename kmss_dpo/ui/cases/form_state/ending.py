"""How a case ends, as it is being written down."""

from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.cases import NEEDS_REASON, UNTOLD, Closing, Outcome
from kmss_dpo.domain.clock import Deadline, went_late


@dataclass(frozen=True)
class ClosingForm:
    """What is typed; the register checks that the outcome fits the kind and that the days are possible.

    `suppress` puts the addresses of whoever objected to marketing on the suppression list.
    """

    outcome: Outcome | None = None
    answered_on: date | None = None
    closed_on: date | None = None
    reason: str = ""
    late_reason: str = ""
    suppress: bool = False

    def late(self, deadline: Deadline) -> bool:
        """Whether the answer went late by the clock of the case, so that the reason is asked for."""
        return went_late(deadline, self.answered_on)

    def wrong(self, deadline: Deadline) -> dict[str, str]:
        """What is missing, by field, in closing a case with this clock."""
        found = {
            "outcome": "" if self.outcome else "Choose how the case ended.",
            "answered_on": "Enter the day the answer was sent or handed over."
            if self.outcome and self.outcome not in UNTOLD and not self.answered_on
            else "",
            "closed_on": "" if self.closed_on else "Enter the day the case was closed.",
            "reason": NEEDS_REASON.get(self.outcome, "") if self.outcome and not self.reason.strip() else "",
            "late_reason": "Say why it went late."
            if self.late(deadline) and not self.late_reason.strip()
            else "",
        }
        return {field: sentence for field, sentence in found.items() if sentence}

    def closing(self) -> Closing:
        """What to keep, once nothing is wrong."""
        assert self.outcome
        assert self.closed_on
        return Closing(
            self.outcome, self.closed_on, self.answered_on, self.reason.strip(), self.late_reason.strip()
        )


@dataclass(frozen=True)
class TextForm:
    """One text: a note, or a reason."""

    text: str = ""
