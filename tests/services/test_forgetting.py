"""Whatever is erased, by whichever way: no byte of it is left in any file, and what is to stay stays.

What is searched: the database with its free pages, its write-ahead log, the key file, what the program keeps
on this computer, every kept backup, those that wait to be opened and those in the second place included; and
the register that is restored from a backup of before.
"""

import shutil
import sys
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.retention import STAGES, Action
from kmss_dpo.session import Session
from kmss_dpo.store import backups
from kmss_dpo.support.report import write_report
from kmss_dpo.support.settings import REGISTER_FOLDER, Settings
from tests.services.backing_up import put_aside, restore
from tests.services.columns_without_words import WITHOUT
from tests.services.conftest import ClearBytes
from tests.services.forgetting_ways import WAYS
from tests.services.marked_register import Marked, fill
from tests.services.marks import Searched, found_in, search
from tests.services.test_nothing_held_is_erased import callers

NEVER_KEPT = {"never kept"}
"""What was refused, or only a digest was made of."""
IN_THE_BIN = {"contact that is deleted"}
"""What is still there when all is done: it can be put back."""
OWN = frozenset({"register/register.kmss", "register/register.kmss-wal"})
ASKING = {
    *("erasing.erase", "erasing.erase_of_cases", "erasing.delete_in", "erasing.delete_entry_in"),
    *("kept_bin.put", "kept_bin.erase", "unfinished.keep", "unfinished.forget", "letters.discard"),
    *("case_filters.erase", "quick_notes.erase", "suppressions.take_off", "disposals.log"),
}
"""What the services call in the store for something to go, at once or later."""
BY_ANOTHER = {
    ("services/disposing.py", "Disposing._one_by_one"): "where the file refuses: nothing goes by it",
    ("services/quick_notes.py", "QuickNotes.open_cases"): "as `put_on`, for a case that is opened",
    ("services/bin.py", "Bin.delete_documents"): "into the bin, where `fill` puts them",
    ("services/bin.py", "Bin.delete_item"): "into the bin, where `fill` puts them",
    ("services/bin.py", "Bin.delete_draft"): "into the bin, where `fill` puts them",
    ("services/quick_notes.py", "QuickNotes.throw_away"): "into the bin, where `fill` puts them",
    ("services/erasing.py", "delete_in"): "into the bin, where `fill` puts them",
    ("services/erasing.py", "delete_entry_in"): "into the bin, where `fill` puts them",
}
Column = tuple[str, str]


@pytest.fixture
def computer(folder: Path, tmp_path: Path) -> Path:
    """Where everything lies that the program writes, the second place too; not a disk in a drawer."""
    (tmp_path / "second").mkdir()
    Settings(tmp_path / "config" / "settings.json").set(REGISTER_FOLDER, str(folder))
    return tmp_path


@pytest.fixture
def drawer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("drawer")


def marks_by_column(connection: Connection) -> dict[Column, set[bytes]]:
    """The marks in every column of the file that can hold text, the tables of the index included."""
    found: dict[Column, set[bytes]] = {}
    tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"
    for table in connection.exec_driver_sql(tables).scalars().all():
        for column in connection.exec_driver_sql(f"PRAGMA table_info('{table}')").all():
            if column.type not in {"INTEGER", "DATE", "BOOLEAN"}:
                wanted = f'SELECT CAST("{column.name}" AS BLOB) FROM "{table}"'
                values = connection.exec_driver_sql(wanted).scalars()
                found[table, column.name] = set().union(*(found_in(each) for each in values if each))
    return found


def test_every_way_that_erases_is_taken() -> None:
    taken = {(f"services/{file}.py", name) for file, name in map(_parts, _through())}
    assert callers("services", ASKING) - taken == BY_ANOTHER.keys()
    assert {way.action for way in WAYS.values()} == set(Action) - {Action.REVIEW}
    assert {way.stage for way in WAYS.values()} >= set(STAGES)


def _through() -> set[str]:
    return {each for way in WAYS.values() for each in way.through}


def _parts(name: str) -> tuple[str, str]:
    file, _, function = name.partition(".")
    return file, function


def test_whatever_is_erased_no_byte_of_it_is_left_anywhere(
    session: Session,
    folder: Path,
    computer: Path,
    drawer: Path,
    clear_bytes: ClearBytes,
    clock: Any,
) -> None:
    marked = fill(session)
    marks = marked.marks
    with session.opened.register.reading() as connection:
        columns = marks_by_column(connection)
    assert {each for each, found in columns.items() if not found} == WITHOUT.keys()
    session.backups.choose_second_place(computer / "second")
    report_trouble(session, computer / "logs", marked)
    clock.moment = datetime.fromisoformat("2027-01-10T09:00:00+00:00")
    put_aside(session, drawer)
    searched, gone = Searched(), {*NEVER_KEPT}
    for name, way in WAYS.items():
        clock.moment += timedelta(hours=1)
        back_up_anew(session)
        assert_is_there(search(folder / "backups", clear_bytes), marked, way.gone)
        way.take(marked)
        gone.update(way.gone)
        now = search(computer, clear_bytes, marks.exact())
        assert now.hits(marks.of(gone)) == set(), name
        assert_is_there(now, marked, marks.names() - gone, OWN)
        searched += now
    assert gone == marks.names() - IN_THE_BIN
    emptied = {each for each, found in columns.items() if found & marks.words(gone)}
    assert emptied == columns.keys() - WITHOUT.keys()
    assert session.today.health().broken_at is None
    again = restored_loses_it(session, drawer, clear_bytes, marked, gone)
    searched += again
    sys.stdout.write(
        f"{len(WAYS)} ways, {len(emptied)} columns of {len(columns)}, {len(marks.of(gone))} marks: "
        f"{searched.size:,} bytes in {searched.looked_at} files searched\n"
    )


def assert_is_there(
    found: Searched, marked: Marked, names: Iterable[str], within: frozenset[str] = frozenset()
) -> None:
    """Every word of these was found, in some of these files: what was not there proves nothing by going."""
    files = [(name, found.hits([each])) for name in names for each in marked.marks.words([name])]
    assert {name for name, those in files if not (those & within if within else those)} == set()


def back_up_anew(session: Session) -> None:
    """A backup of now in each place where there are any, none of before; one waits to be opened."""
    folder = session.opened.register.folder
    for each in (folder.parent / "second").glob("register-backups-*/*Z"):
        shutil.rmtree(each)
    shutil.rmtree(folder / "backups", ignore_errors=True)
    session.backups.make()
    [made] = backups.kept(folder)
    shutil.copytree(made, made.with_name(f"{made.name}.unchecked"))
    session.backups.copy_elsewhere()


def report_trouble(session: Session, logs: Path, marked: Marked) -> None:
    """What is written of an error that had words in hand."""
    with pytest.raises(Mistake) as refused:
        session.contacts.add(ContactDetails("", emails=(Reach(marked.marks.say("never kept")),)))
    write_report(refused.value, logs, session.now())


def restored_loses_it(
    session: Session, drawer: Path, clear_bytes: ClearBytes, marked: Marked, gone: set[str]
) -> Searched:
    """The backup from before all erasures, restored: it has lost the same, and has what is to stay."""
    written_since = {"enquiry"}
    assert_is_there(search(drawer, clear_bytes), marked, gone - NEVER_KEPT - written_since)
    outcome = restore(session, drawer)
    found = search(outcome.folder, clear_bytes, marked.marks.exact())
    assert found.hits(marked.marks.of(gone)) == set()
    assert_is_there(found, marked, IN_THE_BIN)
    return found
