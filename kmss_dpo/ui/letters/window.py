"""The window a letter is written in, beside the main one; several can be open at once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from kmss_dpo.ui.kit.key_marks import KeysOnAlt
from kmss_dpo.ui.letters.page import ComposerPage


class LetterWindow(QMainWindow):
    """Holds one composer and closes with it; `done(case)` says where to go on."""

    done = Signal(int)

    def __init__(self, page: ComposerPage, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.page = page
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setCentralWidget(page)
        self.resize(1360, 850)
        KeysOnAlt(self)
        page.closed.connect(self._leave)
        page.not_opened.connect(self.close)

    def _leave(self, case: int) -> None:
        self.done.emit(case)
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: what was typed is kept as a draft."""
        if self.page.kept():
            super().closeEvent(event)
        else:
            event.ignore()
