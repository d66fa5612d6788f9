"""The full-text index: one entry for each record that can be found by its words.

It holds the words twice (entry and index), both inside the encrypted file and both erased with the record:
FTS5's own secure-delete keeps erased words from staying in the index.
"""

import re
import unicodedata
from collections.abc import Iterable

from sqlalchemy import (
    BindParameter,
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    select,
    text,
)

from kmss_dpo.domain.ids import Kind
from kmss_dpo.store import tables
from kmss_dpo.store.tables import AnyRow

# Results come in this order, newest first within each. A new kind goes to the end: rows are numbered by it.
ORDER = (
    Kind.CONTACT,
    Kind.CASE,
    Kind.CORRESPONDENCE,
    Kind.LETTER,
    Kind.NOTE,
    Kind.DOCUMENT,
    Kind.QUICK_NOTE,
)
_SPAN = 1 << 40
_WORD = re.compile(r"\w+")
_OF_RECORD: BindParameter[int] = bindparam("record")
_QUERIES = {
    Kind.CONTACT: select(tables.contacts).where(tables.contacts.c.id == _OF_RECORD),
    Kind.CASE: select(tables.cases.c.reference, tables.cases.c.old_reference, tables.cases.c.summary).where(
        tables.cases.c.id == _OF_RECORD
    ),
    Kind.CORRESPONDENCE: select(tables.correspondence.c.subject, tables.correspondence.c.body).where(
        tables.correspondence.c.id == _OF_RECORD
    ),
    Kind.LETTER: select(tables.letters.c.title, tables.letters.c.draft).where(
        tables.letters.c.id == _OF_RECORD
    ),
    Kind.NOTE: select(tables.notes.c.text).where(tables.notes.c.id == _OF_RECORD),
    Kind.DOCUMENT: select(tables.documents.c.name).where(tables.documents.c.id == _OF_RECORD),
    Kind.QUICK_NOTE: select(
        tables.quick_notes.c.who, tables.quick_notes.c.what, tables.quick_notes.c.reach
    ).where(tables.quick_notes.c.id == _OF_RECORD),
}
_FORMER = select(tables.former_names.c.name).where(tables.former_names.c.contact_id == _OF_RECORD)
_REACHES = select(tables.reaches.c.value).where(tables.reaches.c.contact_id == _OF_RECORD)
# A table to SQLAlchemy, so that an erasure finds the index of a kept backup too.
_SEARCH = Table(
    "search",
    MetaData(),
    Column("rowid", Integer, primary_key=True),
    Column("title", Text),
    Column("body", Text),
)
_INSERT = insert(_SEARCH)
_DELETE = delete(_SEARCH).where(_SEARCH.c.rowid.in_(bindparam("rows", expanding=True, type_=Integer)))
_FIND = text(
    "SELECT rowid FROM search WHERE search MATCH :words AND rowid < :below ORDER BY rowid DESC LIMIT :most"
)

_HOLDING = text("SELECT rowid FROM search WHERE search MATCH :phrases AND rowid BETWEEN :first AND :last")


def _row(kind: Kind, record: int) -> int:
    return ORDER.index(kind) * _SPAN + record


def refresh(connection: Connection, kind: Kind, record: int, version: int) -> None:
    """Bring a record's entry up to the words of this version of it; the first version has no entry yet."""
    if kind not in _QUERIES:
        return
    if version > 1:
        forget(connection, kind, [record])
    found = connection.execute(_QUERIES[kind], {"record": record}).one()
    title, body = _words(connection, kind, record, found)
    connection.execute(_INSERT, {"rowid": _row(kind, record), "title": title, "body": body})


def _words(connection: Connection, kind: Kind, record: int, found: AnyRow) -> tuple[str, str]:
    if kind is Kind.CONTACT:
        parts = [
            *connection.scalars(_FORMER, {"record": record}),
            *connection.scalars(_REACHES, {"record": record}),
        ]
        return f"{found.name}\n{found.organisation}", "\n".join((*parts, found.notes))
    if kind is Kind.CASE:
        return f"{found.reference} {found.old_reference}", found.summary
    if kind is Kind.LETTER:
        return found.title, "\n".join(block["text"] for block in found.draft["blocks"])
    return found[0], "\n".join(found[1:])


def forget(connection: Connection, kind: Kind, records: Iterable[int]) -> None:
    """Erase the entries of these records of a kind."""
    if kind in _QUERIES:
        connection.execute(_DELETE, {"rows": [_row(kind, record) for record in records]})


def find(connection: Connection, typed: str, most: int) -> dict[Kind, list[int]]:
    """The newest records of each kind in which every typed word begins some word; at most `most` of each.

    The index is walked downwards from its newest entry, past the rest of a kind as soon as that kind is
    full: each question costs as much as the commonest of the words, so few are asked.
    """
    words = match_expression(typed)
    found: dict[Kind, list[int]] = {kind: [] for kind in ORDER}
    below = len(ORDER) * _SPAN
    while words and below:
        rows = connection.scalars(_FIND, {"words": words, "below": below, "most": most}).all()
        for row in rows:
            kept = found[ORDER[row // _SPAN]]
            if len(kept) < most:
                kept.append(row % _SPAN)
        below = _next(rows[-1], found, most) if len(rows) == most else 0
    return found


def holding(connection: Connection, kind: Kind, phrases: Iterable[str]) -> list[int]:
    """The records of one kind that hold any of these phrases, each as whole words in their order."""
    asked = [" ".join(_WORD.findall(unicodedata.normalize("NFC", each))) for each in phrases]
    if not any(asked):
        return []
    words = " OR ".join(f'"{each}"' for each in sorted(asked) if each)
    first = _row(kind, 0)
    rows = connection.scalars(_HOLDING, {"phrases": words, "first": first, "last": first + _SPAN - 1})
    return [row % _SPAN for row in rows]


def _next(last: int, found: dict[Kind, list[int]], most: int) -> int:
    """Below which row to go on after `last`: below its whole kind where that is full."""
    place = last // _SPAN
    return place * _SPAN if len(found[ORDER[place]]) == most else last


def match_expression(typed: str) -> str:
    """What FTS5 is asked: each run of letters and digits as the beginning of a word, all of them required."""
    return " ".join(f'"{word}"*' for word in _WORD.findall(unicodedata.normalize("NFC", typed)))
