"""What the officer settled for this register: one named value each, and how it was settled before."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from kmss_dpo.domain.ids import Kind
from kmss_dpo.store.tables import actors, audit, history, settings
from kmss_dpo.store.writing import Writing

_VERSIONS = (
    select(settings.c.name, history.c.version, history.c.content, audit.c.at, actors.c.name.label("person"))
    .join(history, (history.c.record_id == settings.c.id) & (history.c.kind == Kind.SETTING.value))
    .join(audit, audit.c.id == history.c.audit_id)
    .join(actors, actors.c.id == audit.c.actor_id)
    .order_by(settings.c.name, history.c.version)
)
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


@dataclass(frozen=True)
class Settled:
    """One version of a setting: its plain value, when it was settled and by whom."""

    name: str
    number: int
    value: Any
    at: datetime
    by: str


def versions(connection: Connection, prefix: str) -> Sequence[Settled]:
    """Every version of the settings whose names begin so, each setting's oldest first."""
    rows = connection.execute(_VERSIONS.where(settings.c.name.startswith(prefix, autoescape=True)))
    return [
        Settled(
            name=row.name,
            number=row.version,
            value=json.loads(row.content)[settings.name][0]["value"],
            at=datetime.fromisoformat(row.at),
            by=row.person,
        )
        for row in rows
    ]
