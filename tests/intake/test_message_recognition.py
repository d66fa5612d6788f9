"""What is a message and what is none is told by content, and the officer hears what to do."""

import pytest

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.intake import message_recognition as recognition
from kmss_dpo.intake.message_recognition import check_is_message


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", recognition.EMPTY),
        (b" \r\n\t\n", recognition.EMPTY),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, recognition.OUTLOOK),
        (b"%PDF-1.7\nFrom: x\n", recognition.PDF),
        (b"PK\x03\x04word/document.xml", recognition.ARCHIVE),
        (b"\x89PNG\r\n\x1a\n", recognition.PICTURE),
        (b"\xff\xd8\xff\xe0", recognition.PICTURE),
        ("From: a@x.example\n\nx".encode("utf-16"), recognition.UNICODE_16),
        (bytes(range(256)), recognition.BINARY),
        (b"\x01\x02\x03words", recognition.BINARY),
        (b"Dear officer, please send me my data.\nYours\n", recognition.PROSE),
        ("Grüße aus Köln\n\nSubject: later\n".encode(), recognition.PROSE),
        (b"Note: this line has a colon\nand prose", recognition.PROSE),
        (b"<html><body>From: x</body></html>", recognition.PROSE),
    ],
)
def test_other_files_are_refused_with_a_way_out(content: bytes, sentence: str) -> None:
    with pytest.raises(Mistake) as refused:
        check_is_message(content)
    assert refused.value.sentence == sentence


@pytest.mark.parametrize(
    "content",
    [
        b"Subject: only this",
        b"X-Odd: 1\nMessage-ID: <a@b>\n\nx",
        b"from : a@x.example\n\nx",
        b"From ann Mon\nReceived: by x; y\n\n",
        b"Subject: binary inside\n\n\x00\x01\x02",
        b"X-Long: " + b"y" * 60_000 + b"\nDate: x\n\n",
    ],
)
def test_messages_are_recognised_by_their_first_lines(content: bytes) -> None:
    check_is_message(content)


def test_a_header_beyond_the_first_64_kib_is_not_looked_for() -> None:
    with pytest.raises(Mistake):
        check_is_message(b"X-Long: " + b"y" * 70_000 + b"\nDate: x\n\n")


def test_a_file_of_more_than_100_mb_is_refused() -> None:
    with pytest.raises(Mistake, match="larger than 100 MB"):
        check_is_message(bytes(recognition.LARGEST + 1))
