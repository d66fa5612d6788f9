"""What in the words of a letter is somebody's: looked up for a whole letter at once, in a tenth of a second.

Names are compared in SQLite as far as they are plain words: only those with a sign or an accent come here, to
be compared by whoever asks.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
    union_all,
)

from kmss_dpo.domain.correspondence import Mark
from kmss_dpo.domain.ids import CaseId, ContactId, Kind
from kmss_dpo.domain.letters import TITLES
from kmss_dpo.store import index
from kmss_dpo.store.contacts import recognised_by
from kmss_dpo.store.parties import NAMED
from kmss_dpo.store.tables import cases, contacts, documents, former_names, reaches

Named = Sequence[tuple[ContactId, str]]
_ASKED: BindParameter[Any] = bindparam("asked", expanding=True)
_UNPLAIN, _TWO_BLANKS = "*[^a-z0-9 ]*", "*  *"
_MOST_AT_ONCE = 20_000
"""Below what SQLite takes in one question."""


def _may_stand(name: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a name in small letters is one of those asked about, or none that SQLite can compare."""
    blank = func.instr(name, " ")
    titled = func.substr(name, 1, blank - 1).in_(sorted(TITLES))
    return or_(
        name.in_(_ASKED),
        name.op("GLOB")(_UNPLAIN),
        name.op("GLOB")(_TWO_BLANKS),
        and_(titled, func.substr(name, blank + 1).in_(_ASKED)),
        _words(name) > bindparam("most_words"),
    )


def _words(name: ColumnElement[Any]) -> ColumnElement[int]:
    return func.length(name) - func.length(func.replace(name, " ", "")) + 1


_CONTACTS = select(contacts.c.id, contacts.c.sort_name).where(_may_stand(contacts.c.sort_name))
_FORMER = select(former_names.c.contact_id, former_names.c.name).where(
    _may_stand(func.lower(former_names.c.name))
)


def names(connection: Connection, runs: Collection[str], most_words: int) -> Named:
    """The contacts whose name, or former name, may be among runs of plain words, and longer ones.

    Whoever asks compares the names that come back: some only may be.
    """
    asked = sorted(runs)
    found: dict[tuple[int, str], None] = {}
    for start in range(0, len(asked), _MOST_AT_ONCE):
        values = {"asked": asked[start : start + _MOST_AT_ONCE], "most_words": most_words}
        for question in (_CONTACTS, _FORMER):
            found.update(dict.fromkeys(tuple(row) for row in connection.execute(question, values)))
    return [(ContactId(contact), name) for contact, name in found]


_REACHED = select(reaches.c.contact_id, reaches.c.value).where(
    reaches.c.way == bindparam("way"), reaches.c.recognised_by.in_(_ASKED)
)


def reached_by(connection: Connection, way: str, values: Iterable[str]) -> Named:
    """The contacts that are reached by these emails or numbers, with each as it is kept."""
    asked = sorted({recognised_by(way, value) for value in values})
    rows = connection.execute(_REACHED, {"way": way, "asked": asked})
    return [(ContactId(contact), value) for contact, value in rows]


_ADDRESSES = select(reaches.c.contact_id, reaches.c.value).where(
    reaches.c.way == "address", reaches.c.contact_id.in_(_ASKED)
)


def living_at(connection: Connection, postcodes: Collection[str]) -> Named:
    """The contacts with an address in one of these postcodes, with each of their addresses."""
    asked = index.holding(connection, Kind.CONTACT, postcodes)
    return [
        (ContactId(contact), value) for contact, value in connection.execute(_ADDRESSES, {"asked": asked})
    ]


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
    for contact, reference in connection.execute(_NAMED_IN, {"asked": sorted(set(people))}):
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
