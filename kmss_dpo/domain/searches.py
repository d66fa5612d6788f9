"""The search for a person's data: which places, who was asked, what was found, what was left out and why.

A search is limited to what is reasonable and proportionate (UK GDPR Art 15(1A)), so it is recorded.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.items import check_filled, check_in_order


@dataclass(frozen=True)
class SearchPlace:
    """One place to look; `activity` is the code of the processing activity that named it, empty for others.

    `terms` and `period` say what was searched for and over which time.
    """

    place: str
    activity: str = ""
    asked_whom: str = ""
    asked_on: date | None = None
    chased_on: date | None = None
    answered_on: date | None = None
    terms: str = ""
    period: str = ""
    found: str = ""
    not_searched: str = ""

    def check(self, received_on: date, today: date) -> None:
        """Raise `Mistake` where it can't be kept."""
        check_filled(self.place, "Name the place, such as a system, a mailbox or a file.", "place")
        days = {
            "": received_on,
            "asked_on": self.asked_on,
            "chased_on": self.chased_on,
            "answered_on": self.answered_on,
        }
        check_in_order(days, today)
        if self.chased_on and not self.asked_on:
            raise Mistake("Enter the day it was asked first.", "asked_on")
        if self.answered_on and self.is_open():
            raise Mistake("Write down what was found, even if it is nothing.", "found")
        if self.not_searched.strip() and self.found.strip():
            raise Mistake("It was either searched or not. Keep one of the two.", "not_searched")

    def is_open(self) -> bool:
        """Whether neither what was found is known nor why it was not searched."""
        return not self.found.strip() and not self.not_searched.strip()


def missing_places(wanted: Iterable[SearchPlace], kept: Iterable[SearchPlace]) -> list[SearchPlace]:
    """The places that are not on the plan yet, each once."""
    known = {_name(each) for each in kept}
    found: dict[str, SearchPlace] = {}
    for place in wanted:
        if _name(place) not in known:
            found.setdefault(_name(place), place)
    return list(found.values())


def _name(place: SearchPlace) -> str:
    return place.place.casefold().strip()


def summary(places: Sequence[SearchPlace]) -> str:
    """The search as the response tells it, a line for each place; places still open are left out."""
    return "\n".join(f"- {_told(each)}" for each in places if not each.is_open())


def _told(each: SearchPlace) -> str:
    if each.not_searched.strip():
        return f"{each.place}: not searched, because {_sentence(each.not_searched)}"
    how = [f"for {each.terms.strip()}" if each.terms.strip() else "", each.period.strip()]
    searched = ", ".join(part for part in how if part)
    place = f"{each.place} (searched {searched})" if searched else each.place
    return f"{place}: {_sentence(each.found)}"


def _sentence(text: str) -> str:
    return f"{text.strip().rstrip('.')}."
