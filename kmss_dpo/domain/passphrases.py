"""When a passphrase is strong enough for a register, and why not."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kmss_dpo.domain.errors import Mistake

LEAST_CHARACTERS: Final = 12
LEAST_SCORE: Final = 3
SUGGESTION: Final = (
    "Four or five words that have nothing to do with each other are strong and easy to remember."
)


class Weakness(StrEnum):
    """What makes a passphrase easy to guess."""

    COMMON = "It is, or is close to, a password that many people use."
    OWN_WORDS = "It contains a name that belongs to you or to this register."
    NAME = "Names are guessed early."
    WORD = "It holds too few words, or very common ones."
    KEYBOARD = "Rows of keys are guessed early."
    REPEAT = "Repeated letters or words add little."
    SEQUENCE = 'Runs such as "abc" or "6543" are guessed early.'
    DATE = "Dates and years are guessed early."


@dataclass(frozen=True)
class Strength:
    """How hard a passphrase is to guess: score 0 to 4; reasons and suggestion are empty when it will do."""

    score: int
    strong_enough: bool
    reasons: tuple[str, ...] = ()
    suggestion: str = ""


class WeakPassphrase(Mistake):
    """A passphrase that does not protect a register."""

    def __init__(self, strength: Strength) -> None:
        super().__init__(" ".join((*strength.reasons, strength.suggestion)), "passphrase")


def judge(score: int, characters: int, weaknesses: Iterable[Weakness]) -> Strength:
    """Weighs an estimate: under 12 characters or a score under 3 (a hundred million guesses) will not do."""
    if characters == 0:
        return Strength(0, strong_enough=False, reasons=("Nothing is typed yet.",), suggestion=SUGGESTION)
    too_short = characters < LEAST_CHARACTERS
    if score >= LEAST_SCORE and not too_short:
        return Strength(score, strong_enough=True)
    reasons = [f"Too short: at least {LEAST_CHARACTERS} characters are needed."] if too_short else []
    reasons += [weakness.value for weakness in dict.fromkeys(weaknesses)] if score < LEAST_SCORE else []
    most = LEAST_SCORE - 1 if too_short else score
    return Strength(
        min(score, most),
        strong_enough=False,
        reasons=tuple(reasons) or ("It is too easy to guess.",),
        suggestion=SUGGESTION,
    )


def refuse_weak(strength: Strength) -> None:
    """Raises WeakPassphrase with the reasons and a suggestion, unless the passphrase will do."""
    if not strength.strong_enough:
        raise WeakPassphrase(strength)


@dataclass(frozen=True)
class TypedTwice:
    """What is known of a passphrase while it is chosen: its length, whether both agree, how strong it is."""

    length: int = 0
    same: bool = False
    strength: Strength | None = None

    def wrong(self) -> dict[str, str]:
        """What stands in the way of using it, by field name."""
        if self.length < LEAST_CHARACTERS:
            return {"passphrase": f"Use at least {LEAST_CHARACTERS} characters."}
        if self.strength is None:
            return {"passphrase": "Its strength is being checked."}
        if not self.strength.strong_enough:
            return {"passphrase": " ".join((*self.strength.reasons, self.strength.suggestion))}
        return {} if self.same else {"again": "The two passphrases are not the same."}
