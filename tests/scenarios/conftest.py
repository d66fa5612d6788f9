"""The steps that all scenarios share: what comes, what is asked, what is due."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from pytest_bdd import step, then

from kmss_dpo.domain.cases import CaseKind, Channel, Outcome, Status
from kmss_dpo.domain.clock import ClockState, ExtensionGround, Happening
from kmss_dpo.domain.holidays import Nation
from kmss_dpo.session import Session
from tests.scenarios.officer import Officer, without_spaces
from tests.scenarios.wording import Proof, said

REASONS = "Nine systems hold data, four of them with a supplier."


@pytest.fixture
def officer(session: Session, clock: Any) -> Iterator[Officer]:
    officer = Officer(session, clock)
    yield officer
    assert officer.refused is None, f"no step asked about: {officer.refused}"


@step(said("today is {on:Day}"))
def today_is(officer: Officer, on: date) -> None:
    officer.wait_until(on)
    assert officer.session.day() == on


@step(said("the company follows the public holidays of {nation:Nation}"))
def follow_holidays(officer: Officer, nation: Nation) -> None:
    officer.move_to(nation)


@step(said("{kind:Kind} received on {on:Day}"))
@step(said("{kind:Kind} is received on {on:Day}"))
def receive(officer: Officer, kind: CaseKind, on: date) -> None:
    officer.receive(kind, on)


@step(said("{kind:Kind} received {way:Way} on {on:Day}"))
def receive_by(officer: Officer, kind: CaseKind, way: Channel, on: date) -> None:
    officer.receive(kind, on, way)


@step(said("{proof:Proof} is asked for on {on:Day}"))
def ask_for_proof(officer: Officer, proof: Proof, on: date) -> None:
    officer.happen(proof.asked, on)


@step(said("{proof:Proof} comes on {on:Day}"))
def proof_comes(officer: Officer, proof: Proof, on: date) -> None:
    officer.happen(proof.came, on)


@step(said("clarification is asked for on {on:Day}"))
def ask_for_clarification(officer: Officer, on: date) -> None:
    officer.happen(Happening.CLARIFICATION_ASKED, on)


@step(said("clarification is asked for on {asked:Day} and answered on {answered:Day}"))
def clarify(officer: Officer, asked: date, answered: date) -> None:
    officer.happen(Happening.CLARIFICATION_ASKED, asked)
    officer.happen(Happening.CLARIFICATION_ANSWERED, answered, asked)


@step(said("the clarification is answered on {on:Day}"))
def clarification_comes(officer: Officer, on: date) -> None:
    officer.hear_answer(on)


@step(said("the time is extended for the {ground:Ground} with a notice sent on {on:Day}"))
def extend(officer: Officer, ground: ExtensionGround, on: date) -> None:
    officer.happen(Happening.EXTENDED, on, ground=ground, reasons=REASONS)


@step(said("the answer is sent on {on:Day}"))
def send_answer(officer: Officer, on: date) -> None:
    officer.happen(Happening.ANSWERED, on)


@step(said("the case is closed on {on:Day} as {outcome:Outcome}, answered on {answered:Day}"))
def close_answered(officer: Officer, on: date, outcome: Outcome, answered: date) -> None:
    officer.close(outcome, on, answered)


@step(
    said(
        'the case is closed on {on:Day} as {outcome:Outcome}, answered on {answered:Day}, because "{reason}"'
    )
)
def close_with_reason(officer: Officer, on: date, outcome: Outcome, answered: date, reason: str) -> None:
    officer.close(outcome, on, answered, reason)


@step(said("the regulator asks for an answer by {on:Day}"))
def set_day(officer: Officer, on: date) -> None:
    officer.happen(Happening.DAY_SET, on)


@step(said('the case is closed on {on:Day} as {outcome:Outcome}, without an answer, because "{reason}"'))
def close_unanswered(officer: Officer, on: date, outcome: Outcome, reason: str) -> None:
    officer.close(outcome, on, None, reason)


@then(said('that is refused: "{words}"'))
def is_refused(officer: Officer, words: str) -> None:
    assert words in officer.hear_refusal()


@then(said("it is due on {on:Day}"))
def is_due(officer: Officer, on: date) -> None:
    assert officer.due_on() == on


@then(said("it is due on {on:Day} in {nation:Nation}"))
def is_due_in(officer: Officer, on: date, nation: Nation) -> None:
    officer.move_to(nation)
    assert officer.due_on() == on


@then(said("the latest arguable day is {on:Day}"))
def is_arguable_until(officer: Officer, on: date) -> None:
    assert officer.view().deadline.latest_arguable_on == on


@then("nothing is due")
def nothing_is_due(officer: Officer) -> None:
    assert officer.due_on() is None
    assert officer.view().deadline.latest_arguable_on is None


@then("the clock has not started")
def clock_has_not_started(officer: Officer) -> None:
    deadline = officer.view().deadline
    assert (deadline.state, deadline.started_on) == (ClockState.NOT_STARTED, None)


@then("the clock is stopped")
def clock_is_stopped(officer: Officer) -> None:
    assert officer.view().deadline.state is ClockState.STOPPED


@then("the clock runs")
def clock_runs(officer: Officer) -> None:
    assert officer.view().deadline.state is ClockState.RUNNING


@then("no clock runs")
def no_clock_runs(officer: Officer) -> None:
    assert officer.view().deadline.state is ClockState.NO_CLOCK


@then(said("the clock started on {on:Day}"))
def clock_started(officer: Officer, on: date) -> None:
    assert officer.view().deadline.started_on == on


@then(said("the officer is to ask again on {on:Day}"))
@then(said("the officer is to look at it on {on:Day}"))
@then(said("the officer means to have acted by {on:Day}"))
@then(said("the person is to be told how it stands on {on:Day}"))
def is_to_be_looked_at(officer: Officer, on: date) -> None:
    assert officer.view().deadline.chase_on == on


@then(said('the officer is warned: "{words}"'))
def is_warned(officer: Officer, words: str) -> None:
    assert any(words in warning for warning in officer.view().deadline.warnings)


@then("there is no warning")
def is_not_warned(officer: Officer) -> None:
    assert officer.view().deadline.warnings == ()


@then("it was answered in time")
def was_in_time(officer: Officer) -> None:
    deadline = officer.view().deadline
    assert (deadline.state, deadline.met) == (ClockState.ANSWERED, True)


@then("it was answered late")
def was_late(officer: Officer) -> None:
    deadline = officer.view().deadline
    assert (deadline.state, deadline.met) == (ClockState.ANSWERED, False)


@then(said("the complaint was acknowledged on {on:Day}, {how:InTime}"))
def was_acknowledged(officer: Officer, on: date, how: bool) -> None:
    assert (officer.view().facts.acknowledged_on, officer.view().deadline.met) == (on, how)


@then(said('the case says what was corrected: "{words}"'))
def says_what_was_corrected(officer: Officer, words: str) -> None:
    *_, last = officer.view().corrections
    assert last.text.endswith(f"by Robin Hale: {words}")
    assert without_spaces(words) in officer.printed_derivation()


@then("nothing was corrected")
def nothing_corrected(officer: Officer) -> None:
    assert officer.view().corrections == ()


@then(said("the case is {status:Status}"))
def case_is(officer: Officer, status: Status) -> None:
    assert officer.view().status is status


@then(said('the date is explained by "{words}"'))
def is_explained_by(officer: Officer, words: str) -> None:
    assert any(words in f"{each.text} [{each.source}]" for each in officer.view().deadline.derivation)


@then("the date is explained step by step:")
def is_explained(officer: Officer, datatable: list[list[str]]) -> None:
    derivation = officer.view().deadline.derivation
    assert [["step", "source"], *([each.text, each.source] for each in derivation)] == datatable


@then("the same explanation can be printed")
def is_printed(officer: Officer) -> None:
    printed = officer.printed_derivation()
    for each in officer.view().deadline.derivation:
        assert without_spaces(each.text) in printed
        assert without_spaces(each.source) in printed


@step(said('{on:Day} becomes a public holiday called "{name}"'))
def becomes_holiday(officer: Officer, on: date, name: str) -> None:
    officer.attempt(lambda: officer.session.holidays.add(on, name))
    officer.work_out_anew()


@then(said('the next step is "{words}"'))
def is_next(officer: Officer, words: str) -> None:
    """On the case and in the list, which has to say the same."""
    (row,) = officer.session.cases.rows([officer.case])
    assert row.next_step == officer.view().next_step
    assert row.next_step.text == words


@then(said('a note on the case says "{words}"'))
def note_says(officer: Officer, words: str) -> None:
    assert [note for note in officer.notes() if words in note]


@then("no note was left on the case")
def no_note(officer: Officer) -> None:
    assert officer.notes() == []
