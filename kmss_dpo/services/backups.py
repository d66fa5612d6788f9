"""Backups: made, opened again and compared, in two places, without anybody waiting for them."""

import secrets
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Event

from kmss_dpo.domain.backups import MANY_RECORDS, OFTEN_ENOUGH, SecondPlace, Standing
from kmss_dpo.domain.days import say_day
from kmss_dpo.domain.errors import Mistake, Stopped, Trouble
from kmss_dpo.domain.incidents import IncidentSort
from kmss_dpo.services import rehearsing
from kmss_dpo.store import backups, incidents, restoring, second_place
from kmss_dpo.store.register import Register
from kmss_dpo.support.clock import Clock, london_day

_NOTED = "backups noted"
_LOOKED_AT = (
    "This register was restored and is only looked at, so the second place stays as it is. Use this register "
    "from now on first."
)


class Backups:
    """What the officer can do with backups, and what is done by itself. All run on the lane for long work."""

    def __init__(self, register: Register, clock: Clock) -> None:
        self._register = register
        self._clock = clock
        self._stopped = Event()

    def make(self) -> datetime:
        """Make one now and check it; the moment it was made. Raises `Trouble`, also when it was stopped."""
        self._stopped.clear()
        try:
            made = self._make()
        except Stopped:
            raise Trouble("The backup was stopped before it was finished.", "None was kept of it.") from None
        self._copy_if_there()
        return made

    def make_and_tell(self) -> Standing:
        """Make one now, as above; how things stand then."""
        self.make()
        return self.standing()

    def stop(self) -> None:
        """Stop the one that is being made, from any thread; nothing happens where none is."""
        self._stopped.set()
        self._register.long_lane.interrupt()

    def keep_up(self) -> None:
        """What is due by itself: open the copies made when locking, make the day's backup, copy it elsewhere.

        What goes wrong is noted as an incident, for nobody asked for it and nobody waits for it. Raises
        `Stopped`.
        """
        self._stopped.clear()
        for due in (self._settle, self.make_daily):
            try:
                due()
            except Trouble as trouble:
                self._note(f"{trouble.happened} {trouble.to_do}")
        self._copy_if_there()

    def make_daily(self) -> datetime | None:
        """Make one unless one was made in the last 20 hours; the moment it was, or None."""
        last = self.last()
        if last and self._clock.now() - last < OFTEN_ENOUGH:
            return None
        return self._make()

    def last(self) -> datetime | None:
        """When the newest verified backup was made."""
        return backups.newest(self._register.folder, self._clock.now())

    def standing(self) -> Standing:
        """When the last backup was made, where, and when the last rehearsal went well."""
        with self._register.reading() as connection:
            second = second_place.settled(connection)
            rehearsal = rehearsing.last(connection)
        return Standing(
            made=self.last(),
            second=second,
            rehearsed=rehearsal.went_well if rehearsal else None,
            trouble=rehearsal.trouble if rehearsal else "",
        )

    def choose_second_place(self, folder: Path) -> bool:
        """Copy each backup to this folder too from now on, and those there are; raises `Trouble`, `Mistake`.

        Then the copies in an earlier second place are deleted, for no erasure would reach them; False where
        they could not be.
        """
        self._check_own()
        if folder.resolve().is_relative_to(self._register.folder.resolve()):
            raise Mistake("That is in the register's own folder. Choose a folder on another disk.", "folder")
        before = self._place()
        place = SecondPlace(str(folder), secrets.token_hex(8))
        second_place.make_ready(place)
        self._settle_place(place)
        self._stopped.clear()
        try:
            self.copy_elsewhere()
        except (Trouble, Stopped):
            if before:  # its copies are there still
                self._settle_place(before)
                _cleared(place)
            raise
        return _cleared(before)

    def leave_second_place(self) -> bool:
        """Make no more copies there, and delete those that are; False where they could not be reached."""
        self._check_own()
        place = self._place()
        self._settle_place(None)
        return _cleared(place)

    def copy_elsewhere(self) -> int:
        """Copy to the second place what it lacks; how many. Raises `Trouble`, `Stopped`."""
        place = self._place()
        if place is None:
            return 0
        now = self._clock.now()
        lane, folder = self._register.long_lane, self._register.folder
        try:
            copied = second_place.catch_up(lane, folder, place, now, self._goes_on)
        except Trouble:
            self._missed(place)
            raise
        if place.missing_since:
            self._settle_place(replace(place, missing_since=None, reported=False))
        return copied

    def _missed(self, place: SecondPlace) -> None:
        """Note since when the second place was missed, and an incident once that is too long."""
        now = self._clock.now()
        since = min(place.missing_since or now, now)  # a wrong clock may have dated it after now
        missed = replace(place, missing_since=since)
        late = missed.missed_too_long(now)
        if late:
            said = say_day(london_day(since))
            self._note(f"The second place for backups has had no copy since {said}.")
        self._settle_place(replace(missed, reported=place.reported or late))

    def leave_copy(self) -> None:
        """Copy the register that was just closed, if it changed since the last copy. Raises `Trouble`.

        Nothing is open any more: it is done without the key, and opened and compared by the next `keep_up`.
        """
        backups.leave_copy(self._register.folder, self._clock.now())

    def _copy_if_there(self) -> None:
        """What is wrong with the second place stands in the panels, and is an incident when it lasts."""
        with suppress(Trouble, Stopped):
            self.copy_elsewhere()

    def _make(self) -> datetime:
        register = self._register
        made = backups.make(
            register.long_lane, register.folder, self._clock.now(), register.still(), self._goes_on
        )
        return backups.made_at(made)

    def _settle(self) -> None:
        backups.settle(self._register.long_lane, self._register.folder, self._clock.now())

    def _place(self) -> SecondPlace | None:
        """The second place, unless it may be another register's: a restored one has it once it is taken."""
        with self._register.long_lane.transaction() as connection:
            return None if restoring.is_looked_at(connection) else second_place.settled(connection)

    def _check_own(self) -> None:
        with self._register.long_lane.transaction() as connection:
            if restoring.is_looked_at(connection):
                raise Mistake(_LOOKED_AT, "folder")

    def _settle_place(self, place: SecondPlace | None) -> None:
        self._register.writing_lane.have_done(_settle_place, self._register, place)

    def _note(self, told: str) -> None:
        self._register.writing_lane.have_done(_note, self._register, told)

    def _goes_on(self) -> bool:
        return self._register.goes_on() and not self._stopped.is_set()


def make_before_disposal(register: Register, clock: Clock, count: int) -> None:
    """Make a backup before many records are disposed of; raises `Trouble`, and nothing is disposed of then.

    Runs on the lane for long work. The disposal reaches this backup, too: it is there for a disk that fails
    in the middle.
    """
    if count >= MANY_RECORDS:
        Backups(register, clock).make()


def _cleared(place: SecondPlace | None) -> bool:
    """Whether nothing of a register is left in a second place that it had."""
    if place is None:
        return True
    try:
        second_place.clear(place)
    except Trouble:
        return False
    return True


def _settle_place(register: Register, place: SecondPlace | None) -> None:
    with register.writing(_NOTED) as writing:
        second_place.settle(writing, place)


def _note(register: Register, told: str) -> None:
    with register.writing(_NOTED) as writing:
        incidents.add(writing, IncidentSort.BACKUP_FAILED, told)
