"""Changes the passphrase of a register; run under fault injection."""

import sys
from pathlib import Path

from kmss_dpo.keys.derivation import Cost
from kmss_dpo.keys.unlocking import unlock_with_passphrase
from kmss_dpo.keys.ways import change_passphrase

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    with unlock_with_passphrase(folder, bytearray(b"correct horse battery staple")).key as key:
        slot_id = sys.argv[2]
        change_passphrase(folder, key, slot_id, bytearray(b"changed"), cost=Cost(19 * 1024, 1, 1))
    sys.stdout.write("acknowledged")
