"""The ways into a register that is open: changed, added, taken away, tried; and an older key file noticed."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.errors import Mistake, NotHere, Trouble
from kmss_dpo.domain.keys import SlotKind, WayIn
from kmss_dpo.domain.passphrases import WeakPassphrase
from kmss_dpo.domain.unlocking import MistypedRecoveryKey, NotRemembered, WrongPassphrase, WrongRecoveryKey
from kmss_dpo.keys.keychain import KeychainLocked
from kmss_dpo.services.keys import Keys, new_recovery_key, written_out
from kmss_dpo.services.unlocking import Opened, Unlocking
from kmss_dpo.session import Session
from tests.conftest import CHEAP, PASSPHRASE, PaperKeychain
from tests.disks import full_disk

OLD = PASSPHRASE.encode()
NEW = b"eleven loud badgers climb south"
THEIRS = b"cabbage violin thunder ladder rust"


@pytest.fixture
def keys(unlocking: Unlocking, opened: Opened) -> Keys:
    return unlocking.keys(opened)


def opens(unlocking: Unlocking, folder: Path, passphrase: bytes) -> str:
    """Who it is that a passphrase opens the register as."""
    opened = unlocking.with_passphrase(folder, bytearray(passphrase))
    opened.close()
    return opened.unlocked.way_in.person


def deputy(keys: Keys, name: str = "Sam Okafor") -> WayIn:
    return keys.add_deputy(name, bytearray(THEIRS))


def test_the_passphrase_is_changed_by_whoever_knows_the_old_one(
    unlocking: Unlocking, keys: Keys, opened: Opened, folder: Path
) -> None:
    wrong, typed = bytearray(b"not that one at all"), bytearray(NEW)
    with pytest.raises(WrongPassphrase):
        keys.change_passphrase(wrong, typed)
    assert not any(wrong + typed)
    before, after = bytearray(OLD), bytearray(NEW)
    keys.change_passphrase(before, after)
    assert not any(before + after)
    opened.close()
    assert opens(unlocking, folder, NEW) == "Robin Hale"
    with pytest.raises(WrongPassphrase):
        opens(unlocking, folder, OLD)
    assert b"Robin" not in (folder / "register.keys.bak").read_bytes()
    (folder / "register.keys").write_bytes(b"")
    unlocking.restore_key_file(folder)
    with pytest.raises(WrongPassphrase):
        opens(unlocking, folder, OLD)


def test_a_passphrase_that_was_changed_is_changed_though_the_register_cannot_note_it(
    unlocking: Unlocking, keys: Keys, opened: Opened, folder: Path, clock: Any
) -> None:
    keys.change_passphrase(bytearray(OLD), bytearray(OLD[::-1]))
    with full_disk(8192):  # the key file is smaller, the register is not
        keys.change_passphrase(bytearray(OLD[::-1]), bytearray(NEW))
    opened.close()
    again = unlocking.with_passphrase(folder, bytearray(NEW))
    assert Session(again, clock).incidents.unseen() == []
    again.close()


def test_a_weak_passphrase_changes_nothing_and_ends_the_weighing(
    unlocking: Unlocking, keys: Keys, opened: Opened, folder: Path
) -> None:
    with pytest.raises(WeakPassphrase):
        keys.change_passphrase(bytearray(OLD), bytearray(b"Robin Hale 12"))
    assert unlocking._meter is None
    opened.close()
    assert opens(unlocking, folder, OLD) == "Robin Hale"


def test_a_forgotten_passphrase_is_replaced_after_opening_with_the_recovery_key(
    unlocking: Unlocking, keys: Keys, opened: Opened, folder: Path
) -> None:
    recovery = new_recovery_key()
    keys.keep_recovery_key(recovery)
    opened.close()
    again = unlocking.with_recovery_key(folder, written_out(recovery))
    there = unlocking.keys(again)
    assert there.needs_no_old_passphrase()
    [way] = there.ways().by_passphrase()
    there.change_passphrase(bytearray(), bytearray(NEW), way.slot_id)
    again.close()
    assert opens(unlocking, folder, NEW) == "Robin Hale"


def test_a_deputy_has_a_passphrase_of_their_own_and_what_they_write_keeps_their_name(
    unlocking: Unlocking, keys: Keys, opened: Opened, folder: Path, clock: Any
) -> None:
    added = deputy(keys, "  Sam   Okafor ")
    assert (added.kind, added.person, added.created_on) == (SlotKind.PASSPHRASE, "Sam Okafor", keys.today())
    opened.close()
    theirs = unlocking.with_passphrase(folder, bytearray(THEIRS))
    assert Session(theirs, clock).person == "Sam Okafor"
    Session(theirs, clock).contacts.add(ContactDetails("Ann Example"))
    theirs.close()
    again = unlocking.with_passphrase(folder, bytearray(OLD))
    unlocking.keys(again).remove(added)
    with again.register.reading() as connection:
        wrote = "SELECT p.name FROM audit a JOIN actors p ON p.id = a.actor_id WHERE a.kind = 'contact'"
        assert connection.exec_driver_sql(wrote).scalars().all() == ["Sam Okafor"]
    again.close()
    with pytest.raises(WrongPassphrase):
        opens(unlocking, folder, THEIRS)


@pytest.mark.parametrize("name", ["", "   ", "robin hale"])
def test_a_deputy_needs_a_name_that_nobody_else_has(keys: Keys, name: str) -> None:
    typed = bytearray(THEIRS)
    with pytest.raises(Mistake) as told:
        keys.add_deputy(name, typed)
    assert told.value.field == "person"
    assert not any(typed)


def test_the_last_passphrase_the_kit_and_what_is_gone_are_not_taken_away(keys: Keys) -> None:
    ways = keys.ways()
    [own] = ways.by_passphrase()
    kit = ways.kit()
    assert kit is not None
    with pytest.raises(Mistake, match="last passphrase"):
        keys.remove(own)
    with pytest.raises(Mistake, match="make a new kit"):
        keys.remove(kit)
    gone = deputy(keys)
    keys.remove(gone)
    with pytest.raises(NotHere):
        keys.remove(gone)
    assert keys.ways().every == ways.every


def test_there_are_never_more_ways_in_than_the_key_file_may_hold(keys: Keys) -> None:
    for number in range(62):
        deputy(keys, f"Deputy {number}")
    with pytest.raises(Mistake, match="64 ways into this register"):
        deputy(keys, "One too many")
    assert len(keys.ways().every) == 64


def test_this_computer_and_another_are_taken_away_from_the_list(
    unlocking: Unlocking, keys: Keys, opened: Opened, keychain: PaperKeychain, clock: Any
) -> None:
    elsewhere = PaperKeychain()
    Unlocking(elsewhere, clock, CHEAP).remember(opened)
    unlocking.remember(opened)
    there, here = [way for way in keys.ways().every if way.kind is SlotKind.KEYCHAIN]
    keys.remove(there)
    assert unlocking.remembered(opened)
    keys.remove(here)
    assert keychain.kept == {}
    assert not unlocking.remembered(opened)
    assert SlotKind.KEYCHAIN not in {way.kind for way in keys.ways().every}


class Locked(PaperKeychain):
    """A keychain that nobody unlocks."""

    def read(self, account: str) -> bytearray:
        del account
        raise KeychainLocked


def test_another_computer_is_taken_away_though_this_ones_keychain_does_not_answer(
    unlocking: Unlocking, opened: Opened, clock: Any
) -> None:
    unlocking.remember(opened)
    there = Unlocking(Locked(), clock, CHEAP).keys(opened)
    [way] = [way for way in there.ways().every if way.kind is SlotKind.KEYCHAIN]
    there.remove(way)
    assert SlotKind.KEYCHAIN not in {way.kind for way in there.ways().every}


def test_the_kit_is_tried_in_memory_and_the_day_is_noted(
    unlocking: Unlocking, keys: Keys, opened: Opened, folder: Path
) -> None:
    assert keys.ways().proved() is None
    recovery = new_recovery_key()
    keys.keep_recovery_key(recovery)
    before = (folder / "register.keys").read_bytes()
    typed = written_out(recovery)
    tried = keys.try_recovery_key(typed)
    assert not any(typed)
    assert (tried.held, tried.on) == (True, date(2026, 11, 22))
    assert keys.ways().proved() == tried
    with pytest.raises(MistypedRecoveryKey):
        keys.try_recovery_key(bytearray(b"K3M7"))
    assert keys.ways().proved() == tried
    assert not keys.try_recovery_key(written_out(new_recovery_key())).held
    proved = keys.ways().proved()
    assert proved is not None
    assert not proved.held
    assert (folder / "register.keys").read_bytes() == before
    keys.keep_recovery_key(new_recovery_key())
    assert keys.ways().proved() is None
    opened.close()
    with pytest.raises(WrongRecoveryKey):
        unlocking.with_recovery_key(folder, written_out(recovery))


def test_the_kit_of_a_key_that_is_not_in_force_yet_can_be_printed(keys: Keys, opened: Opened) -> None:
    recovery = new_recovery_key()
    kept = bytes(recovery)
    assert keys.recovery_kit(recovery).startswith(b"%PDF")
    assert bytes(recovery) == kept
    with pytest.raises(WrongRecoveryKey):
        Unlocking(PaperKeychain(), keys._means.clock, CHEAP).with_recovery_key(
            opened.register.folder, written_out(recovery)
        )


def put_back(unlocking: Unlocking, folder: Path, content: bytes, passphrase: bytes, clock: Any) -> list[str]:
    """What the register says of itself after another key file was put beside it."""
    (folder / "register.keys").write_bytes(content)
    opened = unlocking.with_passphrase(folder, bytearray(passphrase))
    noted = [each.sentence for each in Session(opened, clock).incidents.unseen()]
    opened.close()
    return noted


def test_an_older_key_file_that_is_put_back_is_noticed_once(
    unlocking: Unlocking, keys: Keys, opened: Opened, folder: Path, clock: Any
) -> None:
    first = (folder / "register.keys").read_bytes()
    gone = deputy(keys)
    with_deputy = (folder / "register.keys").read_bytes()
    keys.remove(gone)
    opened.close()
    assert opens(unlocking, folder, OLD) == "Robin Hale"
    [noted] = put_back(unlocking, folder, with_deputy, THEIRS, clock)
    assert "other than the newest" in noted
    assert "taken away since. Look through the ways in under Settings" in noted
    assert len(put_back(unlocking, folder, with_deputy, THEIRS, clock)) == 1
    assert len(put_back(unlocking, folder, first, OLD, clock)) == 2


def test_a_newer_key_file_comes_of_a_note_that_was_broken_off(
    unlocking: Unlocking, keys: Keys, opened: Opened, folder: Path, clock: Any
) -> None:
    deputy(keys)
    from kmss_dpo.keys.ways import change_passphrase  # noqa: PLC0415 - what the service does before its note

    way = opened.unlocked.way_in
    change_passphrase(folder, opened.unlocked.key, way.slot_id, bytearray(NEW), cost=CHEAP)
    opened.close()
    again = unlocking.with_passphrase(folder, bytearray(NEW))
    assert not Session(again, clock).incidents.all()
    again.close()


def test_a_register_whose_note_cannot_be_read_is_closed_again(
    unlocking: Unlocking, keys: Keys, opened: Opened, folder: Path
) -> None:
    deputy(keys)
    with opened.register.writing_lane.transaction() as connection:
        connection.exec_driver_sql("UPDATE settings SET value = '[1]' WHERE name = 'key file seen'")
    opened.close()
    with pytest.raises(TypeError):
        unlocking.with_passphrase(folder, bytearray(OLD))
    with pytest.raises(TypeError):  # and not that it is open already
        unlocking.with_passphrase(folder, bytearray(OLD))


def test_a_computer_forgets_a_register_that_is_locked_or_out_of_reach(
    unlocking: Unlocking, opened: Opened, folder: Path, keychain: PaperKeychain, tmp_path: Path
) -> None:
    unlocking.remember(opened)
    register_id = str(opened.unlocked.register_id)
    opened.close()
    unlocking.forget_unopened(folder)
    assert keychain.kept == {}
    with pytest.raises(NotRemembered):
        unlocking.with_keychain(folder)
    with pytest.raises(NotRemembered):
        unlocking.forget_unopened(folder)
    again = unlocking.with_passphrase(folder, bytearray(OLD), remember=True)
    again.close()
    folder.rename(tmp_path / "elsewhere")
    with pytest.raises(NotRemembered):
        unlocking.forget_unopened(folder)
    unlocking.forget_unopened(folder, register_id)
    assert keychain.kept == {}


def test_a_keychain_that_refuses_to_forget_says_so(folder: Path, clock: Any) -> None:
    with pytest.raises(Trouble):
        Unlocking(Locked(), clock, CHEAP).forget_unopened(folder)
