"""What the officer settled for this register: the organisation and the regulator."""

from dataclasses import asdict
from typing import Any

from kmss_dpo.domain.holidays import Nation
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.store import settings
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.register import Register

_ORGANISATION = "organisation"
_REGULATOR = "regulator"
_CONFIRMED = "first run finished"


def organisation(connection: Reading) -> Organisation:
    """The controller, within a transaction that is already open."""
    plain = settings.value(connection, _ORGANISATION)
    return Organisation(**{**plain, "nation": Nation(plain["nation"])}) if plain else Organisation()


def regulator(connection: Reading) -> Regulator:
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

    def confirmed(self) -> bool:
        """Whether the officer went through the first-run questions."""
        return bool(self._value(_CONFIRMED))

    def settle(self, organisation: Organisation, regulator: Regulator) -> None:
        """Keep all of them; dates that hang on the nation are recomputed by `Cases.recompute`."""
        with self._register.writing("settings changed") as writing:
            settings.settle(writing, _ORGANISATION, asdict(organisation))
            settings.settle(writing, _REGULATOR, asdict(regulator))

    def confirm(self) -> None:
        """Note that the first-run questions were answered."""
        with self._register.writing("first run finished") as writing:
            settings.settle(writing, _CONFIRMED, plain=True)

    def _value(self, name: str) -> Any:
        with self._register.reading() as connection:
            return settings.value(connection, name)
