"""What went wrong with the register itself: what the officer has not seen yet, and all there was."""

from collections.abc import Sequence

from kmss_dpo.domain.incidents import Incident, IncidentSort
from kmss_dpo.store import incidents
from kmss_dpo.store.register import Register
from kmss_dpo.support.clock import Clock, london_day


class Incidents:
    """What the officer can do with them: see them."""

    def __init__(self, register: Register, clock: Clock) -> None:
        self._register = register
        self._clock = clock

    def note(self, sort: IncidentSort, told: str = "") -> None:
        """Note one; `told` is a sentence of the program's own and names nobody."""
        with self._register.writing("incident noted") as writing:
            incidents.add(writing, sort, told)

    def all(self) -> Sequence[Incident]:
        """Every one, the newest first."""
        with self._register.reading() as connection:
            return incidents.everyone(connection)

    def unseen(self) -> Sequence[Incident]:
        """Those that the officer has not seen yet, the newest first."""
        return [each for each in self.all() if each.seen_on is None]

    def mark_seen(self, seen: Sequence[Incident]) -> None:
        """The officer has seen these; raises `Conflict` where one changed since."""
        today = london_day(self._clock.now())
        with self._register.writing("incident seen") as writing:
            for each in seen:
                incidents.mark_seen(writing, each.id, each.version, today)


def note_once(register: Register, sort: IncidentSort, told: str) -> None:
    """Note one unless the same was noted before, for what is found again at every look."""
    with register.writing("incident noted") as writing:
        known = incidents.everyone(writing.connection)
        if (sort, told) not in {(each.sort, each.told) for each in known}:
            incidents.add(writing, sort, told)
