"""A small register to open, and a keychain that lies in this process."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from kmss_dpo.keys.derivation import Cost
from kmss_dpo.keys.unlocking import Unlocked, create_keys

SMALL = Cost(19 * 1024, 1, 1)
TODAY = date(2026, 11, 22)


class KeychainHere:
    """Keeps secrets in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def check(self) -> None:
        return

    def read(self, account: str) -> bytearray:
        return bytearray(self.kept.get(account, b""))

    def store(self, account: str, secret: bytearray) -> None:
        self.kept[account] = bytes(secret)

    def forget(self, account: str) -> None:
        self.kept.pop(account, None)


@dataclass(frozen=True)
class Made:
    """A register's folder, opened, with its recovery key's text and passphrase."""

    folder: Path
    unlocked: Unlocked
    recovery: bytes
    passphrase: bytes = b"correct horse battery staple"


@pytest.fixture
def small() -> Cost:
    return SMALL


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def keychain() -> KeychainHere:
    return KeychainHere()


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str], Made]:
    def make(name: str) -> Made:
        folder = tmp_path / name
        typed = bytearray(Made.passphrase)
        unlocked, recovery = create_keys(folder, "Royston office", "Ann Officer", typed, TODAY, cost=SMALL)
        return Made(folder, unlocked, bytes(recovery))

    return make


@pytest.fixture
def made(make: Callable[[str], Made]) -> Made:
    return make("register")
