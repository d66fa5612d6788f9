"""Erasing by hand, a document or an entry of a case: what stands against it, and what is kept of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from kmss_dpo.domain.documents import Erasing, Going, LeavesHold, erased_note, marked_note
from kmss_dpo.domain.errors import Conflict, Mistake
from kmss_dpo.domain.holds import Record
from kmss_dpo.domain.ids import CaseId, DocumentId, Kind
from kmss_dpo.domain.items import Item, KeptItem, removed_note
from kmss_dpo.store import disposals, documents, erasing, held_records, items, unfinished
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.writing import Writing

_CHANGED = "Someone changed this {} since you opened it. Look at it again before you erase it."


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
            raise Conflict(_CHANGED.format("document"))
    for each in going:
        documents.cut_loose(writing, each.row.id, today)
    records = [(Kind.DOCUMENT, each.row.id) for each in going]
    _erase(writing, records, going[0].row.case, erased_note(going, reason))


def leave_hold_in(writing: Writing, chosen: Sequence[DocumentId], reason: str) -> None:
    """Note on their cases why documents that are on hold are marked as identity papers, or `LeavesHold`."""
    leaving = Counter[CaseId]()
    for each in chosen:
        going = _going(writing.connection, each)
        if going.held_by and not reason:
            raise LeavesHold(going.held_by)
        leaving[going.row.case] += bool(going.held_by)
    for case, count in leaving.items():
        if count:
            documents.add_note(writing, case, marked_note(count, reason))


def remove_in(writing: Writing, entry: KeptItem[Item], version: int, reason: str) -> None:
    """Erase an entry of a case within a transaction; a note keeps the reason, the log that it went."""
    if entry.version != version:
        raise Conflict(_CHANGED.format("entry"))
    kind = items.kind_of(type(entry.item))
    _erase(writing, [(kind, entry.id)], entry.case, removed_note(kind, reason))


def _erase(writing: Writing, records: Sequence[Record], case: CaseId, note: str) -> None:
    """Erase records of one kind, unless they are held, with what was being typed about them."""
    forms = unfinished.about(writing.connection, records)
    for record in records:
        erasing.erase(writing, record, [record])
    unfinished.erase(writing, forms)
    documents.add_note(writing, case, note)
    kind, _first = records[0]
    disposals.log_by_hand(writing, kind, [*forms, *records])


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
