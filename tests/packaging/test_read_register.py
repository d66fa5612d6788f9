"""The way out without this program: a script of its own reads what keys and store have written."""

import csv
import importlib.util
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
import sqlcipher3.dbapi2 as driver

from kmss_dpo.keys.derivation import Cost
from kmss_dpo.keys.unlocking import create_keys
from kmss_dpo.store.copying import FILE
from kmss_dpo.store.sqlcipher import connect

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "read_register.py"
PASSPHRASE = "Gŵyl Ddewi 1 Mawrth"
CONTENT = bytes(range(256)) * 3


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A register's folder with a contact and a document, and its recovery key."""
    folder = tmp_path_factory.mktemp("registers") / "register"
    typed, cheap = bytearray(PASSPHRASE.encode()), Cost(19 * 1024, 1, 1)
    unlocked, recovery = create_keys(folder, "Register", "Ann", typed, date(2026, 11, 20), cost=cheap)
    database = connect(folder / FILE, unlocked.key.copy_for_sqlcipher())
    database.execute("CREATE TABLE contacts (id INTEGER PRIMARY KEY, name TEXT, salt BLOB)")
    database.execute("CREATE TABLE contents (id INTEGER PRIMARY KEY, content BLOB)")
    database.execute("CREATE VIRTUAL TABLE search USING fts5(body)")
    database.execute("INSERT INTO contacts VALUES (7, 'Zoë, Ŵyn', x'00ff')")
    database.execute("INSERT INTO contents VALUES (3, ?)", (CONTENT,))
    database.close()
    return folder, recovery.decode()


def read_out(folder: Path, target: Path, secret: str, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(SCRIPT), str(folder), str(target), *options]
    return subprocess.run(command, input=f"{secret}\n", capture_output=True, text=True, check=False)


def rows(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened))


def test_the_passphrase_brings_out_every_table_and_document(
    register: tuple[Path, str], tmp_path: Path
) -> None:
    answer = read_out(register[0], tmp_path / "out", PASSPHRASE)
    assert answer.stdout.splitlines() == ["contacts: 1 rows", "contents: 1 rows"], answer.stderr
    assert rows(tmp_path / "out" / "contacts.csv") == [["id", "name", "salt"], ["7", "Zoë, Ŵyn", "00ff"]]
    assert rows(tmp_path / "out" / "contents.csv") == [["id", "content"], ["3", "contents/3-content.bin"]]
    assert (tmp_path / "out" / "contents" / "3-content.bin").read_bytes() == CONTENT


def test_the_recovery_key_brings_out_the_same(register: tuple[Path, str], tmp_path: Path) -> None:
    folder, recovery = register
    answer = read_out(folder, tmp_path / "out", recovery.lower().replace("-", " "), "--recovery-key")
    assert "contacts: 1 rows" in answer.stdout, answer.stderr


def test_a_wrong_passphrase_brings_out_nothing(register: tuple[Path, str], tmp_path: Path) -> None:
    answer = read_out(register[0], tmp_path / "out", "something else")
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "opens none of the slots" in answer.stderr
    assert not (tmp_path / "out").exists()


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("read_register", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("opener", ["open_with_sqlcipher", "open_with_sqlite3mc"])
def test_both_implementations_read_the_same_file(script: ModuleType, tmp_path: Path, opener: str) -> None:
    key = bytes(range(32))
    database = driver.connect(str(tmp_path / "register.kmss"))
    database.set_key(bytearray(f"x'{key.hex()}'".encode()))
    database.execute("CREATE TABLE contacts (name TEXT)")
    database.close()
    query = getattr(script, opener)(tmp_path / "register.kmss", key)
    assert script.tables(query) == ["contacts"]
