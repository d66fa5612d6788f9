"""A new data key for a register whose key may be known to somebody: made, and put in force in one step."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kmss_dpo.domain.keys import SlotKind
from kmss_dpo.keys.data_key import DataKey
from kmss_dpo.keys.derivation import Cost
from kmss_dpo.keys.key_file import KeyFile
from kmss_dpo.keys.slots import new_slot
from kmss_dpo.keys.storage import read_trusted, replace_for_new_key
from kmss_dpo.keys.unlocking import Unlocked, way_in_of
from kmss_dpo.support.wiping import wipe


@dataclass(frozen=True)
class NewKeys:
    """The key that the file is under now and the one it gets, until `wipe`; `key_file` belongs to the new."""

    folder: Path
    before: DataKey
    after: DataKey
    key_file: KeyFile

    @property
    def slot_id(self) -> str:
        """The one way in that there is with the new key."""
        return self.key_file.slots[0].slot_id

    def put_in_force(self) -> Unlocked:
        """From here on the folder's key file opens what is under the new key; the holder wipes that."""
        replace_for_new_key(self.folder, self.key_file, self.after)
        key = self.after.copy()
        file = self.key_file
        return Unlocked(key, file.register_id, file.register_name, way_in_of(file.slots[0], key))

    def wipe(self) -> None:
        """Forget both."""
        self.before.wipe()
        self.after.wipe()


def make_new_keys(
    folder: Path, unlocked: Unlocked, passphrase: bytearray, today: date, cost: Cost
) -> NewKeys:
    """A random key, and a key file in which only this person's passphrase opens it; wipes the passphrase.

    Nothing is written yet.
    """
    before, after = unlocked.key.copy(), DataKey.random()
    try:
        old = read_trusted(folder, before)
        person = unlocked.way_in.person
        slot = new_slot(old.register_id, after, SlotKind.PASSPHRASE, passphrase, person, today, cost)
        new = KeyFile(old.register_id, old.register_name, old.sequence + 1, (slot,))
        return NewKeys(folder, before, after, new)
    finally:
        wipe(passphrase)
