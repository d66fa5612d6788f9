import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kmss_dpo.domain.errors import NotHere
from kmss_dpo.domain.keys import SlotKind
from kmss_dpo.domain.unlocking import (
    KeyFileAltered,
    KeyFileDamaged,
    KeyFileMissing,
    KeyFileTooNew,
    MistypedRecoveryKey,
    NotRemembered,
    PreviousKeyFileUnusable,
    RegisterExists,
    WrongPassphrase,
    WrongRecoveryKey,
)
from kmss_dpo.keys.derivation import Cost
from kmss_dpo.keys.storage import KeyFileUnreadable, read_key_file, read_trusted, restore_previous
from kmss_dpo.keys.unlocking import (
    create_keys,
    register_exists,
    unlock_with_keychain,
    unlock_with_passphrase,
    unlock_with_recovery_key,
)
from kmss_dpo.keys.ways import (
    change_passphrase,
    forget_computer,
    remember_computer,
    renew_recovery_key,
    ways_in,
)
from kmss_dpo.support import safe_file
from kmss_dpo.support.safe_file import NotWritten


def test_a_new_register_opens_with_its_passphrase_and_knows_who_opened_it(made: Any, today: date) -> None:
    typed = bytearray(made.passphrase)
    unlocked = unlock_with_passphrase(made.folder, typed)
    assert unlocked.key.buffer == made.unlocked.key.buffer
    assert unlocked.register_id == made.unlocked.register_id == read_key_file(made.folder).register_id
    assert unlocked.register_name == "Royston office"
    assert (unlocked.way_in.kind, unlocked.way_in.person) == (SlotKind.PASSPHRASE, "Ann Officer")
    assert unlocked.way_in.created_on == today
    assert typed == bytes(len(typed))


def test_a_wrong_passphrase_is_the_officers_mistake_and_is_wiped(made: Any) -> None:
    typed = bytearray(b"incorrect horse")
    with pytest.raises(WrongPassphrase, match="Caps Lock") as mistake:
        unlock_with_passphrase(made.folder, typed)
    assert mistake.value.field == "passphrase"
    assert typed == bytes(len(typed))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(passphrase=st.binary(max_size=60) | st.just(b"x" * 10_000) | st.text(max_size=20).map(str.encode))
def test_any_bytes_can_be_the_passphrase(
    tmp_path_factory: pytest.TempPathFactory, small: Cost, today: date, passphrase: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any") / "register"
    made, _ = create_keys(folder, "n", "p", bytearray(passphrase), today, cost=small)
    assert unlock_with_passphrase(folder, bytearray(passphrase)).key.buffer == made.key.buffer
    with pytest.raises(WrongPassphrase):
        unlock_with_passphrase(folder, bytearray(passphrase + b"x"))


def test_the_folder_and_the_key_file_are_closed_to_others(made: Any) -> None:
    assert stat.S_IMODE(made.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((made.folder / "register.keys").stat().st_mode) == 0o600
    change_passphrase(
        made.folder,
        made.unlocked.key,
        made.unlocked.way_in.slot_id,
        bytearray(b"x"),
        cost=Cost(19 * 1024, 1, 1),
    )
    assert stat.S_IMODE((made.folder / "register.keys.bak").stat().st_mode) == 0o600
    assert {path.name for path in made.folder.iterdir()} == {"register.keys", "register.keys.bak"}


def test_a_register_is_never_made_over_another(made: Any, small: Cost, today: date) -> None:
    before = (made.folder / "register.keys").read_bytes()
    typed = bytearray(b"another passphrase")
    with pytest.raises(RegisterExists, match="holds a register already"):
        create_keys(made.folder, "Other", "Eve", typed, today, cost=small)
    assert (made.folder / "register.keys").read_bytes() == before
    assert typed == bytes(len(typed))


def test_making_a_register_where_nothing_can_be_written_says_so(
    tmp_path: Path, small: Cost, today: date
) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotWritten):
        create_keys(tmp_path / "file" / "register", "n", "p", bytearray(b"x"), today, cost=small)


def test_the_recovery_key_opens_the_register_as_typed_by_a_person(made: Any) -> None:
    typed = bytearray(made.recovery.lower().replace(b"-", b" "))
    unlocked = unlock_with_recovery_key(made.folder, typed)
    assert unlocked.key.buffer == made.unlocked.key.buffer
    assert unlocked.way_in.kind is SlotKind.RECOVERY
    assert typed == bytes(len(typed))


def test_a_mistyped_and_a_foreign_recovery_key_are_told_apart(make: Any) -> None:
    one, other = make("one"), make("other")
    mistyped = bytearray(one.recovery[1:])
    with pytest.raises(MistypedRecoveryKey):
        unlock_with_recovery_key(one.folder, mistyped)
    assert mistyped == bytes(len(mistyped))
    with pytest.raises(WrongRecoveryKey, match="does not open this register"):
        unlock_with_recovery_key(one.folder, bytearray(other.recovery))


def test_a_remembered_computer_opens_the_register_until_it_is_forgotten(
    made: Any, keychain: Any, today: date
) -> None:
    with pytest.raises(NotRemembered, match="Use your passphrase"):
        unlock_with_keychain(made.folder, keychain)
    remember_computer(made.folder, made.unlocked, keychain, today)
    assert bytes(made.unlocked.key.buffer) not in keychain.kept.values()
    opened = unlock_with_keychain(made.folder, keychain)
    assert opened.key.buffer == made.unlocked.key.buffer
    assert (opened.way_in.kind, opened.way_in.person) == (SlotKind.KEYCHAIN, "Ann Officer")
    forget_computer(made.folder, opened.key, keychain)
    assert keychain.kept == {}
    with pytest.raises(NotRemembered):
        unlock_with_keychain(made.folder, keychain)
    assert SlotKind.KEYCHAIN not in {way.kind for way in ways_in(made.folder, made.unlocked.key)}


def test_remembering_twice_leaves_one_slot_and_other_computers_theirs(
    made: Any, keychain: Any, today: date
) -> None:
    elsewhere = type(keychain)()
    remember_computer(made.folder, made.unlocked, elsewhere, today)
    remember_computer(made.folder, made.unlocked, keychain, today)
    remember_computer(made.folder, made.unlocked, keychain, today)
    kinds = [way.kind for way in ways_in(made.folder, made.unlocked.key)]
    assert kinds == [SlotKind.PASSPHRASE, SlotKind.RECOVERY, SlotKind.KEYCHAIN, SlotKind.KEYCHAIN]
    forget_computer(made.folder, made.unlocked.key, keychain)
    assert unlock_with_keychain(made.folder, elsewhere).key.buffer == made.unlocked.key.buffer


def test_a_keychain_that_holds_something_else_does_not_open_the_register(
    made: Any, keychain: Any, today: date
) -> None:
    remember_computer(made.folder, made.unlocked, keychain, today)
    keychain.store(str(made.unlocked.register_id), bytearray(32))
    with pytest.raises(NotRemembered):
        unlock_with_keychain(made.folder, keychain)


def test_a_changed_passphrase_replaces_the_old_one_and_nothing_else(
    made: Any, keychain: Any, small: Cost
) -> None:
    remember_computer(made.folder, made.unlocked, keychain, date(2026, 11, 22))
    before = read_key_file(made.folder)
    typed = bytearray(b"a new passphrase")
    change_passphrase(made.folder, made.unlocked.key, made.unlocked.way_in.slot_id, typed, cost=small)
    after = read_key_file(made.folder)
    assert typed == bytes(len(typed))
    assert after.sequence == before.sequence + 1
    assert after.slots[1:] == before.slots[1:]
    assert after.slots[0].salt != before.slots[0].salt
    opened = unlock_with_passphrase(made.folder, bytearray(b"a new passphrase"))
    assert opened.key.buffer == made.unlocked.key.buffer
    assert opened.way_in == made.unlocked.way_in
    with pytest.raises(WrongPassphrase):
        unlock_with_passphrase(made.folder, bytearray(made.passphrase))
    unlock_with_recovery_key(made.folder, bytearray(made.recovery))
    unlock_with_keychain(made.folder, keychain)


def test_only_a_passphrase_that_exists_can_be_changed(made: Any, small: Cost) -> None:
    recovery = ways_in(made.folder, made.unlocked.key)[1]
    typed = bytearray(b"new")
    for slot_id in (recovery.slot_id, "no such"):
        with pytest.raises(NotHere):
            change_passphrase(made.folder, made.unlocked.key, slot_id, typed, cost=small)
    assert typed == bytes(3)


def test_the_key_of_another_register_changes_nothing_here(make: Any, small: Cost) -> None:
    one, other = make("one"), make("other")
    with pytest.raises(KeyFileAltered):
        change_passphrase(
            one.folder, other.unlocked.key, one.unlocked.way_in.slot_id, bytearray(b"x"), cost=small
        )


def test_a_missing_key_file_says_so(tmp_path: Path) -> None:
    assert not register_exists(tmp_path)
    with pytest.raises(KeyFileMissing, match=r"is missing.*from a backup") as trouble:
        unlock_with_passphrase(tmp_path, bytearray(b"x"))
    assert not trouble.value.previous_intact
    with pytest.raises(PreviousKeyFileUnusable, match="no intact copy"):
        restore_previous(tmp_path)


def test_a_damaged_key_file_with_an_intact_copy_offers_it_and_restores_it(made: Any, small: Cost) -> None:
    change_passphrase(
        made.folder, made.unlocked.key, made.unlocked.way_in.slot_id, bytearray(b"later"), cost=small
    )
    (made.folder / "register.keys").write_bytes(b"{")
    with pytest.raises(KeyFileDamaged, match="intact: restore it") as trouble:
        unlock_with_passphrase(made.folder, bytearray(b"later"))
    assert trouble.value.previous_intact
    restore_previous(made.folder)
    opened = unlock_with_passphrase(made.folder, bytearray(b"later"))
    assert opened.key.buffer == made.unlocked.key.buffer
    with pytest.raises(WrongPassphrase):
        unlock_with_passphrase(made.folder, bytearray(made.passphrase))


def test_a_copy_of_the_key_file_that_stayed_behind_catches_up_at_the_next_unlocking(
    made: Any, small: Cost
) -> None:
    before = (made.folder / "register.keys").read_bytes()
    slot_id = made.unlocked.way_in.slot_id
    change_passphrase(made.folder, made.unlocked.key, slot_id, bytearray(b"later"), cost=small)
    copy = made.folder / "register.keys.bak"
    copy.write_bytes(before)
    unlock_with_passphrase(made.folder, bytearray(b"later"))
    assert copy.read_bytes() == (made.folder / "register.keys").read_bytes()
    copy.unlink()
    copy.mkdir()  # cannot be replaced, which is no reason not to open
    unlock_with_passphrase(made.folder, bytearray(b"later"))


def test_a_copy_that_a_stranger_planted_is_not_offered_once_the_key_is_known(make: Any) -> None:
    one, other = make("one"), make("other")
    altered = (one.folder / "register.keys").read_bytes()
    (one.folder / "register.keys.bak").write_bytes(altered)
    with pytest.raises(KeyFileAltered) as trouble:
        read_trusted(one.folder, other.unlocked.key)
    assert not trouble.value.previous_intact


def test_a_lost_key_file_is_restored_from_its_copy_and_never_made_anew(
    made: Any, small: Cost, today: date
) -> None:
    (made.folder / "register.keys").rename(made.folder / "register.keys.bak")
    assert register_exists(made.folder)
    with pytest.raises(RegisterExists):
        create_keys(made.folder, "n", "p", bytearray(b"x"), today, cost=small)
    with pytest.raises(KeyFileMissing, match="intact: restore it"):
        read_key_file(made.folder)
    restore_previous(made.folder)
    unlock_with_passphrase(made.folder, bytearray(made.passphrase))


@pytest.mark.parametrize("copy", [b"", b"{", b'{"format": 9}'])
def test_a_copy_that_is_damaged_too_is_not_offered(made: Any, copy: bytes) -> None:
    (made.folder / "register.keys").write_bytes(b"{")
    (made.folder / "register.keys.bak").write_bytes(copy)
    with pytest.raises(KeyFileDamaged, match="from a backup") as trouble:
        read_key_file(made.folder)
    assert not trouble.value.previous_intact
    with pytest.raises(PreviousKeyFileUnusable):
        restore_previous(made.folder)


def test_a_newer_key_file_is_no_reason_to_offer_the_copy(made: Any) -> None:
    (made.folder / "register.keys").write_bytes(b'{"format": 9}')
    with pytest.raises(KeyFileTooNew):
        read_key_file(made.folder)


def test_a_key_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    (tmp_path / "register.keys").mkdir()
    with pytest.raises(KeyFileUnreadable, match="cannot be read"):
        read_key_file(tmp_path)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "register.keys").write_bytes(b"")
    (tmp_path / "other" / "register.keys.bak").mkdir()
    with pytest.raises(PreviousKeyFileUnusable):
        restore_previous(tmp_path / "other")


def test_a_failed_write_leaves_the_key_file_as_it_was(made: Any, small: Cost) -> None:
    before = (made.folder / "register.keys").read_bytes()
    (made.folder / "register.keys.new").mkdir()
    (made.folder / "register.keys.new" / "in the way").write_bytes(b"")
    with pytest.raises(NotWritten):
        change_passphrase(
            made.folder, made.unlocked.key, made.unlocked.way_in.slot_id, bytearray(b"x"), cost=small
        )
    assert (made.folder / "register.keys").read_bytes() == before
    unlock_with_passphrase(made.folder, bytearray(made.passphrase))


def test_a_new_recovery_key_takes_the_place_of_the_one_before(made: Any, keychain: Any, today: date) -> None:
    remember_computer(made.folder, made.unlocked, keychain, today)
    recovery = renew_recovery_key(made.folder, made.unlocked, today)
    with pytest.raises(WrongRecoveryKey):
        unlock_with_recovery_key(made.folder, bytearray(made.recovery))
    opened = unlock_with_recovery_key(made.folder, recovery)
    assert (opened.key.buffer, opened.way_in.person) == (made.unlocked.key.buffer, "Ann Officer")
    kinds = [way.kind for way in ways_in(made.folder, opened.key)]
    assert kinds == [SlotKind.PASSPHRASE, SlotKind.KEYCHAIN, SlotKind.RECOVERY]
    assert unlock_with_passphrase(made.folder, bytearray(made.passphrase)).key.buffer == opened.key.buffer


def test_a_key_file_that_was_replaced_counts_though_the_disk_refused_what_came_after(
    made: Any, small: Cost, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_folder: Path) -> None:
        raise OSError

    monkeypatch.setattr(safe_file, "settle_folder", refuse)
    slot_id = made.unlocked.way_in.slot_id
    change_passphrase(made.folder, made.unlocked.key, slot_id, bytearray(b"later"), cost=small)
    monkeypatch.undo()
    unlock_with_passphrase(made.folder, bytearray(b"later")).key.wipe()
