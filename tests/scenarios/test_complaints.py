"""Acknowledging a complaint, as the officer would say it."""

from dataclasses import replace
from datetime import date

from pytest_bdd import scenarios, step, then

from kmss_dpo.domain.clock import Happening, early_warning
from kmss_dpo.domain.decisions import Decision, Routing
from tests.noting import routed
from tests.scenarios.officer import Officer
from tests.scenarios.wording import said

scenarios("complaints.feature")


@step(said("it is acknowledged on {on:Day}"))
def acknowledge(officer: Officer, on: date) -> None:
    officer.happen(Happening.ACKNOWLEDGED, on)


@step(said("it is acknowledged on {on:Day} with an update promised for {promised:Day}"))
def acknowledge_and_promise(officer: Officer, on: date, promised: date) -> None:
    officer.happen(Happening.ACKNOWLEDGED, on, update_on=promised)


@step(said('it is routed as a {routing:Routing} because "{reasoning:Text}"'))
def route(officer: Officer, routing: Routing, reasoning: str) -> None:
    officer.note(replace(routed(routing), reasoning=reasoning))


@then(said('the case says that it was routed as a {routing:Routing} because "{reasoning}"'))
def says_how_routed(officer: Officer, routing: Routing, reasoning: str) -> None:
    (kept,) = officer.session.items.of_case(officer.case, Decision)
    assert (kept.item.ground, kept.item.reasoning) == (routing.value, reasoning)


@then("the complaint may wait")
def may_wait(officer: Officer) -> None:
    assert early_warning(officer.view().deadline, officer.session.day()) == ""


@then("the complaint is to be acknowledged now (unsettled)")
def may_not_wait(officer: Officer) -> None:
    told = early_warning(officer.view().deadline, officer.session.day())
    assert told == "Acknowledge it now: a stricter reading of the 30 days ends a day sooner (unsettled)."


@then("the date is no duty")
def is_no_duty(officer: Officer) -> None:
    assert not officer.view().deadline.statutory
