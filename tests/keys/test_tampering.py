"""A key file that somebody meddled with: every way of it is noticed, in a sentence that says what to do.

What no checksum can tell, an older key file put back, is noticed by the register: tests/services/test_keys.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.domain.keys import SlotKind
from kmss_dpo.domain.unlocking import WrongPassphrase
from kmss_dpo.keys.derivation import Cost
from kmss_dpo.keys.key_file import decode
from kmss_dpo.keys.unlocking import unlock_with_passphrase, unlock_with_recovery_key
from kmss_dpo.keys.ways import add_passphrase, remember_computer

Body = dict[str, Any]
THEIRS = b"cabbage violin thunder ladder rust"


@pytest.fixture
def folder(made: Any, keychain: Any, today: Any, small: Cost) -> Path:
    """A register with every kind of way in, and two passphrases."""
    add_passphrase(made.folder, made.unlocked.key, "Sam", bytearray(THEIRS), today, cost=small)
    remember_computer(made.folder, made.unlocked, keychain, today)
    folder: Path = made.folder
    return folder


def says_what_to_do(meddled: bytes) -> None:
    """Before any passphrase is typed: what happened, and what to do."""
    with pytest.raises(Trouble) as told:
        decode(meddled)
    assert told.value.happened.endswith(".")
    assert told.value.to_do.endswith(".")


def with_checksum(body: Body) -> bytes:
    """As somebody would plant it who knows how the file is made, and not the key."""
    body = dict(body)
    mac = body.pop("mac")
    body.pop("checksum")
    plain = json.dumps(body, sort_keys=True).encode()
    checksum = hashlib.sha256(plain + bytes.fromhex(mac)).hexdigest()
    return json.dumps(body | {"mac": mac, "checksum": checksum}, indent=1).encode() + b"\n"


def edits(body: Body) -> Iterator[tuple[str, Body]]:
    """Every field of a well-formed file edited, every slot removed, doubled, swapped with each other."""
    slots = body["slots"]
    for at, slot in enumerate(slots):
        yield f"slot {at} removed", body | {"slots": slots[:at] + slots[at + 1 :]}
        yield f"slot {at} doubled", body | {"slots": [*slots, slot]}
        for other in range(at):
            swapped = list(slots)
            swapped[at], swapped[other] = swapped[other], swapped[at]
            yield f"slots {other} and {at} swapped", body | {"slots": swapped}
        for name, change in EDITS.items():
            if slot[name] is not None:
                edited = [*slots[:at], slot | {name: change(slot[name])}, *slots[at + 1 :]]
                yield f"{name} of slot {at}", body | {"slots": edited}
        for other, from_other in enumerate(slots):
            if other != at:
                mixed = [*slots[:at], slot | {"wrapped": from_other["wrapped"]}, *slots[at + 1 :]]
                yield f"wrapped key of slot {other} in {at}", body | {"slots": mixed}
    yield "name", body | {"name": "Another office"}
    yield "sequence back", body | {"sequence": body["sequence"] - 1}
    yield "sequence forth", body | {"sequence": body["sequence"] + 1}
    yield "register", body | {"register": "00000000-0000-4000-8000-000000000000"}
    yield "no mac", body | {"mac": ""}
    yield "another mac", body | {"mac": "00" * 32}


def flipped(text: str) -> str:
    return ("0" if text[0] != "0" else "1") + text[1:]


EDITS: dict[str, Callable[[Any], Any]] = {
    "id": flipped,
    "salt": flipped,
    "person": flipped,
    "wrapped": flipped,
    "created_on": lambda _day: "2020-01-01",
    "cost": lambda cost: [cost[0], cost[1] + 1, cost[2]],
    "kind": lambda kind: "recovery" if kind == SlotKind.KEYCHAIN else "keychain",
}


def test_every_byte_flipped_and_every_length_cut_is_noticed_before_anything_is_typed(folder: Path) -> None:
    content, cases = (folder / "register.keys").read_bytes(), 0
    for place in range(len(content)):
        for bit in (0, 7):
            meddled = bytearray(content)
            meddled[place] ^= 1 << bit
            says_what_to_do(bytes(meddled))
            cases += 1
    for length in range(len(content)):
        says_what_to_do(content[:length])
        cases += 1
    for name in ("mac", "checksum", "slots", "register", "name", "sequence", "format"):
        without = {field: value for field, value in json.loads(content).items() if field != name}
        says_what_to_do(json.dumps(without, indent=1).encode() + b"\n")
        cases += 1
    sys.stdout.write(f"{cases} cases noticed before anything is typed\n")


def test_every_edit_by_somebody_who_knows_the_format_is_noticed(folder: Path, made: Any) -> None:
    body, noticed = json.loads((folder / "register.keys").read_bytes()), {}
    for name, edited in edits(body):
        (folder / "register.keys").write_bytes(with_checksum(edited))
        (folder / "register.keys.bak").unlink(missing_ok=True)
        ways = (
            lambda: unlock_with_passphrase(folder, bytearray(made.passphrase)),
            lambda: unlock_with_passphrase(folder, bytearray(THEIRS)),
            lambda: unlock_with_recovery_key(folder, bytearray(made.recovery)),
        )
        for number, unlock in enumerate(ways):
            with pytest.raises((Trouble, Mistake)) as told:
                unlock()
            noticed[name, number] = told.value
            if isinstance(told.value, Trouble):
                assert told.value.to_do
    # A way in that was meddled with is as if it were another's; the others tell. Each knows its register.
    for name in {name for name, _ in noticed} - {"register"}:
        assert any(isinstance(told, Trouble) for (edit, _), told in noticed.items() if edit == name), name
    assert any(isinstance(told, WrongPassphrase) for told in noticed.values())
    sys.stdout.write(f"{len(noticed)} cases noticed once something was typed\n")
