"""The list of letters says of each whether it is worded as it ships, and opens its wording."""

from concurrent.futures import Executor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.letters import Language
from kmss_dpo.services.wordings import WordingRow
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.settings.form_state import changed_at_words, own_words
from kmss_dpo.ui.settings.letters import LettersPanel

ROW = WordingRow("fee", "Fee", own=False, languages=(Language.ENGLISH,))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (ROW, "As it ships"),
        (replace(ROW, own=True), "Your own"),
        (replace(ROW, languages=tuple(Language)), "As it ships and Welsh"),
        (replace(ROW, own=True, changed=("Court",)), "Your own; what ships has changed"),
    ],
)
def test_a_wording_is_told_in_a_few_words(row: WordingRow, said: str) -> None:
    assert own_words(row) == said


def test_who_settled_it_last_is_told_with_the_day() -> None:
    assert changed_at_words(ROW) == ""
    settled = replace(ROW, at=datetime(2026, 7, 31, 23, 30, tzinfo=UTC), by="Robin Hale")
    assert changed_at_words(settled) == "1 Aug 2026, Robin Hale"


def test_the_letters_are_listed_and_open_by_their_line(
    qtbot: QtBot, session: Session, runner: Runner, files: Executor
) -> None:
    opened = session.wordings.open("fee")
    head = replace(opened.wording.head, title="A fee of mine")
    session.wordings.settle("fee", replace(opened.wording, head=head), 0)
    panel = LettersPanel(session, runner, files)
    qtbot.addWidget(panel)
    panel.show()
    panel.load()
    model = panel.table.model()
    qtbot.waitUntil(lambda: model.rowCount() > 25 and model.index(0, 0).data() == "A fee of mine")
    assert model.index(0, 1).data() == "Your own"
    assert model.index(1, 1).data() == "As it ships"
    with qtbot.waitSignal(panel.wording_requested) as asked:
        panel.table.open_requested.emit(1)
    assert asked.args == ["fee"]
