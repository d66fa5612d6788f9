from datetime import date

from kmss_dpo.domain.cases import CaseDetails, CaseFilter, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.clock import ClockState
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.session import Session


def test_a_request_is_opened_answered_and_closed(session: Session) -> None:
    siân = session.contacts.add(
        ContactDetails("Siân Prydderch", emails=(Reach("sian@example.org"),), former_names=("Siân Ŵyn",))
    )
    case = session.cases.open_case(
        CaseDetails(CaseKind.ACCESS, date(2026, 9, 3), Channel.EMAIL, siân, siân, "A copy of everything")
    )
    seen = session.cases.case(case)
    assert seen.reference == "SAR-2026-0001"
    assert seen.deadline.due_on == date(2026, 10, 5)
    assert seen.deadline.state is ClockState.RUNNING
    session.cases.close(case, seen.version, Closing(Outcome.ANSWERED, date(2026, 10, 2), date(2026, 10, 2)))
    closed = session.cases.case(case)
    assert closed.deadline.met
    assert session.cases.ids(CaseFilter(statuses=frozenset())) == [case]
    assert [found.title for found in session.search.find("prydd")] == ["Siân Prydderch"]
    assert [found.title for found in session.search.find("wyn")] == ["Siân Prydderch"]
    assert session.today.overview().overdue == 0
    assert session.today.health().broken_at is None
    assert session.backups.make()
