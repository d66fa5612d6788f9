"""Who may open the register that is open now: passphrases, deputies, computers, the recovery kit, a new key.

The key file is changed on whatever thread calls this: a second for each passphrase, never the window's.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.keys import Rehearsal, SlotKind, WayIn, Ways, check_name
from kmss_dpo.domain.passphrases import Strength, refuse_weak
from kmss_dpo.domain.unlocking import WrongRecoveryKey
from kmss_dpo.keys import ways
from kmss_dpo.keys.data_key import random_secret
from kmss_dpo.keys.derivation import Cost
from kmss_dpo.keys.keychain import Keychain
from kmss_dpo.keys.new_key import NewKeys, make_new_keys
from kmss_dpo.keys.recovery import recovery_text
from kmss_dpo.keys.unlocking import Unlocked
from kmss_dpo.letters.kit_child import draw_apart
from kmss_dpo.services import new_key
from kmss_dpo.services.key_file import note_key_file
from kmss_dpo.services.reaching import copies_of
from kmss_dpo.store import settings
from kmss_dpo.store.register import Register
from kmss_dpo.support.clock import Clock, london_day
from kmss_dpo.support.wiping import wipe

_REHEARSAL = "recovery kit tried"


@dataclass(frozen=True)
class Means:
    """What lives as long as the program and changing the ways in needs; `cost` is that of one guess."""

    keychain: Keychain
    clock: Clock
    cost: Cost
    weigh: Callable[[bytearray, Sequence[str]], Strength]
    stop_weighing: Callable[[], None]


class Keys:
    """What the officer can do with the ways into the register that is open."""

    def __init__(self, register: Register, unlocked: Unlocked, means: Means) -> None:
        self._register = register
        self._folder = register.folder
        self._unlocked = unlocked
        self._key = unlocked.key
        self._means = means
        self.weigh = means.weigh
        self.stop_weighing = means.stop_weighing

    def ways(self) -> Ways:
        """Every way in, and what is known of them."""
        with self._register.reading() as connection:
            tried = settings.value(connection, _REHEARSAL)
        return Ways(
            ways.ways_in(self._folder, self._key),
            self._unlocked.way_in.slot_id,
            Rehearsal(**tried | {"on": date.fromisoformat(tried["on"])}) if tried else None,
            tuple(new_key.absent(self._register)),
        )

    def own_words(self) -> tuple[str, ...]:
        """What a passphrase must not be made of."""
        return (self._unlocked.register_name, self._unlocked.way_in.person)

    def today(self) -> date:
        """Today in London."""
        return london_day(self._means.clock.now())

    def needs_no_old_passphrase(self) -> bool:
        """Whether the register was opened by the recovery key: then a passphrase was forgotten."""
        return self._unlocked.way_in.kind is SlotKind.RECOVERY

    def change_passphrase(self, before: bytearray, after: bytearray, slot_id: str = "") -> None:
        """Another passphrase in place of the one typed before, or of `slot_id` where that was forgotten.

        Wipes both. Raises `WrongPassphrase`, `WeakPassphrase`, `NotWritten`.
        """
        try:
            if not self.needs_no_old_passphrase():
                slot_id = ways.opened_by_passphrase(self._folder, self._key, before)
            refuse_weak(self.weigh(after, self.own_words()))
            ways.change_passphrase(self._folder, self._key, slot_id, after, cost=self._means.cost)
        finally:
            wipe(before, after)
            self.stop_weighing()
        note_key_file(self._register, self._key)

    def add_deputy(self, person: str, passphrase: bytearray) -> WayIn:
        """A way in for another person, by a passphrase of their own, which is wiped.

        Raises `Mistake` for the name, `WeakPassphrase`, `NotWritten`.
        """
        try:
            name = check_name(person, ways.ways_in(self._folder, self._key))
            refuse_weak(self.weigh(passphrase, (*self.own_words(), name)))
            added = ways.add_passphrase(
                self._folder, self._key, name, passphrase, self.today(), cost=self._means.cost
            )
        finally:
            wipe(passphrase)
            self.stop_weighing()
        note_key_file(self._register, self._key)
        new_key.expect_no_more(self._register, [name])
        return added

    def expect_no_more(self, people: Collection[str]) -> None:
        """People whose passphrase went with an earlier key are not to come and type another."""
        new_key.expect_no_more(self._register, people)

    def remove(self, way: WayIn) -> None:
        """Take away a person's passphrase or a computer; what they wrote keeps their name.

        Where it is this computer its keychain forgets its part too.
        """
        if way.slot_id == self._of_this_computer():
            ways.forget_computer(self._folder, self._key, self._means.keychain)
        else:
            ways.remove_way(self._folder, self._key, way.slot_id)
        note_key_file(self._register, self._key)

    def _of_this_computer(self) -> str:
        """The way in that this computer's keychain opens; empty where it has none or does not answer."""
        try:
            return ways.opened_by_keychain(self._folder, self._key, self._means.keychain)
        except Trouble:
            return ""

    def try_recovery_key(self, typed: bytearray) -> Rehearsal:
        """Whether the recovery key of the printed kit would open the register: tried in memory, and noted.

        Raises `MistypedRecoveryKey`, which says nothing of the kit; one that does not open is an answer.
        """
        kit = self.ways().kit()
        try:
            ways.opened_by_recovery_key(self._folder, self._key, typed)
            held = True
        except WrongRecoveryKey:
            held = False
        tried = Rehearsal(self.today(), held, kit.slot_id if kit else "")
        with self._register.writing("recovery kit tried") as writing:
            settings.settle(writing, _REHEARSAL, asdict(tried) | {"on": tried.on.isoformat()})
        return tried

    def keep_recovery_key(self, recovery: bytearray) -> None:
        """From here on this recovery key opens the register, and no earlier one. Leaves it."""
        ways.keep_recovery_key(self._folder, self._unlocked, recovery, self.today())
        note_key_file(self._register, self._key)

    def recovery_kit(self, recovery: bytearray) -> bytes:
        """The kit of a recovery key as PDF, drawn in a process of its own. Leaves the key."""
        text = recovery_text(recovery)
        try:
            person = self._unlocked.way_in.person
            named = self._unlocked.register_name, str(self._unlocked.register_id), person
            return draw_apart(*named, self.today(), text)
        finally:
            wipe(text)

    def lost_by_a_new_key(self) -> new_key.Lost:
        """What a new key takes away, to be told before."""
        people = tuple(way.person for way in self._others())
        there, out_of_reach = copies_of(self._register)
        return new_key.Lost(len(there) + out_of_reach, people)

    def _others(self) -> tuple[WayIn, ...]:
        """The passphrases of other people than the one who opened the register."""
        own = self._unlocked.way_in.person
        return tuple(way for way in self.ways().by_passphrase() if way.person != own)

    def decide_new_key(self, before: bytearray, after: bytearray) -> NewKeys:
        """A new key with a passphrase of its own, decided on; it comes once the register is closed.

        Wipes both. Raises `WrongPassphrase`, `WeakPassphrase`, `Trouble` where the disk has no room.
        """
        try:
            if not self.needs_no_old_passphrase():
                ways.opened_by_passphrase(self._folder, self._key, before)
            refuse_weak(self.weigh(after, self.own_words()))
            new_key.refuse_full_disk(self._folder)
            cost, today = self._means.cost, self.today()
            keys = make_new_keys(self._folder, self._unlocked, after, today, cost)
        finally:
            wipe(before, after)
            self.stop_weighing()
        people = [way.person for way in self._others()]
        new_key.begin(self._register, keys, people, remembered=bool(self._of_this_computer()))
        return keys

    def settle_new_key(self) -> new_key.Settled | None:
        """After a new key: a backup under it, and the end of those under the one before; else None.

        Raises `Trouble`; then it is tried again at the next unlocking.
        """
        return new_key.settle(self._register, self._unlocked, self._means.keychain, self._means.clock)


def new_recovery_key() -> bytearray:
    """32 random bytes for a new recovery key, which nothing knows yet; the caller wipes them."""
    return random_secret()


def written_out(recovery: bytearray) -> bytearray:
    """A recovery key in ASCII, as a person copies it; the caller wipes both."""
    return recovery_text(recovery)
