"""Every example of the law and of the regulator that the clock must get right."""

from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.clock import (
    Ask,
    Clarification,
    ClockFacts,
    ClockState,
    Extension,
    ExtensionGround,
    work_out,
)
from kmss_dpo.domain.holidays import Nation
from kmss_dpo.intake.public_holidays import closed_days

E, S, N = Nation.ENGLAND_AND_WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND


def day(text: str) -> date:
    return date.fromisoformat(text)


def extended(sent: str) -> Extension:
    return Extension(day(sent), ExtensionGround.COMPLEXITY, "Nine systems hold data.")


@pytest.mark.parametrize(
    ("received", "due", "nations"),
    [
        ("2024-11-25", "2024-12-27", (E, S, N)),
        ("2024-01-01", "2024-02-01", (E, S, N)),
        ("2025-01-31", "2025-02-28", (E, S, N)),
        ("2024-01-31", "2024-02-29", (E, S, N)),
        ("2026-01-31", "2026-03-02", (E, S, N)),
        ("2026-09-03", "2026-10-05", (E, S, N)),
        ("2026-11-25", "2026-12-29", (E, S, N)),
        ("2026-10-30", "2026-11-30", (E, N)),
        ("2026-10-30", "2026-12-01", (S,)),
        ("2026-03-06", "2026-04-07", (E, N)),
        ("2026-03-06", "2026-04-06", (S,)),
        ("2026-06-12", "2026-07-13", (E, S)),
        ("2026-06-12", "2026-07-14", (N,)),
    ],
)
def test_a_request_is_due_a_calendar_month_later_on_a_working_day_of_the_nation(
    received: str, due: str, nations: tuple[Nation, ...]
) -> None:
    for nation in nations:
        for kind in (CaseKind.ACCESS, CaseKind.ERASURE, CaseKind.RECTIFICATION, CaseKind.PORTABILITY):
            deadline = work_out(kind, day(received), ClockFacts(), closed_days(nation))
            assert deadline.due_on == deadline.latest_arguable_on == day(due)
            assert deadline.started_on == day(received)
            assert deadline.state is ClockState.RUNNING


@pytest.mark.parametrize(
    ("received", "facts", "due", "latest"),
    [
        ("2026-09-03", ClockFacts(extension=extended("2026-09-20")), "2026-12-03", "2026-12-03"),
        ("2026-01-31", ClockFacts(extension=extended("2026-02-20")), "2026-04-30", "2026-04-30"),
        (
            "2026-09-01",
            ClockFacts(clarifications=(Clarification(day("2026-09-04"), day("2026-09-11")),)),
            "2026-10-08",
            "2026-10-09",
        ),
        (
            "2026-09-03",
            ClockFacts(clarifications=(Clarification(day("2026-09-08"), day("2026-09-10")),)),
            "2026-10-05",
            "2026-10-06",
        ),
        (
            "2026-09-01",
            ClockFacts(identity=Ask(day("2026-09-02"), day("2026-09-10"))),
            "2026-10-12",
            "2026-10-12",
        ),
        (
            "2026-09-01",
            ClockFacts(
                identity=Ask(day("2026-09-02"), day("2026-09-10")),
                fee=Ask(day("2026-09-02"), day("2026-09-15")),
            ),
            "2026-10-15",
            "2026-10-15",
        ),
        (
            "2026-09-01",
            ClockFacts(clarifications=(Clarification(day("2026-09-01"), day("2026-09-05")),)),
            "2026-10-05",
            "2026-10-05",
        ),
        (
            "2026-09-01",
            ClockFacts(clarifications=(Clarification(day("2026-09-04"), day("2026-09-04")),)),
            "2026-10-01",
            "2026-10-02",
        ),
        (
            "2026-09-01",
            ClockFacts(
                clarifications=(Clarification(day("2026-09-04"), day("2026-09-11")),),
                extension=extended("2026-09-20"),
            ),
            "2026-12-08",
            "2026-12-09",
        ),
        (
            "2026-09-01",
            ClockFacts(
                clarifications=(Clarification(day("2026-09-02"), day("2026-09-08")),),
                identity=Ask(day("2026-09-02"), day("2026-09-10")),
            ),
            "2026-10-12",
            "2026-10-12",
        ),
    ],
)
def test_proof_fee_clarification_and_extension_move_the_date_as_the_law_says(
    received: str, facts: ClockFacts, due: str, latest: str
) -> None:
    deadline = work_out(CaseKind.ACCESS, day(received), facts, closed_days(E))
    assert deadline.due_on == day(due)
    assert deadline.latest_arguable_on == day(latest)
    assert deadline.extended is (facts.extension is not None)


@pytest.mark.parametrize(
    ("received", "due", "nations"),
    [
        ("2026-06-19", "2026-07-20", (E, S, N)),
        ("2026-08-01", "2026-09-01", (E, N)),
        ("2026-08-01", "2026-08-31", (S,)),
        ("2026-11-25", "2026-12-29", (E, S, N)),
        ("2027-01-29", "2027-03-01", (E, S, N)),
    ],
)
def test_a_complaint_is_acknowledged_within_thirty_days(
    received: str, due: str, nations: tuple[Nation, ...]
) -> None:
    for nation in nations:
        deadline = work_out(CaseKind.COMPLAINT, day(received), ClockFacts(), closed_days(nation))
        assert deadline.due_on == deadline.latest_arguable_on == day(due)
        assert deadline.statutory
