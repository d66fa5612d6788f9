"""What the officer settled for this register: the organisation, the regulator, and the lock."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection

from kmss_dpo.domain.holidays import Nation
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.store import settings
from kmss_dpo.store.register import Register

_ORGANISATION = "organisation"
_REGULATOR = "regulator"
_IDLE_MINUTES = "idle minutes before locking"
_CONFIRMED = "first run finished"
USUAL_IDLE_MINUTES = 10


def organisation(connection: Connection) -> Organisation:
    """The controller, within a transaction that is already open."""
    plain = settings.value(connection, _ORGANISATION)
    return Organisation(**{**plain, "nation": Nation(plain["nation"])}) if plain else Organisation()


def regulator(connection: Connection) -> Regulator:
    """The regulator, within a transaction that is already open."""
    plain = settings.value(connection, _REGULATOR)
    return Regulator(**plain) if plain else Regulator()


class Settings:
    """Reading and settling them; what was never settled has the defaults of the privacy notice."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def organisation(self) -> Organisation:
        """The controller."""
        with self._register.reading() as connection:
            return organisation(connection)

    def regulator(self) -> Regulator:
        """The regulator."""
        with self._register.reading() as connection:
            return regulator(connection)

    def idle_minutes(self) -> int:
        """After how many minutes without use the register locks itself."""
        return int(self._value(_IDLE_MINUTES) or USUAL_IDLE_MINUTES)

    def confirmed(self) -> bool:
        """Whether the officer went through the first-run questions."""
        return bool(self._value(_CONFIRMED))

    def settle(self, organisation: Organisation, regulator: Regulator, idle_minutes: int) -> None:
        """Keep all of them; dates that hang on the nation are recomputed by `Cases.recompute`."""
        with self._register.writing("settings changed") as writing:
            settings.settle(writing, _ORGANISATION, asdict(organisation))
            settings.settle(writing, _REGULATOR, asdict(regulator))
            settings.settle(writing, _IDLE_MINUTES, idle_minutes)

    def confirm(self) -> None:
        """Note that the first-run questions were answered."""
        with self._register.writing("first run finished") as writing:
            settings.settle(writing, _CONFIRMED, plain=True)

    def _value(self, name: str) -> Any:
        with self._register.reading() as connection:
            return settings.value(connection, name)
