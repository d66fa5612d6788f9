"""A quick note: what somebody said on the phone, taken down in half a minute and completed later."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from textwrap import shorten

from kmss_dpo.domain.cases import Channel, check_received
from kmss_dpo.domain.contacts import is_email
from kmss_dpo.domain.correspondence import Direction, NewCorrespondence
from kmss_dpo.domain.days import add_months, say_count
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import ContactId, QuickNoteId

MONTHS = 1
"""After so many calendar months a note that nobody completed needs a decision."""
_SUBJECT = 80


@dataclass(frozen=True)
class NewQuickNote:
    """Who it was, how to reach them, by which way and on which day, and what they said."""

    who: str
    what: str
    on: date
    channel: Channel = Channel.PHONE
    reach: str = ""

    def first_line(self) -> str:
        """What it was about, in a line."""
        return shorten(self.what.strip().splitlines()[0], _SUBJECT, placeholder="…")

    def email(self) -> str:
        """The email address among the ways to reach them; empty where it is none."""
        return self.reach.strip() if is_email(self.reach) else ""

    def correspondence(self, contact: ContactId | None = None) -> NewCorrespondence:
        """The note as it is kept on a case, with nothing left out."""
        from_whom = ", ".join(part for part in (self.who.strip(), self.reach.strip()) if part)
        body = f"{self.what.strip()}\n\n{from_whom}"
        return NewCorrespondence(
            Direction.RECEIVED, self.channel, self.on, self.first_line(), body, contact=contact
        )


@dataclass(frozen=True)
class QuickNote:
    """A quick note as kept: when it was taken down, and by whom; a save since `version` is a conflict."""

    id: QuickNoteId
    at: datetime
    author: str
    content: NewQuickNote
    version: int = 1


@dataclass(frozen=True)
class Caller:
    """Who it may have been: the one contact that is reached so, or else whether others have such a name."""

    contact: ContactId | None = None
    name: str = ""
    alike: bool = False


class Thrown(StrEnum):
    """Why a note is thrown away. The log keeps it, so it is chosen and never written: it names nobody."""

    ON_RECORD = "already on record"
    NOT_OURS = "not about data protection"
    BY_MISTAKE = "called by mistake"
    NOTHING_WANTED = "nothing more was wanted"


def check_quick_note(note: NewQuickNote, today: date) -> None:
    """Raise `Mistake` where a note cannot be kept; next to nothing is asked of it."""
    if not note.who.strip():
        raise Mistake("Write down who it was, as far as you know.", "who")
    if not note.what.strip():
        raise Mistake("Write down what it was about, in a word or two.", "what")
    try:
        check_received(note.on, today)
    except Mistake as mistake:
        raise Mistake(mistake.sentence, "on") from None


def needs_decision(note: QuickNote, today: date) -> bool:
    """Whether it has waited for longer than a month: nothing says that it may be kept as it is."""
    return add_months(note.content.on, MONTHS) <= today


def age_words(note: QuickNote, today: date) -> str:
    """How old it is, as in “3 days old”; the day itself is today."""
    days = (today - note.content.on).days
    return f"{say_count(days, 'day')} old" if days else "today"
