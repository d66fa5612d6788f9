"""The right half: the real PDF as the letter is typed, with zoom, page number and envelope window."""

from collections.abc import Callable, Iterable
from concurrent.futures import Executor

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.domain.letters import NotPrintable
from kmss_dpo.ui.kit.desk import Desk, Sheets
from kmss_dpo.ui.kit.desk_bar import DeskBar
from kmss_dpo.ui.kit.labels import button
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.sheets import pictures

PAUSE = 120
"""Milliseconds from the first keystroke that is not yet on paper to drawing; more keys don't delay it."""


class Preview(QWidget):
    """Draws one letter at a time on a thread of its own; of several that wait, the newest is drawn.

    `more` stands in the bar above it. `font_wanted` asks for a font that has the letters it carries.
    """

    refreshed = Signal()
    window_toggled = Signal(bool)
    font_wanted = Signal(str)

    def __init__(self, runner: Runner, files: Executor, more: Iterable[QWidget] = ()) -> None:
        super().__init__()
        self._runner = runner
        self._files = files
        self._draw: Callable[[], bytes] | None = None
        self._letter = 0
        self._busy = self._again = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._desk = Desk("The letter as it will be printed")
        self._notice = Notice(closable=False)
        self.outline_button = button("Show envelope window")
        self.bar = DeskBar(self._desk, [self.outline_button, *more])
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
        self.outline_button.setCheckable(True)
        self.outline_button.setToolTip("Show what the window of the envelope shows; it is not printed")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._notice)
        column.addWidget(self._desk, 1)

    def _connect(self) -> None:
        self._pause.timeout.connect(self._begin)
        self.outline_button.toggled.connect(self.window_toggled)
        self._desk.pictures_wanted.connect(self._begin)

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
            case NotPrintable() if error.characters:
                wanted = error.characters
                said = f"{error.sentence} The pages below are older."
                self._notice.say(said, Tone.ERROR, "Choose a font…", lambda: self.font_wanted.emit(wanted))
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
