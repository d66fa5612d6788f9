"""A real encrypted register for every test, copied from one made once for the run."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kmss_dpo.keys.derivation import Cost
from kmss_dpo.services.unlocking import Opened, Unlocking
from kmss_dpo.session import Session

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = ["tests.windows"]

PASSPHRASE = "seven quiet otters paddle north"
CHEAP = Cost(19 * 1024, 1, 1)


class Wristwatch:
    """A clock that stands where the test puts it."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment


class PaperKeychain:
    """A keychain in a dictionary: the real one is tried in tests/keys."""

    def __init__(self) -> None:
        self.kept: dict[str, bytearray] = {}

    def check(self) -> None:
        """Always there."""

    def read(self, account: str) -> bytearray:
        return bytearray(self.kept.get(account, b""))

    def store(self, account: str, secret: bytearray) -> None:
        self.kept[account] = bytearray(secret)

    def forget(self, account: str) -> None:
        self.kept.pop(account, None)


@pytest.fixture
def clock() -> Wristwatch:
    return Wristwatch()


@pytest.fixture
def keychain() -> PaperKeychain:
    return PaperKeychain()


@pytest.fixture
def unlocking(keychain: PaperKeychain, clock: Wristwatch) -> Iterator[Unlocking]:
    ways_in = Unlocking(keychain, clock, CHEAP)
    yield ways_in
    ways_in.close()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register as it stands after the first run, closed."""
    folder = tmp_path_factory.mktemp("template") / "register"
    ways_in = Unlocking(PaperKeychain(), Wristwatch(), CHEAP)
    opened, _recovery = ways_in.create(
        folder, "KMSS data protection", "Robin Hale", bytearray(PASSPHRASE.encode())
    )
    ways_in.close()
    session = Session(opened, Wristwatch())
    session.retention.approve_defaults()
    session.settings.confirm()
    session.close()
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """A copy of that register for one test."""
    return Path(shutil.copytree(template, tmp_path / "register"))


@pytest.fixture
def opened(folder: Path, unlocking: Unlocking) -> Iterator[Opened]:
    opened = unlocking.with_passphrase(folder, bytearray(PASSPHRASE.encode()))
    yield opened
    if not opened.unlocked.key.wiped:
        opened.close()


@pytest.fixture
def session(opened: Opened, clock: Wristwatch) -> Iterator[Session]:
    made = Session(opened, clock)
    yield made
    made.looking.close()
