"""Whatever is erased, by whichever way: no byte of it is left in any file, and what is to stay stays.

What is searched: the database with its free pages, its write-ahead log, the key file, what the program keeps
on this computer, every kept backup, those that wait to be opened and those in the second place included; and
the register that is restored from a backup of before.
"""

import re
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store import backups
from kmss_dpo.support.report import write_report
from kmss_dpo.support.settings import REGISTER_FOLDER, Settings
from tests.services.backing_up import put_aside, reopen, restore
from tests.services.conftest import ClearBytes
from tests.services.forgetting_ways import WAYS
from tests.services.marked_register import Marked, fill
from tests.services.marks import Searched, found_in, search

STAYING = {"somebody with an open case", "contact that is deleted"}
NEVER_KEPT = {"never kept"}
Column = tuple[str, str]


@pytest.fixture
def computer(folder: Path, tmp_path: Path) -> Path:
    """Everything the program writes on this computer and in the second place; not the disk in the drawer."""
    (tmp_path / "second").mkdir()
    Settings(tmp_path / "config" / "settings.json").set(REGISTER_FOLDER, str(folder))
    return tmp_path


def marks_by_column(connection: Connection) -> dict[Column, set[bytes]]:
    """Of every column of the file that can hold text, the marks in it; the tables of the index included."""
    found: dict[Column, set[bytes]] = {}
    for table in connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'").scalars().all():
        for row in connection.exec_driver_sql(f"PRAGMA table_info('{table}')").all():
            if row.type in {"INTEGER", "DATE", "BOOLEAN"}:
                continue
            values = connection.exec_driver_sql(f'SELECT CAST("{row.name}" AS BLOB) FROM "{table}"').scalars()
            found[table, row.name] = set().union(*(found_in(each) for each in values if each))
    return found


def test_x(
    session: Session, folder: Path, computer: Path, clear_bytes: ClearBytes, clock: Any, unlocking: Unlocking
) -> None:
    marked = fill(session)
    marks = marked.marks
    with session.opened.register.reading() as connection:
        columns = marks_by_column(connection)
    for c, m in columns.items():
        if not m: print("UNMARKED", c)
    session.backups.choose_second_place(computer / "second")
    clock.moment = datetime.fromisoformat("2027-01-10T09:00:00+00:00")
    drawer = computer.parent / "drawer of the test"
    gone: set[str] = set()
    leaks = {}
    import time
    for name, way in WAYS.items():
        t = time.monotonic()
        clock.moment += timedelta(hours=1)
        back_up_anew(session)
        before = search(computer, clear_bytes, marks.exact())
        assert {each for each in marks.words(way.gone) if not before.hits([each])} == set(), name
        try:
            way.take(marked)
        except BaseException as e:
            print("FAILED", name, repr(e))
            if isinstance(e, AssertionError): import traceback; traceback.print_exc()
            continue
        after = search(computer, clear_bytes, marks.exact())
        gone |= {*way.gone}
        if after.hits(marks.of(gone)):
            with session.opened.register.reading() as connection:
                cc = marks_by_column(connection)
            print("COLS", [(n, c) for n in gone for h in marks.words([n]) for c, m in cc.items() if h in m])
            print("LEAK", name, {n: after.hits(marks.of([n])) for n in gone if after.hits(marks.of([n]))})
        own = search(folder, clear_bytes)
        stay = marks.names() - gone - NEVER_KEPT
        lost = {n for n in stay for each in marks.words([n]) if not after.hits([each])}
        if lost: print("LOST", name, lost)
        print(name, after.bytes, len(after.files), round(time.monotonic() - t, 2))
    print("not gone", marks.names() - gone)
    assert 0


def back_up_anew(session: Session) -> None:
    """A backup of now in each place where there are any, those of before gone."""
    folder = session.opened.register.folder
    for each in (folder.parent / "second").glob("register-backups-*/*Z"):
        shutil.rmtree(each)
    shutil.rmtree(folder / "backups", ignore_errors=True)
    session.backups.make()
    [made] = backups.kept(folder)
    shutil.copytree(made, made.with_name(f"{made.name}.unchecked"))
    session.backups.copy_elsewhere()

