"""What is said of documents and of what was done with them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.correspondence import Direction, DocumentRow, Mark
from kmss_dpo.domain.documents import Erasing, Going, Original
from kmss_dpo.domain.holds import Hold
from kmss_dpo.domain.ids import CaseId, DocumentId, Kind
from kmss_dpo.ui.cases.form_state.documents import (
    Listed,
    about,
    added_words,
    chosen,
    erased_words,
    marked_words,
    messages_words,
    takes_messages,
)

ROW = DocumentRow(
    DocumentId(1), 3, CaseId(1), "a.pdf", "application/pdf", 1200, "0", datetime(2026, 11, 22, tzinfo=UTC)
)
CAME = Original(Direction.RECEIVED, date(2026, 11, 12))
MESSAGE = Going(replace(ROW, id=DocumentId(2), version=1), original_of=(CAME,))
STAYS = "Its text stays in the timeline."
HELD = replace(MESSAGE, held_by=(Hold((Kind.CASE, 7), "SAR-2026-0001", date(2026, 11, 2), CaseKind.ACCESS),))


def test_one_mark_or_all_are_listed() -> None:
    rows = [ROW, replace(ROW, mark=Mark.INTERNAL)]
    assert Listed().of(rows) == rows
    assert Listed(Mark.NONE).of(rows) == rows[:1]
    assert Listed(Mark.INTERNAL).of(rows) == rows[1:]
    assert [Listed().words(), Listed(Mark.INTERNAL).words()] == ["All documents", "Internal"]


@pytest.mark.parametrize(
    ("also_on", "words"),
    [
        ((), "PDF · 1 KB"),
        (("A",), "PDF · 1 KB · also on A"),
        (("A", "B"), "PDF · 1 KB · also on A and B"),
        (("A", "B", "C"), "PDF · 1 KB · also on A, B and others"),
    ],
)
def test_a_line_says_where_else_the_same_is_kept(also_on: tuple[str, ...], words: str) -> None:
    assert about(replace(ROW, also_on=also_on)) == words


def test_an_erasure_takes_the_messages_that_may_go() -> None:
    erasing = Erasing(Going(ROW), (MESSAGE, HELD))
    assert chosen(erasing, with_messages=True) == {1: 3, 2: 1}
    assert chosen(erasing, with_messages=False) == {1: 3}


def test_only_identity_papers_take_their_messages_along_unasked() -> None:
    assert not takes_messages(Erasing(Going(ROW)))
    assert takes_messages(Erasing(Going(replace(ROW, mark=Mark.IDENTITY))))


@pytest.mark.parametrize(
    ("messages", "words"),
    [
        ((), ""),
        ((HELD,), ""),
        (
            (MESSAGE,),
            f"Also erase the original of {CAME.words()}, which holds the same file. {STAYS}",
        ),
        ((Going(ROW),), f"Also erase 1 message that holds the same file. {STAYS}"),
        (
            (MESSAGE, MESSAGE),
            "Also erase 2 messages that hold the same file. Their text stays in the timeline.",
        ),
    ],
)
def test_the_messages_that_hold_it_too_are_offered(messages: tuple[Going, ...], words: str) -> None:
    assert messages_words(Erasing(Going(ROW), messages)) == words


@pytest.mark.parametrize(
    ("count", "mark", "words"),
    [
        (1, Mark.IDENTITY, "1 document is now marked “Identity paper”."),
        (2, Mark.INTERNAL, "2 documents are now marked “Internal”."),
        (2, Mark.NONE, "The mark was taken off 2 documents."),
    ],
)
def test_marking_is_told(count: int, mark: Mark, words: str) -> None:
    assert marked_words(count, mark) == words


@pytest.mark.parametrize(
    ("added", "again", "begins", "ends"),
    [
        (0, 0, "", ""),
        (1, 0, "The document was added.", "if it is not needed."),
        (3, 0, "3 documents were added.", "if they are not needed."),
        (0, 1, "One file is on the case already", "not added again."),
        (1, 2, "The document was added.", "2 files are on the case already, so they were not added again."),
    ],
)
def test_adding_is_told(added: int, again: int, begins: str, ends: str) -> None:
    words = added_words(added, again)
    assert words.startswith(begins)
    assert words.endswith(ends)


@pytest.mark.parametrize(
    ("count", "left", "words"),
    [
        (1, 0, "The document was erased. A note keeps the reason."),
        (2, 0, "2 documents were erased. A note keeps the reason."),
        (1, 1, "The document was erased. 1 kept backup could not be opened to erase it there; "),
    ],
)
def test_erasing_is_told_with_what_could_not_be_reached(count: int, left: int, words: str) -> None:
    assert erased_words(count, left).startswith(words)
