"""Erasing by hand, a document or an entry of a case: what stands against it, and what is kept of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from kmss_dpo.domain.bin import Deleted, moved_note
from kmss_dpo.domain.documents import BINNED, Erasing, Going, LeavesHold, gone_note, marked_note
from kmss_dpo.domain.errors import Conflict, Mistake
from kmss_dpo.domain.holds import Record
from kmss_dpo.domain.ids import CaseId, DocumentId, Kind
from kmss_dpo.domain.items import NAMES, Item, KeptItem, removed_note
from kmss_dpo.store import bin as kept_bin
from kmss_dpo.store import disposals, documents, erasing, held_records, items, unfinished
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.writing import Writing

_IDENTITY = "A copy of an identity paper is not kept in the bin. Erase it for good."
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
    going = _checked(writing.connection, chosen)
    for each in going:
        documents.cut_loose(writing, each.row.id, today)
    records = [(Kind.DOCUMENT, each.row.id) for each in going]
    _erase(writing, records, going[0].row.case, gone_note(going, reason))


def delete_in(writing: Writing, chosen: Mapping[DocumentId, int], reason: str) -> list[Deleted]:
    """Put documents of one case in the bin within a transaction; a note keeps the reason.

    Not copies of identity papers: those are not kept for longer than they are needed.
    """
    going = _checked(writing.connection, chosen)
    if not all(each.may_wait() for each in going):
        raise Mistake(_IDENTITY)
    deleted = [kept_bin.put(writing, (Kind.DOCUMENT, each.row.id), reason) for each in going]
    documents.add_note(writing, going[0].row.case, gone_note(going, reason, BINNED))
    return deleted


def delete_entry_in(writing: Writing, entry: KeptItem[Item], version: int, reason: str) -> Deleted:
    """Put an entry of a case in the bin within a transaction; a note keeps the reason."""
    if entry.version != version:
        raise Conflict(_CHANGED.format("entry"))
    kind = items.kind_of(type(entry.item))
    deleted = kept_bin.put(writing, (kind, entry.id), reason)
    documents.add_note(writing, entry.case, moved_note(NAMES[kind], reason))
    return deleted


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


def _checked(connection: Reading, chosen: Mapping[DocumentId, int]) -> list[Going]:
    """The documents as they are, each in the version it was seen in; `Mistake` where one may not go."""
    going = [_going(connection, each) for each in chosen]
    for each in going:
        _check(each)
        if each.row.version != chosen[each.row.id]:
            raise Conflict(_CHANGED.format("document"))
    return going


def _check(going: Going) -> None:
    if refusal := going.refusal():
        raise Mistake(refusal)


def _going(connection: Reading, document: DocumentId) -> Going:
    row = documents.one(connection, document)
    return Going(
        row,
        filed=documents.is_filed_letter(connection, document),
        proof=documents.was_checked(connection, document),
        original_of=documents.originals(connection, document),
        held_by=held_records.on(connection, Kind.DOCUMENT, document),
    )
