"""Checks the register from one end to the other, in slices between which everybody else has their turn."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import TypeVar

from kmss_dpo.domain.errors import Stopped, Trouble
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.incidents import IncidentSort
from kmss_dpo.domain.soundness import Fault, FaultSort
from kmss_dpo.services.incidents import note_once
from kmss_dpo.services.proceeding import Proceed
from kmss_dpo.store import audit, soundness
from kmss_dpo.store.lanes import Lane, Reading
from kmss_dpo.store.refusals import DamagedRegister
from kmss_dpo.store.register import Register

T = TypeVar("T")
_WHOLE = 1 << 62
_ENTRIES, _VERSIONS, _RECORDS, _FILES = 2_000, 500, 250, 1
"""How many are looked at in one go, in about 10 ms each (measured): what waits meanwhile is not felt."""


def check(register: Register, proceed: Proceed) -> tuple[int, Fault | None]:
    """How many entries the trail has as far as it is whole, and the first fault; `Stopped` if not wanted.

    A fault is an incident, noted once for each place.
    """
    checking = _Checking(register, proceed)
    try:
        fault = checking.run()
    except DamagedRegister:
        fault = Fault(FaultSort.FILE)
    if fault:
        with suppress(Trouble):  # where the file is so damaged that nothing can be noted, this is still told
            register.writing_lane.have_done(note_once, register, IncidentSort.TRAIL_BROKEN, fault.place)
    return checking.entries, fault


class _Checking:
    """One check: the chain, the versions, the records as they stand, the pages of the file, the documents."""

    def __init__(self, register: Register, proceed: Proceed) -> None:
        self._register = register
        self._proceed = proceed
        self._done, self._of = 0, 1
        self.entries = 0

    def run(self) -> Fault | None:
        """The first fault there is."""
        self._of = max(1, self._read(_how_much))
        return self._chain() or self._versions() or self._records() or self._pages() or self._files()

    def _chain(self) -> Fault | None:
        found = chain_to(self._register, _WHOLE, lambda done, _of: self._proceed(done, self._of))
        self.entries = self._done = found.end.id
        if found.broken_at is not None:
            return self._fault(FaultSort.ENTRY, found.broken_at, found.end.id)
        return None

    def _versions(self) -> Fault | None:
        return self._slices(soundness.versions, _VERSIONS, FaultSort.VERSION)

    def _records(self) -> Fault | None:
        every_kind = (partial(soundness.records, kind=kind) for kind in Kind)
        found = (self._slices(look, _RECORDS, FaultSort.RECORD) for look in every_kind)
        return next(filter(None, found), None)

    def _files(self) -> Fault | None:
        if not self._read(soundness.counters):
            return Fault(FaultSort.FILE)
        return self._slices(soundness.files, _FILES, FaultSort.FILE)

    def _slices(self, look: Callable[..., soundness.Looked], most: int, sort: FaultSort) -> Fault | None:
        after, more = 0, True
        while more:
            looked = self._read(look, after, most)
            after, more = looked.last, looked.count == most
            if looked.broken is not None:
                return self._fault(sort, looked.broken, looked.broken)
            self._go_on(looked.count)
        return None

    def _pages(self) -> Fault | None:
        """Whoever writes may leave a page half written in sight, so a fault has to be there again alone."""
        lanes = (self._register.long_lane, self._register.writing_lane)
        sound = any(lane.have_done(soundness.pages, lane) for lane in lanes)
        return None if sound else Fault(FaultSort.FILE)

    def _fault(self, sort: FaultSort, entry: int, witness: int) -> Fault:
        """`witness` is the entry whose moment is the last at which all was well."""
        said = self._read(audit.moment_of, witness)
        try:
            return Fault(sort, entry, datetime.fromisoformat(said) if said else None)
        except ValueError:  # what stands there is no moment either
            return Fault(sort, entry)

    def _go_on(self, count: int) -> None:
        self._done += count
        if not (self._proceed(min(self._done, self._of), self._of) and self._register.goes_on()):
            raise Stopped

    def _read(self, job: Callable[..., T], *about: object) -> T:
        return _read(self._register, job, *about)


def chain_to(register: Register, last: int, proceed: Proceed) -> audit.Verdict:
    """Whether the trail holds together up to the entry `last`, or to its end where that comes before."""
    end, going = audit.End(0, audit.START), True
    while going and end.id < last:
        most = min(_ENTRIES, last - end.id)
        checked = _read(register, audit.verify, end.id, end.chained, most)
        end, going = checked.end, checked.entries == most
        if checked.broken_at is not None:
            return checked
        if not (proceed(end.id, last) and register.goes_on()):
            raise Stopped
    return audit.Verdict(end.id, end=end)


def _read(register: Register, job: Callable[..., T], *about: object) -> T:
    lane = register.long_lane
    return lane.have_done(_in_transaction, lane, job, about)


def _in_transaction(lane: Lane, job: Callable[..., T], about: Sequence[object]) -> T:
    with lane.transaction() as connection:
        return job(connection, *about)


def _how_much(reading: Reading) -> int:
    """Each version is looked at, and the newest of each record once more."""
    return audit.count(reading) + 2 * soundness.count(reading)
