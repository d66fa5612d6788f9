"""Pages to look at, to print and to save: a PDF that was made just now and lies nowhere else."""

from concurrent.futures import Executor
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kmss_dpo.support.safe_file import write_safely
from kmss_dpo.ui.kit.desk import Desk
from kmss_dpo.ui.kit.desk_bar import DeskBar
from kmss_dpo.ui.kit.files import choose_place
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.key_marks import mark_keys
from kmss_dpo.ui.kit.labels import button
from kmss_dpo.ui.kit.newest import Newest
from kmss_dpo.ui.kit.notice import Notice
from kmss_dpo.ui.kit.printing import Lanes, PrintJob, ask_and_print
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.sheets import pictures


class PdfSheet(QDialog):
    """Escape closes it. `name` is the title, the name of the print job and of a saved file."""

    def __init__(self, parent: QWidget, runner: Runner, files: Executor, name: str, pdf: bytes) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(name)
        self.setModal(True)
        self._runner, self._files = runner, files
        self._name, self._pdf = name, pdf
        self._drawing = Newest(runner, files, self)
        self.desk = Desk(name)
        self.notice = Notice()
        self.print_button, self.save_button, self._close = (
            button("Print…"),
            button("Save PDF…"),
            button("Close"),
        )
        dress(self.print_button, "printer")
        self._lay_out(parent)
        self._connect()
        self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: every button has its key."""
        super().showEvent(event)
        mark_keys(self)
        self._close.setFocus()

    def _lay_out(self, parent: QWidget) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 12)
        foot.setSpacing(8)
        foot.addStretch(1)
        for each in (self.print_button, self.save_button, self._close):
            foot.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(DeskBar(self.desk))
        column.addWidget(self.notice)
        column.addWidget(self.desk, 1)
        column.addLayout(foot)
        room = parent.window().size()
        width = min(self.fontMetrics().averageCharWidth() * 110, round(room.width() * 0.94))
        self.resize(width, round(room.height() * 0.94))

    def _connect(self) -> None:
        self.desk.pictures_wanted.connect(self._draw)
        for told in (self.desk.page_changed, self.desk.zoomed):  # after its bar, which says it then
            told.connect(lambda *_: mark_keys(self))
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)
        self._close.clicked.connect(self.reject)

    def _draw(self) -> None:
        pdf, wanted, scale = self._pdf, self.desk.wanted(), self.desk.scale()
        self._drawing.ask(lambda: pictures(pdf, wanted, scale), self.desk.show_sheets)

    def _print(self) -> None:
        told = PrintJob(
            self._name, lambda: self._pdf, lambda: self.notice.say("The pages went to the printer.")
        )
        ask_and_print(self, self._runner, Lanes(self._files, self._files), told)

    def _save(self) -> None:
        words = "Save outside the register, not encrypted"
        choose_place(self, words, f"{self._name}.pdf", "PDF (*.pdf)", self.save_to)

    def save_to(self, path: Path) -> None:
        """Save at a place that was chosen."""
        self._runner.run(
            self,
            self._files,
            lambda: write_safely(path, self._pdf),
            lambda _: self.notice.say("The PDF was saved, not encrypted."),
        )
