"""Changes the passphrase of a register, or gives it a new key, and acknowledges each step on its output.

Each register that is asked for is changed by a fork of its own, stopped before the change so that a tracer
can be put on it. What is asked for as the key says which change it is to be.
"""

import os
import traceback
from collections.abc import Sequence
from pathlib import Path

from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.errors import Stopped, Trouble
from kmss_dpo.domain.passphrases import Strength
from kmss_dpo.services.contacts import Contacts
from kmss_dpo.services.unlocking import Opened, Unlocking
from tests.conftest import CHEAP, PASSPHRASE, PaperKeychain
from tests.store.saving_child import Standing, say, serve, wait_for_tracer

CHOSEN = b"eleven loud badgers climb south"


class Trusting(Unlocking):
    """Weighs nothing: the process that does would be another one to be broken."""

    def weigh(self, passphrase: bytearray, words: Sequence[str] = ()) -> Strength:
        """It will do."""
        del passphrase, words
        return Strength(4, strong_enough=True)


def change_passphrase(unlocking: Unlocking, opened: Opened, most: int | None) -> None:
    """From the old one to the one that is chosen."""
    wait_for_tracer(most)
    say("saved")
    unlocking.keys(opened).change_passphrase(bytearray(PASSPHRASE.encode()), bytearray(CHOSEN))
    say("changed")
    opened.close()


def change_key(unlocking: Unlocking, opened: Opened, most: int | None) -> None:
    """Decided while the register is open, done while it is closed, settled while it is open again."""
    keys = unlocking.keys(opened).decide_new_key(bytearray(PASSPHRASE.encode()), bytearray(CHOSEN))
    opened.close()
    wait_for_tracer(most)
    say("saved")
    again = unlocking.change_key(keys, lambda _done, _of: True)
    say("changed")
    try:
        settled = unlocking.keys(again).settle_new_key()
        say("left" if settled is None or settled.left else "settled")
    finally:
        again.close()


def be_the_fork(folder: str, what: str, most: int | None, walked: tuple[int, int] | None) -> None:
    """Do it, and tell what the disk refused."""
    del walked
    unlocking = Trusting(PaperKeychain(), Standing(), CHEAP)
    try:
        opened = unlocking.with_passphrase(Path(folder), bytearray(PASSPHRASE.encode()))
        Contacts(opened.register).add(ContactDetails("Person 1"))
        {"passphrase": change_passphrase, "key": change_key}[what](unlocking, opened, most)
    except Trouble as told:
        say(f"told {told}")
    except Stopped:
        say("stopped")
    except BaseException:  # noqa: BLE001 - the fork must not go on as its parent would
        say(traceback.format_exc())
    say("end")
    os._exit(0)


if __name__ == "__main__":
    serve(be_the_fork)
