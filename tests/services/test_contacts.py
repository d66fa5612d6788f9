from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails, ContactFilter, ContactKind, Reach
from kmss_dpo.domain.correspondence import Direction, NewCorrespondence
from kmss_dpo.domain.errors import Conflict, Mistake, NotHere
from kmss_dpo.domain.ids import ContactId
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store import backups
from tests.services.conftest import ClearBytes, files_with

SIAN = ContactDetails(
    name="Siân Prydderch",
    organisation="Ceredigion Advice",
    former_names=("Siân Morgan", "Siân Ŵyn"),
    addresses=(Reach("22 Harbour Street\nAberystwyth", safe=False, note="Left in May"), Reach("5 Main Road")),
    emails=(Reach("sian@example.org"), Reach("Office@Example.org")),
    phones=(Reach("01632 960 455", note="Before noon"),),
    safe_contact="Telephone first",
    adjustments="Large print",
    language="Welsh",
    notes="Prefers Siân",
)


def found(session: Session, text: str, **other: Any) -> list[str]:
    wanted = session.contacts.ids(ContactFilter(text=text, **other))
    return [row.name for row in session.contacts.rows(wanted)]


def test_whom_no_case_names_is_found_so_that_nobody_is_kept_for_ever(session: Session) -> None:
    ann, bea, carys, dai = (
        session.contacts.add(ContactDetails(name)) for name in ("Ann", "Bea", "Carys", "Dai")
    )
    details = CaseDetails(CaseKind.ACCESS, date(2026, 11, 2), Channel.EMAIL, ann, bea)
    case = session.cases.open_case(details)
    wrote = NewCorrespondence(Direction.RECEIVED, Channel.EMAIL, date(2026, 11, 3), "Hello", contact=carys)
    session.casework.log(case, wrote)
    assert found(session, "", no_case=True) == ["Dai"]
    session.cases.change(case, session.cases.case(case).version, replace(details, requester=dai, subject=dai))
    assert found(session, "", no_case=True) == ["Ann", "Bea"]
    assert found(session, "be", no_case=True) == ["Bea"]


def test_everything_written_down_about_a_contact_comes_back(session: Session) -> None:
    sian = session.contacts.add(SIAN)
    kept = session.contacts.contact(sian)
    assert (kept.version, kept.details) == (1, SIAN)


def test_a_change_replaces_all_of_it_and_raises_the_version(session: Session) -> None:
    sian = session.contacts.add(SIAN)
    session.contacts.change(sian, 1, ContactDetails("Siân Prydderch", emails=(Reach("new@example.org"),)))
    kept = session.contacts.contact(sian)
    assert kept.version == 2
    assert kept.details == ContactDetails("Siân Prydderch", emails=(Reach("new@example.org"),))
    assert found(session, "harbour") == []


def test_a_change_to_something_changed_meanwhile_is_refused(session: Session) -> None:
    sian = session.contacts.add(SIAN)
    session.contacts.change(sian, 1, ContactDetails("Siân A"))
    with pytest.raises(Conflict):
        session.contacts.change(sian, 1, ContactDetails("Siân B"))
    assert session.contacts.contact(sian).details.name == "Siân A"


@pytest.mark.parametrize(
    ("details", "field"),
    [(ContactDetails("  "), "name"), (ContactDetails("Ann", emails=(Reach("ann at example"),)), "emails")],
)
def test_a_contact_without_name_or_with_a_wrong_address_is_refused(
    session: Session, details: ContactDetails, field: str
) -> None:
    with pytest.raises(Mistake) as told:
        session.contacts.add(details)
    assert told.value.field == field
    assert session.contacts.ids(ContactFilter()) == []


@pytest.mark.parametrize(
    "typed", ["siân", "PRYD", "ceredigion", "sian@", "office@example", "01632 960", "01632960455", "harbour"]
)
def test_a_contact_is_found_by_any_part_of_name_organisation_address_or_number(
    session: Session, typed: str
) -> None:
    session.contacts.add(SIAN)
    session.contacts.add(ContactDetails("Tomasz Wójcik"))
    assert found(session, typed) == ["Siân Prydderch"]


def test_digits_of_a_house_do_not_find_every_number(session: Session) -> None:
    session.contacts.add(ContactDetails("Ann", phones=(Reach("01632 960455"),)))
    assert found(session, "5") == ["Ann"]
    assert found(session, "45 High Street") == []


def test_contacts_are_listed_by_name_either_way_and_by_kind(session: Session) -> None:
    for name in ("bea", "Ann", "Çelik"):
        session.contacts.add(ContactDetails(name))
    session.contacts.add(ContactDetails("Bakery", kind=ContactKind.ORGANISATION))
    assert found(session, "") == ["Ann", "Bakery", "bea", "Çelik"]
    assert found(session, "", descending=True) == ["Çelik", "bea", "Bakery", "Ann"]
    assert found(session, "", kind=ContactKind.ORGANISATION) == ["Bakery"]


def test_a_line_shows_the_first_email_and_number_and_the_open_cases(session: Session) -> None:
    sian = session.contacts.add(SIAN)
    session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 11, 2), Channel.EMAIL, sian, sian))
    row = session.contacts.rows([sian])[0]
    assert (row.email, row.phone) == ("sian@example.org", "01632 960 455")
    assert row.open_cases == 1


@pytest.mark.parametrize(
    ("known", "warning"),
    [
        (ContactDetails("Amal", safe_contact="Telephone first"), "Telephone first."),
        (
            ContactDetails("Amal", addresses=(Reach("Refuge\nEX9 9ZZ", safe=False), Reach("Elsewhere"))),
            "Do not write to this address: Refuge, EX9 9ZZ.",
        ),
        (
            ContactDetails("Amal", emails=(Reach("a@example.org", safe=False, note="He reads it."),)),
            "Do not write to this email address: a@example.org. He reads it.",
        ),
        (ContactDetails("Amal", phones=(Reach("1", safe=False),)), "Do not call this number: 1."),
        (ContactDetails("Amal", adjustments="Large print"), "Adjustments: Large print."),
        (ContactDetails("Amal", emails=(Reach("a@example.org"),)), ""),
    ],
)
def test_a_line_warns_of_everything_one_must_know_before_writing(
    session: Session, known: ContactDetails, warning: str
) -> None:
    other = session.contacts.add(ContactDetails("Bo", emails=(Reach("b@example.org", safe=False),)))
    amal = session.contacts.add(known)
    assert [row.warning for row in session.contacts.rows([amal, other])] == [
        warning,
        "Do not write to this email address: b@example.org.",
    ]


def test_a_contact_is_recognised_by_an_address_however_it_is_written(session: Session) -> None:
    sian = session.contacts.add(SIAN)
    assert [row.id for row in session.contacts.with_email("OFFICE@example.ORG")] == [sian]
    assert session.contacts.with_email("ffice@example.org") == []


def test_an_erased_contact_is_gone_from_the_register_the_search_and_the_kept_backups(
    session: Session, unlocking: Unlocking
) -> None:
    sian = session.contacts.add(SIAN)
    session.backups.make()
    assert session.contacts.erase(sian) == 0
    with pytest.raises(NotHere):
        session.contacts.contact(sian)
    assert session.search.find("prydderch") == []
    backup = backups.kept(session.opened.register.folder)[0]
    session.close()
    opened = unlocking.with_passphrase(backup, bytearray(b"seven quiet otters paddle north"))
    with opened.register.reading() as connection:
        kept = connection.exec_driver_sql("SELECT count(*) FROM contacts").scalar()
    opened.close()
    assert kept == 0


def test_a_contact_that_a_case_names_stays_also_in_the_backups(session: Session) -> None:
    sian = session.contacts.add(SIAN)
    session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 11, 2), Channel.EMAIL, sian))
    with pytest.raises(Mistake, match="A case names this contact"):
        session.contacts.erase(sian)
    assert session.contacts.contact(sian).details == SIAN


def test_a_backup_that_cannot_be_opened_is_counted_and_left_and_reached_later(
    session: Session, folder: Path, clear_bytes: ClearBytes
) -> None:
    sian = session.contacts.add(SIAN)
    session.backups.make()
    file = backups.kept(folder)[0] / backups.FILE
    whole = file.read_bytes()
    file.write_bytes(b"damaged")
    assert session.contacts.erase(sian) == 1
    assert file.read_bytes() == b"damaged"
    with pytest.raises(NotHere):
        session.contacts.contact(sian)

    file.write_bytes(whole)
    assert files_with([b"ceredigion"], clear_bytes, folder) == {file.relative_to(folder).as_posix()}
    assert session.retention.reach_backups() == (1, 0)
    assert files_with([b"ceredigion"], clear_bytes, folder) == set()
    assert session.retention.reach_backups() == (0, 0)


def test_an_erased_contact_leaves_a_line_in_the_disposal_log_that_names_nobody(session: Session) -> None:
    session.contacts.erase(session.contacts.add(SIAN))
    [logged] = session.retention.log()
    assert (logged.records, logged.record_class, logged.approved_by) == (1, "contact", "Robin Hale")
    assert logged.backups == "There was no kept backup"
    [_titles, line] = session.retention.export_log().decode("utf-8-sig").splitlines()
    assert "No rule: erased by hand" in line
    assert "Prydderch" not in line


def test_a_contact_is_listed_without_looking_through_the_cases_of_others(session: Session) -> None:
    sian = session.contacts.add(SIAN)
    few = steps_to_list(session, sian)
    other = session.contacts.add(ContactDetails("Somebody else"))
    with session.opened.register.writing("filled"):
        for _ in range(300):
            session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 11, 20), Channel.POST, other))
    assert steps_to_list(session, sian) <= few + 2


def steps_to_list(session: Session, contact: ContactId) -> int:
    """How much work it is to the database, in tens of its steps; the time depends on the computer."""
    steps = []
    with session.reading.outside_transactions() as bare:
        bare.set_progress_handler(lambda: steps.append(1), 10)
    assert [row.name for row in session.contacts.rows([contact])] == ["Siân Prydderch"]
    with session.reading.outside_transactions() as bare:
        bare.set_progress_handler(None, 0)
    return len(steps)
