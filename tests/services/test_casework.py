"""Correspondence, notes and documents on a case."""

import hashlib
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.correspondence import Correspondence, Direction, NewCorrespondence, NewDocument
from kmss_dpo.domain.errors import Mistake, NotHere
from kmss_dpo.domain.ids import CaseId, CorrespondenceId, DocumentId, Kind
from kmss_dpo.services.casework import LARGEST_DOCUMENT
from kmss_dpo.session import Session
from kmss_dpo.store import tables

TODAY = date(2026, 11, 22)
CALL = NewCorrespondence(Direction.RECEIVED, Channel.PHONE, TODAY, "Asked how it goes", "Wants it by post.")


@pytest.fixture
def case(session: Session) -> CaseId:
    return session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 11, 2), Channel.EMAIL))


def exported(session: Session) -> list[int]:
    """The documents that the audit says left the register."""
    with session.opened.register.reading() as connection:
        entries = tables.audit.c
        left = select(entries.record_id).where(
            entries.kind == Kind.DOCUMENT.value, entries.action == "exported"
        )
        return list(connection.scalars(left))


def test_correspondence_comes_back_as_it_was_logged(session: Session, case: CaseId) -> None:
    ann = session.contacts.add(ContactDetails("Ann Example"))
    letter = session.casework.add_document(case, NewDocument("a.pdf", "application/pdf", b"%PDF"))
    new = NewCorrespondence(Direction.SENT, Channel.POST, TODAY, "Answer", "Here it is.", ann, letter)
    logged = session.casework.log(case, new)
    assert session.casework.correspondence(logged) == Correspondence(logged, case, new)
    assert [found.title for found in session.search.find("Answer")]


@pytest.mark.parametrize(("subject", "body"), [("Only a subject", ""), ("", "Only what was said")])
def test_a_subject_or_what_was_said_is_enough(
    session: Session, case: CaseId, subject: str, body: str
) -> None:
    new = NewCorrespondence(Direction.RECEIVED, Channel.PHONE, TODAY, subject, body)
    assert session.casework.correspondence(session.casework.log(case, new)).content == new


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (NewCorrespondence(Direction.RECEIVED, Channel.EMAIL, date(2026, 11, 23), "Tomorrow"), "on"),
        (NewCorrespondence(Direction.RECEIVED, Channel.EMAIL, TODAY, " ", "\n"), "subject"),
    ],
)
def test_correspondence_from_tomorrow_or_about_nothing_is_refused(
    session: Session, case: CaseId, wrong: NewCorrespondence, field: str
) -> None:
    with pytest.raises(Mistake) as told:
        session.casework.log(case, wrong)
    assert told.value.field == field
    assert len(session.cases.case(case).timeline) == 1


def test_a_note_has_its_author_and_moment_and_can_be_found(session: Session, case: CaseId) -> None:
    session.casework.add_note(case, "  Prefers a call before noon.\n")
    note = session.cases.case(case).timeline[0]
    assert (note.title, note.text) == ("Note by Robin Hale", "Prefers a call before noon.")
    assert note.at == datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    assert len(session.search.find("prefers noon")) == 1


def test_an_empty_note_is_refused(session: Session, case: CaseId) -> None:
    with pytest.raises(Mistake) as told:
        session.casework.add_note(case, " \n")
    assert told.value.field == "text"
    assert len(session.cases.case(case).timeline) == 1


def test_documents_are_listed_newest_first_and_kept_byte_for_byte(session: Session, case: CaseId) -> None:
    contents = [b"", bytes(range(256)) * 500]
    for number, content in enumerate(contents):
        session.casework.add_document(case, NewDocument(f"{number}.bin", "application/octet-stream", content))
    rows = session.casework.documents(case)
    assert [row.name for row in rows] == ["1.bin", "0.bin"]
    for row, content in zip(rows, reversed(contents), strict=True):
        assert session.casework.content(row.id) == content
        assert (row.size, row.sha256) == (len(content), hashlib.sha256(content).hexdigest())
        assert (row.case, row.added_at) == (case, datetime(2026, 11, 22, 9, 30, tzinfo=UTC))


def test_only_what_leaves_the_register_is_audited_as_exported(session: Session, case: CaseId) -> None:
    document = session.casework.add_document(case, NewDocument("a.txt", "text/plain", b"a"))
    assert session.casework.content(document) == b"a"
    assert exported(session) == []
    assert session.casework.content_for_export(document) == b"a"
    assert exported(session) == [document]


def test_a_document_beyond_the_limit_is_refused(session: Session, case: CaseId) -> None:
    with pytest.raises(Mistake, match="larger than 100 MB"):
        session.casework.add_document(
            case, NewDocument("big", "application/octet-stream", bytes(LARGEST_DOCUMENT + 1))
        )
    assert session.casework.documents(case) == []


def test_what_is_not_there_cannot_be_read_and_leaves_no_entry(session: Session) -> None:
    for read in (session.casework.content, session.casework.content_for_export):
        with pytest.raises(NotHere):
            read(DocumentId(4711))
    with pytest.raises(NotHere):
        session.casework.correspondence(CorrespondenceId(4711))
    assert exported(session) == []


def test_nothing_is_kept_on_a_case_that_is_not_there(session: Session) -> None:
    gone = CaseId(4711)
    for keep in (
        lambda: session.casework.log(gone, CALL),
        lambda: session.casework.add_note(gone, "A note"),
        lambda: session.casework.add_document(gone, NewDocument("a.txt", "text/plain", b"a")),
    ):
        with pytest.raises(NotHere):
            keep()
    assert session.casework.documents(gone) == []
