"""Names of attachments: nothing that a path, a screen or a file system could be fooled by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmss_dpo.intake.message_names import LONGEST_NAME, ending_of, safe_name, unlike


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\x\\secret.doc", "secret.doc"),
        ("a\0b\x1f.txt", "ab.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a:b*c?.txt", "a_b_c_.txt"),
        ("con", "_con"),
        ("LPT1.txt", "_LPT1.txt"),
        ("console.txt", "console.txt"),
        (" .. ", "attachment 7.pdf"),
        ("", "attachment 7.pdf"),
        ("..", "attachment 7.pdf"),
        (".htaccess", "htaccess"),
        ("=?utf-8?B?w6kucGRm?=", "é.pdf"),
        ("e\u0301.pdf", "é.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("x" * 300, "x" * 120),
        ("a." + "x" * 130, "a." + "x" * 118),
        ("漢" * 110 + ".pdf", "漢" * 78 + ".pdf"),
    ],
)
def test_a_name_becomes_safe_and_stays_recognisable(given_name: str, safe: str) -> None:
    assert safe_name(given_name, "application/pdf", 7) == safe


def test_same_names_are_numbered_whatever_their_case() -> None:
    taken: set[str] = set()
    names = [unlike(name, taken) for name in ("a.pdf", "A.PDF", "a.pdf", "a (2).pdf", "plain", "plain")]
    assert names == ["a.pdf", "A (2).PDF", "a (3).pdf", "a (2) (2).pdf", "plain", "plain (2)"]


@pytest.mark.parametrize(
    ("media_type", "ending"),
    [
        ("application/pdf", ".pdf"),
        ("message/rfc822", ".eml"),
        ("message/delivery-status", ".txt"),
        ("text/rfc822-headers", ".txt"),
        ("text/csv", ".csv"),
        ("image/png", ".png"),
        ("application/x-unheard-of", ".bin"),
    ],
)
def test_a_nameless_file_gets_the_usual_ending(media_type: str, ending: str) -> None:
    assert ending_of(media_type) == ending


@given(st.text(), st.integers(1, 9))
def test_no_name_is_dangerous(given_name: str, number: int) -> None:
    name = safe_name(given_name, "image/png", number)
    assert 0 < len(name) <= LONGEST_NAME
    assert len(name.encode()) <= 255
    assert not set(name) & set('/\\<>:"|?*\0\n\r\t\u202e\u2066')
    assert name == name.strip(" ")
    assert not name.startswith(".")
    assert not name.endswith(".")


@given(st.lists(st.text(max_size=200), max_size=20))
def test_no_two_files_of_a_message_share_a_name(given_names: list[str]) -> None:
    taken: set[str] = set()
    names = [unlike(safe_name(name, "image/png", n), taken) for n, name in enumerate(given_names)]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name) <= LONGEST_NAME for name in names)
