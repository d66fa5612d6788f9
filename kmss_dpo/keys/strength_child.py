"""Estimates the strength of passphrases in a process of its own, where they cannot linger in our memory."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from zxcvbn import zxcvbn

from kmss_dpo.domain.passphrases import Weakness
from kmss_dpo.support.child import serve

MOST_CHARACTERS: Final = 72
WORD_LETTERS: Final = 3
WORDS_END: Final = b"\0"
DICTIONARIES: Final = {
    "passwords": Weakness.COMMON,
    "surnames": Weakness.NAME,
    "male_names": Weakness.NAME,
    "female_names": Weakness.NAME,
}
PATTERNS: Final = {
    "spatial": Weakness.KEYBOARD,
    "repeat": Weakness.REPEAT,
    "sequence": Weakness.SEQUENCE,
    "regex": Weakness.DATE,
    "date": Weakness.DATE,
}


def main() -> None:
    """Answers questions until the parent has none."""
    serve(weigh)


def weigh(question: bytearray) -> bytes:
    """Takes the officer's own words, a zero byte and the passphrase, in UTF-8; answers JSON for `strength`.

    Only the first 72 characters count: the estimate grows with the square of the length, and no passphrase
    that is strong so far gets weak by going on. Spaces are not counted as secret.
    """
    words, _, typed = question.partition(WORDS_END)
    passphrase = typed.decode(errors="replace")[:MOST_CHARACTERS]
    spaceless = "".join(passphrase.split())
    guessable = _without(words.decode(errors="replace").split(), spaceless)
    weaknesses = [Weakness.OWN_WORDS] if guessable != spaceless else []
    found = zxcvbn(guessable) if guessable else {"score": 0, "sequence": []}
    weaknesses += _weaknesses(found["sequence"])
    judged = {
        "score": found["score"],
        "characters": len(passphrase),
        "weaknesses": [weakness.name for weakness in weaknesses],
    }
    return json.dumps(judged).encode()


def _without(own_words: list[str], passphrase: str) -> str:
    """What is left once the words that a guesser would try first are taken out."""
    for word in own_words:
        if len(word) >= WORD_LETTERS:
            passphrase = re.sub(re.escape(word), "", passphrase, flags=re.IGNORECASE)
    return passphrase


def _weaknesses(sequence: Any) -> Iterator[Weakness]:
    """What zxcvbn recognised, in the order of the passphrase."""
    for match in sequence:
        if match["pattern"] == "dictionary":
            yield DICTIONARIES.get(match["dictionary_name"], Weakness.WORD)
        elif match["pattern"] in PATTERNS:
            yield PATTERNS[match["pattern"]]
