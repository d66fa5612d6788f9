"""Notices: a bar in the page for what should be known, and a toast for what was done."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.ui.kit.icons import pixmap
from kmss_dpo.ui.kit.labels import button, label, restyle
from kmss_dpo.ui.kit.palette import colours

TOAST_SECONDS = 8
UNDO_SECONDS = 30
"""What can be undone stays for as long as it takes to reach the button without a mouse."""


class Tone(StrEnum):
    """How serious a notice is."""

    TOLD = "told"
    WARNING = "soon"
    ERROR = "overdue"


_ICONS = {Tone.TOLD: "info", Tone.WARNING: "triangle-alert", Tone.ERROR: "circle-alert"}
_WORDS = {Tone.TOLD: "Note", Tone.WARNING: "Warning", Tone.ERROR: "Problem"}


class Notice(QFrame):
    """A bar with a sentence, optional buttons and a cross; hidden until something is said."""

    def __init__(self, parent: QWidget | None = None, *, closable: bool = True) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._tone = Tone.TOLD
        self._action: Callable[[], None] | None = None
        self._sign = QLabel()
        self._words = label("", wrap=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._on_undo: Callable[[], None] | None = None
        self._button, self._undo = button(""), button("Undo")
        self._close = button("✕", "plain")
        self._close.setAccessibleName("Close this notice")
        if not closable:
            self._close.hide()
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 8, 8)
        line.setSpacing(8)
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._words, 1)
        line.addWidget(self._button)
        line.addWidget(self._undo)
        line.addWidget(self._close)
        self._button.clicked.connect(lambda: self._act(self._action))
        self._undo.clicked.connect(lambda: self._act(self._on_undo))
        self._close.clicked.connect(self.hide)
        self.hide()

    def say(
        self,
        sentence: str,
        tone: Tone = Tone.TOLD,
        action: str = "",
        on_action: Callable[[], None] | None = None,
        on_undo: Callable[[], None] | None = None,
    ) -> None:
        """Show a sentence, with a button named `action` where something can be done about it.

        What was done and can be undone has a button for that too.
        """
        self._tone = tone
        self._action, self._on_undo = on_action, on_undo
        self._words.setText(sentence)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._undo.setVisible(on_undo is not None)
        self.setProperty("tone", tone.value)
        self.setAccessibleName(f"{_WORDS[tone]}: {sentence}")
        restyle(self)
        self._colour()
        self.show()
        announce(self, f"{_WORDS[tone]}: {sentence}")

    def say_error(self, error: Exception) -> None:
        """Say what could not be done; a defect of our own was announced elsewhere."""
        match error:
            case Mistake():
                self.say(error.sentence, Tone.ERROR)
            case Trouble():
                self.say(f"{error.happened} {error.to_do}", Tone.ERROR)
            case _:
                pass

    def sentence(self) -> str:
        """What is said now; empty while hidden."""
        return "" if self.isHidden() else self._words.text()

    def _act(self, act: Callable[[], None] | None) -> None:
        self.hide()
        if act is not None:
            act()

    def _colour(self) -> None:
        tint = getattr(colours(), self._tone.value)
        side = self.fontMetrics().height()
        self._sign.setPixmap(pixmap(_ICONS[self._tone], tint.ink, side))
        self._words.setStyleSheet(f"color: {tint.ink};")

    def changeEvent(self, event: QEvent) -> None:
        """Qt: the theme changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_words") and not self.isHidden():
            self._colour()


class Notices(QWidget):
    """The place at the top of a window or page where notices stack up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._shown: list[Notice] = []
        self.hide()

    def say(
        self,
        sentence: str,
        tone: Tone = Tone.TOLD,
        action: str = "",
        on_action: Callable[[], None] | None = None,
    ) -> Notice:
        """Add a notice; one that already stands there word for word is not repeated."""
        for each in self._shown:
            if each.sentence() == sentence:
                return each
        made = Notice(self)
        made.installEventFilter(self)
        self._shown.append(made)
        self._column.addWidget(made)
        self.show()
        made.say(sentence, tone, action, on_action)
        return made

    def sentences(self) -> list[str]:
        """What stands there now."""
        return [each.sentence() for each in self._shown if each.sentence()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: a notice that was closed goes."""
        if event.type() == QEvent.Type.Hide and isinstance(watched, Notice) and watched.isHidden():
            self._shown = [each for each in self._shown if each is not watched]
            watched.deleteLater()
            self.setVisible(bool(self._shown))
        return super().eventFilter(watched, event)


class Toast(QFrame):
    """A short word at the foot of a page that goes by itself, with a button where it can be undone."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "toast")
        self._host = parent
        self._words = label("")
        self._on_undo: Callable[[], None] | None = None
        self.undo = button("Undo")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 12, 16, 12)
        line.setSpacing(16)
        line.addWidget(self._words)
        line.addWidget(self.undo)
        self._timer.timeout.connect(self.hide)
        self.undo.clicked.connect(self._take_back)
        parent.installEventFilter(self)
        self.hide()

    def say(self, sentence: str, on_undo: Callable[[], None] | None = None) -> None:
        """Say that something was done, and offer to undo it where that can be done."""
        self._words.setText(sentence)
        self._on_undo = on_undo
        self.undo.setVisible(on_undo is not None)
        self._timer.start((UNDO_SECONDS if on_undo else TOAST_SECONDS) * 1000)
        self.show()
        self._place()
        self.raise_()
        announce(self, sentence)

    def sentence(self) -> str:
        """What is said now; empty while hidden."""
        return "" if self.isHidden() else self._words.text()

    def _take_back(self) -> None:
        self.hide()
        if self._on_undo is not None:
            self._on_undo()

    def _place(self) -> None:
        self.adjustSize()
        self.move((self._host.width() - self.width()) // 2, self._host.height() - self.height() - 24)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: stay at the foot of the page."""
        if isinstance(event, QResizeEvent) and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)


def announce(widget: QWidget, sentence: str) -> None:
    """Have a screen reader say something without moving the focus."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))
