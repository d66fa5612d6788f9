"""What has a period of its own beside the cases is listed, checked again, and goes when it is decided so."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Outcome
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.correspondence import Mark, NewDocument
from kmss_dpo.domain.disposal import Skip, Sort
from kmss_dpo.domain.identity import IdentityCheck
from kmss_dpo.domain.ids import CaseId, DocumentId, Kind
from kmss_dpo.domain.incidents import IncidentSort
from kmss_dpo.domain.overview import ReadyGroup
from kmss_dpo.domain.retention import Action, RecordClass
from kmss_dpo.services import disposal, disposing
from kmss_dpo.session import Session
from kmss_dpo.store.ready import Due
from tests.services.conftest import ClearBytes, files_with
from tests.services.holding import opened
from tests.services.old_records import close, dealt_with, dispose, go_on, old_request, person
from tests.services.rules import settle, without


def copy_of_a_paper(session: Session, *, checked_on: date | None = None) -> tuple[CaseId, DocumentId]:
    """The copy of a passport on an open access request, which is held by itself."""
    case = opened(session, CaseKind.ACCESS, person(session, "Mair Evans"))
    content = b"passport of Quaverzest\n" * 99
    document = session.casework.add_document(case, NewDocument("quaverzest.jpg", "image/jpeg", content))
    session.casework.mark_documents({document: 1}, Mark.IDENTITY, "It shows a passport")
    check = IdentityCheck("A passport", document_id=document)
    if checked_on:
        check = replace(check, seen="A passport", how="On a call", checked_by="Robin", checked_on=checked_on)
    session.items.add(case, check)
    return case, document


def test_a_copy_of_a_paper_goes_once_it_is_checked_although_its_case_is_held(
    session: Session, folder: Path, clear_bytes: ClearBytes
) -> None:
    case, document = copy_of_a_paper(session, checked_on=date(2026, 11, 20))
    session.backups.make()
    [ready] = session.retention.ready()
    assert (ready.sort, ready.rule, ready.ran_out_on) == (
        Sort.IDENTITY,
        RecordClass.IDENTITY_COPY,
        date(2026, 11, 20),
    )
    assert (ready.case, ready.of, ready.held_by) == (case, (Kind.DOCUMENT, document), ())
    assert session.today.overview().ready == (
        ReadyGroup(None, RecordClass.IDENTITY_COPY, 1, date(2026, 11, 20)),
    )
    foreseen = session.retention.preview([ready])
    assert (foreseen.documents, foreseen.cases) == (1, 0)
    done = dispose(session)
    assert (done.erased, done.parts.documents, done.backups_reached) == (1, 1, 1)
    assert files_with((b"uaverzest",), clear_bytes, folder) == set()
    [check] = session.items.of_case(case, IdentityCheck)
    assert (check.item.document_id, check.item.copy_deleted_on) == (None, date(2026, 11, 22))
    [logged] = session.retention.log()
    assert (logged.record_class, logged.rule, logged.trigger) == (
        "identity copy",
        "identity copy",
        "checked",
    )


def test_a_copy_that_nobody_checked_goes_after_thirty_days(session: Session, clock: Any) -> None:
    copy_of_a_paper(session)
    clock.moment = datetime.fromisoformat("2026-12-21T12:00:00+00:00")
    assert session.retention.ready() == []
    clock.moment = datetime.fromisoformat("2026-12-22T12:00:00+00:00")
    [ready] = session.retention.ready()
    assert (ready.rule, ready.trigger_on) == (RecordClass.IDENTITY_COPY_UNCHECKED, date(2026, 11, 22))
    without(session, [RecordClass.IDENTITY_COPY_UNCHECKED])
    assert session.retention.ready() == []


def test_a_copy_that_was_marked_otherwise_meanwhile_is_left_alone(session: Session) -> None:
    _, document = copy_of_a_paper(session, checked_on=date(2026, 11, 20))
    listed = session.retention.ready()
    session.casework.mark_documents({document: 2}, Mark.INTERNAL)
    assert [each.why for each in dispose(session, of=listed).skipped] == [Skip.NOT_DUE]
    session.casework.mark_documents({document: 3}, Mark.IDENTITY, "It is one")
    assert [each.why for each in dispose(session, of=listed).skipped] == [Skip.CHANGED]


def test_statistics_the_log_and_incidents_go_after_six_years(session: Session, clock: Any) -> None:
    old_request(session, person(session))
    session.incidents.note(IncidentSort.BACKUP_FAILED, "The disk was full.")
    dispose(session)
    clock.moment = datetime.fromisoformat("2030-10-31T12:00:00+00:00")
    assert session.retention.ready() == []
    clock.moment = datetime.fromisoformat("2030-11-01T12:00:00+00:00")
    [statistic] = session.retention.ready()
    assert (statistic.sort, statistic.kind, statistic.trigger_on, statistic.ran_out_on) == (
        Sort.STATISTIC,
        CaseKind.ACCESS,
        date(2024, 11, 1),
        date(2030, 11, 1),
    )
    clock.moment = datetime.fromisoformat("2032-11-22T12:00:00+00:00")
    listed = session.retention.ready()
    assert [each.sort for each in listed] == [Sort.STATISTIC, Sort.LOG, Sort.INCIDENT]
    assert len({each.id for each in listed}) == 3
    assert [each.told for each in listed] == [
        "answered",
        "1 \N{MULTIPLICATION SIGN} Subject access",
        "backup failed",
    ]
    assert session.retention.preview(listed).others == 3
    groups = {(each.rule, each.count, each.since) for each in session.today.overview().ready}
    assert groups == {
        (RecordClass.REQUEST_STATISTICS, 1, date(2030, 11, 1)),
        (RecordClass.DISPOSAL_LOG, 1, date(2032, 11, 22)),
    }
    exported = session.retention.export_ready(listed).decode("utf-8-sig").splitlines()
    assert exported[1].startswith(
        "Statistics of a case 1,Line of statistics,,Statistics of requests,six years"
    )
    done = dispose(session)
    assert (done.erased, done.parts.others, done.skipped) == (3, 3, ())
    assert session.incidents.all() == []
    assert session.retention.ready() == []
    assert {each.record_class for each in session.retention.log()} == {
        "statistics of a case",
        "disposal log entry",
        "incident",
    }
    assert {each.backups.partition(" hold")[0] for each in session.retention.log()} == {"Kept backups"}
    assert [each.why for each in dispose(session, of=listed).skipped] == [Skip.NOT_DUE] * 3
    assert session.today.health().broken_at is None


def test_the_day_of_an_entry_is_londons_day(session: Session, clock: Any) -> None:
    clock.moment = datetime.fromisoformat("2026-07-01T23:30:00+00:00")
    session.incidents.note(IncidentSort.BACKUP_FAILED, "The disk was full.")
    clock.moment = datetime.fromisoformat("2032-07-01T12:00:00+00:00")
    assert session.retention.ready() == []
    clock.moment = datetime.fromisoformat("2032-07-02T12:00:00+00:00")
    [incident] = session.retention.ready()
    assert (incident.trigger_on, incident.ran_out_on) == (date(2026, 7, 2), date(2032, 7, 2))


def test_a_rule_that_was_approved_in_the_middle_of_a_disposal_holds_for_the_rest_of_it(
    session: Session, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Ann Example", "Bob Example"):
        old_request(session, person(session, name))
    dispose(session)
    clock.moment = datetime.fromisoformat("2030-11-01T12:00:00+00:00")
    monkeypatch.setattr(disposing, "_FEW", 1)

    def approve_longer(_done: int, _of: int) -> bool:
        settle(session, RecordClass.REQUEST_STATISTICS, months=120)
        return True

    done = session.retention.dispose(session.retention.ready(), approve_longer)
    assert (done.erased, [each.why for each in done.skipped]) == (1, [Skip.NOT_DUE])


def test_an_entry_that_still_has_to_reach_a_backup_stays(session: Session, clock: Any) -> None:
    dealt_with(session, person(session))
    session.backups.make()
    [intact] = (session.opened.register.folder / "backups").iterdir()
    whole = (intact / "register.kmss").read_bytes()
    (intact / "register.kmss").write_bytes(b"\0" * len(whole))
    assert dispose(session).backups_left == 1
    clock.moment = datetime.fromisoformat("2033-01-01T12:00:00+00:00")
    assert [each.sort for each in session.retention.ready()] == [Sort.STATISTIC]
    (intact / "register.kmss").write_bytes(whole)
    session.long_work.submit(session.retention.reach_backups).result()
    assert [each.sort for each in session.retention.ready()] == [Sort.STATISTIC, Sort.LOG]


def test_without_a_rule_nothing_of_that_is_listed(session: Session, clock: Any) -> None:
    dealt_with(session, person(session))
    dispose(session)
    clock.moment = datetime.fromisoformat("2033-01-01T12:00:00+00:00")
    listed = session.retention.ready()
    assert len(listed) == 2
    without(session, [RecordClass.REQUEST_STATISTICS, RecordClass.DISPOSAL_LOG])
    assert session.retention.ready() == []
    assert session.today.overview().ready == ()
    due = Due(session.day(), session.retention.schedule())
    with session.opened.register.reading() as connection:
        for each in disposal.BESIDES:
            assert each.ready(connection, [1], due) == []


def test_what_was_listed_is_read_page_by_page(
    session: Session, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Ann", "Ben", "Cai"):
        dealt_with(session, person(session, name))
    dispose(session)
    for _ in range(2):
        copy_of_a_paper(session, checked_on=date(2026, 11, 20))
    clock.moment = datetime.fromisoformat("2033-01-01T12:00:00+00:00")
    whole = session.retention.ready()
    assert len(whole) == 6
    monkeypatch.setattr(disposal, "_PLACES", 1)
    assert [each.id for each in session.retention.ready()] == [each.id for each in whole]


MAIR = ContactDetails("Mair Evans", emails=(Reach("mair@example.org"),))


def objection(session: Session) -> CaseId:
    who = session.contacts.add(MAIR)
    kind = CaseKind.MARKETING_OBJECTION
    case = session.cases.open_case(CaseDetails(kind, date(2024, 10, 1), Channel.EMAIL, who, who))
    return close(session, case, date(2024, 10, 2), Outcome.ANSWERED)


def test_suppressing_keeps_what_recognises_an_objector_and_nothing_else(session: Session) -> None:
    objection(session)
    chosen = [replace(each, action=Action.SUPPRESS) for each in session.retention.ready()]
    done = session.retention.dispose(chosen, go_on)
    assert (done.erased, done.otherwise) == (1, ((Action.SUPPRESS, 1),))
    assert session.suppression.told_of(MAIR)
    assert session.search.find("mair") == []
    [logged] = session.retention.log()
    assert "keyed hash" in logged.method
