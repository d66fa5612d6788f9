"""Making a register's keys, and getting in by passphrase, recovery key or keychain.

Passphrases are taken as the bytes that were typed: normalising them here would leave copies, so the
widget hands over UTF-8 in NFC. Every secret that is handed in is wiped here, whatever happens.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

from kmss_dpo.domain.keys import SlotKind, WayIn
from kmss_dpo.domain.unlocking import NotRemembered, RegisterExists, WrongPassphrase, WrongRecoveryKey
from kmss_dpo.keys.data_key import KEY_BYTES, DataKey, random_secret
from kmss_dpo.keys.derivation import Cost
from kmss_dpo.keys.key_file import KeyFile
from kmss_dpo.keys.keychain import Keychain
from kmss_dpo.keys.recovery import parse_recovery_key, recovery_text
from kmss_dpo.keys.slots import Slot, new_slot, open_slot, person_of
from kmss_dpo.keys.storage import (
    KEY_FILE,
    PREVIOUS,
    read_key_file,
    read_trusted,
    settle_copy,
    write_first,
)
from kmss_dpo.support.wiping import wipe

USUAL_COST: Final = Cost()


@dataclass(frozen=True)
class Unlocked:
    """The open register's key and who opened it, by which way; the holder wipes `key` when locking."""

    key: DataKey
    register_id: UUID
    register_name: str
    way_in: WayIn


def register_exists(folder: Path) -> bool:
    """Whether the folder holds a key file or the copy of one, whatever its state."""
    return (folder / KEY_FILE).exists() or (folder / PREVIOUS).exists()


def create_keys(
    folder: Path,
    register_name: str,
    person: str,
    passphrase: bytearray,
    today: date,
    *,
    cost: Cost = USUAL_COST,
) -> tuple[Unlocked, bytearray]:
    """Makes the folder, the data key and the key file; wipes the passphrase.

    Answers the open key and the recovery key's text in ASCII, which the caller shows once and wipes.
    Raises RegisterExists, NotWritten, NotEnoughMemory.
    """
    recovery, key = random_secret(), DataKey.random()
    try:
        _refuse_existing(folder)
        register_id = uuid4()
        slots = (
            new_slot(register_id, key, SlotKind.PASSPHRASE, passphrase, person, today, cost),
            new_slot(register_id, key, SlotKind.RECOVERY, recovery, person, today),
        )
        key_file = KeyFile(register_id, register_name, 1, slots)
        write_first(folder, key_file, key)
        return _unlocked(key_file, slots[0], key), recovery_text(recovery)
    except BaseException:
        key.wipe()
        raise
    finally:
        wipe(passphrase, recovery)


def unlock_with_passphrase(folder: Path, passphrase: bytearray) -> Unlocked:
    """Tries each person's slot, half a second each; wipes the passphrase. Raises WrongPassphrase."""
    try:
        found = _unlock(folder, SlotKind.PASSPHRASE, passphrase)
    finally:
        wipe(passphrase)
    if found is None:
        raise WrongPassphrase
    return found


def unlock_with_recovery_key(folder: Path, typed: bytearray) -> Unlocked:
    """Takes the recovery key as typed, and wipes it. Raises MistypedRecoveryKey, WrongRecoveryKey."""
    try:
        recovery = parse_recovery_key(typed)
    finally:
        wipe(typed)
    try:
        found = _unlock(folder, SlotKind.RECOVERY, recovery)
    finally:
        wipe(recovery)
    if found is None:
        raise WrongRecoveryKey
    return found


def unlock_with_keychain(folder: Path, keychain: Keychain) -> Unlocked:
    """Asks this computer's keychain. Raises NotRemembered, and the keychain's own troubles."""
    device_key = keychain.read(str(read_key_file(folder).register_id))
    try:
        found = _unlock(folder, SlotKind.KEYCHAIN, device_key) if len(device_key) == KEY_BYTES else None
    finally:
        wipe(device_key)
    if found is None:
        raise NotRemembered
    return found


def _refuse_existing(folder: Path) -> None:
    if register_exists(folder):
        raise RegisterExists


def _unlock(folder: Path, kind: SlotKind, secret: bytearray) -> Unlocked | None:
    key_file = read_key_file(folder)
    for slot in key_file.slots:
        key = open_slot(slot, key_file.register_id, secret) if slot.kind is kind else None
        if key is not None:
            return _vouched(folder, slot, key)
    return None


def _vouched(folder: Path, slot: Slot, key: DataKey) -> Unlocked:
    try:
        unlocked = _unlocked(read_trusted(folder, key), slot, key)
    except BaseException:
        key.wipe()
        raise
    if (folder / PREVIOUS).exists():
        settle_copy(folder)
    return unlocked


def _unlocked(key_file: KeyFile, slot: Slot, key: DataKey) -> Unlocked:
    return Unlocked(key, key_file.register_id, key_file.register_name, way_in_of(slot, key))


def way_in_of(slot: Slot, key: DataKey) -> WayIn:
    """One slot as the officer sees it."""
    return WayIn(slot.slot_id, slot.kind, person_of(slot, key), slot.created_on)
