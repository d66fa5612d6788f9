"""The lists of cases: what they find, count, hold and how they are sorted."""

from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.cases import (
    CaseDetails,
    CaseKind,
    Channel,
    Family,
    Status,
)
from kmss_dpo.domain.clock import Ask, ClockFacts
from kmss_dpo.domain.contacts import ContactDetails, ContactFilter
from kmss_dpo.domain.correspondence import Direction, NewCorrespondence, NewDocument
from kmss_dpo.domain.errors import NotHere
from kmss_dpo.domain.ids import Kind
from kmss_dpo.session import Session
from tests.services.asking import ACCESS, ANSWERED, RECEIVED, lists


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("Łukasz Żółć", "ŁUKASZ"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Éire Nic Giolla", "éire"),
        ("Éire Nic Giolla", "EIRE"),
        ("Gwyn Ŵyn", "ŵyn"),
        ("Gwyn Ŵyn", "Wyn"),
        ("Anna Strauß", "STRAUSS"),
        ("Bjørn Æsir", "bjorn aesir"),
        ("Isa I\N{COMBINING ACUTE ACCENT}ris", "Íris"),
        ("Eire Plain", "Éire"),
    ],
)
def test_a_list_finds_a_name_a_reference_or_a_summary_without_regard_to_capitals_and_accents(
    session: Session, kept: str, typed: str
) -> None:
    who = session.contacts.add(ContactDetails(kept))
    firm = session.contacts.add(ContactDetails("Somebody", organisation=kept))
    session.cases.open_case(replace(ACCESS, subject=who))
    session.cases.open_case(replace(ACCESS, summary=f"About {kept}\nand others"))
    session.cases.open_case(replace(ACCESS, old_reference=kept))
    session.cases.open_case(replace(ACCESS, summary="About żzz nobody"))
    assert lists(session, text=typed, sort="reference") == [f"SAR-2026-000{at}" for at in (1, 2, 3)]
    assert sorted(session.contacts.ids(ContactFilter(text=typed))) == [who, firm]


def test_whatever_hangs_on_a_case_is_found_in_its_list_and_case(session: Session) -> None:
    case = session.cases.open_case(replace(ACCESS, kind=CaseKind.COMPLAINT))
    told = NewCorrespondence(Direction.RECEIVED, Channel.PHONE, RECEIVED, "Called")
    hanging = {
        Kind.CASE: case,
        Kind.CORRESPONDENCE: session.casework.log(case, told),
        Kind.NOTE: session.casework.add_note(case, "Angry"),
        Kind.DOCUMENT: session.casework.add_document(case, NewDocument("a.txt", "text/plain", b"a")),
        Kind.LETTER: session.letters.start(case, session.letters.offered(CaseKind.COMPLAINT)[0].code).id,
    }
    for kind, record in hanging.items():
        assert session.cases.place_of(kind, record) == (Family.COMPLAINTS, case)
        with pytest.raises(NotHere):
            session.cases.place_of(kind, record + 1000)


def test_only_open_cases_are_counted_each_in_its_list(session: Session) -> None:
    for kind in (CaseKind.ACCESS, CaseKind.ERASURE, CaseKind.COMPLAINT, CaseKind.DEMO_ENQUIRY):
        session.cases.open_case(replace(ACCESS, kind=kind))
    void = session.cases.open_case(ACCESS)
    session.cases.void(void, 1, "Twice the same")
    closed = session.cases.open_case(ACCESS)
    session.cases.close(closed, 1, ANSWERED)
    overview = session.today.overview()
    assert [overview.open_in(family) for family in Family] == [2, 1, 1]


@pytest.mark.parametrize(
    ("sort", "references"),
    [
        ("act", ["ERA-2026-0001", "SAR-2026-0001", "DEM-2026-0001"]),
        ("due", ["ERA-2026-0001", "SAR-2026-0001", "DEM-2026-0001"]),
        ("reference", ["DEM-2026-0001", "ERA-2026-0001", "SAR-2026-0001"]),
        ("received", ["ERA-2026-0001", "DEM-2026-0001", "SAR-2026-0001"]),
        ("person", ["DEM-2026-0001", "ERA-2026-0001", "SAR-2026-0001"]),
        ("kind", ["SAR-2026-0001", "DEM-2026-0001", "ERA-2026-0001"]),
    ],
)
def test_a_list_is_sorted_by_each_of_its_columns_either_way(
    session: Session, sort: str, references: list[str]
) -> None:
    for name, kind, day in (
        ("Cy", CaseKind.ACCESS, date(2026, 10, 9)),
        ("Bea", CaseKind.ERASURE, date(2026, 10, 5)),
        ("Ann", CaseKind.DEMO_ENQUIRY, date(2026, 10, 7)),
    ):
        who = session.contacts.add(ContactDetails(name))
        session.cases.open_case(CaseDetails(kind, day, Channel.EMAIL, who))
    assert lists(session, sort=sort) == references
    if sort in {"reference", "received", "person"}:
        assert lists(session, sort=sort, descending=True) == references[::-1]


@pytest.mark.parametrize("sort", ["act", "due", "kind", "status"])
@pytest.mark.parametrize("descending", [False, True])
def test_a_case_without_a_date_comes_last_among_its_like(
    session: Session, sort: str, descending: bool
) -> None:
    enquiry = replace(ACCESS, kind=CaseKind.CONTACT_ENQUIRY)
    for asked_on in (None, date(2026, 10, 9), date(2026, 10, 7)):
        session.cases.open_case(enquiry, ClockFacts(more_asked_on=asked_on))
    dated = ["ENQ-2026-0003", "ENQ-2026-0002"]
    expected = [*(reversed(dated) if descending else dated), "ENQ-2026-0001"]
    assert lists(session, sort=sort, descending=descending) == expected


def test_what_is_to_be_acted_on_at_once_comes_before_what_is_due_first(session: Session) -> None:
    for kind, day in (
        (CaseKind.ACCESS, date(2026, 10, 5)),
        (CaseKind.MARKETING_OBJECTION, date(2026, 10, 20)),
        (CaseKind.ERASURE, date(2026, 11, 9)),
    ):
        session.cases.open_case(replace(ACCESS, kind=kind, received_on=day))
    stopped = ClockFacts(identity=Ask(date(2026, 11, 4)))
    session.cases.open_case(
        replace(ACCESS, kind=CaseKind.RECTIFICATION, received_on=date(2026, 11, 3)), stopped
    )
    by_day = ["SAR-2026-0001", "MKT-2026-0001", "ERA-2026-0001"]
    assert lists(session, sort="act")[:2] == ["MKT-2026-0001", "SAR-2026-0001"]
    assert lists(session, sort="due") == [*by_day, "REC-2026-0001"]
    assert lists(session, sort="due", descending=True) == [*by_day[::-1], "REC-2026-0001"]


def test_sorted_by_status_the_open_cases_come_first(session: Session) -> None:
    void = session.cases.open_case(ACCESS)
    session.cases.open_case(ACCESS)
    session.cases.void(void, 1, "Twice the same")
    every = frozenset(Status)
    assert lists(session, sort="status", statuses=every) == ["SAR-2026-0002", "SAR-2026-0001"]
    assert lists(session, sort="status", statuses=every, descending=True)[0] == "SAR-2026-0001"


def test_a_list_holds_the_kinds_statuses_and_people_it_is_asked_for(session: Session) -> None:
    ann = session.contacts.add(ContactDetails("Ann Example"))
    session.cases.open_case(replace(ACCESS, subject=ann))
    session.cases.open_case(replace(ACCESS, kind=CaseKind.COMPLAINT, summary="100 % wrong"))
    session.cases.open_case(replace(ACCESS, kind=CaseKind.ERASURE, requester=ann))
    assert lists(session, contact=ann, sort="reference") == ["ERA-2026-0001", "SAR-2026-0001"]
    assert lists(session, family=Family.COMPLAINTS) == ["CMP-2026-0001"]
    assert lists(session, kinds=frozenset({CaseKind.ERASURE})) == ["ERA-2026-0001"]
    assert lists(session, text="ann ex", sort="person") == ["SAR-2026-0001", "ERA-2026-0001"]
    assert lists(session, text="%") == ["CMP-2026-0001"]
    assert len(lists(session, statuses=frozenset())) == 3
