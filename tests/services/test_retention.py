import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.clock import ClockFacts
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.correspondence import Direction, NewCorrespondence, NewDocument
from kmss_dpo.domain.disposal import Disposed, Ready, Skip, Skipped
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId, ContactId
from kmss_dpo.domain.retention import RecordClass, Stock
from kmss_dpo.domain.retention_words import stock_words
from kmss_dpo.services import retention
from kmss_dpo.session import Session
from kmss_dpo.store.sqlcipher import connect

ClearBytes = Callable[[Path], bytes]
# The index keeps only what a word does not share with the one before it, so its end is looked for.
MARKS = (b"bulonquax", b"kweilbrandt")


def go_on(_done: int, _of: int) -> bool:
    return True


def person(session: Session, name: str = "Zebulonquax Okweilbrandt") -> ContactId:
    last = name.rpartition(" ")[2].lower()
    return session.contacts.add(
        ContactDetails(
            name,
            former_names=(f"Früher {name}",),
            addresses=(Reach(f"{name}\n1 High Street"),),
            emails=(Reach(f"{last}@example.org"),),
            notes=f"{name} prefers email.",
        )
    )


def enquiry(session: Session, who: ContactId, *, on: date = date(2026, 11, 10)) -> CaseId:
    return session.cases.open_case(
        CaseDetails(CaseKind.DEMO_ENQUIRY, on, Channel.WEB_FORM, who, who, "Okweilbrandt asks for a demo")
    )


def close(session: Session, case: CaseId, on: date, outcome: Outcome = Outcome.DEALT_WITH) -> CaseId:
    session.cases.close(case, session.cases.case(case).version, Closing(outcome, on, on))
    return case


def dealt_with(session: Session, who: ContactId) -> CaseId:
    return close(session, enquiry(session, who), date(2026, 11, 19))


def received(body: str, contact: ContactId | None = None) -> NewCorrespondence:
    return NewCorrespondence(
        Direction.RECEIVED, Channel.EMAIL, date(2026, 11, 11), "A question", body, contact
    )


def old_request(session: Session, who: ContactId) -> CaseId:
    """An access request that was closed more than two years ago, with everything a case can hold."""
    case = session.cases.open_case(
        CaseDetails(CaseKind.ACCESS, date(2024, 10, 1), Channel.EMAIL, who, who, "All about Zebulonquax")
    )
    session.casework.log(case, received("Please send me all. Zebulonquax Okweilbrandt", who))
    session.casework.add_note(case, "Called Zebulonquax.")
    whole = b"From: Okweilbrandt\n" * 2000
    session.casework.add_document(case, NewDocument("Okweilbrandt.eml", "message/rfc822", whole))
    session.letters.start(case, "access_response")
    return close(session, case, date(2024, 11, 1), Outcome.ANSWERED)


def found(look: ClearBytes, folder: Path) -> set[str]:
    """The files in which any mark lies, by their path within the register's folder."""
    files = [path for path in folder.rglob("*") if path.name.startswith("register.kmss")]
    return {
        path.relative_to(folder).as_posix()
        for path in files
        if any(mark in look(path).lower() for mark in MARKS)
    }


def dispose(session: Session, *, of: list[Ready] | None = None) -> Disposed:
    return session.retention.dispose(session.retention.ready() if of is None else of, go_on)


def test_after_a_disposal_no_byte_of_the_person_is_left_in_the_file_its_log_or_a_kept_backup(
    session: Session, clock: Any, folder: Path, clear_bytes: ClearBytes
) -> None:
    old_request(session, person(session))
    made = []
    for _ in range(2):
        made.append(session.backups.make())
        clock.moment += timedelta(hours=1)
    before = found(clear_bytes, folder)
    assert {name for name in before if name.startswith("backups/")} == {
        f"backups/{moment:%Y-%m-%dT%H%M%SZ}/register.kmss" for moment in made
    }
    assert "register.kmss-wal" in before

    done = dispose(session)

    assert (done.erased, done.skipped, done.backups_reached, done.backups_left) == (1, (), 2, 0)
    assert done.log_emptied
    assert found(clear_bytes, folder) == set()
    session.close()
    assert found(clear_bytes, folder) == set()


def test_what_is_left_of_an_erased_record_names_nobody_and_still_verifies(session: Session) -> None:
    old_request(session, person(session))
    done = dispose(session)
    assert (done.parts.letters, done.parts.notes, done.parts.documents, done.parts.contacts) == (1, 1, 1, 1)
    [logged] = session.retention.log()
    assert (logged.records, logged.record_class, logged.rule, logged.trigger) == (
        1,
        "access",
        "request",
        "closed",
    )
    assert logged.approved_by == "Robin Hale"
    assert logged.backups == "Erased from 0 kept backups"
    assert session.search.find("zebulonquax") == session.search.find("okweilbrandt") == []
    assert session.today.health().broken_at is None
    assert session.retention.ready() == []


def test_the_share_answered_in_time_survives_the_erasure(session: Session, clock: Any) -> None:
    who = person(session)
    case = session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 9, 3), Channel.EMAIL, who, who))
    answered = date(2026, 10, 20)
    version = session.cases.case(case).version
    session.cases.close(case, version, Closing(Outcome.ANSWERED, answered, answered))
    before = session.today.overview().answered()
    clock.moment = datetime.fromisoformat("2028-10-20T09:00:00+00:00")
    assert dispose(session).erased == 1
    clock.moment = datetime.fromisoformat("2026-11-22T09:00:00+00:00")
    assert session.today.overview().answered() == before == (0, 1)


def test_a_complaint_acknowledged_within_thirty_days_is_in_time_whenever_its_outcome_came(
    session: Session, clock: Any
) -> None:
    who = person(session)
    for acknowledged_on in (date(2026, 8, 10), date(2026, 9, 3)):
        case = session.cases.open_case(
            CaseDetails(CaseKind.COMPLAINT, date(2026, 8, 3), Channel.EMAIL, who, who)
        )
        session.cases.record_facts(case, 1, ClockFacts(acknowledged_on=acknowledged_on))
        outcome = Closing(Outcome.UPHELD, date(2026, 11, 2), date(2026, 11, 2))
        session.cases.close(case, 2, outcome)
    assert session.today.overview().answered() == (1, 2)
    clock.moment = datetime.fromisoformat("2029-11-02T09:00:00+00:00")
    assert dispose(session).erased == 2
    clock.moment = datetime.fromisoformat("2026-11-22T09:00:00+00:00")
    assert session.today.overview().answered() == (1, 2)


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


def change_case(session: Session, case: CaseId, _who: ContactId) -> None:
    view = session.cases.case(case)
    session.cases.change(case, view.version, view.details)


def add_message(session: Session, case: CaseId, _who: ContactId) -> None:
    session.casework.log(case, received("I have another question."))


def change_contact(session: Session, _case: CaseId, who: ContactId) -> None:
    contact = session.contacts.contact(who)
    session.contacts.change(who, contact.version, contact.details)


@pytest.mark.parametrize("change", [change_case, add_message, change_contact])
def test_what_changed_since_it_was_listed_is_left_alone(
    session: Session, change: Callable[[Session, CaseId, ContactId], None]
) -> None:
    who = person(session)
    case = dealt_with(session, who)
    listed = session.retention.ready()
    change(session, case, who)
    done = dispose(session, of=listed)
    assert (done.erased, done.skipped) == (0, (Skipped(listed[0].reference, Skip.CHANGED),))
    assert session.cases.case(case).reference == listed[0].reference
    assert session.retention.log() == []


def test_looking_at_a_record_is_no_change(session: Session) -> None:
    case = dealt_with(session, person(session))
    listed = session.retention.ready()
    session.cases.case(case)
    session.retention.export_ready(listed)
    assert dispose(session, of=listed).erased == 1


@pytest.mark.parametrize("kind", [CaseKind.ACCESS, CaseKind.PORTABILITY, CaseKind.COMPLAINT])
def test_an_open_request_or_complaint_holds_all_about_the_person(session: Session, kind: CaseKind) -> None:
    who = person(session)
    case = dealt_with(session, who)
    listed = session.retention.ready()
    asking = session.cases.open_case(CaseDetails(kind, date(2026, 11, 20), Channel.PHONE, who, who))
    reference = session.cases.case(asking).reference
    assert [each.held_by for each in session.retention.ready()] == [(reference,)]
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
    assert [each.held_by for each in listed] == [("SAR-2026-0001",)]
    assert dispose(session, of=listed).skipped == (Skipped(listed[0].reference, Skip.HELD),)


def test_a_closed_request_holds_nothing(session: Session) -> None:
    who = person(session)
    dealt_with(session, who)
    asking = session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 11, 2), Channel.PHONE, who, who))
    close(session, asking, date(2026, 11, 20), Outcome.ANSWERED)
    done = dispose(session)
    assert (done.erased, done.parts.contacts) == (1, 0)
    assert session.contacts.contact(who).details.name == "Zebulonquax Okweilbrandt"


def test_someone_another_case_heard_from_stays(session: Session) -> None:
    who, other = person(session), person(session, "Mair Evans")
    dealt_with(session, who)
    session.casework.log(enquiry(session, other), received("I write for Mair.", who))
    assert dispose(session).parts.contacts == 0
    assert session.contacts.contact(who)


def test_someone_only_this_case_heard_from_goes_with_it(session: Session) -> None:
    who, agent = person(session), person(session, "Mair Evans")
    case = enquiry(session, who)
    session.casework.log(case, received("I write for them.", agent))
    close(session, case, date(2026, 11, 19))
    assert dispose(session).parts.contacts == 2
    assert session.search.find("Mair") == []


def test_the_preview_counts_a_person_shared_by_the_chosen_cases_once(session: Session) -> None:
    who = person(session)
    first, second = dealt_with(session, who), dealt_with(session, who)
    session.casework.add_note(second, "Wants it on Monday.")
    assert session.retention.preview([first]).contacts == 0
    both = session.retention.preview([first, second])
    assert (both.cases, both.contacts, both.notes, both.search_entries()) == (2, 1, 1, 4)
    assert both.versions == 6
    done = dispose(session)
    assert (done.parts.contacts, done.parts.search_entries()) == (1, 4)


def test_a_long_list_is_read_in_slices_between_which_others_have_their_turn(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "_SLICE", 1)
    monkeypatch.setattr(retention, "_PLACES", 2)
    wanted = [dealt_with(session, person(session, f"Person {number}")) for number in range(5)]
    seen: list[tuple[int, int]] = []

    def between(done: int, of: int) -> bool:
        seen.append((done, of))
        return session.reading.submit(lambda: True).result(timeout=10)

    assert [each.case for each in session.retention.ready(between)] == wanted
    assert session.retention.preview(wanted, between) == session.retention.preview(wanted)
    assert seen == [(number, 5) for number in range(1, 6)] * 2


def test_reading_a_long_list_stops_when_told_to(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "_SLICE", 1)
    wanted = [dealt_with(session, person(session, f"Person {number}")) for number in range(3)]
    read = session.retention.ready(lambda done, _of: done < 2)
    assert [each.case for each in read] == wanted[:2]


def test_what_each_record_holds_is_counted(session: Session) -> None:
    case = old_request(session, person(session))
    held = session.retention.contents([case])[case]
    assert (held.letters, held.correspondence, held.documents, held.notes) == (1, 1, 1, 1)


def test_a_stopped_disposal_leaves_the_rest_and_logs_what_went(session: Session) -> None:
    for name in ("One", "Two", "Three"):
        dealt_with(session, person(session, name))
    done = session.retention.dispose(session.retention.ready(), lambda count, _of: count < 2)
    assert done.erased == 2
    assert [logged.records for logged in session.retention.log()] == [2]
    assert len(session.retention.ready()) == 1


def test_each_kind_and_rule_has_its_own_line_in_the_log(session: Session) -> None:
    old_request(session, person(session))
    dealt_with(session, person(session, "Mair Evans"))
    dealt_with(session, person(session, "Ola Nordmann"))
    dispose(session)
    lines = {(each.record_class, each.rule, each.records) for each in session.retention.log()}
    assert lines == {("access", "request", 1), ("demo enquiry", "enquiry", 2)}


def test_a_backup_that_does_not_open_is_left_and_reached_later(
    session: Session, folder: Path, clear_bytes: ClearBytes
) -> None:
    dealt_with(session, person(session))
    session.backups.make()
    [intact] = (folder / "backups").iterdir()
    damaged = folder / "backups" / "2026-11-21T093000Z"
    shutil.copytree(intact, damaged)
    whole = (damaged / "register.kmss").read_bytes()
    (damaged / "register.kmss").write_bytes(b"\0" * len(whole))

    done = dispose(session)
    assert (done.backups_reached, done.backups_left) == (1, 1)
    assert [logged.backups for logged in session.retention.log()] == ["to be reached"]

    (damaged / "register.kmss").write_bytes(whole)
    assert found(clear_bytes, folder) == {f"backups/{damaged.name}/register.kmss"}
    assert session.long_work.submit(session.retention.reach_backups).result() == (2, 0)
    assert found(clear_bytes, folder) == set()
    assert [logged.backups for logged in session.retention.log()] == ["Erased from 2 kept backups"]
    assert session.long_work.submit(session.retention.reach_backups).result() == (0, 0)


def test_a_backup_from_before_a_person_was_exchanged_is_reached_too(
    session: Session, folder: Path, clear_bytes: ClearBytes
) -> None:
    who, other = person(session), person(session, "Mair Evans")
    dealt_with(session, who)
    named = session.cases.open_case(
        CaseDetails(CaseKind.DEMO_ENQUIRY, date(2026, 11, 12), Channel.WEB_FORM, who, who)
    )
    session.backups.make()
    right = CaseDetails(CaseKind.DEMO_ENQUIRY, date(2026, 11, 12), Channel.WEB_FORM, other, other)
    session.cases.change(named, session.cases.case(named).version, right)
    done = dispose(session)
    assert (done.erased, done.parts.contacts, done.backups_reached) == (1, 1, 1)
    assert found(clear_bytes, folder) == set()


def test_a_log_that_is_still_read_is_emptied_as_soon_as_it_can_be(
    session: Session, folder: Path, clear_bytes: ClearBytes
) -> None:
    dealt_with(session, person(session))
    reader = connect(folder / "register.kmss", session.opened.unlocked.key.copy_for_sqlcipher())
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM cases").fetchone()
    done = dispose(session)
    assert (done.erased, done.log_emptied) == (1, False)
    assert "register.kmss-wal" in found(clear_bytes, folder)
    reader.execute("COMMIT")
    reader.close()
    enquiry(session, person(session, "Mair Evans"))
    log = folder / "register.kmss-wal"
    assert not any(mark in clear_bytes(log).lower() for mark in MARKS[:1])


def test_a_log_that_a_crash_left_behind_is_emptied_at_the_next_unlock(
    session: Session, folder: Path, unlocking: Any, clear_bytes: ClearBytes, tmp_path: Path
) -> None:
    dealt_with(session, person(session))
    reader = connect(folder / "register.kmss", session.opened.unlocked.key.copy_for_sqlcipher())
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM cases").fetchone()
    dispose(session)
    crashed = tmp_path / "crashed"
    shutil.copytree(folder, crashed, ignore=shutil.ignore_patterns("*.lock", "*-shm"))
    reader.execute("COMMIT")
    reader.close()
    assert "register.kmss-wal" in found(clear_bytes, crashed)
    opened = unlocking.with_passphrase(crashed, bytearray(b"seven quiet otters paddle north"))
    assert found(clear_bytes, crashed) == set()
    opened.close()


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


def test_the_schedule_and_the_log_are_exported_without_names(session: Session) -> None:
    old_request(session, person(session))
    dispose(session)
    schedule = session.retention.export_schedule().decode("utf-8-sig")
    assert "Rights requests" in schedule
    assert "two years after closing" in schedule
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
