"""Keeps where the audit trail ends outside the register, so that an older copy put back is noticed.

It is kept in the computer's keychain, where there is one, and each backup knows its own end. What is kept is
a number and a hash: nothing of the register, and nothing that opens it.
"""

from collections.abc import Iterator
from contextlib import suppress

from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.incidents import IncidentSort
from kmss_dpo.domain.soundness import Known, OlderCopy
from kmss_dpo.keys.keychain import Keychain
from kmss_dpo.services.incidents import note_once
from kmss_dpo.services.reaching import copies_of
from kmss_dpo.store import audit, backups, restoring, settings
from kmss_dpo.store.register import Register

_ACCEPTED = "trail.accepted"
"""The setting with the ends that the officer, or a restore, knowingly left behind."""
_HASH = 32
_NUMBER = 8


class Anchor:
    """For one open register. Everything waits for its lanes or the keychain, so it runs on none of them."""

    def __init__(self, register: Register, keychain: Keychain, account: str) -> None:
        self._register = register
        self._keychain = keychain
        self._account = account
        self._holds = False
        self._kept: audit.End | None = None

    def check(self) -> OlderCopy | None:
        """Whether an older copy was put in the register's place; an incident, noted once for each.

        A restored register is known to be older. Until it is taken, what is kept is the other one's end.
        """
        if self._register.reading_lane.have_done(self._is_looked_at):
            return None
        unknown = self._unknown()
        self._holds = not unknown
        if not unknown:
            return None
        newest = max(unknown, key=lambda known: known.entry)
        older = OlderCopy(newest)
        lane, sort = self._register.writing_lane, IncidentSort.OLDER_COPY
        lane.have_done(note_once, self._register, sort, older.place)
        return older

    def accept(self) -> None:
        """Go on with the register as it is, knowingly; recorded. What it lost sight of alarms no more."""
        if unknown := self._unknown():
            self._register.writing_lane.have_done(self._accept, unknown)
        self._holds = True
        self.keep()

    def keep(self) -> None:
        """Keep where the trail ends now; also after the register was closed.

        Not before it was looked at what is kept, nor over the end of a newer copy.
        """
        end = self._register.trail_end
        if self._holds and end != self._kept:
            with suppress(Trouble):  # a computer without a keychain has the backups
                secret = bytearray(end.id.to_bytes(_NUMBER, "big") + end.chained)
                self._keychain.store(self._account, secret)
                self._kept = end

    def _is_looked_at(self) -> bool:
        with self._register.reading() as connection:
            return restoring.is_looked_at(connection)

    def _unknown(self) -> list[Known]:
        """The ends kept elsewhere that the register's own trail does not hold and nobody has accepted."""
        known = [*self._in_keychain(), *self._in_backups()]
        return self._register.reading_lane.have_done(self._not_held, known)

    def _not_held(self, known: list[Known]) -> list[Known]:
        with self._register.reading() as connection:
            accepted = settings.value(connection, _ACCEPTED) or []
            return [
                each
                for each in known
                if audit.chained_at(connection, each.entry) != each.chained and _said(each) not in accepted
            ]

    def _in_keychain(self) -> Iterator[Known]:
        with suppress(Trouble):
            kept = bytes(self._keychain.read(self._account))
            if len(kept) == _NUMBER + _HASH:
                number = int.from_bytes(kept[:_NUMBER], "big")
                yield Known(number, kept[_NUMBER:], "this computer's keychain")

    def _in_backups(self) -> Iterator[Known]:
        lane = self._register.long_lane
        for backup in copies_of(self._register)[0]:
            if end := lane.have_done(backups.trail_end, lane, backup):
                yield Known(end.id, end.chained, "a backup")

    def _accept(self, unknown: list[Known]) -> None:
        with self._register.writing("older copy accepted") as writing:
            before = settings.value(writing.connection, _ACCEPTED) or []
            settings.settle(writing, _ACCEPTED, sorted({*before, *map(_said, unknown)}))


def _said(known: Known) -> str:
    return f"{known.entry}:{known.chained.hex()}"
