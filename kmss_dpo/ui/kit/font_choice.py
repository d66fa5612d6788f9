"""Choosing a font of this computer for the letters that the built-in typeface lacks."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kmss_dpo.domain.fonts import Font
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.form import Form
from kmss_dpo.ui.kit.key_marks import mark_keys
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.newest import Newest
from kmss_dpo.ui.kit.runner import Runner

PAUSE = 400
"""Milliseconds after the last key before the fonts are looked through again, which takes seconds."""
_LOOKING = "Looking through the fonts of this computer…"
_NONE = (
    "No font on this computer has all of these and may be embedded in a letter. Install one that has, or "
    "write the letters in another way."
)
_FOUND = "Fonts that have them and may be embedded in a letter. The choice holds for this computer."


class FontChoice(QDialog):
    """`chosen` once the choice is kept. `characters` are the letters wanted; Escape chooses nothing."""

    chosen = Signal()

    def __init__(
        self, parent: QWidget, session: Session, runner: Runner, files: Executor, characters: str
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Choose a font")
        self.setModal(True)
        self._session, self._runner, self._files = session, runner, files
        self._fonts: tuple[Font, ...] = ()
        self._looking = Newest(runner, files, self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self.letters = QLineEdit(characters)
        self.list = QListWidget()
        self.words = label("", "quiet", wrap=True)
        self.decide_button = button("Use this font", "main")
        self._cancel = button("Cancel")
        self._lay_out()
        self._connect()
        self.look()

    def look(self) -> None:
        """Look for the fonts that have the letters typed."""
        characters, find = "".join(self.letters.text().split()), self._session.fonts.with_letters
        self.words.setText(_LOOKING)
        self._looking.ask(lambda: find(characters), self._show)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: every button and field has its key."""
        super().showEvent(event)
        mark_keys(self)
        self.list.setFocus()

    def _show(self, fonts: Sequence[Font]) -> None:
        self._fonts = tuple(fonts)
        self.list.clear()
        for font in fonts:
            self.list.addItem(QListWidgetItem(font.name))
        self.list.setCurrentRow(0)
        self.words.setText(_FOUND if fonts else _NONE)
        self._follow()

    def _follow(self) -> None:
        self.decide_button.setEnabled(self.list.currentRow() >= 0)

    def _decide(self) -> None:
        font, choose = self._fonts[self.list.currentRow()], self._session.fonts.choose
        self._runner.run(self, self._files, lambda: choose(font), lambda _: self._kept())

    def _kept(self) -> None:
        self.chosen.emit()
        self.accept()

    def _lay_out(self) -> None:
        form = Form()
        form.add("letters", "Letters that it must have", self.letters)
        form.add("font", "Font", self.list)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self.decide_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label("Choose a font", "title", wrap=True))
        column.addWidget(form, 1)
        column.addWidget(self.words)
        column.addLayout(foot)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.resize(letter * 64, line * 26)
        self.decide_button.setDefault(True)
        self._follow()

    def _connect(self) -> None:
        self._pause.timeout.connect(self.look)
        self.letters.textChanged.connect(lambda _text: self._pause.start())
        self.list.currentRowChanged.connect(lambda _row: self._follow())
        self.list.itemDoubleClicked.connect(lambda _item: self._decide())
        self.decide_button.clicked.connect(self._decide)
        self._cancel.clicked.connect(self.reject)


def choose_font(
    parent: QWidget,
    session: Session,
    runner: Runner,
    files: Executor,
    characters: str,
    then: Callable[[], None],
) -> None:
    """Ask for a font that has these letters; `then` is called once one was chosen and kept."""
    dialog = FontChoice(parent, session, runner, files, characters)
    dialog.chosen.connect(then)
    dialog.open()
