"""A copy of each backup in a folder of the officer's choice: there, missing, full, or another disk."""

import shutil
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kmss_dpo.domain.errors import Mistake, Stopped, Trouble
from kmss_dpo.services.unlocking import Opened, Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store import backups, second_place
from kmss_dpo.store.copying import FILE
from kmss_dpo.store.sqlcipher import connect
from tests.disks import full_disk
from tests.services.backing_up import put_aside, reopen, restore
from tests.services.conftest import ClearBytes, files_with
from tests.services.old_records import dealt_with, dispose, person

MARKS = (b"bulonquax", b"kweilbrandt")


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    folder = tmp_path / "disk"
    folder.mkdir()
    return folder


def own(disk: Path) -> Path:
    [folder] = second_place.own_folders(disk)
    return folder


def there(disk: Path) -> list[str]:
    return [path.name for path in sorted(own(disk).iterdir())]


def spoil_the_newest(folder: Path) -> None:
    kept = backups.kept(folder)[0]
    content = bytearray((kept / FILE).read_bytes())
    content[8192:8256] = bytes(64)
    (kept / FILE).write_bytes(content)


def test_each_verified_backup_is_copied_there_those_made_before_included(
    session: Session, disk: Path, clock: Any, unlocking: Unlocking
) -> None:
    session.backups.make()
    session.backups.choose_second_place(disk)
    assert there(disk) == ["2026-11-22T093000Z"]
    clock.moment += timedelta(days=1)
    person(session)
    session.backups.keep_up()
    assert there(disk) == ["2026-11-22T093000Z", "2026-11-23T093000Z"]
    standing = session.backups.standing()
    assert standing.second is not None
    assert (standing.second.folder, standing.second.missing_since) == (str(disk), None)
    copy = reopen(unlocking, own(disk) / "2026-11-23T093000Z", clock)
    assert copy.search.find("zebulonquax")
    copy.close()


def test_without_a_second_place_nothing_is_copied(session: Session) -> None:
    session.backups.make()
    assert session.backups.copy_elsewhere() == 0
    assert session.backups.standing().second is None
    assert session.backups.leave_second_place()


def test_the_registers_own_folder_is_no_second_place(session: Session, folder: Path) -> None:
    with pytest.raises(Mistake, match="another disk"):
        session.backups.choose_second_place(folder / "backups")


def test_a_place_that_is_missing_is_caught_up_with_and_is_an_incident_after_a_week(
    session: Session, disk: Path, clock: Any
) -> None:
    session.backups.choose_second_place(disk)
    away = disk.rename(disk.with_name("away"))
    for day in range(10):
        session.backups.keep_up()
        told = [each.sentence for each in session.incidents.all()]
        assert len(told) == (day >= 7)
        clock.moment += timedelta(days=1)
    assert told[0].endswith("The second place for backups has had no copy since Sun 22 Nov 2026.")
    with pytest.raises(Trouble, match="is not there"):
        session.backups.copy_elsewhere()
    away.rename(disk)
    session.backups.keep_up()
    assert there(disk) == [path.name for path in reversed(backups.kept(session.opened.register.folder))]
    place = session.backups.standing().second
    assert place is not None
    assert (place.missing_since, place.reported) == (None, False)


def test_a_place_that_a_wrong_clock_missed_after_now_is_an_incident_after_a_week_too(
    session: Session, disk: Path, clock: Any
) -> None:
    session.backups.choose_second_place(disk)
    disk.rename(disk.with_name("away"))
    clock.moment += timedelta(days=900)
    session.backups.keep_up()
    clock.moment -= timedelta(days=899)
    for _day in range(8):
        session.backups.keep_up()
        clock.moment += timedelta(days=1)
    [told] = [each.sentence for each in session.incidents.all()]
    assert told.endswith("has had no copy since Mon 23 Nov 2026.")


def test_another_disk_at_the_same_place_gets_nothing(session: Session, disk: Path) -> None:
    session.backups.choose_second_place(disk)
    shutil.rmtree(own(disk))
    session.backups.make()
    with pytest.raises(Trouble, match="Another disk, or an empty folder"):
        session.backups.copy_elsewhere()
    assert list(disk.iterdir()) == []


def test_a_folder_that_takes_nothing_is_refused_when_it_is_chosen(session: Session, disk: Path) -> None:
    (disk / "file").write_bytes(b"")
    with pytest.raises(Trouble, match="takes no copy"):
        session.backups.choose_second_place(disk / "file")
    assert session.backups.standing().second is None


def test_a_full_second_place_is_told_and_keeps_nothing_half_made(session: Session, disk: Path) -> None:
    session.backups.choose_second_place(disk)
    session.backups.make()
    shutil.rmtree(next(own(disk).iterdir()))
    with full_disk(100_000), pytest.raises(Trouble, match=r"takes no copy. The disk is full"):
        session.backups.copy_elsewhere()
    assert there(disk) == []
    assert session.backups.copy_elsewhere() == 1


def test_a_copy_that_does_not_pass_its_check_is_not_kept_there(
    session: Session, disk: Path, folder: Path
) -> None:
    session.backups.choose_second_place(disk)
    session.backups.make()
    shutil.rmtree(next(own(disk).iterdir()))
    spoil_the_newest(folder)
    with pytest.raises(Trouble, match="did not pass its check, so it was not kept"):
        session.backups.copy_elsewhere()
    assert there(disk) == []


def test_copying_there_stops_when_it_is_asked_to(session: Session, disk: Path) -> None:
    session.backups.choose_second_place(disk)
    session.backups.make()
    shutil.rmtree(next(own(disk).iterdir()))
    session.backups.stop()
    with pytest.raises(Stopped):
        session.backups.copy_elsewhere()
    assert there(disk) == []


def test_an_erasure_reaches_the_copies_there_and_waits_for_a_disk_that_is_away(
    session: Session, disk: Path, clear_bytes: ClearBytes
) -> None:
    dealt_with(session, person(session))
    session.backups.make()
    session.backups.choose_second_place(disk)
    assert files_with(MARKS, clear_bytes, disk)
    away = disk.rename(disk.with_name("away"))
    done = dispose(session)
    assert (done.erased, done.backups_reached, done.backups_left) == (1, 1, 1)
    assert session.retention.log()[0].backups == "to be reached"
    away.rename(disk)
    assert session.retention.reach_backups() == (2, 0)
    assert session.retention.log()[0].backups == "Erased from 2 kept backups"
    assert files_with(MARKS, clear_bytes, disk) == set()


def test_leaving_a_second_place_deletes_the_copies_there_where_they_can_be_reached(
    session: Session, disk: Path
) -> None:
    session.backups.make()
    session.backups.choose_second_place(disk)
    assert session.backups.leave_second_place()
    assert list(disk.iterdir()) == []
    assert session.backups.standing().second is None
    session.backups.choose_second_place(disk)
    disk.rename(disk.with_name("away"))
    assert not session.backups.leave_second_place()


def test_there_too_those_that_are_too_many_go(session: Session, disk: Path, clock: Any) -> None:
    session.backups.choose_second_place(disk)
    clock.moment = clock.moment.replace(month=7, day=1)
    for _day in range(20):
        session.backups.make()
        clock.moment += timedelta(days=1)
    kept = backups.kept(session.opened.register.folder)
    assert there(disk) == [path.name for path in reversed(kept)]
    assert len(kept) == 15


def test_copies_that_the_disk_does_not_delete_are_told(
    session: Session, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> None:
        raise PermissionError(13, "refused")

    session.backups.choose_second_place(disk)
    with monkeypatch.context() as stubborn:
        stubborn.setattr(second_place.shutil, "rmtree", refuse)
        assert not session.backups.leave_second_place()


def test_a_place_that_may_not_be_looked_into_is_told(
    session: Session, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.backups.choose_second_place(disk)

    def refuse(_path: Path) -> bool:
        raise PermissionError(13, "refused")

    monkeypatch.setattr(Path, "is_dir", refuse)
    with pytest.raises(Trouble, match="takes no copy"):
        session.backups.copy_elsewhere()


def test_the_copy_of_another_registers_file_is_none_of_this_one(
    session: Session, opened: Opened, disk: Path, folder: Path
) -> None:
    session.backups.choose_second_place(disk)
    session.backups.make()
    shutil.rmtree(next(own(disk).iterdir()))
    [kept] = backups.kept(folder)
    doctored = connect(kept / FILE, opened.unlocked.key.copy_for_sqlcipher())
    doctored.execute("UPDATE audit SET chained = zeroblob(32) WHERE id = (SELECT max(id) FROM audit)")
    doctored.close()
    with pytest.raises(Trouble, match="did not pass its check"):
        session.backups.copy_elsewhere()


def test_an_older_backup_that_is_damaged_or_not_whole_keeps_no_other_from_the_second_place(
    session: Session, disk: Path, folder: Path, clock: Any
) -> None:
    for _day in range(3):
        session.backups.make()
        clock.moment += timedelta(days=1)
    newest, damaged, not_whole = backups.kept(folder)
    (not_whole / "register.keys").unlink()
    content = bytearray((damaged / FILE).read_bytes())
    content[8192:8256] = bytes(64)
    (damaged / FILE).write_bytes(content)
    session.backups.choose_second_place(disk)
    assert there(disk) == [newest.name]
    place = session.backups.standing().second
    assert place is not None
    assert place.missing_since is None


def test_another_second_place_takes_the_copies_and_the_one_before_keeps_none(
    session: Session, disk: Path, tmp_path: Path
) -> None:
    other, third = tmp_path / "other", tmp_path / "third"
    other.mkdir()
    third.mkdir()
    session.backups.make()
    assert session.backups.choose_second_place(disk)
    assert session.backups.choose_second_place(other)
    assert (list(disk.iterdir()), there(other)) == ([], ["2026-11-22T093000Z"])
    other.rename(other.with_name("away"))
    assert not session.backups.choose_second_place(third)
    assert there(third) == ["2026-11-22T093000Z"]


def test_another_second_place_that_takes_no_copy_leaves_the_one_before(
    session: Session, disk: Path, tmp_path: Path, folder: Path
) -> None:
    (tmp_path / "other").mkdir()
    session.backups.make()
    session.backups.choose_second_place(disk)
    spoil_the_newest(folder)
    with pytest.raises(Trouble, match="did not pass its check"):
        session.backups.choose_second_place(tmp_path / "other")
    second = session.backups.standing().second
    assert second is not None
    assert (second.folder, there(disk)) == (str(disk), ["2026-11-22T093000Z"])
    assert list((tmp_path / "other").iterdir()) == []


def test_a_first_second_place_that_takes_no_copy_yet_is_caught_up_with(
    session: Session, disk: Path, folder: Path, clock: Any
) -> None:
    session.backups.make()
    spoil_the_newest(folder)
    with pytest.raises(Trouble, match="did not pass its check"):
        session.backups.choose_second_place(disk)
    clock.moment += timedelta(days=1)
    session.backups.make()
    assert there(disk) == ["2026-11-23T093000Z"]


def test_a_restored_register_leaves_the_second_place_alone_until_it_is_taken(
    session: Session, disk: Path, tmp_path: Path, unlocking: Unlocking, clock: Any
) -> None:
    dealt_with(session, person(session))
    session.backups.choose_second_place(disk)
    put_aside(session, tmp_path / "drawer")
    session.backups.copy_elsewhere()
    before = {path: path.read_bytes() for path in own(disk).glob("*/*")}
    outcome = restore(session, tmp_path / "drawer")
    session.close()
    clock.moment += timedelta(days=1)
    restored = reopen(unlocking, outcome.folder, clock)
    restored.backups.keep_up()
    assert dispose(restored).backups_left == 1
    for wanted in (
        restored.backups.leave_second_place,
        partial(restored.backups.choose_second_place, tmp_path / "drawer"),
    ):
        with pytest.raises(Mistake, match="only looked at"):
            wanted()
    assert {path: path.read_bytes() for path in own(disk).glob("*/*")} == before
    restored.restored.take()
    assert restored.retention.reach_backups() == (2, 0)
    restored.backups.keep_up()
    assert len(there(disk)) == 2
    restored.close()
