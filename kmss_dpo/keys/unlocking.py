"""Making a register's keys, getting in by passphrase, recovery key or keychain, and changing the ways in.

Passphrases are taken as the bytes that were typed: normalising them here would leave copies, so the
widget hands over UTF-8 in NFC. Every secret that is handed in is wiped here, whatever happens.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

from kmss_dpo.domain.errors import NotHere
from kmss_dpo.domain.unlocking import NotRemembered, RegisterExists, WrongPassphrase, WrongRecoveryKey
from kmss_dpo.keys.data_key import KEY_BYTES, DataKey, random_secret
from kmss_dpo.keys.derivation import Cost
from kmss_dpo.keys.key_file import KeyFile
from kmss_dpo.keys.keychain import Keychain
from kmss_dpo.keys.recovery import parse_recovery_key, recovery_text
from kmss_dpo.keys.slots import Slot, SlotKind, new_slot, open_slot, person_of, rewrapped
from kmss_dpo.keys.storage import KEY_FILE, PREVIOUS, read_key_file, read_trusted, write_changed, write_first
from kmss_dpo.support.wiping import wipe

USUAL_COST: Final = Cost()


@dataclass(frozen=True)
class WayIn:
    """One slot as the officer sees it."""

    slot_id: str
    kind: SlotKind
    person: str
    created_on: date


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


def ways_in(folder: Path, key: DataKey) -> tuple[WayIn, ...]:
    """Every slot with its person, oldest first."""
    return tuple(_way_in(slot, key) for slot in read_trusted(folder, key).slots)


def remember_computer(folder: Path, unlocked: Unlocked, keychain: Keychain, today: date) -> None:
    """Stores a device key in the keychain and a slot that it opens, in place of its earlier one."""
    key_file = read_trusted(folder, unlocked.key)
    account = str(key_file.register_id)
    earlier, device_key = keychain.read(account), random_secret()
    try:
        kept = _without_device(key_file, earlier)
        person = unlocked.way_in.person
        slot = new_slot(key_file.register_id, unlocked.key, SlotKind.KEYCHAIN, device_key, person, today)
        keychain.store(account, device_key)
        _write_slots(folder, key_file, (*kept, slot), unlocked.key)
    finally:
        wipe(earlier, device_key)


def renew_recovery_key(folder: Path, unlocked: Unlocked, today: date) -> bytearray:
    """Puts a new recovery key in place of the earlier one, which opens the register no more.

    Answers its text in ASCII, which the caller shows once and wipes. Raises NotWritten, KeyFileTrouble.
    """
    key_file, recovery = read_trusted(folder, unlocked.key), random_secret()
    try:
        kept = [slot for slot in key_file.slots if slot.kind is not SlotKind.RECOVERY]
        person = unlocked.way_in.person
        slot = new_slot(key_file.register_id, unlocked.key, SlotKind.RECOVERY, recovery, person, today)
        _write_slots(folder, key_file, (*kept, slot), unlocked.key)
        return recovery_text(recovery)
    finally:
        wipe(recovery)


def forget_computer(folder: Path, key: DataKey, keychain: Keychain) -> None:
    """Takes away this computer's slot and what its keychain holds for this register."""
    key_file = read_trusted(folder, key)
    account = str(key_file.register_id)
    device_key = keychain.read(account)
    try:
        _write_slots(folder, key_file, _without_device(key_file, device_key), key)
        keychain.forget(account)
    finally:
        wipe(device_key)


def change_passphrase(
    folder: Path, key: DataKey, slot_id: str, passphrase: bytearray, *, cost: Cost = USUAL_COST
) -> None:
    """Wraps one person's slot anew; wipes the passphrase. NotHere where no passphrase slot has that id."""
    try:
        key_file = read_trusted(folder, key)
        places = [slot.slot_id == slot_id and slot.kind is SlotKind.PASSPHRASE for slot in key_file.slots]
        if not any(places):
            raise NotHere("That way into the register no longer exists.")
        slots = tuple(
            rewrapped(slot, key_file.register_id, key, passphrase, cost) if here else slot
            for slot, here in zip(key_file.slots, places, strict=True)
        )
        _write_slots(folder, key_file, slots, key)
    finally:
        wipe(passphrase)


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
        return _unlocked(read_trusted(folder, key), slot, key)
    except BaseException:
        key.wipe()
        raise


def _unlocked(key_file: KeyFile, slot: Slot, key: DataKey) -> Unlocked:
    return Unlocked(key, key_file.register_id, key_file.register_name, _way_in(slot, key))


def _way_in(slot: Slot, key: DataKey) -> WayIn:
    return WayIn(slot.slot_id, slot.kind, person_of(slot, key), slot.created_on)


def _without_device(key_file: KeyFile, device_key: bytearray) -> tuple[Slot, ...]:
    return tuple(slot for slot in key_file.slots if not _opens(slot, key_file.register_id, device_key))


def _opens(slot: Slot, register_id: UUID, device_key: bytearray) -> bool:
    if slot.kind is not SlotKind.KEYCHAIN:
        return False
    opened = open_slot(slot, register_id, device_key)
    if opened is None:
        return False
    opened.wipe()
    return True


def _write_slots(folder: Path, key_file: KeyFile, slots: Iterable[Slot], key: DataKey) -> None:
    changed = replace(key_file, sequence=key_file.sequence + 1, slots=tuple(slots))
    write_changed(folder, changed, key)
