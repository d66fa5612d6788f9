"""What the officer reads of documents: kinds, sizes, what goes with an erasure and what the note keeps."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.correspondence import Direction, DocumentRow, Mark
from kmss_dpo.domain.documents import (
    MESSAGE,
    Erasing,
    Going,
    KeptAlready,
    LeavesHold,
    Original,
    gone_note,
    kind_of_file,
    marked_note,
    say_size,
)
from kmss_dpo.domain.holds import Hold
from kmss_dpo.domain.ids import CaseId, DocumentId, HoldId, Kind

ROW = DocumentRow(
    id=DocumentId(1),
    version=1,
    case=CaseId(1),
    name="passport of Ann.jpg",
    media_type="image/jpeg",
    size=9,
    sha256="0",
    added_at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
)
CAME = Original(Direction.RECEIVED, date(2026, 11, 12))
WENT = Original(Direction.SENT, date(2026, 11, 13))
REQUEST = Hold((Kind.CASE, 7), "SAR-2026-0001", date(2026, 11, 2), CaseKind.ACCESS)
BY_HAND = Hold((Kind.CASE, 1), "DEM-2026-0001", date(2026, 11, 3), id=HoldId(1))
IDENTITY = Going(replace(ROW, mark=Mark.IDENTITY))
HELD = "which held it too. Reason: Wrong case."
LETTER = Going(replace(ROW, id=DocumentId(2), name="message.eml", media_type=MESSAGE), original_of=(CAME,))


@pytest.mark.parametrize(
    ("media_type", "words"),
    [
        ("application/pdf", "PDF"),
        (MESSAGE, "Message"),
        ("image/heic", "Picture"),
        ("application/x-strange", "application/x-strange"),
    ],
)
def test_the_kind_of_a_file_is_said_in_a_word(media_type: str, words: str) -> None:
    assert kind_of_file(media_type) == words


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 bytes"), (999, "999 bytes"), (1000, "1 KB"), (999_499, "999 KB"), (2_340_000, "2.3 MB")],
)
def test_a_size_is_said_as_people_say_it(size: int, words: str) -> None:
    assert say_size(size) == words


def test_a_hold_keeps_everything_but_copies_of_identity_papers() -> None:
    held = replace(LETTER, held_by=(REQUEST, replace(REQUEST, scope="CMP-2026-0002"), BY_HAND))
    assert "because of SAR-2026-0001, CMP-2026-0002 and a hold of Tue 3 Nov 2026: to" in held.refusal()
    assert "s.173" in held.refusal()
    assert replace(LETTER, held_by=(BY_HAND,)).refusal() == (
        "What is kept on this case is on hold because of a hold of Tue 3 Nov 2026. "
        "Only copies of identity papers may go."
    )
    assert replace(held, row=IDENTITY.row).refusal() == ""
    assert LETTER.refusal() == ""


def test_leaving_a_hold_is_told_with_what_holds_and_kept_without_a_name() -> None:
    assert LeavesHold((REQUEST, BY_HAND)).sentence == (
        "What is kept on this case is on hold because of SAR-2026-0001 and a hold of Tue 3 Nov 2026. "
        "Copies of identity papers may be erased all the same, so say why this is one."
    )
    assert marked_note(1, "It is.") == (
        "1 document on hold was marked as a copy of an identity paper. Reason: It is."
    )


def test_the_document_of_a_filed_letter_goes_with_its_case_only() -> None:
    assert "filed letter" in replace(IDENTITY, filed=True).refusal()


def test_what_goes_and_what_stays_is_said_before() -> None:
    told = Erasing(replace(IDENTITY, original_of=(CAME,)), (LETTER,), ("SAR-2026-0009",)).words()
    assert "“passport of Ann.jpg” goes" in told
    assert "It is the original of the message received on Thu 12 Nov 2026." in told
    assert "The same file stays on SAR-2026-0009." in told
    assert "on hold" not in told


def test_a_message_that_holds_the_file_and_may_not_go_is_told() -> None:
    held = replace(LETTER, held_by=(REQUEST,))
    erasing = Erasing(IDENTITY, (held, LETTER))
    assert erasing.may_go_too() == (LETTER,)
    assert "stays because it is on hold" in erasing.words()


@pytest.mark.parametrize(
    ("gone", "note"),
    [
        ((Going(ROW),), "A document was erased. Reason: Wrong case."),
        ((IDENTITY,), "A copy of an identity paper was erased. Reason: Wrong case."),
        (
            (replace(LETTER, original_of=(CAME, WENT)),),
            f"A document, the original of {CAME.words()} and {WENT.words()}, was erased. Reason: Wrong case.",
        ),
        (
            (IDENTITY, LETTER),
            f"A copy of an identity paper was erased, and with it the original of {CAME.words()}, {HELD}",
        ),
        (
            (Going(ROW), Going(ROW)),
            f"A document was erased, and with it the original of a message, {HELD}",
        ),
    ],
)
def test_the_note_says_what_went_and_never_its_name(gone: tuple[Going, ...], note: str) -> None:
    assert gone_note(gone, "Wrong case.") == note
    assert "Ann" not in note


def test_what_is_there_already_is_told_in_a_sentence() -> None:
    assert (
        KeptAlready(DocumentId(7)).sentence == "This file is on the case already, so it was not added again."
    )
    assert KeptAlready(DocumentId(7), "message").sentence.startswith("This message")
    assert KeptAlready(DocumentId(7)).document == 7
