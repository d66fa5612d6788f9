"""What is chosen for a batch of letters, and what is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.batches import Batch, BatchReport
from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.dispatch import Dispatch

_POST, _EMAIL, _LATER, _EMAIL_LATER = "post", "email", "post, later", "email, later"
WAYS: Sequence[tuple[str, str]] = (
    ("By post", _POST),
    ("By email", _EMAIL),
    ("By post, not sent yet", _LATER),
    ("By email, not sent yet", _EMAIL_LATER),
)


@dataclass(frozen=True)
class BatchForm:
    """The letter, the way they go and the day they leave."""

    code: str = ""
    way: str = _POST
    on: date | None = None

    def channel(self) -> Channel:
        """By which way they are written to go."""
        return Channel.EMAIL if self.way in {_EMAIL, _EMAIL_LATER} else Channel.POST

    def leaves(self) -> bool:
        """Whether they are recorded as sent at once."""
        return self.way in {_POST, _EMAIL}

    def dispatch(self) -> Dispatch | None:
        """How they leave; None where that is recorded later."""
        return Dispatch(self.channel(), self.on) if self.leaves() and self.on else None

    def errors(self, today: date) -> dict[str, str]:
        """What is wrong, by field."""
        if not self.leaves():
            return {}
        if self.on is None:
            return {"on": "Enter the day they are sent."}
        return {"on": "They cannot have been sent on a day to come."} if self.on > today else {}


def letter_words(count: int, what: str) -> str:
    """As in “1 letter”, “20 letters”."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def all_words(batch: Batch) -> str:
    """How a batch stands before it is filed."""
    ready = f"{letter_words(len(batch.ready), 'letter')} can be filed as it stands."
    if len(batch.ready) != 1:
        ready = f"{letter_words(len(batch.ready), 'letter')} can be filed as they stand."
    if not batch.not_ready:
        return ready
    return f"{ready} {len(batch.not_ready):,} left alone; write these one by one:"


def decide(count: int) -> str:
    """What the button says."""
    return f"File {letter_words(count, 'letter')}"


def outcome(report: BatchReport) -> str:
    """What became of a batch."""
    words = [f"{letter_words(len(report.filed), 'letter')} filed."]
    if report.left:
        words.append(f"{len(report.left):,} left alone.")
    if report.not_reached:
        words.append(f"{letter_words(report.not_reached, 'letter')} not filed, as you stopped.")
    return " ".join(words)


def each_outcome(report: BatchReport) -> str:
    """A line for each letter: those that wait for the officer first."""
    lines = [f"{each.called}: {each.why}" for each in report.left]
    return "\n".join([*lines, *(f"{each.reference}: filed" for each in report.filed)])
