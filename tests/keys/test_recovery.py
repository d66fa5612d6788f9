import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmss_dpo.domain.unlocking import MistypedRecoveryKey
from kmss_dpo.keys.recovery import ALPHABET, parse_recovery_key, recovery_text

secrets = st.binary(min_size=32, max_size=32)
SECRET = bytes(range(100, 132))
TEXT = bytes(recovery_text(bytearray(SECRET)))
PLACES = [place for place, character in enumerate(TEXT) if character != ord("-")]


@given(secret=secrets)
def test_every_recovery_key_reads_back(secret: bytes) -> None:
    text = recovery_text(bytearray(secret))
    assert parse_recovery_key(text) == secret
    assert [len(group) for group in text.split(b"-")] == [6] * 9


@given(secret=secrets)
def test_small_letters_spaces_and_lookalikes_are_understood(secret: bytes) -> None:
    text = recovery_text(bytearray(secret))
    blurred = text.replace(b"0", b"O").replace(b"1", b"l").lower().replace(b"-", b"  \n")
    assert parse_recovery_key(blurred) == secret
    assert parse_recovery_key(text.replace(b"1", b"I").replace(b"-", b"")) == secret


def test_every_single_wrong_character_is_noticed() -> None:
    tried = 0
    for place in PLACES:
        for character in ALPHABET:
            if character != TEXT[place]:
                wrong = bytearray(TEXT)
                wrong[place] = character
                with pytest.raises(MistypedRecoveryKey):
                    parse_recovery_key(wrong)
                tried += 1
    assert tried == 54 * 31


@settings(max_examples=15, deadline=None)  # five hundred keys are read for each
@given(secret=secrets)
def test_every_two_swapped_characters_are_noticed(secret: bytes) -> None:
    text = bytes(recovery_text(bytearray(secret)))
    for first, place in enumerate(PLACES):
        for other in PLACES[first + 1 : first + 8] + PLACES[-2:]:
            if text[place] != text[other]:
                swapped = bytearray(text)
                swapped[place], swapped[other] = text[other], text[place]
                with pytest.raises(MistypedRecoveryKey):
                    parse_recovery_key(swapped)


@pytest.mark.parametrize("typed", [b"", b"A", TEXT[:-1], TEXT + b"A", TEXT * 200])
def test_another_length_is_told_with_the_count(typed: bytes) -> None:
    count = len(typed.replace(b"-", b""))
    with pytest.raises(MistypedRecoveryKey, match=f"has 54 letters and digits; this one has {count}"):
        parse_recovery_key(bytearray(typed))


@pytest.mark.parametrize("typed", ["U", "é", "🔑", "=", "שלום"])
def test_a_character_that_no_recovery_key_has_is_told(typed: str) -> None:
    with pytest.raises(MistypedRecoveryKey, match="only digits and the letters") as mistake:
        parse_recovery_key(bytearray(typed.encode() + TEXT))
    assert mistake.value.field == "recovery_key"
