"""What is chosen for a batch of letters, and what is said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kmss_dpo.domain.batches import Batch, BatchReport, Choices, Ready, called
from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.dispatch import Dispatch
from kmss_dpo.domain.letters import LANGUAGE_NAMES, Language, Template

_POST, _EMAIL, _LATER, _EMAIL_LATER = "post", "email", "post, later", "email, later"
WAYS: Sequence[tuple[str, str]] = (
    ("By post", _POST),
    ("By email", _EMAIL),
    ("By post, not sent yet", _LATER),
    ("By email, not sent yet", _EMAIL_LATER),
)


@dataclass(frozen=True)
class BatchForm:
    """The letter, the way they go and the day they leave, and why an unsafe way is safe now.

    Without a language each is in that of who gets it.
    """

    code: str = ""
    way: str = _POST
    on: date | None = None
    language: Language | None = None
    reason: str = ""

    def channel(self) -> Channel:
        """By which way they are written to go."""
        return Channel.EMAIL if self.way in {_EMAIL, _EMAIL_LATER} else Channel.POST

    def leaves(self) -> bool:
        """Whether they are recorded as sent at once."""
        return self.way in {_POST, _EMAIL}

    def dispatch(self) -> Dispatch | None:
        """How they leave; None where that is recorded later."""
        if not self.leaves() or self.on is None:
            return None
        return Dispatch(self.channel(), self.on, reason=self.reason.strip())

    def choices(self, answers: Mapping[str, str]) -> Choices:
        """What the letters are made with; `answers` fill their gaps."""
        return Choices(self.channel(), answers, self.language)

    def asks_for_the_same(self, other: "BatchForm") -> bool:
        """Whether the letters are the same, whatever is said of their leaving."""
        return replace(self, on=None, reason="") == replace(other, on=None, reason="")

    def needing(self, batch: Batch) -> tuple[Ready, ...]:
        """The letters that leave by a way marked unsafe, and only with a reason."""
        return batch.unsafe() if self.leaves() else ()

    def going(self, batch: Batch) -> tuple[Ready, ...]:
        """The letters that can be filed with what is chosen and said."""
        waiting = () if self.reason.strip() else self.needing(batch)
        return tuple(each for each in batch.ready if each not in waiting)

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


def titles_of(offered: Sequence[Template]) -> dict[str, str]:
    """The letters that are offered, by code: each once, in however many languages it is worded."""
    return {each.code: each.title for each in offered}


def languages_of(offered: Sequence[Template], code: str) -> tuple[Language, ...]:
    """The languages that a letter is worded in."""
    return tuple(each.language for each in offered if each.code == code)


def language_choices(languages: Sequence[Language]) -> list[tuple[str, Language | None]]:
    """What can be chosen of the language of all letters."""
    return [("As each person asked", None), *((LANGUAGE_NAMES[each], each) for each in languages)]


def unsafe_words(needing: Sequence[Ready]) -> str:
    """What is said of letters whose way is marked unsafe."""
    return (
        f"For {letter_words(len(needing), 'letter')} the way chosen is marked unsafe. Choose another way, or "
        "say why this one is safe now."
    )


def all_words(batch: Batch, form: BatchForm) -> str:
    """How a batch stands before it is filed."""
    going = form.going(batch)
    stand = "it stands" if len(going) == 1 else "they stand"
    words = [f"{letter_words(len(going), 'letter')} can be filed as {stand}{_in_languages(going)}."]
    if waiting := len(batch.ready) - len(going):
        words.append(f"{waiting:,} {'waits' if waiting == 1 else 'wait'} for your reason.")
    if batch.not_ready:
        words.append(f"{len(batch.not_ready):,} left alone; write these one by one:")
    return " ".join(words)


def _in_languages(letters: Sequence[Ready]) -> str:
    """How many are in another language than English; empty where none is."""
    counts = {each: sum(one.draft.language is each for one in letters) for each in LANGUAGE_NAMES}
    others = [each for each, count in counts.items() if count and each is not Language.ENGLISH]
    return "".join(f", {counts[each]:,} of them in {LANGUAGE_NAMES[each]}" for each in others)


def each_waiting(batch: Batch, form: BatchForm) -> str:
    """A line for each letter that the officer has to know of before the batch is filed."""
    after = "Goes with your reason." if form.reason.strip() else "Left alone without a reason."
    lines = [f"{called(each.draft, each.recipient)}: {each.unsafe} {after}" for each in form.needing(batch)]
    return "\n".join([*lines, *(f"{each.called}: {each.why}" for each in batch.not_ready)])


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


def saved_words(saved: int, of: int) -> str:
    """That letters left the register as files, and how many where that was stopped."""
    if saved == of:
        return "The letters were saved outside the register, not encrypted."
    went = f"{saved:,} of {letter_words(of, 'letter')} {'was' if saved == 1 else 'were'} saved"
    return f"You stopped: {went} outside the register, not encrypted."


def each_outcome(report: BatchReport) -> str:
    """A line for each letter: those that wait for the officer first."""
    lines = [f"{each.called}: {each.why}" for each in report.left]
    return "\n".join([*lines, *(f"{each.reference}: filed" for each in report.filed)])
