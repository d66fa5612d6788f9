"""The suppression list: keyed hashes of the addresses of those who objected to marketing.

The key is made once and never leaves the encrypted file.
"""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, func, select

from kmss_dpo.domain.cases import CaseKind, Outcome
from kmss_dpo.domain.ids import CaseId, ContactId, Kind, SuppressionId
from kmss_dpo.domain.suppression import OBJECTING, Address, Sort, Suppressed, addresses_of, digest, objects
from kmss_dpo.store import contacts, settings
from kmss_dpo.store.tables import AnyRow, cases, suppressions
from kmss_dpo.store.writing import Writing

_KEY = "suppression key"
_KEY_BYTES = 32
_MOST_AT_ONCE = 500


def add(writing: Writing, sort: Sort, hashed: str, since: date, reason: str) -> SuppressionId | None:
    """Put a digest on the list; None where it is there already, since that day or an earlier one."""
    if matching(writing.connection, [(sort, hashed)]):
        return None
    row = {"version": 1, "sort": sort.value, "digest": hashed, "since": since, "reason": reason}
    return SuppressionId(writing.insert(suppressions, row))


def matching(
    connection: Connection, wanted: Collection[tuple[Sort, str]]
) -> Mapping[tuple[Sort, str], Suppressed]:
    """Those of these digests that are on the list."""
    found: dict[tuple[Sort, str], Suppressed] = {}
    hashes = sorted({each for _, each in wanted})
    for start in range(0, len(hashes), _MOST_AT_ONCE):
        some = suppressions.c.digest.in_(hashes[start : start + _MOST_AT_ONCE])
        for row in connection.execute(select(suppressions).where(some)):
            one = _read(row)
            found[one.sort, one.digest] = one
    return {each: found[each] for each in wanted if each in found}


def key(connection: Connection) -> bytes | None:
    """The register's own key for it; None before the first address was put on the list."""
    kept = settings.value(connection, _KEY)
    return bytes.fromhex(kept) if kept else None


def _made_key(writing: Writing) -> bytes:
    made = key(writing.connection)
    if made is None:
        made = secrets.token_bytes(_KEY_BYTES)
        settings.settle(writing, _KEY, made.hex())
    return made


def suppress(writing: Writing, addresses: Iterable[Address], since: date, reason: str) -> int:
    """Put addresses on the list; how many were not there yet."""
    made = _made_key(writing)
    return sum(add(writing, each.sort, digest(made, each), since, reason) is not None for each in addresses)


def of_addresses(connection: Connection, addresses: Sequence[Address]) -> Sequence[tuple[str, Suppressed]]:
    """Those of these addresses that are on the list, each as it is written."""
    made = key(connection)
    if made is None:
        return []
    hashed = {each: (each.sort, digest(made, each)) for each in addresses}
    found = matching(connection, list(hashed.values()))
    return [(each.value, found[which]) for each, which in hashed.items() if which in found]


def take_over(writing: Writing, other_key: bytes | None, listed: Iterable[Suppressed]) -> None:
    """Put what another copy of the register has on its list on this one too, with its key where here is none.

    By another key it would recognise nobody, and is left.
    """
    if other_key is None or key(writing.connection) not in {None, other_key}:
        return
    settings.settle(writing, _KEY, other_key.hex())
    for each in listed:
        add(writing, each.sort, each.digest, each.since, each.reason)


def keep_objections(writing: Writing, some: Sequence[CaseId]) -> None:
    """Recognise whoever objected to marketing by a few cases, before these and their contacts go."""
    objecting = _OBJECTIONS.where(cases.c.id.in_(some))
    for row in writing.connection.execute(objecting).all():
        kind = CaseKind(row.kind)
        if objects(kind, Outcome(row.outcome)):
            _suppress_contact(writing, row.person, row.received_on, OBJECTING[kind])


_PERSON = func.coalesce(cases.c.subject_id, cases.c.requester_id)
_OBJECTIONS = select(cases.c.kind, cases.c.outcome, cases.c.received_on, _PERSON.label("person")).where(
    cases.c.kind.in_(OBJECTING), cases.c.outcome.is_not(None), _PERSON.is_not(None)
)


def keep_people(writing: Writing, people: Iterable[int], since: date) -> None:
    """Recognise these contacts, because it was decided so about what goes of them."""
    for person in people:
        _suppress_contact(writing, person, since, _DECIDED)


_DECIDED = "Suppressed when the record was disposed of"


def _suppress_contact(writing: Writing, person: int, since: date, reason: str) -> None:
    details = contacts.contact(writing.connection, ContactId(person)).details
    suppress(writing, addresses_of(details), since, reason)


def take_off(writing: Writing, one: SuppressionId) -> bool:
    """Take a line off the list; whether it was still there."""
    there = writing.connection.scalar(select(suppressions.c.id).where(suppressions.c.id == one))
    if there is not None:
        writing.erase(Kind.SUPPRESSION, one)
    return there is not None


_SORTS: dict[str, ColumnElement[object]] = {
    "sort": suppressions.c.sort,
    "since": suppressions.c.since,
    "reason": suppressions.c.reason,
}


def ids(connection: Connection, sort: str, *, descending: bool) -> Sequence[int]:
    """Every line, in the order of a list."""
    first = _SORTS[sort]
    order = (first.desc(), suppressions.c.id.desc()) if descending else (first, suppressions.c.id)
    return connection.scalars(select(suppressions.c.id).order_by(*order)).all()


def rows(connection: Connection, wanted: Sequence[int]) -> list[Suppressed]:
    """One line for each id that is still there, in the order asked for."""
    some = select(suppressions).where(suppressions.c.id.in_(wanted))
    found = {row.id: _read(row) for row in connection.execute(some)}
    return [found[each] for each in wanted if each in found]


def everyone(connection: Connection) -> Sequence[Suppressed]:
    """All of them, the first first."""
    return [_read(row) for row in connection.execute(select(suppressions).order_by(suppressions.c.id))]


def counts(connection: Connection) -> dict[Sort, int]:
    """How many lines there are of each kind."""
    counted = select(suppressions.c.sort, func.count()).group_by(suppressions.c.sort)
    return {Sort(sort): count for sort, count in connection.execute(counted)}


def _read(row: AnyRow) -> Suppressed:
    return Suppressed(SuppressionId(row.id), row.version, Sort(row.sort), row.digest, row.since, row.reason)
