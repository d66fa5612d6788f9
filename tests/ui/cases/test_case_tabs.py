"""The tabs of a case: which there are, how much is behind them, and where the focus goes."""

from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseKind, family_of
from kmss_dpo.domain.checklists import DEFAULTS
from kmss_dpo.domain.complaints import Issue
from kmss_dpo.domain.correspondence import NewDocument
from kmss_dpo.domain.searches import SearchPlace
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.page import CasesPage
from kmss_dpo.ui.cases.tabs import Part, parts_of
from tests.noting import found, refused

from .conftest import Desk

TWELFTH = date(2026, 11, 12)


def tabs(page: CasesPage) -> list[str]:
    """The words of the tabs in sight, in their order."""
    bar = page.detail.tabs.bar
    return [bar.tabText(at) for at in range(bar.count()) if bar.isTabVisible(at)]


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        (CaseKind.ACCESS, {Part.ISSUES}),
        (CaseKind.MARKETING_OBJECTION, {Part.ISSUES}),
        (CaseKind.COMPLAINT, {Part.SEARCH}),
        (CaseKind.REGULATOR, {Part.SEARCH}),
        (CaseKind.DEMO_ENQUIRY, {Part.ISSUES, Part.SEARCH, Part.DECISIONS}),
        (CaseKind.CONTACT_ENQUIRY, {Part.ISSUES, Part.SEARCH, Part.DECISIONS}),
    ],
)
def test_a_case_has_the_parts_of_its_kind(desk: Desk, kind: CaseKind, missing: set[Part]) -> None:
    assert parts_of(kind) == set(Part) - missing
    page = desk.opened(desk.case(TWELFTH, kind), family_of(kind))
    assert [each.split(" ")[0] for each in tabs(page)] == [each.value for each in Part if each not in missing]


def test_an_empty_case_counts_what_is_always_there_and_nothing_else(desk: Desk) -> None:
    page = desk.opened(desk.case(TWELFTH))
    items = len(DEFAULTS[CaseKind.ACCESS])
    assert tabs(page) == [
        "Timeline",
        f"Checklist 0/{items}",
        "Search",
        "Decisions",
        "Documents 0",
        "Letters 0",
        "Details",
    ]


def test_the_tabs_count_what_is_done_of_how_much(desk: Desk, session: Session) -> None:
    case = desk.case(TWELFTH)
    page = desk.opened(case)
    session.items.add(case, SearchPlace("Mail server", found="Nothing"))
    session.items.add(case, SearchPlace("Paper files"))
    session.items.add(case, refused())
    session.checklists.tick(case, DEFAULTS[CaseKind.ACCESS][0], on=True)
    session.casework.add_document(case, NewDocument("a.txt", "text/plain", b"a"))
    session.letters.start(case, "request_acknowledgement")
    items = len(DEFAULTS[CaseKind.ACCESS])
    desk.until(
        lambda: (
            tabs(page)
            == [
                "Timeline",
                f"Checklist 1/{items}",
                "Search 1/2",
                "Decisions 1",
                "Documents 1",
                "Letters 1",
                "Details",
            ]
        )
    )


def test_the_issues_of_a_complaint_count_those_with_a_finding(desk: Desk, session: Session) -> None:
    case = desk.case(TWELFTH, CaseKind.COMPLAINT)
    page = desk.opened(case, family_of(CaseKind.COMPLAINT))
    assert tabs(page)[2:4] == ["Issues", "Decisions"]
    session.items.add(case, found())
    session.items.add(case, Issue("Nobody called back"))
    desk.until(lambda: tabs(page)[2] == "Issues 1/2")


@pytest.mark.parametrize(
    ("part", "name"),
    [
        (Part.CHECKLIST, DEFAULTS[CaseKind.ACCESS][0]),
        (Part.SEARCH, "Add a place…"),
        (Part.DECISIONS, "Add a decision…"),
    ],
)
def test_turning_to_a_part_puts_the_focus_on_what_stands_first_there(
    desk: Desk, part: Part, name: str
) -> None:
    page = desk.opened(desk.case(TWELFTH))
    page.detail.tabs.turn_to(part)
    focused = page.focusWidget()
    assert name in {focused.accessibleName(), getattr(focused, "text", str)()}
