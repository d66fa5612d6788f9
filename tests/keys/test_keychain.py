import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
import secretstorage
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.backends.chainer import ChainerBackend
from keyring.errors import KeyringLocked, NoKeyringError, PasswordSetError

from kmss_dpo.keys.keychain import (
    KeychainLocked,
    KeychainMissing,
    KeychainRefused,
    SystemKeychain,
)

ROOT = Path(__file__).resolve().parents[2]
JOURNEY = Path(__file__).with_name("keychain_journey.py")
PROGRAMS = ("dbus-run-session", "gnome-keyring-daemon")
SESSION = """
printf 'session\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null
for step in remember unlock forget; do "$PYTHON" "$JOURNEY" $step one; done
"$PYTHON" "$JOURNEY" remember two
"$PYTHON" "$JOURNEY" locked two
"""


class Vault(KeyringBackend):
    """Stands in for a system's keychain that is not on this computer."""

    priority = 1.0

    def __init__(self, trouble: Exception | None = None, answer: str | None = None) -> None:
        self.trouble, self.answer = trouble, answer
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.answer or self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.trouble:
            raise self.trouble
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


def trusted(backend: type[Vault]) -> type[Vault]:
    """The same class under the name of the module that brings the Windows keychain."""
    return type(
        backend.__name__, (backend,), {"__module__": "keyring.backends.Windows", "persist": "enterprise"}
    )


@pytest.fixture
def use() -> Iterator[Callable[[KeyringBackend], SystemKeychain]]:
    before = keyring.get_keyring()

    def use(backend: KeyringBackend) -> SystemKeychain:
        keyring.set_keyring(backend)
        return SystemKeychain()

    yield use
    keyring.set_keyring(before)


Use = Callable[[KeyringBackend], SystemKeychain]


def test_a_keychain_that_encrypts_keeps_gives_back_and_forgets(use: Use) -> None:
    backend = trusted(Vault)()
    keychain = use(backend)
    keychain.check()
    assert keychain.read("register") == b""
    keychain.forget("register")
    keychain.store("register", bytearray(range(32)))
    assert keychain.read("register") == bytes(range(32))
    keychain.forget("register")
    assert keychain.read("register") == b""


def test_a_windows_entry_stays_on_this_machine(use: Use) -> None:
    backend = trusted(Vault)()
    use(backend).store("register", bytearray(32))
    assert vars(backend)["persist"] == "local machine"


def test_a_system_keychain_without_persistence_is_left_as_it_is(use: Use) -> None:
    plain = type("Keyring", (Vault,), {"__module__": "keyring.backends.macOS"})()
    use(plain).store("register", bytearray(32))
    assert "persist" not in vars(plain)


@pytest.mark.parametrize(
    "backend", [null.Keyring(), fail.Keyring(), Vault()], ids=["null", "fail", "plain text"]
)
def test_a_keychain_that_would_not_keep_a_secret_is_refused(use: Use, backend: KeyringBackend) -> None:
    keychain = use(backend)
    with pytest.raises(KeychainMissing, match="no keychain"):
        keychain.check()
    with pytest.raises(KeychainMissing):
        keychain.store("register", bytearray(32))


def test_of_several_keychains_the_first_that_encrypts_is_taken(
    use: Use, monkeypatch: pytest.MonkeyPatch
) -> None:
    encrypting = trusted(Vault)()
    monkeypatch.setattr(ChainerBackend, "backends", [Vault(), encrypting])
    use(ChainerBackend()).store("register", bytearray(32))
    assert len(encrypting.kept) == 1


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (NoKeyringError(), KeychainMissing),
        (KeyringLocked(), KeychainLocked),
        (PasswordSetError(), KeychainRefused),
        (ConnectionRefusedError(), KeychainRefused),
        (secretstorage.exceptions.SecretServiceNotAvailableException(), KeychainRefused),
    ],
)
def test_each_error_of_a_keychain_is_told_in_a_sentence(
    use: Use, trouble: Exception, told: type[Exception]
) -> None:
    with pytest.raises(told, match="passphrase"):
        use(trusted(Vault)(trouble)).store("register", bytearray(32))


def test_a_keychain_that_forgets_at_once_is_noticed(use: Use) -> None:
    with pytest.raises(KeychainRefused):
        use(trusted(Vault)(answer="00")).store("register", bytearray(32))


def test_what_someone_else_left_in_the_keychain_is_noticed(use: Use) -> None:
    with pytest.raises(KeychainRefused):
        use(trusted(Vault)(answer="no hex")).read("register")


def in_session(command: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    """Runs a command with an empty home and no desktop of ours around it."""
    (home / "run").mkdir(mode=0o700)
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "XDG_DATA_HOME": str(home / "data"),
        "PYTHONPATH": str(ROOT),
        "PYTHON": sys.executable,
        "JOURNEY": str(JOURNEY),
    }
    return subprocess.run(
        command, env=env, cwd=home, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.skipif(
    not all(shutil.which(program) for program in PROGRAMS), reason=f"needs {' and '.join(PROGRAMS)}"
)
def test_the_real_keychain_remembers_across_processes_forgets_and_says_when_it_is_locked(
    tmp_path: Path,
) -> None:
    lines = in_session(["dbus-run-session", "--", "sh", "-c", SESSION], tmp_path).stdout.splitlines()
    assert [line.split()[0] for line in lines] == [
        "remembered",
        "opened",
        "holds",
        "account",
        "forgotten",
        "remembered",
        "locked",
    ]
    assert lines[1].split()[1] == lines[0].split()[1]
    assert lines[2:4] == ["holds the data key False", "account True 1"]
    assert lines[-1] == "locked The keychain of this computer is locked."


def test_a_computer_without_a_desktop_session_says_that_it_has_no_keychain(tmp_path: Path) -> None:
    asking = "from kmss_dpo.keys.keychain import SystemKeychain; SystemKeychain().check()"
    answer = in_session([sys.executable, "-c", asking], tmp_path)
    assert "KeychainMissing: This computer has no keychain that the program can use." in answer.stderr
