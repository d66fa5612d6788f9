"""A restore is rehearsed each week, and what does not restore is told."""

import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.errors import Stopped, Trouble
from kmss_dpo.domain.incidents import IncidentSort
from kmss_dpo.services.unlocking import Opened
from kmss_dpo.session import Session
from kmss_dpo.store import backups, rehearsing
from kmss_dpo.store.copying import FILE
from kmss_dpo.store.sqlcipher import connect
from tests.disks import full_disk
from tests.services.old_records import dealt_with, old_request, person


def rehearse_if_due(session: Session) -> Any:
    return session.long_work.submit(session.rehearsing.rehearse_if_due).result()


def damage(session: Session, opened: Opened, statement: str) -> None:
    [kept, *_] = backups.kept(session.opened.register.folder)
    file = connect(kept / FILE, opened.unlocked.key.copy_for_sqlcipher())
    file.execute("PRAGMA foreign_keys=0")
    file.execute(statement)
    file.close()


def test_a_restore_is_rehearsed_once_a_week_and_nothing_of_it_stays(
    session: Session, folder: Path, clock: Any
) -> None:
    assert rehearse_if_due(session) is None, "there is no backup yet"
    old_request(session, person(session))
    session.backups.make()
    first = rehearse_if_due(session)
    assert (first.at, first.trouble, first.went_well) == (clock.now(), "", clock.now())
    assert first.records > 10
    assert session.backups.standing().rehearsed == clock.now()
    assert not (folder / ".rehearsal").exists()
    clock.moment += timedelta(days=6, hours=23)
    assert rehearse_if_due(session) is None
    clock.moment += timedelta(hours=1)
    assert rehearse_if_due(session).at == clock.now()
    assert session.incidents.all() == []


def test_a_rehearsal_that_a_wrong_clock_dated_after_now_does_not_stand_for_those_to_come(
    session: Session, clock: Any
) -> None:
    session.backups.make()
    clock.moment += timedelta(days=900)
    assert rehearse_if_due(session)
    clock.moment -= timedelta(days=899)
    assert rehearse_if_due(session).at == clock.now()


def test_what_was_added_and_erased_since_the_backup_is_no_fault_of_it(session: Session, clock: Any) -> None:
    who = session.contacts.add(ContactDetails("Ann Example"))
    session.backups.make()
    session.contacts.erase(who)
    dealt_with(session, person(session))
    clock.moment += timedelta(days=1)
    assert rehearse_if_due(session).trouble == ""


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DELETE FROM contacts", "missing in it that it had: contact"),
        ("UPDATE audit SET chained = zeroblob(32) WHERE id = 2", "trail does not hold together"),
    ],
)
def test_a_backup_that_does_not_restore_is_told_and_is_an_incident(
    session: Session, opened: Opened, clock: Any, statement: str, told: str
) -> None:
    session.backups.make()
    before = rehearse_if_due(session)
    clock.moment += timedelta(days=8)
    session.contacts.add(ContactDetails("Ann Example"))
    session.backups.make()
    damage(session, opened, statement)
    rehearsed = rehearse_if_due(session)
    assert rehearsed.trouble.startswith("The backup of Mon 30 Nov 2026 did not restore.")
    assert told in rehearsed.trouble
    assert rehearsed.went_well == before.at == session.backups.standing().rehearsed
    assert session.backups.standing().trouble == rehearsed.trouble
    [incident] = session.incidents.all()
    assert (incident.sort, incident.told) == (IncidentSort.REHEARSAL_FAILED, rehearsed.trouble)


def test_a_backup_whose_pages_or_keys_are_damaged_does_not_restore(session: Session, folder: Path) -> None:
    session.backups.make()
    [kept] = backups.kept(folder)
    content = bytearray((kept / FILE).read_bytes())
    content[8192:8256] = bytes(64)
    (kept / FILE).write_bytes(content)
    told = "The backup of Sun 22 Nov 2026 is damaged: its file cannot be read. Make one now."
    assert session.rehearsing.rehearse().trouble == told
    (kept / "register.keys").write_bytes(b"{}")
    assert "key file" in session.rehearsing.rehearse().trouble


def test_a_rehearsal_needs_a_backup_and_room(session: Session, folder: Path) -> None:
    with pytest.raises(Trouble, match="no backup"):
        session.rehearsing.rehearse()
    session.backups.make()
    [kept] = backups.kept(folder)
    size = (kept / FILE).stat().st_size
    with full_disk(size - 1):
        copied = session.rehearsing._restore_and_look
        with pytest.raises(Trouble, match="could not be copied"):
            copied(kept.name)
    assert not (folder / ".rehearsal").exists()


def test_a_lock_breaks_a_rehearsal_off_and_nothing_is_noted(
    session: Session, opened: Opened, folder: Path
) -> None:
    with opened.register.writing_lane.transaction() as connection:
        connection.exec_driver_sql("CREATE TABLE ballast (content BLOB)")
        connection.exec_driver_sql("INSERT INTO ballast VALUES (?)", (bytes(60_000_000),))
    session.backups.make()
    begun = threading.Event()

    def rehearse() -> None:
        begun.set()
        session.rehearsing.rehearse()

    work = session.long_work.submit(rehearse)
    begun.wait()
    session.close()
    with pytest.raises(Stopped):
        work.result()
    assert not (folder / ".rehearsal").exists()


def test_what_a_killed_rehearsal_left_is_removed_at_the_next_unlock(
    opened: Opened, folder: Path, unlocking: Any
) -> None:
    opened.close()
    (folder / ".rehearsal").mkdir()
    (folder.parent / ".register-restoring").mkdir()
    unlocking.with_passphrase(folder, bytearray(b"seven quiet otters paddle north")).close()
    assert not (folder / ".rehearsal").exists()
    assert not (folder.parent / ".register-restoring").exists()


def test_a_rehearsal_can_be_stopped_and_nothing_is_noted(session: Session, monkeypatch: Any) -> None:
    session.backups.make()
    restore = session.rehearsing._restore_and_look

    def stop_first(name: str) -> int:
        session.rehearsing.stop()
        return restore(name)

    monkeypatch.setattr(session.rehearsing, "_restore_and_look", stop_first)
    with pytest.raises(Stopped):
        session.rehearsing.rehearse()
    assert session.backups.standing().rehearsed is None
    assert session.incidents.all() == []


def test_a_long_trail_is_checked_in_slices_between_which_it_can_be_stopped(
    session: Session, opened: Opened, folder: Path, monkeypatch: Any
) -> None:
    session.backups.make()
    [kept] = backups.kept(folder)
    monkeypatch.setattr(rehearsing, "_SLICE", 1)
    assert session.rehearsing.rehearse().trouble == ""
    goes_on = iter([True, True, False])
    with pytest.raises(Stopped):
        rehearsing.examine(opened.register.long_lane, kept, lambda: next(goes_on))
