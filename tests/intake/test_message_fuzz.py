"""Whatever the bytes are, the pure part answers with a message or a sentence."""

from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kmss_dpo.domain.correspondence import Message
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.intake.message_frames import NONSENSE, pack, unpack
from kmss_dpo.intake.message_reading import understand

TODAY = date(2026, 11, 22)
SAMPLE = (Path(__file__).parent / "messages" / "forwarded_request.eml").read_bytes()
LINES = st.sampled_from(
    [*SAMPLE.splitlines(keepends=True), b"\n", b"--outer\n", b"--inner--\n", b"Subject: "]
)
HEADER_NAMES = st.sampled_from([
    b"From", b"To", b"Date", b"Received", b"Subject", b"Content-Type", b"Content-Transfer-Encoding",
    b"Content-Disposition", b"Reply-To", b"Sender",
])  # fmt: skip
SPECIALS = st.sampled_from([
    b'"', b"\\", b"(", b"<", b";", b"*0*=", b"=?utf-8?B?", b"?=", b"boundary=", b"charset=", b"filename*=",
    b"''%", b"message/rfc822", b"base64", b"uuencode", b"\xff", b"\0", b"\r", b"@", b":", b",",
])  # fmt: skip


def answer(content: bytes) -> Message | None:
    try:
        message = understand(content, TODAY)
    except Mistake:
        return None
    assert unpack(pack(message)) == message
    message.text.encode()
    message.subject.encode()
    return message


@given(st.binary(max_size=400))
def test_any_bytes_are_answered(content: bytes) -> None:
    answer(content)


@given(st.binary(max_size=400))
def test_any_bytes_behind_a_header_are_read(content: bytes) -> None:
    assert answer(b"Subject: x\n\n" + content)


@settings(max_examples=300)
@given(st.lists(st.tuples(HEADER_NAMES, st.lists(SPECIALS | st.binary(max_size=8), max_size=8)), max_size=6))
def test_any_header_values_are_answered(headers: list[tuple[bytes, list[bytes]]]) -> None:
    head = b"".join(name + b": " + b"".join(pieces) + b"\n" for name, pieces in headers)
    answer(head + b"\nbegin 644 x\n--\nbody\n")


@settings(max_examples=300)
@given(st.lists(LINES, max_size=40))
def test_messages_with_their_lines_shuffled_are_answered(lines: list[bytes]) -> None:
    answer(b"".join(lines))


@settings(max_examples=300)
@given(st.integers(0, len(SAMPLE)), st.integers(0, 60), SPECIALS | st.binary(max_size=30))
def test_messages_with_a_piece_replaced_are_answered(start: int, length: int, piece: bytes) -> None:
    answer(SAMPLE[:start] + piece + SAMPLE[start + length :])


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_any_answer_of_a_child_is_understood_or_refused(head: bytes, tail: bytes) -> None:
    for content in (head, len(head).to_bytes(4, "big") + head + tail):
        try:
            unpack(content)
        except NONSENSE:
            continue
