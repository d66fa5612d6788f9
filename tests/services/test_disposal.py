"""Erased means gone: what a disposal takes, what it leaves, and what it says of it."""

import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.clock import ClockFacts
from kmss_dpo.domain.disposal import Skip, Skipped
from kmss_dpo.domain.ids import CaseId, ContactId, Kind
from kmss_dpo.domain.letters import edit_text
from kmss_dpo.domain.retention import RecordClass, Stock
from kmss_dpo.domain.searches import SearchPlace
from kmss_dpo.services import disposing
from kmss_dpo.session import Session
from kmss_dpo.store.sqlcipher import connect
from tests.noting import found
from tests.services.conftest import ClearBytes, files_with
from tests.services.old_records import (
    close,
    dealt_with,
    dispose,
    enquiry,
    old_request,
    person,
    received,
)

# The index keeps only what a word does not share with the one before it, so its end is looked for.
MARKS = (b"bulonquax", b"kweilbrandt")


def test_after_a_disposal_no_byte_of_the_person_is_left_in_the_file_its_log_or_a_kept_backup(
    session: Session, clock: Any, folder: Path, clear_bytes: ClearBytes
) -> None:
    old_request(session, person(session))
    made = []
    for _ in range(2):
        made.append(session.backups.make())
        clock.moment += timedelta(hours=1)
    old_request(session, person(session))  # the backup emptied the log
    before = files_with(MARKS, clear_bytes, folder)
    assert {name for name in before if name.startswith("backups/")} == {
        f"backups/{moment:%Y-%m-%dT%H%M%SZ}/register.kmss" for moment in made
    }
    assert "register.kmss-wal" in before

    done = dispose(session)

    assert (done.erased, done.skipped, done.backups_reached, done.backups_left) == (2, (), 2, 0)
    assert done.log_emptied
    assert files_with(MARKS, clear_bytes, folder) == set()
    session.close()
    assert files_with(MARKS, clear_bytes, folder) == set()


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
    assert logged.backups == "There was no kept backup"
    assert session.search.find("zebulonquax") == session.search.find("okweilbrandt") == []
    assert session.today.health().broken_at is None
    assert session.retention.ready() == []


def test_the_share_answered_in_time_survives_the_erasure(session: Session, clock: Any) -> None:
    who = person(session)
    case = session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 9, 3), Channel.EMAIL, who, who))
    answered = date(2026, 10, 20)
    version = session.cases.case(case).version
    session.cases.close(
        case, version, Closing(Outcome.ANSWERED, answered, answered, late_reason="Two systems.")
    )
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
        session.items.add(case, found())
        outcome = Closing(Outcome.UPHELD, date(2026, 11, 2), date(2026, 11, 2), late_reason="Overlooked.")
        session.cases.close(case, 2, outcome)
    assert session.today.overview().answered() == (1, 2)
    clock.moment = datetime.fromisoformat("2029-11-02T09:00:00+00:00")
    assert dispose(session).erased == 2
    clock.moment = datetime.fromisoformat("2026-11-22T09:00:00+00:00")
    assert session.today.overview().answered() == (1, 2)


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


def test_a_stopped_disposal_leaves_the_rest_and_logs_what_went(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disposing, "_FEW", 1)
    for name in ("One", "Two", "Three"):
        dealt_with(session, person(session, name))
    done = session.retention.dispose(session.retention.ready(), lambda count, _of: count < 2)
    assert done.erased == 2
    assert [logged.records for logged in session.retention.log()] == [2]
    assert len(session.retention.ready()) == 1


def test_a_case_opened_in_error_is_never_counted(session: Session, clock: Any) -> None:
    who = person(session)
    case = session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 11, 2), Channel.POST, who, who))
    session.cases.void(case, 1, "Twice the same")
    clock.moment += timedelta(days=800)
    assert dispose(session).erased == 1
    held = {each.rule.code: each.stock for each in session.retention.in_force()}
    assert held[RecordClass.REQUEST_STATISTICS] == Stock()


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
    assert files_with(MARKS, clear_bytes, folder) == {f"backups/{damaged.name}/register.kmss"}
    assert session.long_work.submit(session.retention.reach_backups).result() == (2, 0)
    assert files_with(MARKS, clear_bytes, folder) == set()
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
    assert files_with(MARKS, clear_bytes, folder) == set()


def test_what_was_thrown_away_before_the_disposal_leaves_the_backups_of_then_too(
    session: Session, folder: Path, clear_bytes: ClearBytes
) -> None:
    case = enquiry(session, person(session, "Mair Evans"))
    place = session.items.add(case, SearchPlace("The folder of Zebulonquax"))
    letter = session.letters.start(case, "more_information")
    words = edit_text(letter.draft, letter.draft.blocks[0].key, "Dear Zebulonquax")
    session.letters.save(letter.id, words)
    session.backups.make()
    session.items.remove(SearchPlace, place, 1, "Twice")
    session.letters.discard(letter.id)
    close(session, case, date(2026, 11, 19))
    done = dispose(session)
    assert (done.parts.entries, done.parts.letters, done.backups_reached) == (0, 0, 1)
    assert files_with(MARKS[:1], clear_bytes, folder) == set()


def test_a_log_that_is_still_read_is_emptied_as_soon_as_it_can_be(
    session: Session, folder: Path, clear_bytes: ClearBytes
) -> None:
    dealt_with(session, person(session))
    reader = connect(folder / "register.kmss", session.opened.unlocked.key.copy_for_sqlcipher())
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM cases").fetchone()
    done = dispose(session)
    assert (done.erased, done.log_emptied) == (1, False)
    assert "register.kmss-wal" in files_with(MARKS, clear_bytes, folder)
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
    assert "register.kmss-wal" in files_with(MARKS, clear_bytes, crashed)
    opened = unlocking.with_passphrase(crashed, bytearray(b"seven quiet otters paddle north"))
    assert files_with(MARKS, clear_bytes, crashed) == set()
    opened.close()


def test_why_something_was_once_held_is_erased_with_it(
    session: Session, folder: Path, clear_bytes: ClearBytes
) -> None:
    who = person(session)
    case = old_request(session, who)
    for on in ((Kind.CASE, case), (Kind.CONTACT, who)):
        hold = session.holds.place(on, "Okweilbrandt announced a claim", date(2026, 12, 1))
        session.holds.release(hold, 1, "Zebulonquax withdrew it")
    session.backups.make()
    assert dispose(session).erased == 1
    assert session.holds.ids(released=True) == []
    assert files_with(MARKS, clear_bytes, folder) == set()
    assert session.today.health().broken_at is None
