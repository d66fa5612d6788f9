"""Getting into a register: what lies in a folder, making a new one, and the three ways in.

Deriving the key takes about a second and happens on whatever thread calls this, never the window's.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.keys import SlotKind
from kmss_dpo.domain.passphrases import Strength, refuse_weak
from kmss_dpo.domain.unlocking import NotRemembered
from kmss_dpo.keys.derivation import Cost
from kmss_dpo.keys.keychain import Keychain
from kmss_dpo.keys.new_key import NewKeys
from kmss_dpo.keys.storage import read_key_file, restore_previous, take_back_first
from kmss_dpo.keys.strength import StrengthMeter
from kmss_dpo.keys.unlocking import (
    USUAL_COST,
    Unlocked,
    create_keys,
    unlock_with_keychain,
    unlock_with_passphrase,
    unlock_with_recovery_key,
)
from kmss_dpo.keys.ways import forget_computer, opened_by_keychain, remember_computer, renew_recovery_key
from kmss_dpo.letters.kit_child import draw_apart
from kmss_dpo.services.anchor import Anchor
from kmss_dpo.services.key_file import note_key_file, notice_older_key_file
from kmss_dpo.services.keys import Keys, Means
from kmss_dpo.services.new_key import Proceed, change
from kmss_dpo.services.restoring import Restoring
from kmss_dpo.services.settings import Settings
from kmss_dpo.store.copying import FILE
from kmss_dpo.store.register import Person, Register
from kmss_dpo.support.clock import Clock, london_day
from kmss_dpo.support.wiping import wipe


@dataclass(frozen=True)
class Appearance:
    """What can be seen of a register without opening it; `size` in bytes.

    `remembered` says that some computer's keychain opens it, perhaps this one's.
    """

    folder: Path
    name: str
    size: int
    last_used: datetime
    remembered: bool


@dataclass(frozen=True)
class Opened:
    """An open register with the key that opened it, until `close` ends both.

    `anchor` keeps where its audit trail ends.
    """

    register: Register
    unlocked: Unlocked
    anchor: Anchor

    def close(self) -> None:
        """Close the file and overwrite the key; then keep where the trail ended."""
        with self.shut():
            pass

    @contextmanager
    def shut(self) -> Iterator[None]:
        """As `close`; the block runs without any key while the folder is still kept from everybody else."""
        with ExitStack() as last:
            try:
                last.enter_context(self.register.shut())
            finally:
                self.unlocked.key.wipe()
            self.anchor.keep()
            yield


class Unlocking:
    """The ways into registers; lives as long as the program. `cost` is the price of one guess."""

    def __init__(self, keychain: Keychain, clock: Clock, cost: Cost = USUAL_COST) -> None:
        self._keychain = keychain
        self._clock = clock
        self._cost = cost
        self._meter: StrengthMeter | None = None

    def look(self, folder: Path) -> Appearance:
        """What lies in a folder; raises `Trouble` where no register does, or its key file is damaged."""
        key_file = read_key_file(folder)
        try:
            seen = (folder / FILE).stat()
            size, used = seen.st_size, datetime.fromtimestamp(seen.st_mtime, UTC)
        except FileNotFoundError:
            size, used = 0, self._clock.now()
        remembered = any(slot.kind is SlotKind.KEYCHAIN for slot in key_file.slots)
        return Appearance(folder, key_file.register_name, size, used, remembered)

    def restoring(self, folder: Path) -> Restoring:
        """What restores a backup of the register in a folder, whether that opens or not."""
        return Restoring(folder, self._clock)

    def restore_key_file(self, folder: Path) -> None:
        """Put the intact copy of a damaged key file in its place."""
        restore_previous(folder)

    def keychain_works(self) -> bool:
        """Whether this computer has a keychain that the program may use; asks the desktop."""
        try:
            self._keychain.check()
        except Trouble:
            return False
        return True

    def weigh(self, passphrase: bytearray, words: Sequence[str] = ()) -> Strength:
        """How strong a passphrase is, weighed in a process of its own; the passphrase stays the caller's."""
        meter = self._meter = self._meter or StrengthMeter()
        return meter.weigh(passphrase, words)

    def create(self, folder: Path, name: str, person: str, passphrase: bytearray) -> tuple[Opened, bytearray]:
        """Make a register and open it; also the recovery key's text, to be shown once and wiped.

        Raises `WeakPassphrase`, `RegisterExists`, `NotWritten`.
        """
        try:
            refuse_weak(self.weigh(passphrase, (name, person)))
            unlocked, recovery = create_keys(folder, name, person, passphrase, self._today(), cost=self._cost)
        finally:
            wipe(passphrase)
            self.close()
        try:
            return self._open(folder, unlocked, Register.create), recovery
        except BaseException:
            wipe(recovery)
            take_back_first(folder)
            raise

    def renewed_if_unfinished(self, opened: Opened) -> bytearray | None:
        """A new recovery key's text where the first run was broken off, perhaps before its kit was kept.

        To be shown once and wiped; the earlier key opens the register no more. Raises `NotWritten`.
        """
        if Settings(opened.register).confirmed():
            return None
        return renew_recovery_key(opened.register.folder, opened.unlocked, self._today())

    def recovery_kit(self, opened: Opened, recovery: bytearray) -> bytes:
        """The recovery kit as PDF, drawn in a process of its own; the key stays the caller's to wipe."""
        unlocked = opened.unlocked
        return draw_apart(
            unlocked.register_name, str(unlocked.register_id), unlocked.way_in.person, self._today(), recovery
        )

    def with_passphrase(self, folder: Path, passphrase: bytearray, *, remember: bool = False) -> Opened:
        """Open with a passphrase; `remember` also lets this computer's keychain open it next time.

        Where the keychain refuses, the register is closed again, so that it can be opened without the wish.
        """
        opened = self._open(folder, unlock_with_passphrase(folder, passphrase), Register)
        try:
            if remember:
                self.remember(opened)
        except BaseException:
            opened.close()
            raise
        return opened

    def with_recovery_key(self, folder: Path, typed: bytearray) -> Opened:
        """Open with the recovery key as typed from the kit."""
        return self._open(folder, unlock_with_recovery_key(folder, typed), Register)

    def with_keychain(self, folder: Path) -> Opened:
        """Open with what this computer's keychain remembers."""
        return self._open(folder, unlock_with_keychain(folder, self._keychain), Register)

    def remembered(self, opened: Opened) -> bool:
        """Whether this computer's keychain opens the register."""
        return bool(opened_by_keychain(opened.register.folder, opened.unlocked.key, self._keychain))

    def remember(self, opened: Opened) -> None:
        """Let this computer's keychain open the register from now on."""
        remember_computer(opened.register.folder, opened.unlocked, self._keychain, self._today())
        note_key_file(opened.register, opened.unlocked.key)

    def forget(self, opened: Opened) -> None:
        """Take that back."""
        forget_computer(opened.register.folder, opened.unlocked.key, self._keychain)
        note_key_file(opened.register, opened.unlocked.key)

    def forget_unopened(self, folder: Path, register_id: str = "") -> None:
        """Have this computer's keychain forget a register that is locked, or whose folder is not at hand.

        What the key file says of this computer stays and opens nothing any more. `register_id` is what the
        computer remembers of a folder that cannot be read. Raises `NotRemembered` where the keychain holds
        nothing for it, and the keychain's own troubles.
        """
        try:
            account = str(read_key_file(folder).register_id)
        except Trouble:
            account = register_id
        kept = self._keychain.read(account) if account else bytearray()
        wipe(kept)
        if not kept:
            raise NotRemembered
        self._keychain.forget(account)
        self._keychain.forget(_of_trail(account))

    def keys(self, opened: Opened) -> Keys:
        """What can be done with the ways into an open register."""
        means = Means(self._keychain, self._clock, self._cost, self.weigh, self.close)
        return Keys(opened.register, opened.unlocked, means)

    def change_key(self, keys: NewKeys, proceed: Proceed) -> Opened:
        """Give a closed register its new key, and open it with that. Raises `Stopped`, `Trouble`."""
        return self._open(keys.folder, change(keys, proceed), Register)

    def close(self) -> None:
        """End the child process that weighs passphrases, and with it every copy that it made of one."""
        if self._meter is not None:
            self._meter.close()
            self._meter = None

    def _open(
        self,
        folder: Path,
        unlocked: Unlocked,
        opening: Callable[[Path, bytearray, Person, Clock], Register],
    ) -> Opened:
        raw = unlocked.key.copy_for_sqlcipher()
        person = Person(unlocked.way_in.slot_id, unlocked.way_in.person)
        try:
            register = opening(folder, raw, person, self._clock)
            anchor = Anchor(register, self._keychain, _of_trail(str(unlocked.register_id)))
            opened = Opened(register, unlocked, anchor)
        except BaseException:
            unlocked.key.wipe()
            raise
        finally:
            wipe(raw)
        try:
            notice_older_key_file(opened.register, unlocked.key)
        except BaseException:
            opened.close()
            raise
        return opened

    def _today(self) -> date:
        return london_day(self._clock.now())


def _of_trail(account: str) -> str:
    """The entry of the keychain that holds where the audit trail of a register ends."""
    return f"{account} trail"
