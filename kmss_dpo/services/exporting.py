"""Lists that leave the register as CSV, exactly as they are shown; what they name is audited."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from kmss_dpo.domain.errors import Stopped
from kmss_dpo.domain.ids import Kind
from kmss_dpo.services.proceeding import Proceed, to_the_end
from kmss_dpo.store.register import Register
from kmss_dpo.support.csv_text import as_csv

R = TypeVar("R")
S = TypeVar("S")
T = TypeVar("T")
_SLICE = 250
"""How many records are read, or their export audited, in one go: what else is asked waits for 20 ms."""


def in_slices(
    register: Register, whole: Sequence[S], read: Callable[[Sequence[S]], Iterable[T]], proceed: Proceed
) -> Iterator[T]:
    """What is read of each slice, one after the other; `Stopped` once it is not to go on."""
    for start in range(0, len(whole), _SLICE):
        some = whole[start : start + _SLICE]
        yield from read(some)
        if not (proceed(start + len(some), len(whole)) and register.goes_on()):
            raise Stopped


def export(  # noqa: PLR0913 - what is listed, and how it is said
    register: Register,
    wanted: Sequence[int],
    rows: Callable[[Sequence[int]], list[R]],
    record_of: Callable[[R], tuple[Kind, int]],
    *,
    titles: Sequence[str],
    line: Callable[[R], Sequence[str]],
    proceed: Proceed = to_the_end,
) -> bytes:
    """A list in its order as CSV, each row said by `line`; what was erased meanwhile is left out.

    It may name people, so the record of each row is audited, once all are read. All of that or `Stopped`.
    It waits for the register's lanes, on which others have their turn in between; so it runs on none of them.
    """

    def read(some: Sequence[int]) -> list[R]:
        return register.reading_lane.have_done(rows, some)

    def audit(some: Sequence[R]) -> Sequence[R]:
        register.writing_lane.have_done(_note, register, [record_of(row) for row in some])
        return some

    found = list(in_slices(register, wanted, read, lambda done, of: proceed(done, 2 * of)))
    audited = in_slices(register, found, audit, lambda done, of: proceed(of + done, 2 * of))
    return as_csv(titles, [line(row) for row in audited])


def _note(register: Register, records: Iterable[tuple[Kind, int]]) -> None:
    with register.writing("exported") as writing:
        for kind, record in records:
            writing.note(kind, record)
