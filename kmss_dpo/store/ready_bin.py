"""What lies in the bin and is past its day: it goes like all else that has come to the end of its period."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Text, func, or_, select, type_coerce

from kmss_dpo.domain.bin import KIND_NAMES, Binned
from kmss_dpo.domain.disposal import Parts, Ready, Sort
from kmss_dpo.domain.ids import BinnedId, CaseId
from kmss_dpo.domain.overview import ReadyGroup
from kmss_dpo.domain.retention import RecordClass
from kmss_dpo.store import bin as kept_bin
from kmss_dpo.store import disposals
from kmss_dpo.store.ready import FIRST, Due, Outcomes, Place, why_not
from kmss_dpo.store.tables import binned
from kmss_dpo.store.writing import Writing


def as_ready(one: Binned) -> Ready:
    """An entry of the bin as it stands in the list of what has run out."""
    return Ready(
        case=one.case or CaseId(0),
        version=0,
        reference=one.reference or f"Entry {one.id} of the bin",
        kind=None,
        person="",
        rule=RecordClass.BIN.value,
        trigger_on=one.deleted_on,
        ran_out_on=one.until,
        held_by=one.held_by,
        sort=Sort.BINNED,
        record=one.id,
        told=f"{KIND_NAMES[one.kind]} · {one.name}",
    )


class ReadyBin:
    """By the day that each entry got when it was deleted: that is the one the officer was told."""

    sort = Sort.BINNED
    backups = ""

    def places(self, connection: Connection, due: Due, after: Place, most: int) -> Sequence[Place]:
        """The longest ended first."""
        day, entry = type_coerce(binned.c.until, Text), binned.c.id
        wanted = select(day, entry).where(binned.c.until <= due.today).order_by(day, entry).limit(most)
        if after != FIRST:
            wanted = wanted.where(day >= after[0], or_(day > after[0], entry > after[1]))
        return connection.execute(wanted).all()

    def ready(self, connection: Connection, some: Sequence[int], due: Due) -> list[Ready]:
        """With what holds each of them."""
        found = kept_bin.rows(connection, some)
        return [as_ready(one) for one in found if one.is_due(due.today)]

    def groups(self, connection: Connection, due: Due) -> Iterable[ReadyGroup]:
        """All of them together."""
        counted = select(func.count(), func.min(binned.c.until)).where(binned.c.until <= due.today)
        count, first = connection.execute(counted).one()
        if count:
            yield ReadyGroup(None, RecordClass.BIN.value, count, first)

    def preview(self, connection: Connection, some: Sequence[Ready]) -> Parts:
        """The entries, and what the history keeps of what lies in them."""
        return disposals.with_history(connection, [each.of for each in some])

    def dispose(self, writing: Writing, some: Sequence[Ready], due: Due) -> Outcomes:
        """Those that are still there, and that nothing holds by now."""
        now = {
            each.record: each for each in self.ready(writing.connection, [each.record for each in some], due)
        }
        return {
            each.id: why_not(each, now.get(each.record)) or kept_bin.erase(writing, BinnedId(each.record))
            for each in some
        }
