"""Message files through the real child process: read, refused with a sentence, never a crash."""

import json
import os
from datetime import date
from email import message_from_bytes
from email.message import Message as StandardMessage
from pathlib import Path

import pytest

from kmss_dpo.domain.correspondence import Message
from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.intake import message_child, messages
from kmss_dpo.intake.message_child import answer
from kmss_dpo.intake.message_frames import pack, pack_wish, unpack
from kmss_dpo.intake.message_gathering import Gathered, gather
from kmss_dpo.intake.message_parts import parse
from kmss_dpo.intake.message_reading import understand
from kmss_dpo.intake.message_recognition import LARGEST, PROSE
from kmss_dpo.intake.messages import LONGEST_SECONDS, MessageReader
from kmss_dpo.support.child import LENGTH, Child, ChildFailed

TODAY = date(2026, 11, 22)
SAMPLE = Path(__file__).parent / "messages" / "forwarded_request.eml"
TRIALS = Path(__file__).resolve().parents[3] / "shared" / "data" / "mail"


def read_message(content: bytes, today: date, seconds: float = LONGEST_SECONDS) -> Message:
    with MessageReader() as reader:
        return reader.read(content, today, seconds)


def read_message_file(path: Path, today: date) -> tuple[bytes, Message]:
    with MessageReader() as reader:
        return reader.read_file(path, today)


def test_a_file_is_read_whole_by_the_child() -> None:
    content, message = read_message_file(SAMPLE, TODAY)
    assert content == SAMPLE.read_bytes()
    assert message == understand(content, TODAY)


def test_a_refusal_of_the_child_reaches_the_officer(tmp_path: Path) -> None:
    letter = tmp_path / "letter.eml"
    letter.write_text("Dear officer")
    with pytest.raises(Mistake) as refused:
        read_message_file(letter, TODAY)
    assert refused.value.sentence == PROSE


def test_the_child_answers_in_frames() -> None:
    assert unpack(answer(bytearray(pack_wish(SAMPLE.read_bytes(), TODAY)))).subject.endswith("✓")
    with pytest.raises(Mistake, match="not an email message"):
        unpack(answer(bytearray(pack_wish(b"Dear officer", TODAY))))


def test_the_child_answers_until_the_pipe_is_closed(tmp_path: Path) -> None:
    wish, kept = pack_wish(b"Subject: x\n\n", TODAY), (os.dup(0), os.dup(1))
    (tmp_path / "asked").write_bytes(LENGTH.pack(len(wish)) + wish)
    with (tmp_path / "asked").open("rb") as asked, (tmp_path / "answered").open("wb") as answered:
        os.dup2(asked.fileno(), 0)
        os.dup2(answered.fileno(), 1)
        try:
            message_child.main()
        finally:
            for ours, standard in zip(kept, (0, 1), strict=True):
                os.dup2(ours, standard)
                os.close(ours)
    assert unpack((tmp_path / "answered").read_bytes()[LENGTH.size :]).subject == "x"


def test_a_message_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(Mistake) as refused:
        read_message(b"Subject: x\n\n" + b"x" * 5_000_000, TODAY, seconds=0.001)
    assert refused.value.sentence == messages.TOO_SLOW


def test_a_child_that_dies_costs_no_more_than_a_sentence() -> None:
    with MessageReader("dies") as reader, pytest.raises(Mistake) as refused:
        reader.read(b"Subject: x\n\n", TODAY)
    assert refused.value.sentence == messages.STOPPED


def test_many_messages_are_read_by_few_children(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "MOST_OF_ONE_CHILD", 3)
    with MessageReader() as reader:
        children = []
        for number in range(7):
            assert reader.read(b"Subject: %d\n\nx" % number, TODAY).subject == str(number)
            assert reader._child._process is not None
            children.append(reader._child._process.pid)
    assert [children.count(each) for each in dict.fromkeys(children)] == [3, 3, 1]


def test_a_message_that_comes_after_one_that_broke_the_child_is_read_by_another() -> None:
    with MessageReader() as reader:
        reader.read(b"Subject: one\n\nx", TODAY)
        assert reader._child._process is not None
        reader._child._process.kill()
        assert reader.read(b"Subject: two\n\nx", TODAY).subject == "two"


class Fragile(Child):
    """A child that breaks at the second question, whatever it is, and is well again when started anew."""

    asked = 0

    def ask(self, payload: bytes | bytearray, timeout: float = 10) -> bytes:
        self.asked += 1
        if self.asked == 2:
            raise ChildFailed
        return super().ask(payload, timeout)


def test_what_an_earlier_message_left_behind_is_not_blamed_on_the_next() -> None:
    with MessageReader() as reader:
        reader._child = Fragile("message")
        assert [reader.read(b"Subject: x\n\nx", TODAY).subject for _ in range(3)] == ["x"] * 3
        assert reader._child.asked == 4


def test_a_reader_that_was_stopped_reads_no_more() -> None:
    with MessageReader() as reader:
        reader.read(b"Subject: x\n\nx", TODAY)
        reader.stop()
        with pytest.raises(Mistake) as refused:
            reader.read(b"Subject: x\n\nx", TODAY)
        assert reader._child._process is None
    assert refused.value.sentence == messages.STOPPED


@pytest.mark.parametrize("nonsense", [b"", b"\0\0\0\2[]", b"\0\0\0\2{}", b"\0\0\0\1x", b"\0\0\0\6\xff\xfe"])
def test_a_child_that_answers_nonsense_is_not_believed(
    nonsense: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Child, "ask", lambda *_: nonsense)
    with pytest.raises(Mistake) as refused:
        read_message(b"Subject: x\n\n", TODAY)
    assert refused.value.sentence == messages.STOPPED


def test_an_answer_with_less_content_than_it_claims_is_nonsense() -> None:
    packed = pack(understand(SAMPLE.read_bytes(), TODAY))
    with pytest.raises(ValueError, match="attachment is missing"):
        unpack(packed[:-1])
    described = json.loads(packed[4 : 4 + int.from_bytes(packed[:4], "big")])
    assert described["message"]["attachments"][0][2] > 0


def test_a_message_without_any_date_survives_the_way_back() -> None:
    message = understand(b"Subject: x\n\nx", TODAY)
    assert (message.sent_at, message.received_on) == (None, None)
    assert unpack(pack(message)) == message


def test_a_file_that_is_missing_or_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="could not be read"):
        read_message_file(tmp_path / "gone.eml", TODAY)
    with pytest.raises(Mistake, match="not a file"):
        read_message_file(tmp_path, TODAY)


def test_a_file_of_more_than_100_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.eml"
    with huge.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(Mistake, match="larger than 100 MB"):
        read_message_file(huge, TODAY)


def test_a_message_of_50_mb_is_read() -> None:
    head = b"Subject: x\nContent-Type: application/pdf; name=big.pdf\nContent-Transfer-Encoding: base64\n\n"
    message = read_message(head + (b"QUJD" * 19 + b"\n") * (50 * 1024 * 1024 // 77), TODAY)
    assert len(message.attachments[0].content) == 57 * (50 * 1024 * 1024 // 77)


def standard_leaves(part: StandardMessage) -> int:
    inside = part.get_payload()
    if part.get_content_type() == "message/delivery-status" or not isinstance(inside, list):
        return 1
    return sum(standard_leaves(child) for child in inside)


def read_or_refused(path: Path) -> Message | str:
    try:
        return read_message_file(path, TODAY)[1]
    except Mistake as refused:
        return refused.sentence


@pytest.mark.skipif(not TRIALS.is_dir(), reason="the folder of trial messages is not beside this checkout")
def test_every_trial_message_is_read_without_losing_a_part() -> None:
    for path in sorted(TRIALS.glob("*.eml")):
        message = read_or_refused(path)
        assert isinstance(message, Message), message
        content, found = path.read_bytes(), Gathered()
        gather(parse(content), found)
        nested = sum(text.startswith("Attached message\n") for text in found.texts)
        assert found.leaves - nested == standard_leaves(message_from_bytes(content))
        assert tuple(found.attachments) == message.attachments
