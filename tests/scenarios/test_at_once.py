"""What is acted on at once, and what is passed on, as the officer would say it."""

from dataclasses import replace
from datetime import date

from pytest_bdd import scenarios, step, then, when

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.clock import ClockState, Deadline, notice_deadline
from kmss_dpo.domain.decisions import DecisionSort
from kmss_dpo.domain.ways import Doing
from tests.noting import refused
from tests.scenarios.officer import Officer
from tests.scenarios.wording import said

scenarios("at_once.feature", "for_customers.feature")


@when(said("data about a person is obtained from elsewhere on {on:Day}"), target_fixture="telling")
def obtain(on: date) -> Deadline:
    """No record of this kind is kept yet: the rule alone is asked."""
    return notice_deadline(on)


@then(said("the person is told by {on:Day} at the latest"))
def is_told_by(telling: Deadline, on: date) -> None:
    assert telling.due_on == on


@when("it is decided to refuse it as manifestly excessive")
def decide_to_refuse(officer: Officer) -> None:
    officer.note(replace(refused(), sort=DecisionSort.EXCESSIVE))


@step(said('{kind:Kind} for the customer "{customer}" received on {on:Day}'))
def receive_for_customer(officer: Officer, kind: CaseKind, customer: str, on: date) -> None:
    officer.receive(kind, on, for_customer=customer)


@then("the next step is to pass it on to the customer")
def is_to_be_passed_on(officer: Officer) -> None:
    assert officer.view().next_step.doing is Doing.HAND_ON


@then("it is answered")
def is_answered(officer: Officer) -> None:
    assert officer.view().deadline.state is ClockState.ANSWERED


@when("it turns out to be for the company itself")
def is_the_companys_own(officer: Officer) -> None:
    view = officer.view()
    officer.session.cases.change(officer.case, view.version, replace(view.details, for_customer=""))
