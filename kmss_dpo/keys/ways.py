"""Changing who may open a register, and by what; each change rewrites the key file in one step.

Every secret that is handed in is wiped here, whatever happens. Each change works with a copy of the data
key of its own: a lock that comes meanwhile wipes the other, and waits for nothing.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID

from kmss_dpo.domain.errors import Mistake, NotHere
from kmss_dpo.domain.keys import SlotKind, WayIn
from kmss_dpo.domain.unlocking import WrongPassphrase, WrongRecoveryKey
from kmss_dpo.keys.data_key import DataKey, random_secret
from kmss_dpo.keys.derivation import Cost
from kmss_dpo.keys.key_file import MOST_SLOTS, KeyFile
from kmss_dpo.keys.keychain import Keychain
from kmss_dpo.keys.recovery import parse_recovery_key, recovery_text
from kmss_dpo.keys.slots import Slot, new_slot, open_slot, rewrapped
from kmss_dpo.keys.storage import read_trusted, write_changed
from kmss_dpo.keys.unlocking import USUAL_COST, Unlocked, way_in_of
from kmss_dpo.support.wiping import wipe

_GONE: Final = "That way into the register no longer exists."


def ways_in(folder: Path, key: DataKey) -> tuple[WayIn, ...]:
    """Every slot with its person, oldest first."""
    with key.copy() as own:
        return tuple(way_in_of(slot, own) for slot in read_trusted(folder, own).slots)


def opened_by_passphrase(folder: Path, key: DataKey, passphrase: bytearray) -> str:
    """The slot that a passphrase opens, a second each; wipes the passphrase. Raises WrongPassphrase."""
    try:
        found = _opened_by(folder, key, SlotKind.PASSPHRASE, passphrase)
    finally:
        wipe(passphrase)
    if not found:
        raise WrongPassphrase
    return found


def opened_by_recovery_key(folder: Path, key: DataKey, typed: bytearray) -> str:
    """The slot that a recovery key opens; wipes what was typed, and changes nothing.

    Raises MistypedRecoveryKey, WrongRecoveryKey.
    """
    try:
        recovery = parse_recovery_key(typed)
    finally:
        wipe(typed)
    try:
        found = _opened_by(folder, key, SlotKind.RECOVERY, recovery)
    finally:
        wipe(recovery)
    if not found:
        raise WrongRecoveryKey
    return found


def change_passphrase(
    folder: Path, key: DataKey, slot_id: str, passphrase: bytearray, *, cost: Cost = USUAL_COST
) -> None:
    """Wraps one person's slot anew; wipes the passphrase. NotHere where no passphrase slot has that id."""
    try:
        with key.copy() as own:
            key_file = read_trusted(folder, own)
            here = _passphrase_slot(key_file, slot_id)
            changed = rewrapped(here, key_file.register_id, own, passphrase, cost)
            slots = [changed if slot is here else slot for slot in key_file.slots]
            _write_slots(folder, key_file, slots, own)
    finally:
        wipe(passphrase)


def add_passphrase(
    folder: Path, key: DataKey, person: str, passphrase: bytearray, today: date, *, cost: Cost = USUAL_COST
) -> WayIn:
    """A way in for another person; wipes the passphrase."""
    try:
        with key.copy() as own:
            key_file = read_trusted(folder, own)
            slot = new_slot(key_file.register_id, own, SlotKind.PASSPHRASE, passphrase, person, today, cost)
            _write_slots(folder, key_file, (*key_file.slots, slot), own)
            return way_in_of(slot, own)
    finally:
        wipe(passphrase)


def remove_way(folder: Path, key: DataKey, slot_id: str) -> None:
    """Takes a passphrase or a computer away; the last passphrase stays, and so does the recovery key."""
    with key.copy() as own:
        key_file = read_trusted(folder, own)
        gone = next((slot for slot in key_file.slots if slot.slot_id == slot_id), None)
        if gone is None:
            raise NotHere(_GONE)
        if gone.kind is SlotKind.RECOVERY:
            raise Mistake("The recovery key is not taken away: make a new kit, and the one before is void.")
        kept = [slot for slot in key_file.slots if slot is not gone]
        if not any(slot.kind is SlotKind.PASSPHRASE for slot in kept):
            raise Mistake("This is the last passphrase. Add another person's before you take it away.")
        _write_slots(folder, key_file, kept, own)


def keep_recovery_key(folder: Path, unlocked: Unlocked, recovery: bytearray, today: date) -> None:
    """Puts a recovery key in place of the earlier one, which opens the register no more. Leaves it."""
    with unlocked.key.copy() as own:
        key_file = read_trusted(folder, own)
        kept = [slot for slot in key_file.slots if slot.kind is not SlotKind.RECOVERY]
        person = unlocked.way_in.person
        slot = new_slot(key_file.register_id, own, SlotKind.RECOVERY, recovery, person, today)
        _write_slots(folder, key_file, (*kept, slot), own)


def renew_recovery_key(folder: Path, unlocked: Unlocked, today: date) -> bytearray:
    """Makes a recovery key and puts it in place of the earlier one.

    Answers its text in ASCII, which the caller shows once and wipes. Raises NotWritten, KeyFileTrouble.
    """
    recovery = random_secret()
    try:
        keep_recovery_key(folder, unlocked, recovery, today)
        return recovery_text(recovery)
    finally:
        wipe(recovery)


def remember_computer(folder: Path, unlocked: Unlocked, keychain: Keychain, today: date) -> None:
    """Stores a device key in the keychain and a slot that it opens, in place of its earlier one."""
    with unlocked.key.copy() as own:
        key_file = read_trusted(folder, own)
        account = str(key_file.register_id)
        earlier, device_key = keychain.read(account), random_secret()
        try:
            kept = _without_device(key_file, earlier)
            person = unlocked.way_in.person
            slot = new_slot(key_file.register_id, own, SlotKind.KEYCHAIN, device_key, person, today)
            keychain.store(account, device_key)
            _write_slots(folder, key_file, (*kept, slot), own)
        finally:
            wipe(earlier, device_key)


def forget_computer(folder: Path, key: DataKey, keychain: Keychain) -> None:
    """Takes away this computer's slot and what its keychain holds for this register."""
    with key.copy() as own:
        key_file = read_trusted(folder, own)
        account = str(key_file.register_id)
        device_key = keychain.read(account)
        try:
            _write_slots(folder, key_file, _without_device(key_file, device_key), own)
            keychain.forget(account)
        finally:
            wipe(device_key)


def opened_by_keychain(folder: Path, key: DataKey, keychain: Keychain) -> str:
    """The slot that this computer's keychain opens, or the empty text. The keychain's own troubles."""
    with key.copy() as own:
        key_file = read_trusted(folder, own)
        if all(slot.kind is not SlotKind.KEYCHAIN for slot in key_file.slots):
            return ""  # without asking the keychain, which may ask the person
        device_key = keychain.read(str(key_file.register_id))
        try:
            return next(
                (slot.slot_id for slot in key_file.slots if _opens(slot, key_file.register_id, device_key)),
                "",
            )
        finally:
            wipe(device_key)


def _opened_by(folder: Path, key: DataKey, kind: SlotKind, secret: bytearray) -> str:
    """The id of the slot of that kind that the secret opens, or the empty text."""
    with key.copy() as own:
        key_file = read_trusted(folder, own)
        for slot in key_file.slots:
            found = open_slot(slot, key_file.register_id, secret) if slot.kind is kind else None
            if found is not None:
                found.wipe()
                return slot.slot_id
    return ""


def _passphrase_slot(key_file: KeyFile, slot_id: str) -> Slot:
    for slot in key_file.slots:
        if slot.slot_id == slot_id and slot.kind is SlotKind.PASSPHRASE:
            return slot
    raise NotHere(_GONE)


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
    if len(changed.slots) > MOST_SLOTS:
        raise Mistake(f"There are {MOST_SLOTS} ways into this register. Take one away first.")
    write_changed(folder, changed, key)
