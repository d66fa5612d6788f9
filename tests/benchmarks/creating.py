"""Ten thousand cases opened one by one, against bare inserts of the same rows with as many commits."""

from datetime import date, timedelta
from itertools import islice, product
from pathlib import Path
from statistics import median
from typing import Any

import figures
import registers

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.ids import ContactId
from kmss_dpo.session import Session
from kmss_dpo.store.sqlcipher import DriverConnection

_CASES = 10_000
_BLOCK = 500
_COUNT = (
    "INSERT INTO reference_counters (prefix, year, last) VALUES (:prefix, :year, 1) "
    "ON CONFLICT (prefix, year) DO UPDATE SET last = last + 1 RETURNING last"
)


def measure(scratch: Path) -> list[figures.Figure]:
    """Blocks of 500 in turn, in two registers of the same tables, indexes and pragmas."""
    folder = scratch / "created"
    registers.make(folder)
    with registers.session_on(folder) as session:
        people = [session.contacts.add(ContactDetails(f"Person {number}")) for number in range(50)]
        wanted = _wanted(people, session.day())
        sample = _rows(session, session.cases.open_case(wanted[0]))
    beside = registers.copy(folder, scratch / "bare")
    ours, theirs = [], []
    with registers.session_on(folder) as session, registers.bare_on(beside) as bare:
        for start in range(0, _CASES, _BLOCK):
            part = wanted[start : start + _BLOCK]
            ours.append(figures.seconds(lambda part=part: _open(session, part)))
            theirs.append(figures.seconds(lambda part=part: _insert(bare, sample, part)))
    return [
        figures.against("10,000 cases created, each its own commit", sum(ours), sum(theirs), 6.0),
        figures.told("one case created, median of blocks", median(ours) / _BLOCK),
    ]


def _wanted(people: list[ContactId], today: date) -> list[CaseDetails]:
    turns = product(range(_CASES // (len(people) * 4) + 1), people, CaseKind)
    return [
        CaseDetails(
            kind=kind,
            received_on=today - timedelta(days=turn % 28),
            channel=Channel.EMAIL,
            requester=person,
            subject=person,
            summary="Would like to see what is held, with the sources and who received it",
            reached_officer_on=today,
        )
        for turn, person, kind in islice(turns, _CASES)
    ]


def _open(session: Session, part: list[CaseDetails]) -> None:
    for details in part:
        session.cases.open_case(details)


def _rows(session: Session, case: int) -> dict[str, Any]:
    """The row that a case leaves in its table."""
    with session.opened.register.reading() as connection:
        found = connection.exec_driver_sql("SELECT * FROM cases WHERE id = ?", (case,)).mappings().one()
        return {name: value for name, value in found.items() if name != "id"}


def _insert(bare: DriverConnection, sample: dict[str, Any], part: list[CaseDetails]) -> None:
    columns, values = ", ".join(sample), ", ".join(f":{name}" for name in sample)
    statement = f"INSERT INTO cases ({columns}) VALUES ({values})"
    for details in part:
        bare.execute("BEGIN IMMEDIATE")
        prefix, year = details.kind.value, details.received_on.year
        number = bare.execute(_COUNT, {"prefix": prefix, "year": year}).fetchone()[0]
        row = {
            **sample,
            "reference": f"{prefix}-{year}-{number:04d}",
            "kind": details.kind.value,
            "received_on": details.received_on.isoformat(),
            "requester_id": details.requester,
            "subject_id": details.subject,
        }
        bare.execute(statement, row)
        bare.execute("COMMIT")
