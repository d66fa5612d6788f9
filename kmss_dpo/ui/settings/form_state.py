"""Settings as they are typed, what is wrong with them, and the sentences about them; no widget needed."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TypeVar

from kmss_dpo.domain.contacts import is_email
from kmss_dpo.domain.days import say_count, say_day
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.holidays import ClosedDays, check_own_day
from kmss_dpo.domain.letters import LANGUAGE_NAMES, Language
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.services.wordings import WordingRow
from kmss_dpo.support.clock import LONDON
from kmss_dpo.ui.kit.day_text import write_day

T = TypeVar("T")
UNSETTLED = (
    "Excluded days: the due date counts from asking to answering. Counting both gives the “latest arguable”.",
    "A fact asked for late in the month never moves a due date that has passed; asked for late it warns.",
    "Requests received before 5 February 2026 follow the older text of Article 12(3), and say so.",
    "Complaints: the register warns from day 28, because a stricter reading ends a day sooner.",
    "How long the proof of a withdrawn consent is kept is set in the retention schedule.",
)


@dataclass(frozen=True)
class SettledState:
    """The controller, the officer and the regulator as they stand on the screen."""

    organisation: Organisation
    regulator: Regulator

    def tidy(self) -> "SettledState":
        """As it would be kept: without blanks around what was typed."""
        return SettledState(_tidied(self.organisation), _tidied(self.regulator))

    def errors(self) -> dict[str, str]:
        """What is missing, by field: letters cannot be written without it."""
        needed = {
            "organisation.name": (self.organisation.name, "Letters name the organisation. Enter its name."),
            "organisation.address": (
                self.organisation.address,
                "Letters carry the postal address. Enter it.",
            ),
            "organisation.officer_name": (
                self.organisation.officer_name,
                "Letters are signed. Enter your name.",
            ),
            "regulator.name": (self.regulator.name, "Letters name the regulator. Enter its name."),
        }
        found = {field: words for field, (typed, words) in needed.items() if not typed.strip()}
        email = self.organisation.officer_email
        if email.strip() and not is_email(email):
            found["organisation.officer_email"] = "An email address looks like name@example.org."
        return found


def _tidied(kept: T) -> T:
    """A record of settings with each of its texts tidied."""
    texts = {each.name: getattr(kept, each.name) for each in fields(kept) if each.type is str}  # type: ignore[arg-type]
    return replace(kept, **{name: _tidy(text) for name, text in texts.items()})  # type: ignore[type-var]


NOT_READ = SettledState(
    Organisation(name="", short_name="", address="", website="", officer_title=""),
    Regulator(name="", website="", helpline=""),
)
"""What stands on the screen until what is kept was read."""


@dataclass(frozen=True)
class NewDayState:
    """A public holiday being added."""

    day: date | None = None
    name: str = ""

    def errors(self) -> dict[str, str]:
        """What is missing, by field."""
        found = {} if self.day else {"day": "Enter the day."}
        try:
            check_own_day(self.name)
        except Mistake as wrong:
            found["day_name"] = wrong.sentence
        return found


def coming(closed: ClosedDays, today: date) -> list[tuple[date, str]]:
    """The public holidays from today to the end of the table, in order."""
    return sorted((day, name) for day, name in closed.holidays.items() if today <= day <= closed.last)


def reach_words(closed: ClosedDays) -> str:
    """How far the table is known."""
    return f"The public holidays are known from {say_day(closed.first)} to {say_day(closed.last)}."


def reach_warning(closed: ClosedDays, today: date) -> str:
    """What to do where dates being worked out now could pass the end of the table; else empty."""
    if (closed.last - today).days > _MONTHS_AHEAD:
        return ""
    return (
        f"The table ends on {say_day(closed.last)}. Holidays announced for later are not in it: import the "
        "official list, or add the days."
    )


_MONTHS_AHEAD = 186
"""Days: the longest clock, three months and a pause, and as much again."""


def moved_words(moved: int, *, stopped: bool = False) -> str:
    """What a recompute did."""
    said = {0: "No open case moved."}.get(moved, f"{say_count(moved, 'open case')} moved; each has a note.")
    return f"Stopped before the end. {said} Start it again to finish." if stopped else said


def imported_words(changed: int) -> str:
    """What taking a published list over did."""
    return (
        f"{say_count(changed, 'day')} changed." if changed else "The list says what the table said already."
    )


def own_words(row: WordingRow) -> str:
    """How a letter is worded, in a few words."""
    words = ["Your own" if row.own else "As it ships"]
    words += [f"and {LANGUAGE_NAMES[each]}" for each in row.languages if each is not Language.ENGLISH]
    return " ".join(words) + ("; what ships has changed" if row.changed else "")


def changed_at_words(row: WordingRow) -> str:
    """When a wording was settled last, and by whom; empty where it never was."""
    return f"{write_day(row.at.astimezone(LONDON).date())}, {row.by}" if row.at else ""


def _tidy(value: str) -> str:
    return "\n".join(line.strip() for line in value.strip().splitlines() if line.strip())
