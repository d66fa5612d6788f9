"""Writes what a register holds into plain files, without a line of the program that made it.

Needs Python, `cryptography`, `argon2-cffi`, and either `sqlcipher3` or `apsw-sqlite3mc`:
    python3 read_register.py REGISTER_FOLDER NEW_FOLDER [--recovery-key]
Each table becomes a CSV file, each document a file of its own. None of them is encrypted any more.
"""

import argparse
import contextlib
import csv
import getpass
import importlib.util
import json
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_FILE, DATABASE = "register.keys", "register.kmss"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LARGEST_CELL = 64
Query = Callable[..., Iterator[tuple[Any, ...]]]


def main() -> int:
    """Ask for the passphrase or the recovery key, and write the tables."""
    parser = argparse.ArgumentParser(description="Write what a register holds into plain files.")
    parser.add_argument("register", type=Path, help="the register's folder, or a backup's")
    parser.add_argument("target", type=Path, help="a folder that does not exist yet")
    parser.add_argument("--recovery-key", action="store_true", help="ask for the recovery key instead")
    wishes = parser.parse_args()
    kind = "recovery" if wishes.recovery_key else "passphrase"
    secret = ask("Recovery key: " if wishes.recovery_key else "Passphrase: ")
    key = data_key(json.loads((wishes.register / KEY_FILE).read_text("utf-8")), kind, secret)
    if key is None:
        print(f"This {kind} opens none of the slots in {KEY_FILE}.", file=sys.stderr)
        return 1
    query = open_database(wishes.register / DATABASE, key)
    wishes.target.mkdir(mode=0o700, parents=True)
    for table in tables(query):
        print(f"{table}: {dump(query, table, wishes.target)} rows")
    return 0


def ask(question: str) -> str:
    """The secret from the keyboard, unseen, or the first line of what is piped in."""
    return getpass.getpass(question) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def data_key(key_file: dict[str, Any], kind: str, secret: str) -> bytes | None:
    """The 32 bytes that open the database, from the first slot of the kind that the secret opens.

    A slot holds 12 bytes of nonce, then the data key in AES-256-GCM, bound to the register's id and to
    everything else that the slot says, as JSON with sorted keys.
    """
    for slot in key_file["slots"]:
        if slot["kind"] != kind:
            continue
        sealed = bytes.fromhex(slot["wrapped"])
        rest = {name: value for name, value in slot.items() if name != "wrapped"}
        bound_to = json.dumps([key_file["register"], rest], sort_keys=True).encode()
        with contextlib.suppress(InvalidTag):
            return AESGCM(slot_key(slot, secret)).decrypt(sealed[:12], sealed[12:], bound_to)
    return None


def slot_key(slot: dict[str, Any], secret: str) -> bytes:
    """The key of one slot: Argon2id of a passphrase, or HKDF-SHA256 of a recovery key."""
    salt = bytes.fromhex(slot["salt"])
    if slot["kind"] == "passphrase":
        memory, passes, lanes = slot["cost"]
        typed = unicodedata.normalize("NFC", secret).encode()
        return hash_secret_raw(typed, salt, passes, memory, lanes, 32, Type.ID)
    return HKDF(SHA256(), 32, salt, b"kmss-dpo recovery").derive(recovery_bytes(secret))


def recovery_bytes(text: str) -> bytes:
    """The 256 bits in a recovery key: 52 digits of base 32, first bit first; two check digits follow."""
    looks_like = str.maketrans("OIL", "011", " -_.\t\r\n")
    number = 0
    for digit in text.upper().translate(looks_like)[:52]:
        number = number * 32 + max(ALPHABET.find(digit), 0)  # a wrong digit opens nothing in the end
    return (number >> 4).to_bytes(32, "big")


def open_database(file: Path, key: bytes) -> Query:
    """A function that runs a query on the SQLCipher 4 database with this raw key."""
    if not file.is_file() or file.stat().st_size == 0:
        sys.exit(f"{file.name} is missing or empty.")
    if importlib.util.find_spec("sqlcipher3"):
        return open_with_sqlcipher(file, key)
    return open_with_sqlite3mc(file, key)


def open_with_sqlcipher(file: Path, key: bytes) -> Query:
    """SQLCipher itself."""
    import sqlcipher3.dbapi2  # noqa: PLC0415 - one of two libraries is enough

    connection = sqlcipher3.dbapi2.connect(str(file))
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    query: Query = connection.execute
    return query


def open_with_sqlite3mc(file: Path, key: bytes) -> Query:
    """SQLite3 Multiple Ciphers, an independent implementation of the same format."""
    import apsw  # noqa: PLC0415 - one of two libraries is enough

    connection = apsw.Connection(str(file))
    connection.pragma("cipher", "sqlcipher")
    connection.pragma("legacy", 4)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    query: Query = connection.execute
    return query


def tables(query: Query) -> list[str]:
    """The tables in the order of their names, without the search index that only repeats them."""
    found = query("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name")
    return [name for (name,) in found if not name.startswith("sqlite_")]


def dump(query: Query, table: str, target: Path) -> int:
    """Write one table as CSV and answer how many rows it has."""
    columns = [name for (name,) in query("SELECT name FROM pragma_table_info(?)", (table,))]
    with (target / f"{table}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for row in query(f'SELECT * FROM "{table}"'):  # noqa: S608 - a name from the schema
            cells = zip(columns, row, strict=True)
            writer.writerow([cell(value, target / table, f"{row[0]}-{column}") for column, value in cells])
    ((count,),) = query(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - a name from the schema
    return int(count)


def cell(value: Any, folder: Path, name: str) -> Any:
    """A value as a CSV cell: short bytes in hexadecimal, long ones as the name of a file of their own."""
    if not isinstance(value, bytes):
        return value
    if len(value) <= LARGEST_CELL:
        return value.hex()
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.bin").write_bytes(value)
    return f"{folder.name}/{name}.bin"


if __name__ == "__main__":
    sys.exit(main())
