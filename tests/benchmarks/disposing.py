"""What is due among very many records, and erasing a thousand of them, against the bare file.

What is due is computed among 10,000, 100,000 and 1,000,000 cases of which as many are due each time: how many
are not must not matter. Erasing is all of it: holds and changes asked about again, history, search entries,
audit and log, the write-ahead log emptied, one kept backup reached; the bare baseline deletes the same rows
of a copy of the same file in one transaction and empties its log.
"""

import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import figures
import registers
from sqlalchemy import event

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.correspondence import Direction, NewCorrespondence, NewDocument
from kmss_dpo.domain.disposal import Sort
from kmss_dpo.domain.ids import Kind
from kmss_dpo.session import Session
from kmss_dpo.store import index
from kmss_dpo.store.sqlcipher import DriverConnection
from kmss_dpo.store.tables import PART_OF
from kmss_dpo.support.clock import SystemClock, london_day

_SIZES = (10_000, 100_000, 1_000_000)
_DUE = 5_000
_ERASED = 1_000
_MANY, _ROUNDS = 31, 7
"""How often what takes milliseconds, and what takes a second, is measured."""
_AT_MOST, _ERASING = 2.0, 8.0
_BARE = "SELECT id, disposable_on FROM cases WHERE disposable_on <= ? ORDER BY disposable_on, id"
Statement = tuple[str, Any]


def measure(scratch: Path) -> list[figures.Figure]:
    """Both."""
    found: list[figures.Figure] = []
    for size in _SIZES:
        folder = scratch / f"due-{size}"
        registers.make(folder)
        made = figures.seconds(lambda folder=folder, size=size: _fill(folder, size))
        found += [figures.told(f"made a register of {size:,} cases", made), *_due(folder, size)]
        shutil.rmtree(folder)
    return [*found, *_erasing(scratch)]


def _today() -> date:
    return london_day(SystemClock().now())


def _fill(folder: Path, size: int) -> None:
    """So many closed cases in one statement; the first of them are due, each with a person.

    The indexes are made once all rows are there, and nothing is waited for: this file may be lost.
    """
    today = _today()
    with registers.bare_on(folder) as bare:
        for pragma in ("synchronous=OFF", "cipher_memory_security=OFF", "cache_size=-400000"):
            bare.execute(f"PRAGMA {pragma}")
        indexes = bare.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'cases' AND sql <> ''"
        ).fetchall()
        bare.execute("BEGIN IMMEDIATE")
        for name, _ in indexes:
            bare.execute(f"DROP INDEX {name}")
        bare.execute(_CONTACTS, (_DUE,))
        bare.execute(
            _CASES,
            {
                "size": size,
                "due": _DUE,
                "received": (today - timedelta(days=800)).isoformat(),
                "closed": (today - timedelta(days=760)).isoformat(),
                "past": (today - timedelta(days=29)).isoformat(),
                "later": (today + timedelta(days=1)).isoformat(),
            },
        )
        for _, made in indexes:
            bare.execute(made)
        bare.execute("COMMIT")
        bare.execute("PRAGMA wal_checkpoint(TRUNCATE)")


_CONTACTS = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
    "INSERT INTO contacts (id, version, name, sort_name, kind, organisation, safe_contact, adjustments, "
    "language, notes) SELECT i, 1, 'Person ' || i, 'person ' || i, 'person', '', '', '', '', '' FROM n"
)
_CASES = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :size) "
    "INSERT INTO cases (id, version, reference, old_reference, kind, status, channel, received_on, taken_by, "
    "summary, for_customer, requester_id, special_category, about_child, about_officer, handler, "
    "their_reference, stage, late_reason, outcome, closed_on, closing_reason, void_reason, clock_state, "
    "disposable_on, disposal_rule, disposal_trigger_on) "
    "SELECT i, 2, printf('SAR-2024-%09d', i), '', 'access', 'closed', 'email', :received, '', "
    "'Everything', '', CASE WHEN i <= :due THEN i END, 0, 0, 0, '', "
    "'', '', '', 'answered', :closed, '', '', 'answered', "
    "CASE WHEN i <= :due THEN :past ELSE date(:later, '+' || (i % 700) || ' days') END, "
    "'request', :closed FROM n"
)


def _due(folder: Path, size: int) -> list[figures.Figure]:
    with registers.session_on(folder) as session, registers.bare_on(folder) as bare:
        today = _today().isoformat()
        retention = session.retention
        due = retention._register.reading_lane.have_done(retention._due)
        asked = _asked(session)
        which = figures.alternate(
            lambda: figures.seconds(lambda: retention._places(Sort.CASE, due)),
            lambda: figures.seconds(lambda: bare.execute(_BARE, (today,)).fetchall()),
            _MANY,
        )
        whole = figures.alternate(
            lambda: figures.seconds(retention.ready),
            lambda: figures.seconds(lambda: [bare.execute(*each).fetchall() for each in asked]),
            _ROUNDS,
        )
    return [
        figures.against(f"which {_DUE:,} are due among {size:,}", *which, _AT_MOST),
        figures.against(f"their list with rules, people and holds among {size:,}: bare questions", *whole),
    ]


def _asked(session: Session) -> list[Statement]:
    """What the list asks the register for."""
    asked: list[Statement] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, values))

    lane = session.opened.register.reading_lane._engine
    event.listen(lane, "before_cursor_execute", note)
    assert len(session.retention.ready()) == _DUE
    event.remove(lane, "before_cursor_execute", note)
    return asked


def _erasing(scratch: Path) -> list[figures.Figure]:
    """Ours once on one copy and bare once on another, as an erasure cannot be repeated."""
    full = scratch / "to-erase"
    registers.make(full)
    with registers.session_on(full) as session:
        _work(session)
        session.backups.make()
    ours, bare = registers.copy(full, scratch / "ours"), registers.copy(full, scratch / "bare")
    with registers.session_on(ours) as session:
        listed = session.retention.ready()
        assert len(listed) == _ERASED
        took = figures.seconds(lambda: session.retention.dispose(listed, lambda _done, _of: True))
        assert session.retention.ready() == []
    with registers.bare_on(bare) as connection:
        every = figures.seconds(lambda: _delete(connection, everything=True))
    shutil.rmtree(bare)
    with registers.bare_on(registers.copy(full, bare)) as connection:
        own = figures.seconds(lambda: _delete(connection, everything=False))
    what = f"erase {_ERASED:,} cases, one backup reached"
    return [
        figures.against(f"{what}: against all rows that go", took, every, _ERASING),
        figures.against(f"{what}: against the records' own rows alone", took, own),
    ]


def _work(session: Session) -> None:
    """Old requests as work leaves them: a person, two messages, a document, a note; in one transaction."""
    closed = _today() - timedelta(days=760)
    with session.opened.register.writing("filled"):
        for number in range(_ERASED):
            _old_request(session, number, closed)


def _old_request(session: Session, number: int, closed: date) -> None:
    name = f"Person {number} Okweilbrandt"
    who = session.contacts.add(ContactDetails(name, emails=(Reach(f"p{number}@example.org"),)))
    details = CaseDetails(
        CaseKind.ACCESS, closed - timedelta(days=20), Channel.EMAIL, who, who, f"All of {name}"
    )
    case = session.cases.open_case(details)
    content = f"From: {name}\n".encode() * 100
    session.casework.add_document(case, NewDocument(f"{number}.eml", "message/rfc822", content))
    for direction in (Direction.RECEIVED, Direction.SENT):
        said = NewCorrespondence(
            direction, Channel.EMAIL, closed, "A question", f"Dear {name}, thank you.", who
        )
        session.casework.log(case, said)
    session.casework.add_note(case, f"Called {name}.")
    ending = Closing(Outcome.ANSWERED, closed, closed)
    session.cases.close(case, 1, ending)


def _delete(bare: DriverConnection, *, everything: bool) -> None:
    """The rows of all contacts and cases and of what is kept on them; with `everything` history and index."""
    gone = {
        kind
        for table, (kind, column) in PART_OF.items()
        if kind in {Kind.CONTACT, Kind.CASE} or (column == "id" and "case_id" in table.c)
    }
    rows = {table.name: (kind, column) for table, (kind, column) in PART_OF.items() if kind in gone}
    ids = {
        kind: [row[0] for row in bare.execute(f"SELECT id FROM {table.name}").fetchall()]
        for table, (kind, column) in PART_OF.items()
        if kind in gone and column == "id"
    }
    bare.execute("BEGIN IMMEDIATE")
    for name, (kind, column) in reversed(rows.items()):
        _many(bare, f"DELETE FROM {name} WHERE {column} = ?", ids[kind])
    bare.execute("DELETE FROM contents")
    for kind in gone if everything else ():
        _many(bare, f"DELETE FROM history WHERE kind = '{kind.value}' AND record_id = ?", ids[kind])
        if kind in index.ORDER:
            _many(bare, "DELETE FROM search WHERE rowid = ?", [index._row(kind, each) for each in ids[kind]])
    bare.execute("COMMIT")
    bare.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _many(bare: DriverConnection, statement: str, ids: list[int]) -> None:
    bare.executemany(statement, [(each,) for each in ids])
