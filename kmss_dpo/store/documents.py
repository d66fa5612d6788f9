"""Files kept inside the register, and the officer's notes: both hang on a case."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, func, literal_column, select
from sqlalchemy.dialects.sqlite import insert as upsert

from kmss_dpo.domain.correspondence import Direction, DocumentRow, Mark, NewDocument
from kmss_dpo.domain.documents import Original
from kmss_dpo.domain.errors import NotHere
from kmss_dpo.domain.ids import CaseId, DocumentId, NoteId
from kmss_dpo.store.sqlcipher import blob_pieces
from kmss_dpo.store.tables import (
    AnyRow,
    cases,
    contents,
    correspondence,
    documents,
    identity_checks,
    letters,
    notes,
)
from kmss_dpo.store.writing import Writing

_MOST_NAMED = 3
"""How many other cases with the same content are named; a logo in every message is on very many."""


def add(writing: Writing, case: CaseId, new: NewDocument) -> DocumentId:
    """Keep a file whole, with its SHA-256."""
    sha256 = hashlib.sha256(new.content).hexdigest()
    document = writing.insert(
        documents,
        {
            "case_id": case,
            "version": 1,
            "name": new.name,
            "media_type": new.media_type,
            "size": len(new.content),
            "sha256": sha256,
            "added_at": writing.at.isoformat(),
            "mark": "",
        },
    )
    # The content is no part of the record's history: it never changes, and its hash is there.
    writing.connection.execute(_KEEP_CONTENT, {"sha256": sha256, "content": new.content})
    return DocumentId(document)


_KEEP_CONTENT = upsert(contents).on_conflict_do_nothing(index_elements=["sha256"])
"""A content that is kept already is kept once."""


def mark(writing: Writing, document: DocumentId, version: int, as_what: Mark) -> None:
    """Mark a document; `Conflict` where it changed since `version`."""
    writing.update(documents, document, version, {"mark": as_what.value})


_OF_CASE = select(documents).where(documents.c.case_id == bindparam("case")).order_by(documents.c.id.desc())


def of_case(connection: Connection, case: CaseId) -> Sequence[DocumentRow]:
    """The documents of a case, newest first, with the other cases that keep the same."""
    elsewhere = also_on(connection, case)
    rows = connection.execute(_OF_CASE, {"case": case})
    return [_row(row, elsewhere.get(row.sha256, ())) for row in rows]


def one(connection: Connection, wanted: DocumentId) -> DocumentRow:
    """One document."""
    row = connection.execute(select(documents).where(documents.c.id == wanted)).first()
    if row is None:
        raise NotHere("This document is no longer in the register.")
    return _row(row)


_COUNT = select(func.count()).select_from(documents).where(documents.c.case_id == bindparam("of_case"))


def count(connection: Connection, case: CaseId) -> int:
    """How many documents a case has."""
    return connection.scalar(_COUNT, {"of_case": case}) or 0


def _same_elsewhere() -> Select[Any]:
    """The first few other cases that keep what a case keeps; made once, for the making takes longest."""
    other = documents.alias()
    place = func.row_number().over(partition_by=other.c.sha256, order_by=other.c.case_id)
    others = (
        select(other.c.sha256, other.c.case_id, place.label("place"))
        .join(documents, documents.c.sha256 == other.c.sha256)
        .where(documents.c.case_id == bindparam("case"), other.c.case_id != bindparam("case"))
        .group_by(other.c.sha256, other.c.case_id)
        .subquery()
    )
    return (
        select(others.c.sha256, cases.c.reference)
        .join(cases, cases.c.id == others.c.case_id)
        .where(others.c.place <= _MOST_NAMED)
        .order_by(others.c.case_id)
    )


_SAME_ELSEWHERE = _same_elsewhere()


def also_on(connection: Connection, case: CaseId) -> dict[str, tuple[str, ...]]:
    """For the contents of a case's documents, by hash: the first few other cases that keep the same."""
    found: dict[str, tuple[str, ...]] = {}
    for sha256, reference in connection.execute(_SAME_ELSEWHERE, {"case": case}):
        found[sha256] = (*found.get(sha256, ()), reference)
    return found


def with_content(connection: Connection, case: CaseId, content: bytes) -> DocumentId | None:
    """The document of a case that has this content already."""
    same = documents.c.sha256 == hashlib.sha256(content).hexdigest()
    found = connection.scalar(select(func.min(documents.c.id)).where(documents.c.case_id == case, same))
    return DocumentId(found) if found else None


def cases_with(connection: Connection, wanted: bytes) -> Sequence[CaseId]:
    """The cases on which this very content is kept."""
    same = documents.c.sha256 == hashlib.sha256(wanted).hexdigest()
    found = connection.scalars(select(documents.c.case_id).distinct().where(same))
    return [CaseId(case) for case in found]


def content(connection: Connection, wanted: DocumentId) -> bytes:
    """A document's content whole."""
    return b"".join(pieces(connection, wanted))


def pieces(connection: Connection, wanted: DocumentId) -> Iterator[bytes]:
    """The same, a megabyte after the other: in one piece it would keep every other thread waiting."""
    place = connection.scalar(
        select(literal_column("contents.rowid"))
        .select_from(contents)
        .join(documents, documents.c.sha256 == contents.c.sha256)
        .where(documents.c.id == wanted)
    )
    if place is None:
        raise NotHere("This document is no longer in the register.")
    yield from blob_pieces(connection, contents.name, contents.c.content.name, place)


def is_filed_letter(connection: Connection, document: DocumentId) -> bool:
    """Whether a letter was filed as this document."""
    return connection.scalar(select(letters.c.id).where(letters.c.document_id == document)) is not None


def was_checked(connection: Connection, document: DocumentId) -> bool:
    """Whether a check of identity was made with this document."""
    made = select(identity_checks.c.id).where(identity_checks.c.document_id == document)
    return connection.scalar(made.limit(1)) is not None


def originals(connection: Connection, document: DocumentId) -> tuple[Original, ...]:
    """What this document is the original of, the first first."""
    wanted = correspondence.c
    rows = connection.execute(
        select(wanted.direction, wanted.on_day).where(wanted.document_id == document).order_by(wanted.id)
    )
    return tuple(Original(Direction(row.direction), row.on_day) for row in rows)


def cut_loose(writing: Writing, document: DocumentId, today: date) -> None:
    """Let what points at a document stand by itself, before the document goes.

    A check of identity notes that its copy was deleted.
    """
    _cut(writing, correspondence, document, {})
    _cut(writing, identity_checks, document, {"copy_deleted_on": today})


def _cut(writing: Writing, table: Table, document: DocumentId, more: dict[str, date]) -> None:
    pointing = select(table.c.id, table.c.version).where(table.c.document_id == document)
    for row in writing.connection.execute(pointing).all():
        writing.update(table, row.id, row.version, {"document_id": None, **more})


def _row(row: AnyRow, elsewhere: tuple[str, ...] = ()) -> DocumentRow:
    return DocumentRow(
        id=DocumentId(row.id),
        version=row.version,
        case=CaseId(row.case_id),
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        added_at=datetime.fromisoformat(row.added_at),
        mark=Mark(row.mark),
        also_on=elsewhere,
    )


def add_note(writing: Writing, case: CaseId, text: str) -> NoteId:
    """Keep a note by whoever unlocked the register."""
    return NoteId(
        writing.insert(
            notes,
            {
                "case_id": case,
                "version": 1,
                "at": writing.at.isoformat(),
                "author": writing.actor,
                "text": text,
            },
        )
    )
