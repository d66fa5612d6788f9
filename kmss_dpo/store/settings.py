"""What the officer settled for this register: one named value each."""

from typing import Any

from sqlalchemy import Connection, bindparam, select

from kmss_dpo.store.tables import settings
from kmss_dpo.store.writing import Writing

_VALUE = select(settings.c.value).where(settings.c.name == bindparam("of_name"))


def value(connection: Connection, name: str) -> Any | None:
    """A setting's plain value, or None where nothing was settled yet."""
    return connection.scalar(_VALUE, {"of_name": name})


def settle(writing: Writing, name: str, plain: Any) -> None:
    """Keep a setting's plain value."""
    row = writing.connection.execute(select(settings).where(settings.c.name == name)).first()
    if row is None:
        writing.insert(settings, {"name": name, "value": plain, "version": 1})
    elif row.value != plain:
        writing.update(settings, row.id, row.version, {"value": plain})
