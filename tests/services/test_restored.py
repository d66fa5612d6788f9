"""A restored register is taken for good, and the one before it is erased when the officer says so."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from kmss_dpo.domain.backups import Restored
from kmss_dpo.domain.errors import Trouble
from kmss_dpo.services.unlocking import Opened, Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store.copying import FILE
from tests.services.backing_up import put_aside, reopen, restore
from tests.services.old_records import dealt_with, dispose, person


@pytest.fixture
def drawer(tmp_path: Path) -> Path:
    folder = tmp_path / "drawer"
    folder.mkdir()
    return folder


def test_the_officer_takes_a_restored_register_and_erases_the_earlier_one(
    session: Session, folder: Path, drawer: Path, unlocking: Unlocking, clock: Any
) -> None:
    assert session.restored.origin() is None
    session.restored.take()
    session.restored.erase_earlier()
    assert session.restored.origin() is None
    put_aside(session, drawer)
    outcome = restore(session, drawer)
    restored = reopen(unlocking, outcome.folder, clock)
    with pytest.raises(Trouble, match="already open"):
        restored.restored.erase_earlier()
    assert (folder / FILE).exists()
    session.close()
    (folder / "notes.txt").write_text("the officer's own")
    restored.restored.take()
    restored.restored.erase_earlier()
    assert restored.restored.origin() == Restored(outcome.of, "", taken=True)
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]
    restored.close()


def test_a_restored_register_is_known_to_be_older_and_raises_no_alarm_once_taken(
    session: Session, folder: Path, drawer: Path, unlocking: Unlocking, clock: Any
) -> None:
    session.opened.anchor.check()
    put_aside(session, drawer)
    person(session)
    outcome = restore(session, drawer)
    session.close()
    for taken in (False, False, True, True):
        restored = reopen(unlocking, outcome.folder, clock)
        assert restored.opened.anchor.check() is None
        if taken:
            restored.restored.take()
        restored.close()
    older = reopen(unlocking, folder, clock)
    assert older.opened.anchor.check(), "the one before it is the older copy now"
    older.close()


def test_a_restored_register_that_is_only_looked_at_leaves_the_other_what_it_was(
    session: Session, folder: Path, drawer: Path, unlocking: Unlocking, clock: Any
) -> None:
    session.opened.anchor.check()
    put_aside(session, drawer)
    person(session)
    outcome = restore(session, drawer)
    session.close()
    restored = reopen(unlocking, outcome.folder, clock)
    restored.opened.anchor.check()
    restored.close()
    still = reopen(unlocking, folder, clock)
    assert still.opened.anchor.check() is None
    still.close()


def test_an_earlier_folder_with_nothing_else_in_it_goes_whole(
    session: Session, folder: Path, drawer: Path, unlocking: Unlocking, clock: Any
) -> None:
    put_aside(session, drawer)
    outcome = restore(session, drawer)
    session.close()
    restored = reopen(unlocking, outcome.folder, clock)
    (folder / ".rehearsal").mkdir()
    restored.restored.erase_earlier()
    assert not folder.exists()
    restored.close()


def test_the_register_in_use_is_never_erased_as_the_earlier_one(
    session: Session, folder: Path, drawer: Path, unlocking: Unlocking, clock: Any
) -> None:
    put_aside(session, drawer)
    outcome = restore(session, drawer)
    session.close()
    folder.rename(folder.with_name("gone"))
    outcome.folder.rename(folder)
    moved = reopen(unlocking, folder, clock)
    with pytest.raises(Trouble, match="the register in use"):
        moved.restored.erase_earlier()
    moved.close()


def test_an_earlier_folder_that_is_gone_needs_no_erasing_and_one_that_refuses_is_told(
    session: Session, folder: Path, drawer: Path, unlocking: Unlocking, clock: Any, monkeypatch: Any
) -> None:
    put_aside(session, drawer)
    outcome = restore(session, drawer)
    session.close()
    restored = reopen(unlocking, outcome.folder, clock)

    def refuse(_path: Path) -> None:
        raise PermissionError(13, "refused")

    with monkeypatch.context() as stubborn:
        stubborn.setattr(shutil, "rmtree", refuse)
        with pytest.raises(Trouble, match="could not be erased"):
            restored.restored.erase_earlier()
    shutil.rmtree(folder)
    restored.restored.erase_earlier()
    assert restored.restored.origin() == Restored(outcome.of, "")
    restored.close()


def test_who_disposed_of_records_stays_known_where_the_backup_never_met_them(
    session: Session, opened: Opened, drawer: Path, unlocking: Unlocking, clock: Any
) -> None:
    dealt_with(session, person(session))
    put_aside(session, drawer)
    with opened.register.writing_lane.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO actors (slot, name) VALUES ('deputy', 'Pat Deputy')")
        deputy = connection.exec_driver_sql("SELECT id FROM actors WHERE slot = 'deputy'").scalar()
    opened.register.actor = int(deputy or 0)
    dispose(session)
    dealt_with(session, person(session, "Ann Another"))
    dispose(session)
    restored = reopen(unlocking, restore(session, drawer).folder, clock)
    assert [line.approved_by for line in restored.retention.log()] == ["Pat Deputy", "Pat Deputy"]
    restored.close()


def test_a_disposal_that_took_no_record_away_stays_in_the_log_after_a_restore(
    session: Session, opened: Opened, drawer: Path, unlocking: Unlocking, clock: Any
) -> None:
    dealt_with(session, person(session))
    put_aside(session, drawer)
    dispose(session)
    with opened.register.writing_lane.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM disposed_records")
    restored = reopen(unlocking, restore(session, drawer).folder, clock)
    assert len(restored.retention.log()) == 1
    assert restored.search.find("zebulonquax")
    restored.close()
