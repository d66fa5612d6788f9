"""Opens a register of an older version, which brings it up to date, and says when it is open.

For test_migration_crash.py. Imported once, with a fork for each register, like saving_child.py.
"""

from pathlib import Path

from alembic import command

from kmss_dpo.domain.errors import Trouble
from kmss_dpo.store.register import Person, Register
from tests.store import saving_child
from tests.store.saving_child import Standing, say


def bring_up_to_date(folder: Path, key: bytearray) -> None:
    """Open it, and tell what the disk refused."""
    try:
        register = Register(folder, key, Person("slot", "Robin Hale"), Standing())
        say("open")
        register.close()
    except Trouble as told:
        say(f"told {told}")
    say("end")


if __name__ == "__main__":
    assert command  # imported here once, since each fork would else do it for itself, slowly
    saving_child.save_all = bring_up_to_date
    saving_child.serve(saving_child.be_the_fork)
