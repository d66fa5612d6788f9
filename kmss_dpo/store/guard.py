"""What in the words of a letter is somebody's: looked up for a whole letter at once."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Executable, Select, bindparam, func, select, union_all

from kmss_dpo.domain.contacts import recognised_by
from kmss_dpo.domain.correspondence import Mark
from kmss_dpo.domain.ids import CaseId, ContactId, Kind
from kmss_dpo.store import index
from kmss_dpo.store.parties import NAMED
from kmss_dpo.store.tables import AnyRow, cases, contacts, documents, former_names, reaches

Named = Sequence[tuple[ContactId, str]]
_ASKED: BindParameter[Any] = bindparam("asked", expanding=True)
_MOST_AT_ONCE = 4_000
"""They may stand in one question eight times; SQLite as it is usually built takes 32,766 values."""


def _of_people(connection: Connection, question: Executable, people: Iterable[ContactId]) -> Iterator[AnyRow]:
    """The answers to a question about people, however many they are."""
    asked = sorted(set(people))
    for start in range(0, len(asked), _MOST_AT_ONCE):
        yield from connection.execute(question, {"asked": asked[start : start + _MOST_AT_ONCE]})


_CALLED = union_all(
    select(contacts.c.id, contacts.c.name).where(contacts.c.id.in_(_ASKED)),
    select(former_names.c.contact_id, former_names.c.name).where(former_names.c.contact_id.in_(_ASKED)),
)


def called(connection: Connection, people: Iterable[ContactId]) -> Named:
    """These contacts with each of their names, former ones too."""
    return [(ContactId(contact), name) for contact, name in _of_people(connection, _CALLED, people)]


_REACHED = select(reaches.c.contact_id, reaches.c.value).where(
    reaches.c.way == bindparam("way"), reaches.c.recognised_by.in_(_ASKED)
)


def reached_by(connection: Connection, way: str, values: Iterable[str]) -> Named:
    """The contacts that are reached by these emails or numbers, with each as it is kept."""
    asked = sorted({recognised_by(way, value) for value in values})
    rows = connection.execute(_REACHED, {"way": way, "asked": asked})
    return [(ContactId(contact), value) for contact, value in rows]


# The way is joined to nothing: by its index SQLite would go through every address that there is.
_ADDRESSES = select(reaches.c.contact_id, reaches.c.value).where(
    reaches.c.contact_id.in_(_ASKED), reaches.c.way + "" == "address"
)


def living_at(connection: Connection, people: Iterable[ContactId]) -> Named:
    """These contacts with each of their postal addresses."""
    return [(ContactId(contact), value) for contact, value in _of_people(connection, _ADDRESSES, people)]


def _named_in() -> Select[Any]:
    every = union_all(
        *(select(who.label("contact"), case.label("case")).where(who.in_(_ASKED)) for case, who in NAMED)
    ).subquery()
    return (
        select(every.c.contact, cases.c.reference)
        .join(cases, cases.c.id == every.c.case)
        .distinct()
        .order_by(every.c.contact, cases.c.id)
    )


_NAMED_IN = _named_in()


def named_in(connection: Connection, people: Iterable[ContactId]) -> Mapping[ContactId, tuple[str, ...]]:
    """The references of the cases that name each of these people."""
    found: dict[ContactId, tuple[str, ...]] = {}
    for contact, reference in _of_people(connection, _NAMED_IN, people):
        found[ContactId(contact)] = (*found.get(ContactId(contact), ()), reference)
    return found


_PERSON = func.coalesce(cases.c.subject_id, cases.c.requester_id)
"""Whom a case is about."""
_REFERRED = select(cases.c.id, cases.c.reference, cases.c.old_reference, _PERSON).where(
    cases.c.id.in_(_ASKED)
)


def referred_to(
    connection: Connection, references: Collection[str]
) -> Sequence[tuple[CaseId, tuple[str, str], ContactId | None]]:
    """The cases that may be meant by these references, with both of theirs and whom they are about."""
    asked = index.holding(connection, Kind.CASE, references)
    rows = connection.execute(_REFERRED, {"asked": asked})
    return [(CaseId(case), (now, old), person) for case, now, old, person in rows]


def _with_others() -> Select[Any]:
    other = documents.alias()
    return (
        select(documents.c.sha256, documents.c.name, cases.c.reference)
        .join(other, other.c.sha256 == documents.c.sha256)
        .join(cases, cases.c.id == other.c.case_id)
        .where(
            documents.c.case_id == bindparam("case"),
            documents.c.mark == Mark.DISCLOSE.value,
            cases.c.id.not_in(_ASKED),
            func.coalesce(_PERSON, 0) != bindparam("person"),
        )
        .distinct()
        .order_by(documents.c.id, cases.c.id)
    )


_WITH_OTHERS = _with_others()


def enclosed_of_others(
    connection: Connection, case: CaseId, person: ContactId | None, but: Iterable[CaseId]
) -> Sequence[tuple[str, str, str]]:
    """What a case discloses and one about somebody else keeps too: hash, name and that one's reference.

    `but` are cases that may keep it as well.
    """
    rows = connection.execute(_WITH_OTHERS, {"case": case, "person": person or -1, "asked": [case, *but]})
    return [(sha256, name, reference) for sha256, name, reference in rows]


_DISCLOSED = select(documents.c.name).where(
    documents.c.case_id == bindparam("case"), documents.c.mark == Mark.DISCLOSE.value
)


def disclosed(connection: Connection, case: CaseId) -> Sequence[str]:
    """The names of the documents that a case discloses."""
    return connection.scalars(_DISCLOSED, {"case": case}).all()
