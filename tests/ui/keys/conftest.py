"""The panel of the ways in over a real register."""

from concurrent.futures import Executor

import pytest
from pytestqt.qtbot import QtBot

from kmss_dpo.services.keys import Keys
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.ui.keys.panel import WaysPanel
from kmss_dpo.ui.keys.sheets import Desk
from kmss_dpo.ui.kit.runner import Runner


@pytest.fixture
def keys(unlocking: Unlocking, session: Session) -> Keys:
    return unlocking.keys(session.opened)


@pytest.fixture
def panel(qtbot: QtBot, session: Session, keys: Keys, runner: Runner, files: Executor) -> WaysPanel:
    made = WaysPanel(Desk(session, keys, runner, files))
    qtbot.addWidget(made)
    made.resize(700, 620)
    made.show()
    made.load()
    qtbot.waitUntil(lambda: bool(made.kit_words.text()) and made.table.model().rowCount() > 0)
    return made
