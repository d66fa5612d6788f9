"""What the work on cases leaves to be done on a day of its own, as Today lists it."""

from dataclasses import replace
from datetime import date, timedelta

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.complaints import Action, Lesson
from kmss_dpo.domain.correspondence import Mark, NewDocument
from kmss_dpo.domain.follow_ups import FollowUp, Promised
from kmss_dpo.domain.identity import IdentityCheck
from kmss_dpo.domain.ids import CaseId, DocumentId
from kmss_dpo.session import Session
from tests.conftest import Wristwatch
from tests.services.asking import RECEIVED, TODAY

COMPLAINT = CaseDetails(CaseKind.COMPLAINT, RECEIVED, Channel.EMAIL)
TEACH = Action("Teach the support desk", "Ann Ash", TODAY)
LOOK = Lesson("The desk asks before it sends", check_on=date(2026, 11, 29))


def listed(session: Session) -> list[FollowUp]:
    return list(session.today.overview().follow_ups)


def complaint(session: Session) -> CaseId:
    return session.cases.open_case(COMPLAINT)


def passport(session: Session, case: CaseId) -> DocumentId:
    document = session.casework.add_document(case, NewDocument("passport.pdf", "application/pdf", b"%PDF-"))
    session.casework.mark_documents({document: 1}, Mark.IDENTITY, "A copy of a passport")
    return document


def test_actions_and_lessons_come_up_a_week_ahead_and_go_when_they_are_done(session: Session) -> None:
    case = complaint(session)
    action = session.items.add(case, TEACH)
    lesson = session.items.add(case, LOOK)
    session.items.add(case, Action("Later", "Ann Ash", date(2026, 11, 30)))
    assert listed(session) == [
        FollowUp(case, "CMP-2026-0001", Promised.ACTION, "Teach the support desk", "Ann Ash", TODAY),
        FollowUp(
            case, "CMP-2026-0001", Promised.LESSON, "The desk asks before it sends", "", date(2026, 11, 29)
        ),
    ]
    assert "One follow-up has reached its day." in session.today.overview().sentence()
    session.items.change(action, 1, replace(TEACH, done_on=TODAY))
    session.items.change(lesson, 1, replace(LOOK, checked_on=TODAY, result="It does"))
    assert listed(session) == []


def test_all_of_them_are_counted_however_many_there_are(session: Session) -> None:
    case = complaint(session)
    for _ in range(51):
        session.items.add(case, TEACH)
    assert "51 follow-ups have reached their day." in session.today.overview().sentence()


def test_they_outlive_the_closing_of_the_case_but_not_its_voiding(session: Session) -> None:
    case = complaint(session)
    session.items.add(case, LOOK)
    session.cases.close(case, 1, Closing(Outcome.WITHDRAWN, TODAY))
    assert [each.promised for each in listed(session)] == [Promised.LESSON]
    other = complaint(session)
    session.items.add(other, TEACH)
    session.cases.void(other, 1, "Opened twice")
    assert [each.case_id for each in listed(session)] == [case]


def test_the_copy_of_an_identity_paper_is_called_up_once_it_was_checked(session: Session) -> None:
    case = complaint(session)
    document = passport(session, case)
    assert listed(session) == []
    seen = IdentityCheck("A paper", "Passport", "On a call", "Robin Hale", TODAY, document)
    session.items.add(case, seen)
    [copy] = listed(session)
    assert (copy.promised, copy.words, copy.who, copy.due_on) == (Promised.COPY, "", "Robin Hale", TODAY)


def test_a_copy_that_was_looked_at_twice_is_called_up_once_from_the_first_look(session: Session) -> None:
    case = complaint(session)
    document = passport(session, case)
    session.items.add(case, IdentityCheck("A paper", document_id=document))
    for who in ("Robin Hale", "Ann Ash"):
        session.items.add(case, IdentityCheck("A paper", "Passport", "On a call", who, TODAY, document))
    assert [(each.who, each.due_on) for each in listed(session)] == [("Robin Hale", TODAY)]


def test_an_unchecked_copy_is_called_up_after_thirty_days(session: Session, clock: Wristwatch) -> None:
    case = complaint(session)
    passport(session, case)
    clock.moment += timedelta(days=23)
    assert [each.due_on for each in listed(session)] == [date(2026, 12, 22)]
