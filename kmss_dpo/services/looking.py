"""Looking at documents from memory: what they are, their words, their pages, the messages they are in.

What has to be read or drawn by others' programs is read and drawn in child processes. Everything here waits
for those and for the register, so it runs on a lane of its own: see `Looking.lane`.
"""

import hashlib
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor

from kmss_dpo.domain.correspondence import Attachment, DocumentRow, Message
from kmss_dpo.domain.documents import MESSAGE
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import DocumentId, Kind
from kmss_dpo.domain.looking import CANNOT, EMPTY, Drawn, Seen, Unseen, Wanted, Words, larger_than
from kmss_dpo.intake.messages import MessageReader
from kmss_dpo.intake.page_kinds import is_pdf, is_picture
from kmss_dpo.intake.pages import PageReader, Source
from kmss_dpo.intake.plain_text import words_in
from kmss_dpo.services.reads import note_read
from kmss_dpo.store import documents
from kmss_dpo.store.register import Register
from kmss_dpo.support.clock import Clock, london_day

LONGEST_SECONDS = 20.0
NO_MESSAGE = "This file cannot be read as a message, so it is shown as it is."
Pieces = Sequence[bytes]


class Looking:
    """What the officer sees of documents; nothing is written to the disk."""

    def __init__(self, register: Register, clock: Clock) -> None:
        self._register = register
        self._clock = clock
        self._messages = MessageReader()
        self._pages = PageReader(seconds=LONGEST_SECONDS)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="looking")

    @property
    def lane(self) -> Executor:
        """One thread: jobs on it run one after the other."""
        return self._thread

    def look(self, wanted: Wanted, most: int | None = None) -> Seen:
        """What there is to see of a document or an attachment; one of more than `most` bytes is not read."""
        if isinstance(wanted, Attachment):
            return self._see(_key(wanted), _cut(wanted.content), wanted.media_type)
        row = self._register.reading_lane.have_done(self._row, wanted)
        note_read(self._register, Kind.DOCUMENT, wanted)
        if most is not None and row.size > most:
            return larger_than(most)
        return self._see(_key(wanted), self._pieces(wanted), row.media_type)

    def draw(self, wanted: Wanted, page: int, width: int, height: int) -> Drawn:
        """One of its pages, counted from 0, in about so many pixels; `Mistake` where it can't be drawn."""
        if isinstance(wanted, Attachment):
            content = wanted.content
            source = Source(_key(wanted), lambda: _cut(content))
        else:
            source = Source(_key(wanted), lambda: self._pieces(wanted))
        return self._pages.draw(source, page, width, height)

    def messages_with(self, document: DocumentId) -> list[DocumentId]:
        """The messages on the same case that hold this document's content as an attachment."""
        row, messages = self._register.reading_lane.have_done(self._on_the_same_case, document)
        return [each.id for each in messages if self._holds(each, row)]

    def stop(self) -> None:
        """Give up what is being read or drawn, so that the lock need not wait for it."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        self._messages.stop()
        self._pages.stop()

    def close(self) -> None:
        """Wait for what was given up, once the register's lanes are closed."""
        self._thread.shutdown(wait=True)
        self._messages.stop()
        self._pages.stop()

    def _see(self, key: str, pieces: Pieces, media_type: str) -> Seen:
        start = pieces[0] if pieces else b""
        if not start:
            return Unseen(EMPTY)
        if media_type == MESSAGE:
            return self._message(pieces)
        if is_pdf(start) or is_picture(start):
            try:
                return self._pages.open(Source(key, lambda: pieces))
            except Mistake as told:
                return Unseen(told.sentence)
        return _words(pieces)

    def _message(self, pieces: Pieces) -> Seen:
        try:
            return self._read(pieces)
        except Mistake:
            words = _words(pieces)
            return Words(words.text, NO_MESSAGE) if isinstance(words, Words) else words

    def _read(self, pieces: Pieces) -> Message:
        today = london_day(self._clock.now())
        return self._messages.read(b"".join(pieces), today, LONGEST_SECONDS)

    def _holds(self, message: DocumentRow, row: DocumentRow) -> bool:
        try:
            attachments = self._read(self._pieces(message.id)).attachments
        except Mistake:
            return False
        return any(hashlib.sha256(each.content).hexdigest() == row.sha256 for each in attachments)

    def _pieces(self, document: DocumentId) -> Pieces:
        return self._register.reading_lane.have_done(self._content, document)

    def _content(self, document: DocumentId) -> Pieces:
        with self._register.reading() as connection:
            return list(documents.pieces(connection, document))

    def _row(self, document: DocumentId) -> DocumentRow:
        with self._register.reading() as connection:
            return documents.one(connection, document)

    def _on_the_same_case(self, document: DocumentId) -> tuple[DocumentRow, list[DocumentRow]]:
        with self._register.reading() as connection:
            row = documents.one(connection, document)
            there = documents.of_case(connection, row.case)
        return row, [each for each in there if each.media_type == MESSAGE and each.size > row.size]


_PIECE = 1_000_000


def _cut(content: bytes) -> Pieces:
    return [content[at : at + _PIECE] for at in range(0, len(content), _PIECE)]


def _words(pieces: Pieces) -> Words | Unseen:
    return words_in(b"".join(pieces[:_FEW])) or Unseen(CANNOT)


_FEW = 5
"""More than is shown of a text."""


def _key(wanted: Wanted) -> str:
    if isinstance(wanted, Attachment):
        return f"file {hashlib.sha256(wanted.content).hexdigest()}"
    return f"document {wanted}"
