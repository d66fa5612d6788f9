"""What is seen of documents: words, pages and messages, from memory, and why some are not shown."""

import io
from datetime import date
from email.message import EmailMessage

import pytest
from PIL import Image

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.correspondence import Attachment, Message, NewDocument
from kmss_dpo.domain.errors import Mistake, NotHere, Stopped
from kmss_dpo.domain.ids import CaseId, DocumentId
from kmss_dpo.domain.looking import CANNOT, EMPTY, Drawn, Pages, Unseen, Words
from kmss_dpo.intake.page_drawing import DAMAGED
from kmss_dpo.services.looking import NO_MESSAGE
from kmss_dpo.session import Session

PASSPORT = bytes(range(256)) * 20


@pytest.fixture
def case(session: Session) -> CaseId:
    return session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 11, 2), Channel.EMAIL))


def keep(session: Session, case: CaseId, content: bytes, media_type: str = "text/plain") -> DocumentId:
    return session.casework.add_document(case, NewDocument("a file", media_type, content))


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), (255, 0, 0)).save(out, "PNG")
    return out.getvalue()


def message(*attached: bytes, subject: str = "My passport") -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Ann <ann@example.org>", "dpo@example.org", subject
    made["Date"] = "Thu, 12 Nov 2026 11:28:10 +0000"
    made.set_content("Here it is.")
    for each in attached:
        made.add_attachment(each, "image", "jpeg", filename="passport.jpg")
    return made.as_bytes()


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        ("Siân".encode(), Words("Siân")),
        (b"", Unseen(EMPTY)),
        (b"PK\3\4\0\0", Unseen(CANNOT)),
        (picture()[:30], Unseen(DAMAGED)),
    ],
)
def test_a_document_is_seen_as_what_is_in_it(
    session: Session, case: CaseId, content: bytes, seen: object
) -> None:
    assert session.looking.look(keep(session, case, content)) == seen


def test_a_picture_is_opened_and_drawn_from_the_register_and_from_an_attachment(
    session: Session, case: CaseId
) -> None:
    looking = session.looking
    for wanted in (keep(session, case, picture()), Attachment("a.png", "image/png", picture())):
        assert looking.look(wanted) == Pages(((30.0, 15.0),))
        drawn = looking.draw(wanted, 0, 4, 2)
        assert drawn == Drawn(4, 2, b"\0\0\xff\0" * 8)
    other = keep(session, case, picture() + b"more")
    assert looking.draw(other, 0, 4, 2) == drawn


def test_a_message_is_read_with_its_attachments(session: Session, case: CaseId) -> None:
    seen = session.looking.look(keep(session, case, message(PASSPORT), "message/rfc822"))
    assert isinstance(seen, Message)
    assert (seen.subject, seen.sender_email, seen.text) == ("My passport", "ann@example.org", "Here it is.")
    (attached,) = seen.attachments
    assert attached.content == PASSPORT
    assert session.looking.look(attached) == Unseen(CANNOT)


@pytest.mark.parametrize(
    ("content", "seen"), [(b"Dear officer", Words("Dear officer", NO_MESSAGE)), (b"\0" * 9, Unseen(CANNOT))]
)
def test_what_only_calls_itself_a_message_is_shown_as_it_is(
    session: Session, case: CaseId, content: bytes, seen: object
) -> None:
    assert session.looking.look(keep(session, case, content, "message/rfc822")) == seen


def test_a_large_document_is_not_read_where_only_a_glance_is_wanted(session: Session, case: CaseId) -> None:
    document = keep(session, case, b"x" * 2_000_001)
    seen = session.looking.look(document, most=2_000_000)
    assert seen == Unseen("This file is larger than 2 MB. Look opens it.")
    assert isinstance(session.looking.look(document, most=2_000_001), Words)


def test_what_is_gone_cannot_be_looked_at(session: Session) -> None:
    for look in (
        lambda: session.looking.look(DocumentId(4711)),
        lambda: session.looking.draw(DocumentId(4711), 0, 4, 2),
    ):
        with pytest.raises(NotHere):
            look()


def test_the_messages_that_hold_a_document_are_found(session: Session, case: CaseId) -> None:
    passport = keep(session, case, PASSPORT, "image/jpeg")
    holding = keep(session, case, message(b"x" * 9000, PASSPORT), "message/rfc822")
    keep(session, case, message(PASSPORT[:-1]), "message/rfc822")
    keep(session, case, message(), "message/rfc822")
    keep(session, case, b"\x89PNG" + PASSPORT * 2, "message/rfc822")
    other = session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 11, 2), Channel.EMAIL))
    keep(session, other, message(PASSPORT), "message/rfc822")
    assert session.looking.messages_with(passport) == [holding]


def test_after_the_lock_nothing_is_looked_at(session: Session, case: CaseId) -> None:
    document = keep(session, case, picture())
    assert session.looking.look(document)
    drawing, reading = session.looking._pages, session.looking._messages
    session.close()
    assert drawing._child._process is None
    with pytest.raises(RuntimeError):
        session.looking.lane.submit(session.looking.look, document)
    with pytest.raises(Stopped):
        session.looking.look(document)
    with pytest.raises(Mistake):
        reading.read(message(), date(2026, 11, 22))
