"""Keeping and exporting many records: a few at a time, so that nobody else waits for all of them."""

from datetime import date
from typing import Any

import pytest

from kmss_dpo.services import disposal
from kmss_dpo.session import Session
from tests.services.old_records import dealt_with, dispose, person


def test_many_are_kept_a_few_at_a_time_between_which_others_write(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disposal, "_FEW", 2)
    wanted = [dealt_with(session, person(session, f"Person {number}")) for number in range(5)]
    seen: list[tuple[int, int]] = []

    def between(done: int, of: int) -> bool:
        seen.append((done, of))
        return session.writing.submit(lambda: True).result(timeout=10)

    assert session.retention.keep(wanted, date(2027, 5, 20), "A claim.", between) == 5
    assert seen == [(2, 5), (4, 5), (5, 5)]
    assert session.retention.ready() == []


def test_keeping_that_is_stopped_leaves_the_rest_on_the_list(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disposal, "_FEW", 2)
    wanted = [dealt_with(session, person(session, f"Person {number}")) for number in range(5)]
    assert session.retention.keep(wanted, date(2027, 5, 20), "A claim.", lambda _done, _of: False) == 2
    assert [each.case for each in session.retention.ready()] == wanted[2:]


def test_what_is_kept_by_mistake_can_be_taken_back_and_what_was_decided_last_holds(session: Session) -> None:
    wanted = [dealt_with(session, person(session, f"Person {number}")) for number in range(2)]
    session.retention.keep(wanted, date(2072, 5, 20), "A claim.")
    assert session.retention.keep_no_longer(wanted) == 2
    assert [each.case for each in session.retention.ready()] == wanted
    session.retention.keep(wanted, date(2026, 11, 23), "A claim.")
    assert session.retention.ready() == []
    with session.opened.register.reading() as connection:
        kept = connection.exec_driver_sql("SELECT until, reason FROM keep_decisions WHERE case_id = 1")
        assert [tuple(row) for row in kept] == [
            ("2072-05-20", "A claim."),
            ("2026-11-22", "Taken back"),
            ("2026-11-23", "A claim."),
        ]


def test_what_was_erased_meanwhile_is_not_kept_and_stops_nothing(session: Session) -> None:
    wanted = [dealt_with(session, person(session, f"Person {number}")) for number in range(2)]
    dispose(session, of=session.retention.ready()[:1])
    assert session.retention.keep(wanted, date(2027, 5, 20), "A claim.") == 1
    assert session.retention.ready() == []


def test_a_long_list_is_exported_between_what_others_write(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disposal, "_SLICE", 2)
    for number in range(5):
        dealt_with(session, person(session, f"Person {number}"))
    session.writing.have_done(int)  # what was looked at until now is in the audit
    listed, before = session.retention.ready(), session.today.health().audit_entries
    jobs: list[int] = []
    submit = session.writing.submit

    def counted(*job: Any, **named: Any) -> Any:
        jobs.append(len(jobs))
        return submit(*job, **named)

    monkeypatch.setattr(session.writing, "submit", counted)
    assert len(session.retention.export_ready(listed).splitlines()) == 1 + 5
    assert len(jobs) == 3
    assert session.today.health().audit_entries == before + 5
