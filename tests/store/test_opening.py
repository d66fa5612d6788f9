"""Everything that can be wrong with a register's file: each has its sentence, and nothing is changed."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver

from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.ids import ContactId
from kmss_dpo.domain.unlocking import KeyFileDamaged, KeyFileMissing, WrongPassphrase
from kmss_dpo.services.unlocking import Opened, Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store import sqlcipher
from kmss_dpo.store.copying import FILE
from kmss_dpo.store.refusals import (
    DamagedRegister,
    EmptyRegister,
    ForeignFile,
    MissingRegister,
    NotTogether,
    UnreadableFile,
)
from kmss_dpo.store.register import Person, Register
from kmss_dpo.store.schema import NewerRegister
from kmss_dpo.store.sqlcipher import check_file, connect
from tests.disks import full_disk

PASSPHRASE = b"seven quiet otters paddle north"
OPENER = Path(__file__).with_name("opening_child.py")
ROOT = Path(__file__).resolve().parents[2]
PAGE = 4096


def everything_in(folder: Path) -> dict[str, bytes]:
    """What must not change: all but the lock, and what SQLite lays beside an open file."""
    beside = (".lock", "-wal", "-shm")
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(beside)
    }


def refusal(unlocking: Unlocking, folder: Path, passphrase: bytes = PASSPHRASE) -> Exception:
    """What the officer is told; nothing in the folder may have changed, and no lock may stay behind."""
    before = everything_in(folder)
    with pytest.raises((Trouble, WrongPassphrase)) as told:
        unlocking.with_passphrase(folder, bytearray(passphrase))
    assert everything_in(folder) == before
    return told.value


def test_a_wrong_passphrase(unlocking: Unlocking, folder: Path) -> None:
    assert isinstance(refusal(unlocking, folder, b"something else"), WrongPassphrase)


@pytest.mark.parametrize("passphrase", [b"", b"a", b"x" * 10_000, "🦦🦦".encode(), "שלום".encode()])
def test_odd_passphrases_are_merely_wrong(unlocking: Unlocking, folder: Path, passphrase: bytes) -> None:
    assert isinstance(refusal(unlocking, folder, passphrase), WrongPassphrase)


def test_a_damaged_key_file(unlocking: Unlocking, folder: Path) -> None:
    keys = folder / "register.keys"
    keys.write_bytes(keys.read_bytes()[:-40])
    assert isinstance(refusal(unlocking, folder), KeyFileDamaged)


def test_a_missing_key_file(unlocking: Unlocking, folder: Path) -> None:
    (folder / "register.keys").unlink()
    assert isinstance(refusal(unlocking, folder), KeyFileMissing)


def zeroed(content: bytes, at: int) -> bytes:
    return content[:at] + bytes(64) + content[at + 64 :]


DAMAGES: dict[str, tuple[Callable[[bytes], bytes], type[Trouble]]] = {
    "first page": (lambda content: zeroed(content, 100), NotTogether),
    "salt": (lambda content: zeroed(content, 0), NotTogether),
    "cut within the last page": (lambda content: content[:-100], DamagedRegister),
    "cut by pages": (lambda content: content[: -3 * PAGE], DamagedRegister),
    "cut to a few bytes": (lambda content: content[:10], NotTogether),
    "text": (lambda _: b"This is a letter.", NotTogether),
    "empty": (lambda _: b"", EmptyRegister),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file(unlocking: Unlocking, folder: Path, damage: str) -> None:
    change, expected = DAMAGES[damage]
    (folder / FILE).write_bytes(change((folder / FILE).read_bytes()))
    told = refusal(unlocking, folder)
    assert isinstance(told, expected)
    assert "backup" in str(told)


def test_a_damaged_page_in_the_middle_is_told_when_it_is_read_and_by_the_backup(
    unlocking: Unlocking, folder: Path, opened: Opened, clock: Any
) -> None:
    session = Session(opened, clock)
    for number in range(200):
        session.contacts.add(ContactDetails(f"Person {number}", notes="x" * 2000))
    session.close()
    content = (folder / FILE).read_bytes()
    (folder / FILE).write_bytes(zeroed(content, len(content) // PAGE // 2 * PAGE + 500))
    before = everything_in(folder)
    again = Session(unlocking.with_passphrase(folder, bytearray(PASSPHRASE)), clock)
    with pytest.raises(DamagedRegister):
        again.backups.make()
    again.close()
    assert {name for name in everything_in(folder) if name.startswith("backups/2")} == set()
    assert everything_in(folder) == before


def test_a_key_file_of_another_register_may_not_belong_to_the_file(
    unlocking: Unlocking, folder: Path, tmp_path: Path
) -> None:
    other, _recovery = unlocking.create(tmp_path / "other", "Another", "Robin Hale", bytearray(PASSPHRASE))
    other.close()
    shutil.copy(tmp_path / "other" / "register.keys", folder)
    told = refusal(unlocking, folder)
    assert isinstance(told, NotTogether)
    assert "may not belong together" in told.happened
    assert "put back the one that belongs" in told.to_do


def test_a_missing_file(unlocking: Unlocking, folder: Path) -> None:
    (folder / FILE).unlink()
    assert isinstance(refusal(unlocking, folder), MissingRegister)
    assert not (folder / FILE).exists()


def test_a_database_that_nobody_encrypted(unlocking: Unlocking, folder: Path) -> None:
    (folder / FILE).unlink()
    plain = driver.connect(str(folder / FILE))
    plain.execute("CREATE TABLE anything (at_all)")
    plain.close()
    assert isinstance(refusal(unlocking, folder), ForeignFile)


def test_an_encrypted_database_that_is_no_register(unlocking: Unlocking, folder: Path) -> None:
    changed(unlocking, folder, "PRAGMA application_id=1")
    assert isinstance(refusal(unlocking, folder), DamagedRegister)


def test_a_register_of_a_newer_version(unlocking: Unlocking, folder: Path) -> None:
    changed(unlocking, folder, "UPDATE alembic_version SET version_num = '9999'")
    told = refusal(unlocking, folder)
    assert isinstance(told, NewerRegister)
    assert "newer version" in told.happened
    assert not (folder / "backups").exists()


def changed(unlocking: Unlocking, folder: Path, statement: str) -> None:
    """Change a closed register behind the program's back."""
    opened = unlocking.with_passphrase(folder, bytearray(PASSPHRASE))
    raw = opened.unlocked.key.copy_for_sqlcipher()
    opened.close()
    bare = connect(folder / FILE, raw)
    bare.execute(statement)
    bare.close()


def test_a_folder_in_the_place_of_the_file(unlocking: Unlocking, folder: Path) -> None:
    (folder / FILE).unlink()
    (folder / FILE).mkdir()
    assert isinstance(refusal(unlocking, folder), UnreadableFile)


def test_a_register_opens_once_at_a_time_even_for_a_second_process(opened: Opened, folder: Path) -> None:
    told = child(folder)
    assert told.startswith("Trouble: This register is already open in another window")
    opened.close()
    assert child(folder) == "opened"


def test_a_refused_opening_leaves_the_register_free(unlocking: Unlocking, folder: Path) -> None:
    content = (folder / FILE).read_bytes()
    (folder / FILE).write_bytes(zeroed(content, 100))
    refusal(unlocking, folder)
    (folder / FILE).write_bytes(content)
    unlocking.with_passphrase(folder, bytearray(PASSPHRASE)).close()


def child(folder: Path, *before: str) -> str:
    """What a process of its own says that opens the register."""
    command = [*before, sys.executable, "-B", str(OPENER), str(folder)]
    done = subprocess.run(
        command, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False, cwd="/"
    )
    assert not done.stderr
    return done.stdout.strip()


AS_NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")


def is_allowed(command: tuple[str, ...], folder: Path) -> bool:
    """Whether this process may become somebody without rights who still sees the program and the folder."""
    if shutil.which(command[0]) is None or os.name == "nt" or os.geteuid() != 0:
        return False
    look = "import sys, sqlcipher3, kmss_dpo; open(sys.argv[1]).close()"
    tried = subprocess.run(
        [*command, sys.executable, "-B", "-c", look, str(folder / "register.keys")],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        cwd="/",
    )
    return tried.returncode == 0


@pytest.fixture
def for_nobody(template: Path) -> Iterator[Path]:
    """A register that belongs to a user without rights, where this process may hand it to one."""
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("only root can run a program as another user")
    # Not in the folder of pytest, which any other run of it closes to other users again.
    with tempfile.TemporaryDirectory() as above:
        Path(above).chmod(0o755)
        folder = Path(shutil.copytree(template, Path(above) / "register"))
        for path in (folder, *folder.rglob("*")):
            os.chown(path, 65534, 65534)
        if not is_allowed(AS_NOBODY, folder):
            pytest.skip("this machine does not let another user run the program")
        yield folder


@pytest.mark.parametrize("lock_is_there", [True, False])
def test_a_folder_that_cannot_be_written_to(for_nobody: Path, *, lock_is_there: bool) -> None:
    assert child(for_nobody, *AS_NOBODY) == "opened"
    (for_nobody / "register.lock").unlink(missing_ok=True)
    if lock_is_there:
        (for_nobody / "register.lock").touch()
        os.chown(for_nobody / "register.lock", 65534, 65534)
    for_nobody.chmod(0o555)
    before = everything_in(for_nobody)
    told = child(for_nobody, *AS_NOBODY)
    assert told.startswith("Trouble: ")
    assert "Ask for write permission on the folder" in told
    assert everything_in(for_nobody) == before


def test_a_file_that_cannot_be_read(for_nobody: Path) -> None:
    (for_nobody / FILE).chmod(0)
    assert child(for_nobody, *AS_NOBODY).startswith("Trouble: The register's file cannot be read.")


def test_a_file_that_cannot_be_written_to(for_nobody: Path) -> None:
    (for_nobody / FILE).chmod(0o400)
    told = child(for_nobody, *AS_NOBODY)
    assert told.startswith("Trouble: ")
    assert "write permission" in told


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_every_file_is_for_its_owner_only(opened: Opened, folder: Path, clock: Any) -> None:
    session = Session(opened, clock)
    session.contacts.add(ContactDetails("Ann Example"))
    session.backups.make()
    found = {path.relative_to(folder).as_posix(): path.stat().st_mode & 0o777 for path in folder.rglob("*")}
    folders = {name for name in found if (folder / name).is_dir()}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {found[name] for name in folders} == {0o700}
    assert {name: oct(mode) for name, mode in found.items() if name not in folders and mode != 0o600} == {}
    assert f"{FILE}-wal" in found


def test_a_file_is_looked_at_before_any_key_touches_it(tmp_path: Path) -> None:
    with pytest.raises(MissingRegister):
        check_file(tmp_path / "nothing")


def test_a_second_register_is_never_made_over_the_first(opened: Opened, folder: Path, clock: Any) -> None:
    raw = opened.unlocked.key.copy_for_sqlcipher()
    opened.close()
    before = everything_in(folder)
    with pytest.raises(Trouble, match="without its key file"):
        Register.create(folder, raw, Person("slot", "Robin Hale"), clock)
    assert everything_in(folder) == before


def test_a_register_that_cannot_be_made_leaves_no_file(tmp_path: Path, clock: Any) -> None:
    (tmp_path / "register.lock").mkdir()
    with pytest.raises(Trouble, match="cannot be written to"):
        Register.create(tmp_path, bytearray(b"x'" + b"1f" * 32 + b"'"), Person("slot", "Ann"), clock)
    assert not list(tmp_path.glob(f"{FILE}*"))


def test_a_person_who_comes_by_another_name_is_known_by_the_slot(
    unlocking: Unlocking, folder: Path, clock: Any
) -> None:
    opened = unlocking.with_passphrase(folder, bytearray(PASSPHRASE))
    raw, actor = opened.unlocked.key.copy_for_sqlcipher(), opened.register.actor
    opened.close()
    renamed = Register(folder, bytearray(raw), Person(opened.unlocked.way_in.slot_id, "Robin Hill"), clock)
    assert renamed.actor == actor
    with renamed.reading() as connection:
        names = connection.exec_driver_sql("SELECT name FROM actors").scalars().all()
    assert names == ["Robin Hill"]
    renamed.close()
    other = Register(folder, raw, Person("another", "Sam Dale"), clock)
    assert other.actor != actor
    other.close()


def test_a_file_in_no_folder_cannot_be_made(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="cannot be opened or made"):
        connect(tmp_path / "nowhere" / FILE, bytearray(b"x'" + b"1f" * 32 + b"'"))


def test_a_store_that_does_not_keep_a_setting_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sqlcipher.PRAGMAS, "foreign_keys", 5)  # a switch answers 0 or 1
    with pytest.raises(Trouble, match="refuses the setting foreign_keys"):
        connect(tmp_path / FILE, bytearray(b"x'" + b"1f" * 32 + b"'"))


def test_a_register_that_the_full_disk_does_not_let_begin_leaves_no_file(tmp_path: Path, clock: Any) -> None:
    with full_disk(), pytest.raises(Trouble):
        Register.create(tmp_path, bytearray(b"x'" + b"1f" * 32 + b"'"), Person("slot", "Ann"), clock)
    assert not list(tmp_path.glob(f"{FILE}*"))


def test_a_log_that_another_still_reads_keeps_nobody_from_opening(
    unlocking: Unlocking, folder: Path, clock: Any
) -> None:
    opened = unlocking.with_passphrase(folder, bytearray(PASSPHRASE))
    raw = opened.unlocked.key.copy_for_sqlcipher()
    reader = connect(folder / FILE, bytearray(raw))
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM contacts").fetchone()
    Session(opened, clock).contacts.add(ContactDetails("Ann Example"))
    opened.close()
    again = Session(unlocking.with_passphrase(folder, bytearray(PASSPHRASE)), clock)
    assert [row.name for row in again.contacts.rows([ContactId(1)])] == ["Ann Example"]
    again.close()
    reader.close()


def test_a_register_opens_once_at_a_time_in_the_same_process_too(
    unlocking: Unlocking, opened: Opened, folder: Path
) -> None:
    assert opened.register.folder == folder
    with pytest.raises(Trouble, match="already open"):
        unlocking.with_passphrase(folder, bytearray(PASSPHRASE))
