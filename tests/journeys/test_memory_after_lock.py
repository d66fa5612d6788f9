"""The whole program keeps no passphrase, data key or recovery key after a lock; the scan would find them."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from kmss_dpo.app import Program
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.ui.hands import click, is_there, type_into
from tests.journeys.conftest import PATIENCE, Child
from tests.journeys.memory_child import LENGTH, letter
from tests.keys.test_memory import memory_holds, pieces

SEED = 7919
PASSPHRASE = "".join(letter(SEED, place) for place in range(LENGTH)).encode()

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/mem").exists(), reason="this system shows no /proc/PID/mem"
)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return tmp_path / "register"


def key_forms(key: bytes) -> dict[str, bytes]:
    return {"key": key, "key in hex": key.hex().encode(), "key in hex, capitals": key.hex().upper().encode()}


def text_forms(name: str, secret: bytes) -> dict[str, bytes]:
    """As bytes, and as Qt would hold it."""
    return {name: secret, f"{name} in a Qt string": secret.decode().encode("utf-16-le")}


def family(process: int) -> list[int]:
    """A process and those that it started."""
    threads = Path(f"/proc/{process}/task").iterdir()
    children = [int(child) for thread in threads for child in (thread / "children").read_text().split()]
    return [process, *(each for child in children for each in family(child))]


def held(child: Child, secrets: dict[str, bytes]) -> set[str]:
    """The secrets that lie in the memory of the program or of a process that it started."""
    needles = pieces(secrets)
    found = [memory_holds(each, needles) for each in family(child.process.pid)]
    return {name.rsplit(", ", 1)[0] for names in found for name in names}


def test_neither_passphrase_nor_key_is_left_after_unlocking_and_locking(
    register: Path, unlocking: Unlocking, clock: Any, start: Callable[..., Child]
) -> None:
    opened, _ = unlocking.create(register, "Register", "Robin Hale", bytearray(PASSPHRASE))
    session = Session(opened, clock)
    session.contacts.add(ContactDetails("Siân Prydderch"))
    session.retention.approve_defaults()
    session.settings.confirm()
    secrets = text_forms("passphrase", PASSPHRASE) | key_forms(bytes(opened.unlocked.key.buffer))
    session.close()

    child = start("memory_child.py", str(register), str(SEED))
    found = {}
    for _ in range(3):
        stage = child.line()
        found[stage] = held(child, secrets)
        child.go_on()
    assert child.line() == "done"
    assert found == {"typed": {"passphrase"}, "unlocked": {"key"}, "locked": set()}


def test_nor_the_recovery_key_after_a_register_was_made(
    register: Path, unlocking: Unlocking, start: Callable[..., Child]
) -> None:
    secrets = text_forms("passphrase", PASSPHRASE)
    child = start("memory_child.py", str(register), str(SEED))
    assert child.line() == "typed"
    assert "passphrase" in held(child, secrets)
    child.go_on()
    secrets |= text_forms("recovery key", bytes.fromhex(child.line()))
    assert child.line() == "recovery key"
    assert held(child, secrets) == {"recovery key"}
    child.go_on()
    assert child.line() == "unlocked"
    assert held(child, secrets) == set()
    child.go_on()
    assert child.line() == "locked"
    opened = unlocking.with_passphrase(register, bytearray(PASSPHRASE))
    secrets |= key_forms(bytes(opened.unlocked.key.buffer))
    opened.close()
    assert held(child, secrets) == set()
    child.go_on()
    assert child.line() == "done"


def test_nor_what_was_typed_or_shown_once_passphrase_kit_and_key_were_changed(
    register: Path, unlocking: Unlocking, clock: Any, start: Callable[..., Child]
) -> None:
    opened, recovery = unlocking.create(register, "Register", "Robin Hale", bytearray(PASSPHRASE))
    session = Session(opened, clock)
    session.retention.approve_defaults()
    session.settings.confirm()
    secrets = {}
    for number, name in enumerate(("first passphrase", "second passphrase", "third passphrase")):
        typed = "".join(letter(SEED + number, place) for place in range(LENGTH)).encode()
        secrets |= text_forms(name, typed)
    secrets |= text_forms("first recovery key", bytes(recovery))
    secrets |= key_forms(bytes(opened.unlocked.key.buffer))
    session.close()

    child = start("memory_child.py", str(register), str(SEED), "change")
    found = {}
    for stage in ("typed", "passphrase changed", "kit shown", "kit in force", "key changed", "locked"):
        said = child.line()
        if said != stage and stage == "kit shown":
            secrets |= text_forms("new recovery key", bytes.fromhex(said))
        if said != stage and stage == "key changed":
            secrets |= {f"new {form}": key for form, key in key_forms(bytes.fromhex(said)).items()}
        assert stage in {said, child.line() if said != stage else said}
        found[stage] = held(child, secrets) - {"key in hex, capitals", "new key in hex, capitals"}
        child.go_on()
    assert child.line() == "done"
    open_now = {"key"}
    assert found == {
        "typed": open_now | {"first passphrase", "second passphrase"},
        "passphrase changed": open_now,
        "kit shown": open_now | {"new recovery key"},
        "kit in force": open_now,
        "key changed": {"new key"},
        "locked": set(),
    }


def test_a_first_run_given_up_ends_the_process_that_weighed_the_passphrase(
    program: Program, begin: Callable[..., None], tmp_path: Path, qtbot: QtBot
) -> None:
    begin()
    qtbot.waitUntil(lambda: is_there("Folder, required"), timeout=PATIENCE)
    type_into("Folder, required", str(tmp_path / "never"))
    type_into("Your name, required", "Robin Hale")
    click("Next")
    qtbot.waitUntil(lambda: is_there("Passphrase, required"), timeout=PATIENCE)
    before = set(family(os.getpid()))
    type_into("Passphrase, required", PASSPHRASE.decode())
    qtbot.waitUntil(lambda: set(family(os.getpid())) > before, timeout=PATIENCE)
    for lane in range(2):
        qtbot.waitUntil(program.files.submit(lambda lane=lane: lane).done, timeout=PATIENCE)
    click("Cancel")
    qtbot.waitUntil(lambda: set(family(os.getpid())) <= before, timeout=PATIENCE)
    assert program.entrance.unlock.isVisible()
