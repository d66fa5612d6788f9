"""What is ready for disposal and what keeps it: the periods, the holds, the preview and the schedule."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Outcome
from kmss_dpo.domain.clock import ClockFacts
from kmss_dpo.domain.disposal import Skip, Skipped
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.retention import RecordClass, Stock
from kmss_dpo.domain.retention_words import stock_words
from kmss_dpo.services import disposal
from kmss_dpo.session import Session
from tests.services.old_records import close, dealt_with, dispose, enquiry, old_request, person, received


def test_an_unfinished_form_is_erased_one_month_after_asking(session: Session, clock: Any) -> None:
    who = person(session)
    details = CaseDetails(CaseKind.CONTACT_ENQUIRY, date(2026, 10, 15), Channel.WEB_FORM, who, who)
    session.cases.open_case(details, ClockFacts(more_asked_on=date(2026, 10, 22)))
    clock.moment = datetime.fromisoformat("2026-11-21T23:59:00+00:00")
    assert session.retention.ready() == []
    clock.moment = datetime.fromisoformat("2026-11-22T00:00:00+00:00")
    [ready] = session.retention.ready()
    assert (ready.rule, ready.trigger_on, ready.ran_out_on) == (
        "unfinished form",
        date(2026, 10, 22),
        date(2026, 11, 22),
    )
    assert dispose(session).erased == 1
    assert session.search.find("zebulonquax") == []


def test_a_reply_keeps_an_unfinished_form(session: Session) -> None:
    who = person(session)
    details = CaseDetails(CaseKind.CONTACT_ENQUIRY, date(2026, 10, 1), Channel.WEB_FORM, who, who)
    asked = ClockFacts(more_asked_on=date(2026, 10, 2))
    case = session.cases.open_case(details, asked)
    listed = session.retention.ready()
    assert [each.case for each in listed] == [case]
    replied = ClockFacts(more_asked_on=date(2026, 10, 2), more_received_on=date(2026, 11, 20))
    session.cases.record_facts(case, session.cases.case(case).version, replied)
    assert session.retention.ready() == []
    assert dispose(session, of=listed).skipped == (Skipped(listed[0].reference, Skip.NOT_DUE),)


def test_keeping_until_a_day_moves_the_day_it_comes_back(session: Session, clock: Any) -> None:
    case = dealt_with(session, person(session))
    session.retention.keep([case], date(2027, 5, 20), "The contract is being signed.")
    assert session.retention.ready() == []
    clock.moment = datetime.fromisoformat("2027-05-19T12:00:00+00:00")
    assert session.retention.ready() == []
    clock.moment = datetime.fromisoformat("2027-05-20T12:00:00+00:00")
    assert [(each.case, each.ran_out_on) for each in session.retention.ready()] == [(case, date(2027, 5, 20))]


@pytest.mark.parametrize(
    ("until", "reason", "field"), [(date(2026, 11, 22), "Because", "day"), (date(2027, 1, 1), "  ", "reason")]
)
def test_keeping_needs_a_later_day_and_a_reason(
    session: Session, until: date, reason: str, field: str
) -> None:
    case = dealt_with(session, person(session))
    with pytest.raises(Mistake) as refused:
        session.retention.keep([case], until, reason)
    assert refused.value.field == field
    assert [each.case for each in session.retention.ready()] == [case]


@pytest.mark.parametrize("kind", [CaseKind.ACCESS, CaseKind.PORTABILITY, CaseKind.COMPLAINT])
def test_an_open_request_or_complaint_holds_all_about_the_person(session: Session, kind: CaseKind) -> None:
    who = person(session)
    case = dealt_with(session, who)
    listed = session.retention.ready()
    asking = session.cases.open_case(CaseDetails(kind, date(2026, 11, 20), Channel.PHONE, who, who))
    reference = session.cases.case(asking).reference
    assert [each.held_by for each in session.retention.ready()] == [(f"{reference} open",)]
    assert dispose(session, of=listed).skipped == (Skipped(listed[0].reference, Skip.HELD),)
    assert session.cases.case(case)
    assert session.search.find("zebulonquax")


def test_the_hold_covers_cases_in_which_the_person_only_wrote(session: Session) -> None:
    who, other = person(session), person(session, "Mair Evans")
    case = enquiry(session, other)
    session.casework.log(case, received("I write for Mair.", who))
    close(session, case, date(2026, 11, 19))
    session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 11, 20), Channel.PHONE, who, who))
    listed = session.retention.ready()
    assert [each.held_by for each in listed] == [("SAR-2026-0001 open",)]
    assert dispose(session, of=listed).skipped == (Skipped(listed[0].reference, Skip.HELD),)


def test_a_closed_request_holds_nothing(session: Session) -> None:
    who = person(session)
    dealt_with(session, who)
    asking = session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 11, 2), Channel.PHONE, who, who))
    close(session, asking, date(2026, 11, 20), Outcome.ANSWERED)
    done = dispose(session)
    assert (done.erased, done.parts.contacts) == (1, 0)
    assert session.contacts.contact(who).details.name == "Zebulonquax Okweilbrandt"


def test_the_preview_counts_a_person_shared_by_the_chosen_cases_once(session: Session) -> None:
    who = person(session)
    _, second = dealt_with(session, who), dealt_with(session, who)
    session.casework.add_note(second, "Wants it on Monday.")
    listed = session.retention.ready()
    assert session.retention.preview(listed[:1]).contacts == 0
    both = session.retention.preview(listed)
    assert (both.cases, both.contacts, both.notes, both.search_entries()) == (2, 1, 1, 4)
    assert both.versions == 6
    done = dispose(session)
    assert (done.parts.contacts, done.parts.search_entries()) == (1, 4)


def test_a_long_list_is_read_in_slices_between_which_others_have_their_turn(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disposal, "_SLICE", 1)
    monkeypatch.setattr(disposal, "_PLACES", 2)
    wanted = [dealt_with(session, person(session, f"Person {number}")) for number in range(5)]
    seen: list[tuple[int, int]] = []

    def between(done: int, of: int) -> bool:
        seen.append((done, of))
        return session.reading.submit(lambda: True).result(timeout=10)

    listed = session.retention.ready(between)
    assert [each.case for each in listed] == wanted
    assert session.retention.preview(listed, between) == session.retention.preview(listed)
    assert seen == [(number, 5) for number in range(1, 6)] * 2


def test_reading_a_long_list_stops_when_told_to(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disposal, "_SLICE", 1)
    wanted = [dealt_with(session, person(session, f"Person {number}")) for number in range(3)]
    read = session.retention.ready(lambda done, _of: done < 2)
    assert [each.case for each in read] == wanted[:2]


def test_what_each_record_holds_is_counted(session: Session) -> None:
    case = old_request(session, person(session))
    held = session.retention.contents([case])[case]
    assert (held.letters, held.correspondence, held.documents, held.notes) == (1, 1, 1, 1)


def test_the_exported_list_names_what_is_ready_and_leaves_a_trace_in_the_audit(session: Session) -> None:
    dealt_with(session, person(session, "=cmd|' /C calc'!A0"))
    listed = session.retention.ready()
    before = session.today.health().audit_entries
    lines = session.retention.export_ready(listed).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Reference,Kind,Person,Rule")
    assert lines[1].startswith(
        "DEM-2026-0001,Demo request,'=cmd|' /C calc'!A0,Web-form enquiries,until dealt with"
    )
    assert session.today.health().audit_entries == before + 1


def test_the_log_is_exported_without_names(session: Session) -> None:
    old_request(session, person(session))
    dispose(session)
    log = session.retention.export_log().decode("utf-8-sig")
    assert "Robin Hale" in log
    assert "okweilbrandt" not in log.lower()


def test_the_schedule_counts_what_is_past_its_period_statistics_and_the_log_included(
    session: Session, clock: Any
) -> None:
    dealt_with(session, person(session))
    dispose(session)
    old_request(session, person(session))

    def stock() -> dict[RecordClass, Stock | None]:
        return {each.rule.code: each.stock for each in session.retention.in_force()}

    now = stock()
    assert now[RecordClass.ENQUIRY] == Stock(0, 0)
    assert now[RecordClass.REQUEST] == Stock(1, 1)
    assert now[RecordClass.REQUEST_STATISTICS] == now[RecordClass.DISPOSAL_LOG] == Stock(1, 0)
    assert now[RecordClass.IDENTITY_COPY] is None
    clock.moment = datetime(2032, 11, 22, 9, 30, tzinfo=UTC)
    later = stock()
    assert later[RecordClass.REQUEST_STATISTICS] == later[RecordClass.DISPOSAL_LOG] == Stock(1, 1)


@pytest.mark.parametrize(
    ("stock", "words"),
    [
        (None, "None of this kind yet"),
        (Stock(), "None of this kind yet"),
        (Stock(2400), "2,400, none past its period"),
        (Stock(2, 1), "2, 1 past its period"),
        (Stock(240, 5), "240, 5 past their period"),
    ],
)
def test_what_there_is_of_a_class_is_said_plainly(stock: Stock | None, words: str) -> None:
    assert stock_words(stock) == words
