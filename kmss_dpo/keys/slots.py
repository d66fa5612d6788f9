"""The slots of a key file: each wraps the same data key for one person or device."""

import json
import os
import uuid
from dataclasses import dataclass, replace
from datetime import date

from cryptography.exceptions import InvalidTag

from kmss_dpo.domain.keys import SlotKind
from kmss_dpo.keys.data_key import DataKey
from kmss_dpo.keys.derivation import SALT_BYTES, Cost, derive, seal, stretch_passphrase, unseal
from kmss_dpo.support.wiping import wipe


@dataclass(frozen=True)
class Slot:
    """One way in. The person's name is sealed with the data key, so a stranger reads no name in the file."""

    slot_id: str
    kind: SlotKind
    created_on: date
    salt: bytes
    cost: Cost | None
    person: bytes
    wrapped: bytes = b""

    def as_json(self) -> dict[str, object]:
        """All but the wrapped key; these are the parameters that the wrapping is bound to."""
        cost = self.cost and [self.cost.memory_kib, self.cost.passes, self.cost.lanes]
        return {
            "id": self.slot_id,
            "kind": self.kind.value,
            "created_on": self.created_on.isoformat(),
            "salt": self.salt.hex(),
            "cost": cost,
            "person": self.person.hex(),
        }

    def bound_to(self, register_id: uuid.UUID) -> bytes:
        """What the wrapped key is authenticated with: the slot's own parameters and the register."""
        return json.dumps([str(register_id), self.as_json()], sort_keys=True).encode()


def new_slot(  # noqa: PLR0913, PLR0917 the parts of a slot have no smaller grouping
    register_id: uuid.UUID,
    key: DataKey,
    kind: SlotKind,
    secret: bytearray,
    person: str,
    created_on: date,
    cost: Cost | None = None,
) -> Slot:
    """Wraps the data key so that `secret` opens it; the secret stays the caller's to wipe."""
    slot_id = uuid.uuid4().hex
    named = _seal_name(key, slot_id, person)
    bare = Slot(slot_id, kind, created_on, os.urandom(SALT_BYTES), cost, named)
    return _wrapped(bare, register_id, key, secret)


def rewrapped(slot: Slot, register_id: uuid.UUID, key: DataKey, secret: bytearray, cost: Cost) -> Slot:
    """The same slot opened by another secret, with a new salt."""
    return _wrapped(replace(slot, salt=os.urandom(SALT_BYTES), cost=cost), register_id, key, secret)


def open_slot(slot: Slot, register_id: uuid.UUID, secret: bytearray) -> DataKey | None:
    """The data key, or None where the secret is not this slot's."""
    slot_key = _slot_key(slot, secret)
    try:
        return DataKey(unseal(slot_key, slot.wrapped, slot.bound_to(register_id)))
    except InvalidTag:
        return None
    finally:
        wipe(slot_key)


def person_of(slot: Slot, key: DataKey) -> str:
    """The name in the slot. Raises cryptography's InvalidTag where another key sealed it."""
    name_key = derive(key.buffer, slot.slot_id.encode(), b"kmss-dpo person")
    try:
        return unseal(name_key, slot.person, b"").decode()
    finally:
        wipe(name_key)


def _seal_name(key: DataKey, slot_id: str, person: str) -> bytes:
    name_key = derive(key.buffer, slot_id.encode(), b"kmss-dpo person")
    try:
        return seal(name_key, person.encode(), b"")
    finally:
        wipe(name_key)


def _wrapped(bare: Slot, register_id: uuid.UUID, key: DataKey, secret: bytearray) -> Slot:
    slot_key = _slot_key(bare, secret)
    try:
        return replace(bare, wrapped=seal(slot_key, key.buffer, bare.bound_to(register_id)))
    finally:
        wipe(slot_key)


def _slot_key(slot: Slot, secret: bytearray) -> bytearray:
    if slot.cost is not None:
        return stretch_passphrase(secret, slot.salt, slot.cost)
    return derive(secret, slot.salt, f"kmss-dpo {slot.kind.value}".encode())
