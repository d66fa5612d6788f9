"""Asks the strength child how good a passphrase is, without a copy of it in this process."""

import json
from collections.abc import Sequence
from types import TracebackType
from typing import Final, Self

from kmss_dpo.domain.passphrases import Strength, Weakness, judge
from kmss_dpo.support.child import Child
from kmss_dpo.support.wiping import wipe

MOST_BYTES: Final = 4 * 72


class StrengthMeter:
    """Weighs what is typed, in a few milliseconds after the first time; close it when the page goes."""

    def __init__(self) -> None:
        self._child = Child("strength")

    def weigh(self, passphrase: bytearray, own_words: Sequence[str] = ()) -> Strength:
        """How strong it is; names of the officer and the register count as guessed. Leaves the passphrase.

        Raises ChildFailed.
        """
        question = _question(passphrase, " ".join(own_words).replace("\0", " ").encode(errors="replace"))
        try:
            found = json.loads(self._child.ask(question))
        finally:
            wipe(question)
        weaknesses = [Weakness[name] for name in found["weaknesses"]]
        return judge(found["score"], found["characters"], weaknesses)

    def close(self) -> None:
        """Ends the child and with it every copy it had."""
        self._child.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _question(passphrase: bytearray, own_words: bytes) -> bytearray:
    """Words, a zero byte and the start of the passphrase, copied from buffer to buffer."""
    kept = min(len(passphrase), MOST_BYTES)
    question = bytearray(len(own_words) + 1 + kept)
    question[: len(own_words)] = own_words
    memoryview(question)[len(own_words) + 1 :] = memoryview(passphrase)[:kept]
    return question
