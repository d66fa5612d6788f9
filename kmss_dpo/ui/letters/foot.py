"""The foot of the composer: what can be done with the letter, before and after it is filed."""

from enum import Enum, auto

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kmss_dpo.ui.kit.flow import Flow
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button
from kmss_dpo.ui.kit.notice import Notice


class After(Enum):
    """What follows the filing."""

    PRINT = auto()
    SAVE = auto()
    EMAIL = auto()
    NOTHING = auto()


class Foot(QWidget):
    """Two rows of buttons, of which one is shown, and what became of printing or saving."""

    file_requested = Signal(object)
    hand_out_requested = Signal(object)
    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = Notice(closable=False)
        self.file_and_print = button("File and print…", "main")
        self.file_and_save = button("File and save PDF…")
        self.file = button("File…")
        self.print_again = button("Print…")
        self.save_again = button("Save PDF…")
        self.email = button("Email draft…")
        dress(self.file_and_print, "printer", "on_accent")
        self.close_button = button("Close")
        self.close_filed_button = button("Close", "main")
        self._before = self._row((self.file_and_print, self.file, self.file_and_save, self.close_button))
        self._after = self._row((self.print_again, self.save_again, self.email, self.close_filed_button))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for each in (self.notice, self._before, self._after):
            column.addWidget(each)
        self._connect()
        self.begin()

    def begin(self) -> None:
        """A draft is being written."""
        self.notice.hide()
        self._after.hide()
        self._before.show()

    def show_filed(self, sentence: str) -> None:
        """The letter is filed, and what happened since."""
        self._before.hide()
        self._after.show()
        self.notice.say(sentence)
        self.close_filed_button.setFocus()

    def show_error(self, error: Exception) -> None:
        """Say what could not be done, here, where one looks."""
        self.notice.say_error(error)

    def filed(self) -> bool:
        """Whether the buttons for a filed letter are shown."""
        return not self._after.isHidden()

    def _row(self, buttons: tuple[QWidget, ...]) -> QWidget:
        row = QWidget(self)
        line = Flow(row)
        for each in buttons:
            line.addWidget(each)
        return row

    def _connect(self) -> None:
        self.file_and_print.clicked.connect(lambda: self.file_requested.emit(After.PRINT))
        self.file_and_save.clicked.connect(lambda: self.file_requested.emit(After.SAVE))
        self.file.clicked.connect(lambda: self.file_requested.emit(After.NOTHING))
        self.print_again.clicked.connect(lambda: self.hand_out_requested.emit(After.PRINT))
        self.save_again.clicked.connect(lambda: self.hand_out_requested.emit(After.SAVE))
        self.email.clicked.connect(lambda: self.hand_out_requested.emit(After.EMAIL))
        for each in (self.close_button, self.close_filed_button):
            each.clicked.connect(self.close_requested)
