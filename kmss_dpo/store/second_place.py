"""The second place for backups: a folder of the officer's choice, such as a disk that is not always there.

Each register has a folder of its own in it, known by a mark that no other disk of the same name has.
"""

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from kmss_dpo.domain.backups import SecondPlace
from kmss_dpo.domain.errors import Trouble
from kmss_dpo.store import backups, settings
from kmss_dpo.store.copying import FILE, GoesOn, always, copy_whole, is_whole
from kmss_dpo.store.lanes import Lane
from kmss_dpo.store.refusals import DamagedRegister
from kmss_dpo.store.writing import Writing
from kmss_dpo.support.safe_file import not_written, settle_folder

_NAME = "second place for backups"
_OWN = "register-backups-"


def settled(connection: Connection) -> SecondPlace | None:
    """The second place that the officer chose."""
    plain: dict[str, Any] | None = settings.value(connection, _NAME)
    if not plain:
        return None
    since = plain["missing_since"]
    missing = datetime.fromisoformat(since) if since else None
    return SecondPlace(plain["folder"], plain["mark"], missing, bool(plain["reported"]))


def settle(writing: Writing, place: SecondPlace | None) -> None:
    """Keep it, or that there is none."""
    plain: dict[str, Any] = {}
    if place:
        since = place.missing_since.isoformat() if place.missing_since else ""
        plain = {"folder": place.folder, "mark": place.mark, "missing_since": since}
        plain["reported"] = place.reported
    settings.settle(writing, _NAME, plain)


def own_folder(place: SecondPlace) -> Path:
    """The register's folder in the second place, whether it is there or not."""
    return Path(place.folder) / f"{_OWN}{place.mark}"


def own_folders(chosen: Path) -> list[Path]:
    """The folders of registers that have their second place in a folder."""
    return sorted(path for path in chosen.glob(f"{_OWN}*") if path.is_dir())


def make_ready(place: SecondPlace) -> None:
    """Make the register's folder in a place that was just chosen; raises `Trouble`."""
    try:
        own_folder(place).mkdir(mode=0o700)
        settle_folder(Path(place.folder))
    except OSError as error:
        raise _refused(error) from None


def copies(place: SecondPlace) -> list[Path]:
    """The backups that lie there, newest first; raises `Trouble` where it is not there."""
    folder = own_folder(place)
    try:
        if folder.is_dir():
            return backups.dated(folder)
        gone = not Path(place.folder).is_dir()
    except OSError as error:
        raise _refused(error) from None
    if gone:
        raise Trouble(
            "The second place for backups is not there.",
            "Connect its disk or network folder. What it missed is then copied by itself.",
        )
    raise Trouble(
        "Another disk, or an empty folder, is where the second place for backups was.",
        "Connect the right disk, or choose the second place again in Settings.",
    )


def copies_of(lane: Lane, register: Path) -> list[Path]:
    """The backups in the second place of a register, whose file is looked into for where that is."""
    with backups.looked_into(lane, register), lane.transaction() as connection:
        place = settled(connection.execution_options(schema_translate_map={None: "kept"}))
    return copies(place) if place else []


def catch_up(lane: Lane, register: Path, place: SecondPlace, now: datetime, goes_on: GoesOn = always) -> int:
    """Copy there what is kept here and lacks there, the newest first; each is opened again and compared.

    How many were copied. Raises `Trouble`, `Stopped`; nothing half made stays there.
    """
    have = {each.name for each in copies(place)}
    folder = own_folder(place)
    copied = 0
    for at, backup in enumerate(backups.kept(register)):
        if backup.name in have or not is_whole(backup):
            continue
        try:
            _copy(lane, backup, folder, goes_on)
            copied += 1
        except OSError as error:
            raise _refused(error) from None
        except DamagedRegister:
            if not at:  # an older one was damaged since it was made: the second place is not at fault
                raise Trouble(*_NOT_PASSED) from None
    backups.rotate(folder, now)
    return copied


_NOT_PASSED = (
    "A copy in the second place did not pass its check, so it was not kept.",
    "Check that disk, or choose another second place in Settings.",
)


def _copy(lane: Lane, backup: Path, folder: Path, goes_on: GoesOn) -> None:
    unfinished = folder / backups.UNFINISHED
    try:
        copy_whole(backup, unfinished, goes_on)
        backups.check(lane, unfinished / FILE)
        unfinished.rename(folder / backup.name)
        settle_folder(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def clear(place: SecondPlace) -> None:
    """Delete the register's folder there; raises `Trouble` where it is not there or refuses."""
    copies(place)
    try:
        shutil.rmtree(own_folder(place))
    except OSError as error:
        raise _refused(error) from None


def _refused(error: OSError) -> Trouble:
    told = not_written(error)
    return Trouble("The second place for backups takes no copy.", f"{told.happened} {told.to_do}")
