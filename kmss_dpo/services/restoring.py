"""Restoring a backup: which there are, what each would change, and one restored into a folder of its own.

The register itself is never written over. Disposals since the backup are applied again before anybody sees
the restored register; how far they could be found is told.
"""

import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from threading import Event
from typing import ParamSpec, TypeVar
from uuid import UUID

from kmss_dpo.domain.backups import Change, Place, Restored
from kmss_dpo.domain.days import say_day
from kmss_dpo.domain.errors import Mistake, Stopped, Trouble
from kmss_dpo.domain.incidents import IncidentSort
from kmss_dpo.domain.suppression import not_listed_words
from kmss_dpo.domain.unlocking import KeyFileTrouble
from kmss_dpo.keys.storage import read_key_file, read_trusted
from kmss_dpo.keys.unlocking import Unlocked
from kmss_dpo.services.reaching import reach_backups
from kmss_dpo.services.way_into_backups import WayIntoBackups
from kmss_dpo.store import backups, incidents, restoring, second_place, suppressions, taking_over
from kmss_dpo.store.copying import FILE, KEY_FILE, copy_whole
from kmss_dpo.store.refusals import DamagedRegister
from kmss_dpo.store.register import Person, Register
from kmss_dpo.store.restoring import Again
from kmss_dpo.store.suppressions import Listed
from kmss_dpo.store.taking_over import TakenOver
from kmss_dpo.support.clock import Clock, london_day
from kmss_dpo.support.safe_file import not_written, settle_folder, write_safely
from kmss_dpo.support.wiping import wipe

P = ParamSpec("P")
T = TypeVar("T")
Proceed = Callable[[int, int], bool]
_STEPS = 3


@dataclass(frozen=True)
class Found:
    """A backup as it can be seen without a key; `trouble` says why it cannot be one of this register.

    `checked` is false for a copy made when locking that was not opened yet. `size` is in bytes.
    """

    folder: Path
    at: datetime
    place: Place
    size: int
    checked: bool = True
    trouble: str = ""


@dataclass(frozen=True)
class Compared:
    """What a restore of a backup would change; `changes` is None where that cannot be known.

    `trouble` says why the backup does not open, or nothing.
    """

    changes: Sequence[Change] | None = None
    trouble: str = ""


@dataclass(frozen=True)
class Outcome:
    """A restored register: its folder, how much was disposed of again, and how far disposals are known.

    `known_until` is None where the register itself was asked. `not_listed` are lines of the suppression list
    that could not be taken over.
    """

    folder: Path
    of: datetime
    again: int
    known_until: datetime | None = None
    not_listed: int = 0


@dataclass(frozen=True)
class _Since:
    """What the register and every newer backup know that a backup does not.

    `taken_over` is what the newest of them has; `known_until` is as in `Outcome`.
    """

    disposals: Sequence[Again]
    lists: Sequence[Listed]
    taken_over: TakenOver | None
    known_until: datetime | None


class Restoring:
    """Looks at the backups of the register in a folder, and restores one; holds a key until `close`.

    `unlocked` is the key of the open register; without it `way` has to be entered first.
    The work runs on one thread at a time; `stop` and `close` are called from any.
    """

    def __init__(self, folder: Path, clock: Clock, unlocked: Unlocked | None = None) -> None:
        self._folder = folder
        self._clock = clock
        self.way = WayIntoBackups(folder, unlocked)
        self._stopped, self._closed = Event(), Event()

    def look(self, chosen: Path | None = None) -> list[Found]:
        """The backups in the register's folder, in its second place, and in a folder that was chosen."""
        own = _register_id(self._folder)
        here = [*backups.kept(self._folder), *backups.waiting(self._folder)]
        places = dict.fromkeys(here, Place.HERE) | dict.fromkeys(self._in_second_place(), Place.SECOND)
        if chosen:
            for folder in (chosen, chosen / backups.FOLDER, *second_place.own_folders(chosen)):
                places = dict.fromkeys(backups.dated(folder), Place.CHOSEN) | places
        found = [_see(folder, place, own) for folder, place in places.items()]
        in_places = sorted(found, key=lambda each: list(Place).index(each.place))
        return sorted(in_places, key=lambda each: each.at, reverse=True)

    def compare(self, found: Found) -> Compared:
        """What restoring it would change; raises `Stopped`."""
        return self._have_done(self._compare, found)

    def suggested(self) -> Path:
        """A folder that is not there yet, beside the register's own."""
        day = london_day(self._clock.now()).isoformat()
        first = wanted = self._folder.with_name(f"{self._folder.name}-restored-{day}")
        numbers = count(2)
        while wanted.exists():
            wanted = first.with_name(f"{first.name}-{next(numbers)}")
        return wanted

    def restore(self, found: Found, into: Path, proceed: Proceed) -> Outcome:
        """Restore a backup into a new folder, all of it or nothing; `proceed` is told how far it is.

        Raises `Trouble`, `Mistake`, and `Stopped` where `proceed` answers false.
        """
        if into.exists():
            raise Mistake("There is something of that name already. Choose another folder.", "folder")
        return self._have_done(self._restore, found, into, proceed)

    def stop(self) -> None:
        """Break off what is running."""
        self._stopped.set()

    def close(self) -> None:
        """Break off, close what is open and overwrite the key that was entered."""
        self._closed.set()
        self.way.close()

    def _have_done(self, job: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        self._stopped.clear()
        return self.way.lane().have_done(job, *args, **named)

    def _goes_on(self) -> bool:
        return not (self._stopped.is_set() or self._closed.is_set())

    def _in_second_place(self) -> list[Path]:
        """The backups there; none without a key, for what place it is stands in the register."""
        if not self.way.is_known():
            return []
        with suppress(Trouble):
            return second_place.copies_of(self.way.lane(), self._folder / FILE)
        return []

    def _compare(self, found: Found) -> Compared:
        lane = self.way.lane()
        try:
            self._check_key(found)
            restoring.opens(lane, found.folder / FILE)
        except DamagedRegister:
            return Compared(trouble="This backup is damaged: its file cannot be read. Choose another one.")
        except Trouble as trouble:
            return Compared(trouble=f"{trouble.happened} {trouble.to_do}")
        with suppress(Trouble):
            return Compared(restoring.changes(lane, self._folder / FILE, found.folder / FILE))
        return Compared()

    def _check_key(self, found: Found) -> None:
        """That the key in use is the one the backup was made with."""
        try:
            read_trusted(found.folder, self.way.key().key)
        except KeyFileTrouble:
            raise Trouble(
                "It does not open with this way in: another key was in use on its day.",
                "Type the passphrase or the recovery key of that day.",
            ) from None

    def _restore(self, found: Found, into: Path, proceed: Proceed) -> Outcome:
        work = into.parent / backups.restoring(self._folder).name
        try:
            self._copy(found, work, proceed)
            proceed(1, _STEPS)
            since = self._since(found, work)
            proceed(2, _STEPS)
            not_listed = self._finish(work, found, since)
            proceed(3, _STEPS)
            if not self._goes_on():
                raise Stopped
            work.rename(into)
            settle_folder(into.parent)
        except OSError as error:
            told = not_written(error)
            raise Trouble("The backup could not be restored.", f"{told.happened} {told.to_do}") from None
        finally:
            shutil.rmtree(work, ignore_errors=True)
        erased = sum(len(each.erase) for each in since.disposals)
        return Outcome(into, found.at, erased, since.known_until, not_listed)

    def _copy(self, found: Found, work: Path, proceed: Proceed) -> None:
        """Copy a backup and check it; it opens by the way in that was used for it."""
        self._check_key(found)
        copy_whole(found.folder, work, lambda: proceed(0, _STEPS) and self._goes_on())
        with suppress(Trouble):
            read_trusted(self.way.keys, self.way.key().key)
            write_safely(work / KEY_FILE, (self.way.keys / KEY_FILE).read_bytes())
        try:
            restoring.check_sound(self.way.lane(), work / FILE)
        except DamagedRegister:
            raise Trouble(
                "This backup is damaged, so nothing was restored.", "Choose another backup."
            ) from None

    def _since(self, found: Found, work: Path) -> _Since:
        """Asks the register first, then every newer backup, the newest first."""
        newer = [each for each in self.look() if each.at > found.at and not each.trouble]
        known: datetime | None = found.at
        again: dict[tuple[int, str], Again] = {}
        lists: list[Listed] = []
        taken_over: TakenOver | None = None
        for folder, at in ((self._folder, None), *((each.folder, each.at) for each in newer)):
            try:
                told = restoring.disposed_since(self.way.lane(), work / FILE, folder / FILE)
                listed = restoring.suppressed_in(self.way.lane(), folder / FILE)
            except Trouble:
                continue
            known = at if known == found.at else known
            again = {each.name: each for each in told} | again
            lists += [listed] if listed else []
            taken_over = taken_over or taking_over.found_in(self.way.lane(), folder / FILE)
        return _Since(list(again.values()), lists, taken_over, known)

    def _earlier(self) -> str:
        """The folder of the register before the restored one, if anything of it is there."""
        there = any((self._folder / name).exists() for name in (FILE, KEY_FILE, backups.FOLDER))
        return str(self._folder) if there else ""

    def _finish(self, work: Path, found: Found, since: _Since) -> int:
        """Open the copy as the register it is, erase again what was disposed of since, and note it.

        Whoever objected since stays recognised; how many could not be.
        """
        key = self.way.key()
        raw = key.key.copy_for_sqlcipher()
        try:
            register = Register(work, raw, Person(key.way_in.slot_id, key.way_in.person), self._clock)
        finally:
            wipe(raw)
        try:
            for each in since.disposals:
                with register.writing("disposed of again") as writing:
                    restoring.apply_again(writing, each)
            with register.writing("suppression list taken over") as writing:
                not_listed = suppressions.take_over(writing, since.lists)
            with register.writing("restored") as writing:
                if since.taken_over:
                    taking_over.take_over(writing, since.taken_over)
                restoring.settle_origin(writing, Restored(found.at, self._earlier()))
                told = restored_words(found.at, since.known_until, not_listed)
                incidents.add(writing, IncidentSort.RESTORED, told)
            register.long_lane.have_done(reach_backups, register)
        finally:
            register.close()
        return not_listed


def restored_words(of: datetime, known_until: datetime | None, not_listed: int = 0) -> str:
    """Of which day the restored backup is, and what of what was done since cannot be known or taken over."""
    words = [f"It is the backup of {say_day(london_day(of))}."]
    if known_until:
        words.append(f"Disposals after {say_day(london_day(known_until))} could not be found.")
    if not_listed:
        words.append(not_listed_words(not_listed))
    return " ".join(words)


def _register_id(folder: Path) -> UUID | None:
    with suppress(Trouble):
        return read_key_file(folder).register_id
    return None


def _see(folder: Path, place: Place, own: UUID | None) -> Found:
    """What can be seen of a backup without a key."""
    trouble, size = "", 0
    try:
        size = (folder / FILE).stat().st_size
        if not size:
            trouble = "Its encrypted file is empty."
    except OSError:
        trouble = "Its encrypted file is missing."
    try:
        if own not in {None, read_key_file(folder).register_id}:
            trouble = "It is a backup of another register."
    except Trouble:
        trouble = trouble or "Its key file is missing or damaged."
    checked = place is not Place.HERE or not backups.is_waiting(folder)
    return Found(folder, backups.made_at(folder), place, size, checked, trouble)
