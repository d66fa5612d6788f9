"""The words of an email that a letter is attached to follow what is so, and keep what the officer wrote."""

from datetime import date

import pytest

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.letters import Block, Draft, Fact, Language, Particulars, Template
from kmss_dpo.domain.letters.emailing import (
    EmailTo,
    EmailWords,
    check_email,
    email_errors,
    email_to,
    no_words_yet,
)

LOCKED = "It has a passphrase."
TEMPLATE = Template(
    "email",
    "Email",
    frozenset(),
    "About {{our reference}}",
    (
        Block("greeting", "Greeting", "Hello {{name of the person}}."),
        Block("late", "Late", "Sorry.", when=frozenset({Fact.LATE})),
        Block("locked", "Locked", LOCKED, heading="How to open it", when=frozenset({Fact.PROTECTED})),
        Block("day", "Day", "Of {{letter date}}, {{the customer}}"),
    ),
)
WHO = Particulars("Amal Haddad", (), date(2026, 11, 22), "SAR-2026-0001")
LETTER = Draft("refused", WHO, "Your request", "", (), "", ())
SAID = f"How to open it\n{LOCKED}"


def test_an_email_is_filled_from_its_letter_with_what_is_said_of_the_passphrase() -> None:
    assert email_to(LETTER, "amal@example.org", TEMPLATE, {}) == EmailTo(
        "SAR-2026-0001",
        "amal@example.org",
        "About SAR-2026-0001",
        f"Hello Amal Haddad.\n\n{SAID}\n\nOf 22 November 2026, «the customer»",
        SAID,
    )


def test_what_is_said_of_the_passphrase_comes_and_goes_and_the_rest_stays() -> None:
    to = email_to(LETTER, "", TEMPLATE, {})
    without = to.protected(to.text, protected=False)
    assert without == "Hello Amal Haddad.\n\nOf 22 November 2026, «the customer»"
    assert to.protected(without, protected=False) == without
    assert to.protected("My own\n", protected=True) == f"My own\n\n{SAID}"
    assert to.protected(f"{SAID} Mine.", protected=False) == " Mine."
    assert to.protected(to.text, protected=True) == to.text
    silent = EmailTo("", "", "", "Hello.", "")
    assert [silent.protected("Hello.", protected=each) for each in (True, False)] == ["Hello.", "Hello."]


def test_the_language_that_there_are_no_words_in_is_named() -> None:
    welsh = Draft("refused", WHO, "Eich cais", "", (), "", (), language=Language.WELSH)
    assert email_to(welsh, "", TEMPLATE, {}).lacks is Language.WELSH
    assert "there are no Welsh words for its email yet" in no_words_yet(Language.WELSH)


def test_an_email_that_gives_its_passphrase_away_is_refused() -> None:
    words = EmailWords("It is abcd", "Open it with abcd.", "abcd")
    assert set(email_errors(words)) == {"subject", "text"}
    with pytest.raises(Mistake, match="Leave the passphrase out"):
        check_email(words)
    check_email(EmailWords("It is abcd", "Open it with abcd."))
