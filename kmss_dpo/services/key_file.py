"""Which key file the register saw last, so that an older one that is put back beside it is noticed.

The key file itself cannot tell: an older one is as well made as the newest, and opens the register by ways
in that were taken away since.
"""

from contextlib import suppress
from pathlib import Path
from typing import Any

from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.incidents import IncidentSort
from kmss_dpo.keys.data_key import DataKey
from kmss_dpo.keys.storage import read_trusted
from kmss_dpo.store import incidents, settings
from kmss_dpo.store.register import Register

_SEEN = "key file seen"
_OLDER = (
    "It opens the register by passphrases and computers that were taken away since. Look through the ways in "
    "under Settings, and give the register a new key if nobody of yours put it back."
)


def note_key_file(register: Register, key: DataKey) -> None:
    """After a change of the ways in: from now on the key file as it stands is the newest.

    Where the disk refuses the note the change holds all the same, and the next unlocking notes it.
    """
    now = _state(register.folder, key)
    with suppress(Trouble), register.writing("ways in changed") as writing:
        settings.settle(writing, _SEEN, now)


def notice_older_key_file(register: Register, key: DataKey) -> None:
    """At the unlocking: note an incident where the key file is older than the register has seen one.

    One that is newer comes of a change whose note was broken off. Nothing is noted of a register whose ways
    in were never changed.
    """
    with register.reading() as connection:
        seen = settings.value(connection, _SEEN)
    now = _state(register.folder, key)
    if not seen or now == seen:
        return
    with register.writing("key file seen") as writing:
        settings.settle(writing, _SEEN, now)
        if now["sequence"] <= seen["sequence"]:
            incidents.add(writing, IncidentSort.OLDER_KEYS, _OLDER)


def _state(folder: Path, key: DataKey) -> dict[str, Any]:
    with key.copy() as own:
        key_file = read_trusted(folder, own)
    return {"sequence": key_file.sequence, "mac": key_file.mac.hex()}
