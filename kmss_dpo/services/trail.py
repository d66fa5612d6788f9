"""The audit trail to look at: its entries, what each changed, and its end on paper."""

from collections.abc import Callable, Sequence

from kmss_dpo.domain.soundness import Compared, in_groups, typed_entry, typed_hash
from kmss_dpo.domain.trail import ERASED, TrailChange, TrailFilter, TrailRow, differences
from kmss_dpo.letters.faces import beside
from kmss_dpo.letters.trail_end import TrailEnd, draw_trail_end
from kmss_dpo.services.exporting import in_slices
from kmss_dpo.services.fonts import Fonts
from kmss_dpo.services.proceeding import Proceed, to_the_end
from kmss_dpo.services.reads import note_export
from kmss_dpo.services.soundness import chain_to
from kmss_dpo.services.unlocking import Opened
from kmss_dpo.store import trail
from kmss_dpo.support.clock import LONDON, Clock
from kmss_dpo.support.csv_text import as_csv


class Trail:
    """What the officer can do with the audit trail: read it, take it along, hold it against paper."""

    def __init__(self, opened: Opened, fonts: Fonts, clock: Clock) -> None:
        self._register = opened.register
        self._name = opened.unlocked.register_name
        self._fonts = fonts
        self._clock = clock

    def ids(self, wanted: TrailFilter) -> Sequence[int]:
        """The numbers of the entries that are wanted, in their order. Runs on the lane for long work."""
        with self._register.long_lane.transaction() as connection:
            return trail.ids(connection, wanted)

    def rows(self, wanted: Sequence[int]) -> list[TrailRow]:
        """One entry for each number; one that is not there says so."""
        with self._register.reading() as connection:
            return trail.rows(connection, wanted)

    def choices(self) -> tuple[list[tuple[int, str]], list[str]]:
        """Everyone and everything that entries can be narrowed to. Runs on the lane for long work."""
        with self._register.long_lane.transaction() as connection:
            return trail.people(connection), trail.actions(connection)

    def change(self, entry: int) -> TrailChange:
        """What an entry changed, field by field, as far as it is kept; nothing that was tampered with."""
        with self._register.reading() as connection:
            [row] = trail.rows(connection, [entry])
            kept = trail.versions(connection, entry)
        if row.missing:
            return TrailChange("This entry was removed from the trail, and not by this program.")
        if row.action == ERASED and not kept.committed:
            return TrailChange("The record was erased, with everything that was kept of it.")
        if not kept.committed:
            return TrailChange("Nothing was changed.")
        if not kept.genuine:
            return TrailChange(
                "What is kept with this entry is not what the entry recorded, so it is not shown: it was "
                "changed, and not by this program. Check the register."
            )
        if kept.after is None:
            return TrailChange("What was changed is no longer kept: it was erased with the record.")
        found = differences(kept.before, kept.after)
        return TrailChange("" if found else "It was saved again without a change.", found)

    def export(
        self,
        wanted: Sequence[int],
        titles: Sequence[str],
        line: Callable[[TrailRow], Sequence[str]],
        proceed: Proceed = to_the_end,
    ) -> bytes:
        """The entries as CSV, said by `line`, in their order; that they left is an entry itself.

        All of that or `Stopped`. It waits for the register's lanes, so it runs on none of them.
        """
        lane = self._register.reading_lane
        read = list(in_slices(self._register, wanted, lambda some: lane.have_done(self.rows, some), proceed))
        note_export(self._register, action="audit trail exported")
        return as_csv(titles, [line(row) for row in read])

    def end_on_paper(self) -> bytes:
        """Where the trail ends, as PDF to be signed and kept; that it was made is an entry itself."""
        note_export(self._register, action="end of the trail printed")
        end, now = self._register.trail_end, self._clock.now().astimezone(LONDON)
        sheet = TrailEnd(
            register=self._name,
            on=now.date(),
            time=f"{now:%H:%M}",
            entry=f"{end.id:,}",
            groups=in_groups(end.chained),
        )
        with beside(self._fonts.file()):
            return draw_trail_end(sheet)

    def compare(self, entry: str, chained: str, proceed: Proceed = to_the_end) -> Compared:
        """Hold figures from such a sheet against the trail; raises `Mistake` where they are none.

        It waits for the register's lanes, so it runs on none of them.
        """
        number, wanted = typed_entry(entry), typed_hash(chained)
        found = chain_to(self._register, number, proceed)
        return Compared(number, found.broken_at, found.end.id, met=found.end.chained == wanted)
