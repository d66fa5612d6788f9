"""What the officer does with a case: opening it, changing it, and the references it is known by."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmss_dpo.domain.case_views import EventKind
from kmss_dpo.domain.cases import (
    KINDS,
    CaseDetails,
    CaseKind,
    Channel,
    Status,
)
from kmss_dpo.domain.clock import Ask, ClockFacts, ClockState
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.errors import Conflict, Mistake, NotHere
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.ways import Doing
from kmss_dpo.session import Session
from tests.services.asking import ACCESS, ANSWERED, RECEIVED, history, lists, seen


def test_a_case_comes_back_as_it_was_opened_with_its_number_and_its_dates(session: Session) -> None:
    ann = session.contacts.add(ContactDetails("Ann Example", addresses=(Reach("1 Road", safe=False),)))
    bob = session.contacts.add(ContactDetails("Bob Example"))
    details = CaseDetails(
        CaseKind.ACCESS,
        RECEIVED,
        Channel.PHONE,
        requester=bob,
        subject=ann,
        summary="Everything since 2020",
        reached_officer_on=date(2026, 10, 7),
        taken_by="Reception",
        old_reference="DP/0042",
        special_category=True,
    )
    case = session.cases.open_case(details)
    view = seen(session, case)
    assert (view.reference, view.version, view.status) == ("SAR-2026-0001", 1, Status.OPEN)
    assert (view.details, view.facts) == (details, ClockFacts())
    assert (view.deadline.state, view.deadline.due_on) == (ClockState.RUNNING, date(2026, 11, 5))
    assert view.requester
    assert view.subject
    assert (view.requester.name, view.requester.warning) == ("Bob Example", "")
    assert view.subject.name == "Ann Example"
    assert view.subject.warning
    assert (view.next_step.doing, view.waiting, view.closing) == (Doing.WRITE_LETTER, None, None)
    assert (view.documents, view.letters) == (0, 0)
    [opened] = view.timeline
    assert (opened.kind, opened.on, opened.title) == (EventKind.OPENED, RECEIVED, "Received by phone")
    assert opened.text == "Taken by Reception. Everything since 2020"


@pytest.mark.parametrize("kind", list(CaseKind))
def test_every_kind_counts_its_own_numbers_by_the_year_of_receipt(session: Session, kind: CaseKind) -> None:
    days = (RECEIVED, RECEIVED, date(2025, 12, 31))
    cases = [session.cases.open_case(CaseDetails(kind, day, Channel.POST)) for day in days]
    prefix = KINDS[kind].prefix
    assert [seen(session, case).reference for case in cases] == [
        f"{prefix}-2026-0001",
        f"{prefix}-2026-0002",
        f"{prefix}-2025-0001",
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(ACCESS, received_on=date(2026, 11, 23)), "received_on"),
        (replace(ACCESS, received_on=date(1989, 12, 31)), "received_on"),
        (replace(ACCESS, reached_officer_on=date(2026, 10, 4)), "reached_officer_on"),
        (replace(ACCESS, reached_officer_on=date(2026, 11, 23)), "reached_officer_on"),
    ],
)
def test_a_case_with_an_impossible_day_is_refused_and_takes_no_number(
    session: Session, wrong: CaseDetails, field: str
) -> None:
    with pytest.raises(Mistake) as told:
        session.cases.open_case(wrong)
    assert told.value.field == field
    case = session.cases.open_case(ACCESS)
    assert seen(session, case).reference == "SAR-2026-0001"
    with pytest.raises(Mistake):
        session.cases.change(case, 1, wrong)
    assert (seen(session, case).details, seen(session, case).version) == (ACCESS, 1)


def test_a_change_moves_the_dates_and_keeps_kind_and_number(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    wanted = CaseDetails(CaseKind.COMPLAINT, date(2026, 10, 20), Channel.IN_PERSON, summary="At the desk")
    with pytest.raises(Mistake) as told:
        session.cases.change(case, 1, wanted)
    assert (told.value.sentence, told.value.field) == ("Say why what was recorded is corrected.", "reason")
    session.cases.change(case, 1, wanted, "It lay at the desk for a while.")
    view = seen(session, case)
    assert (view.reference, view.version) == ("SAR-2026-0001", 2)
    assert view.details == replace(wanted, kind=CaseKind.ACCESS)
    assert view.deadline.due_on == date(2026, 11, 20)
    assert session.cases.rows([case])[0].due_on == date(2026, 11, 20)
    assert "Received in person" in [event.title for event in view.timeline]
    assert "Clock facts corrected by " in view.timeline[0].title
    assert view.timeline[0].text.endswith(
        "Due Fri 20 Nov 2026, was Thu 5 Nov 2026. Why: It lay at the desk for a while."
    )


@pytest.mark.parametrize("doing", ["change", "record_facts", "close", "void", "reopen"])
def test_what_was_changed_meanwhile_is_not_written_over(session: Session, doing: str) -> None:
    case = session.cases.open_case(ACCESS)
    session.cases.change(case, 1, replace(ACCESS, summary="By the first window"))
    ways: dict[str, Any] = {
        "change": lambda: session.cases.change(case, 1, replace(ACCESS, summary="By the second")),
        "record_facts": lambda: session.cases.record_facts(case, 1, ClockFacts(identity=Ask(RECEIVED))),
        "close": lambda: session.cases.close(case, 1, ANSWERED),
        "void": lambda: session.cases.void(case, 1, "Twice the same"),
        "reopen": lambda: session.cases.reopen(case, 1, "It goes on."),
    }
    with pytest.raises(Conflict):
        ways[doing]()
    view = seen(session, case)
    assert (view.details.summary, view.version, view.status) == ("By the first window", 2, Status.OPEN)
    assert view.facts == ClockFacts()


def test_a_reference_from_before_is_kept_and_found(session: Session) -> None:
    session.cases.open_case(replace(ACCESS, old_reference="DP/0042"))
    session.cases.open_case(ACCESS)
    assert lists(session, text="dp/004") == ["SAR-2026-0001"]


def test_other_cases_with_the_same_earlier_reference_are_named(session: Session) -> None:
    first = session.cases.open_case(replace(ACCESS, old_reference="DP/É42"))
    second = session.cases.open_case(replace(ACCESS, kind=CaseKind.COMPLAINT, old_reference="dp/e42"))
    for old in ("", "DP/042", "DP/É421"):
        session.cases.open_case(replace(ACCESS, old_reference=old))
    both = ["SAR-2026-0001", "CMP-2026-0001"]
    assert session.receiving.with_old_reference(" Dp/é42 ") == both
    assert session.receiving.with_old_reference("DP/E42", first) == both[1:]
    assert session.receiving.with_old_reference("DP/E42", second) == both[:1]
    assert session.receiving.with_old_reference("") == session.receiving.with_old_reference("  ") == []
    assert session.receiving.with_old_reference("DP/E4") == []


def test_a_case_that_is_gone_cannot_be_read_changed_or_asked_about(session: Session) -> None:
    gone = CaseId(4711)
    for attempt in (
        lambda: session.cases.case(gone),
        lambda: session.cases.change(gone, 1, ACCESS),
        lambda: session.cases.what_if(gone, ClockFacts()),
        lambda: session.cases.reopen(gone, 1, "It goes on."),
    ):
        with pytest.raises(NotHere):
            attempt()
    assert session.cases.rows([gone]) == []


def test_looks_at_a_case_are_audited_and_those_within_an_hour_are_one(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    assert history(session, case) == ["case opened"]
    seen(session, case)
    session.cases.what_if(case, ClockFacts())
    session.cases.rows([case])
    seen(session, case)
    assert history(session, case) == ["case opened", "read"]


def test_every_change_is_audited_under_its_own_name(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    session.cases.change(case, 1, replace(ACCESS, summary="More"))
    session.cases.record_facts(case, 2, ClockFacts(answered_on=date(2026, 11, 2)))
    session.cases.close(case, 3, ANSWERED)
    session.cases.reopen(case, 4, "It goes on.")
    session.cases.void(case, 5, "Twice the same")
    assert history(session, case) == [
        "case opened",
        "case changed",
        "clock facts recorded",
        "case closed",
        "case opened again",
        "case voided",
    ]


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["open", "void", "erase"]),
        st.sampled_from([CaseKind.ACCESS, CaseKind.DEMO_ENQUIRY]),
        st.integers(0, 5),
    ),
    max_size=12,
)


def test_a_reference_is_never_used_twice_whatever_is_voided_or_erased(session: Session) -> None:
    ever: list[str] = []

    @settings(max_examples=25, deadline=None)
    @given(steps=_STEPS)
    def for_all(steps: list[tuple[str, CaseKind, int]]) -> None:
        """The register goes on from example to example, and so does what was ever used."""
        kept: list[CaseId] = []
        for doing, kind, which in steps:
            if doing == "open":
                kept.append(session.cases.open_case(CaseDetails(kind, RECEIVED, Channel.WEB_FORM)))
                ever.append(session.cases.rows(kept[-1:])[0].reference)
            elif kept and doing == "void":
                seen_now = seen(session, kept[which % len(kept)])
                if seen_now.status is Status.OPEN:
                    session.cases.void(seen_now.id, seen_now.version, "Opened in error")
            elif kept:
                with session.opened.register.writing("erased") as writing:
                    writing.erase(Kind.CASE, kept.pop(which % len(kept)))
        assert len(ever) == len(set(ever))

    for_all()
    for prefix in ("SAR", "DEM"):
        numbers = [int(each.rpartition("-")[2]) for each in ever if each.startswith(prefix)]
        assert numbers == list(range(1, len(numbers) + 1))
