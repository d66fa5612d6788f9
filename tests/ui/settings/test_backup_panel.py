"""The second place for backups, as it is chosen and changed in the settings."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from kmss_dpo.session import Session
from kmss_dpo.store.second_place import own_folders
from kmss_dpo.ui.settings.page import SettingsPage


def test_another_second_place_says_where_copies_are_left_that_could_not_be_reached(
    page: SettingsPage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    panel = page.backup
    session.backups.make()
    first, other, third = (tmp_path / name for name in ("first", "other", "third"))
    for place in (first, other, third):
        place.mkdir()
    for place in (first, other):
        panel.use_second_place(place)
        qtbot.waitUntil(lambda of=place: f"“{of}”" in panel.second_words.text())
    assert "could not be reached" not in panel.second_words.text()
    assert (list(first.iterdir()), len(own_folders(other))) == ([], 1)
    other.rename(tmp_path / "away")
    panel.use_second_place(third)
    qtbot.waitUntil(lambda: "The place before could not be reached" in panel.second_words.text())
    assert panel.second_words.text().startswith(f"Each backup is copied to “{third}” too")
    assert panel.choose_button.isEnabled()
