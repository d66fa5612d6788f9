"""Backups: made, opened again and compared, without anybody waiting for them."""

from datetime import datetime, timedelta

from kmss_dpo.domain.errors import Stopped, Trouble
from kmss_dpo.store import backups
from kmss_dpo.store.register import Register
from kmss_dpo.support.clock import Clock

_OFTEN_ENOUGH = timedelta(hours=20)


class Backups:
    """What the officer can do with backups. Both run on the lane for long work."""

    def __init__(self, register: Register, clock: Clock) -> None:
        self._register = register
        self._clock = clock

    def make(self) -> datetime:
        """Make one now and check it; the moment it was made. Raises `Trouble`, also when it was stopped."""
        lane = self._register.long_lane
        try:
            return backups.made_at(backups.make(lane, self._register.folder, self._clock.now()))
        except Stopped:
            raise Trouble("The backup was stopped before it was finished.", "None was kept of it.") from None

    def stop(self) -> None:
        """Stop the one that is being made, from any thread; nothing happens where none is."""
        self._register.long_lane.interrupt()

    def make_daily(self) -> datetime | None:
        """Make one unless one was made in the last 20 hours; the moment it was, or None."""
        last = self.last()
        if last and self._clock.now() - last < _OFTEN_ENOUGH:
            return None
        return self.make()

    def last(self) -> datetime | None:
        """When the newest verified backup was made."""
        return backups.newest(self._register.folder, self._clock.now())
