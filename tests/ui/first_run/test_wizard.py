"""A register is made step by step; nothing weak or missing gets past a step."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.domain.holidays import Nation
from kmss_dpo.domain.passphrases import Strength, TypedTwice
from kmss_dpo.domain.retention import DEFAULT_RULES
from kmss_dpo.ui.first_run.form_state import (
    STEPS,
    FirstRunState,
    Step,
    wrong_with,
)
from kmss_dpo.ui.first_run.steps import describe_rule
from kmss_dpo.ui.first_run.wizard import FirstRunWizard
from kmss_dpo.ui.kit.runner import Runner

STRONG = Strength(4, strong_enough=True)
WEAK = Strength(1, strong_enough=False, reasons=("Names are guessed early.",), suggestion="Use four words.")
GOOD = FirstRunState(folder="/srv/register", person="Anna Lee", officer_email="anna@example.org")


def weigh(passphrase: bytearray, _own_words: Sequence[str]) -> Strength:
    return WEAK if b"anna" in passphrase else STRONG


@pytest.fixture
def lane() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as made:
        yield made


@pytest.fixture
def wizard(qtbot: QtBot, lane: ThreadPoolExecutor) -> FirstRunWizard:
    made = FirstRunWizard(GOOD, DEFAULT_RULES, Runner(), lane, weigh)
    qtbot.addWidget(made)
    made.show()
    return made


def type_passphrase(qtbot: QtBot, wizard: FirstRunWizard, first: str, again: str) -> None:
    words = wizard._words._chosen
    words.wipe()
    words._first._put(first.encode())
    words._again._put(again.encode())
    qtbot.waitUntil(lambda: "being checked" not in str(words.wrong()))


@pytest.mark.parametrize(
    ("step", "change", "field"),
    [
        (Step.WHERE, {"folder": " "}, "folder"),
        (Step.WHERE, {"folder": "register"}, "folder"),
        (Step.WHERE, {"register_name": ""}, "register_name"),
        (Step.WHERE, {"person": ""}, "person"),
        (Step.RECOVERY, {}, "kit_is_safe"),
        (Step.ORGANISATION, {"name": ""}, "name"),
        (Step.ORGANISATION, {"address": "\n "}, "address"),
        (Step.ORGANISATION, {"officer_email": ""}, "officer_email"),
        (Step.ORGANISATION, {"officer_email": "anna"}, "officer_email"),
        (Step.ORGANISATION, {"regulator_name": ""}, "regulator_name"),
        (Step.RETENTION, {}, "rules_approved"),
    ],
)
def test_what_is_missing_is_named(step: Step, change: dict[str, str], field: str) -> None:
    assert list(wrong_with(step, replace(GOOD, **change))) == [field]


@pytest.mark.parametrize("step", [Step.WHERE, Step.ORGANISATION, Step.FINISH, Step.WORDS])
def test_a_full_form_stands_in_no_way(step: Step) -> None:
    assert wrong_with(step, GOOD) == {}


@pytest.mark.parametrize("change", [{"kit_kept": True}, {"kit_is_safe": True}])
def test_the_kit_is_kept_one_way_or_the_other(change: dict[str, bool]) -> None:
    assert wrong_with(Step.RECOVERY, replace(GOOD, **change)) == {}


def test_the_officer_has_no_email_and_the_regulator_no_address_to_start_with() -> None:
    assert FirstRunState().officer_email == ""
    assert FirstRunState().regulator().address == ""


def test_what_was_typed_becomes_the_organisation() -> None:
    state = replace(GOOD, nation=Nation.SCOTLAND, address=" 1 High Street \n\n Perth ", phone=" 01 ")
    organisation = state.organisation()
    assert (organisation.officer_name, organisation.nation) == ("Anna Lee", Nation.SCOTLAND)
    assert (organisation.address, organisation.phone) == ("1 High Street\nPerth", "01")


@pytest.mark.parametrize(
    ("state", "field", "words"),
    [
        (TypedTwice(3), "passphrase", "at least 12"),
        (TypedTwice(20), "passphrase", "being checked"),
        (
            TypedTwice(20, same=True, strength=WEAK),
            "passphrase",
            "Names are guessed early. Use four words.",
        ),
        (TypedTwice(20, strength=STRONG), "again", "not the same"),
    ],
)
def test_a_passphrase_is_refused_with_the_reason(state: TypedTwice, field: str, words: str) -> None:
    wrong = state.wrong()
    assert list(wrong) == [field]
    assert words in wrong[field]


def test_a_strong_passphrase_typed_twice_will_do() -> None:
    assert TypedTwice(20, same=True, strength=STRONG).wrong() == {}


def test_every_rule_is_told_in_a_sentence() -> None:
    for each in DEFAULT_RULES:
        assert describe_rule(each).endswith(".")


def test_a_missing_answer_keeps_the_step_and_shows_what_is_missing(wizard: FirstRunWizard) -> None:
    wizard._binder.show(replace(GOOD, person=""))
    wizard.go_on()
    assert wizard.step is Step.WHERE
    assert "your name" in wizard._pages[Step.WHERE].form.row("person").error()


def test_a_weak_passphrase_makes_no_register(qtbot: QtBot, wizard: FirstRunWizard) -> None:
    wizard.go_on()
    type_passphrase(qtbot, wizard, "anna anna anna", "anna anna anna")
    with qtbot.assertNotEmitted(wizard.create_requested):
        wizard.go_on()
    assert wizard.step is Step.WORDS
    assert "Names are guessed" in wizard._words.form.row("passphrase").error()


def test_two_passphrases_that_differ_make_no_register(qtbot: QtBot, wizard: FirstRunWizard) -> None:
    wizard.go_on()
    type_passphrase(qtbot, wizard, "seven quiet otters", "seven quiet otter")
    with qtbot.assertNotEmitted(wizard.create_requested):
        wizard.go_on()


def test_the_whole_way(qtbot: QtBot, wizard: FirstRunWizard) -> None:
    wizard.go_on()
    type_passphrase(qtbot, wizard, "seven quiet otters", "seven quiet otters")
    with qtbot.waitSignal(wizard.create_requested) as asked:
        wizard.go_on()
    assert asked.args == [
        Path("/srv/register"),
        "KMSS data protection",
        "Anna Lee",
        bytearray(b"seven quiet otters"),
    ]
    assert not any(wizard._words._chosen._first._secret._store)
    wizard.show_recovery(bytearray(b"ABCDEF-GHJKMN"))
    wizard.go_on()
    assert wizard.step is Step.RECOVERY
    wizard.go_back()
    assert wizard.step is Step.RECOVERY
    wizard.show_kit_kept("The recovery kit was saved.")
    wizard.go_on()
    assert not any(wizard._recovery.key._secret._store)
    wizard.go_on()
    assert wizard.step is Step.RETENTION
    wizard._binder.show(replace(wizard.state, rules_approved=True))
    wizard.go_on()
    with qtbot.waitSignal(wizard.finished) as done:
        wizard.go_on()
    assert done.args[0].organisation().officer_email == "anna@example.org"
    with qtbot.assertNotEmitted(wizard.cancelled):
        wizard.close()


def test_what_the_officer_can_put_right_is_shown_where_it_was_typed(wizard: FirstRunWizard) -> None:
    wizard.show_failure(Mistake("That folder holds a register already.", "folder"))
    assert wizard.step is Step.WHERE
    assert wizard._pages[Step.WHERE].form.row("folder").error() == "That folder holds a register already."


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (Trouble("The disk is full.", "Free some space."), "The disk is full. Free some space."),
        (Mistake("Not like this."), "Not like this."),
        (ValueError("secret"), "Something in this program went wrong. Nothing was lost."),
    ],
)
def test_other_failures_stand_above_the_step(wizard: FirstRunWizard, error: Exception, words: str) -> None:
    wizard.show_failure(error)
    assert wizard._notice.sentence() == words
    assert wizard._next.isEnabled()


def test_closing_forgets_what_was_typed(qtbot: QtBot, wizard: FirstRunWizard) -> None:
    wizard._words._chosen._first._put(b"seven quiet otters")
    with qtbot.waitSignal(wizard.cancelled):
        wizard.close()
    assert not any(wizard._words._chosen._first._secret._store)


def test_the_steps_are_in_their_order() -> None:
    assert STEPS[0] is Step.WHERE
    assert STEPS[-1] is Step.FINISH


def test_tab_goes_from_one_passphrase_field_to_the_other_and_then_to_their_buttons(
    wizard: FirstRunWizard,
) -> None:
    wizard.go_on()
    wizard.activateWindow()
    words = wizard._words._chosen
    words._first.setFocus()
    order = []
    for _ in range(4):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        order.append(QApplication.focusWidget().accessibleName())
    fields = ["The same again, required", "Show the passphrase again", "Show the passphrase"]
    assert order[:3] == fields
    assert order[3] not in {*fields, "Passphrase, required"}
