"""Documents in the window's words: their marks, which of them are listed, and how adding and erasing went."""

from collections.abc import Iterable
from dataclasses import dataclass

from kmss_dpo.domain.correspondence import DocumentRow, Mark
from kmss_dpo.domain.days import say_count
from kmss_dpo.domain.documents import Erasing, kind_of_file, listed, say_size
from kmss_dpo.domain.ids import DocumentId
from kmss_dpo.ui.cases.form_state.gone import gone_words

MARK_WORDS = {
    Mark.INTERNAL: "Internal",
    Mark.DISCLOSE: "For disclosure",
    Mark.IDENTITY: "Identity paper",
    Mark.NONE: "No mark",
}
MOST_NAMED = 2


@dataclass(frozen=True)
class Listed:
    """Which documents the list shows: those with one mark, or all for None."""

    mark: Mark | None = None

    def words(self) -> str:
        """What the filter says."""
        return "All documents" if self.mark is None else MARK_WORDS[self.mark]

    def of(self, rows: Iterable[DocumentRow]) -> list[DocumentRow]:
        """The documents to show."""
        return [row for row in rows if self.mark in {None, row.mark}]


def chosen(erasing: Erasing, *, with_messages: bool) -> dict[DocumentId, int]:
    """What goes, each by the version that was seen; the document first, then messages that hold it too."""
    going = [erasing.going, *(erasing.may_go_too() if with_messages else ())]
    return {each.row.id: each.row.version for each in going}


def takes_messages(erasing: Erasing) -> bool:
    """A copy of an identity paper is to be gone everywhere; of another document that is less sure."""
    return erasing.going.row.mark is Mark.IDENTITY


def messages_words(erasing: Erasing) -> str:
    """What the box says that takes the messages along; empty where there are none to take."""
    going = erasing.may_go_too()
    if not going:
        return ""
    originals = [original.words() for each in going for original in each.original_of]
    if len(going) > 1:
        return f"Also erase {len(going)} messages that hold the same file. Their text stays in the timeline."
    what = f"the original of {originals[0]}, which" if originals else "1 message that"
    return f"Also erase {what} holds the same file. Its text stays in the timeline."


def about(row: DocumentRow) -> str:
    """The second line of a document in the list, without the day."""
    said = f"{kind_of_file(row.media_type)} · {say_size(row.size)}"
    if not row.also_on:
        return said
    more = ["others"] if len(row.also_on) > MOST_NAMED else []
    return f"{said} · also on {listed([*row.also_on[:MOST_NAMED], *more])}"


def marked_words(count: int, mark: Mark) -> str:
    """What was done with the chosen documents."""
    if mark is Mark.NONE:
        return f"The mark was taken off {say_count(count, 'document')}."
    verb = "is" if count == 1 else "are"
    return f"{say_count(count, 'document')} {verb} now marked “{MARK_WORDS[mark]}”."


def added_words(added: int, again: int) -> str:
    """How adding files went; what could not be read was told on its own."""
    said = []
    if added == 1:
        said.append("The document was added. The original still lies unencrypted where it was.")
        said.append("Delete it there if it is not needed.")
    elif added:
        said.append(f"{added} documents were added. The originals still lie unencrypted where they were.")
        said.append("Delete them there if they are not needed.")
    if again == 1:
        said.append("One file is on the case already, so it was not added again.")
    elif again:
        said.append(f"{again} files are on the case already, so they were not added again.")
    return " ".join(said)


def erased_words(count: int, left: int) -> str:
    """What was erased, and how many kept backups could not be opened to do it there too."""
    what = "The document was erased." if count == 1 else f"{count} documents were erased."
    return gone_words(what, left)
