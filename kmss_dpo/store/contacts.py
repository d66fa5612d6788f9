"""Contacts in the register: saved whole, found by name or by the address they write from."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    and_,
    bindparam,
    exists,
    func,
    not_,
    or_,
    select,
    union,
)

from kmss_dpo.domain.contacts import (
    Contact,
    ContactDetails,
    ContactFilter,
    ContactKind,
    ContactRow,
    Reach,
    care,
    recognised_by,
)
from kmss_dpo.domain.errors import NotHere
from kmss_dpo.domain.ids import ContactId
from kmss_dpo.store.folding import holds
from kmss_dpo.store.parties import NAMED, has_a_role
from kmss_dpo.store.tables import AnyRow, cases, contacts, former_names, reaches
from kmss_dpo.store.writing import Writing

_SHORTEST_NUMBER = 3
_WAYS = {"address": "addresses", "email": "emails", "phone": "phones"}


def add(writing: Writing, details: ContactDetails) -> ContactId:
    """Keep a new contact."""
    contact = writing.insert(contacts, {**_columns(details), "version": 1})
    _save_parts(writing, contact, details)
    return ContactId(contact)


def change(writing: Writing, contact: ContactId, version: int, details: ContactDetails) -> None:
    """Replace what is kept about a contact."""
    writing.update(contacts, contact, version, _columns(details))
    _save_parts(writing, contact, details)


def _columns(details: ContactDetails) -> dict[str, str]:
    return {
        "name": details.name.strip(),
        "sort_name": details.name.strip().casefold(),
        "kind": details.kind.value,
        "organisation": details.organisation,
        "safe_contact": details.safe_contact,
        "adjustments": details.adjustments,
        "language": details.language,
        "notes": details.notes,
    }


def _save_parts(writing: Writing, contact: int, details: ContactDetails) -> None:
    names = [{"position": place, "name": name} for place, name in enumerate(details.former_names)]
    writing.replace_parts(former_names, contact, names)
    ways = [
        {
            "way": way,
            "position": place,
            "value": reach.value.strip(),
            "recognised_by": recognised_by(way, reach.value),
            "safe": reach.safe,
            "note": reach.note,
        }
        for way, field in _WAYS.items()
        for place, reach in enumerate(getattr(details, field))
    ]
    writing.replace_parts(reaches, contact, ways)


_WANTED: BindParameter[int] = bindparam("wanted")
_CONTACT = select(contacts).where(contacts.c.id == _WANTED)
_FORMER_NAMES = (
    select(former_names.c.name).where(former_names.c.contact_id == _WANTED).order_by(former_names.c.position)
)
_REACHES = select(reaches).where(reaches.c.contact_id == _WANTED).order_by(reaches.c.position)


def contact(connection: Connection, wanted: ContactId) -> Contact:
    """A contact whole; `NotHere` if it was erased."""
    row = connection.execute(_CONTACT, {"wanted": wanted}).first()
    if row is None:
        raise NotHere("This contact is no longer in the register.")
    names = connection.scalars(_FORMER_NAMES, {"wanted": wanted})
    ways: dict[str, list[Reach]] = {way: [] for way in _WAYS}
    for each in connection.execute(_REACHES, {"wanted": wanted}):
        ways[each.way].append(Reach(each.value, each.safe, each.note))
    return Contact(
        wanted,
        row.version,
        ContactDetails(
            name=row.name,
            kind=ContactKind(row.kind),
            organisation=row.organisation,
            former_names=tuple(names),
            addresses=tuple(ways["address"]),
            emails=tuple(ways["email"]),
            phones=tuple(ways["phone"]),
            safe_contact=row.safe_contact,
            adjustments=row.adjustments,
            language=row.language,
            notes=row.notes,
        ),
    )


def ids(connection: Connection, wanted: ContactFilter) -> Sequence[int]:
    """The contacts a list shows, by name."""
    order = contacts.c.sort_name.desc() if wanted.descending else contacts.c.sort_name
    return connection.scalars(select(contacts.c.id).where(*_conditions(wanted)).order_by(order)).all()


def _conditions(wanted: ContactFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.kind:
        conditions.append(contacts.c.kind == wanted.kind.value)
    if wanted.no_case:
        conditions.append(not_(_used(contacts.c.id)))
    if typed := wanted.text.strip():
        held = [
            holds(contacts.c.sort_name, typed),
            holds(contacts.c.organisation, typed),
            exists().where(
                reaches.c.contact_id == contacts.c.id,
                or_(*(reaches.c.recognised_by.contains(each, autoescape=True) for each in _spellings(typed))),
            ),
        ]
        conditions.append(or_(*held))
    return conditions


def _spellings(typed: str) -> list[str]:
    """What is typed as it may stand in an address or an email, and, where it is a number, in a number."""
    plain = typed.casefold()
    digits = recognised_by("phone", typed)
    is_number = len(digits) >= _SHORTEST_NUMBER and not any(each.isalpha() for each in typed)
    return [plain, digits] if is_number else [plain]


def _first(way: str) -> Any:
    each = reaches.alias()
    return (
        select(each.c.value)
        .where(each.c.contact_id == contacts.c.id, each.c.way == way)
        .order_by(each.c.position)
        .limit(1)
        .scalar_subquery()
    )


# As a filter of the count, or each contact would have every open case of the register looked through.
_OPEN_CASES = (
    select(func.count().filter(cases.c.status == "open")).where(has_a_role(contacts.c.id)).scalar_subquery()
)
_ROWS = select(
    contacts.c.id,
    contacts.c.name,
    contacts.c.organisation,
    contacts.c.safe_contact,
    contacts.c.adjustments,
    contacts.c.language,
    func.coalesce(_first("email"), "").label("email"),
    func.coalesce(_first("phone"), "").label("phone"),
    _OPEN_CASES.label("open_cases"),
)


def rows(connection: Connection, wanted: Sequence[int]) -> list[ContactRow]:
    """One line for each id that still exists, in the order asked for."""
    unsafe = _unsafe_reaches(connection, wanted)
    found = {
        row.id: _row(row, [each for each in unsafe if each.contact_id == row.id])
        for row in connection.execute(_ROWS.where(contacts.c.id.in_(wanted)))
    }
    return [found[each] for each in wanted if each in found]


def _unsafe_reaches(connection: Connection, wanted: Sequence[int]) -> Sequence[AnyRow]:
    """The ways that are marked unsafe."""
    marked = select(reaches).where(reaches.c.contact_id.in_(wanted), reaches.c.safe.is_(False))
    return connection.execute(marked.order_by(reaches.c.position)).all()


def _row(row: AnyRow, unsafe: Sequence[AnyRow]) -> ContactRow:
    ways: dict[str, tuple[Reach, ...]] = {
        way: tuple(Reach(each.value, safe=False, note=each.note) for each in unsafe if each.way == way)
        for way in _WAYS
    }
    known = ContactDetails(
        row.name,
        addresses=ways["address"],
        emails=ways["email"],
        phones=ways["phone"],
        safe_contact=row.safe_contact,
        adjustments=row.adjustments,
        language=row.language,
    )
    return ContactRow(
        ContactId(row.id), row.name, row.organisation, row.email, row.phone, row.open_cases, care(known)
    )


def with_email(connection: Connection, email: str) -> list[ContactRow]:
    """The contacts that write from an email address."""
    return with_reach(connection, "email", email)


def with_reach(connection: Connection, way: str, value: str) -> list[ContactRow]:
    """The contacts that are reached by an email address or a phone number, however it is spelt."""
    if not (wanted := recognised_by(way, value)):
        return []
    found = connection.scalars(
        select(reaches.c.contact_id)
        .distinct()
        .where(and_(reaches.c.way == way, reaches.c.recognised_by == wanted))
    ).all()
    return rows(connection, found)


def first_case(connection: Connection, contact_id: ContactId) -> str:
    """The reference of the first case that names the contact in any way; empty where none does."""
    naming = union(*(select(case).where(person == contact_id) for case, person in NAMED))
    first = select(cases.c.reference).where(cases.c.id.in_(naming)).order_by(cases.c.id).limit(1)
    return connection.scalar(first) or ""


def _used(contact: ColumnElement[int]) -> ColumnElement[bool]:
    return or_(*(exists().where(named == contact, case.is_not(None)) for case, named in NAMED))
