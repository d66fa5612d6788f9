"""The officer's own checklists: a line for each item, kept for all cases of a kind."""

import pytest
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.checklists import DEFAULTS
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.settings.checklists import ChecklistsPanel


@pytest.fixture
def panel(qtbot: QtBot, session: Session, runner: Runner) -> ChecklistsPanel:
    made = ChecklistsPanel(session, runner)
    qtbot.addWidget(made)
    made.show()
    made.load()
    qtbot.waitUntil(lambda: bool(made.items.toPlainText()))
    return made


def go_to(panel: ChecklistsPanel, kind: CaseKind) -> None:
    panel.kind.setCurrentIndex(list(CaseKind).index(kind))


def shows(panel: ChecklistsPanel, qtbot: QtBot, *lines: str) -> None:
    qtbot.waitUntil(lambda: panel.items.toPlainText().splitlines() == list(lines))


def test_the_list_that_came_with_the_program_is_shown_and_can_be_changed_and_brought_back(
    panel: ChecklistsPanel, session: Session, qtbot: QtBot
) -> None:
    shows(panel, qtbot, *DEFAULTS[CaseKind.ACCESS])
    assert not panel.save_button.isEnabled()
    assert not panel.restore_button.isEnabled()
    panel.items.setPlainText("Ring the person\n\n  Ask twice ")
    panel.save_button.click()
    shows(panel, qtbot, "Ring the person", "Ask twice")
    assert session.checklists.template(CaseKind.ACCESS) == ("Ring the person", "Ask twice")
    assert session.checklists.template(CaseKind.ERASURE) == DEFAULTS[CaseKind.ERASURE]
    panel.restore_button.click()
    shows(panel, qtbot, *DEFAULTS[CaseKind.ACCESS])


@pytest.mark.parametrize(
    ("typed", "said"), [(" \n ", "at least one item"), ("Same\nSame", "on the list twice")]
)
def test_a_list_that_is_none_says_so_beside_it_and_keeps_what_was_typed(
    panel: ChecklistsPanel, session: Session, qtbot: QtBot, typed: str, said: str
) -> None:
    panel.items.setPlainText(typed)
    panel.save_button.click()
    qtbot.waitUntil(lambda: said in panel.form.row("items").error())
    assert panel.items.toPlainText() == typed
    assert session.checklists.template(CaseKind.ACCESS) == DEFAULTS[CaseKind.ACCESS]


def test_what_is_typed_for_one_kind_waits_there_while_another_is_looked_at(
    panel: ChecklistsPanel, qtbot: QtBot
) -> None:
    panel.items.setPlainText("Half a list")
    go_to(panel, CaseKind.COMPLAINT)
    shows(panel, qtbot, *DEFAULTS[CaseKind.COMPLAINT])
    go_to(panel, CaseKind.ACCESS)
    shows(panel, qtbot, "Half a list")
    assert panel.save_button.isEnabled()
    panel.load()  # something else was settled meanwhile
    shows(panel, qtbot, "Half a list")


@pytest.mark.parametrize("kind", [CaseKind.ACCESS, CaseKind.COMPLAINT])
def test_what_was_typed_when_a_lock_came_is_gone_on_with(
    panel: ChecklistsPanel, qtbot: QtBot, kind: CaseKind
) -> None:
    go_to(panel, kind)
    shows(panel, qtbot, *DEFAULTS[kind])
    panel.items.setPlainText("Half a list")
    kept = panel.typing.unfinished()
    assert kept
    assert (kept.place, kept.form) == ("settings", ChecklistsPanel.FORM)
    panel.items.setPlainText("\n".join(DEFAULTS[kind]))
    assert panel.typing.unfinished() is None
    go_to(panel, CaseKind.ACCESS)
    shows(panel, qtbot, *DEFAULTS[CaseKind.ACCESS])
    panel.typing.resume(kept)
    shows(panel, qtbot, "Half a list")
    assert panel.kind.currentData() is kind
