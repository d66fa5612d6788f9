"""The one way out of the register for a record: what is on hold stays.

Two things that are no records yet go without it, thrown away by whoever typed them: a form that was left
unfinished at a lock, and a draft that was never filed. Nobody has relied on either, and neither was ever
told to anybody.
"""

from collections.abc import Iterable

from kmss_dpo.domain.holds import OnHold, Record
from kmss_dpo.store import held_records
from kmss_dpo.store.writing import Writing


def erase(writing: Writing, wanted: Record, gone: Iterable[Record]) -> None:
    """Erase a record with all that goes with it, `gone` in its order; raises `OnHold` where it is held.

    What goes with a case is held by what holds the case, the people who go with it included. So one question
    is enough, and it is asked in the transaction that erases.
    """
    held = held_records.on(writing.connection, *wanted)
    if held:
        raise OnHold(held)
    for kind, record in gone:
        writing.erase(kind, record)
