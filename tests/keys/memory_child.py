"""Opens a register with secrets that arrive byte by byte, then says when to look at its memory."""

import os
import sys
from datetime import date
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from kmss_dpo.keys.derivation import Cost
from kmss_dpo.keys.strength import StrengthMeter
from kmss_dpo.keys.unlocking import create_keys, unlock_with_passphrase, unlock_with_recovery_key
from kmss_dpo.keys.ways import change_passphrase
from kmss_dpo.support.wiping import wipe

SMALL = Cost(19 * 1024, 1, 2)


def typed(length: int) -> bytearray:
    """Reads one byte at a time into a buffer of its final length."""
    buffer = bytearray(length)
    for place in range(length):
        buffer[place] = os.read(0, 1)[0]
    return buffer


def look(stage: bytes) -> None:
    os.write(1, stage)
    os.read(0, 1)


def main(folder: Path, length: int) -> None:
    passphrase = typed(length)
    look(b"T")
    with StrengthMeter() as meter:
        meter.weigh(passphrase, ["Ann Officer"])
    made, recovery = create_keys(folder, "n", "Ann Officer", passphrase, date(2026, 11, 22), cost=SMALL)
    os.write(1, made.key.buffer)
    os.write(1, recovery)
    look(b"C")
    opened = unlock_with_passphrase(folder, typed(length))
    look(b"U")
    change_passphrase(folder, opened.key, opened.way_in.slot_id, typed(length), cost=SMALL)
    look(b"P")
    kit = unlock_with_recovery_key(folder, recovery)
    register = sqlcipher.connect(str(folder / "register.db"))
    raw_key = kit.key.copy_for_sqlcipher()
    register.set_key(raw_key)
    register.execute("CREATE TABLE written (word)")
    look(b"O")
    register.close()
    wipe(raw_key, recovery)
    for unlocked in (made, opened, kit):
        unlocked.key.wipe()
    look(b"L")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
