"""A request goes in stages: what was collected, what was disclosed, the person's details; statistics stay."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.correspondence import Mark, NewDocument
from kmss_dpo.domain.disposal import Skip, Skipped
from kmss_dpo.domain.errors import Mistake, NotHere
from kmss_dpo.domain.holds import OnHold
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.retention import STAGES, Action, RecordClass
from kmss_dpo.domain.searches import SearchPlace
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.store import cases, erasing
from tests.services.conftest import ClearBytes, files_with
from tests.services.old_records import close, dispose, person, received
from tests.services.rules import settle, without

MATERIAL, DISCLOSED, REQUEST = STAGES


def gathered(session: Session) -> CaseId:
    """An access request closed on 1 November 2024, with something for every stage, each with its own word."""
    who = person(session)
    case = session.cases.open_case(
        CaseDetails(CaseKind.ACCESS, date(2024, 10, 1), Channel.EMAIL, who, who, "All about Zebulonquax")
    )
    mail = NewDocument("quaverzest.eml", "message/rfc822", b"Quaverzest asks\n" * 99)
    original = session.casework.add_document(case, mail)
    asked = replace(received("Please send me all.", who), on=date(2024, 10, 2), document=original)
    session.casework.log(case, asked)
    session.items.add(case, SearchPlace("The folder of Mulliontoft", found="Muchmulliontoft"))
    session.casework.add_document(case, NewDocument("mulliontoft.txt", "text/plain", b"mulliontoft\n" * 99))
    for mark, name in ((Mark.DISCLOSE, "brackenfold"), (Mark.INTERNAL, "mulliontoftery")):
        content = f"{name}\n".encode() * 99
        document = session.casework.add_document(case, NewDocument(f"{name}.txt", "text/plain", content))
        session.casework.mark_documents({document: 1}, mark)
    close(session, case, date(2024, 11, 1), Outcome.ANSWERED)
    return case


def documents(session: Session, case: CaseId) -> set[str]:
    return {each.name for each in session.casework.documents(case)}


def test_by_default_all_stages_come_due_together_and_go_at_once(session: Session) -> None:
    gathered(session)
    [ready] = session.retention.ready()
    assert (ready.rule, ready.ran_out_on) == ("request", date(2026, 11, 1))
    done = dispose(session)
    assert (done.erased, done.parts.cases, done.parts.documents) == (1, 1, 4)
    assert session.retention.ready() == []


def test_each_stage_takes_what_belongs_to_it_and_leaves_no_byte_of_that(
    session: Session, clock: Any, folder: Path, clear_bytes: ClearBytes
) -> None:
    settle(session, MATERIAL, months=12)
    settle(session, DISCLOSED, months=18)
    clock.moment = datetime.fromisoformat("2025-10-31T12:00:00+00:00")
    case = gathered(session)
    session.backups.make()
    assert session.retention.ready() == []
    clock.moment = datetime.fromisoformat("2025-11-01T12:00:00+00:00")
    [ready] = session.retention.ready()
    assert (ready.rule, ready.stage, ready.ran_out_on) == (MATERIAL, "collected material", date(2025, 11, 1))
    foreseen = session.retention.preview([ready])
    assert (foreseen.cases, foreseen.contacts, foreseen.documents, foreseen.entries) == (0, 0, 2, 1)
    done = dispose(session)
    assert (done.erased, done.parts.documents, done.backups_reached) == (1, 2, 1)
    assert documents(session, case) == {"quaverzest.eml", "brackenfold.txt"}
    # The index keeps only what a word does not share with the one before it, so its end is looked for.
    assert files_with((b"ulliontoft",), clear_bytes, folder) == set()
    assert files_with((b"rackenfold",), clear_bytes, folder)
    assert session.retention.ready() == []

    clock.moment = datetime.fromisoformat("2026-05-01T12:00:00+00:00")
    [ready] = session.retention.ready()
    assert (ready.rule, ready.stage) == (DISCLOSED, "disclosed copies")
    dispose(session)
    assert documents(session, case) == {"quaverzest.eml"}
    assert files_with((b"rackenfold",), clear_bytes, folder) == set()
    assert session.search.find("zebulonquax")

    clock.moment = datetime.fromisoformat("2026-11-01T12:00:00+00:00")
    dispose(session)
    assert files_with((b"uaverzest", b"bulonquax"), clear_bytes, folder) == set()
    assert [(each.stage, each.action, each.records) for each in reversed(session.retention.log())] == [
        ("collected material", Action.ERASE, 1),
        ("disclosed copies", Action.ERASE, 1),
        ("the person's details", Action.ERASE, 1),
    ]
    assert session.today.health().broken_at is None


def test_stages_that_were_left_until_a_later_one_came_due_go_with_it(session: Session, clock: Any) -> None:
    settle(session, MATERIAL, months=12)
    settle(session, DISCLOSED, months=18)
    clock.moment = datetime.fromisoformat("2024-11-22T12:00:00+00:00")
    case = gathered(session)
    clock.moment = datetime.fromisoformat("2026-05-02T12:00:00+00:00")
    [ready] = session.retention.ready()
    assert (ready.rule, ready.ran_out_on) == (DISCLOSED, date(2026, 5, 1))
    dispose(session)
    assert documents(session, case) == {"quaverzest.eml"}


def test_a_schedule_from_before_the_stages_keeps_them_as_long_as_the_request(session: Session) -> None:
    without(session, (MATERIAL, DISCLOSED))
    gathered(session)
    [ready] = session.retention.ready()
    assert (ready.rule, ready.ran_out_on) == ("request", date(2026, 11, 1))
    assert dispose(session).parts.cases == 1


def test_the_stock_of_a_stage_is_past_its_period_when_it_is_due(session: Session) -> None:
    settle(session, MATERIAL, months=12)
    gathered(session)
    stock = {each.rule.code: each.stock for each in session.retention.in_force()}
    found = [(each.held, each.past) for code in STAGES if (each := stock[code])]
    assert found == [(1, 1), (1, 0), (1, 0)]


def test_a_case_that_is_opened_again_begins_its_stages_anew(session: Session, clock: Any) -> None:
    settle(session, MATERIAL, months=12)
    clock.moment = datetime.fromisoformat("2025-11-22T12:00:00+00:00")
    case = gathered(session)
    dispose(session)
    session.cases.reopen(case, session.cases.case(case).version, "More was found")
    session.casework.add_document(case, NewDocument("more.txt", "text/plain", b"more"))
    session.cases.close(
        case,
        session.cases.case(case).version,
        Closing(Outcome.ANSWERED, date(2025, 11, 22), date(2024, 11, 1)),
    )
    clock.moment = datetime.fromisoformat("2026-11-22T12:00:00+00:00")
    [ready] = session.retention.ready()
    assert ready.rule == MATERIAL


def test_a_held_request_keeps_its_material(session: Session) -> None:
    settle(session, MATERIAL, months=12)
    case = gathered(session)
    listed = session.retention.ready()
    session.holds.place((Kind.CASE, case), "A claim is announced.", date(2026, 12, 1))
    done = dispose(session, of=listed)
    assert done.skipped == (Skipped(listed[0].reference, Skip.HELD),)
    assert len(documents(session, case)) == 4
    [logged] = session.retention.log()
    assert (logged.records, logged.held, logged.backups) == (
        0,
        1,
        "Nothing went, so there is nothing to reach",
    )


def test_what_is_typed_about_a_document_goes_with_its_stage(session: Session, clock: Any) -> None:
    settle(session, MATERIAL, months=12)
    clock.moment = datetime.fromisoformat("2025-11-22T12:00:00+00:00")
    case = gathered(session)
    [document] = [each.id for each in session.casework.documents(case) if each.name == "mulliontoft.txt"]
    form = Unfinished("requests", "note", "Note", ((Kind.DOCUMENT, document),), {"text": "Mulliontoft"})
    session.unfinished.keep([form])
    foreseen = session.retention.preview(session.retention.ready())
    assert (foreseen.forms, dispose(session).parts.forms) == (1, 1)
    assert session.unfinished.left() == []


def test_what_was_collected_and_lies_in_the_bin_goes_with_its_stage(
    session: Session, clock: Any, folder: Path, clear_bytes: ClearBytes
) -> None:
    settle(session, MATERIAL, months=12)
    settle(session, DISCLOSED, months=18)
    clock.moment = datetime.fromisoformat("2025-10-31T12:00:00+00:00")
    case = gathered(session)
    session.cases.reopen(case, session.cases.case(case).version, "A place was noted twice")
    session.backups.make()
    [place] = session.items.of_case(case, SearchPlace)
    session.bin.delete_item(SearchPlace, place.id, 1, "Noted twice.")
    close(session, case, date(2024, 11, 1), Outcome.ANSWERED)
    for document in session.casework.documents(case):
        session.bin.delete_documents({document.id: document.version}, "Not needed.")
    session.backups.make()
    assert binned(session) == {"quaverzest", "mulliontoft", "mulliontoftery", "brackenfold", "The folder of"}
    clock.moment = datetime.fromisoformat("2025-11-03T12:00:00+00:00")
    foreseen = session.retention.preview(session.retention.ready())
    assert (foreseen.binned, foreseen.documents, foreseen.entries) == (3, 0, 0)
    done = dispose(session)
    assert (done.erased, done.parts.binned, done.backups_reached) == (1, 3, 2)
    assert binned(session) == {"quaverzest", "brackenfold"}
    assert files_with([b"ulliontoft"], clear_bytes, folder) == set()
    clock.moment = datetime.fromisoformat("2026-05-02T12:00:00+00:00")
    listed = [each for each in session.retention.ready() if each.rule == DISCLOSED]
    assert dispose(session, of=listed).parts.binned == 1
    assert files_with([b"ulliontoft", b"rackenfold"], clear_bytes, folder) == set()
    assert binned(session) == {"quaverzest"}, "what somebody wrote goes with the person's details"
    assert session.today.health().broken_at is None


def binned(session: Session) -> set[str]:
    """The first words of what lies in the bin."""
    names = (each.name for each in session.bin.rows(session.bin.ids()))
    return {name.partition(".")[0].removesuffix(" Mulliontoft") for name in names}


def test_a_stage_that_changed_meanwhile_is_left_alone(session: Session, clock: Any) -> None:
    settle(session, MATERIAL, months=12)
    settle(session, DISCLOSED, months=18)
    clock.moment = datetime.fromisoformat("2025-11-22T12:00:00+00:00")
    case = gathered(session)
    listed = session.retention.ready()
    clock.moment = datetime.fromisoformat("2026-05-02T12:00:00+00:00")
    assert dispose(session, of=listed).skipped == (Skipped(listed[0].reference, Skip.CHANGED),)
    assert len(documents(session, case)) == 4


def test_only_erasing_can_be_done_with_a_stage(session: Session) -> None:
    settle(session, MATERIAL, months=12)
    gathered(session)
    settle(session, REQUEST, months=36)
    with session.opened.register.writing("restated") as writing:
        for stored in cases.those_left(writing.connection, [1]):
            session.cases.restate_in(writing, stored)
    [ready] = session.retention.ready()
    with pytest.raises(Mistake, match="“Anonymise” cannot be done"):
        dispose(session, of=[replace(ready, action=Action.ANONYMISE)])


def test_an_anonymised_case_keeps_kind_dates_and_outcome_and_names_nobody(
    session: Session, clock: Any, folder: Path, clear_bytes: ClearBytes
) -> None:
    case = gathered(session)
    made = session.backups.make()
    [ready] = session.retention.ready()
    chosen = [replace(ready, action=Action.ANONYMISE)]
    foreseen = session.retention.preview(chosen)
    assert (foreseen.cases, foreseen.contacts, foreseen.documents) == (1, 1, 4)
    done = dispose(session, of=chosen)
    assert (done.erased, done.otherwise, done.backups_reached) == (1, ((Action.ANONYMISE, 1),), 1)
    marks = (b"bulonquax", b"kweilbrandt", b"uaverzest", b"ulliontoft", b"rackenfold")
    assert files_with(marks, clear_bytes, folder) == set(), made
    view = session.cases.case(case)
    assert (view.details.kind, view.details.received_on) == (CaseKind.ACCESS, date(2024, 10, 1))
    assert view.details.subject is view.details.requester is None
    assert view.details.summary == ""
    assert session.search.find("quaverzest") == []
    [logged] = session.retention.log()
    assert (logged.action, logged.records) == (Action.ANONYMISE, 1)
    assert "kind, dates and outcome" in logged.method
    assert session.today.health().broken_at is None
    version = view.version
    for change in (
        lambda: session.cases.reopen(case, version, "It goes on"),
        lambda: session.cases.change(case, version, view.details),
    ):
        with pytest.raises(Mistake, match="This case was anonymised"):
            change()

    assert session.retention.ready() == []
    clock.moment = datetime.fromisoformat("2030-11-01T12:00:00+00:00")
    [ready] = session.retention.ready()
    assert ready.rule == RecordClass.REQUEST_STATISTICS
    assert dispose(session).erased == 1
    with pytest.raises(NotHere):
        session.cases.case(case)
    with session.opened.register.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM case_statistics").scalar() == 0


def test_a_voided_case_is_anonymised_too(session: Session, clock: Any) -> None:
    who = person(session)
    case = session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2024, 10, 1), Channel.POST, who, who))
    clock.moment = datetime.fromisoformat("2024-11-01T12:00:00+00:00")
    session.cases.void(case, 1, "Zebulonquax meant another")
    clock.moment = datetime.fromisoformat("2026-11-22T12:00:00+00:00")
    [ready] = session.retention.ready()
    assert dispose(session, of=[replace(ready, action=Action.ANONYMISE)]).erased == 1
    assert session.search.find("zebulonquax") == []


def test_a_person_whom_another_case_names_stays_when_one_is_anonymised(session: Session) -> None:
    case = gathered(session)
    [who] = {session.cases.case(case).details.subject}
    assert who
    session.cases.open_case(CaseDetails(CaseKind.ERASURE, date(2026, 11, 2), Channel.POST, who, who))
    [ready] = session.retention.ready()
    done = dispose(session, of=[replace(ready, action=Action.ANONYMISE)])
    assert done.parts.contacts == 0
    assert session.contacts.contact(who)


def test_what_the_officer_decides_is_taken_before_what_the_rule_says(session: Session) -> None:
    settle(session, REQUEST, action=Action.ANONYMISE)
    gathered(session)
    [ready] = session.retention.ready()
    assert ready.action is Action.ANONYMISE
    assert dispose(session, of=[replace(ready, action=Action.ERASE)]).otherwise == ()
    assert session.retention.ready() == []


def test_what_is_to_be_reviewed_is_not_disposed_of(session: Session) -> None:
    settle(session, REQUEST, action=Action.REVIEW)
    gathered(session)
    listed = session.retention.ready()
    with pytest.raises(Mistake, match="“Review” cannot be done"):
        dispose(session, of=listed)
    assert session.retention.ready() == listed


def test_a_hold_is_placed_on_many_at_once(session: Session) -> None:
    case = gathered(session)
    assert session.retention.hold([case], date(2026, 12, 1), "A claim is announced.") == 1
    [ready] = session.retention.ready()
    assert ready.held_by == ("A claim is announced.",)
    with pytest.raises(Mistake, match="Say why it must be kept"):
        session.retention.hold([case], date(2026, 12, 1), " ")
    with pytest.raises(OnHold), session.opened.register.writing("tried") as writing:
        erasing.erase_of_cases(writing, [case], [])
