"""The recovery key as a person copies it: nine groups of six from an alphabet without I, L, O and U.

52 digits of base 32 carry the 256 bits, two more carry a weighted sum modulo the prime 1021. Each place
has a weight of its own, so one wrong digit or two swapped ones always change the sum.
"""

from typing import Final

from kmss_dpo.domain.unlocking import MistypedRecoveryKey
from kmss_dpo.keys.data_key import KEY_BYTES

ALPHABET: Final = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOKS_LIKE: Final = {ord("O"): ord("0"), ord("I"): ord("1"), ord("L"): ord("1")}
IGNORED: Final = frozenset(b" -_.\t\r\n")
KEY_DIGITS: Final = 52
ALL_DIGITS: Final = KEY_DIGITS + 2
GROUP: Final = 6
PRIME: Final = 1021


def recovery_text(recovery: bytearray) -> bytearray:
    """The 32 bytes as 62 ASCII bytes, groups parted by dashes; the caller wipes both."""
    digits = bytearray(ALL_DIGITS)
    for place in range(KEY_DIGITS):
        digits[place] = _five_bits(recovery, place * 5)
    digits[KEY_DIGITS], digits[KEY_DIGITS + 1] = divmod(_weighted_sum(digits), 32)
    text = bytearray(b"-" * (ALL_DIGITS + ALL_DIGITS // GROUP - 1))
    for place in range(ALL_DIGITS):
        text[place + place // GROUP] = ALPHABET[digits[place]]
        digits[place] = 0
    return text


def parse_recovery_key(typed: bytearray) -> bytearray:
    """The 32 bytes; takes small letters, spaces, and O, I, L for 0, 1, 1. Raises MistypedRecoveryKey."""
    digits = bytearray(ALL_DIGITS)
    recovery = bytearray(KEY_BYTES)
    try:
        _read_digits(typed, digits)
        if (
            digits[KEY_DIGITS] * 32 + digits[KEY_DIGITS + 1] != _weighted_sum(digits)
            or digits[KEY_DIGITS - 1] & 15
        ):
            raise MistypedRecoveryKey(
                "A character of the recovery key is wrong, or two are swapped. Compare each group."
            )
        for place in range(KEY_BYTES):
            recovery[place] = _eight_bits(digits, place * 8)
        return recovery
    finally:
        digits[:] = bytes(ALL_DIGITS)


def _read_digits(typed: bytearray, digits: bytearray) -> None:
    place = 0
    for character in typed:
        if character in IGNORED:
            continue
        digit = _digit(character)
        if place < ALL_DIGITS:
            digits[place] = digit
        place += 1
    if place != ALL_DIGITS:
        raise MistypedRecoveryKey(
            f"A recovery key has {ALL_DIGITS} letters and digits; this one has {place}."
        )


def _digit(character: int) -> int:
    capital = character - 32 if ord("a") <= character <= ord("z") else character
    digit = ALPHABET.find(LOOKS_LIKE.get(capital, capital))
    if digit < 0:
        raise MistypedRecoveryKey("A recovery key has only digits and the letters A to Z without U.")
    return digit


def _weighted_sum(digits: bytearray) -> int:
    return sum((place + 1) * digits[place] for place in range(KEY_DIGITS)) % PRIME


def _five_bits(secret: bytearray, first: int) -> int:
    """Bits `first` to `first + 4`, zero past the end."""
    byte, offset = divmod(first, 8)
    following = secret[byte + 1] if byte + 1 < len(secret) else 0
    return (secret[byte] << 8 | following) >> (11 - offset) & 31


def _eight_bits(digits: bytearray, first: int) -> int:
    """The byte that starts at bit `first` of the digits, which lies in three of them at most."""
    digit, offset = divmod(first, 5)
    return (digits[digit] << 10 | digits[digit + 1] << 5 | digits[digit + 2]) >> (7 - offset) & 255
