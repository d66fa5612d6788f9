"""What in the words of a letter is somebody's: looked up for a whole letter at once.

Names are compared in SQLite as far as they are plain words: only those with an accent or a rare sign come
here, to be compared by whoever asks.
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

from kmss_dpo.domain.contacts import recognised_by
from kmss_dpo.domain.correspondence import Mark
from kmss_dpo.domain.ids import CaseId, ContactId, Kind
from kmss_dpo.domain.letters import MOST_WORDS, TITLES
from kmss_dpo.store import index
from kmss_dpo.store.parties import NAMED
from kmss_dpo.store.tables import cases, contacts, documents, former_names, reaches

Named = Sequence[tuple[ContactId, str]]
_ASKED: BindParameter[Any] = bindparam("asked", expanding=True)
_SIGNS = "'-."
_UNPLAIN, _TWO_BLANKS, _LONG = "*[^a-z0-9 ]*", "*  *", "*".join(["", *" " * MOST_WORDS, ""])
_MOST_AT_ONCE = 8_000
"""They stand in one question four times, which takes 32,766 values where SQLite is built as usual."""


def _unlike(name: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a name in small letters can be one of those asked about without being the same text.

    It has a title, or signs between its words, or is longer than what is asked; or SQLite cannot say.
    """
    plain = name
    for sign in _SIGNS:
        plain = func.replace(plain, sign, " ")
    signs = or_(plain.in_(_ASKED), plain.op("GLOB")(_UNPLAIN), plain.op("GLOB")(_TWO_BLANKS), _titled(plain))
    return or_(
        and_(name.op("GLOB")(_UNPLAIN), signs),
        _titled(name),
        name.op("GLOB")(_TWO_BLANKS),
        name.op("GLOB")(_LONG),
    )


def _titled(name: ColumnElement[Any]) -> ColumnElement[bool]:
    blank = func.instr(name, " ")
    title, rest = func.substr(name, 1, blank - 1), func.substr(name, blank + 1)
    return and_(title.in_(sorted(TITLES)), rest.in_(_ASKED))


_NAME, _FORMER_NAME = contacts.c.sort_name, func.lower(former_names.c.name)
_FORMER = select(former_names.c.contact_id, former_names.c.name)
_NAMES = (
    select(contacts.c.id, _NAME).where(_NAME.in_(_ASKED)),  # found in the index, where `or` would leave it
    select(contacts.c.id, _NAME).where(_unlike(_NAME)),
    _FORMER.where(or_(_FORMER_NAME.in_(_ASKED), _unlike(_FORMER_NAME))),
)


def names(connection: Connection, runs: Collection[str]) -> Named:
    """The contacts whose name, or former name, may be among runs of plain words, and longer ones.

    Whoever asks compares the names that come back: some only may be.
    """
    asked = sorted(runs)
    found: dict[tuple[int, str], None] = {}
    for start in range(0, len(asked), _MOST_AT_ONCE):
        values = {"asked": asked[start : start + _MOST_AT_ONCE]}
        for question in _NAMES:
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


_WAYS = select(reaches.c.contact_id, reaches.c.value, reaches.c.way).where(reaches.c.contact_id.in_(_ASKED))
"""With every way: asked for addresses alone, SQLite would go through all there are."""


def living_at(connection: Connection, postcodes: Collection[str]) -> Named:
    """The contacts with an address in one of these postcodes, with each of their addresses."""
    asked = index.holding(connection, Kind.CONTACT, postcodes)
    rows = connection.execute(_WAYS, {"asked": asked})
    return [(ContactId(contact), value) for contact, value, way in rows if way == "address"]


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
