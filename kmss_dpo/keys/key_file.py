"""The form of the key file: readable JSON that is the same to the byte each time it is written.

A checksum tells damage apart from a wrong passphrase before anything is typed; the MAC, keyed from
the data key, tells after unlocking that the file was written by someone who could open the register.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from kmss_dpo.domain.keys import SlotKind
from kmss_dpo.domain.unlocking import (
    KeyFileAltered,
    KeyFileDamaged,
    KeyFileEmpty,
    KeyFileTooLarge,
    KeyFileTooNew,
    KeyFileUnsafe,
)
from kmss_dpo.keys.data_key import KEY_BYTES, DataKey
from kmss_dpo.keys.derivation import NONCE_BYTES, SALT_BYTES, TAG_BYTES, Cost, derive
from kmss_dpo.keys.slots import Slot
from kmss_dpo.support.wiping import wipe

FORMAT: Final = 1
LARGEST: Final = 1024 * 1024
MOST_SLOTS: Final = 64
WRAPPED_BYTES: Final = NONCE_BYTES + KEY_BYTES + TAG_BYTES


@dataclass(frozen=True)
class KeyFile:
    """What the key file says; `sequence` grows by one with each change."""

    register_id: UUID
    register_name: str
    sequence: int
    slots: tuple[Slot, ...]
    mac: bytes = b""


def encode(key_file: KeyFile, key: DataKey) -> bytes:
    """The bytes to write, with a MAC by the data key."""
    body = _body(key_file)
    return _sealed_text(body, _mac(body, key))


def decode(content: bytes) -> KeyFile:
    """Reads a key file that nobody vouches for yet. Raises a KeyFileTrouble, or KeyFileTooNew."""
    if not content:
        raise KeyFileEmpty("The key file of this register is empty.")
    if len(content) > LARGEST:
        raise KeyFileTooLarge("The key file of this register is far too large to be one.")
    found = _parsed(content)
    if type(found.get("format")) is int and found["format"] > FORMAT:
        raise KeyFileTooNew
    try:
        mac = bytes.fromhex(found["mac"])
        body = {name: found[name] for name in ("format", "register", "name", "sequence", "slots")}
        if (
            type(found["format"]) is not int  # true would equal 1
            or found["format"] != FORMAT
            or _sealed_text(body, mac) != content
        ):
            raise _damaged()
        return _understood(body, mac)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _damaged() from error


def check_mac(key_file: KeyFile, key: DataKey) -> None:
    """Raises KeyFileAltered unless someone who held the data key wrote this file."""
    if not hmac.compare_digest(key_file.mac, _mac(_body(key_file), key)):
        raise KeyFileAltered("The key file was changed by something other than this program.")


def _damaged() -> KeyFileDamaged:
    return KeyFileDamaged("The key file of this register is damaged.")


def _parsed(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _damaged() from error
    if not isinstance(found, dict):
        raise _damaged()
    return found


def _body(key_file: KeyFile) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "register": str(key_file.register_id),
        "name": key_file.register_name,
        "sequence": key_file.sequence,
        "slots": [slot.as_json() | {"wrapped": slot.wrapped.hex()} for slot in key_file.slots],
    }


def _plain(body: dict[str, Any]) -> bytes:
    return json.dumps(body, sort_keys=True, ensure_ascii=True).encode()


def _mac(body: dict[str, Any], key: DataKey) -> bytes:
    mac_key = derive(key.buffer, str(body["register"]).encode(), b"kmss-dpo key file")
    try:
        return hmac.digest(mac_key, _plain(body), "sha256")
    finally:
        wipe(mac_key)


def _sealed_text(body: dict[str, Any], mac: bytes) -> bytes:
    checksum = hashlib.sha256(_plain(body) + mac).hexdigest()
    return (
        json.dumps(body | {"mac": mac.hex(), "checksum": checksum}, indent=1, ensure_ascii=True).encode()
        + b"\n"
    )


def _understood(body: dict[str, Any], mac: bytes) -> KeyFile:
    """The body as types; what the checksum vouched for can still be a planted file."""
    sequence, name = body["sequence"], body["name"]
    if type(sequence) is not int or sequence < 1 or not isinstance(name, str):
        raise _damaged()
    if len(body["slots"]) > MOST_SLOTS:
        raise KeyFileUnsafe("The key file has more ways in than this program ever writes.")
    slots = tuple(_slot(found) for found in body["slots"])
    key_file = KeyFile(UUID(body["register"]), name, sequence, slots, mac)
    if _body(key_file) != body or all(slot.kind is SlotKind.KEYCHAIN for slot in slots):
        raise _damaged()
    return key_file


def _slot(found: dict[str, Any]) -> Slot:
    kind, salt = SlotKind(found["kind"]), bytes.fromhex(found["salt"])
    person, wrapped = bytes.fromhex(found["person"]), bytes.fromhex(found["wrapped"])
    slot = Slot(
        found["id"],
        kind,
        date.fromisoformat(found["created_on"]),
        salt,
        _cost(found["cost"]),
        person,
        wrapped,
    )
    lengths_fit = (
        len(salt) == SALT_BYTES and len(wrapped) == WRAPPED_BYTES and len(person) >= NONCE_BYTES + TAG_BYTES
    )
    if not isinstance(slot.slot_id, str) or not lengths_fit:
        raise _damaged()
    if (slot.cost is not None) != (kind is SlotKind.PASSPHRASE):
        raise _damaged()
    return slot


def _cost(found: list[int] | None) -> Cost | None:
    if found is None:
        return None
    memory_kib, passes, lanes = found
    if not all(type(part) is int for part in found):
        raise _damaged()
    try:
        return Cost(memory_kib, passes, lanes)
    except ValueError as error:
        raise KeyFileUnsafe("The key file asks for a key derivation that this program never uses.") from error
