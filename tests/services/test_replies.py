"""A reply stops the month after which an unfinished web form is to be erased (privacy notice)."""

from datetime import date
from pathlib import Path

import pytest

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.clock import ClockFacts
from kmss_dpo.domain.correspondence import Direction, NewCorrespondence
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.session import Session

ASKED = date(2026, 10, 5)
FORM = CaseDetails(CaseKind.DEMO_ENQUIRY, date(2026, 10, 1), Channel.WEB_FORM)


def unfinished(session: Session) -> CaseId:
    return session.cases.open_case(FORM, ClockFacts(more_asked_on=ASKED))


def log(session: Session, case: CaseId, on: date, direction: Direction = Direction.RECEIVED) -> None:
    session.casework.log(case, NewCorrespondence(direction, Channel.EMAIL, on, "Your question"))


@pytest.mark.parametrize("on", [ASKED, date(2026, 11, 20)])
def test_what_is_logged_as_received_stops_it(session: Session, on: date) -> None:
    case = unfinished(session)
    log(session, case, on)
    assert session.cases.case(case).facts == ClockFacts(more_asked_on=ASKED, more_received_on=on)
    assert session.retention.ready() == []


def test_a_message_file_that_came_stops_it(session: Session, tmp_path: Path) -> None:
    file = tmp_path / "reply.eml"
    file.write_bytes(b"From: ann@example.org\nDate: Tue, 20 Oct 2026 09:12:00 +0000\n\nMy number is this.\n")
    case = unfinished(session)
    session.intake.add_to_case(case, [file], lambda _done, _of: True)
    assert session.cases.case(case).facts.more_received_on == date(2026, 10, 20)
    assert session.retention.ready() == []


def test_what_left_or_came_before_asking_is_no_reply(session: Session) -> None:
    case = unfinished(session)
    log(session, case, date(2026, 10, 20), Direction.SENT)
    log(session, case, date(2026, 10, 4))
    assert session.cases.case(case).facts == ClockFacts(more_asked_on=ASKED)
    assert [ready.case for ready in session.retention.ready()] == [case]


def test_only_the_first_reply_counts_and_only_while_the_case_is_open(session: Session) -> None:
    case = unfinished(session)
    log(session, case, date(2026, 10, 20))
    log(session, case, date(2026, 10, 22))
    assert session.cases.case(case).facts.more_received_on == date(2026, 10, 20)
    other = unfinished(session)
    session.cases.close(other, 1, Closing(Outcome.WITHDRAWN, date(2026, 10, 10)))
    log(session, other, date(2026, 10, 20))
    assert session.cases.case(other).facts == ClockFacts(more_asked_on=ASKED)
