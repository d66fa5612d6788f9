"""From a message file to a case: read, propose, and keep all of it in one transaction."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kmss_dpo.domain.arrivals import Arrival
from kmss_dpo.domain.cases import Channel, check_received
from kmss_dpo.domain.correspondence import Direction, NewCorrespondence, NewDocument
from kmss_dpo.domain.documents import MESSAGE, KeptAlready
from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.domain.ids import CaseId, ContactId
from kmss_dpo.domain.proposals import Proposal
from kmss_dpo.domain.suppression import Address, Sort
from kmss_dpo.intake.messages import MessageReader
from kmss_dpo.services.cases import Cases
from kmss_dpo.services.receiving import Receiving
from kmss_dpo.services.suppression import told_of
from kmss_dpo.store import case_lists, cases, contacts, correspondence, documents
from kmss_dpo.store.register import Register
from kmss_dpo.store.writing import Writing
from kmss_dpo.support.clock import Clock, london_day

_MOST_TOGETHER = 10
_MOST_BYTES_TOGETHER = 1_000_000


@dataclass(frozen=True)
class Imported:
    """What became of a number of message files: how many were kept, and why each other one was not."""

    kept: int
    refused: tuple[str, ...]


class Intake:
    """What the officer can do with files from outside."""

    def __init__(self, register: Register, cases: Cases, receiving: Receiving, clock: Clock) -> None:
        self._register = register
        self._cases = cases
        self._receiving = receiving
        self._clock = clock
        self._readers: set[MessageReader] = set()
        self._stopped = False

    def propose(self, file: Path) -> Proposal:
        """Read a message file in a process of its own; nothing is kept yet."""
        with self._reader() as reader:
            return self._propose(reader, file)

    def _propose(self, reader: MessageReader, file: Path) -> Proposal:
        original, message = reader.read_file(file, london_day(self._clock.now()))
        with self._register.reading() as connection:
            known = contacts.with_email(connection, message.sender_email) if message.sender_email else []
            suppressed = told_of(connection, [Address(Sort.EMAIL, message.sender_email)])
            kept_on = case_lists.rows(connection, documents.cases_with(connection, original))
        references = tuple(row.reference for row in kept_on)
        return Proposal(message, original, "message.eml", tuple(known), references, suppressed)

    def accept(self, proposal: Proposal, arrival: Arrival) -> list[CaseId]:
        """Open each case, with the contact, the message as correspondence and whole as a document.

        Its content is kept once, however many cases it opens.
        """
        with self._register.writing("case opened from message") as writing:
            opened = self._receiving.open_in(writing, arrival)
            for case in opened:
                details = cases.case(writing.connection, case).details
                keep_message(writing, case, proposal, details.received_on, details.requester)
        return opened

    def add(self, case: CaseId, proposal: Proposal, received_on: date) -> None:
        """Keep a message that was read on a case that is open already; the officer gave the day."""
        check_received(received_on, london_day(self._clock.now()))
        contact = proposal.known[0].id if len(proposal.known) == 1 else None
        with self._register.writing("message added") as writing:
            stored = cases.case(writing.connection, case)
            if kept := documents.with_content(writing.connection, case, proposal.original):
                raise KeptAlready(kept, "message")
            received = keep_message(writing, case, proposal, received_on, contact)
            self._cases.keep_reply_in(writing, stored, received)

    def add_to_case(
        self, case: CaseId, files: Sequence[Path], proceed: Callable[[int, int], bool]
    ) -> Imported:
        """Keep message files on a case, a few in each transaction, between which others write.

        `proceed(done, of)` is asked after each file and stops the work by answering false.
        """
        kept, refused = 0, list[str]()
        for few in self._read_a_few(files, proceed, refused):
            kept += self._keep(case, few, refused)
        return Imported(kept, tuple(refused))

    def _keep(self, case: CaseId, few: Sequence[Proposal], refused: list[str]) -> int:
        """Keep messages together, or one by one where one of them is refused; adds to what was refused."""
        try:
            self._register.writing_lane.have_done(self._add_all, case, few)
        except (Mistake, Trouble) as told:
            if len(few) > 1:
                return sum(self._keep(case, [each], refused) for each in few)
            refused.append(str(told))
            return 0
        return len(few)

    def _read_a_few(
        self, files: Sequence[Path], proceed: Callable[[int, int], bool], refused: list[str]
    ) -> Iterator[list[Proposal]]:
        """The messages in the files, as many at a time as are kept together; adds to what was refused."""
        few: list[Proposal] = []
        with self._reader() as reader:
            for done, file in enumerate(files, start=1):
                try:
                    few.append(self._propose_dated(reader, file))
                except (Mistake, Trouble) as told:
                    if self._stopped:
                        break
                    refused.append(str(told))
                if not (proceed(done, len(files)) and self._register.goes_on()):
                    break
                if _are_enough(few):
                    yield few
                    few = []
        if few:
            yield few

    def _propose_dated(self, reader: MessageReader, file: Path) -> Proposal:
        proposal = self._propose(reader, file)
        if proposal.message.received_on is None:
            raise Mistake("The message has no usable date. Open it by itself and enter the day it arrived.")
        return proposal

    def _add_all(self, case: CaseId, few: Sequence[Proposal]) -> None:
        with self._register.writing("message added"):
            for proposal in few:
                assert proposal.message.received_on is not None
                self.add(case, proposal, proposal.message.received_on)

    def stop(self) -> None:
        """Give up what is being read, so that the lock need not wait for a message."""
        self._stopped = True
        for reader in tuple(self._readers):
            reader.stop()

    @contextmanager
    def _reader(self) -> Iterator[MessageReader]:
        with MessageReader() as reader:
            self._readers.add(reader)
            try:
                yield reader
            finally:
                self._readers.discard(reader)


def _are_enough(few: Sequence[Proposal]) -> bool:
    """Whether these fill a transaction: more would keep the lock and the officer's own writing waiting."""
    return len(few) >= _MOST_TOGETHER or sum(len(each.original) for each in few) >= _MOST_BYTES_TOGETHER


def keep_message(
    writing: Writing, case: CaseId, proposal: Proposal, received_on: date, contact: ContactId | None
) -> NewCorrespondence:
    """Keep a message as correspondence, the file whole as a document, and each attachment as one more."""
    message = proposal.message
    whole = NewDocument(proposal.file_name, MESSAGE, proposal.original)
    document = documents.add(writing, case, whole)
    for attachment in message.attachments:
        documents.add(writing, case, NewDocument(attachment.name, attachment.media_type, attachment.content))
    received = NewCorrespondence(
        direction=Direction.RECEIVED,
        channel=Channel.EMAIL,
        on=received_on,
        subject=message.subject or "(no subject)",
        body=message.text,
        contact=contact,
        document=document,
    )
    correspondence.add(writing, case, received)
    return received
