"""A restored register: looked at first, then taken as the register, and what becomes of the one before it."""

from dataclasses import replace
from pathlib import Path

from kmss_dpo.domain.backups import Restored
from kmss_dpo.services.anchor import Anchor
from kmss_dpo.store import earlier, restoring
from kmss_dpo.store.register import Register


class RestoredRegister:
    """What the officer decides about a register that was restored from a backup."""

    def __init__(self, register: Register, anchor: Anchor) -> None:
        self._register = register
        self._anchor = anchor

    def origin(self) -> Restored | None:
        """Where it came from; None for a register that was not restored."""
        with self._register.reading() as connection:
            return restoring.origin(connection)

    def take(self) -> None:
        """Use this one from now on, knowing that it is older; the earlier folder stays as it is.

        Waits for the keychain, so it runs on none of the register's lanes.
        """
        self._register.writing_lane.have_done(self._settle, taken=True)
        self._anchor.accept()

    def erase_earlier(self) -> None:
        """Erase the earlier register with its backups, for good; raises `Trouble`.

        Waits for the disk, so it runs on none of the register's lanes.
        """
        known = self.origin()
        if known and known.earlier:
            earlier.erase(Path(known.earlier), self._register.folder)
            self._register.writing_lane.have_done(self._settle, earlier="")

    def _settle(self, **changed: str | bool) -> None:
        with self._register.writing("restored register") as writing:
            known = restoring.origin(writing.connection)
            if known:
                restoring.settle_origin(writing, replace(known, **changed))  # type: ignore[arg-type]
