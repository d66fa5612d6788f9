"""When something counts as sent, as the officer would say it."""

from datetime import date

from pytest_bdd import scenarios, step, then

from tests.scenarios.officer import Officer
from tests.scenarios.wording import said

scenarios("answers.feature")


@step(said("{letter:Letter} dated {dated:Day} is filed on {filed:Day}"))
def file_letter(officer: Officer, letter: str, dated: date, filed: date) -> None:
    officer.file_letter(letter, dated, filed)


@step(said("it is noted on {noted:Day} that it was posted on {posted:Day}"))
def note_sending(officer: Officer, noted: date, posted: date) -> None:
    officer.record_sending(posted, noted)


@then(said("the answer was sent on {on:Day}"))
def was_sent(officer: Officer, on: date) -> None:
    assert officer.view().facts.answered_on == on


@then("the complaint is not acknowledged")
def is_not_acknowledged(officer: Officer) -> None:
    assert officer.view().facts.acknowledged_on is None
