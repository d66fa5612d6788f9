"""What is held by what: asked by the lists, by the pages of records, and by whatever erases.

A record is held by a hold placed by hand on its case or on a person of the case, and by an open case of the
kinds that place one: by that case itself, by one it is linked with, and by one that names the same person.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, FromClause, Integer, and_, bindparam, or_, select, union

from kmss_dpo.domain.cases import CaseKind, Status
from kmss_dpo.domain.contacts import ContactKind
from kmss_dpo.domain.correspondence import Mark
from kmss_dpo.domain.errors import NotHere
from kmss_dpo.domain.holds import HeldRecords, Hold, Parties
from kmss_dpo.domain.ids import CaseId, ContactId, Kind
from kmss_dpo.domain.retention import concerns_linked_people
from kmss_dpo.store.holds import BLOCKING, BY_HAND, IN_FORCE, by_hand, by_itself
from kmss_dpo.store.parties import ROLES, TAKING_PART, in_roles
from kmss_dpo.store.tables import (
    PART_OF,
    AnyRow,
    case_links,
    cases,
    contacts,
    documents,
    hold_releases,
    holds,
)

_OWNERS = {Kind.CASE: cases.c.id, Kind.CONTACT: contacts.c.id} | {
    kind: table.c.case_id for table, (kind, of) in PART_OF.items() if of == "id" and "case_id" in table.c
}
_CAME_OR_WENT = frozenset({Kind.CASE, Kind.CORRESPONDENCE, Kind.LETTER, Kind.DOCUMENT, Kind.NOTE})
_HELD = cases.alias()
_PLACES = and_(cases.c.status.concat("") == Status.OPEN.value, cases.c.kind.concat("").in_(sorted(BLOCKING)))
"""Bare columns would draw a search that begins at a few records through all the open cases."""


def _for_themselves(asking: FromClause) -> ColumnElement[bool]:
    """Where nobody else is concerned; by a bare column all such cases would be looked through."""
    return asking.c.subject_id.concat("").is_(None)


_NAMING = select(
    *(cases.c[name] for name in ("id", "reference", "kind", "received_on")),
    *ROLES,
)
_SOME, _CONCERNED, _ASKING, _PERSONS = (
    bindparam(name, expanding=True, type_=Integer) for name in ("some", "concerned", "firms", "persons")
)
"""The cases and the people asked about, and those people sorted into organisations and persons."""
_FIRMS = select(contacts.c.id).where(
    contacts.c.id.in_(_CONCERNED), contacts.c.kind == ContactKind.ORGANISATION.value
)
# The cases of a firm that asks for many are many, and hold it only where they name nobody else.
_PLACING = _NAMING.where(
    _PLACES,
    or_(
        cases.c.id.in_(_SOME),
        cases.c.subject_id.in_(_CONCERNED),
        *(role.in_(_PERSONS) for role in ROLES if role is not cases.c.subject_id),
        and_(cases.c.requester_id.in_(_ASKING), _for_themselves(cases)),
    ),
)
_LINKED = tuple(
    _NAMING.add_columns(
        _HELD.c.id.label("held_id"),
        _HELD.c.requester_id.label("held_requester"),
        _HELD.c.subject_id.label("held_subject"),
    )
    .join(case_links, case_links.c[one] == cases.c.id)
    .join(_HELD, _HELD.c.id == case_links.c[other])
    .where(
        _PLACES,
        or_(
            _HELD.c.id.in_(_SOME),
            _HELD.c.subject_id.in_(_CONCERNED),
            and_(_HELD.c.requester_id.in_(_CONCERNED), _for_themselves(_HELD)),
        ),
    )
    for one, other in (("case_id", "other_id"), ("other_id", "case_id"))
)
"""Each of these cases with those it is linked with, whichever of the two the link was written down on."""
_PLACED = BY_HAND.where(IN_FORCE, or_(holds.c.case_id.in_(_SOME), holds.c.contact_id.in_(_CONCERNED)))
_RELEASED = select(hold_releases.c.case_id, hold_releases.c.held_by_id).where(
    hold_releases.c.case_id.in_(_SOME)
)
_NAMED = _NAMING.where(cases.c.id.in_(_SOME))
_TAKING_PART = union(
    *(select(case, person).where(case.in_(_SOME), person.is_not(None)) for case, person in TAKING_PART)
)


def on(connection: Connection, kind: Kind, record: int) -> tuple[Hold, ...]:
    """What holds a case, a contact, or something that is kept on a case; `NotHere` if that was erased.

    An open case that places a hold is held by itself, with all that came and went on it; not so the entries
    that the officer makes while working on it. The copy of an identity paper is held by nothing: it goes
    once it was checked (UK GDPR Art 5(1)(c) and (e)).
    """
    owner = _owner(connection, kind, record)
    if kind is Kind.CONTACT:
        return _concerning(connection, (), {owner}).of_contact(ContactId(owner))
    if kind is Kind.DOCUMENT and _is_identity_copy(connection, record):
        return ()
    return _on_case(connection, kind, CaseId(owner))


def _on_case(connection: Connection, kind: Kind, case: CaseId) -> tuple[Hold, ...]:
    found = on_cases(connection, [case])[case]
    return found if kind in _CAME_OR_WENT else tuple(each for each in found if not each.is_of(case))


def on_deleted(connection: Connection, kind: Kind, case: int | None, contact: int | None) -> tuple[Hold, ...]:
    """What holds something in the bin, which was on this case or is about this contact."""
    if case is not None:
        return _on_case(connection, kind, CaseId(case))
    return () if contact is None else on(connection, Kind.CONTACT, contact)


def on_cases(connection: Connection, some: Sequence[CaseId]) -> dict[CaseId, tuple[Hold, ...]]:
    """What holds each of a few cases."""
    named = people(connection, some)
    found = _concerning(connection, some, {person for each in named.values() for person in each})
    return {case: found.of_case(case, named[case]) for case in some}


def people(connection: Connection, some: Sequence[CaseId]) -> dict[int, set[int]]:
    """For each of these cases everyone it names: in a role, in correspondence, as a recipient of data."""
    found: dict[int, set[int]] = {case: set() for case in some}
    about = {"some": list(some)}
    for row in connection.execute(_NAMED, about):
        found[row.id].update(in_roles(row))
    for case, person in connection.execute(_TAKING_PART, about):
        found[case].add(person)
    return found


def _concerning(connection: Connection, some: Sequence[CaseId], concerned: Collection[int]) -> HeldRecords:
    """What may hold a few cases and people, looked up by them and not through all there is."""
    about = {"some": list(some), "concerned": list(concerned)}
    organisations = frozenset(connection.scalars(_FIRMS, about))
    sorted_out = {"firms": list(organisations), "persons": list(set(concerned) - organisations)}
    found = _Found(organisations)
    found.add_placing(connection.execute(_PLACING, about | sorted_out))
    for linked in _LINKED:
        found.add_linked(connection.execute(linked, about))
    found.add_placed(connection.execute(_PLACED, about))
    found.released.update((each.case_id, each.held_by_id) for each in connection.execute(_RELEASED, about))
    return found.records()


@dataclass
class _Found:
    """Holds as they are read, by what they keep; and which of the people asked about are organisations."""

    organisations: frozenset[int]
    on_cases: dict[int, list[Hold]] = field(default_factory=dict)
    on_people: dict[int, list[Hold]] = field(default_factory=dict)
    released: set[tuple[int, int]] = field(default_factory=set)

    def records(self) -> HeldRecords:
        """What was found."""
        return HeldRecords(self.on_cases, self.on_people, self.released)

    def add_placing(self, placing: Iterable[AnyRow]) -> None:
        """What these open cases hold by themselves: themselves, and on whom they place it."""
        for row in placing:
            parties = Parties(row.requester_id, row.subject_id, row.recipient_id, self.organisations)
            kept = parties.held(about_linked=concerns_linked_people(CaseKind(row.kind)))
            self._add(by_itself(row), [row.id], kept)

    def add_linked(self, linking: Iterable[AnyRow]) -> None:
        """What open cases hold because they are linked with it."""
        for row in linking:
            kept = Parties(row.held_requester, row.held_subject).concerned()
            too = kept if concerns_linked_people(CaseKind(row.kind)) else ()
            self._add(by_itself(row), [row.held_id], too)

    def add_placed(self, placed: Iterable[AnyRow]) -> None:
        """What was placed by hand."""
        for hold in map(by_hand, placed):
            kind, record = hold.on
            self._add(hold, [record] if kind is Kind.CASE else [], [record] if kind is Kind.CONTACT else [])

    def _add(self, hold: Hold, kept_cases: Iterable[int], kept_people: Iterable[int]) -> None:
        for case in kept_cases:
            self.on_cases.setdefault(case, []).append(hold)
        for person in kept_people:
            self.on_people.setdefault(person, []).append(hold)


def _owner(connection: Connection, kind: Kind, record: int) -> int:
    """The case that something is kept on, or the case or contact itself; `NotHere` where it was erased."""
    found: int | None = connection.scalar(select(_OWNERS[kind]).where(_OWNERS[kind].table.c.id == record))
    if found is None:
        raise NotHere("This record is no longer in the register.")
    return found


def _is_identity_copy(connection: Connection, document: int) -> bool:
    mark = connection.scalar(select(documents.c.mark).where(documents.c.id == document))
    return bool(mark == Mark.IDENTITY.value)
