"""Rehearsals: each week the newest backup is restored into a private folder, looked at and removed."""

import shutil
from datetime import datetime, timedelta
from threading import Event
from typing import Any

from kmss_dpo.domain.backups import REHEARSE_AFTER, Rehearsal
from kmss_dpo.domain.days import say_day
from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.incidents import IncidentSort
from kmss_dpo.keys.data_key import DataKey
from kmss_dpo.keys.storage import read_trusted
from kmss_dpo.store import backups, incidents, rehearsing, settings
from kmss_dpo.store.copying import copy_whole
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.refusals import DamagedRegister
from kmss_dpo.store.register import Register
from kmss_dpo.support.clock import Clock, london_day

_NAME = "rehearsal of a restore"
_NOTED = "rehearsal noted"


def last(connection: Reading) -> Rehearsal | None:
    """The last rehearsal there was."""
    plain: dict[str, Any] | None = settings.value(connection, _NAME)
    if plain is None:
        return None
    well = plain["went_well"]
    return Rehearsal(
        at=datetime.fromisoformat(plain["at"]),
        records=plain["records"],
        trouble=plain["trouble"],
        went_well=datetime.fromisoformat(well) if well else None,
    )


class Rehearsing:
    """Runs on the lane for long work; a lock breaks it off and nothing is noted."""

    def __init__(self, register: Register, key: DataKey, clock: Clock) -> None:
        self._register = register
        self._key = key
        self._clock = clock
        self._stopped = Event()

    def stop(self) -> None:
        """Stop the one that is running, from any thread; nothing happens where none is."""
        self._stopped.set()
        self._register.long_lane.interrupt()

    def due(self) -> bool:
        """Whether the last one is a week ago or dated after now by a wrong clock, and there is a backup."""
        with self._register.long_lane.transaction() as connection:
            before, now = last(connection), self._clock.now()
        long_ago = before is None or not timedelta() <= now - before.at < REHEARSE_AFTER
        return long_ago and bool(backups.kept(self._register.folder))

    def rehearse_if_due(self) -> Rehearsal | None:
        """Rehearse where a week has gone by; what came of it. Raises `Stopped`."""
        return self.rehearse() if self.due() else None

    def rehearse(self) -> Rehearsal:
        """Restore the newest backup into a private folder, look at it, and remove it; what came of it.

        What goes wrong is noted as an incident. Raises `Stopped`, and `Trouble` where there is no backup.
        """
        self._stopped.clear()
        now = self._clock.now()
        kept = backups.kept(self._register.folder)
        if not kept:
            raise Trouble("There is no backup to rehearse a restore with.", "Make a backup first.")
        records, told = 0, ""
        of = say_day(london_day(backups.made_at(kept[0])))
        try:
            records = self._restore_and_look(kept[0].name)
        except DamagedRegister:
            told = f"The backup of {of} is damaged: its file cannot be read. Make one now."
        except Trouble as trouble:
            told = f"The backup of {of} did not restore. {trouble.happened} {trouble.to_do}"
        return self._register.writing_lane.have_done(self._note, Rehearsal(now, records, told))

    def _restore_and_look(self, name: str) -> int:
        register = self._register
        copy = register.folder / backups.REHEARSAL
        try:
            copy_whole(register.folder / backups.FOLDER / name, copy, self._goes_on)
            read_trusted(copy, self._key)
            return rehearsing.examine(register.long_lane, copy, self._goes_on)
        except OSError:
            raise Trouble("It could not be copied.", "Check the free space on the disk.") from None
        finally:
            shutil.rmtree(copy, ignore_errors=True)

    def _goes_on(self) -> bool:
        return self._register.goes_on() and not self._stopped.is_set()

    def _note(self, rehearsal: Rehearsal) -> Rehearsal:
        with self._register.writing(_NOTED) as writing:
            before = last(writing.connection)
            well = rehearsal.at if not rehearsal.trouble else before.went_well if before else None
            noted = Rehearsal(rehearsal.at, rehearsal.records, rehearsal.trouble, well)
            plain = {"at": noted.at.isoformat(), "records": noted.records, "trouble": noted.trouble}
            settings.settle(writing, _NAME, {**plain, "went_well": well.isoformat() if well else ""})
            if noted.trouble:
                incidents.add(writing, IncidentSort.REHEARSAL_FAILED, noted.trouble)
        return noted
