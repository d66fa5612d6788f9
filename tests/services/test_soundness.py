"""The register is checked against its trail, incidents are noted once, and erasures are no fault."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.incidents import IncidentSort
from kmss_dpo.domain.links import Relation
from kmss_dpo.domain.soundness import Fault, FaultSort
from kmss_dpo.services.proceeding import to_the_end
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store import audit, history
from tests.conftest import PASSPHRASE

DAY = date(2026, 11, 10)


def tamper(session: Session, statement: str) -> None:
    with session.opened.register.writing_lane.outside_transactions() as bare:
        bare.execute("PRAGMA foreign_keys=0")
        bare.execute(statement)
        bare.execute("PRAGMA foreign_keys=1")


def fault(session: Session) -> Fault:
    found = session.today.health().fault
    assert found
    return found


def test_a_broken_place_is_an_incident_once_and_another_place_another(session: Session) -> None:
    tamper(session, "UPDATE audit SET action = 'nothing' WHERE id = 5")
    for _ in range(3):
        assert fault(session).entry == 5
    tamper(session, "UPDATE audit SET action = 'nothing' WHERE id = 3")
    assert fault(session).sound_until == session.now()
    told = [(each.sort, each.told) for each in reversed(session.incidents.all())]
    assert [sort for sort, _ in told] == [IncidentSort.TRAIL_BROKEN] * 2
    assert ["Entry 5 " in told[0][1], "Entry 3 " in told[1][1]] == [True, True]


@pytest.mark.parametrize(
    ("statement", "sort", "words"),
    [
        ("UPDATE history SET salt = x''", FaultSort.VERSION, "What is kept of a record is not what entry"),
        ("UPDATE contacts SET name = 'Bob'", FaultSort.RECORD, "A record does not stand as entry"),
        (
            "INSERT INTO former_names (contact_id, position, name) SELECT id, 9, 'Bob' FROM contacts",
            FaultSort.RECORD,
            "A record does not stand as entry",
        ),
        (
            "INSERT INTO notes (version, case_id, at, author, text) SELECT 1, id, '', 1, 'New' FROM cases",
            FaultSort.RECORD,
            "There is a record of which the audit trail knows nothing.",
        ),
        ("DELETE FROM reference_counters", FaultSort.FILE, "damaged or were exchanged"),
        ("DELETE FROM contacts", FaultSort.RECORD, "A record does not stand as entry"),
    ],
)
def test_what_is_not_as_the_trail_left_it_is_told(
    session: Session, statement: str, sort: FaultSort, words: str
) -> None:
    person = session.contacts.add(ContactDetails("Ann Example", former_names=("Ann Sample",)))
    session.cases.open_case(CaseDetails(CaseKind.ACCESS, DAY, Channel.EMAIL, person))
    assert session.today.health().fault is None
    tamper(session, statement)
    found = fault(session)
    assert found.sort is sort
    assert words in found.place
    assert found.to_do.startswith("Keep the damaged file" if sort is FaultSort.FILE else "Change nothing")


def test_a_moment_that_is_none_is_left_out(session: Session) -> None:
    """As by somebody with the key, who continued the chain as it should be."""
    with session.opened.register.writing_lane.transaction() as connection:
        planted = audit.Entry("never", 1, "contact added", Kind.CONTACT.value, 1, bytes(32))
        end = audit.append(connection, audit.end(connection), planted)
        history.keep(connection, history.Version(Kind.CONTACT, 1, 1, b"{}", bytes(16)), end.id)
    assert fault(session) == Fault(FaultSort.VERSION, end.id)
    tamper(session, "DELETE FROM audit WHERE id = 1")
    assert fault(session) == Fault(FaultSort.ENTRY, 2)


def test_what_an_erasure_took_from_another_record_is_no_fault(session: Session, unlocking: Unlocking) -> None:
    """Neither in the register nor in a kept backup, which is reached without a trail of its own."""
    enquiry = CaseDetails(CaseKind.DEMO_ENQUIRY, DAY, Channel.WEB_FORM)
    one, other = (session.contacts.add(ContactDetails(name)) for name in ("Ann Example", "Ben Asante"))
    kept = session.cases.open_case(replace(enquiry, requester=one, subject=other))
    gone = session.cases.open_case(replace(enquiry, requester=one))
    session.links.link(kept, gone, Relation.SAME_MESSAGE)
    made = session.backups.make()
    session.cases.change(kept, 1, replace(enquiry, requester=one))
    session.cases.close(gone, 1, Closing(Outcome.DEALT_WITH, date(2026, 11, 19)))
    ready = [each for each in session.retention.ready() if each.case == gone]
    assert session.retention.dispose(ready, to_the_end).erased == 1
    session.contacts.erase(other)
    assert session.today.health().fault is None
    folder = session.opened.register.folder / "backups" / made.strftime("%Y-%m-%dT%H%M%SZ")
    opened = unlocking.with_passphrase(folder, bytearray(PASSPHRASE.encode()))
    backup: Any = Session(opened, session._clock)
    assert backup.today.health().fault is None
    backup.close()
