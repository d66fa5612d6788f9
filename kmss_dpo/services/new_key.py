"""Giving the register a new key because the one before may be known: what is lost, the change, what follows.

What follows the change is noted in the register before it: the note counts once the way in that came with
the new key exists, so that it is done whatever the change was broken off by.
"""

from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.incidents import IncidentSort
from kmss_dpo.keys.keychain import Keychain
from kmss_dpo.keys.new_key import NewKeys
from kmss_dpo.keys.storage import is_under
from kmss_dpo.keys.unlocking import Unlocked
from kmss_dpo.keys.ways import remember_computer, ways_in
from kmss_dpo.services.backups import Backups
from kmss_dpo.services.key_file import note_key_file
from kmss_dpo.services.reaching import copies_of
from kmss_dpo.store import incidents, rekeying, settings
from kmss_dpo.store.register import Register, only_one
from kmss_dpo.support.clock import Clock, london_day
from kmss_dpo.support.destroying import destroy_folder
from kmss_dpo.support.wiping import wipe

_PLAN = "new key"
_TOLD = "Backups under the key before are destroyed once there is one under the new key."
_NO_BACKUP_YET = (
    "The register has its new key, but no backup could be made, so the earlier ones are not destroyed yet.",
    "Free some space or check the disk. It is tried again at the next unlocking.",
)
_MEGABYTE = 1_000_000
Proceed = Callable[[int, int], bool]


@dataclass(frozen=True)
class Lost:
    """What a new key takes away: so many kept backups, and the passphrases of other people."""

    backups: int
    people: tuple[str, ...]


@dataclass(frozen=True)
class Settled:
    """What followed: backups destroyed and left, people who have to come, whether this computer forgot."""

    destroyed: int
    left: int
    people: tuple[str, ...]
    forgotten: bool


def refuse_full_disk(folder: Path) -> None:
    """Raises `Trouble` where the disk has no room for a copy of the register and a backup."""
    missing = rekeying.room_needed(folder)
    if missing:
        raise Trouble(
            f"A new key needs {missing // _MEGABYTE + 1} MB more room on the disk for the time it takes; "
            "nothing was changed.",
            "Free some space and try again.",
        )


def begin(register: Register, keys: NewKeys, people: Sequence[str], *, remembered: bool) -> None:
    """Note what is to follow once the key is in force."""
    plan = {"slot_id": keys.slot_id, "people": list(people), "remembered": remembered}
    with register.writing("new key begun") as writing:
        settings.settle(writing, _PLAN, plan | {"told": False, "settled": False})


def change(keys: NewKeys, proceed: Proceed) -> Unlocked:
    """Put the register's file under the new key; it must be closed. Whatever happens both keys are wiped.

    The moment that decides is the replacing of the key file: before it the register is as it was, and
    `Stopped` or `Trouble` says so; after it the new key holds, and the next opening finishes what is left.
    """
    before, after = keys.before.copy_for_sqlcipher(), keys.after.copy_for_sqlcipher()
    try:
        with ExitStack() as leaving:
            leaving.callback(only_one(keys.folder).release)
            rekeying.copy_under(keys.folder, before, after, proceed)
            unlocked = keys.put_in_force()  # refused, it leaves the copy: the next opening knows which holds
            rekeying.finish(keys.folder, after)
            return unlocked
    finally:
        wipe(before, after)
        keys.wipe()


def settle(register: Register, unlocked: Unlocked, keychain: Keychain, clock: Clock) -> Settled | None:
    """Do what is to follow: tell of it, a backup under the new key, then the end of the older ones.

    None where nothing is. Raises `Trouble`; what was not done is done the next time.
    """
    plan = _plan(register)
    present = {way.slot_id for way in ways_in(register.folder, unlocked.key)}
    if not plan or plan["settled"] or plan["slot_id"] not in present:
        return None
    forgotten = False
    if not plan["told"]:
        forgotten = plan["remembered"] and not _remember_again(register, unlocked, keychain, clock)
        plan = _tell(register, plan)
    try:
        Backups(register, clock).make()
    except Trouble:  # its own words would say that nothing was changed
        raise Trouble(*_NO_BACKUP_YET) from None
    destroyed, left = _destroy_under_earlier(register, unlocked)
    with register.writing("new key settled") as writing:
        settings.settle(writing, _PLAN, plan | {"settled": left == 0})
    return Settled(destroyed, left, tuple(plan["people"]), forgotten)


def absent(register: Register) -> Sequence[str]:
    """The people whose passphrase went with an earlier key and who have not typed another yet."""
    plan = _plan(register)
    return plan["people"] if plan and plan["told"] else ()


def expect_no_more(register: Register, people: Collection[str]) -> None:
    """Some people typed a passphrase again, or are not to."""
    plan = _plan(register)
    if plan and not set(people).isdisjoint(plan["people"]):
        rest = [name for name in plan["people"] if name not in people]
        with register.writing("ways in made again") as writing:
            settings.settle(writing, _PLAN, plan | {"people": rest})


def _plan(register: Register) -> dict[str, Any] | None:
    with register.reading() as connection:
        return settings.value(connection, _PLAN)


def _tell(register: Register, plan: dict[str, Any]) -> dict[str, Any]:
    told = plan | {"told": True}
    with register.writing("new key in force") as writing:
        settings.settle(writing, _PLAN, told)
        incidents.add(writing, IncidentSort.KEY_CHANGED, _TOLD)
    return told


def _remember_again(register: Register, unlocked: Unlocked, keychain: Keychain, clock: Clock) -> bool:
    """Whether this computer's keychain opens the register under its new key too."""
    try:
        remember_computer(register.folder, unlocked, keychain, london_day(clock.now()))
    except Trouble:
        return False
    note_key_file(register, unlocked.key)
    return True


def _destroy_under_earlier(register: Register, unlocked: Unlocked) -> tuple[int, int]:
    """The backups that are not known to be under the key that holds now: how many went, how many are left.

    Those of the second place are among them; what lies in a place that is not there now stands for one.
    """
    there, out_of_reach = copies_of(register)
    earlier = [kept for kept in there if not is_under(kept, unlocked.key)]
    left = 0
    for kept in earlier:
        try:
            destroy_folder(kept)
        except OSError:
            left += 1
    return len(earlier) - left, left + out_of_reach
