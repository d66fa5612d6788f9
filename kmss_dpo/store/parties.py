"""Where a case names a contact: in a role, in its correspondence, or as somebody who received the data.

Whatever keeps, counts, holds or erases people by their cases goes through here, so that no role is forgotten.
"""

from collections.abc import Iterator

from sqlalchemy import Column, ColumnElement, or_

from kmss_dpo.store.tables import AnyRow, binned, cases, correspondence, recipients

ROLES: tuple[Column[int], ...] = (cases.c.requester_id, cases.c.subject_id, cases.c.recipient_id)
"""The columns in which a case itself names people."""
TAKING_PART: tuple[tuple[Column[int], Column[int]], ...] = (
    (correspondence.c.case_id, correspondence.c.contact_id),
    (recipients.c.case_id, recipients.c.contact_id),
    (binned.c.case_id, binned.c.contact_id),
)
"""The columns in which what is kept on a case names people, each with the one that says on which case.

What lies in the bin may be about a person and on no case.
"""
NAMED: tuple[tuple[Column[int], Column[int]], ...] = (*((cases.c.id, role) for role in ROLES), *TAKING_PART)
"""All columns that name a contact, each with the one that says in which case."""


def has_a_role(contact: ColumnElement[int] | int) -> ColumnElement[bool]:
    """The cases in which a contact has a role."""
    return or_(*(role == contact for role in ROLES))


def in_roles(row: AnyRow) -> Iterator[int]:
    """The contacts that a row of cases names, each role on its own."""
    return (person for role in ROLES if (person := getattr(row, role.name)) is not None)
