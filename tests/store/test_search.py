"""Search finds what an officer means, and no text whatever makes it fail."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.correspondence import Direction, NewCorrespondence, NewDocument
from kmss_dpo.domain.ids import Kind
from kmss_dpo.session import Session
from kmss_dpo.store import index

DAY = date(2026, 11, 20)


@pytest.fixture
def filled(session: Session) -> Session:
    person = session.contacts.add(
        ContactDetails(
            "Siân Prydderch",
            organisation="Łódź Works",
            former_names=("Siân Ŵyn",),
            emails=(Reach("sian@example.org"),),
        )
    )
    case = session.cases.open_case(
        CaseDetails(
            CaseKind.ACCESS, DAY, Channel.EMAIL, person, summary="Payroll records", old_reference="OLD-7"
        )
    )
    session.casework.add_note(case, "Rang about the café invoice")
    session.casework.add_document(case, NewDocument("passport scan.pdf", "application/pdf", b"x"))
    session.casework.log(
        case,
        NewCorrespondence(Direction.RECEIVED, Channel.EMAIL, DAY, "A question", "The body says NEAR miss"),
    )
    return session


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("sian", "Siân Prydderch"),
        ("SIÂN", "Siân Prydderch"),
        ("Sia\u0302n", "Siân Prydderch"),
        ("prydd si", "Siân Prydderch"),
        ("wyn", "Siân Prydderch"),
        ("sian@example.org", "Siân Prydderch"),
        ("lodz", None),
        ("łódź", "Siân Prydderch"),
        ("SAR-2026-0001", "SAR-2026-0001"),
        ("old-7", "SAR-2026-0001"),
        ("payr", "SAR-2026-0001"),
        ("cafe inv", "Rang about the café invoice"),
        ("passport", "passport scan.pdf"),
        ("near", "A question"),
        ("yroll", None),
    ],
)
def test_what_is_typed_finds(filled: Session, typed: str, title: str | None) -> None:
    titles = [found.title for found in filled.search.find(typed)]
    assert titles == ([title] if title else [])


HOSTILE = [
    '"',
    '""',
    "'",
    "AND",
    "a AND",
    "NOT x",
    "NEAR(",
    "*",
    "a*",
    "^a",
    "title:x",
    "{a}",
    "(",
    "-",
    "🦦",
    "\0",
]


@pytest.mark.parametrize("typed", [*HOSTILE, "x" * 10_000, "a b " * 2_500, '"*' * 5_000, " ".join(HOSTILE)])
def test_hostile_text_is_only_text(filled: Session, typed: str) -> None:
    assert isinstance(filled.search.find(typed), list)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_no_text_makes_it_fail(filled: Session, typed: str) -> None:
    assert isinstance(filled.search.find(typed), list)


def test_each_kind_has_its_newest_however_many_there_are_of_another(session: Session) -> None:
    older, *newer = [session.contacts.add(ContactDetails(f"Needle {number}")) for number in range(4)]
    case = session.cases.open_case(CaseDetails(CaseKind.ACCESS, DAY, Channel.POST, summary="Needles"))
    logged = [
        session.casework.log(
            case, NewCorrespondence(Direction.RECEIVED, Channel.POST, DAY, f"Needle {number}", "")
        )
        for number in range(5)
    ]
    assert older not in newer
    assert len(logged) == 5
    with session.opened.register.reading() as connection:
        found = index.find(connection, "needle", 2)
    assert found[Kind.CONTACT] == newer[:0:-1]
    assert found[Kind.CASE] == [case]
    assert found[Kind.CORRESPONDENCE] == [5, 4]
    with session.opened.register.reading() as connection:
        assert index.find(connection, "needle", 3)[Kind.CONTACT] == newer[::-1]
