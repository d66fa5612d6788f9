"""Files as words, in the character sets that they are really written in."""

import pytest

from kmss_dpo.intake import plain_text
from kmss_dpo.intake.plain_text import MOST, REST, words_in


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_as_it_was_written(charset: str) -> None:
    words = words_in("Siân, £5, “yes”".encode(charset))
    assert words
    assert (words.text, words.note) == ("Siân, £5, “yes”", "")


def test_what_is_no_text_is_told_apart() -> None:
    assert words_in(b"PK\3\4\0\0\0") is None


def test_what_could_hide_or_turn_the_terminal_is_taken_out() -> None:
    words = words_in(b"a\x1b[31mb\r\nc\x07")
    assert words
    assert words.text == "a[31mb\nc"


def test_a_long_text_is_cut_and_says_so() -> None:
    words = words_in(b"x" * (MOST + 1))
    assert words
    assert (len(words.text), words.note) == (MOST, REST)


def test_a_character_that_a_cut_goes_through_spoils_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_text, "_MOST_BYTES", 9)
    words = words_in("abcd efgâ and more".encode())
    assert words
    assert words == plain_text.Words("abcd efg", REST)
