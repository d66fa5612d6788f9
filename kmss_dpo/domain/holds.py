"""Holds: what is not erased, whoever asks for it, until the hold is released or its case is closed.

An open case of some kinds places one by itself, on itself, on the cases linked with it and on all that
concerns its people. The officer places others by hand, on a case or on a contact. Copies of identity papers
are held by nothing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kmss_dpo.domain.cases import KINDS, CaseKind, check_reason
from kmss_dpo.domain.days import say_count, say_day
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId, ContactId, HoldId, Kind

Record = tuple[Kind, int]


@dataclass(frozen=True, slots=True)
class Release:
    """When a hold was released, by whom and why."""

    on: date
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Hold:
    """One hold. `on` is the case or the contact that it was placed on, `scope` its reference or name.

    One that was placed by hand has an `id`, a reason, and a day to review it. One that an open case places
    by itself has that case in `on` and its kind in `by_itself`; it was placed on the day of receipt.
    """

    on: Record
    scope: str
    placed_on: date
    by_itself: CaseKind | None = None
    id: HoldId | None = None
    version: int = 0
    reason: str = ""
    placed_by: str = ""
    review_on: date | None = None
    release: Release | None = None

    def number(self) -> int:
        """Its number in lists: its id, or that of the open case with a minus."""
        return self.id or -self.on[1]

    def is_of(self, case: CaseId) -> bool:
        """Whether this case places it by itself."""
        return self.by_itself is not None and self.on == (Kind.CASE, case)


class HoldDoing(StrEnum):
    """What can be done about holds."""

    PLACE = "place"
    REVIEW = "review"
    RELEASE = "release"


@dataclass(frozen=True)
class HoldWish:
    """What a page asks for: something to be done about a case or a contact, or about one `hold` on it."""

    doing: HoldDoing
    on: Record
    hold: HoldId | None = None


@dataclass(frozen=True)
class HeldRecords:
    """What is held by what: the holds in force, by the cases and by the people they keep.

    `released` are the pairs of a case that may go and the open case whose hold was released for it.
    """

    on_cases: Mapping[int, Sequence[Hold]] = field(default_factory=dict)
    on_people: Mapping[int, Sequence[Hold]] = field(default_factory=dict)
    released: Collection[tuple[int, int]] = frozenset()

    def of_case(self, case: CaseId, people: Iterable[int]) -> tuple[Hold, ...]:
        """What holds a case in which these people are named or took part."""
        kept = [*self.on_cases.get(case, ()), *(hold for each in people for hold in self.of_person(each))]
        return _in_order(hold for hold in kept if not self._is_released(case, hold))

    def of_contact(self, contact: ContactId) -> tuple[Hold, ...]:
        """What holds a contact."""
        return _in_order(self.of_person(contact))

    def of_person(self, person: int) -> Sequence[Hold]:
        """What was placed on whatever concerns a person."""
        return self.on_people.get(person, ())

    def _is_released(self, case: CaseId, hold: Hold) -> bool:
        return hold.by_itself is not None and (case, hold.on[1]) in self.released


def _in_order(found: Iterable[Hold]) -> tuple[Hold, ...]:
    """Each once: the open cases first, then what was placed by hand, the oldest first."""
    return tuple(sorted(set(found), key=lambda hold: (hold.id is not None, hold.placed_on, hold.on, hold.id)))


class OnHold(Mistake):
    """Something was to be erased that is on hold. The sentence names no person and repeats no reason.

    `instead` says what can be done.
    """

    def __init__(self, holds: Sequence[Hold], instead: str = "Release the hold first, if it may go.") -> None:
        first = holds[0]
        why = (
            f"{first.scope} is open and holds it"
            if first.by_itself
            else f"it has been on hold since {say_day(first.placed_on)}"
        )
        more = f", and {say_count(len(holds) - 1, 'other hold')} with it" if len(holds) > 1 else ""
        super().__init__(f"Nothing was erased: {why}{more}. {instead}")


@dataclass(frozen=True, slots=True)
class Parties:
    """Who is named by a case, and which of them are organisations."""

    requester: int | None = None
    subject: int | None = None
    recipient: int | None = None
    organisations: frozenset[int] = frozenset()

    def people(self) -> frozenset[int]:
        """Everyone named."""
        return _those(self.requester, self.subject, self.recipient)

    def concerned(self) -> frozenset[int]:
        """Whom the case is about: the data subject, or who asks where nobody else is named."""
        return _those(self.subject or self.requester)

    def held(self, *, about_linked: bool = False) -> frozenset[int]:
        """On whom an open case places its hold: everyone named.

        An organisation that asks for somebody or is written to in their place, such as a firm of solicitors,
        is left out: what it wrote about others has nothing to do with this case. So is the regulator that
        asks, where the case is `about_linked` people: those of the case that it is linked with.
        """
        asked_about = _those(self.subject) if about_linked else self.concerned()
        return asked_about | (self.people() - self.organisations)


def _those(*people: int | None) -> frozenset[int]:
    return frozenset(each for each in people if each is not None)


def check_hold(reason: str, review_on: date, today: date) -> str:
    """The reason as it is kept; raises `Mistake` where a hold has none, or no day to come to review it."""
    kept = check_reason(reason, "Say why it must be kept.")
    check_review(review_on, today)
    return kept


def check_review(review_on: date, today: date) -> None:
    """Raise `Mistake` where the day of the review does not lie ahead."""
    if review_on <= today:
        raise Mistake("Review it on a day after today.", "review_on")


def check_release(reason: str) -> str:
    """The reason as it is kept; raises `Mistake` where a hold is released without one."""
    return check_reason(reason, "Say why the hold is released.")


def in_short(hold: Hold) -> str:
    """What holds a record, as in “SAR-2026-0001 open”; of a hold placed by hand its reason."""
    return f"{hold.scope} open" if hold.by_itself else " ".join(hold.reason.split())


def in_words(hold: Hold) -> str:
    """Why a record is held, or was, in a sentence or two for its page."""
    if hold.by_itself:
        kind = KINDS[hold.by_itself].title
        return f"{hold.scope} ({kind}) is open. What concerns its people is not erased until it is closed."
    placed = f"{_sentence(hold.reason)} Placed by {hold.placed_by} on {say_day(hold.placed_on)}"
    if ended := hold.release:
        return f"{placed}. Released by {ended.by} on {say_day(ended.on)}: {_sentence(ended.reason)}"
    assert hold.review_on
    return f"{placed}, to be reviewed on {say_day(hold.review_on)}."


def held_words(holds: Sequence[Hold]) -> str:
    """That a record is on hold and why, for the top of its page; empty where it is not."""
    if not holds:
        return ""
    told, rest = holds[:_MOST_TOLD], len(holds) - _MOST_TOLD
    more = [f"{say_count(rest, 'other hold')} too."] if rest > 0 else []
    return f"On hold: {' '.join([*map(in_words, told), *more])}"


_MOST_TOLD = 2


def in_law(hold: Hold) -> str:
    """What to think of before the hold of an open case is released; empty where there is nothing."""
    if hold.by_itself not in _TO_BE_ANSWERED:
        return ""
    return (
        f"{hold.scope} is to be answered first: erasing to keep back what it asks for is an offence "
        "(Data Protection Act 2018 s.173)."
    )


_TO_BE_ANSWERED = frozenset({CaseKind.ACCESS, CaseKind.PORTABILITY})


def what_stays(hold: Hold) -> str:
    """What a hold keeps, for the list of them all."""
    if hold.by_itself:
        return "All that concerns its people"
    return "This case" if hold.on[0] is Kind.CASE else "All that concerns this person"


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."
