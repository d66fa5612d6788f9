"""Unfinished forms: settings of a few hours, one for each form, without a second version in the history.

They may hold anything about a person, so each is erased, never changed: when its form is saved or thrown
away, with the records it is about, and from a kept backup with the first erasure that reaches it.
"""

import secrets
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.store import erasing
from kmss_dpo.store.tables import AnyRow, settings
from kmss_dpo.store.writing import Writing

_NAMED = "unfinished form "


def keep(writing: Writing, form: Unfinished) -> int:
    """Keep a form in the place of what was kept of it before; its id."""
    forget(writing, form.id)
    plain = {
        "actor": writing.actor,
        "place": form.place,
        "form": form.form,
        "title": form.title,
        "about": [[kind.value, record] for kind, record in form.about],
        "typed": dict(form.typed),
    }
    return writing.insert(settings, {"name": _NAMED + secrets.token_hex(8), "value": plain, "version": 1})


def forget(writing: Writing, form: int) -> None:
    """Erase a form, if it is still there."""
    throw_away(writing, [(Kind.SETTING, row.id) for row in _rows(writing.connection) if row.id == form])


def of_actor(connection: Connection, actor: int) -> list[Unfinished]:
    """What one person left unfinished, the first first."""
    return [_read(row) for row in _rows(connection) if row.value["actor"] == actor]


def about(connection: Connection, records: Collection[tuple[Kind, int]]) -> list[tuple[Kind, int]]:
    """The forms that go with any of these records, as records."""
    gone = set(records)
    return [(Kind.SETTING, row.id) for row in _rows(connection) if gone & set(_read(row).about)]


def throw_away(writing: Writing, forms: Sequence[tuple[Kind, int]]) -> None:
    """Erase forms by themselves, while what they are about stays or can be put back."""
    erasing.throw_away(writing, "unfinished form", forms)


def erase(writing: Writing, forms: Collection[tuple[Kind, int]]) -> None:
    """Erase forms that go with what was erased."""
    for _, form in forms:
        writing.erase(Kind.SETTING, form)


def everything(connection: Connection) -> list[tuple[Kind, int]]:
    """All of them, of everybody, as records."""
    return [(Kind.SETTING, row.id) for row in _rows(connection)]


def _rows(connection: Connection) -> Sequence[AnyRow]:
    named = settings.c.name.startswith(_NAMED)
    return connection.execute(
        select(settings.c.id, settings.c.value).where(named).order_by(settings.c.id)
    ).all()


def _read(row: AnyRow) -> Unfinished:
    plain = row.value
    whose = tuple((Kind(kind), int(record)) for kind, record in plain["about"])
    return Unfinished(plain["place"], plain["form"], plain["title"], whose, plain["typed"], row.id)
