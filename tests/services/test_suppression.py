"""The suppression list in the register: filled, asked, exported, and no address in any byte of it."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.errors import Mistake, Stopped
from kmss_dpo.domain.ids import CaseId, ContactId, SuppressionId
from kmss_dpo.domain.retention import Action
from kmss_dpo.domain.suppression import Address, Checked, Off, Sort
from kmss_dpo.session import Session
from tests.services.conftest import ClearBytes, files_with
from tests.services.old_records import dispose, go_on

ANN = ContactDetails(
    "Zzbulonquax",
    addresses=(Reach("1 Okweil Street\nLeeds"),),
    emails=(Reach("zzbulonquax@example.org"),),
    phones=(Reach("01632 960733"),),
)
EMAIL = Address(Sort.EMAIL, "zzbulonquax@example.org")
DAY = date(2026, 11, 20)


def objecting(
    session: Session, kind: CaseKind = CaseKind.MARKETING_OBJECTION, details: ContactDetails = ANN
) -> tuple[CaseId, ContactId]:
    who = session.contacts.add(details)
    return session.cases.open_case(CaseDetails(kind, date(2026, 11, 12), Channel.EMAIL, who, who)), who


def reasons(session: Session) -> list[str]:
    return [each.reason for each in session.suppression.rows(session.suppression.ids())]


def test_an_address_typed_in_is_recognised_and_nobody_reads_it_from_the_list(
    session: Session, folder: Path, clear_bytes: ClearBytes
) -> None:
    assert session.suppression.told_of(ANN) == ""
    assert session.suppression.add(EMAIL, "Asked on the phone")
    assert not session.suppression.add(Address(Sort.EMAIL, " ZZBULONQUAX@example.org"), "Again")
    assert session.suppression.told_of(ANN) == (
        "zzbulonquax@example.org objected to marketing on Sun 22 Nov 2026; only what is no marketing may go "
        "there."
    )
    assert session.suppression.told_of(ContactDetails("Bo", emails=(Reach("bo@example.org"),))) == ""
    [one] = session.suppression.rows(session.suppression.ids())
    assert (one.sort, one.since, one.reason) == (Sort.EMAIL, date(2026, 11, 22), "Asked on the phone")
    assert session.suppression.counts() == {Sort.EMAIL: 1}
    said = session.suppression.export().decode("utf-8-sig")
    assert said.splitlines()[1] == f"Email address,{one.digest},2026-11-22,Asked on the phone"
    session.backups.make()
    session.close()
    assert files_with([b"zzbulonquax"], clear_bytes, folder) == set()


def test_a_reason_that_tells_the_address_is_refused(session: Session) -> None:
    who = session.contacts.add(ANN)
    for refused in (
        lambda: session.suppression.add(EMAIL, "zzbulonquax@example.org asked"),
        lambda: session.suppression.add_contact(who, "Of 1 okweil street, leeds"),
        lambda: session.suppression.add(Address(Sort.EMAIL, "x"), "Asked"),
    ):
        with pytest.raises(Mistake):
            refused()
    assert session.suppression.ids() == []


def test_every_address_of_a_contact_is_put_on_the_list(session: Session) -> None:
    who = session.contacts.add(ANN)
    assert session.suppression.add_contact(who, "Asked on the phone") == 3
    assert session.suppression.add_contact(who, "Asked again") == 0
    assert session.suppression.counts() == {Sort.EMAIL: 1, Sort.PHONE: 1, Sort.ADDRESS: 1}
    assert session.suppression.told_of(ANN).count("objected to marketing") == 3
    by_kind = session.suppression.ids(sort="sort", descending=False)
    assert [each.sort for each in session.suppression.rows(by_kind)] == [
        Sort.ADDRESS,
        Sort.EMAIL,
        Sort.PHONE,
    ]


def test_what_is_taken_off_is_told_no_more_and_the_log_keeps_why(
    session: Session, folder: Path, clear_bytes: ClearBytes
) -> None:
    session.suppression.add(EMAIL, "Asked on the phone")
    [one] = session.suppression.rows(session.suppression.ids())
    session.backups.make()
    assert session.suppression.take_off([one.id, SuppressionId(4711)], Off.CONSENT) == 0
    assert session.suppression.told_of(ANN) == ""
    [logged] = session.retention.log()
    assert logged.record_class == "suppression"
    assert logged.method.endswith("gave consent since")
    assert files_with([one.digest.encode()], clear_bytes, folder) == set()
    assert session.today.health().broken_at is None


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (CaseKind.MARKETING_OBJECTION, "Objected to marketing"),
        (CaseKind.CONSENT_WITHDRAWAL, "Withdrew consent"),
    ],
)
def test_an_objection_that_is_closed_puts_the_addresses_on_the_list(
    session: Session, kind: CaseKind, reason: str
) -> None:
    case, _who = objecting(session, kind)
    assert len(session.suppression.of_case(case)) == 3
    session.suppression.close(case, 1, Closing(Outcome.ANSWERED, DAY, DAY))
    assert reasons(session) == [reason] * 3
    [one, *_] = session.suppression.rows(session.suppression.ids())
    assert one.since == date(2026, 11, 12), "the day they objected"


def test_what_was_taken_back_or_cannot_be_closed_suppresses_nobody(session: Session) -> None:
    case, _who = objecting(session)
    with pytest.raises(Mistake):
        session.suppression.close(case, 1, Closing(Outcome.ANSWERED, date(2027, 1, 1), DAY))
    session.suppression.close(case, 1, Closing(Outcome.WITHDRAWN, DAY))
    assert session.suppression.ids() == []


def test_a_case_of_another_kind_or_about_nobody_has_no_addresses(session: Session) -> None:
    case, _who = objecting(session, CaseKind.ACCESS)
    assert session.suppression.of_case(case) == ()
    nobody = session.cases.open_case(
        CaseDetails(CaseKind.MARKETING_OBJECTION, date(2026, 11, 12), Channel.EMAIL)
    )
    assert session.suppression.of_case(nobody) == ()


def test_a_disposal_of_the_case_leaves_the_objector_recognised_and_nothing_else(
    session: Session, clock: Any, folder: Path, clear_bytes: ClearBytes
) -> None:
    case, _who = objecting(session)
    session.cases.close(case, 1, Closing(Outcome.ANSWERED, DAY, DAY))
    assert session.suppression.ids() == [], "closed without it"
    nobody = session.cases.open_case(
        CaseDetails(CaseKind.MARKETING_OBJECTION, date(2026, 11, 12), Channel.EMAIL)
    )
    session.cases.close(nobody, 1, Closing(Outcome.ANSWERED, DAY, DAY))
    clock.moment = datetime.fromisoformat("2028-11-25T09:00:00+00:00")
    assert dispose(session).erased == 2
    assert reasons(session) == ["Objected to marketing"] * 3
    assert "Thu 12 Nov 2026" in session.suppression.told_of(ANN)
    assert files_with([b"zzbulonquax", b"okweil"], clear_bytes, folder) == set()


@pytest.mark.parametrize("action", [Action.ANONYMISE, Action.SUPPRESS])
def test_who_objected_is_recognised_from_that_day_whatever_is_decided_about_the_case(
    session: Session, clock: Any, action: Action
) -> None:
    case, _who = objecting(session)
    session.cases.close(case, 1, Closing(Outcome.ANSWERED, DAY, DAY))
    clock.moment = datetime.fromisoformat("2028-11-25T09:00:00+00:00")
    done = dispose(session, of=[replace(each, action=action) for each in session.retention.ready()])
    assert done.otherwise == ((action, 1),)
    assert reasons(session) == ["Objected to marketing"] * 3
    assert "Thu 12 Nov 2026" in session.suppression.told_of(ANN)


def test_who_took_an_objection_back_is_recognised_only_where_that_is_decided(
    session: Session, clock: Any
) -> None:
    for details in (ANN, ContactDetails("Bo", emails=(Reach("bo@example.org"),))):
        case, _who = objecting(session, details=details)
        session.cases.close(case, 1, Closing(Outcome.WITHDRAWN, DAY))
    clock.moment = datetime.fromisoformat("2028-11-25T09:00:00+00:00")
    first, second = session.retention.ready()
    assert dispose(session, of=[first]).erased == 1
    assert reasons(session) == []
    assert dispose(session, of=[replace(second, action=Action.SUPPRESS)]).erased == 1
    assert reasons(session) == ["Suppressed when the record was disposed of"]


def test_a_message_from_an_address_on_the_list_says_so(session: Session, tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    file.write_bytes(b"From: Ann <Zzbulonquax@example.org>\nSubject: Hello\n\nHello\n")
    assert session.intake.propose(file).suppressed == ""
    session.suppression.add(EMAIL, "Asked on the phone")
    assert "objected to marketing" in session.intake.propose(file).suppressed


def test_a_mailing_list_is_checked_and_cleaned_and_nothing_of_it_is_kept(
    session: Session, tmp_path: Path, folder: Path, clear_bytes: ClearBytes
) -> None:
    source, place = tmp_path / "list.csv", tmp_path / "clean.csv"
    source.write_text(
        "name,email,phone\nAnn,zzbulonquax@example.org,\nBo,bo@example.org,+44 1632 960733\nC,c@d.e,"
    )
    assert session.suppression.check_list(source, go_on) == Checked(4, 0)
    session.suppression.add(EMAIL, "Asked on the phone")
    session.suppression.add(Address(Sort.PHONE, "01632 960733"), "Asked on the phone")
    assert session.suppression.check_list(source, go_on) == Checked(4, 2, (2, 3))
    assert session.suppression.clean_list(source, place, go_on) == Checked(4, 2, (2, 3))
    assert place.read_text() == "name,email,phone\nC,c@d.e,"
    assert session.suppression.check_list("zzbulonquax@example.org", go_on).matches == 1
    with pytest.raises(Stopped):
        session.suppression.check_list("x\n" * 4_000, lambda *_: False)
    assert files_with([b"c@d.e", b"bo@example"], clear_bytes, folder) == set()
