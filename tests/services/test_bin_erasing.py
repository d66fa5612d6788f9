"""What lies in the bin goes for good after its day, with its case, or when the officer says so."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete

from kmss_dpo.domain.bin import NotInBin
from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails, ContactFilter, Reach
from kmss_dpo.domain.disposal import Skip, Skipped, Sort
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.quick_notes import Thrown
from kmss_dpo.domain.retention import RecordClass, Stock
from kmss_dpo.domain.retention_words import records_words
from kmss_dpo.domain.searches import SearchPlace
from kmss_dpo.services import disposal
from kmss_dpo.session import Session
from kmss_dpo.store import tables
from tests.services.conftest import ClearBytes, files_with
from tests.services.deleting import (
    CALL,
    MARK,
    SECRET,
    Way,
    a_contact,
    a_document,
    an_entry,
    deleted,
    document,
)
from tests.services.holding import place
from tests.services.old_records import dealt_with, dispose, enquiry, go_on, old_request, person


@pytest.fixture
def case(session: Session) -> CaseId:
    """One that places no hold."""
    return enquiry(session, person(session))


@pytest.mark.parametrize("way", [a_contact, a_document, an_entry])
@pytest.mark.parametrize("backup", ["in the bin", "put back and deleted again"])
def test_what_is_erased_from_the_bin_leaves_no_byte_in_the_file_or_a_kept_backup(  # noqa: PLR0917 where it looks
    session: Session, case: CaseId, folder: Path, clear_bytes: ClearBytes, way: Way, backup: str, clock: Any
) -> None:
    entry, _look = way(session, case)
    session.backups.make()
    assert len(files_with([MARK], clear_bytes, folder)) == 2, "the file or its log, and the backup"
    if backup == "put back and deleted again":
        [back] = session.bin.put_back([entry])
        clock.moment += timedelta(hours=1)
        session.backups.make()
        again(session, back.kind, back.record)
    done = session.bin.erase(session.bin.rows(session.bin.ids()), go_on, early=True)
    assert (done.erased, done.parts.binned, done.backups_left, done.log_emptied) == (1, 1, 0, True)
    assert files_with([MARK], clear_bytes, folder) == set()
    [logged] = session.retention.log()
    assert logged.rule == "by hand"
    assert session.today.health().broken_at is None


def again(session: Session, kind: Kind, record: int) -> None:
    """Delete once more what was put back."""
    match kind:
        case Kind.CONTACT:
            session.bin.delete_contact(record)  # type: ignore[arg-type]
        case Kind.DOCUMENT:
            session.bin.delete_documents({record: 1}, "After all.")  # type: ignore[dict-item]
        case _:
            session.bin.delete_item(SearchPlace, record, 1, "After all.")


def test_nothing_goes_before_its_day_and_nothing_by_itself(
    session: Session, case: CaseId, clock: Any
) -> None:
    entry, _look = an_entry(session, case)
    listed = session.bin.rows([entry])
    assert session.bin.due(session.day()) == []
    reference = session.cases.case(case).reference
    assert session.bin.erase(listed, go_on).skipped == (Skipped(reference, Skip.NOT_DUE),)
    assert session.retention.ready() == []
    clock.moment += timedelta(days=30)
    assert session.bin.due(session.day()) == listed
    assert stock(session) == Stock(1, 1)
    done = session.bin.erase(listed, go_on)
    assert (done.erased, done.skipped) == (1, ())
    [logged] = session.retention.log()
    assert (logged.rule, logged.trigger, logged.record_class) == ("bin", "deleted", "binned record")
    assert session.bin.erase(listed, go_on).skipped == (Skipped(reference, Skip.NOT_DUE),)
    assert session.bin.erase(listed, go_on, early=True).skipped == (
        Skipped("Zzbulonquax drive", Skip.NOT_DUE),
    )


def stock(session: Session) -> Stock | None:
    return next(each.stock for each in session.retention.in_force() if each.rule.code is RecordClass.BIN)


def test_what_is_past_its_day_is_one_line_of_the_log(session: Session, case: CaseId, clock: Any) -> None:
    for _ in range(3):
        an_entry(session, case)
    a_contact(session, case)
    clock.moment += timedelta(days=31)
    assert session.bin.erase(session.bin.due(session.day()), go_on).erased == 4
    assert [each.records for each in session.retention.log()] == [4]


def test_what_the_officer_wants_gone_early_goes_one_by_one_and_can_be_stopped(
    session: Session, case: CaseId
) -> None:
    for _ in range(3):
        an_entry(session, case)
    listed = session.bin.rows(session.bin.ids())
    assert session.bin.erase(listed, lambda done, _of: done < 2, early=True).erased == 2
    assert stock(session) == Stock(1, 0)


def test_what_is_past_its_day_is_listed_with_all_else_that_ran_out(
    session: Session, case: CaseId, clock: Any
) -> None:
    an_entry(session, case)
    clock.moment += timedelta(days=1)
    a_contact(session, case)
    clock.moment += timedelta(days=30)
    place_entry, contact = session.retention.ready()
    reference = session.cases.case(case).reference
    assert (place_entry.sort, place_entry.case, place_entry.reference) == (Sort.BINNED, case, reference)
    assert (place_entry.told, place_entry.ran_out_on) == (
        "Place of the search plan · Zzbulonquax drive",
        date(2026, 12, 22),
    )
    assert (contact.case, contact.reference) == (0, "Entry 2 of the bin")
    [group] = session.today.overview().ready
    assert records_words(group.kind, group.rule, group.count) == "2 records in the bin"
    assert group.since == date(2026, 12, 22)
    preview = session.retention.preview([place_entry, contact])
    assert (preview.binned, preview.contacts) == (2, 0)
    assert preview.versions > 2, "those of what lies there are counted too"
    assert session.retention.dispose([contact], go_on).erased == 1
    assert session.retention.ready() == [place_entry]


def test_what_is_held_by_then_stays_in_the_bin(session: Session, case: CaseId, clock: Any) -> None:
    an_entry(session, case)
    place(session, Kind.CASE, case)
    clock.moment += timedelta(days=31)
    [due] = session.bin.due(session.day())
    assert due.held_by == ("A claim is announced.",)
    for early in (False, True):
        done = session.bin.erase([due], go_on, early=early)
        assert [each.why for each in done.skipped] == [Skip.HELD]
    assert [(each.records, each.held) for each in session.retention.log()] == [(0, 1)]


def test_a_schedule_from_before_has_no_rule_for_the_bin_and_the_default_holds(
    session: Session, case: CaseId, clock: Any
) -> None:
    with session.opened.register.writing_lane.transaction() as connection:
        connection.execute(delete(tables.retention_rules).where(tables.retention_rules.c.code == "bin"))
    an_entry(session, case)
    [listed] = session.bin.rows(session.bin.ids(sort="deleted", descending=True))
    assert listed.until == date(2026, 12, 22)
    clock.moment += timedelta(days=31)
    assert session.bin.erase([listed], go_on).erased == 1


def test_a_disposal_of_the_case_takes_what_lies_in_the_bin_about_it(
    session: Session, folder: Path, clear_bytes: ClearBytes, clock: Any
) -> None:
    session.cases.open_case(CaseDetails(CaseKind.ERASURE, date(2026, 11, 2), Channel.POST))
    case = dealt_with(session, person(session))
    which = document(session, case)
    session.backups.make()
    clock.moment += timedelta(hours=1)
    deleted(session, which)
    session.backups.make()
    [ready] = session.retention.ready()
    preview = session.retention.preview([ready])
    assert (preview.binned, preview.documents) == (1, 0)
    assert preview.versions >= 5, "that of the document itself is counted too"
    assert session.retention.contents([case])[case].binned == 1
    done = dispose(session, of=[ready])
    assert (done.erased, done.parts.binned, done.backups_reached) == (1, 1, 2)
    assert session.bin.ids() == []
    assert files_with([MARK, b"okweilbrandt"], clear_bytes, folder) == set()
    assert session.today.health().broken_at is None


def test_a_disposal_of_somebodys_last_case_takes_the_note_about_them_that_was_thrown_away(
    session: Session, folder: Path, clear_bytes: ClearBytes
) -> None:
    who = person(session, "Ann Ash")
    dealt_with(session, who)
    reach = session.contacts.contact(who).details.emails[0].value
    note = session.quick_notes.add(replace(CALL, reach=reach))
    session.quick_notes.throw_away(note, Thrown.NOT_OURS)
    done = dispose(session)
    assert (done.parts.cases, done.parts.contacts, done.parts.binned) == (1, 1, 1)
    assert session.bin.ids() == []
    assert files_with([b"okweilbrandt"], clear_bytes, folder) == set()


def test_a_case_and_what_lies_in_the_bin_about_it_can_be_disposed_of_together(
    session: Session, clock: Any
) -> None:
    an_entry(session, dealt_with(session, person(session)))
    clock.moment += timedelta(days=31)
    assert len(session.retention.ready()) == 2
    done = dispose(session)
    assert (done.erased, done.skipped, done.parts.binned) == (2, (), 1)
    assert session.today.health().broken_at is None


def test_what_is_past_its_day_is_read_page_by_page(
    session: Session, case: CaseId, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        an_entry(session, case)
    clock.moment += timedelta(days=31)
    whole = session.retention.ready()
    assert len(whole) == 3
    monkeypatch.setattr(disposal, "_PLACES", 1)
    assert session.retention.ready() == whole


def test_an_erasure_of_a_contact_takes_the_note_that_was_thrown_away(
    session: Session, folder: Path, clear_bytes: ClearBytes
) -> None:
    ann = session.contacts.add(ContactDetails("Ann", phones=(Reach("01632 960733"),)))
    note = session.quick_notes.add(CALL)
    session.backups.make()
    session.quick_notes.throw_away(note, Thrown.NOT_OURS)
    assert session.contacts.ids(ContactFilter(no_case=True)) == [ann], "what is in the bin is no case"
    assert session.contacts.erase(ann) == 0
    assert session.bin.ids() == []
    assert files_with([b"okweilbrandt"], clear_bytes, folder) == set()


def test_a_content_is_kept_as_long_as_a_document_or_the_bin_has_it(session: Session, case: CaseId) -> None:
    other = enquiry(session, person(session, "Ann Ash"))
    first, second = document(session, case), document(session, other)
    entry = deleted(session, first)
    session.casework.erase_document({second: 1}, "Not needed.")
    session.bin.put_back([entry])
    assert session.casework.content(first) == SECRET
    entry = deleted(session, first)
    third = document(session, case)
    session.bin.erase(session.bin.rows([entry]), go_on, early=True)
    assert session.casework.content(third) == SECRET


def test_a_backup_in_which_it_lay_in_the_bin_loses_what_was_put_back_and_erased_since(
    session: Session, case: CaseId, folder: Path, clear_bytes: ClearBytes
) -> None:
    which = document(session, case)
    entry = deleted(session, which)
    session.backups.make()
    session.bin.put_back([entry])
    assert session.casework.erase_document({which: 1}, "Not needed.") == 0
    assert files_with([MARK], clear_bytes, folder) == set()


def test_a_case_that_is_gone_has_left_nothing_to_put_back(session: Session) -> None:
    case = old_request(session, person(session))
    kept = session.items.add(case, SearchPlace("Drive"))
    entry = session.bin.delete_item(SearchPlace, kept, 1, "Noted twice.").id
    assert dispose(session).erased == 1
    with pytest.raises(NotInBin, match="erased, by itself or with its case"):
        session.bin.put_back([entry])
