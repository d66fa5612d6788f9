"""The keychain of the computer: holds a device key that opens one slot, never the data key itself.

On Linux any program of the same user can read the keychain: where remembering is offered, say so.
A device key passes through text on its way, which Python cannot wipe: without the key file it opens nothing.
"""

import importlib
import sys
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from kmss_dpo.domain.errors import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from keyring.backend import KeyringBackend

Answer = TypeVar("Answer")
SERVICE: Final = "kmss-dpo"
TRUSTED: Final = frozenset(
    f"keyring.backends.{name}" for name in ("SecretService", "libsecret", "kwallet", "macOS", "Windows")
)
# Elsewhere than on a Mac it would look for Apple's libraries, with the help of a compiler.
_NOT_LOADED: Final[dict[str, Any]] = {} if sys.platform == "darwin" else {"keyring.backends.macOS.api": None}
FOREIGN_ERRORS: Final = (
    ("secretstorage.exceptions", "SecretStorageException"),
    ("jeepney.wrappers", "DBusErrorResponse"),
    ("win32ctypes.pywin32.pywintypes", "error"),
)


class KeychainMissing(Trouble):
    """There is no keychain, or only one that would not keep a secret."""

    def __init__(self) -> None:
        super().__init__(
            "This computer has no keychain that the program can use.", "Unlock with your passphrase instead."
        )


class KeychainLocked(Trouble):
    """The keychain is locked and the person did not unlock it."""

    def __init__(self) -> None:
        super().__init__(
            "The keychain of this computer is locked.",
            "Unlock the keychain and try again, or use your passphrase.",
        )


class KeychainRefused(Trouble):
    """The keychain answered with an error, or forgot what it was given."""

    def __init__(self) -> None:
        super().__init__("The keychain of this computer did not do as asked.", "Use your passphrase instead.")


class Keychain(Protocol):
    """What keeps a secret for each register on this computer; tests bring their own."""

    def check(self) -> None:
        """Raises KeychainMissing where nothing can be remembered."""
        ...

    def read(self, account: str) -> bytearray:
        """The secret, empty where there is none; the caller wipes it."""
        ...

    def store(self, account: str, secret: bytearray) -> None:
        """Keeps the secret and makes sure that it was kept."""
        ...

    def forget(self, account: str) -> None:
        """Removes the secret, if there is one."""
        ...


class SystemKeychain:
    """The keychain of Windows, macOS or the Linux desktop; `keyring` is imported when first asked."""

    def check(self) -> None:
        """Raises KeychainMissing where nothing can be remembered."""
        _asked(type)

    def read(self, account: str) -> bytearray:
        """The secret, empty where there is none; the caller wipes it."""
        kept = _asked(lambda backend: backend.get_password(SERVICE, account))
        try:
            return bytearray.fromhex(kept or "")
        except ValueError as error:
            raise KeychainRefused from error

    def store(self, account: str, secret: bytearray) -> None:
        """Keeps the secret and reads it back. Raises KeychainRefused where it was not kept."""
        text = secret.hex()  # every backend takes and gives text, so this one copy cannot be wiped
        _asked(lambda backend: backend.set_password(SERVICE, account, text))
        if _asked(lambda backend: backend.get_password(SERVICE, account)) != text:
            raise KeychainRefused

    def forget(self, account: str) -> None:
        """Removes the secret, if there is one."""
        if _asked(lambda backend: backend.get_password(SERVICE, account)) is not None:
            _asked(lambda backend: backend.delete_password(SERVICE, account))


def _backend() -> "KeyringBackend":
    """The first keychain that encrypts. A keyring configured to keep plain text, or nothing, is refused."""
    import keyring  # noqa: PLC0415 a third of a second, off the window's thread

    sys.modules.update(_NOT_LOADED)
    found = keyring.get_keyring()
    candidates: list[KeyringBackend] = getattr(found, "backends", [found])
    for backend in candidates:
        if type(backend).__module__ in TRUSTED:
            if hasattr(backend, "persist"):
                backend.persist = "local machine"  # else Windows lets the entry roam with the domain
            return backend
    raise KeychainMissing


def _asked(question: "Callable[[KeyringBackend], Answer]") -> Answer:
    """What the keychain answers, its errors told in our words."""
    from keyring.errors import KeyringLocked, NoKeyringError  # noqa: PLC0415 as above

    try:
        return question(_backend())
    except NoKeyringError as error:
        raise KeychainMissing from error
    except KeyringLocked as error:
        raise KeychainLocked from error
    except _foreign_errors() as error:
        raise KeychainRefused from error


def _foreign_errors() -> tuple[type[Exception], ...]:
    """What the libraries behind keyring let through on the systems where they are installed."""
    from keyring.errors import KeyringError  # noqa: PLC0415 as above

    found: list[type[Exception]] = [KeyringError, OSError]
    for module, name in FOREIGN_ERRORS:
        try:
            found.append(getattr(importlib.import_module(module), name))
        except ImportError:
            continue
    return tuple(found)
