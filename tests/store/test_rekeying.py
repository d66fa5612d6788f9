"""The file under another key, and a change that was broken off at each of its steps."""

from pathlib import Path

import pytest

from kmss_dpo.domain.errors import Trouble
from kmss_dpo.services.unlocking import Opened
from kmss_dpo.store import rekeying
from kmss_dpo.store.lanes import Lane
from kmss_dpo.store.rekeying import FRESH, OUTGOING, copy_under, discard, finish, swap
from kmss_dpo.store.sqlcipher import connect
from kmss_dpo.support.safe_file import NotWritten

FILE = "register.kmss"
AFTER = b"x'" + b"5a" * 32 + b"'"


@pytest.fixture
def before(opened: Opened) -> bytes:
    """The key of the register, which is closed."""
    raw = bytes(opened.unlocked.key.copy_for_sqlcipher())
    opened.close()
    return raw


def always(_done: int, _of: int) -> bool:
    return True


def opens(file: Path, raw: bytes) -> bool:
    try:
        connect(file, bytearray(raw)).close()
    except Trouble:
        return False
    return True


def copied(folder: Path, before: bytes) -> None:
    copy_under(folder, bytearray(before), bytearray(AFTER), always)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.name.startswith(FILE)}


def test_a_copy_is_the_register_under_the_other_key_and_changes_nothing(folder: Path, before: bytes) -> None:
    content = (folder / FILE).read_bytes()
    copied(folder, before)
    assert (folder / FILE).read_bytes() == content
    assert (folder / FRESH).stat().st_mode & 0o777 == 0o600
    assert not opens(folder / FRESH, before)
    made = connect(folder / FRESH, bytearray(AFTER))
    assert made.execute("PRAGMA application_id").fetchone()[0] == 0x4B4D5352
    assert made.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert made.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    made.close()


def test_what_is_broken_off_before_the_key_file_goes_back_and_after_it_forward(
    folder: Path, before: bytes
) -> None:
    copied(folder, before)
    (folder / f"{FRESH}-journal").write_bytes(b"left by a kill")
    finish(folder, bytearray(before))
    assert names(folder) == {FILE}
    copied(folder, before)
    finish(folder, bytearray(AFTER))
    assert names(folder) == {FILE}
    assert opens(folder / FILE, AFTER)


@pytest.mark.parametrize("broken_off", ["old moved", "both moved", "old half destroyed"])
def test_a_change_of_places_that_was_broken_off_is_finished(
    folder: Path, before: bytes, broken_off: str
) -> None:
    copied(folder, before)
    (folder / FILE).rename(folder / OUTGOING)
    if broken_off != "old moved":
        (folder / FRESH).rename(folder / FILE)
    if broken_off == "old half destroyed":
        (folder / OUTGOING).write_bytes(bytes(5000))
    finish(folder, bytearray(AFTER))
    assert names(folder) == {FILE}
    assert opens(folder / FILE, AFTER)


def test_where_neither_file_opens_nothing_is_touched(folder: Path, before: bytes) -> None:
    copied(folder, before)
    finish(folder, bytearray(b"x'" + b"00" * 32 + b"'"))
    assert names(folder) == {FILE, FRESH}
    (folder / FILE).write_bytes(b"")
    finish(folder, bytearray(b"x'" + b"00" * 32 + b"'"))
    assert names(folder) == {FILE, FRESH}


def test_a_register_without_a_change_is_not_even_looked_into(tmp_path: Path) -> None:
    finish(tmp_path, bytearray(AFTER))
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_destroyed_is_left_for_the_next_opening(folder: Path, before: bytes) -> None:
    copied(folder, before)
    swap(folder)
    (folder / OUTGOING).mkdir()
    finish(folder, bytearray(AFTER))
    assert (folder / OUTGOING).is_dir()
    (folder / OUTGOING).rmdir()


def test_a_copy_that_cannot_be_made_says_so_and_leaves_the_register(folder: Path, before: bytes) -> None:
    (folder / FRESH).mkdir()
    with pytest.raises(NotWritten):
        copied(folder, before)
    (folder / FRESH).rmdir()
    assert opens(folder / FILE, before)


def test_a_log_that_another_program_holds_stops_the_change(folder: Path, before: bytes) -> None:
    held = connect(folder / FILE, bytearray(before))
    held.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    with pytest.raises(Trouble, match="Another program holds"):
        copied(folder, before)
    held.close()
    assert names(folder) == {FILE}


def test_a_copy_that_differs_is_no_copy(folder: Path, before: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = rekeying._copy

    def faulty(old: Lane, new: Lane, proceed: rekeying.Proceed) -> None:
        copy(old, new, proceed)
        with new.transaction() as connection:
            connection.exec_driver_sql("DELETE FROM settings")

    monkeypatch.setattr(rekeying, "_copy", faulty)
    with pytest.raises(Trouble, match="did not pass its check, so the register was left as it is"):
        copied(folder, before)
    assert names(folder) == {FILE}


def test_a_copy_can_be_discarded_twice(folder: Path, before: bytes) -> None:
    copied(folder, before)
    discard(folder)
    discard(folder)
    assert names(folder) == {FILE}


def test_a_disk_that_takes_no_more_pages_says_so(folder: Path, before: bytes) -> None:
    (folder / FRESH).touch()
    old = Lane("old", connect(folder / FILE, bytearray(before)), "BEGIN")
    new = Lane("new", connect(folder / FRESH, bytearray(AFTER)), "BEGIN")
    with new.outside_transactions() as bare:
        bare.execute("PRAGMA max_page_count=3")
    with pytest.raises(Trouble, match="The disk refused the copy under the new key"):
        rekeying._copy(old, new, always)
    new.close()
    old.close()
