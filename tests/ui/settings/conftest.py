"""The settings page over a real register."""

from concurrent.futures import Executor
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.support.settings import Settings
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.settings.computer import ThisComputer
from kmss_dpo.ui.settings.page import SettingsPage


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "machine")


@pytest.fixture
def page(  # noqa: PLR0917 - what the page stands on
    qtbot: QtBot,
    session: Session,
    runner: Runner,
    files: Executor,
    settings: Settings,
    unlocking: Unlocking,
    folder: Path,
) -> SettingsPage:
    session.settings.settle(Organisation(officer_name="Robin Hale"), Regulator())
    session.fonts._settings = settings  # as the program hands it over
    computer = ThisComputer(
        unlocking.keychain_works,
        lambda: unlocking.look(folder).remembered,
        lambda: unlocking.remember(session.opened),
        lambda: unlocking.forget(session.opened),
    )
    made = SettingsPage(session, runner, settings, files, computer)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    qtbot.waitUntil(
        lambda: bool(made.holidays._days) and made.organisation.binder.state.organisation.name != ""
    )
    qtbot.waitUntil(lambda: bool(made.backup.words.text()) and bool(made.keychain.words.text()))
    qtbot.waitUntil(lambda: made.envelope.form.isEnabled() and made.letterhead.form.isEnabled())
    qtbot.waitUntil(lambda: bool(made.letter_font.words.text()))
    return made
