"""Deleting what can be put back, until a day; and what becomes of it after that day.

Nothing leaves the bin by itself: what is past its day is due for disposal, and the officer decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.bin import Binned, Deleted, NotInBin, back_note
from kmss_dpo.domain.cases import check_goes_on, check_reason
from kmss_dpo.domain.disposal import Disposed, Parts, Skip, Skipped
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.holds import OnHold
from kmss_dpo.domain.ids import BinnedId, CaseId, ContactId, DocumentId, Kind, LetterId
from kmss_dpo.domain.items import Item
from kmss_dpo.services import erasing
from kmss_dpo.services.disposal import Disposal
from kmss_dpo.services.proceeding import Proceed, slices
from kmss_dpo.services.reaching import reach_backups
from kmss_dpo.store import bin as kept_bin
from kmss_dpo.store import cases, contacts, disposals, documents, items, letters
from kmss_dpo.store.ready_bin import as_ready
from kmss_dpo.store.register import Register


@dataclass(frozen=True)
class Place:
    """Where a record was put back: what it is, and the case that it is kept on."""

    kind: Kind
    record: int
    case: CaseId | None


class Bin:
    """What the officer can do with it. Held records are not deleted (Data Protection Act 2018 s.173)."""

    def __init__(self, register: Register, disposal: Disposal) -> None:
        self._register = register
        self._disposal = disposal

    def delete_contact(self, contact: ContactId) -> Deleted:
        """Put a contact that no case names in the bin."""
        with self._register.writing("contact deleted") as writing:
            if case := contacts.first_case(writing.connection, contact):
                raise Mistake(f"A case names this contact: {case}. It goes when its last case goes.")
            return kept_bin.put(writing, (Kind.CONTACT, contact))

    def delete_documents(self, chosen: Mapping[DocumentId, int], reason: str) -> list[Deleted]:
        """Put a document in the bin, with the messages that hold it; each by the version it was seen in.

        Not a copy of an identity paper. The reason is kept as a note on the case.
        """
        why = check_reason(reason, "Say why the document is deleted.")
        with self._register.writing("document deleted") as writing:
            return erasing.delete_in(writing, chosen, why)

    def delete_item(self, sort: type[Item], kept: int, version: int, reason: str) -> Deleted:
        """Put an entry of a case in the bin; the reason is kept as a note on the case."""
        why = check_reason(reason, "Say why it is removed.")
        with self._register.writing("item removed") as writing:
            entry = items.one(writing.connection, sort, kept)
            check_goes_on(cases.case(writing.connection, entry.case).ending.status)
            return erasing.delete_entry_in(writing, entry, version, why)

    def delete_draft(self, letter: LetterId) -> Deleted:
        """Put a letter that was never filed in the bin."""
        with self._register.writing("draft deleted") as writing:
            letters.check_changeable(writing.connection, letter)
            return kept_bin.put(writing, (Kind.LETTER, letter))

    def put_back(self, entries: Sequence[BinnedId]) -> list[Place]:
        """Put what lies in entries back where it was, all of it or none; `NotInBin` where one is gone.

        A note on its case says so, for one said that it was deleted.
        """
        with self._register.writing("put back") as writing:
            places = [Place(*kept_bin.put_back(writing, entry)) for entry in entries]
            for place in places:
                if place.case is not None and place.kind is not Kind.LETTER:
                    documents.add_note(writing, place.case, back_note(place.kind))
        return places

    def ids(self, *, sort: str = "until", descending: bool = False) -> Sequence[int]:
        """Every entry, in the order of a list."""
        with self._register.reading() as connection:
            return kept_bin.ids(connection, sort, descending=descending)

    def rows(self, wanted: Sequence[int]) -> list[Binned]:
        """One line for each entry that is still there."""
        with self._register.reading() as connection:
            return kept_bin.rows(connection, wanted)

    def due(self, today: date) -> list[Binned]:
        """What is past its day, the longest first, with what holds it."""
        with self._register.reading() as connection:
            return kept_bin.rows(connection, kept_bin.due(connection, today))

    def erase(self, chosen: Sequence[Binned], proceed: Proceed, *, early: bool = False) -> Disposed:
        """Erase entries for good, from the register and from every kept backup.

        They are disposed of like all else that ran out, where the officer does not want them gone `early`,
        by their own wish. Each is looked at again in the transaction that erases and logs it: what is gone,
        held now, or not due is skipped. `proceed(done, of)` stops the work by answering false. It waits for
        two lanes, so it runs on neither.
        """
        if not early:
            return self._disposal.dispose([as_ready(one) for one in chosen], proceed)
        skipped: list[Skipped] = []
        erased: list[Parts] = []
        for [one] in slices(self._register, chosen, proceed, 1):
            outcome = self._register.writing_lane.have_done(self._erase, one)
            if isinstance(outcome, Skip):
                skipped.append(Skipped(one.name, outcome))
            else:
                erased.append(outcome)
        reached, left = (
            self._register.long_lane.have_done(reach_backups, self._register) if erased else (0, 0)
        )
        emptied = self._register.writing_lane.have_done(self._register.empty_log)
        return Disposed(len(erased), sum(erased, Parts()), tuple(skipped), reached, left, emptied)

    def _erase(self, listed: Binned) -> Parts | Skip:
        try:
            with self._register.writing("erased from the bin") as writing:
                gone = kept_bin.erase(writing, listed.id)
                disposals.log_by_hand(writing, listed.kind, gone)
        except OnHold:
            return Skip.HELD
        except NotInBin:
            return Skip.NOT_DUE
        return disposals.parts(gone)
