"""The right half: the real PDF as the letter is typed, with zoom, page number and envelope window."""

from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.letters.desk import Desk, Fit
from kmss_dpo.ui.letters.flow import Flow
from kmss_dpo.ui.letters.sheets import Sheets, pictures

PAUSE = 120
"""Milliseconds from the first keystroke that is not yet on paper to drawing; more keys don't delay it."""
_ZOOMS = (50, 75, 100, 125, 150, 200, 300)


class Preview(QWidget):
    """Draws one letter at a time on a thread of its own; of several that wait, the newest is drawn."""

    refreshed = Signal()
    window_toggled = Signal(bool)

    def __init__(self, runner: Runner, files: Executor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._files = files
        self._draw: Callable[[], bytes] | None = None
        self._letter = 0
        self._busy = self._again = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._desk = Desk()
        self._notice = Notice(closable=False)
        self._nearer, self._farther = button(""), button("")
        self.zoom_button = button("Fit page")
        self.page_button = button("Page 1 of 1")
        self.outline_button = button("Show envelope window")
        self._lay_out()
        self._connect()

    def show_letter(self, draw: Callable[[], bytes], *, at_once: bool = False) -> None:
        """Have a letter drawn by `draw`, which runs on a thread and may raise `Mistake`."""
        self._draw = draw
        if at_once:
            self._pause.stop()
            self._begin()
        elif not self._pause.isActive():
            self._pause.start()

    def clear(self) -> None:
        """Take the pages away; a letter that is being drawn is not shown any more."""
        self._draw = None
        self._letter += 1
        self._pause.stop()
        self._notice.hide()
        self._desk.show_sheets(Sheets())

    def sheets(self) -> Sheets:
        """The pages on the desk."""
        return self._desk.sheets()

    def trouble(self) -> str:
        """Why the pages could not be drawn anew; empty where they were."""
        return self._notice.sentence()

    def _lay_out(self) -> None:
        dress(self._farther, "zoom-out")
        dress(self._nearer, "zoom-in")
        self._farther.setAccessibleName("Zoom out")
        self._nearer.setAccessibleName("Zoom in")
        self._farther.setToolTip("Zoom out (Ctrl+-)")
        self._nearer.setToolTip("Zoom in (Ctrl++)")
        self._farther.setShortcut("Ctrl+-")
        self._nearer.setShortcut("Ctrl++")
        self.zoom_button.setMenu(self._zoom_menu())
        self.zoom_button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        dress(self.zoom_button, "chevron-down")
        self.page_button.setToolTip("Go to the next page")
        self.outline_button.setCheckable(True)
        self.outline_button.setToolTip("Show what the window of the envelope shows; it is not printed")
        bar = QWidget(self)
        bar.setProperty("role", "side")
        line = Flow(bar)
        line.setContentsMargins(16, 8, 16, 8)
        for each in (self._farther, self.zoom_button, self._nearer, self.page_button, self.outline_button):
            line.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._notice)
        column.addWidget(self._desk, 1)

    def _zoom_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction("Fit page", lambda: self._desk.fit(Fit.PAGE))
        menu.addAction("Fit width", lambda: self._desk.fit(Fit.WIDTH))
        menu.addSeparator()
        for percent in _ZOOMS:
            menu.addAction(f"{percent} %", partial(self._desk.zoom, percent / 100))
        return menu

    def _connect(self) -> None:
        self._pause.timeout.connect(self._begin)
        self._nearer.clicked.connect(lambda: self._desk.zoom_by(1))
        self._farther.clicked.connect(lambda: self._desk.zoom_by(-1))
        self.page_button.clicked.connect(self._turn)
        self.outline_button.toggled.connect(self.window_toggled)
        self._desk.pictures_wanted.connect(self._begin)
        self._desk.page_changed.connect(self._say_page)
        self._desk.zoomed.connect(self._say_zoom)

    def _begin(self) -> None:
        """Draw the newest letter, or the pages of the last one anew where nothing was typed since."""
        if self._busy:
            self._again = True
            return
        draw, self._draw = self._draw, None
        pdf = self._desk.sheets().pdf
        if draw is None and not pdf:
            return
        self._busy = True
        letter, wanted, scale = self._letter, self._desk.wanted(), self._desk.scale()
        self._runner.run(
            self,
            self._files,
            lambda: pictures(draw() if draw else pdf, wanted, scale),
            lambda sheets: self._drawn(letter, sheets, anew=draw is not None),
            self._refused,
        )

    def _drawn(self, letter: int, sheets: Sheets, *, anew: bool) -> None:
        if letter == self._letter:
            if anew:
                self._notice.hide()
            self._desk.show_sheets(sheets)
        self._rest()
        self.refreshed.emit()

    def _refused(self, error: Exception) -> None:
        match error:
            case Mistake():
                self._notice.say(f"{error.sentence} The pages below are older.", Tone.ERROR)
            case Trouble():
                self._notice.say(f"{error.happened} {error.to_do}", Tone.ERROR)
            case _:
                pass
        self._rest()

    def _rest(self) -> None:
        self._busy = False
        if self._again:
            self._again = False
            self._begin()

    def _turn(self) -> None:
        page, of = self._desk.page(), len(self._desk.sheets().sizes)
        self._desk.go_to_page(page % of + 1 if of else 1)

    def _say_page(self, page: int, of: int) -> None:
        self.page_button.setText(f"Page {page} of {of}")
        self._desk.setAccessibleDescription(f"Page {page} of {of}")

    def _say_zoom(self) -> None:
        words = {Fit.PAGE: "Fit page", Fit.WIDTH: "Fit width"}
        self.zoom_button.setText(words.get(self._desk.fitted(), f"{self._desk.factor() * 100:.0f} %"))
