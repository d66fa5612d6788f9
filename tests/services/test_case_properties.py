"""Whatever is done to cases in whatever order, the register stays of one piece."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Status, outcomes_of
from kmss_dpo.domain.clock import Ask, Clarification, Extension, ExtensionGround
from kmss_dpo.domain.errors import Conflict, Mistake
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.retention import DEFAULT_RULES, disposal_due
from kmss_dpo.session import Session
from kmss_dpo.store import audit, cases, history, tables

FIRST = date(2026, 9, 1)
EARLY = st.integers(0, 40).map(lambda days: FIRST + timedelta(days))
DAYS = st.integers(10, 84).map(lambda days: FIRST + timedelta(days))
"""From before the last day of receipt to the day after today: some attempts are to be refused."""
MAYBE = st.none() | DAYS
ASKS = st.builds(Ask, DAYS, MAYBE)
ONE_FACT = st.one_of(
    st.fixed_dictionaries({"identity": st.none() | ASKS}),
    st.fixed_dictionaries({"fee": ASKS}),
    st.fixed_dictionaries(
        {"clarifications": st.lists(st.builds(Clarification, DAYS, MAYBE), max_size=2).map(tuple)}
    ),
    st.fixed_dictionaries(
        {"extension": st.builds(Extension, DAYS, st.just(ExtensionGround.NUMBER), st.just("Forty at once."))}
    ),
    st.fixed_dictionaries({"acknowledged_on": DAYS}),
    st.fixed_dictionaries({"answered_on": MAYBE}),
    st.fixed_dictionaries({"more_asked_on": DAYS, "more_received_on": MAYBE}),
)
KINDS = st.sampled_from(
    [
        CaseKind.ACCESS,
        CaseKind.ACCESS,
        CaseKind.ERASURE,
        CaseKind.MARKETING_OBJECTION,
        CaseKind.COMPLAINT,
        CaseKind.DEMO_ENQUIRY,
    ]
)
DETAILS = st.builds(
    CaseDetails,
    kind=KINDS,
    received_on=EARLY,
    channel=st.sampled_from(Channel),
    reached_officer_on=st.none() | st.none() | DAYS,
    for_customer=st.sampled_from(["", "", "Ceredigion County Council"]),
)
VERSIONS = st.sampled_from([0, 0, 0, 0, -1])
"""How far the version that an attempt knows lies behind."""

Step = Callable[[Session, CaseId, int], object]


def record(one: dict[str, Any]) -> Step:
    def step(session: Session, case: CaseId, version: int) -> None:
        with session.opened.register.reading() as connection:
            facts = cases.case(connection, case).facts
        session.cases.record_facts(case, version, replace(facts, **one))

    return step


NEED_NO_ANSWER = {
    "withdrawn",
    "identity not confirmed",
    "dealt with",
    "dealt with elsewhere",
    "no answer was needed",
}


def close(which: int, closed_on: date, answered_on: date | None, reason: str) -> Step:
    def step(session: Session, case: CaseId, version: int) -> None:
        fitting = outcomes_of(CaseKind(row_of(session, case).kind))
        outcome = fitting[which % len(fitting)]
        session.cases.close(case, version, Closing(outcome, closed_on, answered_on, reason))

    return step


STEPS: st.SearchStrategy[Step] = st.one_of(
    st.builds(record, ONE_FACT),
    st.builds(lambda details: lambda s, case, version: s.cases.change(case, version, details), DETAILS),
    st.builds(close, st.integers(0, 5), DAYS, MAYBE, st.sampled_from(["", "It would harm others."])),
    st.sampled_from(["Twice the same", " "]).map(
        lambda reason: lambda s, case, version: s.cases.void(case, version, reason)
    ),
    st.sampled_from(["It goes on.", " "]).map(
        lambda reason: lambda s, case, version: s.cases.reopen(case, version, reason)
    ),
    st.just(lambda s, case, _version: s.casework.add_note(case, "A note")),
)


def row_of(session: Session, case: CaseId) -> Any:
    with session.opened.register.reading() as connection:
        return connection.execute(select(tables.cases).where(tables.cases.c.id == case)).one()


def check_dates(session: Session, case: CaseId) -> None:
    """What is stored for sorting is what follows from the facts."""
    with session.opened.register.reading() as connection:
        stored = cases.case(connection, case)
        row = connection.execute(select(tables.cases).where(tables.cases.c.id == case)).one()
        deadline = session.cases.dates.deadline(connection, stored)
    assert (row.clock_state, row.due_on, row.chase_on) == (
        deadline.state.value,
        deadline.due_on,
        deadline.chase_on,
    )
    assert row.act_on == min((day for day in (deadline.due_on, deadline.chase_on) if day), default=None)
    assert (row.acknowledged_on, row.answered_on) == (
        stored.facts.acknowledged_on,
        stored.facts.answered_on,
    )
    due = disposal_due(
        stored.details.kind, stored.facts, stored.ending.on, stored.ending.status, DEFAULT_RULES
    )
    assert row.disposable_on == (due.runs_out_on if due else None)
    assert row.disposal_rule == (due.code.value if due else None)


def check_status(session: Session, case: CaseId) -> None:
    """A case has what its status needs and nothing of another one."""
    row = row_of(session, case)
    status = Status(row.status)
    assert (row.outcome is not None) == (status is Status.CLOSED)
    assert bool(row.void_reason) == (status is Status.VOIDED)
    assert status is not Status.VOIDED or row.due_on is row.chase_on is row.act_on is None
    assert status is Status.OPEN or row.waiting_for is None
    assert (row.closed_on is not None) == (status is not Status.OPEN)
    if status is Status.CLOSED:
        assert row.closed_on >= row.received_on
        assert row.answered_on or row.outcome in NEED_NO_ANSWER


def check_history(session: Session, case: CaseId, saved: int) -> None:
    """Each save left one version, the last of them as the case stands, each with its entry in the audit."""
    with session.opened.register.reading() as connection:
        versions = history.versions(connection, Kind.CASE, case)
        entries = tables.audit.c
        audited = connection.scalar(
            select(func.count()).where(
                entries.kind == "case", entries.record_id == case, entries.commitment.is_not(None)
            )
        )
    assert [number for number, _rows in versions] == list(range(1, saved + 1))
    assert audited == saved
    row = row_of(session, case)
    assert row.version == saved
    (last,) = versions[-1][1]["cases"]
    assert (last["status"], last["version"], last["due_on"]) == (
        row.status,
        row.version,
        row.due_on and row.due_on.isoformat(),
    )


def attempt(session: Session, case: CaseId, step: Step, behind: int) -> None:
    """Take a step; one that is refused changes nothing at all."""
    before = row_of(session, case)
    try:
        step(session, case, before.version + behind)
    except (Mistake, Conflict):
        assert row_of(session, case) == before


def test_dates_status_history_and_audit_agree_after_any_steps(session: Session) -> None:
    """One register for all examples; the trail is checked on from where the example before ended."""
    checked = audit.End(0, audit.START)

    @settings(max_examples=60, deadline=None)
    @given(details=DETAILS, steps=st.lists(st.tuples(STEPS, VERSIONS), min_size=3, max_size=12))
    def for_all(details: CaseDetails, steps: list[tuple[Step, int]]) -> None:
        nonlocal checked
        case = session.cases.open_case(replace(details, reached_officer_on=None))
        for step, behind in steps:
            attempt(session, case, step, behind)
            check_dates(session, case)
            check_status(session, case)
        check_history(session, case, row_of(session, case).version)
        with session.opened.register.reading() as connection:
            assert audit.verify(connection, checked.id, checked.chained).broken_at is None
            checked = audit.end(connection)

    for_all()
    assert session.today.health().broken_at is None
