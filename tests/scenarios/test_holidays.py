"""When the public holidays change, as the officer would say it."""

import json
from datetime import date

from pytest_bdd import scenarios, then, when

from tests.scenarios.officer import Officer
from tests.scenarios.wording import day, said

scenarios("holidays.feature")


@when(said("{on:Day} is no public holiday after all"))
def is_no_holiday(officer: Officer, on: date) -> None:
    officer.session.holidays.add(on, "No holiday", closed=False)
    officer.work_out_anew()


@when("the official list is taken over with these days:")
def take_list_over(officer: Officer, datatable: list[list[str]]) -> None:
    nation = officer.session.settings.organisation().nation.value
    events = [{"title": name, "date": day(on).isoformat(), "notes": ""} for on, name in datatable[1:]]
    officer.session.holidays.take_over(json.dumps({nation: {"division": nation, "events": events}}).encode())
    officer.work_out_anew()


@then(said("the case {reference} is due on {on:Day}"))
def other_case_is_due(officer: Officer, reference: str, on: date) -> None:
    officer.turn_to(reference)
    assert officer.due_on() == on


@then(said("the list of cases still shows {on:Day}"))
def list_shows(officer: Officer, on: date) -> None:
    (row,) = officer.session.cases.rows([officer.case])
    assert row.due_on == on
