"""A disposal that was cut off before it reached the backups is finished after the next unlock."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.ui.workplace import Workplace
from tests.conftest import Wristwatch
from tests.services.backing_up import reopen
from tests.services.conftest import files_with, looking_with
from tests.services.old_records import dealt_with, dispose, person

MARKS = (b"bulonquax",)


@pytest.fixture
def raw_key(folder: Path, unlocking: Unlocking, clock: Wristwatch) -> bytearray:
    """Of a register whose last disposal found a kept backup that did not open just then."""
    session = reopen(unlocking, folder, clock)
    dealt_with(session, person(session))
    session.backups.make()
    [backup] = (folder / "backups").iterdir()
    whole = (backup / "register.kmss").read_bytes()
    (backup / "register.kmss").write_bytes(b"\0" * len(whole))
    dispose(session)
    (backup / "register.kmss").write_bytes(whole)
    raw = session.opened.unlocked.key.copy_for_sqlcipher()
    session.close()
    assert files_with(MARKS, looking_with(raw), folder) == {f"backups/{backup.name}/register.kmss"}
    return raw


def test_what_was_erased_leaves_the_backups_after_the_next_unlock(
    qtbot: QtBot, raw_key: bytearray, workplace: Workplace, folder: Path
) -> None:
    log = workplace.session.retention.log
    qtbot.waitUntil(lambda: log()[0].backups == "Erased from 1 kept backup")
    assert files_with(MARKS, looking_with(raw_key), folder) == set()
