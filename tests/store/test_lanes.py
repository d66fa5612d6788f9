"""Nobody waits for long work: searches go on beside it, and the lock breaks it off."""

import threading
from concurrent.futures import CancelledError, Future
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import exc

from kmss_dpo.domain.cases import CaseDetails, CaseFilter, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.correspondence import NewDocument
from kmss_dpo.domain.errors import Stopped, Trouble
from kmss_dpo.domain.holidays import Nation
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store import backups
from kmss_dpo.store.copying import FILE
from kmss_dpo.store.register import Register

DAY = date(2026, 11, 20)
PASSPHRASE = b"seven quiet otters paddle north"
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
PATIENCE = 30
MESSAGE = b"From: Ann <ann@example.org>\nSubject: message\nDate: Fri, 20 Nov 2026 09:00:00 +0000\n\nHello\n"


class Work:
    """Long work under way: `begun` is set once it is, and `hold` keeps it from going on."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.hold = threading.Event()
        self.slices = 0

    def proceed(self, _done: int, _of: int) -> bool:
        self.slices += 1
        self.begun.set()
        return self.hold.wait(PATIENCE)


def endless(register: Register, begun: threading.Event) -> int:
    with register.long_lane.transaction() as connection:
        begun.set()
        return int(connection.exec_driver_sql(ENDLESS).scalar() or 0)


def test_searches_and_writes_go_on_while_a_statement_never_ends_and_closing_ends_it(
    session: Session, register: Register
) -> None:
    begun = threading.Event()
    work = register.long_lane.submit(endless, register, begun)
    assert begun.wait(PATIENCE)
    session.writing.submit(session.contacts.add, ContactDetails("Ann Example")).result(PATIENCE)
    found = session.reading.submit(session.search.find, "ann").result(PATIENCE)
    assert [each.title for each in found] == ["Ann Example"]
    assert not work.done()
    session.close()
    with pytest.raises(Stopped):
        work.result()


def test_work_that_has_begun_and_not_touched_the_register_yet_is_stopped_too(
    session: Session, register: Register
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow_to_start() -> int:
        begun.set()
        go_on.wait(PATIENCE)
        return endless(register, threading.Event())

    work = register.long_lane.submit(slow_to_start)
    assert begun.wait(PATIENCE)
    closing = threading.Thread(target=session.close)
    closing.start()
    while register.goes_on():
        go_on.wait(0.001)
    go_on.set()
    closing.join(PATIENCE)
    assert not closing.is_alive()
    with pytest.raises(Stopped):
        work.result()


def test_what_waits_for_a_lane_is_dropped_by_the_lock_but_waiting_writes_are_kept(
    session: Session, register: Register, unlocking: Unlocking, folder: Path, clock: Any
) -> None:
    begun, hold = threading.Event(), threading.Event()
    endless_work = register.long_lane.submit(endless, register, begun)
    waiting = register.long_lane.submit(session.backups.make)
    assert begun.wait(PATIENCE)
    held = session.writing.submit(hold.wait, PATIENCE)
    waits_for_another_lane = session.writing.submit(register.long_lane.have_done, session.backups.make)
    write = session.writing.submit(session.contacts.add, ContactDetails("Ann Example"))
    hold.set()
    session.close()
    assert held.result()
    assert write.result() == 1
    with pytest.raises(CancelledError):
        waiting.result()
    for broken_off in (endless_work, waits_for_another_lane):
        assert isinstance(broken_off.exception(), Stopped)
    for late in (session.reading, session.writing, session.long_work):
        with pytest.raises(Stopped):
            late.submit(list)
    again = Session(unlocking.with_passphrase(folder, bytearray(PASSPHRASE)), clock)
    assert [found.title for found in again.search.find("ann")] == ["Ann Example"]
    again.close()


def test_a_search_does_not_wait_for_a_write_that_takes_long(session: Session, register: Register) -> None:
    begun, hold = threading.Event(), threading.Event()

    def write() -> None:
        with register.writing("slow"):
            session.contacts.add(ContactDetails("Ann Example"))
            begun.set()
            hold.wait(PATIENCE)

    work = session.writing.submit(write)
    assert begun.wait(PATIENCE)
    assert session.reading.submit(session.search.find, "ann").result(PATIENCE) == []
    hold.set()
    work.result(PATIENCE)
    assert len(session.search.find("ann")) == 1


def open_cases(session: Session, count: int) -> list[CaseId]:
    with session.opened.register.writing("filled"):
        return [
            session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 10, 30), Channel.POST))
            for _ in range(count)
        ]


def test_a_recompute_leaves_room_between_its_slices_and_stops_at_the_lock(
    session: Session, register: Register, unlocking: Unlocking, folder: Path, clock: Any
) -> None:
    open_cases(session, 120)
    session.settings.settle(Organisation(nation=Nation.SCOTLAND), Regulator())
    work = Work()
    recompute = session.long_work.submit(session.cases.recompute, work.proceed)
    assert work.begun.wait(PATIENCE)
    session.writing.submit(session.contacts.add, ContactDetails("Ann Example")).result(PATIENCE)
    assert len(session.reading.submit(session.search.find, "ann").result(PATIENCE)) == 1
    closing = threading.Thread(target=session.close)
    closing.start()
    while register.goes_on():
        work.begun.wait(0.001)
    work.hold.set()
    closing.join(PATIENCE)
    assert work.slices == 1
    moved = recompute.result()
    assert 0 < moved < 120
    again = Session(unlocking.with_passphrase(folder, bytearray(PASSPHRASE)), clock)
    rows = again.cases.rows(again.cases.ids(CaseFilter()))
    assert sorted({str(row.due_on) for row in rows}) == ["2026-11-30", "2026-12-01"]
    assert again.cases.catch_up() == 120 - moved
    assert {str(row.due_on) for row in again.cases.rows(again.cases.ids(CaseFilter()))} == {"2026-12-01"}
    again.close()


def test_a_recompute_passes_over_a_case_that_was_erased_meanwhile(
    session: Session, register: Register
) -> None:
    cases = open_cases(session, 60)
    session.settings.settle(Organisation(nation=Nation.SCOTLAND), Regulator())

    def erase_the_last(done: int, _of: int) -> bool:
        if done == 40:
            with register.writing("erased") as writing:
                writing.erase(Kind.CASE, cases[-1])
        return True

    assert session.cases.recompute(erase_the_last) == 59


def test_a_recompute_stops_where_the_officer_says_so(session: Session) -> None:
    open_cases(session, 60)
    session.settings.settle(Organisation(nation=Nation.SCOTLAND), Regulator())
    assert 0 < session.cases.recompute(lambda _done, _of: False) < 60


def test_an_import_leaves_room_between_its_files_and_stops_at_the_lock(
    session: Session, register: Register, tmp_path: Path, unlocking: Unlocking, folder: Path, clock: Any
) -> None:
    file = tmp_path / "message.eml"
    file.write_bytes(MESSAGE)
    (case,) = open_cases(session, 1)
    work = Work()
    importing = session.long_work.submit(session.intake.add_to_case, case, [file] * 20, work.proceed)
    assert work.begun.wait(PATIENCE)
    session.writing.submit(session.contacts.add, ContactDetails("Ann Example")).result(PATIENCE)
    assert len(session.reading.submit(session.search.find, "ann").result(PATIENCE)) == 1
    closing = threading.Thread(target=session.close)
    closing.start()
    while register.goes_on():
        work.begun.wait(0.001)
    work.hold.set()
    closing.join(PATIENCE)
    assert (work.slices, importing.result().kept) == (1, 1)
    again = Session(unlocking.with_passphrase(folder, bytearray(PASSPHRASE)), clock)
    assert len(again.casework.documents(case)) == 1
    again.close()


def filled(session: Session) -> None:
    """Enough that copying it takes a while."""
    (case,) = open_cases(session, 1)
    for number in range(10):  # each of its own: what is the same is kept once
        content = bytes([number]) * 6_000_000
        session.casework.add_document(case, NewDocument("a.bin", "application/octet-stream", content))


def kept(folder: Path) -> list[str]:
    return [path.name for path in (folder / "backups").iterdir()]


def test_a_backup_that_is_stopped_leaves_no_half_backup(
    session: Session, register: Register, folder: Path
) -> None:
    filled(session)
    half = folder / "backups" / ".unfinished" / "register.kmss"
    work: Future[Any] = session.long_work.submit(session.backups.make)
    while not (half.exists() and half.stat().st_size) and not work.done():
        register.reading_lane.submit(list).result()
    assert not work.done()
    session.backups.stop()
    with pytest.raises(Trouble, match="stopped before it was finished"):
        work.result(PATIENCE)
    assert kept(folder) == []
    assert session.long_work.submit(session.backups.make).result(PATIENCE)
    assert len(kept(folder)) == 1


def test_the_lock_during_a_backup_leaves_no_half_backup(
    session: Session, register: Register, folder: Path
) -> None:
    filled(session)
    half = folder / "backups" / ".unfinished" / "register.kmss"
    work: Future[Any] = session.long_work.submit(session.backups.make)
    while not (half.exists() and half.stat().st_size) and not work.done():
        register.reading_lane.submit(list).result()
    assert not work.done()
    session.close()
    with pytest.raises((Trouble, Stopped)):
        work.result()
    assert kept(folder) == []


def test_a_mistake_of_ours_in_sql_stays_one(register: Register) -> None:
    def wrong() -> None:
        with register.reading() as connection:
            connection.exec_driver_sql("SELECT nonsense")

    with pytest.raises(exc.OperationalError):
        wrong()


def test_whoever_waits_for_work_that_the_lock_drops_is_told_that_it_stopped(register: Register) -> None:
    begun, told = threading.Event(), list[Exception]()
    register.long_lane.submit(endless, register, begun)
    assert begun.wait(PATIENCE)
    asked = threading.Event()

    def wait_for_it() -> None:
        asked.set()
        try:
            register.long_lane.have_done(list)
        except Stopped as stopped:
            told.append(stopped)

    waiting = threading.Thread(target=wait_for_it)
    waiting.start()
    assert asked.wait(PATIENCE)
    while register.long_lane._thread._work_queue.empty():
        asked.wait(0.001)
    register.close()
    waiting.join(PATIENCE)
    assert len(told) == 1


def test_a_lane_is_whole_whenever_what_runs_on_it_was_interrupted(
    session: Session, register: Register
) -> None:
    session.backups.make()
    lane, kept = register.long_lane, backups.kept(register.folder)[0]
    ended, interrupted = threading.Event(), 0

    def look() -> object:
        with backups.looked_into(lane, kept / FILE), lane.transaction() as connection:
            return connection.exec_driver_sql("SELECT count(*) FROM kept.sqlite_schema").scalar()

    def go_on_interrupting() -> None:
        while not ended.is_set():
            lane.interrupt()

    interrupting = threading.Thread(target=go_on_interrupting)
    interrupting.start()
    try:
        for _ in range(200):
            try:
                look()
            except Stopped:
                interrupted += 1
    finally:
        ended.set()
        interrupting.join()
    assert interrupted
    assert look()
