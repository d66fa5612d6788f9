"""The pages of a PDF or a picture, drawn in another process as they come into sight."""

from dataclasses import replace

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.looking import Drawn, Pages, Wanted
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.desk import Desk, Fit, Sheets
from kmss_dpo.ui.kit.desk_bar import DeskBar
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.runner import Runner


class PagesView(QWidget):
    """Draws one page at a time; what was drawn for a document that is shown no more is dropped."""

    def __init__(self, session: Session, runner: Runner) -> None:
        super().__init__()
        self._session = session
        self._runner = runner
        self._wanted: Wanted | None = None
        self._turn = 0
        self._sharp: dict[int, float] = {}
        self._busy = False
        self._notice = Notice(closable=False)
        self.desk = Desk("Pages")
        self.bar = DeskBar(self.desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._notice)
        column.addWidget(self.desk, 1)
        self.desk.pictures_wanted.connect(self._draw)

    def show_pages(self, wanted: Wanted, pages: Pages, name: str) -> None:
        """Show these pages from the first on."""
        self.clear()
        self._notice.hide()
        self.desk.setAccessibleName(f"Pages of {name}")
        self.desk.show_sheets(Sheets(sizes=tuple(QSizeF(*size) for size in pages.sizes)))
        self.desk.fit(Fit.WIDTH if len(pages.sizes) > 1 else Fit.PAGE)
        self.desk.verticalScrollBar().setValue(0)
        self._wanted = wanted
        self._draw()

    def clear(self) -> None:
        """Take the pages away."""
        self._wanted = None
        self._turn += 1
        self._sharp.clear()
        self.desk.show_sheets(Sheets())

    def drawn(self) -> frozenset[int]:
        """The pages that are there, sharp or not."""
        return frozenset(self.desk.sheets().images)

    def trouble(self) -> str:
        """Why a page could not be drawn; empty where all could."""
        return self._notice.sentence()

    def _draw(self) -> None:
        """Have the next page drawn that is in sight or nearly, and is not there as sharp as it is wanted."""
        wanted, sheets, scale = self._wanted, self.desk.sheets(), self.desk.scale()
        near = [each for each in self.desk.wanted() if each < len(sheets.sizes)]
        missing = [each for each in near if self._sharp.get(each) != scale]
        if self._busy or wanted is None or not missing:
            return
        page, turn = missing[0], self._turn
        size = (sheets.sizes[page] * scale).toSize()
        self._busy = True
        self._runner.run(
            self,
            self._session.looking.lane,
            lambda: _as_image(self._session.looking.draw(wanted, page, size.width(), size.height())),
            lambda image: self._take(turn, page, scale, image),
            lambda error: self._refuse(turn, page, scale, error),
        )

    def _take(self, turn: int, page: int, scale: float, image: QImage) -> None:
        self._busy = False
        if turn == self._turn:
            self._sharp[page] = scale
            sheets, near = self.desk.sheets(), self.desk.wanted()
            kept = {each: there for each, there in sheets.images.items() if each in near}
            self.desk.show_sheets(replace(sheets, images={**kept, page: image}, scale=scale))
        self._draw()

    def _refuse(self, turn: int, page: int, scale: float, error: Exception) -> None:
        self._busy = False
        if turn == self._turn:
            self._sharp[page] = scale
            if isinstance(error, Mistake):
                self._notice.say(error.sentence, Tone.ERROR)
            else:
                self._runner.report(error)
        self._draw()


def _as_image(drawn: Drawn) -> QImage:
    """A picture with its own copy of the pixels."""
    stride = drawn.width * 4
    return QImage(drawn.pixels, drawn.width, drawn.height, stride, QImage.Format.Format_RGB32).copy()
