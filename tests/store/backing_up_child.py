"""Makes a backup in both places, restores an older one, and says what was done. For test_backup_crash.py.

Imported once, with a fork for each register, like saving_child.py.
"""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.errors import Mistake, Stopped, Trouble
from kmss_dpo.keys.data_key import DataKey
from kmss_dpo.keys.storage import read_key_file
from kmss_dpo.keys.unlocking import Unlocked, WayIn
from kmss_dpo.services.backups import Backups
from kmss_dpo.services.contacts import Contacts
from kmss_dpo.services.restoring import Restoring
from kmss_dpo.store.register import Person, Register
from tests.store import saving_child
from tests.store.saving_child import DAY, Standing, say


def work_on(folder: Path, key: bytearray) -> None:
    """A backup by hand with its copy elsewhere, an older one restored, and a copy at the lock."""
    try:
        register = Register(folder, bytearray(key), Person("slot", "Robin Hale"), Standing())
        say("open")
        _tell(lambda: say(f"made {Backups(register, Standing()).make():%H%M%S}"))
        _tell(lambda: say(f"elsewhere {Backups(register, Standing()).copy_elsewhere()}"))
        _tell(lambda: _restore(folder, key))
        Contacts(register).add(ContactDetails("Cleo Example"))
        with register.shut():
            _tell(Backups(register, Standing()).leave_copy)
    except Trouble as told:
        say(f"told {told}")
    say("end")


def _tell(job: Callable[[], object]) -> None:
    try:
        job()
    except (Trouble, Mistake) as told:
        say(f"told {told}")
    except Stopped:
        say("told stopped")


def _restore(folder: Path, key: bytearray) -> None:
    found = read_key_file(folder)
    slot = found.slots[0]
    data_key = DataKey(bytearray.fromhex(key[2:-1].decode()))
    way = WayIn(slot.slot_id, slot.kind, "Robin Hale", DAY)
    unlocked = Unlocked(data_key, UUID(str(found.register_id)), found.register_name, way)
    restoring = Restoring(folder, Standing(), unlocked)
    try:
        oldest = restoring.look()[-1]
        outcome = restoring.restore(oldest, folder.with_name("restored"), lambda _done, _of: True)
        say(f"restored {outcome.again}")
    finally:
        restoring.close()


if __name__ == "__main__":
    saving_child.stay_on_one_thread()
    saving_child.save_all = work_on
    saving_child.serve(saving_child.be_the_fork)
