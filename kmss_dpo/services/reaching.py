"""Taking what was erased out of the kept backups too, as often as it needs until each was reached."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ParamSpec

from kmss_dpo.domain.days import say_count
from kmss_dpo.domain.errors import Trouble
from kmss_dpo.store import backups, disposals, restoring, second_place
from kmss_dpo.store.backups import Reached
from kmss_dpo.store.register import Register, write_file_anew

P = ParamSpec("P")


def erase_everywhere(register: Register, erase: Callable[P, None], *args: P.args, **named: P.kwargs) -> int:
    """Run an erasure, then take what it erased out of the kept backups too; how many could not be reached.

    Runs on the lane for long work. The log remembers what went, so that a backup that could not be reached is
    tried again after the next unlock.
    """
    register.writing_lane.have_done(erase, *args, **named)
    _reached, left = reach_backups(register)
    return left


def reach_backups(register: Register) -> tuple[int, int]:
    """Erase what the log remembers from the kept backups: how many were reached, how many were not.

    The register's own file is written anew, as each of them is: no copy of a row stays within a page. Runs on
    the lane for long work; what it cannot reach now it reaches the next time it runs.
    """
    lane = register.long_lane
    with lane.transaction() as connection:
        pending = disposals.unreached(connection)
    if not pending:
        return 0, 0
    anew = register.writing_lane.have_done(write_file_anew, register)
    records = [record for gone in pending.values() for record in gone]
    kept, out_of_reach = copies_of(register)
    outcomes = {backup: backups.erase_from(lane, backup, records) for backup in kept}
    erased = [backup for backup, outcome in outcomes.items() if outcome is Reached.ERASED]
    older = [backup for backup, outcome in outcomes.items() if outcome is Reached.OLDER]
    # Those may be all that there is: they go once there is a newer one that was opened and compared.
    replaced = any(not backups.is_waiting(backup) for backup in erased)
    deleted = list(outcomes.values()).count(Reached.DELETED)
    deleted += sum(map(backups.delete_whole, older)) if replaced else 0
    reached = len(erased) + deleted
    left = len(kept) - reached + out_of_reach
    if anew and not left:
        position = _position(len(erased), deleted)
        register.writing_lane.have_done(_mark_reached, register, tuple(pending), position)
    return reached, left


def _position(erased: int, deleted: int) -> str:
    """What the log says of the kept backups once each of them lost what went."""
    said = [f"Erased from {say_count(erased, 'kept backup')}"] if erased else []
    if deleted:
        said.append(f"{say_count(deleted, 'kept backup')} of an older version deleted whole")
    return "; ".join(said) or "There was no kept backup"


def copies_of(register: Register) -> tuple[list[Path], int]:
    """Every copy that the register knows of, and how many more may lie in a place that is not there now.

    How many are in a place that is missing nobody can count: it stands for one. So does the second place of a
    restored register that nobody has taken yet, for it may be another's that is in use.
    """
    here = [*backups.kept(register.folder), *backups.waiting(register.folder)]
    with register.reading() as connection:
        place, looked_at = second_place.settled(connection), restoring.is_looked_at(connection)
    if place is None:
        return here, 0
    if looked_at:
        return here, 1
    try:
        return [*here, *second_place.copies(place)], 0
    except Trouble:
        return here, 1


def _mark_reached(register: Register, pending: Sequence[int], position: str) -> None:
    with register.writing("disposal reached the backups") as writing:
        for disposal in pending:
            disposals.mark_reached(writing, disposal, position)
