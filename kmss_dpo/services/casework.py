"""What is kept on a case as it is worked on: correspondence, documents, notes."""

from collections.abc import Mapping, Sequence
from datetime import date

from kmss_dpo.domain.cases import check_reason
from kmss_dpo.domain.correspondence import (
    Correspondence,
    DocumentRow,
    Mark,
    NewCorrespondence,
    NewDocument,
)
from kmss_dpo.domain.documents import Erasing, KeptAlready
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId, CorrespondenceId, DocumentId, Kind, NoteId
from kmss_dpo.services import erasing
from kmss_dpo.services.cases import Cases
from kmss_dpo.services.reaching import erase_everywhere
from kmss_dpo.services.reads import note_read
from kmss_dpo.store import cases, correspondence, documents
from kmss_dpo.store.register import Register
from kmss_dpo.support.clock import Clock, london_day

LARGEST_DOCUMENT = 100_000_000


class Casework:
    """Keeping and reading it."""

    def __init__(self, register: Register, cases: Cases, clock: Clock) -> None:
        self._register = register
        self._cases = cases
        self._clock = clock

    def log(self, case: CaseId, new: NewCorrespondence) -> CorrespondenceId:
        """Keep a message, call, visit or letter; what was received is a reply where one is waited for."""
        check_correspondence(new, self._today())
        with self._register.writing("correspondence logged") as writing:
            stored = cases.case(writing.connection, case)
            self._cases.keep_reply_in(writing, stored, new)
            return correspondence.add(writing, case, new)

    def correspondence(self, wanted: CorrespondenceId) -> Correspondence:
        """One piece of correspondence whole. Reading it is audited behind what is being written."""
        with self._register.reading() as connection:
            found = correspondence.one(connection, wanted)
        note_read(self._register, Kind.CORRESPONDENCE, wanted)
        return found

    def add_note(self, case: CaseId, text: str) -> NoteId:
        """Keep a note in the officer's own words."""
        if not text.strip():
            raise Mistake("The note is empty.", "text")
        with self._register.writing("note added") as writing:
            return documents.add_note(writing, case, text.strip())

    def add_document(self, case: CaseId, new: NewDocument) -> DocumentId:
        """Keep a file on a case; at most 100 MB. `KeptAlready` where the case has the same content."""
        if len(new.content) > LARGEST_DOCUMENT:
            raise Mistake("The file is larger than 100 MB. Keep it elsewhere and note where.")
        with self._register.writing("document added") as writing:
            if kept := documents.with_content(writing.connection, case, new.content):
                raise KeptAlready(kept)
            return documents.add(writing, case, new)

    def documents(self, case: CaseId) -> Sequence[DocumentRow]:
        """The documents of a case, newest first."""
        with self._register.reading() as connection:
            return documents.of_case(connection, case)

    def mark_documents(self, chosen: Mapping[DocumentId, int], mark: Mark, reason: str = "") -> None:
        """Mark documents, each by the version it was seen in: all of them, or none and `Conflict`.

        What is on hold becomes an identity paper, which nothing holds, only for a reason; it is kept as a
        note. `LeavesHold` where there is none.
        """
        with self._register.writing("document marked") as writing:
            if mark is Mark.IDENTITY:
                erasing.leave_hold_in(writing, list(chosen), reason.strip())
            for document, version in chosen.items():
                documents.mark(writing, document, version, mark)

    def content(self, document: DocumentId) -> bytes:
        """A document's content, for looking at it inside the program; audited like any reading."""
        with self._register.reading() as connection:
            found = documents.content(connection, document)
        note_read(self._register, Kind.DOCUMENT, document)
        return found

    def content_for_export(self, document: DocumentId) -> bytes:
        """A document's content, to be saved or printed outside the register on purpose; audited."""
        with self._register.writing("exported") as writing:
            writing.note(Kind.DOCUMENT, document)
            return documents.content(writing.connection, document)

    def erasing(self, document: DocumentId, messages: Sequence[DocumentId] = ()) -> Erasing:
        """What the officer is told before a document is erased, with the messages that hold it too.

        Raises `Mistake` where it may not be erased.
        """
        with self._register.reading() as connection:
            return erasing.erasing_in(connection, document, messages)

    def erase_document(self, chosen: Mapping[DocumentId, int], reason: str) -> int:
        """Erase a document, in the kept backups too; how many of these could not be reached.

        The first of the chosen is the document, the others are messages that hold it too; each by the
        version it was seen in. The reason is kept as a note. Runs on the lane for long work.
        """
        kept = check_reason(reason, "Say why the document is erased.")
        return erase_everywhere(self._register, self._erase, chosen, kept)

    def _erase(self, chosen: Mapping[DocumentId, int], reason: str) -> None:
        with self._register.writing("document erased") as writing:
            erasing.erase_in(writing, chosen, reason, self._today())

    def _today(self) -> date:
        return london_day(self._clock.now())


def check_correspondence(new: NewCorrespondence, today: date) -> None:
    """Raise `Mistake` where it cannot be kept as it is."""
    if new.on > today:
        raise Mistake("The day lies in the future. Enter the day it was sent or arrived.", "on")
    if not new.subject.strip() and not new.body.strip():
        raise Mistake("Write down what it was about.", "subject")
