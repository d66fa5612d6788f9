"""How a case ends, as it is being written down."""

from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.cases import NEEDS_REASON, UNTOLD, Closing, Outcome
from kmss_dpo.domain.errors import Mistake


@dataclass(frozen=True)
class ClosingForm:
    """What is typed; the register checks that the outcome fits the kind and that the days are possible."""

    outcome: Outcome | None = None
    answered_on: date | None = None
    closed_on: date | None = None
    reason: str = ""

    def wrong(self) -> dict[str, str]:
        """What is missing, by field."""
        found = {
            "outcome": "" if self.outcome else "Choose how the case ended.",
            "answered_on": "Enter the day the answer was sent or handed over."
            if self.outcome and self.outcome not in UNTOLD and not self.answered_on
            else "",
            "closed_on": "" if self.closed_on else "Enter the day the case was closed.",
            "reason": NEEDS_REASON.get(self.outcome, "") if self.outcome and not self.reason.strip() else "",
        }
        return {field: sentence for field, sentence in found.items() if sentence}

    def closing(self) -> Closing:
        """What to keep; raises the first `Mistake`."""
        for field, sentence in self.wrong().items():
            raise Mistake(sentence, field)
        assert self.outcome
        assert self.closed_on
        return Closing(self.outcome, self.closed_on, self.answered_on, self.reason.strip())


@dataclass(frozen=True)
class TextForm:
    """One text: a note, or a reason."""

    text: str = ""
