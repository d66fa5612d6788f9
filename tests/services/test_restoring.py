"""Restoring a backup into a folder of its own: what is told before, what is there after, what is unknown."""

import shutil
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kmss_dpo.domain.backups import Change, Place, Restored
from kmss_dpo.domain.contacts import ContactDetails, ContactFilter
from kmss_dpo.domain.errors import Mistake, Stopped, Trouble
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.incidents import IncidentSort
from kmss_dpo.domain.unlocking import MistypedRecoveryKey, WrongPassphrase
from kmss_dpo.keys.ways import change_passphrase
from kmss_dpo.services.restoring import Restoring, restored_words
from kmss_dpo.services.unlocking import Opened, Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store import backups
from kmss_dpo.store.copying import FILE, KEY_FILE
from kmss_dpo.store.sqlcipher import connect
from tests.conftest import CHEAP
from tests.disks import full_disk
from tests.services.backing_up import go_on, put_aside, reopen, restore, the_one_in, typed
from tests.services.old_records import dealt_with, dispose, person


@pytest.fixture
def drawer(tmp_path: Path) -> Path:
    folder = tmp_path / "drawer"
    folder.mkdir()
    return folder


def names(session: Session) -> list[str]:
    return [row.name for row in session.contacts.rows(session.contacts.ids(ContactFilter()))]


def spoil(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[8192:8256] = bytes(64)
    file.write_bytes(content)


def test_every_backup_is_found_wherever_it_lies_newest_first(
    session: Session, tmp_path: Path, drawer: Path, clock: Any
) -> None:
    (tmp_path / "disk").mkdir()
    session.backups.choose_second_place(tmp_path / "disk")
    put_aside(session, drawer)
    clock.moment += timedelta(days=1)
    session.contacts.add(ContactDetails("Ann Example"))
    session.backups.make()
    found = session.restoring.look(drawer)
    assert [(each.at.day, each.place) for each in found] == [
        (23, Place.HERE),
        (23, Place.SECOND),
        (22, Place.HERE),
        (22, Place.SECOND),
        (22, Place.CHOSEN),
    ]
    assert all(each.size > 100_000 and each.checked and not each.trouble for each in found)


def test_the_folder_of_a_whole_register_may_be_chosen_to_look_for_its_backups(
    session: Session, folder: Path, tmp_path: Path
) -> None:
    session.backups.make()
    moved = Path(shutil.copytree(folder, tmp_path / "moved"))
    places = [each.folder.parent for each in session.restoring.look(moved)]
    assert places == [folder / "backups", moved / "backups"]


def test_what_cannot_be_restored_says_why(session: Session, unlocking: Unlocking, drawer: Path) -> None:
    whole = put_aside(session, drawer)
    other, _recovery = unlocking.create(
        drawer / "other", "Other", "Pat", typed("two green herons sit by east")
    )
    other.close()

    def like(name: str) -> Path:
        return Path(shutil.copytree(whole, drawer / name))

    (like("2026-11-01T000000Z") / FILE).unlink()
    (like("2026-11-02T000000Z") / FILE).write_bytes(b"")
    (like("2026-11-03T000000Z") / KEY_FILE).write_bytes(b"{}")
    (like("2026-11-04T000000Z") / KEY_FILE).write_bytes((drawer / "other" / KEY_FILE).read_bytes())
    told = {each.at.day: each.trouble for each in session.restoring.look(drawer) if each.at.day < 5}
    assert told == {
        1: "Its encrypted file is missing.",
        2: "Its encrypted file is empty.",
        3: "Its key file is missing or damaged.",
        4: "It is a backup of another register.",
    }


def test_what_a_restore_would_change_is_counted_by_kind(session: Session, drawer: Path) -> None:
    kept = session.contacts.add(ContactDetails("Ann Example"))
    gone = session.contacts.add(ContactDetails("Bob Example"))
    put_aside(session, drawer)
    session.contacts.erase(gone)
    session.contacts.change(kept, 1, ContactDetails("Ann Example", notes="Moved."))
    dealt_with(session, person(session))
    compared = session.restoring.compare(the_one_in(session.restoring, drawer))
    assert not compared.trouble
    changed = {each.kind: each for each in compared.changes or () if each != Change(each.kind)}
    assert changed == {
        Kind.CASE: Change(Kind.CASE, lost=1),
        Kind.CONTACT: Change(Kind.CONTACT, lost=1, older=1),
    }


def test_a_backup_is_restored_beside_the_register_which_stays_as_it_was(
    session: Session, folder: Path, drawer: Path, unlocking: Unlocking, clock: Any
) -> None:
    session.contacts.add(ContactDetails("Ann Example"))
    put_aside(session, drawer)
    clock.moment += timedelta(days=1)
    session.contacts.add(ContactDetails("Bob Example"))
    outcome = restore(session, drawer)
    assert outcome.folder == folder.with_name("register-restored-2026-11-23")
    assert (outcome.of, outcome.again, outcome.known_until) == (clock.now() - timedelta(days=1), 0, None)
    assert session.restoring.suggested() == folder.with_name("register-restored-2026-11-23-2")
    assert sorted(names(session)) == ["Ann Example", "Bob Example"]
    restored = reopen(unlocking, outcome.folder, clock)
    assert names(restored) == ["Ann Example"]
    [incident] = restored.incidents.all()
    assert (incident.sort, incident.told) == (IncidentSort.RESTORED, "It is the backup of Sun 22 Nov 2026.")
    assert restored.restored.origin() == Restored(outcome.of, str(folder))
    assert restored.today.health().broken_at is None
    restored.close()
    assert not (folder.parent / ".register-restoring").exists()


def test_the_register_that_is_restored_opens_by_the_way_in_that_holds_today(
    session: Session, opened: Opened, folder: Path, drawer: Path, unlocking: Unlocking
) -> None:
    put_aside(session, drawer)
    way = opened.unlocked.way_in
    change_passphrase(
        folder, opened.unlocked.key, way.slot_id, typed("nine loud geese fly over west"), cost=CHEAP
    )
    outcome = restore(session, drawer)
    with pytest.raises(WrongPassphrase):
        unlocking.with_passphrase(outcome.folder, typed())
    unlocking.with_passphrase(outcome.folder, typed("nine loud geese fly over west")).close()


def test_from_the_entrance_the_passphrase_opens_backups_and_what_is_restored(
    session: Session, folder: Path, drawer: Path, unlocking: Unlocking, clock: Any, tmp_path: Path
) -> None:
    (tmp_path / "disk").mkdir()
    session.backups.choose_second_place(tmp_path / "disk")
    session.contacts.add(ContactDetails("Ann Example"))
    put_aside(session, drawer)
    session.close()
    restoring = unlocking.restoring(folder)
    assert [each.place for each in restoring.look()] == [Place.HERE]
    assert not restoring.way.is_known()
    with pytest.raises(WrongPassphrase):
        restoring.way.by_passphrase(typed("not the one"), [each.folder for each in restoring.look()])
    with pytest.raises(MistypedRecoveryKey):
        restoring.way.by_recovery_key(typed("abc"), [])
    with pytest.raises(WrongPassphrase):
        restoring.compare(restoring.look()[0])
    secret = typed()
    restoring.way.by_passphrase(secret, [])
    assert not any(secret)
    assert restoring.way.is_known()
    assert not restoring.way.is_of_then()
    assert [each.place for each in restoring.look()] == [Place.HERE, Place.SECOND]
    compared = restoring.compare(restoring.look()[0])
    assert compared.changes is not None
    outcome = restoring.restore(restoring.look()[0], restoring.suggested(), go_on)
    assert outcome.known_until is None
    key = restoring.way.key().key
    restoring.close()
    assert key.wiped
    restored = reopen(unlocking, outcome.folder, clock)
    assert names(restored) == ["Ann Example"]
    restored.close()


def test_where_the_registers_files_are_gone_a_backup_opens_by_the_passphrase_of_its_day(
    session: Session, folder: Path, unlocking: Unlocking, clock: Any
) -> None:
    """What was disposed of after the newest backup cannot be known, and is said."""
    session.contacts.add(ContactDetails("Ann Example"))
    session.backups.make()
    clock.moment += timedelta(days=1)
    session.backups.make()
    session.close()
    for file in (FILE, KEY_FILE):
        (folder / file).unlink()
    restoring = unlocking.restoring(folder)
    newest, older = restoring.look()
    restoring.way.by_passphrase(typed(), [newest.folder, older.folder])
    assert restoring.way.is_of_then()
    compared = restoring.compare(older)
    assert (compared.changes, compared.trouble) == (None, "")
    outcome = restoring.restore(older, restoring.suggested(), go_on)
    assert outcome.known_until == newest.at
    restoring.close()
    restored = reopen(unlocking, outcome.folder, clock)
    assert restored.incidents.all()[0].told == (
        "It is the backup of Sun 22 Nov 2026. Disposals after Mon 23 Nov 2026 could not be found."
    )
    restored.close()
    assert restored_words(newest.at, newest.at).endswith(
        "Disposals after Mon 23 Nov 2026 could not be found."
    )


def test_without_any_key_file_there_is_no_way_in(unlocking: Unlocking, folder: Path) -> None:
    (folder / KEY_FILE).unlink()
    restoring = unlocking.restoring(folder)
    with pytest.raises(Trouble, match="no key file"):
        restoring.way.by_passphrase(typed(), [folder / "nowhere"])


def test_another_passphrase_takes_the_place_of_the_one_before(
    session: Session, folder: Path, unlocking: Unlocking
) -> None:
    session.backups.make()
    session.close()
    restoring = unlocking.restoring(folder)
    restoring.way.by_passphrase(typed(), [])
    assert restoring.compare(restoring.look()[0]).changes is not None
    first = restoring.way.key().key
    restoring.way.by_passphrase(typed(), [])
    assert first.wiped
    restoring.close()
    with pytest.raises(Stopped):
        restoring.compare(restoring.look()[0])


def test_a_backup_made_under_another_key_says_so(
    session: Session, unlocking: Unlocking, drawer: Path
) -> None:
    whole = put_aside(session, drawer)
    other, _recovery = unlocking.create(
        drawer / "other", "Other", "Pat", typed("two green herons sit by east")
    )
    other.close()
    (whole / KEY_FILE).write_bytes((drawer / "other" / KEY_FILE).read_bytes())
    [found] = [each for each in session.restoring.look(drawer) if each.folder == whole]
    compared = session.restoring.compare(found)
    assert compared.changes is None
    assert compared.trouble.startswith("It does not open with this way in")
    with pytest.raises(Trouble, match="does not open with this way in"):
        session.restoring.restore(found, session.restoring.suggested(), go_on)


def test_a_backup_of_a_newer_version_is_left_for_that_version(
    session: Session, opened: Opened, drawer: Path, folder: Path
) -> None:
    whole = put_aside(session, drawer)
    newer = connect(whole / FILE, opened.unlocked.key.copy_for_sqlcipher())
    newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.close()
    found = the_one_in(session.restoring, drawer)
    assert "newer version" in session.restoring.compare(found).trouble
    with pytest.raises(Trouble, match="newer version"):
        session.restoring.restore(found, session.restoring.suggested(), go_on)
    assert sorted(path.name for path in folder.parent.iterdir()) == ["drawer", "register"]


@pytest.mark.parametrize("damage", ["spoilt", "cut"])
def test_a_damaged_backup_is_not_restored_and_nothing_of_it_stays(
    session: Session, drawer: Path, folder: Path, damage: str
) -> None:
    for number in range(60):
        session.contacts.add(ContactDetails(f"Person {number}", notes="x" * 3000))
    file = put_aside(session, drawer) / FILE
    if damage == "cut":
        file.write_bytes(file.read_bytes()[:-50_000])
    else:
        spoil(file)
    found = the_one_in(session.restoring, drawer)
    with pytest.raises(Trouble, match="damaged"):
        session.restoring.restore(found, session.restoring.suggested(), go_on)
    assert sorted(path.name for path in folder.parent.iterdir()) == ["drawer", "register"]


def test_a_backup_that_is_cut_short_is_told_as_a_damaged_backup_not_as_a_damaged_register(
    session: Session, drawer: Path
) -> None:
    file = put_aside(session, drawer) / FILE
    file.write_bytes(file.read_bytes()[:20_000])
    told = session.restoring.compare(the_one_in(session.restoring, drawer)).trouble
    assert told == "This backup is damaged: its file cannot be read. Choose another one."


def test_a_restore_onto_something_that_is_there_is_refused(
    session: Session, drawer: Path, folder: Path
) -> None:
    put_aside(session, drawer)
    with pytest.raises(Mistake, match="of that name already"):
        session.restoring.restore(the_one_in(session.restoring, drawer), folder, go_on)


def test_a_full_disk_is_told_and_leaves_nothing(session: Session, drawer: Path, folder: Path) -> None:
    put_aside(session, drawer)
    found = the_one_in(session.restoring, drawer)
    for most in (50_000, found.size - 1):
        with full_disk(most), pytest.raises(Trouble, match=r"could not be restored. The disk is full"):
            session.restoring.restore(found, session.restoring.suggested(), go_on)
    assert sorted(path.name for path in folder.parent.iterdir()) == ["drawer", "register"]


def test_a_restore_that_is_stopped_leaves_nothing(session: Session, drawer: Path, folder: Path) -> None:
    put_aside(session, drawer)
    found = the_one_in(session.restoring, drawer)
    with pytest.raises(Stopped):
        session.restoring.restore(found, session.restoring.suggested(), lambda _done, _of: False)

    def stop_late(done: int, _of: int) -> bool:
        if done == 3:
            session.restoring.stop()
        return True

    with pytest.raises(Stopped):
        session.restoring.restore(found, session.restoring.suggested(), stop_late)
    assert sorted(path.name for path in folder.parent.iterdir()) == ["drawer", "register"]


def test_a_lock_breaks_a_restore_off(session: Session, opened: Opened, drawer: Path, folder: Path) -> None:
    with opened.register.writing_lane.transaction() as connection:
        connection.exec_driver_sql("CREATE TABLE ballast (content BLOB)")
        connection.exec_driver_sql("INSERT INTO ballast VALUES (?)", (bytes(40_000_000),))
    put_aside(session, drawer)
    found = the_one_in(session.restoring, drawer)
    begun, came = threading.Event(), []

    def proceed(_done: int, _of: int) -> bool:
        begun.set()
        return True

    def work() -> None:
        try:
            session.restoring.restore(found, session.restoring.suggested(), proceed)
        except Stopped:
            came.append("stopped")

    thread = threading.Thread(target=work)
    thread.start()
    begun.wait()
    session.close()
    thread.join()
    assert came == ["stopped"]
    assert sorted(path.name for path in folder.parent.iterdir()) == ["drawer", "register"]


def test_a_backup_of_an_older_version_is_brought_up_to_date_and_its_copy_within_loses_what_was_erased(
    session: Session, drawer: Path, unlocking: Unlocking, clock: Any
) -> None:
    """Here only its number is older; that its tables are brought up to date is tried with the schema."""
    dealt_with(session, person(session))
    put_aside(session, drawer)
    dispose(session)
    outcome = restore(session, drawer)
    restored = reopen(unlocking, outcome.folder, clock)
    assert names(restored) == []
    assert restored.search.find("zebulonquax") == []
    [line] = restored.retention.log()
    assert line.method.endswith("; applied again after a restore")
    assert line.backups == "There was no kept backup"
    assert (line.records, line.approved_by) == (1, "Robin Hale")
    restored.close()


def test_restoring_needs_no_session(folder: Path, clock: Any) -> None:
    assert Restoring(folder, clock).look() == []
    assert not backups.kept(folder)


def test_a_backup_from_before_there_was_a_kind_of_record_is_compared_by_the_others(
    session: Session, opened: Opened, drawer: Path
) -> None:
    whole = put_aside(session, drawer)
    older = connect(whole / FILE, opened.unlocked.key.copy_for_sqlcipher())
    older.execute("DROP TABLE lessons")
    older.close()
    session.contacts.add(ContactDetails("Ann Example"))
    changes = session.restoring.compare(the_one_in(session.restoring, drawer)).changes or ()
    assert Kind.LESSON not in {each.kind for each in changes}
    assert Change(Kind.CONTACT, lost=1) in changes
