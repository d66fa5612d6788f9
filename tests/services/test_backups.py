"""Backups as the officer makes them: checked, kept for a while, and openable as they stand."""

import shutil
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kmss_dpo.domain.backups import KEPT
from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.contacts import ContactDetails, ContactFilter
from kmss_dpo.domain.errors import Trouble
from kmss_dpo.services.unlocking import Opened, Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store import backups
from kmss_dpo.store.copying import FILE
from kmss_dpo.store.sqlcipher import connect

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


def test_an_erasure_deletes_a_kept_backup_of_an_older_version_whole_and_says_so(
    session: Session, opened: Opened, folder: Path
) -> None:
    ann = session.contacts.add(ContactDetails("Ann Example"))
    enquiry = CaseDetails(CaseKind.DEMO_ENQUIRY, date(2026, 11, 2), Channel.WEB_FORM, ann, ann)
    case = session.cases.open_case(enquiry)
    session.cases.close(case, 1, Closing(Outcome.DEALT_WITH, date(2026, 11, 10)))
    session.backups.make()
    [kept] = backups.kept(folder)
    older = connect(kept / FILE, opened.unlocked.key.copy_for_sqlcipher())
    older.execute("UPDATE alembic_version SET version_num = '0000'")
    older.close()
    done = session.retention.dispose(session.retention.ready(), lambda _done, _of: True)
    assert (done.erased, done.backups_reached, done.backups_left) == (1, 1, 0)
    assert backups.kept(folder) == []
    assert [logged.backups for logged in session.retention.log()] == [
        "Erased from 0 kept backups; 1 of an older version deleted whole"
    ]


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
