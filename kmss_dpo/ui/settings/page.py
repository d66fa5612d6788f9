"""Settings: the register's own at the left, holidays and this computer at the right."""

from concurrent.futures import Executor
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from kmss_dpo.domain.backups import Standing
from kmss_dpo.domain.changes import Changes
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.support.settings import Settings
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.notice import Toast
from kmss_dpo.ui.kit.panel import Panel, Scrolling
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.settings.backup import BackupPanel
from kmss_dpo.ui.settings.checklists import ChecklistsPanel
from kmss_dpo.ui.settings.computer import ComputerPanel, KeychainPanel, ThisComputer
from kmss_dpo.ui.settings.envelope import EnvelopePanel
from kmss_dpo.ui.settings.form_state import UNSETTLED
from kmss_dpo.ui.settings.holidays import HolidaysPanel
from kmss_dpo.ui.settings.letter_font import LetterFontPanel
from kmss_dpo.ui.settings.letterhead import LetterheadPanel
from kmss_dpo.ui.settings.letters import LettersPanel
from kmss_dpo.ui.settings.panels import OrganisationPanel
from kmss_dpo.ui.settings.paragraphs import ParagraphsPanel
from kmss_dpo.ui.settings.reminders import RemindersPanel


class _Loads(Protocol):
    """A panel that reads what it shows."""

    def load(self) -> None:
        """Read it."""


class _Resumes(_Loads, Protocol):
    """A panel with a form which a lock may have closed."""

    FORM: str

    def resume(self, kept: Unfinished) -> None:
        """Go on with it."""


_SHOWN = frozenset({Kind.SETTING, Kind.HOLIDAY})
_COLUMNS_FROM = 130


class SettingsPage(QWidget):
    """Signals for the window: how things look, when to lock, backups and restores, a letter to word."""

    appearance_changed = Signal(str, float)
    idle_minutes_changed = Signal(int)
    backed_up = Signal(object)
    wording_requested = Signal(str)
    calendar_requested = Signal()
    restore_requested = Signal()
    erase_requested = Signal(str)

    def __init__(
        self,
        session: Session,
        runner: Runner,
        settings: Settings,
        files: Executor,
        computer: ThisComputer,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._stale = True
        self.organisation = OrganisationPanel(session, runner)
        self.letterhead = LetterheadPanel(session, runner, files)
        self.envelope = EnvelopePanel(session, runner, files)
        self.paragraphs = ParagraphsPanel(session, runner)
        self.checklists = ChecklistsPanel(session, runner)
        self.letters = LettersPanel(session, runner, files)
        self.holidays = HolidaysPanel(session, runner, files)
        self.computer = ComputerPanel(settings, runner, files)
        self.reminders = RemindersPanel(session, runner, settings, files)
        self.letter_font = LetterFontPanel(session, runner, files)
        self.keychain = KeychainPanel(computer, runner, files, session.writing)
        self.backup = BackupPanel(session, runner, files)
        self._added: list[_Resumes] = []
        self._beside_keychain = QVBoxLayout()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._toast = Toast(self)
        self._connect()

    def add_panel(self, panel: Any) -> None:
        """Put the panel of another feature, which loads and resumes as they all do, above the keychain's."""
        self._added.append(panel)
        self._beside_keychain.addWidget(panel)

    def first_focus(self) -> None:
        """The first field."""
        self.organisation.focus_first()

    def changes_made(self, changes: Changes) -> None:
        """Show what was settled elsewhere."""
        if not changes.kinds() & _SHOWN:
            return
        self._stale = True
        if self.isVisible():
            self._load()

    def resume(self, kept: Unfinished) -> None:
        """Go on with settings that were being typed before a lock."""
        own: tuple[_Resumes, ...] = (self.checklists, self.letterhead, self.envelope, self.paragraphs)
        for panel in (*own, *self._added):
            if kept.form == panel.FORM:
                panel.resume(kept)
                return
        self.organisation.resume(kept)

    def back_up(self) -> None:
        """Make a backup now, as the command of the search field asks."""
        self.backup.make()

    def show_backup(self, standing: Standing) -> None:
        """Say when the newest backup was made, wherever that was asked for."""
        self.backup.show_backup(standing)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: catch up with what changed meanwhile."""
        super().showEvent(event)
        if self._stale:
            self._load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: two columns where there is room for them."""
        super().resizeEvent(event)
        wide = self.width() > self.fontMetrics().averageCharWidth() * _COLUMNS_FROM
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(across if wide else down)

    def _load(self) -> None:
        self._stale = False
        for panel in self._panels():
            panel.load()

    def _panels(self) -> tuple[_Loads, ...]:
        """All that show something kept."""
        return (
            self.organisation,
            self.letterhead,
            self.envelope,
            self.letters,
            self.paragraphs,
            self.checklists,
            self.holidays,
            self.reminders,
            self.letter_font,
            self.keychain,
            self.backup,
            *self._added,
        )

    def _lay_out(self) -> None:
        scrolling = Scrolling("Settings")
        scrolling.column.addWidget(label("Settings", "title"))
        scrolling.column.addWidget(
            label(
                "Letters and due dates follow what stands here. This computer's own choices hold at once.",
                "quiet",
                wrap=True,
            )
        )
        left, right = QVBoxLayout(), QVBoxLayout()
        for side, panels in (
            (left, (self.organisation, self.letterhead, self.letters, self.paragraphs, self.checklists)),
            (
                right,
                (
                    self.computer,
                    self.reminders,
                    self.letter_font,
                    self.keychain,
                    self.backup,
                    self.envelope,
                    self.holidays,
                    _unsettled(),
                ),
            ),
        ):
            side.setSpacing(16)
            for panel in panels:
                if panel is self.keychain:
                    side.addLayout(self._beside_keychain)
                side.addWidget(panel)
            side.addStretch(1)
            self._columns.addLayout(side, 1)
        self._columns.setSpacing(16)
        scrolling.column.addLayout(self._columns)
        scrolling.column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling)
        scrolling.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def _connect(self) -> None:
        self.computer.appearance_changed.connect(self.appearance_changed)
        self.computer.idle_minutes_changed.connect(self.idle_minutes_changed)
        self.backup.backed_up.connect(self.backed_up)
        self.backup.restore_requested.connect(self.restore_requested)
        self.backup.erase_requested.connect(self.erase_requested)
        self.letters.wording_requested.connect(self.wording_requested)
        self.reminders.calendar_requested.connect(self.calendar_requested)
        self.organisation.saved.connect(self._saved)
        self.envelope.saved.connect(lambda: self._toast.say("Saved."))
        self.letterhead.saved.connect(self._toast.say)
        self.paragraphs.saved.connect(self._toast.say)

    def _saved(self, nation_changed: bool) -> None:  # noqa: FBT001 - a Qt signal carries it so
        self._toast.say("Saved.")
        if nation_changed:
            self.holidays.load()
            self.holidays.recompute("The nation was changed.")


def _unsettled() -> Panel:
    """What the law leaves open, and what the register does about it."""
    panel = Panel("Points that are not settled")
    for sentence in UNSETTLED:
        panel.column.addWidget(label(sentence, "quiet", wrap=True))
    return panel
