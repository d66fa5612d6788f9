"""The ways into a register as the officer sees them, and when its recovery kit should be tried again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kmss_dpo.domain.days import add_months
from kmss_dpo.domain.errors import Mistake

REHEARSE_AFTER_MONTHS = 12


class SlotKind(StrEnum):
    """What opens a way in."""

    PASSPHRASE = "passphrase"  # noqa: S105 the kind of slot, not a secret
    RECOVERY = "recovery"
    KEYCHAIN = "keychain"


@dataclass(frozen=True)
class WayIn:
    """One slot of the key file: what opens it, whose it is, since when."""

    slot_id: str
    kind: SlotKind
    person: str
    created_on: date


@dataclass(frozen=True)
class Rehearsal:
    """When a recovery key was tried last, whether it would have opened the register, and of which kit."""

    on: date
    held: bool
    slot_id: str


@dataclass(frozen=True)
class Ways:
    """Every way in; `opened_by` is the one that opened the register now, `absent` who lost theirs."""

    every: tuple[WayIn, ...]
    opened_by: str
    rehearsal: Rehearsal | None = None
    absent: tuple[str, ...] = ()

    def kit(self) -> WayIn | None:
        """The recovery key that holds now."""
        return next((way for way in self.every if way.kind is SlotKind.RECOVERY), None)

    def by_passphrase(self) -> tuple[WayIn, ...]:
        """Those that a passphrase opens."""
        return tuple(way for way in self.every if way.kind is SlotKind.PASSPHRASE)

    def opener(self) -> WayIn | None:
        """The way that opened the register now, unless it was taken away since."""
        return next((way for way in self.every if way.slot_id == self.opened_by), None)

    def proved(self) -> Rehearsal | None:
        """The last try of the kit that holds now; a try of an earlier kit says nothing of it."""
        kit = self.kit()
        return self.rehearsal if kit and self.rehearsal and self.rehearsal.slot_id == kit.slot_id else None

    def should_rehearse(self, today: date) -> bool:
        """Whether the kit was made, or held when it was tried, twelve months ago or more."""
        kit, proved = self.kit(), self.proved()
        if kit is None:
            return False
        if proved is not None and not proved.held:
            return True
        return today >= add_months(proved.on if proved else kit.created_on, REHEARSE_AFTER_MONTHS)

    def removable(self, way: WayIn) -> bool:
        """Whether it can be taken away: not the kit, which is renewed, and not the one in use."""
        if way.kind is SlotKind.RECOVERY or way.slot_id == self.opened_by:
            return False
        return way.kind is SlotKind.KEYCHAIN or len(self.by_passphrase()) > 1


def check_name(person: str, ways: Iterable[WayIn] = ()) -> str:
    """The name of a person who gets a way in, as it is kept; a second one of the same name is refused."""
    name = " ".join(person.split())
    if not name:
        raise Mistake("Enter the name: it stands in the audit trail with what is done.", "person")
    if any(way.kind is SlotKind.PASSPHRASE and way.person.casefold() == name.casefold() for way in ways):
        raise Mistake(
            "Somebody of this name has a passphrase already. Add something that tells them apart.", "person"
        )
    return name
