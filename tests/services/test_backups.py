"""Backups as the officer makes them: checked, kept for a while, and openable as they stand."""

import os
import shutil
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kmss_dpo.domain.backups import KEPT, MANY_RECORDS, Standing
from kmss_dpo.domain.contacts import ContactDetails, ContactFilter
from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.incidents import IncidentSort
from kmss_dpo.services.unlocking import Opened, Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store import backups
from kmss_dpo.store.copying import FILE
from kmss_dpo.store.sqlcipher import connect
from tests.disks import full_disk
from tests.services.backing_up import reopen
from tests.services.conftest import ClearBytes, files_with
from tests.services.old_records import dealt_with, dispose, person

PASSPHRASE = b"seven quiet otters paddle north"


def test_a_backup_opens_as_it_stands_and_holds_what_was_there(
    session: Session, unlocking: Unlocking, folder: Path, clock: Any
) -> None:
    session.contacts.add(ContactDetails("Ann Example"))
    assert session.backups.make() == clock.now() == session.backups.last()
    session.contacts.add(ContactDetails("Bob Example"))
    [kept] = backups.kept(folder)
    copy = Session(unlocking.with_passphrase(kept, bytearray(PASSPHRASE)), clock)
    names = [row.name for row in copy.contacts.rows(copy.contacts.ids(ContactFilter()))]
    copy.close()
    assert names == ["Ann Example"]


def test_a_backup_made_while_the_clock_was_wrong_does_not_stand_for_those_to_come(
    session: Session, clock: Any
) -> None:
    right = clock.moment
    clock.moment = right + timedelta(days=400)
    session.backups.make()
    clock.moment = right
    assert session.backups.last() is None
    assert session.today.health().last_backup is None
    assert session.backups.make_daily() == right == session.backups.last()
    assert session.today.health().last_backup == right


def test_the_daily_backup_is_made_once_a_day(session: Session, folder: Path, clock: Any) -> None:
    assert session.backups.last() is None
    first = session.backups.make_daily()
    assert first == clock.now()
    clock.moment += timedelta(hours=19, minutes=59)
    assert session.backups.make_daily() is None
    clock.moment += timedelta(minutes=1)
    assert session.backups.make_daily() == clock.now()
    assert [backups.made_at(kept) for kept in backups.kept(folder)] == [clock.now(), first]


def test_the_oldest_beyond_fourteen_go(session: Session, folder: Path, clock: Any) -> None:
    session.backups.make()
    [made] = backups.kept(folder)
    for day in range(1, 15):
        shutil.copytree(made, made.with_name(f"2026-07-{day:02d}T093000Z"))
    clock.moment += timedelta(days=1)
    session.backups.make()
    days = [backups.made_at(kept).date().isoformat() for kept in backups.kept(folder)]
    assert days == ["2026-11-23", "2026-11-22", *(f"2026-07-{day:02d}" for day in range(14, 2, -1))]


def test_a_backup_counts_as_made_where_an_older_one_cannot_be_deleted(
    session: Session, folder: Path, clock: Any, tmp_path: Path
) -> None:
    session.backups.make()
    [made] = backups.kept(folder)
    for day in range(3, 15):
        shutil.copytree(made, made.with_name(f"2026-07-{day:02d}T093000Z"))
    shutil.copytree(made, made.with_name("2026-07-01T093000Z"))
    elsewhere = made.with_name("2026-07-02T093000Z")
    elsewhere.symlink_to(shutil.copytree(made, tmp_path / "elsewhere"))
    clock.moment += timedelta(days=1)
    assert session.backups.make() == clock.now() == session.backups.last()
    assert elsewhere.is_dir()
    assert not made.with_name("2026-07-01T093000Z").exists()
    assert len(backups.kept(folder)) == KEPT + 1


def test_a_folder_that_is_no_backup_is_left_alone_whatever_its_name_ends_in(
    session: Session, folder: Path, clock: Any
) -> None:
    session.backups.make()
    [made] = backups.kept(folder)
    for name in ("From 2025 A-Z", "zz Z", "2026-13-01T093000Z"):
        (folder / "backups" / name).mkdir()
    assert backups.kept(folder) == [made]
    assert session.backups.last() == clock.now()
    clock.moment += timedelta(days=1)
    for day in range(1, 15):
        shutil.copytree(made, made.with_name(f"2026-07-{day:02d}T093000Z"))
    session.backups.make()
    assert (folder / "backups" / "From 2025 A-Z").is_dir()
    assert len(backups.kept(folder)) == KEPT


def test_a_backup_that_cannot_be_written_is_told_and_the_register_goes_on(
    session: Session, folder: Path
) -> None:
    (folder / "backups").mkdir()
    (folder / "backups" / ".unfinished").write_bytes(b"in the way")
    with pytest.raises(Trouble, match="could not be written"):
        session.backups.make()
    assert session.backups.last() is None
    assert session.contacts.add(ContactDetails("Ann Example"))


def test_a_backup_that_is_stopped_leaves_none_of_it(session: Session, folder: Path) -> None:
    content = bytes(40_000_000)
    with session.opened.register.writing_lane.transaction() as connection:
        connection.exec_driver_sql("CREATE TABLE ballast (content BLOB)")
        connection.exec_driver_sql("INSERT INTO ballast VALUES (?)", (content,))
    making = session.long_work.submit(session.backups.make)
    done = threading.Event()
    making.add_done_callback(lambda _future: done.set())
    while not done.wait(0.002):
        session.backups.stop()
    with pytest.raises(Trouble, match="stopped before it was finished"):
        making.result()
    assert list((folder / "backups").iterdir()) == []
    session.backups.stop()
    assert session.backups.make() == datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_approving_the_schedule_again_changes_nothing(session: Session) -> None:
    before = session.retention.schedule()
    session.retention.approve_defaults()
    assert session.retention.schedule() == before


def test_a_copy_whose_trail_is_not_the_registers_is_no_backup(
    session: Session, opened: Opened, folder: Path
) -> None:
    session.contacts.add(ContactDetails("Ann Example"))
    session.backups.make()
    [kept] = backups.kept(folder)
    backups.check(session.long_work, kept / FILE)
    doctored = connect(kept / FILE, opened.unlocked.key.copy_for_sqlcipher())
    doctored.execute("UPDATE audit SET chained = zeroblob(32) WHERE id = (SELECT max(id) FROM audit)")
    doctored.close()
    with pytest.raises(Trouble, match="did not pass its check"):
        backups.check(session.long_work, kept / FILE)


def test_a_lock_leaves_a_copy_that_the_next_unlock_opens_and_makes_a_backup(
    session: Session, folder: Path, unlocking: Unlocking, clock: Any
) -> None:
    session.backups.make()
    session.contacts.add(ContactDetails("Ann Example"))
    clock.moment += timedelta(hours=3)
    session.lock()
    assert session.opened.unlocked.key.wiped
    assert [path.name for path in backups.waiting(folder)] == ["2026-11-22T123000Z.unchecked"]
    again = reopen(unlocking, folder, clock)
    again.backups.keep_up()
    assert backups.waiting(folder) == []
    assert again.backups.last() == clock.now()
    assert len(backups.kept(folder)) == 2
    again.lock()
    assert backups.waiting(folder) == []
    copy = reopen(unlocking, backups.kept(folder)[0], clock)
    assert copy.search.find("example")
    copy.close()


def test_a_lock_after_nothing_changed_copies_nothing(
    session: Session, folder: Path, unlocking: Unlocking, clock: Any
) -> None:
    session.backups.make()
    session.lock()
    again = reopen(unlocking, folder, clock)
    again.backups.keep_up()
    assert again.today.overview()
    again.lock()
    assert backups.waiting(folder) == []
    assert len(backups.kept(folder)) == 1


def test_a_copy_of_the_same_second_takes_the_next_one_and_both_stay(
    session: Session, folder: Path, unlocking: Unlocking, clock: Any
) -> None:
    session.lock()
    [first] = backups.waiting(folder)
    again = reopen(unlocking, folder, clock)
    again.contacts.add(ContactDetails("Ann Example"))
    again.lock()
    later, still = backups.waiting(folder)
    assert still == first
    assert (later / FILE).read_bytes() == (folder / FILE).read_bytes()
    assert (first / FILE).read_bytes() != (folder / FILE).read_bytes()


def test_a_lock_after_the_ways_in_were_changed_copies_the_key_file_too(
    session: Session, folder: Path, unlocking: Unlocking
) -> None:
    session.backups.make()
    unlocking.remember(session.opened)
    session.lock()
    [copy] = backups.waiting(folder)
    assert (copy / "register.keys").read_bytes() == (folder / "register.keys").read_bytes()


def test_a_lock_on_a_full_disk_locks_and_says_so(session: Session, folder: Path) -> None:
    session.contacts.add(ContactDetails("Ann Example", notes="x" * 3000))
    session.opened.register.empty_log()
    with full_disk(100_000), pytest.raises(Trouble, match="The disk is full"):
        session.lock()
    assert session.opened.unlocked.key.wiped
    assert list((folder / "backups").iterdir()) == []


def test_a_copy_made_at_a_lock_that_does_not_pass_its_check_is_removed_and_told(
    session: Session, folder: Path, unlocking: Unlocking, clock: Any
) -> None:
    session.contacts.add(ContactDetails("Ann Example"))
    session.lock()
    [copy] = backups.waiting(folder)
    content = bytearray((copy / FILE).read_bytes())
    content[8192:8256] = bytes(64)
    (copy / FILE).write_bytes(content)
    again = reopen(unlocking, folder, clock)
    again.backups.keep_up()
    assert backups.waiting(folder) == []
    assert [each.sort for each in again.incidents.all()] == [IncidentSort.BACKUP_FAILED]
    assert again.backups.last() == clock.now()
    again.close()


def test_before_many_records_are_disposed_of_a_backup_is_made_and_reached_too(
    session: Session, folder: Path, clear_bytes: ClearBytes
) -> None:
    for number in range(MANY_RECORDS):
        dealt_with(session, person(session, f"Zebulonquax {number}"))
    assert dispose(session, of=session.retention.ready()[: MANY_RECORDS - 1]).erased == MANY_RECORDS - 1
    assert backups.kept(folder) == []
    for number in range(MANY_RECORDS):
        dealt_with(session, person(session, f"Zebulonquax {number}"))
    done = dispose(session)
    assert (done.erased, done.backups_reached) == (MANY_RECORDS + 1, 1)
    assert len(backups.kept(folder)) == 1
    assert files_with((b"bulonquax",), clear_bytes, folder) == set()


def test_where_no_backup_can_be_made_many_records_stay(session: Session, folder: Path) -> None:
    for number in range(MANY_RECORDS):
        dealt_with(session, person(session, f"Zebulonquax {number}"))
    (folder / "backups").write_bytes(b"in the way")
    with pytest.raises(Trouble, match="could not be written"):
        dispose(session)
    assert len(session.retention.ready()) == MANY_RECORDS


def test_a_backup_that_fails_by_itself_is_an_incident(session: Session, folder: Path) -> None:
    (folder / "backups").write_bytes(b"in the way")
    session.backups.keep_up()
    [incident] = session.incidents.unseen()
    assert incident.sort is IncidentSort.BACKUP_FAILED
    assert "could not be written" in incident.told


def test_the_one_just_made_is_kept_however_many_were_made_in_its_second(
    session: Session, folder: Path, clock: Any
) -> None:
    for _ in range(14):
        session.backups.make()
        clock.moment += timedelta(seconds=1)
    clock.moment -= timedelta(seconds=1)
    made = session.backups.make()
    assert made in [backups.made_at(path) for path in backups.kept(folder)]


def test_a_copy_that_the_disk_does_not_rename_is_told_and_opened_the_next_time(
    session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.leave_copy(folder, datetime(2026, 11, 22, 9, 30, tzinfo=UTC))
    [waiting] = backups.waiting(folder)

    def refuse(_path: Path, _target: Path) -> None:
        raise PermissionError(13, "refused")

    with monkeypatch.context() as stubborn:
        stubborn.setattr(Path, "rename", refuse)
        with pytest.raises(Trouble, match="could not be written"):
            backups.settle(session.long_work, folder, datetime(2026, 11, 22, 9, 31, tzinfo=UTC))
    assert backups.waiting(folder) == [waiting]
    backups.settle(session.long_work, folder, datetime(2026, 11, 22, 9, 32, tzinfo=UTC))
    assert (len(backups.kept(folder)), backups.waiting(folder)) == (1, [])


def test_two_backups_within_a_second_stay_two(session: Session, folder: Path) -> None:
    first = session.backups.make()
    session.contacts.add(ContactDetails("Ann Example"))
    second = session.backups.make()
    assert second - first == timedelta(seconds=1)
    assert session.backups.last() == second
    assert len(backups.kept(folder)) == 2


def test_a_register_that_is_being_read_is_copied_once_the_reader_is_done(
    session: Session, opened: Opened, folder: Path
) -> None:
    session.contacts.add(ContactDetails("Ann Example"))
    reader = connect(folder / FILE, opened.unlocked.key.copy_for_sqlcipher())
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM contacts").fetchone()
    session.contacts.add(ContactDetails("Bob Example"))
    with pytest.raises(Trouble, match="in use"):
        session.backups.make()
    reader.close()
    assert session.backups.make()


def test_what_is_written_while_a_backup_is_made_is_not_half_in_it(
    session: Session, folder: Path, unlocking: Unlocking, clock: Any
) -> None:
    """At each piece of the copy others write, and empty the log as far as they can."""
    register = session.opened.register
    session.contacts.add(ContactDetails("Ann Example"))

    def write_meanwhile() -> bool:
        register.writing_lane.have_done(session.contacts.add, ContactDetails("Bob Example", notes="b" * 9000))
        register.writing_lane.have_done(register.empty_log)
        return True

    kept = register.long_lane.have_done(
        backups.make, register.long_lane, folder, clock.now(), register.still(), write_meanwhile
    )
    copy = reopen(unlocking, kept, clock)
    assert [row.name for row in copy.contacts.rows(copy.contacts.ids(ContactFilter()))] == ["Ann Example"]
    copy.close()


def test_a_copy_that_reads_back_otherwise_is_no_backup(
    session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    once: list[bool] = []

    def spoil(file: int) -> None:
        once or os.pwrite(file, b"spoilt", 50_000)
        once.append(True)

    monkeypatch.setattr(os, "fsync", spoil)
    with pytest.raises(Trouble, match="not what was copied"):
        session.backups.make()
    assert backups.kept(folder) == []


def test_a_backup_made_on_request_tells_how_things_stand(session: Session, clock: Any) -> None:
    assert session.backups.make_and_tell() == Standing(made=clock.now())


def test_a_folder_that_only_looks_like_a_copy_is_no_copy_of_what_is_there(
    session: Session, folder: Path
) -> None:
    session.backups.make()
    [made] = backups.kept(folder)
    (made / "register.keys").unlink()
    session.lock()
    assert len(backups.waiting(folder)) == 1
