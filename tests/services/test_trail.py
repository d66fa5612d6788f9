"""The audit trail to look at: filtered and sorted, with what each entry changed; exported; on paper."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import page
import pytest

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.correspondence import NewDocument
from kmss_dpo.domain.errors import Mistake, Stopped
from kmss_dpo.domain.ids import CaseId, ContactId, Kind
from kmss_dpo.domain.soundness import in_groups
from kmss_dpo.domain.trail import Difference, TrailFilter, TrailRow
from kmss_dpo.session import Session
from tests.services.holding import place
from tests.services.old_records import go_on

DAY = date(2026, 11, 20)


@pytest.fixture
def person(session: Session) -> ContactId:
    return session.contacts.add(ContactDetails("Ann Example"))


@pytest.fixture
def case(session: Session, person: ContactId) -> CaseId:
    return session.cases.open_case(CaseDetails(CaseKind.ACCESS, DAY, Channel.EMAIL, person))


@pytest.fixture
def enquiry(session: Session) -> CaseId:
    """A case that holds nothing."""
    return session.cases.open_case(CaseDetails(CaseKind.DEMO_ENQUIRY, DAY, Channel.WEB_FORM))


def rows(session: Session, wanted: TrailFilter) -> list[TrailRow]:
    return session.trail.rows(session.trail.ids(wanted))


def said(session: Session, **wanted: Any) -> list[str]:
    return [f"{row.what}: {row.which}" for row in rows(session, TrailFilter(**wanted))]


def tamper(session: Session, *statements: str) -> None:
    with session.opened.register.writing_lane.outside_transactions() as bare:
        bare.execute("PRAGMA foreign_keys=0")
        for each in statements:
            bare.execute(each)


def test_every_entry_says_when_who_what_and_which_record(session: Session, case: CaseId) -> None:
    newest, before, *_ = rows(session, TrailFilter())
    assert (newest.person, newest.what, newest.which) == ("Robin Hale", "Case opened", "Case SAR-2026-0001")
    assert newest.moment == session.now()
    assert newest.opens == (Kind.CASE, case)
    assert (before.what, before.which) == ("Contact added", "Contact Ann Example")
    everything = session.trail.ids(TrailFilter())
    assert list(session.trail.ids(TrailFilter(oldest_first=True))) == list(reversed(everything))
    assert everything[-1] == 1


def test_what_hangs_on_a_case_is_called_by_it_and_what_is_erased_says_so(
    session: Session, case: CaseId, enquiry: CaseId
) -> None:
    paper = session.casework.add_document(enquiry, NewDocument("a.txt", "text/plain", b"Paper"))
    session.casework.add_note(case, "Looked into it")
    assert said(session, action="note added") == ["Note added: Note SAR-2026-0001"]
    session.casework.erase_document({paper: 1}, "No longer needed")
    assert said(session, kind=Kind.DOCUMENT) == [
        "Erased: Document, erased",
        "Document added: Document, erased",
    ]
    assert rows(session, TrailFilter(kind=Kind.DOCUMENT))[0].opens is None
    session.retention.export_log()
    assert said(session, action="exported")[0] == "Exported or printed: List: disposal"


def test_what_can_be_put_back_from_the_bin_is_not_called_erased(session: Session) -> None:
    gone = session.contacts.add(ContactDetails("Ann Gone"))
    hold = place(session, Kind.CONTACT, gone)
    session.holds.release(hold, 1, "Settled.")
    deleted = session.bin.delete_contact(gone).id
    for kind in ("Contact", "Hold"):
        assert {row.which for row in rows(session, TrailFilter(kind=Kind(kind.lower())))} == {
            f"{kind}, in the bin"
        }
    assert said(session, kind=Kind.BINNED) == ["Contact deleted: Entry of the bin"]
    [entry] = session.bin.rows([deleted])
    session.bin.erase([entry], go_on, early=True)
    assert {row.which for row in rows(session, TrailFilter(kind=Kind.CONTACT))} == {"Contact, erased"}


def test_the_trail_is_narrowed_to_a_person_a_kind_an_action_a_record_and_days(
    session: Session, person: ContactId, case: CaseId, clock: Any
) -> None:
    other = session.contacts.add(ContactDetails("Ben Asante"))
    note = session.casework.add_note(case, "Looked into it")
    assert said(session, text="sar-2026-0001") == [
        "Note added: Note SAR-2026-0001",
        "Case opened: Case SAR-2026-0001",
    ]
    assert said(session, text="asante") == ["Contact added: Contact Ben Asante"]
    assert said(session, text="nobody of that name") == []
    assert said(session, record=(Kind.CONTACT, person)) == ["Contact added: Contact Ann Example"]
    assert len(rows(session, TrailFilter(kind=Kind.CONTACT))) == 2
    assert rows(session, TrailFilter(kind=Kind.NOTE))[0].record == note
    assert other != person
    [(robin, name)], actions = session.trail.choices()
    assert name == "Robin Hale"
    assert {"case opened", "contact added", "note added"} <= set(actions)
    assert rows(session, TrailFilter(person=robin + 1)) == []
    everything = len(rows(session, TrailFilter()))
    assert len(rows(session, TrailFilter(person=robin))) == everything
    clock.moment += timedelta(days=1)
    session.contacts.add(ContactDetails("Cai Late"))
    assert said(session, since=date(2026, 11, 23)) == ["Contact added: Contact Cai Late"]
    assert len(rows(session, TrailFilter(until=date(2026, 11, 22)))) == everything
    both = TrailFilter(since=date(2026, 11, 22), until=date(2026, 11, 23), oldest_first=True)
    assert [row.id for row in rows(session, both)] == list(range(1, everything + 2))


def test_a_day_is_londons_day(session: Session, clock: Any) -> None:
    clock.moment = clock.moment.replace(month=7, day=1, hour=23, minute=30)  # half past midnight in London
    session.contacts.add(ContactDetails("Cai Late"))
    assert len(said(session, since=date(2026, 7, 2), until=date(2026, 7, 2))) == 1
    assert said(session, until=date(2026, 7, 1)) == []


def test_what_a_change_changed_is_told_field_by_field(
    session: Session, person: ContactId, case: CaseId
) -> None:
    details = CaseDetails(CaseKind.ACCESS, DAY, Channel.POST, person, summary="Everything")
    session.cases.change(case, 1, details)
    changed = session.trail.change(session.opened.register.trail_end.id)
    assert changed.told == ""
    assert Difference("Channel", "email", "post") in changed.differences
    assert Difference("Summary", "", "Everything") in changed.differences
    assert {each.field for each in changed.differences} == {"Channel", "Summary"}
    first = session.trail.change(rows(session, TrailFilter(action="case opened"))[0].id)
    assert Difference("Kind", "", "Subject access") in first.differences
    assert Difference("Received", "", "20 Nov 2026") in first.differences
    assert Difference("Requester", "", "Ann Example") in first.differences


def test_what_belongs_to_a_record_is_told_in_lines(session: Session, person: ContactId) -> None:
    was = ContactDetails("Ann Example", emails=(Reach("ann@example.org"),))
    session.contacts.change(person, 1, was)
    session.contacts.change(person, 2, ContactDetails("Ann Example", emails=(Reach("ann@example.com"),)))
    [changed] = session.trail.change(session.opened.register.trail_end.id).differences
    assert changed.field == "Reaches"
    assert "Value: ann@example.org" in changed.was
    assert "Value: ann@example.com" in changed.now
    session.contacts.change(person, 3, was)
    session.contacts.change(person, 4, was)
    again = session.trail.change(session.opened.register.trail_end.id)
    assert (again.told, again.differences) == ("It was saved again without a change.", ())


def test_what_changes_nothing_and_what_is_erased_say_so(session: Session, enquiry: CaseId) -> None:
    end = session.opened.register
    session.retention.export_log()
    assert session.trail.change(end.trail_end.id).told == "Nothing was changed."
    paper = session.casework.add_document(enquiry, NewDocument("a.txt", "text/plain", b"Paper"))
    added = end.trail_end.id
    session.casework.erase_document({paper: 1}, "No longer needed")
    assert "no longer kept" in session.trail.change(added).told
    [gone] = [row for row in rows(session, TrailFilter(kind=Kind.DOCUMENT)) if row.action == "erased"]
    assert session.trail.change(gone.id).told.startswith("The record was erased")


def test_what_was_tampered_with_is_never_shown(session: Session, person: ContactId) -> None:
    entry = session.opened.register.trail_end.id
    session.contacts.change(person, 1, ContactDetails("Ann Sample"))
    tamper(session, f"UPDATE history SET content = replace(content, 'Ann', 'Bob') WHERE audit_id = {entry}")
    for touched in (entry, entry + 1):
        change = session.trail.change(touched)
        assert "is not shown" in change.told
        assert change.differences == ()
    tamper(
        session,
        f"DELETE FROM audit WHERE id = {entry}",
        f"UPDATE audit SET at = 'never', kind = 'strange' WHERE id = {entry + 1}",
    )
    strange, missing, *_ = rows(session, TrailFilter())
    assert (missing.id, missing.what, missing.which, missing.opens) == (
        entry,
        "This entry is missing",
        "",
        None,
    )
    assert "removed from the trail" in session.trail.change(entry).told
    assert (strange.moment, strange.which) == (None, "Strange, erased")


@pytest.mark.usefixtures("case")
def test_another_record_that_is_gone_is_named_as_erased(session: Session) -> None:
    tamper(session, "DELETE FROM contacts")
    shown = session.trail.change(session.opened.register.trail_end.id).differences
    assert Difference("Requester", "", "erased") in shown


@pytest.mark.usefixtures("case")
def test_exactly_what_is_listed_is_exported_and_that_is_an_entry(session: Session) -> None:
    wanted = session.trail.ids(TrailFilter(kind=Kind.CASE))
    content = session.trail.export(wanted, ["What", "Record"], lambda row: [row.what, row.which])
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig")))) == [
        ["What", "Record"],
        ["Case opened", "Case SAR-2026-0001"],
    ]
    newest = rows(session, TrailFilter())[0]
    assert (newest.what, newest.which) == ("Audit trail exported", "The register itself")
    with pytest.raises(Stopped):
        session.trail.export(wanted, [], lambda _row: [], lambda _done, _of: False)
    assert session.opened.register.trail_end.id == newest.id, "what was stopped did not leave"


def test_the_end_of_the_trail_on_paper_is_met_by_the_trail_later(session: Session, case: CaseId) -> None:
    pdf = session.trail.end_on_paper()
    for profile in ("ua1", "2a"):
        assert "Checks: 0 failed" in str(page.validate_pdf_bytes(pdf, profile=profile))
    end = session.opened.register.trail_end
    session.casework.add_note(case, "Later")
    groups = in_groups(end.chained)
    assert session.trail.compare(f"{end.id:,}", groups).agrees
    assert session.trail.compare(str(end.id), groups.upper().replace(" ", "-")).agrees
    other = session.trail.compare(str(end.id - 1), groups)
    assert (other.agrees, other.sentence.startswith(f"Entry {end.id - 1} carries another hash")) == (
        False,
        True,
    )
    assert "before the one on the sheet" in session.trail.compare("5000000", groups).sentence
    tamper(session, "UPDATE audit SET action = 'nothing' WHERE id = 3")
    broken = session.trail.compare(str(end.id), groups)
    assert (broken.agrees, "broken at entry 3" in broken.sentence) == (False, True)


@pytest.mark.parametrize(
    ("entry", "chained", "field"),
    [
        ("", "0" * 64, "entry"),
        ("0", "0" * 64, "entry"),
        ("twelve", "0" * 64, "entry"),
        ("9" * 30, "0" * 64, "entry"),
        ("12", "", "chained"),
        ("12", "0" * 63, "chained"),
        ("12", "g" * 64, "chained"),
    ],
)
def test_what_is_no_figure_from_a_sheet_is_said_beside_its_field(
    session: Session, entry: str, chained: str, field: str
) -> None:
    with pytest.raises(Mistake) as refused:
        session.trail.compare(entry, chained)
    assert refused.value.field == field


def test_a_comparison_can_be_stopped(session: Session) -> None:
    with pytest.raises(Stopped):
        session.trail.compare("5", "0" * 64, lambda _done, _of: False)
