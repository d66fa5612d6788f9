"""Letters for Alt: each button and each captioned field of a window has one of its own."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget
from shiboken6 import isValid


class KeysOnAlt(QObject):
    """Marks what is in sight in a window for as long as Alt is held down.

    For windows whose pages come and go: two of them never clash, and nothing has to mark again what changed.
    The list of pages is left out: it has keys of its own that stay the same.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._marked: list[tuple[QAbstractButton | QLabel, str, str]] = []
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: a key that nobody below wanted, or another window came to the front."""
        kind = event.type()
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Alt and not event.isAutoRepeat():
            self._take_away()
            if kind == QEvent.Type.KeyPress:
                self._mark()
        elif kind == QEvent.Type.WindowDeactivate:
            self._take_away()
        return super().eventFilter(watched, event)

    def _mark(self) -> None:
        usable = (each for each in _to_mark(self._window) if each.isVisible() and each.isEnabled())
        bare = [(each, each.text()) for each in usable if each.property("kind") != "nav"]
        _mark(each for each, _words in bare)
        self._marked = [(each, words, each.text()) for each, words in bare if each.text() != words]

    def _take_away(self) -> None:
        """Leave alone what is gone or says something else by now."""
        marked, self._marked = self._marked, []
        for each, words, with_mark in marked:
            if isValid(each) and each.text() == with_mark:
                each.setText(words)


def mark_keys(dialog: QWidget) -> None:
    """Underline a letter of every button, then of every caption, while there are letters left.

    What carries one already keeps it; so this can be asked again once a control says something else.
    """
    _mark(_to_mark(dialog))


def _mark(controls: Iterable[QAbstractButton | QLabel]) -> None:
    every = list(controls)
    taken = {letter.lower() for each in every for letter in each.text().partition("&")[2][:1]}
    for each in every:
        words = each.text()
        at = -1 if "&" in words else _place(words, taken)
        if at >= 0:
            taken.add(words[at].lower())
            each.setText(f"{words[:at]}&{words[at:]}")


def _to_mark(window: QWidget) -> Iterator[QAbstractButton | QLabel]:
    """The buttons, the last and most wanted first; then the captions from above, those in sight first."""
    buttons = window.findChildren(QAbstractButton)
    named = [each for each in buttons if each.text() and each.window() is window]
    pushed = [each for each in named if isinstance(each, QPushButton)]
    yield from reversed(pushed)
    yield from (each for each in named if each not in pushed)
    captions = [each for each in window.findChildren(QLabel) if each.buddy()]
    yield from sorted(captions, key=lambda each: not each.isVisible())


def _place(words: str, taken: set[str]) -> int:
    """Where the letter stands: the first of a word if it can be, else any; -1 where all are taken."""
    free = [at for at, letter in enumerate(words) if letter.isascii() and letter.isalpha()]
    free = [at for at in free if words[at].lower() not in taken]
    first = [at for at in free if at == 0 or words[at - 1] == " "]
    return next(iter(first or free), -1)
