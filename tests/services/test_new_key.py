"""A new key for the register: everything is there under it, and nothing opens with the one before."""

import json
import shutil
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.errors import Stopped, Trouble
from kmss_dpo.domain.incidents import IncidentSort
from kmss_dpo.domain.keys import SlotKind
from kmss_dpo.domain.passphrases import WeakPassphrase
from kmss_dpo.domain.unlocking import NotRemembered, WrongPassphrase, WrongRecoveryKey
from kmss_dpo.keys.keychain import KeychainLocked
from kmss_dpo.keys.new_key import NewKeys
from kmss_dpo.services import new_key
from kmss_dpo.services.keys import new_recovery_key, written_out
from kmss_dpo.services.new_key import Settled
from kmss_dpo.services.unlocking import Opened, Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store import audit, backups, rekeying
from kmss_dpo.store.register import FILE, only_one
from kmss_dpo.store.sqlcipher import connect
from kmss_dpo.support.safe_file import NotWritten
from tests.conftest import CHEAP, PASSPHRASE, PaperKeychain

OLD = PASSPHRASE.encode()
NEW = b"eleven loud badgers climb south"
THEIRS = b"cabbage violin thunder ladder rust"


def always(_done: int, _of: int) -> bool:
    return True


def decide(unlocking: Unlocking, opened: Opened) -> NewKeys:
    return unlocking.keys(opened).decide_new_key(bytearray(OLD), bytearray(NEW))


def raw(opened: Opened) -> bytearray:
    return opened.unlocked.key.copy_for_sqlcipher()


def opens(unlocking: Unlocking, folder: Path, passphrase: bytes) -> bool:
    try:
        unlocking.with_passphrase(folder, bytearray(passphrase)).close()
    except WrongPassphrase:
        return False
    return True


def left(folder: Path) -> set[str]:
    """What of a key change is left beside the register."""
    return {path.name for path in folder.iterdir()} & {rekeying.FRESH, rekeying.OUTGOING}


def test_everything_is_there_under_the_new_key_and_nothing_opens_with_the_old_one(
    unlocking: Unlocking, session: Session, opened: Opened, folder: Path, clock: Any
) -> None:
    session.contacts.add(ContactDetails("Ann Example"))
    recovery = new_recovery_key()
    unlocking.keys(opened).keep_recovery_key(recovery)
    session.backups.make()
    before, typed, chosen = raw(opened), bytearray(OLD), bytearray(NEW)
    keys = unlocking.keys(opened).decide_new_key(typed, chosen)
    assert not any(typed + chosen)
    session.close()
    clock.moment += timedelta(hours=1)
    again = unlocking.change_key(keys, always)
    assert keys.before.wiped
    assert keys.after.wiped
    assert raw(again) != before
    assert left(folder) == set()
    there = Session(again, clock)
    assert there.search.find("Ann")
    assert there.person == "Robin Hale"
    with again.register.reading() as connection:
        assert audit.verify(connection).broken_at is None
    assert unlocking.keys(again).settle_new_key() == Settled(1, 0, (), forgotten=False)
    [noted] = there.incidents.unseen()
    assert noted.sort is IncidentSort.KEY_CHANGED
    assert unlocking.keys(again).settle_new_key() is None
    assert unlocking.keys(again).ways().kit() is None
    there.close()
    assert opens(unlocking, folder, NEW)
    assert not opens(unlocking, folder, OLD)
    with pytest.raises(WrongRecoveryKey):
        unlocking.with_recovery_key(folder, written_out(recovery))
    [kept] = backups.kept(folder)
    assert opens(unlocking, kept, NEW)
    for file in folder.rglob(FILE):
        with pytest.raises(Trouble, match="does not open with the key"):
            connect(file, before)


def test_deputies_are_named_until_they_come_and_this_computer_is_remembered_again(
    unlocking: Unlocking, opened: Opened, folder: Path, keychain: PaperKeychain
) -> None:
    there = unlocking.keys(opened)
    for name in ("Sam Okafor", "Kit Lowe", "Jo Reed"):
        there.add_deputy(name, bytearray(THEIRS))
    unlocking.remember(opened)
    device_key = dict(keychain.kept)
    assert there.lost_by_a_new_key() == new_key.Lost(0, ("Sam Okafor", "Kit Lowe", "Jo Reed"))
    keys = decide(unlocking, opened)
    assert there.ways().absent == ()
    opened.close()
    again = unlocking.change_key(keys, always)
    there = unlocking.keys(again)
    assert there.settle_new_key() == Settled(0, 0, ("Sam Okafor", "Kit Lowe", "Jo Reed"), forgotten=False)
    assert [way.kind for way in there.ways().every] == [SlotKind.PASSPHRASE, SlotKind.KEYCHAIN]
    assert keychain.kept.keys() == device_key.keys()
    assert keychain.kept != device_key
    there.add_deputy("Sam Okafor", bytearray(THEIRS))
    assert there.ways().absent == ("Kit Lowe", "Jo Reed")
    there.add_deputy("Somebody New", bytearray(THEIRS))
    there.expect_no_more(["Jo Reed"])
    assert there.ways().absent == ("Kit Lowe",)
    again.close()
    unlocking.with_keychain(folder).close()


class Locking(PaperKeychain):
    """A keychain that keeps no more once it is locked."""

    locked = False

    def store(self, account: str, secret: bytearray) -> None:
        if self.locked:
            raise KeychainLocked
        super().store(account, secret)


def test_a_keychain_that_refuses_leaves_the_computer_forgotten_and_says_so(folder: Path, clock: Any) -> None:
    keychain = Locking()
    unlocking = Unlocking(keychain, clock, CHEAP)
    opened = unlocking.with_passphrase(folder, bytearray(OLD), remember=True)
    keys = decide(unlocking, opened)
    opened.close()
    keychain.locked = True
    again = unlocking.change_key(keys, always)
    assert unlocking.keys(again).settle_new_key() == Settled(0, 0, (), forgotten=True)
    assert not unlocking.remembered(again)
    again.close()
    with pytest.raises(NotRemembered):
        unlocking.with_keychain(folder)


def test_a_key_change_that_was_decided_and_never_came_changes_nothing(
    unlocking: Unlocking, opened: Opened, folder: Path
) -> None:
    there = unlocking.keys(opened)
    there.add_deputy("Sam Okafor", bytearray(THEIRS))
    decide(unlocking, opened).wipe()
    opened.close()
    again = unlocking.with_passphrase(folder, bytearray(OLD))
    assert unlocking.keys(again).settle_new_key() is None
    assert unlocking.keys(again).ways().absent == ()
    again.close()


def test_a_wrong_and_a_weak_passphrase_decide_nothing(unlocking: Unlocking, opened: Opened) -> None:
    for before, after, told in ((b"not that one", NEW, WrongPassphrase), (OLD, b"weak", WeakPassphrase)):
        one, other = bytearray(before), bytearray(after)
        with pytest.raises(told):
            unlocking.keys(opened).decide_new_key(one, other)
        assert not any(one + other)


def test_who_opened_it_with_the_recovery_key_needs_no_old_passphrase(
    unlocking: Unlocking, opened: Opened, folder: Path
) -> None:
    recovery = new_recovery_key()
    unlocking.keys(opened).keep_recovery_key(recovery)
    opened.close()
    again = unlocking.with_recovery_key(folder, written_out(recovery))
    keys = unlocking.keys(again).decide_new_key(bytearray(), bytearray(NEW))
    again.close()
    unlocking.change_key(keys, always).close()
    assert opens(unlocking, folder, NEW)


@pytest.mark.parametrize("steps", range(5))
def test_a_key_change_that_is_stopped_leaves_the_register_as_it_was(
    unlocking: Unlocking, opened: Opened, folder: Path, steps: int
) -> None:
    keys = decide(unlocking, opened)
    opened.close()
    before = (folder / FILE).read_bytes(), (folder / "register.keys").read_bytes()
    asked: list[int] = []

    def proceed(done: int, of: int) -> bool:
        assert 0 <= done <= of
        asked.append(done)
        return len(asked) <= steps

    if steps == 4:
        unlocking.change_key(keys, proceed).close()
        assert opens(unlocking, folder, NEW)
        return
    with pytest.raises(Stopped):
        unlocking.change_key(keys, proceed)
    assert keys.before.wiped
    assert left(folder) == set()
    assert ((folder / FILE).read_bytes(), (folder / "register.keys").read_bytes()) == before
    assert opens(unlocking, folder, OLD)


def test_a_register_that_somebody_else_opened_meanwhile_is_left_alone(
    unlocking: Unlocking, opened: Opened, folder: Path
) -> None:
    keys = decide(unlocking, opened)
    opened.close()
    lock = only_one(folder)
    with pytest.raises(Trouble, match="already open"):
        unlocking.change_key(keys, always)
    lock.release()
    assert keys.after.wiped
    assert opens(unlocking, folder, OLD)


def test_a_disk_without_room_is_told_of_before_anything_is_done(
    unlocking: Unlocking, opened: Opened, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=100))
    with pytest.raises(Trouble, match=r"needs \d+ MB more room on the disk.*nothing was changed"):
        decide(unlocking, opened)


def test_a_key_file_that_cannot_be_replaced_leaves_the_old_key_in_force(
    unlocking: Unlocking, opened: Opened, folder: Path
) -> None:
    keys = decide(unlocking, opened)
    opened.close()
    in_the_way = folder / "register.keys.new"
    in_the_way.mkdir()
    (in_the_way / "thing").write_bytes(b"")
    with pytest.raises(NotWritten, match="nothing was changed"):
        unlocking.change_key(keys, always)
    assert left(folder) == {rekeying.FRESH}
    shutil.rmtree(in_the_way)
    assert opens(unlocking, folder, OLD)
    assert left(folder) == set()


def test_a_copy_of_the_key_file_that_cannot_be_removed_leaves_the_old_key_in_force(
    unlocking: Unlocking, opened: Opened, folder: Path
) -> None:
    keys = decide(unlocking, opened)
    opened.close()
    copy = folder / "register.keys.bak"
    copy.unlink(missing_ok=True)
    copy.mkdir()
    with pytest.raises(NotWritten):
        unlocking.change_key(keys, always)
    assert opens(unlocking, folder, OLD)


def test_backups_that_cannot_be_destroyed_are_counted_and_tried_again(
    unlocking: Unlocking, session: Session, opened: Opened, folder: Path, tmp_path: Path, clock: Any
) -> None:
    session.backups.make()
    [kept] = backups.kept(folder)
    elsewhere = kept.with_name("2026-10-02T093000Z")
    elsewhere.symlink_to(shutil.copytree(kept, tmp_path / "elsewhere"))
    keys = decide(unlocking, opened)
    session.close()
    clock.moment += timedelta(hours=1)
    again = unlocking.change_key(keys, always)
    there = unlocking.keys(again)
    assert there.settle_new_key() == Settled(1, 1, (), forgotten=False)
    elsewhere.unlink()
    assert there.settle_new_key() == Settled(0, 0, (), forgotten=False)
    assert there.settle_new_key() is None
    again.close()


def test_a_backup_whose_key_file_is_damaged_goes_too_for_the_leaked_key_opens_it(
    unlocking: Unlocking, session: Session, opened: Opened, folder: Path
) -> None:
    session.backups.make()
    [kept] = backups.kept(folder)
    (kept / "register.keys").write_bytes(b"{")
    shutil.move(kept, kept.with_name("2026-10-02T093000Z"))
    keys = decide(unlocking, opened)
    session.close()
    again = unlocking.change_key(keys, always)
    assert unlocking.keys(again).settle_new_key() == Settled(1, 0, (), forgotten=False)
    again.close()


def test_a_backup_that_fails_keeps_the_older_ones_until_the_next_time(
    unlocking: Unlocking, session: Session, opened: Opened, folder: Path, clock: Any
) -> None:
    session.backups.make()
    keys = decide(unlocking, opened)
    session.close()
    again = unlocking.change_key(keys, always)
    there, in_the_way = unlocking.keys(again), folder / "backups" / ".unfinished"
    in_the_way.write_bytes(b"in the way")
    with pytest.raises(Trouble, match="has its new key, but no backup could be made") as told:
        there.settle_new_key()
    assert "nothing was changed" not in str(told.value)
    assert len(backups.kept(folder)) == 1
    again.close()
    in_the_way.unlink()
    clock.moment += timedelta(hours=1)
    once_more = unlocking.with_passphrase(folder, bytearray(NEW))
    assert unlocking.keys(once_more).settle_new_key() == Settled(1, 0, (), forgotten=False)
    assert len(Session(once_more, clock).incidents.all()) == 1
    once_more.close()


def test_the_key_is_held_nowhere_once_the_change_is_let_go_of(unlocking: Unlocking, opened: Opened) -> None:
    keys = decide(unlocking, opened)
    buffers = keys.before.buffer, keys.after.buffer
    del keys
    assert not any(bytes(buffers[0]) + bytes(buffers[1]))


def test_the_plan_in_the_register_holds_no_secret(unlocking: Unlocking, opened: Opened) -> None:
    decide(unlocking, opened)
    with opened.register.reading() as connection:
        [plan] = connection.exec_driver_sql("SELECT value FROM settings WHERE name = 'new key'").scalars()
    assert set(json.loads(plan)) == {"slot_id", "people", "remembered", "told", "settled"}


def test_a_change_that_runs_holds_up_nobody_elses_thread(
    unlocking: Unlocking, opened: Opened, folder: Path
) -> None:
    keys = decide(unlocking, opened)
    opened.close()
    ended = threading.Thread(target=lambda: unlocking.change_key(keys, always).close())
    ended.start()
    ended.join()
    assert opens(unlocking, folder, NEW)


def test_copies_in_the_second_place_are_counted_and_go_too_as_soon_as_it_is_there(
    unlocking: Unlocking, session: Session, opened: Opened, tmp_path: Path, clock: Any
) -> None:
    second = tmp_path / "second"
    second.mkdir()
    session.backups.choose_second_place(second)
    session.contacts.add(ContactDetails("Ann Example"))
    session.backups.make()
    assert unlocking.keys(opened).lost_by_a_new_key().backups == len(list(second.glob("*/*Z"))) + 1 == 2
    keys = decide(unlocking, opened)
    session.close()
    elsewhere = second.rename(tmp_path / "unplugged")
    clock.moment += timedelta(hours=1)
    again = unlocking.change_key(keys, always)
    settled = unlocking.keys(again).settle_new_key()
    assert settled
    assert (settled.destroyed, settled.left) == (1, 1)
    elsewhere.rename(second)
    clock.moment += timedelta(hours=1)
    settled = unlocking.keys(again).settle_new_key()
    assert settled
    assert settled.left == 0
    assert all(opens(unlocking, kept, NEW) for kept in second.glob("*/*Z"))
    again.close()
