"""What is typed of a call, and what becomes of it; no widget needed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.quick_notes import NewQuickNote, Thrown


@dataclass(frozen=True)
class QuickNoteForm:
    """A call as it is being taken down; an empty day is None and stays so."""

    who: str = ""
    reach: str = ""
    what: str = ""
    channel: Channel | None = Channel.PHONE
    on: date | None = None

    def wrong(self) -> dict[str, str]:
        """What is missing, by field; next to nothing is asked for."""
        found = {
            "who": "" if self.who.strip() else "Write down who it was, as far as you know.",
            "what": "" if self.what.strip() else "Write down what it was about, in a word or two.",
            "channel": "" if self.channel else "Choose how it came.",
            "on": "" if self.on else "Enter the day it came.",
        }
        return {field: sentence for field, sentence in found.items() if sentence}

    def content(self) -> NewQuickNote:
        """What to keep; raises the first `Mistake`."""
        for field, sentence in self.wrong().items():
            raise Mistake(sentence, field)
        assert self.channel
        assert self.on
        return NewQuickNote(self.who.strip(), self.what.strip(), self.on, self.channel, self.reach.strip())


def form_of(content: NewQuickNote) -> QuickNoteForm:
    """A note that was taken down, to be put right."""
    return QuickNoteForm(content.who, content.reach, content.what, content.channel, content.on)


class Into(StrEnum):
    """What becomes of a note."""

    NEW_CASE = "new case"
    EXISTING = "existing case"
    NOTHING = "nothing"


WAYS: dict[Into, str] = {
    Into.NEW_CASE: "Open a case from it",
    Into.EXISTING: "Add it to a case that is there already",
    Into.NOTHING: "Throw it away",
}
DECIDES: dict[Into, str] = {
    Into.NEW_CASE: "Open a case…",
    Into.EXISTING: "Add it to the case",
    Into.NOTHING: "Throw it away",
}


@dataclass(frozen=True)
class CompletionForm:
    """What is chosen: the case by its id, None while there is none, or why the note is thrown away."""

    into: Into = Into.NEW_CASE
    typed: str = ""
    case: int | None = None
    why: Thrown | None = None

    def wrong(self) -> dict[str, str]:
        """What is missing, by field."""
        if self.into is Into.EXISTING and not self.case:
            return {"case": "Find the case by its reference or the person, and choose it."}
        if self.into is Into.NOTHING and self.why is None:
            return {"why": "Choose why nothing follows from it."}
        return {}
