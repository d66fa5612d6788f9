"""Every right and the complaint at the windows: from receipt along its way to a letter that left."""

from dataclasses import dataclass, field

import pytest

from kmss_dpo.domain.case_views import EventKind
from kmss_dpo.domain.cases import KINDS, CaseKind, Outcome
from tests.journeys.at_the_windows import ACTION, ISSUE, PLACE, RECIPIENT, ROUTING, Entry, Officer


@dataclass(frozen=True)
class Way:
    """How one kind of case is walked: what is noted at each stage, and how it ends."""

    kind: CaseKind
    outcome: Outcome = Outcome.ANSWERED
    noted: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    """By stage: for each entry the button that begins it, what is typed, the button that keeps it."""


WAYS = (
    Way(CaseKind.ACCESS, noted={"search": (PLACE,)}),
    Way(CaseKind.RECTIFICATION, noted={"recipients": (RECIPIENT,)}),
    Way(CaseKind.ERASURE, noted={"recipients": (RECIPIENT,)}),
    Way(CaseKind.RESTRICTION, noted={"recipients": (RECIPIENT,)}),
    Way(CaseKind.NOTIFICATION, noted={"recipients": (RECIPIENT,)}),
    Way(CaseKind.PORTABILITY, noted={"search": (PLACE,)}),
    Way(CaseKind.OBJECTION),
    Way(CaseKind.MARKETING_OBJECTION),
    Way(CaseKind.AUTOMATED_DECISION),
    Way(CaseKind.CONSENT_WITHDRAWAL),
    Way(
        CaseKind.COMPLAINT,
        Outcome.UPHELD,
        {"route": (ROUTING,), "investigate": (ISSUE, ACTION)},
    ),
    Way(CaseKind.REGULATOR, Outcome.NO_ACTION),
)


@pytest.mark.parametrize("way", WAYS, ids=[each.kind.value for each in WAYS])
def test_it_is_walked_to_a_letter_that_left_and_a_closed_case(officer: Officer, way: Way) -> None:
    officer.receive(way.kind)
    while officer.view.stage.code != "answer":
        stage = officer.view.stage
        if stage.until:
            officer.write()
            continue
        entries = way.noted.get(stage.code, ())
        if entries and entries[0][0] != "Decide what it is…":
            officer.begin_next_step()
        for entry in entries:
            officer.note(*entry)
        officer.go_on()
    officer.write()
    assert officer.view.facts.answered_on == officer.session.day()
    while officer.view.stage.code not in {"close", "result"}:
        officer.go_on()
    officer.close(way.outcome)
    view = officer.view
    assert view.closing
    assert view.closing.outcome is way.outcome
    sent = [event for event in view.timeline if event.kind is EventKind.LETTER]
    assert len(sent) == (2 if way.kind is CaseKind.COMPLAINT else 1)
    assert KINDS[way.kind].prefix in view.reference
