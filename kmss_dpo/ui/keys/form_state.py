"""What the ways in are called, and what is said of the kit and of a new key; no widget needed."""

from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.days import say_count, say_day
from kmss_dpo.domain.keys import SlotKind, WayIn, Ways
from kmss_dpo.services.new_key import Lost, Settled

KIND_WORDS = {
    SlotKind.PASSPHRASE: "Passphrase",
    SlotKind.RECOVERY: "Recovery kit, on paper",
    SlotKind.KEYCHAIN: "A computer's keychain",
}
OLD_BACKUPS = (
    "Backups that were made before keep the passphrase of then. If somebody knows the old one, give the "
    "register a new key instead."
)
DEPUTY = (
    "They type a passphrase of their own here, and you need not know it. What they do is recorded under "
    "their name. They can do everything that you can."
)
REHEARSAL = (
    "Type the key from the printed kit. It is tried in memory: nothing is opened and nothing is changed."
)
NEW_KIT = (
    "This is a new recovery key. Print it or save it, and put it in a safe place away from this computer. "
    "The earlier kit opens the register until you press the button below, and never after."
)
NO_KIT = "There is no recovery kit: who forgets the passphrase loses the register. Make one and print it."

_PERSON_TAKEN = (
    "It no longer opens the register. What they wrote keeps their name. Backups made before still open with "
    "it, and so does any copy they took: if that worries you, give the register a new key."
)
_WHY_NEW_KEY = (
    "Do this if somebody may know the key, a passphrase or the recovery key, or has a copy of the register's "
    "folder. Everything is encrypted anew under a new random key, checked, and put in the place of the old "
    "file, which is destroyed. The register locks meanwhile; you can stop until the last moment, and it "
    "stays as it was."
)
_NOT_CHANGED = (
    "What nobody can change: a copy that somebody took already still opens with the old key, and a drive may "
    "keep what was overwritten. Destroy sticks and disks that hold a copy."
)


@dataclass(frozen=True)
class DeputyState:
    """What is typed of another person; their passphrase is in no state."""

    person: str = ""


@dataclass(frozen=True)
class Line:
    """One way in as the list shows it; `id` is its place."""

    id: int
    way: WayIn
    opened_it: bool
    removable: bool

    @property
    def kind(self) -> str:
        """What opens it, in words."""
        return KIND_WORDS[self.way.kind]


def lines(ways: Ways) -> list[Line]:
    """The ways in as the list shows them."""
    return [
        Line(number, way, way.slot_id == ways.opened_by, ways.removable(way))
        for number, way in enumerate(ways.every, start=1)
    ]


def removal_words(way: WayIn) -> tuple[str, str, str]:
    """What taking one away means: a question, what happens, and the button."""
    if way.kind is SlotKind.KEYCHAIN:
        return (
            "Take a computer away?",
            "Its keychain no longer opens the register. The passphrase still opens it there.",
            "Take the computer away",
        )
    return (
        f"Take {way.person}'s passphrase away?",
        _PERSON_TAKEN,
        "Take the passphrase away",
    )


def kit_words(ways: Ways) -> str:
    """What is known of the recovery kit."""
    kit, tried = ways.kit(), ways.proved()
    if kit is None:
        return NO_KIT
    if tried is None:
        return f"The recovery kit was made on {say_day(kit.created_on)} and has never been tried."
    if not tried.held:
        return f"On {say_day(tried.on)} the key that was typed did not open the register. Make a new kit."
    return f"Last proved on {say_day(tried.on)}: the printed kit opens the register."


def kit_reminder(ways: Ways, today: date) -> str:
    """What should be done about the kit; empty where nothing is due."""
    if ways.kit() is None:
        return NO_KIT
    if not ways.should_rehearse(today):
        return ""
    if (tried := ways.proved()) and not tried.held:
        return (
            "The recovery kit did not open the register when it was tried last. Make a new one and print it."
        )
    return "A year or more has gone by since the recovery kit was proved. Try the one that you have on paper."


def absent_words(ways: Ways) -> str:
    """Who lost their passphrase with an earlier key; empty where nobody did."""
    if not ways.absent:
        return ""
    people = ", ".join(ways.absent)
    return f"Lost their passphrase with the earlier key, and have to come and type one: {people}."


def new_key_words(lost: Lost) -> tuple[str, ...]:
    """What a new key is, does and takes away, a paragraph each."""
    going = "it is destroyed" if lost.backups == 1 else "they are destroyed"
    backups = (
        f"Kept under the old key: {say_count(lost.backups, 'backup')}; {going} as soon as a new one is made "
        "and checked."
        if lost.backups
        else "There are no backups under the old key."
    )
    people = (
        f"The passphrases of {', '.join(lost.people)} no longer open it: they have to type one again."
        if lost.people
        else "Until then the passphrase below is the only way in."
    )
    return (
        _WHY_NEW_KEY,
        backups,
        f"The recovery kit is void; you make a new one next. {people} Other computers are forgotten.",
        _NOT_CHANGED,
    )


def settled_words(settled: Settled) -> str:
    """What followed after a new key, in a few sentences."""
    parts = ["The register has a new key, and a backup under it."]
    if settled.destroyed:
        was = "was" if settled.destroyed == 1 else "were"
        parts.append(f"{say_count(settled.destroyed, 'backup')} under the old key {was} destroyed.")
    if settled.left:
        parts.append(
            f"{say_count(settled.left, 'backup')} under the old key could not be destroyed; that is tried "
            "again at the next unlocking."
        )
    if settled.people:
        parts.append(f"Have to come and type a passphrase: {', '.join(settled.people)}.")
    if settled.forgotten:
        parts.append(
            "This computer's keychain no longer opens it; it can be remembered again in the settings."
        )
    return " ".join(parts)
