"""What is typed about a hold, and what is said before it is placed or released. No widgets, no clock."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.holds import Hold, Record, check_hold, check_release, check_review, in_law, in_words
from kmss_dpo.domain.ids import Kind

IDENTITY = "Copies of identity papers can still go."
_LONGEST = 60


@dataclass(frozen=True)
class Held:
    """The case or contact that is asked about, by its reference or name, with what holds it now."""

    record: Record
    name: str
    holds: tuple[Hold, ...] = ()

    def releasable(self) -> tuple[Hold, ...]:
        """Those that can be released here: for a contact only what was placed by hand."""
        if self.record[0] is Kind.CASE:
            return self.holds
        return tuple(hold for hold in self.holds if hold.id is not None)


@dataclass(frozen=True)
class PlaceForm:
    """A hold to be placed."""

    reason: str = ""
    review_on: date | None = None

    def errors(self, today: date) -> dict[str, str]:
        """What is wrong, by field."""
        return _errors(lambda day: check_hold(self.reason, day, today), self.review_on)


@dataclass(frozen=True)
class ReviewForm:
    """Until when a hold that lasts is left alone."""

    review_on: date | None = None

    def errors(self, today: date) -> dict[str, str]:
        """What is wrong, by field."""
        return _errors(lambda day: check_review(day, today), self.review_on)


@dataclass(frozen=True)
class ReleaseForm:
    """Which hold is released, by its number in lists, and why."""

    chosen: int
    reason: str = ""

    def errors(self) -> dict[str, str]:
        """What is wrong, by field."""
        return _errors(lambda _day: check_release(self.reason), date.max)


def _errors(check: Callable[[date], object], day: date | None) -> dict[str, str]:
    errors = {} if day else {"review_on": "Give the day."}
    try:
        check(day or date.max)
    except Mistake as mistake:
        errors[mistake.field or ""] = mistake.sentence
    return errors


def what_is_kept(held: Held) -> str:
    """What a hold on a case or a contact keeps, said before it is placed."""
    if held.record[0] is Kind.CASE:
        return (
            "Nothing on this case is erased until you release the hold: neither the case nor its "
            f"correspondence, documents, letters and notes. {IDENTITY}"
        )
    return (
        "Nothing about this person is erased until you release the hold: neither the contact nor any case "
        f"that names them or in which they wrote or were written to. {IDENTITY}"
    )


def what_ends(held: Held, hold: Hold) -> Sequence[str]:
    """What a release does, in paragraphs: why it is held, what goes on being held, what the law says."""
    if hold.by_itself is None:
        whole = "The hold ends for all that it keeps. It stays readable, with your reason."
        return (in_words(hold), whole)
    own = hold.on == held.record
    whole = (
        "The hold is released for what is kept on this case only; what else concerns its people stays held."
        if own
        else f"The hold is released for {held.name} only, which may then be erased although {hold.scope} is "
        f"open. Your reason is kept as a note on {hold.scope}."
    )
    law = in_law(hold)
    return (in_words(hold), whole, law) if law else (in_words(hold), whole)


def shortened(words: str) -> str:
    """A reason for a drop-down, on one line."""
    plain = " ".join(words.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1].rstrip()}…"
