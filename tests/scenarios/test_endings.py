"""How a case ends and how it goes on, as the officer would say it."""

from datetime import date, timedelta

from pytest_bdd import scenarios, step, then, when

from kmss_dpo.domain.cases import CaseKind, Outcome
from kmss_dpo.domain.searches import SearchPlace
from tests.noting import found
from tests.scenarios.officer import Officer
from tests.scenarios.wording import said

scenarios("endings.feature")


@step("nothing else is noted")
def note_nothing() -> None:
    """The outcome stands on nothing but itself."""


@step("every place is searched")
def search(officer: Officer) -> None:
    officer.note(SearchPlace("Support desk", found="Nothing under her name or address."))


@step("the reasons to refuse are decided")
def decide(officer: Officer) -> None:
    officer.note(officer.refusal())


@step("each issue has its finding")
def find(officer: Officer) -> None:
    officer.note(found())


@when(
    said(
        "the case is closed on {on:Day} as {outcome:Outcome}, answered on {answered:Day}, "
        'late because "{why:Text}"'
    )
)
def close_late(officer: Officer, on: date, outcome: Outcome, answered: date, why: str) -> None:
    officer.close(outcome, on, answered, late=why)


@then(said('the case says that it went late because "{why}"'))
def says_why_late(officer: Officer, why: str) -> None:
    closing = officer.view().closing
    assert closing
    assert closing.late_reason == why


@when("the case is closed today as answered, answered tomorrow")
def close_before_answer(officer: Officer) -> None:
    today = officer.session.day()
    officer.close(Outcome.ANSWERED, today, today + timedelta(days=1))


@when("the day of the answer is taken out again")
def take_answer_out(officer: Officer) -> None:
    officer.correct(officer.session.day(), "It belongs to another case.", answered_on=None)


@step(said('it is voided because "{reason:Text}"'))
def void(officer: Officer, reason: str) -> None:
    officer.void(reason)


@step(said('it is opened again because "{reason:Text}"'))
def reopen(officer: Officer, reason: str) -> None:
    officer.reopen(reason)


@then(said('the case says that it was voided because "{reason}"'))
def says_why_voided(officer: Officer, reason: str) -> None:
    view = officer.view()
    assert view.void_reason == reason
    assert reason in {event.text for event in view.timeline}


@then(said("its reference is {reference}"))
def has_reference(officer: Officer, reference: str) -> None:
    assert officer.view().reference == reference


@when("the officer writes a note and keeps a document")
def write_and_keep(officer: Officer) -> None:
    officer.write_note_and_keep_document()


@then("both are on the case")
def both_are_there(officer: Officer) -> None:
    assert (len(officer.notes()), officer.view().documents) == (1, 1)


@step(said('{kind:Kind} with the old reference "{reference}" received on {on:Day}'))
def receive_old(officer: Officer, kind: CaseKind, reference: str, on: date) -> None:
    officer.receive(kind, on, old_reference=reference)


@then(said('it is found under its old reference "{reference}"'))
def is_found_by_old_reference(officer: Officer, reference: str) -> None:
    assert officer.session.receiving.with_old_reference(reference) == [officer.view().reference]
