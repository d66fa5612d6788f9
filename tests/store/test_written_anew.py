"""A large file that is written anew goes by another file for the time being, in which nothing is in clear."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MARK = "zebulonquax"
WRITE_ANEW = f"""
import sys
from pathlib import Path
from kmss_dpo.store import sqlcipher
sqlcipher._MOST_IN_MEMORY = 0
file = Path(sys.argv[1])
bare = sqlcipher.connect(file, bytearray(b"x'" + b"5a" * 32 + b"'"))
bare.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, notes TEXT)")
bare.execute("CREATE INDEX by_name ON people (name, notes)")
bare.execute("CREATE VIRTUAL TABLE words USING fts5 (name, content='')")
bare.execute("BEGIN")
for each in range(3000):
    name = "{MARK} " + str(each * 7919 % 3001)
    bare.execute("INSERT INTO people (name, notes) VALUES (?, ?)", (name, name * 9))
    bare.execute("INSERT INTO words (rowid, name) VALUES (?, ?)", (each, name))
bare.execute("COMMIT")
bare.execute("PRAGMA cache_size=100")  # pages: what is over goes to the disk
sqlcipher.write_anew(bare, "main", file)
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_the_file_that_it_goes_by_is_encrypted(tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    subprocess.run(
        [
            *("strace", "-f", "-o", calls, "-s", "70000", "-e", "trace=openat,write,pwrite64"),
            *(sys.executable, "-B", "-c", WRITE_ANEW, tmp_path / "register.kmss"),
        ],
        env=os.environ | {"PYTHONPATH": str(ROOT), "SQLITE_TMPDIR": str(tmp_path)},
        check=True,
    )
    told = calls.read_text(errors="replace")
    assert f'"{tmp_path}/etilqs_' in told, "it went by no file"
    assert told.count("pwrite64(") > 500
    assert MARK not in told
