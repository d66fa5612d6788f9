"""The registers that are measured: made like any other, filled in bulk, opened with a key in hand."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kmss_dpo.keys.derivation import Cost
from kmss_dpo.keys.unlocking import Unlocked, unlock_with_passphrase
from kmss_dpo.services.anchor import Anchor
from kmss_dpo.services.unlocking import Opened, Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store.copying import FILE
from kmss_dpo.store.register import Person, Register
from kmss_dpo.store.sqlcipher import DriverConnection, connect
from kmss_dpo.support.clock import SystemClock

_PASSPHRASE = b"seven quiet otters paddle north"
_CHEAP = Cost(19 * 1024, 1, 1)


class _NoKeychain:
    """A computer without a keychain."""

    def check(self) -> None: ...

    def read(self, account: str) -> bytearray:
        return bytearray(len(account) * 0)

    def store(self, account: str, secret: bytearray) -> None: ...

    def forget(self, account: str) -> None: ...


def make(folder: Path) -> None:
    """A register as it stands after the first run, closed."""
    ways_in = Unlocking(_NoKeychain(), SystemClock(), _CHEAP)
    opened, _recovery = ways_in.create(folder, "Benchmark", "Robin Hale", bytearray(_PASSPHRASE))
    ways_in.close()
    session = Session(opened, SystemClock())
    session.retention.approve_defaults()
    session.settings.confirm()
    session.close()


def copy(folder: Path, to: Path) -> Path:
    """The same register once more, for a baseline on the same kind of file."""
    return Path(shutil.copytree(folder, to))


def unlock(folder: Path) -> Unlocked:
    """The key of a register; deriving it is not measured here."""
    return unlock_with_passphrase(folder, bytearray(_PASSPHRASE))


def open_with(folder: Path, unlocked: Unlocked) -> Opened:
    """The register, from the key in hand."""
    person = Person(unlocked.way_in.slot_id, unlocked.way_in.person)
    register = Register(folder, unlocked.key.copy_for_sqlcipher(), person, SystemClock())
    return Opened(register, unlocked, Anchor(register, _NoKeychain(), ""))


@contextmanager
def session_on(folder: Path) -> Iterator[Session]:
    """A session for the length of the block."""
    session = Session(open_with(folder, unlock(folder)), SystemClock())
    try:
        yield session
    finally:
        session.close()


@contextmanager
def bare_on(folder: Path) -> Iterator[DriverConnection]:
    """A connection with the same key and pragmas, and nothing above it."""
    with unlock(folder).key as key:
        bare = connect(folder / FILE, key.copy_for_sqlcipher())
    try:
        yield bare
    finally:
        bare.close()
