"""Saved filters of the case lists: a setting each, erased without a trace when it is deleted."""

import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from kmss_dpo.domain.case_filters import SavedFilter
from kmss_dpo.domain.cases import Family
from kmss_dpo.domain.folding import folded
from kmss_dpo.domain.ids import Kind
from kmss_dpo.store import erasing
from kmss_dpo.store.tables import settings
from kmss_dpo.store.writing import Writing

_NAMED = "case filter "


def of_family(connection: Connection, family: Family) -> list[SavedFilter]:
    """The filters saved for one list, by name."""
    named = settings.c.name.startswith(_NAMED)
    rows = connection.execute(select(settings.c.id, settings.c.value).where(named))
    found = [
        SavedFilter(row.id, family, row.value["name"], row.value["parts"])
        for row in rows
        if row.value["family"] == family.value
    ]
    return sorted(found, key=lambda each: folded(each.name))


def add(writing: Writing, family: Family, name: str, parts: Mapping[str, Any]) -> int:
    """Keep a new filter; its id."""
    named = {"name": _NAMED + secrets.token_hex(8), "version": 1}
    return writing.insert(settings, {**named, "value": _plain(family, name, parts)})


def change(writing: Writing, saved: SavedFilter) -> None:
    """Keep a filter that is there under another name or with other parts."""
    version = writing.connection.scalars(select(settings.c.version).where(settings.c.id == saved.id)).one()
    writing.update(settings, saved.id, version, {"value": _plain(saved.family, saved.name, saved.parts)})


def erase(writing: Writing, saved: SavedFilter) -> None:
    """Delete a filter that is there."""
    erasing.throw_away(writing, "saved filter", [(Kind.SETTING, saved.id)])


def _plain(family: Family, name: str, parts: Mapping[str, Any]) -> dict[str, Any]:
    return {"family": family.value, "name": name, "parts": dict(parts)}
