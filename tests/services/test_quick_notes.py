"""Quick notes from the call to the case, or to nothing; and what is left of them: nothing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kmss_dpo.domain.arrivals import Arrival, Newcomer
from kmss_dpo.domain.cases import CaseDetails, CaseFilter, CaseKind, Channel
from kmss_dpo.domain.clock import ClockFacts
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.errors import Conflict, Mistake, NotHere
from kmss_dpo.domain.ids import CaseId, Kind, QuickNoteId
from kmss_dpo.domain.quick_notes import Caller, NewQuickNote, Thrown
from kmss_dpo.domain.search import Found
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from tests.services.conftest import ClearBytes, files_with

DAY = date(2026, 11, 20)
CALL = NewQuickNote("Okweilbrandt", "Wants all that we hold, soon", DAY, reach="01632 960 733")
DETAILS = CaseDetails(CaseKind.ACCESS, DAY, Channel.PHONE, summary="Wants all that we hold")


def found(session: Session, typed: str) -> list[Found]:
    return session.search.find(typed)


def throw_away_for_good(session: Session, note: QuickNoteId) -> None:
    """Throw a note away and erase it from the bin."""
    thrown = session.quick_notes.throw_away(note, Thrown.NOTHING_WANTED)
    assert session.bin.erase(session.bin.rows([thrown.id]), lambda *_: True, early=True).backups_left == 0


def test_a_note_is_kept_at_once_and_waits_on_today(session: Session) -> None:
    older = replace(CALL, who="Ann", on=date(2026, 11, 2))
    ids = [session.quick_notes.add(CALL), session.quick_notes.add(older)]
    waiting = session.quick_notes.waiting()
    assert [note.id for note in waiting] == ids[::-1]
    assert (waiting[1].content, waiting[1].author) == (CALL, "Robin Hale")
    overview = session.today.overview()
    assert overview.to_complete == tuple(waiting)
    assert not overview.nothing_yet
    assert "Two quick notes wait to be completed." in overview.sentence()


def test_a_note_that_says_nothing_is_not_kept(session: Session) -> None:
    with pytest.raises(Mistake):
        session.quick_notes.add(replace(CALL, what=" "))
    assert session.today.overview().nothing_yet


def test_a_note_is_found_by_who_it_was_what_they_said_and_their_number(session: Session) -> None:
    note = session.quick_notes.add(CALL)
    same = [Found(Kind.QUICK_NOTE, note, "Okweilbrandt", "Wants all that we hold, soon")]
    assert [found(session, typed) for typed in ("okweil", "hold soon", "01632")] == [same, same, same]


def test_a_note_is_put_right_and_keeps_who_took_it_down(session: Session) -> None:
    note = session.quick_notes.add(CALL)
    before = session.quick_notes.note(note)
    right = replace(CALL, who="Oakenbrandt", what="Wants it erased", channel=Channel.IN_PERSON)
    session.quick_notes.change(note, before.version, right)
    after = session.quick_notes.note(note)
    assert after == replace(before, content=right, version=2)
    assert found(session, "okweil") == []
    assert [each.id for each in found(session, "oakenbrandt erased")] == [note]
    session.quick_notes.change(note, 1, right)
    assert session.quick_notes.note(note).version == 2


def test_a_note_that_was_changed_or_completed_since_is_not_overwritten(session: Session) -> None:
    note = session.quick_notes.add(CALL)
    session.quick_notes.change(note, 1, replace(CALL, reach="01632 960 734"))
    with pytest.raises(Conflict):
        session.quick_notes.change(note, 1, replace(CALL, who="Ann"))
    with pytest.raises(Mistake) as refused:
        session.quick_notes.change(note, 2, replace(CALL, what=" "))
    assert refused.value.field == "what"
    session.quick_notes.throw_away(note, Thrown.BY_MISTAKE)
    with pytest.raises(NotHere, match="completed or thrown away"):
        session.quick_notes.change(note, 2, CALL)


def test_what_a_note_said_before_it_was_put_right_goes_with_it(
    session: Session, folder: Path, clear_bytes: ClearBytes
) -> None:
    note = session.quick_notes.add(CALL)
    session.quick_notes.change(note, 1, replace(CALL, who="Ann"))
    session.backups.make()
    throw_away_for_good(session, note)
    assert files_with([b"okweilbrandt"], clear_bytes, folder) == set()


def test_a_call_becomes_a_case_with_everything_that_was_said(session: Session) -> None:
    note = session.quick_notes.add(CALL)
    caller = Newcomer(ContactDetails("Ann Ash", phones=(Reach("01632 960 733"),)), ("requester", "subject"))
    access, erasure = session.quick_notes.open_cases(note, Arrival(DETAILS, (CaseKind.ERASURE,), (caller,)))
    for case in (access, erasure):
        [event] = session.cases.case(case).timeline
        assert event.title == "Received by phone: Wants all that we hold, soon"
        assert event.text.endswith("Okweilbrandt, 01632 960 733")
    assert session.cases.case(access).links
    assert session.quick_notes.waiting() == []
    with pytest.raises(NotHere, match="completed or thrown away"):
        session.quick_notes.note(note)
    assert [each.kind for each in found(session, "okweil")] == [Kind.CORRESPONDENCE, Kind.CORRESPONDENCE]


def test_a_case_that_cannot_be_opened_leaves_the_note(session: Session) -> None:
    note = session.quick_notes.add(CALL)
    with pytest.raises(Mistake):
        session.quick_notes.open_cases(note, Arrival(replace(DETAILS, received_on=date(2026, 11, 23))))
    assert [each.id for each in session.quick_notes.waiting()] == [note]
    assert session.cases.ids(CaseFilter()) == []


def test_a_call_goes_onto_a_case_and_is_the_reply_that_was_waited_for(session: Session) -> None:
    details = CaseDetails(CaseKind.CONTACT_ENQUIRY, date(2026, 11, 2), Channel.WEB_FORM)
    case = session.cases.open_case(details, ClockFacts(more_asked_on=date(2026, 11, 3)))
    note = session.quick_notes.add(CALL)
    assert session.quick_notes.put_on(note, case) == case
    view = session.cases.case(case)
    assert view.facts.more_received_on == DAY
    assert "Phone call received: Wants all that we hold, soon" in [event.title for event in view.timeline]
    with pytest.raises(NotHere):
        session.quick_notes.put_on(note, case)


def test_a_call_goes_onto_a_case_that_was_opened_in_error_too(session: Session) -> None:
    case = session.cases.open_case(DETAILS)
    session.cases.void(case, 1, "Opened twice")
    note = session.quick_notes.add(CALL)
    session.quick_notes.put_on(note, case)
    assert "Received by phone: Wants all that we hold, soon" in [
        event.title for event in session.cases.case(case).timeline
    ]
    assert session.quick_notes.waiting() == []


def test_a_note_thrown_away_lies_in_the_bin_with_the_reason_and_no_log_names_it(
    session: Session,
) -> None:
    note = session.quick_notes.add(CALL)
    thrown = session.quick_notes.throw_away(note, Thrown.NOT_OURS)
    assert found(session, "okweil") == []
    assert [each.why for each in session.bin.rows([thrown.id])] == ["not about data protection"]
    session.bin.put_back([thrown.id])
    assert [each.id for each in found(session, "okweil")] == [note]
    throw_away_for_good(session, note)
    [logged] = session.retention.log()
    assert (logged.record_class, logged.records) == ("quick note", 1)
    assert "Okweil" not in session.retention.export_log().decode("utf-8-sig")
    with pytest.raises(NotHere):
        session.quick_notes.throw_away(QuickNoteId(1), Thrown.ON_RECORD)


def test_what_was_a_note_is_in_no_kept_backup_either(
    session: Session, folder: Path, clear_bytes: ClearBytes
) -> None:
    note = session.quick_notes.add(CALL)
    session.backups.make()
    throw_away_for_good(session, note)
    assert files_with([b"okweilbrandt"], clear_bytes, folder) == set()


def test_what_was_being_typed_about_a_note_goes_with_it(session: Session) -> None:
    note = session.quick_notes.add(CALL)
    form = Unfinished("quick notes", "completing a quick note", "Complete", ((Kind.QUICK_NOTE, note),), {})
    session.unfinished.keep([form])
    session.quick_notes.throw_away(note, Thrown.ON_RECORD)
    assert session.unfinished.left() == []


def test_the_caller_is_known_by_a_number_however_it_is_spelt(session: Session) -> None:
    ann = session.contacts.add(ContactDetails("Ann Ash", phones=(Reach("(01632) 960-733"),)))
    note = session.quick_notes.add(CALL)
    assert session.quick_notes.caller(note) == Caller(ann, "Ann Ash")
    case = session.cases.open_case(CaseDetails(CaseKind.ACCESS, DAY, Channel.POST, ann))
    assert [row.id for row in session.quick_notes.suggest_cases(note, " ")] == [case]
    session.contacts.add(ContactDetails("Bo Ash", phones=(Reach("01632960733"),)))
    assert session.quick_notes.caller(note) == Caller(alike=True)
    assert session.quick_notes.suggest_cases(note, "") == []


def test_the_caller_is_known_by_an_address_and_looked_for_by_name(session: Session) -> None:
    ann = session.contacts.add(ContactDetails("Ann Ash", emails=(Reach("ann@example.org"),)))
    by_email = session.quick_notes.add(replace(CALL, reach="Ann@Example.org"))
    by_name = session.quick_notes.add(replace(CALL, who="ann ash", reach=""))
    unknown = session.quick_notes.add(replace(CALL, who="A man from Leeds", reach=""))
    assert [session.quick_notes.caller(note) for note in (by_email, by_name, unknown)] == [
        Caller(ann, "Ann Ash"),
        Caller(alike=True),
        Caller(),
    ]


def test_cases_are_found_for_a_note_by_what_is_typed(session: Session) -> None:
    note = session.quick_notes.add(CALL)
    case = session.cases.open_case(DETAILS)
    voided = session.cases.open_case(DETAILS)
    session.cases.void(voided, 1, "Opened twice")
    assert [row.id for row in session.quick_notes.suggest_cases(note, "SAR-2026")] == [CaseId(case)]
