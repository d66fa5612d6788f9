"""The ways into a register: looked at, made, opened, remembered and forgotten."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.passphrases import WeakPassphrase
from kmss_dpo.domain.unlocking import (
    FolderGone,
    KeyFileDamaged,
    KeyFileMissing,
    NotRemembered,
    RegisterExists,
)
from kmss_dpo.keys.keychain import KeychainMissing
from kmss_dpo.services.unlocking import Opened, Unlocking
from kmss_dpo.session import Session
from tests.conftest import CHEAP, PaperKeychain

PASSPHRASE = b"seven quiet otters paddle north"


def test_looking_at_a_register_tells_its_name_and_size_without_a_key(
    unlocking: Unlocking, folder: Path
) -> None:
    seen = unlocking.look(folder)
    file = (folder / "register.kmss").stat()
    assert (seen.folder, seen.name) == (folder, "KMSS data protection")
    assert seen.size == file.st_size
    assert seen.last_used == datetime.fromtimestamp(file.st_mtime, UTC)
    assert not seen.remembered


def test_looking_at_a_register_without_its_file_shows_it_empty(
    unlocking: Unlocking, folder: Path, clock: Any
) -> None:
    (folder / "register.kmss").unlink()
    seen = unlocking.look(folder)
    assert (seen.name, seen.size, seen.last_used) == ("KMSS data protection", 0, clock.now())


def test_looking_where_no_register_lies_or_the_key_file_is_damaged_says_which(
    unlocking: Unlocking, folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(FolderGone, match="no longer where it was"):
        unlocking.look(tmp_path / "nowhere")
    with pytest.raises(KeyFileMissing):
        unlocking.look(tmp_path)
    keys = folder / "register.keys"
    keys.write_bytes(keys.read_bytes()[:-20])
    with pytest.raises(KeyFileDamaged) as told:
        unlocking.look(folder)
    assert not told.value.previous_intact


def test_an_intact_earlier_key_file_is_put_back(unlocking: Unlocking, opened: Opened, folder: Path) -> None:
    unlocking.remember(opened)
    opened.close()
    keys = folder / "register.keys"
    keys.write_bytes(b"")
    with pytest.raises(Trouble) as told:
        unlocking.look(folder)
    assert told.value.previous_intact  # type: ignore[attr-defined]
    unlocking.restore_key_file(folder)
    assert unlocking.look(folder).name == "KMSS data protection"
    unlocking.with_passphrase(folder, bytearray(PASSPHRASE)).close()


def test_a_new_register_opens_with_its_passphrase_and_with_its_recovery_key(
    unlocking: Unlocking, tmp_path: Path, clock: Any
) -> None:
    folder, typed = tmp_path / "new", bytearray(PASSPHRASE)
    opened, recovery = unlocking.create(folder, "A register", "Robin Hale", typed)
    assert not any(typed)
    session = Session(opened, clock)
    assert (session.name, session.person, session.settings.confirmed()) == ("A register", "Robin Hale", False)
    session.contacts.add(ContactDetails("Ann Example"))
    session.close()
    assert opened.unlocked.key.wiped
    for way_in in (
        lambda: unlocking.with_passphrase(folder, bytearray(PASSPHRASE)),
        lambda: unlocking.with_recovery_key(folder, recovery),
    ):
        again = way_in()
        assert Session(again, clock).search.find("Ann")
        again.close()


def test_a_weak_passphrase_makes_nothing(unlocking: Unlocking, tmp_path: Path) -> None:
    typed = bytearray(b"robin hale")
    with pytest.raises(WeakPassphrase):
        unlocking.create(tmp_path / "new", "A register", "Robin Hale", typed)
    assert not any(typed)
    assert not (tmp_path / "new").exists()


def test_a_register_is_not_made_over_another(unlocking: Unlocking, folder: Path) -> None:
    keys = (folder / "register.keys").read_bytes()
    with pytest.raises(RegisterExists):
        unlocking.create(folder, "A register", "Robin Hale", bytearray(PASSPHRASE))
    assert (folder / "register.keys").read_bytes() == keys


def test_a_making_that_fails_half_way_leaves_nothing_and_can_be_tried_again(
    unlocking: Unlocking, tmp_path: Path
) -> None:
    folder = tmp_path / "new"
    (folder / "register.lock").mkdir(parents=True)
    with pytest.raises(Trouble, match="cannot be written to"):
        unlocking.create(folder, "A register", "Robin Hale", bytearray(PASSPHRASE))
    assert [left.name for left in folder.iterdir()] == ["register.lock"]
    (folder / "register.lock").rmdir()
    opened, _recovery = unlocking.create(folder, "A register", "Robin Hale", bytearray(PASSPHRASE))
    opened.close()
    assert unlocking.look(folder).name == "A register"


def test_a_file_without_its_key_file_is_left_as_it_is(unlocking: Unlocking, folder: Path) -> None:
    (folder / "register.keys").unlink()
    before = (folder / "register.kmss").read_bytes()
    with pytest.raises(Trouble, match="without its key file"):
        unlocking.create(folder, "A register", "Robin Hale", bytearray(PASSPHRASE))
    assert (folder / "register.kmss").read_bytes() == before
    assert not (folder / "register.keys").exists()


def test_a_remembered_register_opens_without_a_passphrase_until_it_is_forgotten(
    unlocking: Unlocking, folder: Path
) -> None:
    opened = unlocking.with_passphrase(folder, bytearray(PASSPHRASE), remember=True)
    assert unlocking.remembered(opened)
    assert unlocking.look(folder).remembered
    opened.close()
    opened = unlocking.with_keychain(folder)
    assert opened.unlocked.way_in.person == "Robin Hale"
    unlocking.forget(opened)
    assert not unlocking.remembered(opened)
    assert not unlocking.look(folder).remembered
    opened.close()
    with pytest.raises(NotRemembered):
        unlocking.with_keychain(folder)


def test_a_register_opened_without_the_wish_is_not_remembered(unlocking: Unlocking, opened: Opened) -> None:
    assert not unlocking.remembered(opened)
    with pytest.raises(NotRemembered):
        unlocking.with_keychain(opened.register.folder)


def test_a_keychain_that_refuses_does_not_work(keychain: Any, clock: Any) -> None:
    assert Unlocking(keychain, clock).keychain_works()

    class LockedKeychain(type(keychain)):  # type: ignore[misc]
        """The desktop's answer where no keychain is unlocked."""

        def check(self) -> None:
            raise Trouble("This computer's keychain is locked.", "Unlock it.")

    assert not Unlocking(LockedKeychain(), clock).keychain_works()


def test_an_opening_that_fails_wipes_the_key_and_frees_the_register(
    unlocking: Unlocking, folder: Path
) -> None:
    file = folder / "register.kmss"
    whole = file.read_bytes()
    file.write_bytes(b"")
    with pytest.raises(Trouble, match="empty"):
        unlocking.with_passphrase(folder, bytearray(PASSPHRASE))
    file.write_bytes(whole)
    unlocking.with_passphrase(folder, bytearray(PASSPHRASE)).close()


def test_the_recovery_kit_names_the_register_and_shows_the_key(unlocking: Unlocking, opened: Opened) -> None:
    key = bytearray(b"K3M7QX-0H2VTA-9WZC4E-MN8PRS-1D6FGJ-YB5K3M-7QX0H2-VTA9WZ-C4E1X7")
    [page] = pypdfium2.PdfDocument(unlocking.recovery_kit(opened, key))
    text = page.get_textpage().get_text_bounded()
    assert "KMSS data protection" in text
    assert "Robin Hale" in text
    assert all(group in text for group in key.decode().split("-"))


def test_the_meter_can_be_closed_and_weighs_again(unlocking: Unlocking) -> None:
    unlocking.close()
    weak = unlocking.weigh(bytearray(b"password"))
    unlocking.close()
    strong = unlocking.weigh(bytearray(PASSPHRASE))
    assert weak != strong


class NoKeychain(PaperKeychain):
    """What a computer without a keychain answers."""

    def check(self) -> None:
        raise KeychainMissing

    def read(self, account: str) -> bytearray:
        del account
        raise KeychainMissing


def test_without_a_keychain_the_wish_to_be_remembered_leaves_the_register_closed_and_free(
    folder: Path, clock: Any
) -> None:
    ways_in = Unlocking(NoKeychain(), clock, CHEAP)
    assert not ways_in.keychain_works()
    with pytest.raises(KeychainMissing):
        ways_in.with_passphrase(folder, bytearray(PASSPHRASE), remember=True)
    ways_in.with_passphrase(folder, bytearray(PASSPHRASE)).close()


def test_a_first_run_that_was_broken_off_gets_a_new_recovery_key_and_a_finished_one_keeps_its(
    unlocking: Unlocking, tmp_path: Path, clock: Any
) -> None:
    made, first = unlocking.create(tmp_path / "new", "A register", "Robin Hale", bytearray(PASSPHRASE))
    made.close()
    again = unlocking.with_passphrase(tmp_path / "new", bytearray(PASSPHRASE))
    second = unlocking.renewed_if_unfinished(again)
    assert second is not None
    assert second != first
    Session(again, clock).settings.confirm()
    assert unlocking.renewed_if_unfinished(again) is None
    again.close()
    unlocking.with_recovery_key(tmp_path / "new", second).close()
