"""Killed or refused at any call of a disposal: each record is whole or gone, and what went stays gone."""

import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from kmss_dpo.domain.backups import SecondPlace
from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Outcome
from kmss_dpo.domain.correspondence import NewDocument
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.retention import STAGES, Action
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store import audit, backups, disposing, second_place, tables
from kmss_dpo.store.copying import FILE
from kmss_dpo.store.sqlcipher import connect
from tests.breaking import (
    FAULTS,
    IN_FOLDERS,
    SHORT_OF_ROOM,
    Ground,
    Saver,
    ShortOfRoom,
    break_each,
    ending,
    needs_strace,
    says_what_to_do,
    spread,
)
from tests.services.backing_up import reopen
from tests.services.conftest import files_with, looking_with
from tests.services.old_records import close, dealt_with, enquiry, old_request, person
from tests.services.rules import settle
from tests.store.test_crash import WATCHED, acknowledged

FILES = (*WATCHED, "register.keys")
COPIES = (
    "register/backups/2026-11-20T093000Z",
    "register/backups/2026-11-21T093000Z.unchecked",
    "disk/register-backups-mark/2026-11-20T093000Z",
)
OLDER = "register/backups/2026-10-01T093000Z"
"""A backup from before the last change of the tables: it goes as soon as anything does."""
DONE = r"done (\d+), failed (\d+), left (\d+), (emptied|in use)"
SAYS = rf"open|went \d+|{DONE}|certified|told .+|end"
WHOLE = r"open\n(went \d+\n){3}done 3, failed 0, left 0, emptied\ncertified\nend\n"
Entry = tuple[str, str, int]
"""A row, a version in the history or an entry of the search: of which kind of record, and its id."""


@dataclass(frozen=True)
class Due:
    """What goes with a case, the case itself unless it is a stage of it, and how that can be told.

    `mark` is in nothing else; `records` is what the log remembers.
    """

    mark: bytes
    records: frozenset[tuple[str, int]]
    entries: frozenset[Entry]


@dataclass(frozen=True)
class Laid:
    """A register of which three cases are due, with what goes with each and what stays."""

    ground: Ground
    key: str
    due: dict[CaseId, Due]
    stays: frozenset[Entry]


def watched(register: Path) -> list[Path]:
    """The register's files, and those of each of its copies."""
    copies = [register.parent / copy for copy in (*COPIES, OLDER)]
    return [*copies, *(folder / name for folder in (register, *copies) for name in FILES)]


@pytest.fixture(scope="module")
def disposer() -> Iterator[Saver]:
    disposer = Saver(Path(__file__).with_name("disposing_child.py"), watched, IN_FOLDERS)
    yield disposer
    disposer.close()


def staged(session: Session) -> CaseId:
    """A request of a year ago, of which what was collected goes."""
    who = person(session, "Ann Brackenfold")
    case = session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2025, 10, 1), Channel.EMAIL, who, who))
    found = NewDocument("Mulliontoft.txt", "text/plain", b"mulliontoft\n" * 500)
    session.casework.add_document(case, found)
    return close(session, case, date(2025, 11, 1), Outcome.ANSWERED)


@pytest.fixture
def laid(folder: Path, unlocking: Unlocking, clock: Any, tmp_path_factory: pytest.TempPathFactory) -> Laid:
    """Three cases that are due and one that is not, a backup in both places, and a copy from a lock."""
    now = clock.moment
    clock.moment = now - timedelta(days=2)
    session = reopen(unlocking, folder, clock)
    settle(session, STAGES[0], months=12)
    asked = dealt_with(session, person(session, "Ida Quaverzest"))
    request = old_request(session, person(session))
    typed = Unfinished("requests", "note", "Note", ((Kind.CASE, request),), {"text": "Zebulonquax rang"})
    session.unfinished.keep([typed])
    collected = staged(session)
    kept = enquiry(session, person(session, "Bob Example"))
    session.casework.add_document(kept, NewDocument("Bob.txt", "text/plain", b"bob\n" * 500))
    place = SecondPlace(str(folder.parent / "disk"), "mark")
    (folder.parent / "disk").mkdir()
    second_place.make_ready(place)
    with session.opened.register.writing("settled") as writing:
        second_place.settle(writing, place)
    session.backups.make()
    clock.moment = now - timedelta(days=1)
    session.casework.add_note(kept, "Rang Bob.")
    there = inventory(session)
    stages = {asked: "", request: "", collected: STAGES[0]}
    marks = dict(zip(stages, (b"uaverzest", b"bulonquax", b"ulliontoft"), strict=True))
    due = {case: what_goes(session, case, stage, marks[case], there) for case, stage in stages.items()}
    raw = session.opened.unlocked.key.copy_for_sqlcipher().decode()
    session.lock()
    older_copy(folder.parent, raw)
    clock.moment = now
    ground = Ground.of(folder.parent, tmp_path_factory.mktemp("kept"))
    assert all((ground.kept / copy / FILE).exists() for copy in COPIES)
    going = frozenset[Entry]().union(*(each.entries for each in due.values()))
    return Laid(ground, raw, due, frozenset(there - going))


def older_copy(place: Path, key: str) -> None:
    copy = Path(shutil.copytree(place / COPIES[0], place / OLDER))
    connection = connect(copy / FILE, bytearray(key.encode()))
    connection.execute("UPDATE alembic_version SET version_num = '0003'")
    connection.close()


def inventory(session: Session) -> set[Entry]:
    """Every record, of whatever kind, that is there, is remembered or is found."""
    with session.opened.register.reading() as connection:
        found = {
            ("row", kind.value, record)
            for table, (kind, column) in tables.PART_OF.items()
            if column == "id" and kind not in {Kind.DISPOSAL, Kind.INCIDENT, Kind.STATISTIC}
            for record in connection.scalars(select(table.c.id))
        }
        versions = connection.execute(select(tables.history.c.kind, tables.history.c.record_id).distinct())
        found |= {("version", row.kind, row.record_id) for row in versions}
    for word in ("quaverzest", "zebulonquax", "okweilbrandt", "mulliontoft", "brackenfold", "bob"):
        found |= {("search", hit.kind, hit.id) for hit in session.search.find(word)}
    return found


def what_goes(session: Session, case: CaseId, stage: str, mark: bytes, there: set[Entry]) -> Due:
    with session.opened.register.reading() as connection:
        held = disposing.holdings(connection, [case], stage)
        going = disposing.going(connection, held, [case], Action.ERASE)
    records = frozenset((kind.value, record) for kind, record in going)
    return Due(mark, records, frozenset(entry for entry in there if entry[1:] in records))


def check(laid: Laid, unlocking: Unlocking, register: Path, said: str, clock: Any) -> None:
    """Each case is whole or gone with all that goes with it, as the log says; no byte of it is anywhere.

    Whoever opens a copy finishes what was left of its own log, so the copies are looked into last.
    """
    look = looking_with(bytearray(laid.key.encode()))
    went = acknowledged(said, "went")
    if "left 0" in said:
        marks = [laid.due[CaseId(case)].mark for case in went]
        own = {f"register/{name}" for name in WATCHED} if "left 0, in use" in said else set()
        assert files_with(marks, look, laid.ground.at) <= own, "said to be gone"
    session = reopen(unlocking, register, clock)
    _reached, left = session.long_work.have_done(session.retention.reach_backups)  # as after each unlock
    assert left == 0
    there = inventory(session)
    assert laid.stays <= there
    for due in laid.due.values():
        assert due.entries & there in (due.entries, frozenset()), "neither whole nor gone"
    gone = {case: due for case, due in laid.due.items() if not due.entries & there}
    assert went <= set(gone)
    assert len(set(gone) - went) <= 1, "one may have been killed before it was said"
    told = re.search(DONE, said)
    assert told is None or int(told[1]) == len(gone)
    agrees(session, gone)
    assert (laid.ground.at / OLDER).exists() == (not gone)
    sound(session)
    session.close()
    assert files_with([due.mark for due in gone.values()], look, laid.ground.at) == set()
    session = reopen(unlocking, register, clock)
    for copy in COPIES:
        backups.check(session.long_work, laid.ground.at / copy / FILE)
    session.close()


def agrees(session: Session, gone: dict[CaseId, Due]) -> None:
    """The log, its certificate and the statistics say what went, and nothing else."""
    log = session.retention.log()
    assert sum(line.records for line in log) == len(gone)
    assert all(line.backups.startswith("Erased from 3") for line in log if line.records)
    with session.opened.register.reading() as connection:
        remembered = connection.execute(
            select(tables.disposed_records.c.kind, tables.disposed_records.c.record_id)
        )
        assert {tuple(row) for row in remembered} == {each for due in gone.values() for each in due.records}
        whole = [case for case, due in gone.items() if (Kind.CASE.value, case) in due.records]
        assert connection.scalar(select(func.count()).select_from(tables.case_statistics)) == len(whole)
        after_a_stage = connection.scalars(select(tables.cases.c.id).where(tables.cases.c.disposal_stage > 0))
        assert set(after_a_stage) == set(gone) - set(whole)
    if log:
        day = session.day()
        assert session.certificates.of_days(day, day).startswith(b"%PDF")


def sound(session: Session) -> None:
    """Every page and every reference as it should be, and the trail whole."""
    with session.opened.register.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
        assert connection.exec_driver_sql("PRAGMA cipher_integrity_check").all() == []
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert audit.verify(connection).broken_at is None
        kept, needed = (
            set(connection.scalars(select(table.c.sha256))) for table in (tables.contents, tables.documents)
        )
        assert kept == needed


@needs_strace
@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_call_fails_each_record_is_whole_or_gone_everywhere(
    unlocking: Unlocking, disposer: Saver, laid: Laid, fault: str, clock: Any
) -> None:
    register = laid.ground.laid_out()
    whole = disposer.save_traced(register, laid.key)
    assert re.fullmatch(WHOLE, whole.said), whole.said
    check(laid, unlocking, register, whole.said, clock)
    counts = whole.counts()
    endings: Counter[tuple[str, str]] = Counter()
    places = spread(counts, fault)
    for name, _, done in break_each(disposer, laid.ground.laid_out, laid.key, fault, places):
        assert done.as_meant(SAYS), done.said
        check(laid, unlocking, register, done.said, clock)
        endings[name, ending(done)] += 1
    assert (fault == "signal=KILL") == all(how == "killed" for _, how in endings)
    sys.stdout.write(f"{fault}: {endings.total()} of {sum(counts.values())} calls broken, {dict(endings)}\n")


@pytest.mark.parametrize("short", SHORT_OF_ROOM)
def test_a_full_disk_is_told_and_nothing_is_half_gone(
    unlocking: Unlocking, disposer: Saver, laid: Laid, short: ShortOfRoom, clock: Any
) -> None:
    tried = 0
    for register, done in short(disposer, laid.ground, laid.key, WHOLE):
        assert done.as_meant(SAYS), done.said
        assert all(map(says_what_to_do, done.told()))
        check(laid, unlocking, register, done.said, clock)
        tried += 1
    sys.stdout.write(f"{short.__name__}: {tried} disks\n")
