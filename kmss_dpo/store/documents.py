"""Files kept inside the register, and the officer's notes: both hang on a case."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from kmss_dpo.domain.correspondence import DocumentRow, NewDocument, Note
from kmss_dpo.domain.errors import NotHere
from kmss_dpo.domain.ids import CaseId, DocumentId, NoteId
from kmss_dpo.store.tables import AnyRow, actors, contents, documents, notes
from kmss_dpo.store.writing import Writing


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


def of_case(connection: Connection, case: CaseId) -> Sequence[DocumentRow]:
    """The documents of a case, newest first."""
    rows = connection.execute(
        select(documents).where(documents.c.case_id == case).order_by(documents.c.id.desc())
    )
    return [_row(row) for row in rows]


def cases_with(connection: Connection, wanted: bytes) -> Sequence[CaseId]:
    """The cases on which this very content is kept."""
    same = documents.c.sha256 == hashlib.sha256(wanted).hexdigest()
    found = connection.scalars(select(documents.c.case_id).distinct().where(same))
    return [CaseId(case) for case in found]


def content(connection: Connection, wanted: DocumentId) -> bytes:
    """A document's content whole."""
    found = connection.scalar(
        select(contents.c.content)
        .join(documents, documents.c.sha256 == contents.c.sha256)
        .where(documents.c.id == wanted)
    )
    if found is None:
        raise NotHere("This document is no longer in the register.")
    return bytes(found)


def _row(row: AnyRow) -> DocumentRow:
    return DocumentRow(
        id=DocumentId(row.id),
        case=CaseId(row.case_id),
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        added_at=datetime.fromisoformat(row.added_at),
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


def notes_of_case(connection: Connection, case: CaseId) -> Sequence[Note]:
    """The notes on a case, newest first."""
    rows = connection.execute(
        select(notes, actors.c.name)
        .join(actors, actors.c.id == notes.c.author)
        .where(notes.c.case_id == case)
        .order_by(notes.c.id.desc())
    )
    return [Note(NoteId(row.id), case, datetime.fromisoformat(row.at), row.name, row.text) for row in rows]
