"""When a request must be answered, as the officer would say it."""

from datetime import date

from pytest_bdd import scenarios, step, then, when

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.clock import Clarification, ClockFacts, Extension, ExtensionGround
from tests.scenarios.officer import Officer
from tests.scenarios.wording import said

scenarios("requests.feature")


@step(said("{kind:Kind} taken by {who} on {on:Day} that reached the officer on {reached:Day}"))
def receive_later(officer: Officer, kind: CaseKind, who: str, on: date, reached: date) -> None:
    officer.receive(kind, on, taken_by=who, reached_officer_on=reached)


@when(said("{kind:Kind} is noted as received on {on:Day}"))
def note_as_received(officer: Officer, kind: CaseKind, on: date) -> None:
    officer.attempt(lambda: officer.open(kind, on))


@when(said("{kind:Kind} is noted as received on {on:Day} and as reaching the officer on {reached:Day}"))
def note_as_reaching(officer: Officer, kind: CaseKind, on: date, reached: date) -> None:
    officer.attempt(lambda: officer.open(kind, on, reached_officer_on=reached))


@when(said("the officer asks what if the time were extended with a notice sent on {on:Day}"))
def imagine_extended(officer: Officer, on: date) -> None:
    officer.imagine(extension=Extension(on, ExtensionGround.COMPLEXITY, "Nine systems."))


@when(
    said(
        "the officer asks what if clarification were asked for on {asked:Day} and answered on {answered:Day}"
    )
)
def imagine_paused(officer: Officer, asked: date, answered: date) -> None:
    officer.imagine(clarifications=(Clarification(asked, answered),))


@then(said("it would be due on {on:Day}"))
def would_be_due(officer: Officer, on: date) -> None:
    assert officer.imagined
    assert officer.imagined.due_on == on


@then("nothing was written down on the case")
def nothing_written(officer: Officer) -> None:
    view = officer.view()
    assert (view.facts, view.version) == (ClockFacts(), 1)


@then(said("the case says that {who} took it and that it reached the officer on {reached:Day}"))
def says_who_took_it(officer: Officer, who: str, reached: date) -> None:
    details = officer.view().details
    assert (details.taken_by, details.reached_officer_on) == (who, reached)
