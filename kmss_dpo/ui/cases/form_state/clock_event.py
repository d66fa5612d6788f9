"""One event of a clock as it is being recorded, or only looked at."""

from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.clock import ASKS, TO_COME, ClockEvent, EventEntry, ExtensionGround, Happening
from kmss_dpo.domain.errors import Mistake


@dataclass(frozen=True)
class EventForm:
    """What is typed; each event shows the fields that `fields_of` names."""

    on: date | None = None
    met_on: date | None = None
    ground: ExtensionGround | None = None
    reasons: str = ""
    update_on: date | None = None
    write_letter: bool = True

    def entry(self, field: str) -> EventEntry:
        """What to record; raises `Mistake` beside the event's own field where its day is missing."""
        if self.on is None:
            raise Mistake("Enter the day.", field)
        return EventEntry(self.on, self.met_on, self.ground, self.reasons, self.update_on)

    def to_look(self) -> EventEntry:
        """The same for looking at the date: ground and reasons move none, so they may still be open.

        Raises a `Mistake` that belongs to no field where the day is missing.
        """
        if self.on is None:
            raise Mistake("Enter the day to see what the clock would say.")
        ground, reasons = self.ground or ExtensionGround.COMPLEXITY, self.reasons.strip() or "To be written."
        return EventEntry(self.on, self.met_on, ground, reasons, self.update_on)


def begun(event: ClockEvent, today: date) -> EventForm:
    """How the form begins: with today, but where the day is one to come."""
    return EventForm(on=None if event.happening in TO_COME else today)


def fields_of(event: ClockEvent, *, looking: bool) -> frozenset[str]:
    """The rows that an event has beside its day; a what-if also asks when the thing would come."""
    match event.happening:
        case Happening.EXTENDED:
            return frozenset({"ground", "reasons"})
        case Happening.ACKNOWLEDGED:
            return frozenset({"promised"})
        case happening if looking and happening in ASKS:
            return frozenset({"met_on"})
        case _:
            return frozenset()


_FORM = "clock event: "


def form_name(event: ClockEvent) -> str:
    """The name under which the form of an event is kept over a lock."""
    of = f" of {event.asked_on.isoformat()}" if event.asked_on else ""
    return f"{_FORM}{event.happening.value}{of}"


def event_named(form: str) -> ClockEvent | None:
    """The event whose form has that name; None for the form of something else."""
    if not form.startswith(_FORM):
        return None
    happening, _of, day = form.removeprefix(_FORM).partition(" of ")
    return ClockEvent(Happening(happening), date.fromisoformat(day) if day else None)
