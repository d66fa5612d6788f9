"""Opens a register in a process of its own and says what came of it."""

import sys
from pathlib import Path

from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.keys.unlocking import unlock_with_passphrase
from kmss_dpo.store.register import Person, Register
from kmss_dpo.support.clock import SystemClock


def main() -> None:
    """Tell it in one line."""
    folder = Path(sys.argv[1])
    try:
        with unlock_with_passphrase(folder, bytearray(b"seven quiet otters paddle north")).key as key:
            register = Register(folder, key.copy_for_sqlcipher(), Person("slot", "Robin Hale"), SystemClock())
        register.close()
    except (Mistake, Trouble) as told:
        sys.stdout.write(f"{'Trouble' if isinstance(told, Trouble) else 'Mistake'}: {told}")
    else:
        sys.stdout.write("opened")


if __name__ == "__main__":
    main()
