"""An extension whose notice has still to leave, from the day it is recorded to the end of the case."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from kmss_dpo.domain.cases import CaseFilter, CaseKind, Channel, Closing, DueWhen, Outcome
from kmss_dpo.domain.clock import ClockFacts, ClockState, Extension, ExtensionGround
from kmss_dpo.domain.correspondence import Direction, NewCorrespondence
from kmss_dpo.domain.dispatch import Dispatch
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId, ContactId, Kind
from kmss_dpo.domain.next_steps import Doing
from kmss_dpo.session import Session
from tests.conftest import Wristwatch
from tests.services.writing_letters import filed_unsent, open_case

RECEIVED = date(2026, 11, 12)
SATURDAY, MONDAY, TUESDAY = date(2026, 12, 12), date(2026, 12, 14), date(2026, 12, 15)
MONTHS = date(2027, 2, 12)
UNTOLD = Extension(None, ExtensionGround.NUMBER, "Forty requests at once.")
LAPSED = (
    "The first month ended before the extension notice was sent, so the extension does not count and the "
    "date of the first month stands."
)


@pytest.fixture
def case(session: Session, person: ContactId) -> CaseId:
    case = open_case(session, person, CaseKind.ERASURE, RECEIVED)
    record(session, case, UNTOLD)
    return case


def record(session: Session, case: CaseId, extension: Extension | None, reason: str = "") -> None:
    view = session.cases.case(case)
    session.cases.record_facts(case, view.version, replace(view.facts, extension=extension), reason)


def wait_until(session: Session, clock: Wristwatch, day: date) -> int:
    """A new day begins, and the dates are caught up as the window does."""
    clock.moment = datetime.combine(day, time(9, 30), UTC)
    return session.cases.catch_up()


def agrees(session: Session, case: CaseId) -> tuple[date | None, str, Doing]:
    """Due date, chip and step, of which the list has to say what the case says."""
    view, [row] = session.cases.case(case), session.cases.rows([case])
    assert (row.due_on, row.chase_on) == (view.deadline.due_on, view.deadline.chase_on)
    assert row.next_step == view.next_step
    assert row.owes_notice == view.facts.owes_notice()
    return row.due_on, row.stands(session.day()).words, row.next_step.doing


def test_from_the_first_day_to_the_day_after_the_last(
    session: Session, clock: Wristwatch, case: CaseId
) -> None:
    assert agrees(session, case) == (MONTHS, "Notice by Sat 12 Dec", Doing.WRITE_LETTER)
    assert wait_until(session, clock, SATURDAY) == 0
    assert agrees(session, case) == (MONTHS, "Notice by Sat 12 Dec", Doing.WRITE_LETTER)
    wait_until(session, clock, MONDAY)
    assert agrees(session, case) == (MONTHS, "Send notice now", Doing.WRITE_LETTER)
    assert wait_until(session, clock, TUESDAY) == 1
    assert agrees(session, case) == (MONDAY, "1 day over", Doing.WRITE_LETTER)
    assert wait_until(session, clock, TUESDAY) == 0
    notes = [event.text for event in session.cases.case(case).timeline if event.text == LAPSED]
    assert len(notes) == 1


def test_today_shows_it_by_the_day_its_notice_goes_and_then_as_overdue(
    session: Session, clock: Wristwatch, case: CaseId
) -> None:
    told: list[frozenset[Kind]] = []
    session.subscribe(lambda changes: told.append(changes.kinds()))
    session.cases.catch_up()
    told.clear()
    assert wait_until(session, clock, SATURDAY) == 0
    assert told == []
    chase, overdue = CaseFilter(due=DueWhen.TO_CHASE), CaseFilter(due=DueWhen.OVERDUE)
    seen = session.today.overview()
    assert (seen.overdue, seen.to_act_on, [row.id for row in seen.urgent]) == (0, 1, [case])
    assert (session.cases.ids(chase), session.cases.ids(overdue)) == ([case], [])
    wait_until(session, clock, TUESDAY)
    assert told == [{Kind.CASE, Kind.NOTE}]
    seen = session.today.overview()
    assert (seen.overdue, seen.to_act_on, [row.id for row in seen.urgent]) == (1, 0, [case])
    assert (session.cases.ids(chase), session.cases.ids(overdue)) == ([], [case])


def test_a_notice_that_leaves_in_time_settles_it(session: Session, clock: Wristwatch, case: CaseId) -> None:
    letter = filed_unsent(session, case, "extension")
    assert agrees(session, case) == (MONTHS, "Notice by Sat 12 Dec", Doing.RECORD_SENT)
    assert session.letters.sending.next_to_leave(case) == letter
    wait_until(session, clock, TUESDAY)
    assert agrees(session, case)[0] == MONDAY
    session.letters.sending.record(letter, Dispatch(Channel.POST, MONDAY))
    assert agrees(session, case) == (MONTHS, "Fri 12 Feb 2027", Doing.WRITE_LETTER)
    assert session.cases.case(case).next_step.letter == "request_acknowledgement"


def test_a_notice_that_left_too_late_is_recorded_as_sent_and_the_case_goes_on_to_its_end(
    session: Session, clock: Wristwatch, case: CaseId
) -> None:
    letter = filed_unsent(session, case, "extension")
    wait_until(session, clock, date(2026, 12, 17))
    assert agrees(session, case)[0::2] == (MONDAY, Doing.WRITE_LETTER), "nobody is told to send it any more"
    session.letters.sending.record(letter, Dispatch(Channel.POST, TUESDAY))
    view = session.cases.case(case)
    assert view.next_step.text.startswith("Answer now, it is overdue")
    assert agrees(session, case)[1] == "3 days over"
    [warning] = view.deadline.warnings
    assert "after the first month had ended on Mon 14 Dec 2026" in warning
    session.cases.change(case, view.version, replace(view.details, summary="All of it"))
    closing = Closing(Outcome.ANSWERED, session.day(), session.day())
    with pytest.raises(Mistake, match=r"Say why it went late\. It was due Mon 14 Dec 2026\."):
        session.cases.close(case, view.version + 1, closing)
    session.cases.close(case, view.version + 1, replace(closing, late_reason="The notice was forgotten."))
    assert session.cases.case(case).deadline.met is False


def test_the_answer_that_lies_ready_is_sent_before_a_notice_that_came_too_late(
    session: Session, clock: Wristwatch, case: CaseId
) -> None:
    notice = filed_unsent(session, case, "extension")
    wait_until(session, clock, TUESDAY)
    answer = filed_unsent(session, case, "erased")
    assert agrees(session, case)[2] is Doing.RECORD_SENT
    assert session.letters.sending.next_to_leave(case) == answer
    session.letters.sending.record(answer, Dispatch(Channel.POST, TUESDAY))
    assert agrees(session, case) == (MONDAY, "Answered", Doing.CLOSE)
    assert session.letters.sending.next_to_leave(case) == notice


def test_a_notice_that_was_said_to_have_gone_and_is_filed_unsent_has_still_to_go(
    session: Session, person: ContactId
) -> None:
    planned = replace(UNTOLD, notice_sent_on=date(2026, 11, 20))
    case = open_case(session, person, CaseKind.ERASURE, RECEIVED)
    record(session, case, planned)
    assert agrees(session, case)[1] == "Fri 12 Feb 2027"
    filed_unsent(session, case, "extension")
    assert session.cases.case(case).facts.extension == UNTOLD
    assert agrees(session, case)[2] is Doing.RECORD_SENT


def test_a_notice_that_went_in_another_way_stays_sent_when_its_letter_is_filed(
    session: Session, person: ContactId
) -> None:
    sent_on = date(2026, 11, 20)
    case = open_case(session, person, CaseKind.ERASURE, RECEIVED)
    record(session, case, replace(UNTOLD, notice_sent_on=sent_on))
    session.casework.log(case, NewCorrespondence(Direction.SENT, Channel.EMAIL, sent_on, "More time"))
    filed_unsent(session, case, "extension")
    assert session.cases.case(case).facts.extension == replace(UNTOLD, notice_sent_on=sent_on)


def test_no_letter_tells_of_more_time_once_it_is_too_late(
    session: Session, clock: Wristwatch, case: CaseId
) -> None:
    wait_until(session, clock, TUESDAY)
    opened = session.letters.start(case, "extension")
    assert "«day the longer time ends»" in opened.draft.block("due").text
    assert "«reasons for more time»" in opened.draft.block("reasons").text
    with pytest.raises(Mistake, match="Still to fill in"):
        session.letters.file(opened.id, opened.draft, None)


def test_an_extension_that_came_to_nothing_is_taken_out_with_a_reason_and_its_letter_stays(
    session: Session, clock: Wristwatch, case: CaseId
) -> None:
    filed_unsent(session, case, "extension")
    wait_until(session, clock, TUESDAY)
    record(session, case, None, "It was never told.")
    assert agrees(session, case) == (MONDAY, "1 day over", Doing.WRITE_LETTER)
    assert session.cases.case(case).next_step.text.startswith("Acknowledge it")


def test_what_if_its_notice_went_today(session: Session, clock: Wristwatch, case: CaseId) -> None:
    wait_until(session, clock, MONDAY)
    told = replace(UNTOLD, notice_sent_on=MONDAY)
    assert session.cases.what_if(case, ClockFacts(extension=told)).due_on == MONTHS
    wait_until(session, clock, TUESDAY)
    with pytest.raises(Mistake, match="extends nothing"):
        session.cases.what_if(case, ClockFacts(extension=replace(told, notice_sent_on=TUESDAY)))
    assert session.cases.what_if(case, ClockFacts(extension=UNTOLD)).due_on == MONDAY


def test_a_case_that_was_closed_without_an_answer_says_what_the_date_was_that_day(
    session: Session, clock: Wristwatch, case: CaseId
) -> None:
    version = session.cases.case(case).version
    session.cases.close(case, version, Closing(Outcome.WITHDRAWN, date(2026, 11, 22)))
    wait_until(session, clock, TUESDAY)
    deadline = session.cases.case(case).deadline
    assert deadline.state is ClockState.NO_CLOCK
    assert "The date was Fri 12 Feb 2027." in deadline.derivation[-1].text
