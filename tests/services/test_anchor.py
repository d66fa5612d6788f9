"""Where the audit trail ends is kept outside the register: an older copy that is put back is noticed."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.incidents import IncidentSort
from kmss_dpo.keys.keychain import KeychainMissing
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store.register import FILE
from tests.conftest import PASSPHRASE, PaperKeychain

Unlock = Callable[[], Session]


@pytest.fixture
def unlock(folder: Path, unlocking: Unlocking, clock: Any) -> Unlock:
    def unlock() -> Session:
        return Session(unlocking.with_passphrase(folder, bytearray(PASSPHRASE.encode())), clock)

    return unlock


def work(session: Session, *names: str) -> None:
    for name in names:
        session.contacts.add(ContactDetails(name))


def older_copies(session: Session) -> list[str]:
    return [each.told for each in session.incidents.all() if each.sort is IncidentSort.OLDER_COPY]


def test_what_was_locked_and_is_unlocked_as_it_was_raises_no_alarm(unlock: Unlock) -> None:
    for name in ("Ann", "Ben", "Cai"):
        session = unlock()
        assert session.opened.anchor.check() is None
        work(session, name)
        session.close()
    session = unlock()
    assert session.opened.anchor.check() is None
    assert session.incidents.all() == []
    session.close()


def test_an_older_file_put_back_is_noticed_at_once_and_noted_once(unlock: Unlock, folder: Path) -> None:
    shutil.copyfile(folder / FILE, folder / "older")
    first = unlock()
    first.opened.anchor.check()
    work(first, "Ann", "Ben")
    end = first.opened.register.trail_end.id
    first.close()
    shutil.move(folder / "older", folder / FILE)
    for _ in range(2):
        session = unlock()
        found = session.opened.anchor.check()
        assert found
        assert found.known.entry == end
        assert found.sentence.startswith("This is an older copy of the register")
        assert (
            f"Entry {end}, which this computer's keychain knows, is not in its audit trail." in found.sentence
        )
        assert "put the newer file or the newest backup in its place" in found.to_do
        assert len(older_copies(session)) == 1
        session.close()


def test_an_older_copy_that_was_worked_on_since_is_noticed_by_its_hash(unlock: Unlock, folder: Path) -> None:
    shutil.copyfile(folder / FILE, folder / "older")
    first = unlock()
    first.opened.anchor.check()
    work(first, "Ann")
    first.close()
    shutil.move(folder / "older", folder / FILE)
    session = unlock()
    work(session, "Ben", "Cai")
    found = session.opened.anchor.check()
    assert found
    assert found.known.entry <= session.opened.register.trail_end.id
    session.close()


def test_who_goes_on_knowingly_is_asked_no_more_and_it_is_recorded(unlock: Unlock, folder: Path) -> None:
    shutil.copyfile(folder / FILE, folder / "older")
    first = unlock()
    first.opened.anchor.check()
    work(first, "Ann", "Ben")
    first.backups.make()
    first.close()
    shutil.move(folder / "older", folder / FILE)
    session = unlock()
    assert session.opened.anchor.check()
    session.opened.anchor.accept()
    assert session.opened.anchor.check() is None
    with session.opened.register.reading() as connection:
        actions = connection.exec_driver_sql("SELECT action FROM audit").scalars().all()
    assert actions.count("older copy accepted") == 1
    work(session, "Cai")
    session.close()
    again = unlock()
    assert again.opened.anchor.check() is None
    assert again.today.health().fault is None
    again.opened.anchor.accept()  # nothing is to be accepted, nothing is recorded
    assert again.opened.register.trail_end.id == again.today.health().audit_entries
    again.close()


def test_without_a_keychain_the_backups_know_the_end(
    unlock: Unlock, folder: Path, keychain: PaperKeychain, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object) -> None:
        raise KeychainMissing

    monkeypatch.setattr(keychain, "read", missing)
    monkeypatch.setattr(keychain, "store", missing)
    shutil.copyfile(folder / FILE, folder / "older")
    first = unlock()
    assert first.opened.anchor.check() is None
    work(first, "Ann")
    made = first.backups.make()
    end = first.opened.register.trail_end.id
    first.close()
    assert made
    shutil.move(folder / "older", folder / FILE)
    session = unlock()
    found = session.opened.anchor.check()
    assert found
    assert (found.known.entry, found.known.where) == (end, "a backup")
    session.close()


def test_where_the_whole_folder_was_put_back_the_second_place_knows_the_end(
    unlock: Unlock, folder: Path, keychain: PaperKeychain, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    first = unlock()
    first.backups.choose_second_place(disk)
    first.close()
    older = Path(shutil.copytree(folder, tmp_path / "older"))
    second = unlock()
    work(second, "Ann")
    second.backups.make()
    second.close()
    keychain.kept.clear()
    shutil.rmtree(folder)
    older.rename(folder)
    session = unlock()
    found = session.opened.anchor.check()
    assert found
    assert found.known.where == "a backup"
    session.close()


def test_backups_that_do_not_open_or_hold_nothing_know_nothing(unlock: Unlock, folder: Path) -> None:
    session = unlock()
    for name, content in (("2026-11-01T000000Z", b"x" * 8192), ("2026-11-02T000000Z", None)):
        backup = folder / "backups" / name
        backup.mkdir(parents=True)
        if content:
            (backup / FILE).write_bytes(content)
    session.backups.make()
    newest = max((folder / "backups").iterdir())
    lane = session.long_work
    with lane.outside_transactions() as bare:
        bare.execute("ATTACH DATABASE ? AS kept", (str(newest / FILE),))
        bare.execute("DELETE FROM kept.history")
        bare.execute("DELETE FROM kept.audit")
        bare.execute("DETACH DATABASE kept")
    assert session.opened.anchor.check() is None
    assert not (folder / "backups" / "2026-11-02T000000Z" / FILE).exists()
    session.close()


def test_the_end_is_not_kept_before_it_was_looked_at_what_is_kept(
    unlock: Unlock, keychain: PaperKeychain
) -> None:
    session = unlock()
    work(session, "Ann")
    session.opened.anchor.keep()
    session.close()
    assert keychain.kept == {}
    again = unlock()
    again.opened.anchor.check()
    again.opened.anchor.keep()
    [(account, kept)] = keychain.kept.items()
    assert account == f"{again.opened.unlocked.register_id} trail"
    assert int.from_bytes(kept[:8], "big") == again.opened.register.trail_end.id
    again.close()


def test_what_else_stands_in_the_keychain_is_no_end(unlock: Unlock, keychain: PaperKeychain) -> None:
    session = unlock()
    keychain.kept[f"{session.opened.unlocked.register_id} trail"] = bytearray(b"something else")
    assert session.opened.anchor.check() is None
    session.close()


def test_a_keychain_that_refuses_does_not_keep_the_register_open(
    unlock: Unlock, keychain: PaperKeychain, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise Trouble("It did not do as asked.", "Try again.")

    session = unlock()
    session.opened.anchor.check()
    monkeypatch.setattr(keychain, "store", refuse)
    session.close()
    assert session.opened.unlocked.key.wiped
