"""What happens to a clock is recorded event by event, and corrected and closed late with a reason."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pypdfium2
import pytest
from sqlalchemy import select

from kmss_dpo.domain.case_views import EventKind
from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome, Status
from kmss_dpo.domain.clock import (
    Ask,
    Clarification,
    ClockEvent,
    ClockFacts,
    ClockState,
    EventEntry,
    Extension,
    ExtensionGround,
    Happening,
)
from kmss_dpo.domain.errors import Conflict, Mistake
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.next_steps import awaited
from kmss_dpo.session import Session
from kmss_dpo.store import cases, clock_corrections, history, tables
from tests.services.asking import ACCESS, RECEIVED, seen
from tests.services.asking import history as done

ASKED = date(2026, 10, 7)
CAME = date(2026, 10, 12)
REASON = "It came by post; the 12th was the postmark."


def record(session: Session, case: CaseId, happening: Happening, on: date, **more: Any) -> None:
    event = ClockEvent(happening, more.pop("asked_on", None))
    session.clocks.record(case, seen(session, case).version, event, EventEntry(on, **more))


def test_what_happens_to_a_clock_is_recorded_one_by_one(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    record(session, case, Happening.IDENTITY_ASKED, ASKED)
    view = seen(session, case)
    assert (view.deadline.state, view.deadline.chase_on) == (ClockState.NOT_STARTED, date(2026, 10, 21))
    assert view.waiting
    session.clocks.record(case, view.version, awaited(view.waiting), EventEntry(CAME))
    assert seen(session, case).deadline.due_on == date(2026, 11, 12)
    record(session, case, Happening.CLARIFICATION_ASKED, date(2026, 10, 20))
    view = seen(session, case)
    assert (view.deadline.state, view.deadline.chase_on) == (ClockState.STOPPED, date(2026, 11, 3))
    assert view.waiting
    assert awaited(view.waiting) == ClockEvent(Happening.CLARIFICATION_ANSWERED, date(2026, 10, 20))
    session.clocks.record(case, view.version, awaited(view.waiting), EventEntry(date(2026, 10, 23)))
    assert seen(session, case).deadline.due_on == date(2026, 11, 16)
    record(
        session,
        case,
        Happening.EXTENDED,
        date(2026, 11, 16),
        ground=ExtensionGround.COMPLEXITY,
        reasons="Eleven systems.",
    )
    view = seen(session, case)
    assert view.deadline.due_on == date(2027, 1, 15)
    assert view.facts.extension == Extension(
        date(2026, 11, 16), ExtensionGround.COMPLEXITY, "Eleven systems."
    )
    assert view.corrections == ()
    assert done(session, case).count("clock event recorded") == 5


def test_an_extension_that_is_late_is_refused_with_the_article_and_nothing_is_kept(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    before = seen(session, case)
    with pytest.raises(Mistake) as told:
        record(
            session,
            case,
            Happening.EXTENDED,
            date(2026, 11, 6),
            ground=ExtensionGround.NUMBER,
            reasons="Forty",
        )
    assert told.value.field == "extension"
    assert told.value.sentence.endswith("so it extends nothing (UK GDPR Art 12A).")
    assert seen(session, case) == before


@pytest.mark.parametrize("kind", [CaseKind.ERASURE, CaseKind.COMPLAINT, CaseKind.DEMO_ENQUIRY])
def test_nothing_but_access_is_paused(session: Session, kind: CaseKind) -> None:
    case = session.cases.open_case(replace(ACCESS, kind=kind))
    with pytest.raises(Mistake, match="Only subject access can be stopped"):
        record(session, case, Happening.CLARIFICATION_ASKED, ASKED)
    assert seen(session, case).facts == ClockFacts()


def test_an_event_is_for_an_open_case_that_nobody_changed_meanwhile(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    session.cases.change(case, 1, replace(ACCESS, summary="All of it"))
    with pytest.raises(Conflict):
        session.clocks.record(case, 1, ClockEvent(Happening.FEE_ASKED), EventEntry(ASKED))
    session.cases.close(case, 2, Closing(Outcome.WITHDRAWN, ASKED))
    with pytest.raises(Mistake, match="Open it again, or correct its clock facts"):
        record(session, case, Happening.FEE_ASKED, ASKED)
    other = session.cases.open_case(ACCESS)
    session.cases.void(other, 1, "Twice")
    with pytest.raises(Mistake, match="voided"):
        record(session, other, Happening.FEE_ASKED, ASKED)


def corrected(session: Session) -> CaseId:
    """A case whose proof of identity came a day later than was recorded."""
    case = session.cases.open_case(ACCESS, ClockFacts(identity=Ask(ASKED, CAME)))
    session.cases.record_facts(case, 1, ClockFacts(identity=Ask(ASKED, date(2026, 10, 13))), REASON)
    return case


WORDS = (
    "Proof of identity received: Tue 13 Oct 2026, was Mon 12 Oct 2026. "
    "Due Fri 13 Nov 2026, was Thu 12 Nov 2026."
)


def test_a_correction_stays_with_the_case_with_its_reason_and_what_it_moved(session: Session) -> None:
    case = corrected(session)
    view = seen(session, case)
    assert view.deadline.due_on == date(2026, 11, 13)
    [step] = view.corrections
    assert step.text == f"Corrected on Sun 22 Nov 2026 by Robin Hale: {WORDS} Why: {REASON}"
    [event] = [each for each in view.timeline if each.title.startswith("Clock facts corrected")]
    assert (event.kind, event.on, event.record) == (EventKind.CLOCK, date(2026, 11, 22), (Kind.CASE, case))
    assert (event.title, event.text) == ("Clock facts corrected by Robin Hale", f"{WORDS} Why: {REASON}")


@pytest.mark.parametrize("reason", ["", " \n"])
def test_what_was_recorded_is_not_corrected_without_a_reason(session: Session, reason: str) -> None:
    case = session.cases.open_case(ACCESS, ClockFacts(identity=Ask(ASKED, CAME)))
    before = seen(session, case)
    for facts in (ClockFacts(), ClockFacts(identity=Ask(ASKED)), ClockFacts(identity=Ask(CAME, CAME))):
        with pytest.raises(Mistake) as told:
            session.cases.record_facts(case, 1, facts, reason)
        assert told.value.field == "reason"
        assert told.value.sentence == "Say why what was recorded is corrected."
    assert seen(session, case) == before


def test_facts_that_are_only_added_need_no_reason_and_leave_no_correction(session: Session) -> None:
    case = session.cases.open_case(ACCESS, ClockFacts(identity=Ask(ASKED)))
    added = ClockFacts(identity=Ask(ASKED, CAME), clarifications=(Clarification(CAME),))
    session.cases.record_facts(case, 1, added, "For no reason at all")
    assert seen(session, case).corrections == ()


def test_corrections_are_told_in_order_and_are_part_of_the_case(session: Session, clock: Any) -> None:
    case = corrected(session)
    clock.moment = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
    session.cases.record_facts(case, 2, ClockFacts(), "It was never asked for.")
    first, second = (each.text for each in seen(session, case).corrections)
    assert first.startswith("Corrected on Sun 22 Nov 2026")
    assert second.startswith("Corrected on Mon 23 Nov 2026")
    assert second.endswith("Due Thu 5 Nov 2026, was Fri 13 Nov 2026. Why: It was never asked for.")
    with session.opened.register.reading() as connection:
        [*_, (_number, latest)] = history.versions(connection, Kind.CASE, case)
    assert [row["reason"] for row in latest["clock_corrections"]] == [REASON, "It was never asked for."]
    with session.opened.register.writing("erased") as writing:
        writing.erase(Kind.CASE, case)
        assert clock_corrections.of_case(writing.connection, case) == ()


def test_what_a_letter_does_to_the_facts_is_no_correction(session: Session) -> None:
    case = session.cases.open_case(ACCESS, ClockFacts(identity=Ask(ASKED, CAME)))
    with session.opened.register.writing("letter sent") as writing:
        stored = cases.case(writing.connection, case)
        session.cases.keep_facts_in(writing, stored, ClockFacts(identity=Ask(CAME, CAME)))
    assert seen(session, case).corrections == ()


def test_the_printed_derivation_ends_with_the_corrections(session: Session) -> None:
    printed = pypdfium2.PdfDocument(io.BytesIO(session.letters.derivation(corrected(session))))
    words = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in printed)
    assert "Due by the end of Fri 13 Nov 2026" in words
    assert "Corrected on Sun 22 Nov 2026 by Robin Hale" in words
    assert f"Why: {REASON}" in words
    assert words.index("Due by the end") < words.index("Corrected on")


LATE = Closing(Outcome.ANSWERED, date(2026, 11, 20), date(2026, 11, 19))


def test_a_case_that_was_answered_late_is_closed_with_the_reason_for_it(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    for reason in ("", " \n"):
        with pytest.raises(Mistake) as told:
            session.cases.close(case, 1, replace(LATE, late_reason=reason))
        assert told.value.field == "late_reason"
        assert told.value.sentence == "Say why it went late. It was due Thu 5 Nov 2026."
    assert seen(session, case).status is Status.OPEN
    session.cases.close(case, 1, replace(LATE, reason="Sent.", late_reason=" Two systems. "))
    view = seen(session, case)
    assert view.closing == replace(LATE, reason="Sent.", late_reason="Two systems.")
    assert view.timeline[0].text == "Sent.\nLate because: Two systems."
    assert view.timeline[0].record == (Kind.CASE, case)
    session.cases.reopen(case, 2, "It goes on.")
    with session.opened.register.reading() as connection:
        assert connection.scalar(select(tables.cases.c.late_reason)) == ""


def test_a_case_that_was_answered_in_time_keeps_no_reason_for_lateness(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    in_time = Closing(Outcome.ANSWERED, date(2026, 11, 5), date(2026, 11, 5), late_reason="Nothing was late")
    session.cases.close(case, 1, in_time)
    view = seen(session, case)
    assert view.closing == replace(in_time, late_reason="")
    assert (view.timeline[0].text, view.timeline[0].record) == ("", None)


def test_a_withdrawn_case_is_late_with_nothing(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    session.cases.close(case, 1, Closing(Outcome.WITHDRAWN, date(2026, 11, 20)))
    assert seen(session, case).closing == Closing(Outcome.WITHDRAWN, date(2026, 11, 20))


def test_the_day_of_the_answer_is_not_corrected_in_passing(session: Session) -> None:
    case = session.cases.open_case(ACCESS, ClockFacts(answered_on=date(2026, 11, 2)))
    with pytest.raises(Mistake) as told:
        session.cases.close(case, 1, Closing(Outcome.ANSWERED, date(2026, 11, 3), date(2026, 11, 3)))
    assert (told.value.field, told.value.sentence) == (
        "answered_on",
        "The answer is recorded as sent on Mon 2 Nov 2026. Correct the clock facts first.",
    )
    session.cases.close(case, 1, Closing(Outcome.ANSWERED, date(2026, 11, 3), date(2026, 11, 2)))
    assert seen(session, case).status is Status.CLOSED


def test_the_day_that_the_regulator_set_is_recorded_and_replaced(session: Session) -> None:
    details = CaseDetails(CaseKind.REGULATOR, RECEIVED, Channel.POST)
    case = session.cases.open_case(details)
    record(session, case, Happening.DAY_SET, date(2026, 12, 1))
    record(session, case, Happening.DAY_SET, date(2026, 12, 8))
    view = seen(session, case)
    assert (view.deadline.due_on, view.corrections) == (date(2026, 12, 8), ())
