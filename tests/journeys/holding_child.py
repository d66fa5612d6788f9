"""Holds a register open until its input ends, as another copy of the program would."""

import sys
from pathlib import Path

from kmss_dpo.keys.keychain import SystemKeychain
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.support.clock import SystemClock
from tests.conftest import PASSPHRASE

if __name__ == "__main__":
    opened = Unlocking(SystemKeychain(), SystemClock()).with_passphrase(
        Path(sys.argv[1]), bytearray(PASSPHRASE.encode())
    )
    sys.stdout.write("open\n")
    sys.stdout.flush()
    sys.stdin.read()
    opened.close()
