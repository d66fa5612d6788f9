"""What is recognised in a text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmss_dpo.domain.letters.words import (
    days_in,
    days_promised,
    emails_in,
    phones_in,
    postcodes_in,
    references_in,
    words_of,
)

NEAR = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Siân  O\u2019Brien-Jones,", ("sian", "o", "brien", "jones")),
        ("Sia\u0302n", ("sian",)),
        ("ŁUKASZ\nStraße", ("lukasz", "strasse")),
        (" - ", ()),
    ],
)
def test_words_have_no_capitals_no_accents_and_no_signs(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words


@given(st.text(max_size=200))
def test_words_of_words_are_the_same(text: str) -> None:
    once = words_of(text)
    assert words_of(" ".join(once)) == once or not text.isascii()


def test_emails_are_found_within_sentences() -> None:
    assert emails_in("Write to Jo.Ash@Example.org, or <b@c.example>.") == {
        "jo.ash@example.org",
        "b@c.example",
    }
    assert emails_in("a @ b, @home, x@") == set()


@pytest.mark.parametrize(
    "text", ["01632 960123", "+44 1632 960123", "+44 (0)1632 960-123", "0044 1632960123"]
)
def test_a_british_number_is_one_however_it_is_dialled(text: str) -> None:
    assert phones_in(f"Call {text}.") & phones_in("(01632) 960 123")


def test_what_is_too_short_or_foreign_is_as_it_is() -> None:
    assert phones_in("+33 1 99 00 12 34") == {"+33199001234"}
    assert phones_in("Article 15(1), 2026, 12 items") == set()


def test_postcodes_and_references() -> None:
    assert postcodes_in("Royston\nsg85hd, EX4 4AB or E1W 1AA; not A4 4a") == {"SG8 5HD", "EX4 4AB", "E1W 1AA"}
    found = references_in("See SAR-2026-0014, GDPR/19/7. And A4711, but not 2026 or Article.")
    assert found == {"SAR-2026-0014", "GDPR/19/7", "A4711"}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("You will hear from me by 4 December 2026, or sooner.", [date(2026, 12, 4)]),
        ("by 31 February 2027 or 1 March 2027", [date(2027, 3, 1)]),
        ("in two weeks, in December 2026", []),
        ("by 128 March 2026x", []),
        ("the 2nd of Dec., 2026 and 2026-12-03", [date(2026, 12, 2), date(2026, 12, 3)]),
        ("04/12/2026, 4.12.2026, 99.99.2026", [date(2026, 12, 4)]),
        ("on 3 Sept and on 2 January", [date(2026, 9, 3), date(2027, 1, 2)]),
        ("on 29 February", [date(2026, 11, 22).replace(year=2028, month=2, day=29)]),
    ],
)
def test_days_are_read_however_they_are_written(text: str, days: list[date]) -> None:
    near = NEAR if "29 February" not in text else date(2027, 11, 22)
    assert list(days_in(text, near)) == days


def test_a_day_is_promised_where_something_is_to_be_by_then() -> None:
    text = "It was sent on 3 May 2026. Write by 4 December 2026, or By  5 December; stand by. 6 December"
    assert list(days_promised(text, NEAR)) == [
        (text.index("4 December"), date(2026, 12, 4)),
        (text.index("5 December"), date(2026, 12, 5)),
    ]
