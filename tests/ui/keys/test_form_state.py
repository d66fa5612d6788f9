from datetime import date

import pytest

from kmss_dpo.domain.keys import Rehearsal, SlotKind, WayIn, Ways
from kmss_dpo.services.new_key import Lost, Settled
from kmss_dpo.ui.keys.form_state import (
    NO_KIT,
    absent_words,
    kit_reminder,
    kit_words,
    lines,
    new_key_words,
    removal_words,
    settled_words,
)

DAY = date(2026, 11, 22)
OWN = WayIn("a", SlotKind.PASSPHRASE, "Robin Hale", DAY)
KIT = WayIn("b", SlotKind.RECOVERY, "Robin Hale", DAY)
COMPUTER = WayIn("c", SlotKind.KEYCHAIN, "Robin Hale", DAY)


def tried(*, held: bool) -> Ways:
    return Ways((OWN, KIT), "a", Rehearsal(DAY, held=held, slot_id="b"))


def test_a_line_says_what_opens_it_and_which_opened_it_now() -> None:
    own, kit, computer = lines(Ways((OWN, KIT, COMPUTER), "a"))
    assert (own.id, own.kind, own.opened_it, own.removable) == (1, "Passphrase", True, False)
    assert (kit.kind, kit.opened_it, kit.removable) == ("Recovery kit, on paper", False, False)
    assert (computer.kind, computer.removable) == ("A computer's keychain", True)


def test_taking_a_person_away_says_what_it_does_not_reach() -> None:
    title, words, decide = removal_words(OWN)
    assert title == "Take Robin Hale's passphrase away?"
    assert "Backups made before still open with it" in words
    assert "give the register a new key" in words
    assert decide == "Take the passphrase away"
    assert removal_words(COMPUTER)[2] == "Take the computer away"


@pytest.mark.parametrize(
    ("ways", "words", "reminder"),
    [
        (Ways((OWN,), "a"), NO_KIT, NO_KIT),
        (Ways((OWN, KIT), "a"), "The recovery kit was made on Sun 22 Nov 2026", ""),
        (tried(held=True), "Last proved on Sun 22 Nov 2026", ""),
        (tried(held=False), "did not open the register. Make a new kit.", "did not open the register"),
    ],
)
def test_what_is_known_of_the_kit_is_said(ways: Ways, words: str, reminder: str) -> None:
    assert words in kit_words(ways)
    assert (reminder in kit_reminder(ways, DAY)) if reminder else not kit_reminder(ways, DAY)


def test_after_a_year_one_is_reminded_of_the_kit() -> None:
    assert kit_reminder(tried(held=True), date(2027, 11, 22)).startswith("A year or more has gone by")


def test_who_has_to_come_is_named() -> None:
    assert absent_words(Ways((OWN,), "a")) == ""
    assert absent_words(Ways((OWN,), "a", None, ("Sam Okafor", "Kit Lowe"))).endswith(
        "type one: Sam Okafor, Kit Lowe."
    )


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        (Lost(0, ()), ("no backups under the old key", "the only way in")),
        (
            Lost(1, ("Sam Okafor",)),
            ("1 backup; it is destroyed", "passphrases of Sam Okafor no longer open it"),
        ),
        (Lost(5, ("Sam Okafor",)), ("5 backups; they are destroyed",)),
    ],
)
def test_a_new_key_is_explained_before_with_what_goes(lost: Lost, said: tuple[str, ...]) -> None:
    words = " ".join(new_key_words(lost))
    assert all(each in words for each in (*said, "What nobody can change", "you make a new one next"))


def test_what_followed_a_new_key_is_told() -> None:
    assert settled_words(Settled(0, 0, (), forgotten=False)) == (
        "The register has a new key, and a backup under it."
    )
    words = settled_words(Settled(1, 2, ("Sam Okafor",), forgotten=True))
    assert "1 backup under the old key was destroyed." in words
    assert "2 backups under the old key could not be destroyed; that is tried again" in words
    assert "Have to come and type a passphrase: Sam Okafor." in words
    assert "keychain no longer opens it" in words
    assert "3 backups under the old key were destroyed" in settled_words(Settled(3, 0, (), forgotten=False))
