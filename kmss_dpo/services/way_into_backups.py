"""The way into the backups of a register: the key in hand, or one that a passphrase of some day gives."""

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

from kmss_dpo.domain.errors import Mistake, Stopped, Trouble
from kmss_dpo.domain.unlocking import WrongPassphrase
from kmss_dpo.keys.unlocking import Unlocked, unlock_with_passphrase, unlock_with_recovery_key
from kmss_dpo.store import restoring
from kmss_dpo.store.copying import KEY_FILE
from kmss_dpo.store.lanes import Lane
from kmss_dpo.support.wiping import wipe

Opening = Callable[[Path, bytearray], Unlocked]


class WayIntoBackups:
    """`unlocked` is the key of the open register and stays its owner's; one that was entered is wiped here.

    `keys` is the folder whose key file opened: what is restored opens by the same way.
    """

    def __init__(self, folder: Path, unlocked: Unlocked | None = None) -> None:
        self.keys = self._folder = folder
        self._unlocked = unlocked
        self._entered: Unlocked | None = None
        self._lane: Lane | None = None
        self._closed = Event()

    def is_known(self) -> bool:
        """Whether there is a key to open backups with."""
        return (self._entered or self._unlocked) is not None

    def is_of_then(self) -> bool:
        """Whether it is the way of a backup's day, and not today's."""
        return self.keys != self._folder

    def by_passphrase(self, passphrase: bytearray, backups: Sequence[Path]) -> None:
        """Take a passphrase: of the register's key file, else of that of a backup, the first first.

        Wipes it. Raises `WrongPassphrase` where none opens with it.
        """
        self._enter(unlock_with_passphrase, passphrase, backups)

    def by_recovery_key(self, typed: bytearray, backups: Sequence[Path]) -> None:
        """Take a recovery key, as above; raises `MistypedRecoveryKey`, `WrongRecoveryKey`."""
        self._enter(unlock_with_recovery_key, typed, backups)

    def key(self) -> Unlocked:
        """The key in use; raises `WrongPassphrase` where there is none."""
        key = self._entered or self._unlocked
        if key is None:
            raise WrongPassphrase
        return key

    def lane(self) -> Lane:
        """A lane that opens files with that key; raises `Stopped` once it is closed."""
        if self._closed.is_set():
            raise Stopped
        if self._lane is None:
            raw = self.key().key.copy_for_sqlcipher()
            try:
                self._lane = restoring.open_bare(raw)
            finally:
                wipe(raw)
        return self._lane

    def close(self) -> None:
        """Break off what is running, and overwrite the key that was entered."""
        self._closed.set()
        self._forget()

    def _enter(self, opening: Opening, secret: bytearray, backups: Sequence[Path]) -> None:
        try:
            keys, entered = _first_that_opens(opening, secret, (self._folder, *backups))
        finally:
            wipe(secret)
        self._forget()
        self.keys, self._entered = keys, entered

    def _forget(self) -> None:
        lane, self._lane = self._lane, None
        if lane:
            lane.stop()
        if self._entered:
            self._entered.key.wipe()


def _first_that_opens(opening: Opening, secret: bytearray, folders: Sequence[Path]) -> tuple[Path, Unlocked]:
    """The first folder whose key file opens, each kind of key file tried once; raises the first refusal."""
    refused: Mistake | Trouble | None = None
    tried: set[bytes] = set()
    for folder in folders:
        try:
            content = (folder / KEY_FILE).read_bytes()
            if content not in tried:
                tried.add(content)
                return folder, opening(folder, bytearray(secret))
        except OSError:
            continue
        except (Mistake, Trouble) as refusal:
            refused = refused or refusal
    raise refused or Trouble(
        "There is no key file that anything could be opened with.",
        "Look in another folder for backups of this register.",
    )
