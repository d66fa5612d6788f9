"""Documents of a case: marked, kept once, and erased on the officer's wish with all that points at them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from kmss_dpo.domain.case_views import EventKind
from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.correspondence import Direction, Mark, NewCorrespondence, NewDocument
from kmss_dpo.domain.documents import KeptAlready, LeavesHold
from kmss_dpo.domain.errors import Conflict, Mistake, NotHere
from kmss_dpo.domain.ids import CaseId, DocumentId, Kind
from kmss_dpo.domain.letters import to_plain
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.store import audit, history, tables
from kmss_dpo.store.tables import contents
from tests.services.conftest import ClearBytes, files_with
from tests.services.old_records import person

TODAY = date(2026, 11, 22)
TWELFTH = date(2026, 11, 12)
SECRET = b"zzbulonquax passport number 4711 " * 40


def open_case(session: Session, kind: CaseKind = CaseKind.DEMO_ENQUIRY, who: Any = None) -> CaseId:
    return session.cases.open_case(CaseDetails(kind, date(2026, 11, 2), Channel.EMAIL, who, who))


@pytest.fixture
def case(session: Session) -> CaseId:
    """One that places no hold."""
    return open_case(session)


def add(
    session: Session,
    case: CaseId,
    content: bytes = b"a",
    name: str = "a.txt",
    media_type: str = "text/plain",
) -> DocumentId:
    return session.casework.add_document(case, NewDocument(name, media_type, content))


def mark(
    session: Session, document: DocumentId, as_what: Mark, version: int = 1, why: str = "A copy"
) -> None:
    session.casework.mark_documents({document: version}, as_what, why)


def erase(session: Session, document: DocumentId, version: int = 1) -> int:
    return session.casework.erase_document({document: version}, "Added to the wrong case.")


def notes(session: Session, case: CaseId) -> list[str]:
    return [event.text for event in session.cases.case(case).timeline if event.kind is EventKind.NOTE]


def marks(session: Session, case: CaseId) -> list[Mark]:
    return [row.mark for row in session.casework.documents(case)]


def test_documents_are_marked_together_and_each_mark_is_a_version(session: Session, case: CaseId) -> None:
    one, two = add(session, case, b"1"), add(session, case, b"2")
    session.casework.mark_documents({one: 1, two: 1}, Mark.INTERNAL)
    assert marks(session, case) == [Mark.INTERNAL, Mark.INTERNAL]
    mark(session, one, Mark.NONE, 2)
    assert marks(session, case) == [Mark.INTERNAL, Mark.NONE]
    with session.opened.register.reading() as connection:
        kept = history.versions(connection, Kind.DOCUMENT, one)
        entries = connection.scalars(
            select(tables.audit.c.action).where(tables.audit.c.record_id == one)
        ).all()
    assert [whole["documents"][0]["mark"] for _, whole in kept] == ["", "internal", ""]
    assert entries.count("document marked") == 2


def test_of_documents_marked_together_all_are_or_none(session: Session, case: CaseId) -> None:
    one, two = add(session, case, b"1"), add(session, case, b"2")
    mark(session, two, Mark.DISCLOSE)
    with pytest.raises(Conflict):
        session.casework.mark_documents({one: 1, two: 1}, Mark.INTERNAL)
    assert marks(session, case) == [Mark.DISCLOSE, Mark.NONE]


def test_a_marked_document_is_found_by_its_name_as_before(session: Session, case: CaseId) -> None:
    mark(session, add(session, case, name="passport.jpg"), Mark.IDENTITY)
    assert [found.title for found in session.search.find("passport")] == ["passport.jpg"]


def test_a_file_that_the_case_has_is_not_added_again(session: Session, case: CaseId) -> None:
    first = add(session, case)
    with pytest.raises(KeptAlready, match="on the case already") as told:
        add(session, case, name="the same under another name.txt")
    assert told.value.document == first
    assert [row.name for row in session.casework.documents(case)] == ["a.txt"]


def test_the_list_says_which_other_cases_keep_the_same(session: Session, case: CaseId) -> None:
    add(session, case)
    add(session, case, b"of its own")
    others = [open_case(session) for _ in range(5)]
    for each in others:
        add(session, each)
        add(session, each, bytes(each))
    names = [session.cases.case(each).reference for each in others]
    rows = {row.size: row for row in session.casework.documents(case)}
    assert rows[1].also_on == tuple(names[:3])
    assert rows[len(b"of its own")].also_on == ()
    assert session.casework.documents(others[0])[-1].also_on[0] == session.cases.case(case).reference


def test_an_erased_document_is_gone_from_register_search_history_and_kept_backups(
    session: Session, case: CaseId, folder: Path, clear_bytes: ClearBytes
) -> None:
    document = add(session, case, SECRET, "Zzbulonquax.jpg", "image/jpeg")
    session.backups.make()
    marks_left = (b"bulonquax",)
    assert len(files_with(marks_left, clear_bytes, folder)) >= 2
    assert erase(session, document) == 0
    assert files_with(marks_left, clear_bytes, folder) == set()
    assert session.search.find("zzbulonquax") == []
    with pytest.raises(NotHere):
        session.casework.content(document)
    assert notes(session, case) == ["A document was erased. Reason: Added to the wrong case."]
    (logged,) = session.retention.log()
    assert (logged.rule, logged.record_class, logged.backups) == (
        "by hand",
        "document",
        "Erased from 1 kept backup",
    )
    with session.opened.register.reading() as connection:
        assert history.versions(connection, Kind.DOCUMENT, document) == []
        assert audit.verify(connection).broken_at is None


def test_an_erasure_needs_a_reason(session: Session, case: CaseId) -> None:
    document = add(session, case)
    with pytest.raises(Mistake) as told:
        session.casework.erase_document({document: 1}, " \n")
    assert told.value.field == "reason"
    assert session.casework.content(document) == b"a"


def test_a_document_that_was_marked_meanwhile_is_looked_at_again_first(
    session: Session, case: CaseId
) -> None:
    document = add(session, case)
    mark(session, document, Mark.DISCLOSE)
    with pytest.raises(Conflict):
        erase(session, document)
    assert session.casework.content(document) == b"a"
    assert notes(session, case) == []


def test_a_document_that_went_meanwhile_is_not_there(session: Session, case: CaseId) -> None:
    document = add(session, case)
    erase(session, document)
    for ask in (session.casework.erasing, lambda gone: erase(session, gone)):
        with pytest.raises(NotHere):
            ask(document)


def log_original(session: Session, case: CaseId, document: DocumentId) -> None:
    came = NewCorrespondence(
        Direction.RECEIVED, Channel.EMAIL, TWELFTH, "Hello", "What was said.", document=document
    )
    session.casework.log(case, came)


def test_what_was_written_down_of_a_message_stays_when_its_original_goes(
    session: Session, case: CaseId, folder: Path, clear_bytes: ClearBytes
) -> None:
    document = add(session, case, SECRET, "message.eml", "message/rfc822")
    log_original(session, case, document)
    session.backups.make()
    erasing = session.casework.erasing(document)
    assert "original of the message received on Thu 12 Nov 2026" in erasing.words()
    erase(session, document)
    (event,) = [each for each in session.cases.case(case).timeline if each.title.endswith("Hello")]
    assert event.record
    kept = session.casework.correspondence(event.record[1])  # type: ignore[arg-type]
    assert (kept.content.body, kept.content.document) == ("What was said.", None)
    assert "the original of the message received on Thu 12 Nov 2026, was erased" in notes(session, case)[0]
    assert files_with((b"bulonquax",), clear_bytes, folder) == set()


def test_the_messages_that_hold_an_identity_paper_go_with_it(session: Session, case: CaseId) -> None:
    passport = add(session, case, SECRET, "passport.jpg", "image/jpeg")
    mark(session, passport, Mark.IDENTITY)
    message = add(session, case, b"holds " + SECRET, "message.eml", "message/rfc822")
    log_original(session, case, message)
    erasing = session.casework.erasing(passport, [message])
    assert [each.row.id for each in erasing.may_go_too()] == [message]
    session.casework.erase_document({passport: 2, message: 1}, "Checked.")
    assert session.casework.documents(case) == []
    (note,) = notes(session, case)
    assert "with it the original of the message received on Thu 12 Nov 2026, which held it too" in note


def test_what_was_being_typed_about_a_document_goes_with_it(session: Session, case: CaseId) -> None:
    document = add(session, case)
    form = Unfinished("enquiries", "erasing a document", "Erase", ((Kind.DOCUMENT, document),), {})
    session.unfinished.keep([form])
    erase(session, document)
    assert session.unfinished.left() == []


def test_the_document_of_a_filed_letter_is_not_erased(session: Session, access: CaseId) -> None:
    opened = session.letters.start(access, "access_response")
    with session.opened.register.writing("filed as it is") as writing:
        values = {"version": 2, "filed_at": "2026-11-22", "sha256": "0", "draft": to_plain(opened.draft)}
        document = add(session, access, b"%PDF the letter")
        writing.connection.execute(
            tables.letters.update()
            .where(tables.letters.c.id == opened.id)
            .values(document_id=document, **values)
        )
    mark(session, document, Mark.IDENTITY)
    for ask in (
        lambda: session.casework.erasing(document),
        lambda: erase(session, document, 2),
    ):
        with pytest.raises(Mistake, match="filed letter"):
            ask()


def test_a_check_of_identity_notes_that_its_copy_was_deleted(session: Session, case: CaseId) -> None:
    passport = add(session, case)
    with session.opened.register.writing("identity checked") as writing:
        check = writing.insert(
            tables.identity_checks,
            {"case_id": case, "version": 1, "document_id": passport, "seen": "Passport"},
        )
    erase(session, passport)
    with session.opened.register.reading() as connection:
        (row,) = connection.execute(select(tables.identity_checks)).all()
        versions = [number for number, _ in history.versions(connection, Kind.IDENTITY_CHECK, check)]
    assert (row.document_id, row.copy_deleted_on, row.version) == (None, TODAY, 2)
    assert versions == [1, 2]


@pytest.mark.parametrize("kind", [CaseKind.ACCESS, CaseKind.PORTABILITY, CaseKind.COMPLAINT])
def test_on_hold_nothing_goes_but_copies_of_identity_papers(session: Session, kind: CaseKind) -> None:
    case = open_case(session, kind)
    reference = session.cases.case(case).reference
    document = add(session, case)
    for ask in (lambda: session.casework.erasing(document), lambda: erase(session, document)):
        with pytest.raises(Mistake, match=f"because of {reference}"):
            ask()
    mark(session, document, Mark.IDENTITY)
    erase(session, document, 2)
    assert session.casework.documents(case) == []


def test_what_is_on_hold_becomes_an_identity_paper_only_for_a_reason_that_is_kept(session: Session) -> None:
    case = open_case(session, CaseKind.ACCESS)
    one, two = add(session, case, b"1"), add(session, case, b"2")
    with pytest.raises(LeavesHold, match=r"on hold because of SAR-2026-0001.*say why this is one") as told:
        mark(session, one, Mark.IDENTITY, why=" \n")
    assert told.value.field == "reason"
    assert marks(session, case) == [Mark.NONE, Mark.NONE]
    mark(session, one, Mark.INTERNAL, why="")
    session.casework.mark_documents({one: 2, two: 1}, Mark.IDENTITY, " Came with the request. ")
    why = "2 documents on hold were marked as copies of identity papers. Reason: Came with the request."
    assert notes(session, case) == [why]
    mark(session, one, Mark.IDENTITY, 3, why="")
    assert notes(session, case) == [why], "it was one already"


def test_without_a_hold_an_identity_paper_is_marked_without_a_word(session: Session, case: CaseId) -> None:
    mark(session, add(session, case), Mark.IDENTITY, why="")
    mark(session, add(session, case, b"b"), Mark.IDENTITY, why="It is one.")
    assert notes(session, case) == []


def test_an_open_request_of_the_same_person_holds_what_other_cases_keep(session: Session) -> None:
    who = person(session)
    enquiry = open_case(session, who=who)
    document = add(session, enquiry)
    request = open_case(session, CaseKind.ACCESS, who)
    reference = session.cases.case(request).reference
    with pytest.raises(Mistake, match=f"because of {reference}"):
        erase(session, document)
    session.cases.close(request, 1, Closing(Outcome.ANSWERED, TODAY, TODAY))
    erase(session, document)
    assert session.casework.documents(enquiry) == []


def test_a_message_on_hold_stays_though_the_identity_paper_in_it_goes(session: Session) -> None:
    case = open_case(session, CaseKind.ACCESS)
    passport, message = add(session, case, b"passport"), add(session, case, b"holds the passport")
    mark(session, passport, Mark.IDENTITY)
    erasing = session.casework.erasing(passport, [message])
    assert erasing.may_go_too() == ()
    assert "stays because it is on hold" in erasing.words()
    with pytest.raises(Mistake, match="on hold"):
        session.casework.erase_document({passport: 2, message: 1}, "Checked.")
    assert len(session.casework.documents(case)) == 2


def test_a_content_that_another_case_keeps_stays_there(session: Session, case: CaseId) -> None:
    other = open_case(session)
    document, same = add(session, case), add(session, other)
    assert session.casework.erasing(document).also_on == (session.cases.case(other).reference,)
    erase(session, document)
    assert session.casework.content(same) == b"a"
    erase(session, same)
    with session.opened.register.reading() as connection:
        assert connection.scalars(select(contents.c.sha256)).all() == []


def test_a_backup_that_could_not_be_reached_is_counted(session: Session, case: CaseId, folder: Path) -> None:
    document = add(session, case)
    made = session.backups.make()
    (folder / "backups" / f"{made:%Y-%m-%dT%H%M%SZ}" / "register.kmss").write_bytes(b"damaged" * 999)
    assert erase(session, document) == 1
