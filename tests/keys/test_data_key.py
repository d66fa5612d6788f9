import sqlite3
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from kmss_dpo.domain.errors import Stopped
from kmss_dpo.keys.data_key import DataKey


def test_a_random_key_has_32_bytes_and_differs_each_time() -> None:
    one, other = DataKey.random(), DataKey.random()
    assert len(one.buffer) == 32
    assert one.buffer != other.buffer


def test_wiping_overwrites_the_bytes_where_they_lie_and_refuses_the_key_afterwards() -> None:
    lying = bytearray(range(32))
    with DataKey(lying) as key:
        assert not key.wiped
    assert lying == bytes(32)
    assert key.wiped
    key.wipe()
    with pytest.raises(ValueError, match="wiped"):
        key.copy_for_sqlcipher()


def test_a_copy_lives_on_when_the_key_is_wiped_and_a_wiped_key_gives_none() -> None:
    key = DataKey(bytearray(range(32)))
    with key.copy() as own:
        key.wipe()
        assert own.buffer == bytes(range(32))
    with pytest.raises(Stopped):
        key.copy()


def test_a_key_that_is_let_go_of_is_wiped() -> None:
    key = DataKey.random()
    lying = key.buffer
    del key
    assert lying == bytes(32)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        DataKey(bytearray(length))


def test_the_form_for_sqlcipher_is_the_raw_key_and_no_passphrase(tmp_path: Path) -> None:
    key = DataKey(bytearray(range(224, 256)))
    assert key.copy_for_sqlcipher() == b"x'" + bytes(range(224, 256)).hex().encode() + b"'"
    path = tmp_path / "register.db"
    opened = sqlcipher.connect(str(path))
    opened.set_key(key.copy_for_sqlcipher())
    opened.execute("CREATE TABLE written (word)")
    opened.close()
    by_pragma = sqlcipher.connect(str(path))
    by_pragma.execute(f"PRAGMA key = \"x'{bytes(key.buffer).hex()}'\"")
    assert by_pragma.execute("SELECT name FROM sqlite_master").fetchall() == [("written",)]
    by_pragma.close()
    plain = sqlite3.connect(path)
    with pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT name FROM sqlite_master")
    plain.close()
