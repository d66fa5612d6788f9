"""Erasing a document by hand: what stands against it, what points at it, and what is kept of it."""

from collections.abc import Mapping, Sequence
from datetime import date

from kmss_dpo.domain.documents import Erasing, Going, erased_note
from kmss_dpo.domain.errors import Conflict, Mistake
from kmss_dpo.domain.ids import DocumentId, Kind
from kmss_dpo.store import disposals, documents, erasing, held_records, unfinished
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.writing import Writing

_CHANGED = "Someone changed this document since you opened it. Look at it again before you erase it."


def erasing_in(connection: Reading, document: DocumentId, messages: Sequence[DocumentId]) -> Erasing:
    """What is told before; raises `Mistake` where the document may not be erased."""
    going = _going(connection, document)
    _check(going)
    elsewhere = documents.also_on(connection, going.row.case)
    return Erasing(
        going,
        tuple(_going(connection, each) for each in messages),
        elsewhere.get(going.row.sha256, ()),
    )


def erase_in(writing: Writing, chosen: Mapping[DocumentId, int], reason: str, today: date) -> None:
    """Erase documents of one case within a transaction; a note keeps the reason, the log that they went."""
    going = [_going(writing.connection, each) for each in chosen]
    for each in going:
        _check(each)
        if each.row.version != chosen[each.row.id]:
            raise Conflict(_CHANGED)
    for each in going:
        documents.cut_loose(writing, each.row.id, today)
    records = [(Kind.DOCUMENT, each.row.id) for each in going]
    forms = unfinished.about(writing.connection, records)
    for record in records:
        erasing.erase(writing, record, [record])
    unfinished.erase(writing, forms)
    gone = [*forms, *records]
    documents.add_note(writing, going[0].row.case, erased_note(going, reason))
    disposals.log_by_hand(writing, Kind.DOCUMENT, gone)


def _check(going: Going) -> None:
    if refusal := going.refusal():
        raise Mistake(refusal)


def _going(connection: Reading, document: DocumentId) -> Going:
    row = documents.one(connection, document)
    return Going(
        row,
        filed=documents.is_filed_letter(connection, document),
        original_of=documents.originals(connection, document),
        held_by=held_records.on(connection, Kind.DOCUMENT, document),
    )
