"""What starts, stops and lengthens the clock of a request, as the officer would say it."""

from dataclasses import replace
from datetime import date

from pytest_bdd import scenarios, step, then, when

from kmss_dpo.domain.clock import ExtensionGround, Happening
from tests.scenarios.officer import Officer
from tests.scenarios.wording import GROUNDS, Proof, said

scenarios("proof_and_fees.feature", "clarification.feature", "extension.feature", "corrections.feature")


@when(said("the time is extended on {on:Day} without giving reasons"))
def extend_without_reasons(officer: Officer, on: date) -> None:
    officer.happen(Happening.EXTENDED, on, ground=ExtensionGround.COMPLEXITY, reasons=" ")


@step(said("the time is extended for the {ground:Ground} with a notice still to be sent"))
def extend_untold(officer: Officer, ground: ExtensionGround) -> None:
    today = officer.session.day()
    officer.happen(Happening.EXTENDED, today, ground=ground, reasons="Nine systems.", to_be_sent=True)


@step(said("the notice was sent on {on:Day} after all"))
def tell_after_all(officer: Officer, on: date) -> None:
    kept = officer.view().facts.extension
    assert kept
    officer.correct(on, "", extension=replace(kept, notice_sent_on=on))


@when(said('the notice is corrected to {on:Day}, because "{reason:Text}"'))
def correct_notice(officer: Officer, on: date, reason: str) -> None:
    kept = officer.view().facts.extension
    assert kept
    officer.correct(on, reason, extension=replace(kept, notice_sent_on=on))


@when(said('the day {proof:Proof} came is corrected to {on:Day}, because "{reason:Text}"'))
def correct_proof(officer: Officer, proof: Proof, on: date, reason: str) -> None:
    asked = getattr(officer.view().facts, proof.fact)
    officer.correct(on, reason, **{proof.fact: replace(asked, satisfied_on=on)})


@when(said('{proof:Proof} is taken out of the facts, because "{reason:Text}"'))
def take_proof_out(officer: Officer, proof: Proof, reason: str) -> None:
    officer.correct(officer.session.day(), reason, **{proof.fact: None})


@when(said('the day of receipt is corrected to {on:Day}, because "{reason:Text}"'))
def correct_receipt(officer: Officer, on: date, reason: str) -> None:
    officer.correct_receipt(on, reason)


@then(said("a notice of more time should be sent by {on:Day}"))
def notice_should_go_by(officer: Officer, on: date) -> None:
    """The end of the first month itself, before weekends and holidays are passed over."""
    assert officer.view().deadline.unrolled_on == on


@then("the law knows no other ground")
def there_are_two_grounds() -> None:
    assert set(GROUNDS) == {"complexity of the request", "number of requests from this person"}


@then(said("the case knows of one extension, with the notice sent on {on:Day}"))
def has_one_extension(officer: Officer, on: date) -> None:
    extension = officer.view().facts.extension
    assert extension
    assert extension.notice_sent_on == on


@when("the officer writes a note, keeps a document and files a letter")
def go_on_working(officer: Officer) -> None:
    officer.write_note_and_keep_document()
    officer.file_letter("access_response", officer.session.day(), officer.session.day())


@then("all three are on the case")
def are_on_the_case(officer: Officer) -> None:
    view = officer.view()
    assert (len(officer.notes()), view.documents, view.letters) == (1, 2, 1)
