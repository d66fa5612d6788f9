"""The one way out of the register for a record: what is on hold stays.

What is no record yet goes without that question, thrown away by whoever typed it: a form that was left
unfinished at a lock, a draft that was never filed, a saved filter. Nobody has relied on any of them, and none
was ever told to anybody.
"""

from collections.abc import Iterable, Sequence

from kmss_dpo.domain.holds import OnHold, Record
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.store import disposals, held_records
from kmss_dpo.store.writing import Writing


def erase(writing: Writing, wanted: Record, gone: Iterable[Record]) -> None:
    """Erase a record with all that goes with it, `gone` in its order; raises `OnHold` where it is held.

    What goes with a case is held by what holds the case, the people who go with it included. So one question
    is enough, and it is asked in the transaction that erases.
    """
    held = held_records.on(writing.connection, *wanted)
    if held:
        raise OnHold(held)
    writing.erase_all(list(gone))


def erase_of_cases(writing: Writing, wanted: Sequence[CaseId], gone: Sequence[Record]) -> None:
    """Erase what goes with a few cases, `gone` in its order; raises `OnHold` where any of them is held."""
    for held in held_records.on_cases(writing.connection, wanted).values():
        if held:
            raise OnHold(held)
    writing.erase_all(gone)


def throw_away(writing: Writing, what: str, gone: Sequence[Record]) -> None:
    """Erase what is no record yet; the kept backups lose it at the next disposal or unlock.

    `what` it was, in words of ours.
    """
    if gone:
        writing.erase_all(gone)
        disposals.remember_thrown_away(writing, what, [*gone])


_NAMELESS = frozenset({Kind.STATISTIC, Kind.DISPOSAL, Kind.INCIDENT})


def erase_nameless(writing: Writing, gone: Sequence[Record]) -> None:
    """Erase what names nobody and so is held by nothing: statistics, entries of the log, incidents."""
    assert all(kind in _NAMELESS for kind, _ in gone)
    writing.erase_all(gone)
