"""Documents in words: what kind of file one is and how large, and what goes when the officer erases it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.correspondence import Direction, DocumentRow, Mark
from kmss_dpo.domain.days import say_count, say_day
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.holds import Hold
from kmss_dpo.domain.ids import DocumentId

MESSAGE = "message/rfc822"
_KILO, _MEGA = 1000, 1_000_000
_KINDS = {
    "application/pdf": "PDF",
    "application/msword": "Word document",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word document",
    "application/vnd.ms-excel": "Spreadsheet",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Spreadsheet",
    "application/zip": "Archive",
    MESSAGE: "Message",
    "text/plain": "Text",
    "text/html": "Web page",
    "text/csv": "Table",
}
_FILED = (
    "This is the document of a filed letter. It proves what the letter said, so it goes when the case goes."
)
_GOES = (
    "“{}” goes from the register, the search, the history and the kept backups. It cannot be taken back. "
    "A note on the case keeps your reason, and not the document's name."
)
_WAITS = (
    "“{}” goes to the bin and is found by no search. It can be put back for a while, under Retention. "
    "A note on the case keeps your reason, and not the document's name."
)
_OFFENCE = ": to erase it now could be an offence (Data Protection Act 2018 s.173)"
_ORIGINAL = "It is the original of {}. What was written down of that stays in the timeline."
_MESSAGE_HELD = (
    "A message on this case holds the same file, and stays because it is on hold. A message that holds a "
    "copy of an identity paper can be marked as one too; then both can go."
)


class KeptAlready(Mistake):
    """The case has this content already; `document` is where."""

    def __init__(self, document: DocumentId, what: str = "file") -> None:
        super().__init__(f"This {what} is on the case already, so it was not added again.")
        self.document = document


@dataclass(frozen=True)
class Original:
    """A piece of correspondence that came, or went, as a document."""

    direction: Direction
    on: date

    def words(self) -> str:
        """As in “the message received on Thu 12 Nov 2026”."""
        verb = "received" if self.direction is Direction.RECEIVED else "sent"
        return f"the message {verb} on {say_day(self.on)}"


@dataclass(frozen=True)
class Going:
    """One document that may go: what it is the original of, and what holds it.

    `proof` says that a check of identity was made with it.
    """

    row: DocumentRow
    filed: bool = False
    proof: bool = False
    original_of: tuple[Original, ...] = ()
    held_by: tuple[Hold, ...] = ()

    def may_wait(self) -> bool:
        """Whether it can lie in the bin: a copy of an identity paper is to be gone at once."""
        return self.row.mark is not Mark.IDENTITY and not self.proof

    def refusal(self) -> str:
        """Why it may not be erased; empty where it may.

        A hold keeps everything but copies of identity papers, which are not to be kept longer than needed.
        """
        if self.filed:
            return _FILED
        if self.held_by and self.row.mark is not Mark.IDENTITY:
            law = _OFFENCE if any(hold.by_itself for hold in self.held_by) else ""
            return f"{_on_hold(self.held_by)}{law}. Only copies of identity papers may go."
        return ""


class LeavesHold(Mistake):
    """What is held is to be marked as an identity paper, which nothing holds, and no reason was given."""

    def __init__(self, holds: Sequence[Hold]) -> None:
        words = "Copies of identity papers may be erased all the same, so say why this is one."
        super().__init__(f"{_on_hold(holds)}. {words}", "reason")


def _on_hold(holds: Sequence[Hold]) -> str:
    opened = [hold.scope for hold in holds if hold.by_itself]
    placed = [f"a hold of {say_day(hold.placed_on)}" for hold in holds if not hold.by_itself]
    return f"What is kept on this case is on hold because of {listed([*opened, *placed])}"


@dataclass(frozen=True)
class Erasing:
    """What the officer is told before a document goes.

    `messages` are those on the case that hold the same file as an attachment. `also_on` are the references of
    other cases that keep the same content and go on keeping it.
    """

    going: Going
    messages: tuple[Going, ...] = ()
    also_on: tuple[str, ...] = ()

    def may_go_too(self) -> tuple[Going, ...]:
        """The messages that can be erased with it."""
        return tuple(each for each in self.messages if not each.refusal())

    def may_wait(self) -> bool:
        """Whether it can be put in the bin, with the messages that hold it."""
        return all(each.may_wait() for each in (self.going, *self.may_go_too()))

    def words(self) -> str:
        """What goes and what stays, and whether it can be put back."""
        name = self.going.row.name
        parts = [(_WAITS if self.may_wait() else _GOES).format(name)]
        parts += [_ORIGINAL.format(each.words()) for each in self.going.original_of]
        if self.also_on:
            parts.append(f"The same file stays on {listed(self.also_on)}.")
        if len(self.may_go_too()) < len(self.messages):
            parts.append(_MESSAGE_HELD)
        return "\n\n".join(parts)


def marked_note(count: int, reason: str) -> str:
    """What the note on the case says of documents that a hold keeps no longer; no name."""
    verb = "was" if count == 1 else "were"
    what = "a copy of an identity paper" if count == 1 else "copies of identity papers"
    return f"{say_count(count, 'document')} on hold {verb} marked as {what}. Reason: {reason}"


ERASED, BINNED = "erased", "put in the bin"


def gone_note(gone: Sequence[Going], reason: str, done: str = ERASED) -> str:
    """What the note on the case says of the document, and of the messages that went with it; no name."""
    first, *messages = gone
    what = "A copy of an identity paper" if first.row.mark is Mark.IDENTITY else "A document"
    if first.original_of:
        what += f", the original of {listed([each.words() for each in first.original_of])},"
    said = f"{what} was {done}"
    if messages:
        went = [original.words() for each in messages for original in each.original_of]
        said += f", and with it the original of {listed(went or ['a message'])}, which held it too"
    return f"{said}. Reason: {reason}"


def kind_of_file(media_type: str) -> str:
    """What kind of file it is, in a word or two."""
    if media_type in _KINDS:
        return _KINDS[media_type]
    return "Picture" if media_type.startswith("image/") else media_type


def say_size(size: int) -> str:
    """A size in bytes, as in “12 KB”."""
    if size < _KILO:
        return f"{size} bytes"
    return f"{size / _KILO:.0f} KB" if size < _MEGA else f"{size / _MEGA:.1f} MB"


def listed(each: Sequence[str]) -> str:
    """As in “A, B and C”."""
    *first, last = each
    return f"{', '.join(first)} and {last}" if first else last
