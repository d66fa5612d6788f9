"""Tick boxes whose words wrap, so that they stay whole with large text in a narrow column."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from kmss_dpo.ui.kit.labels import label


class Tick(QWidget):
    """A tick box; `box` takes the focus, the words beside it take a click."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = label(words, wrap=True)
        self.box = QCheckBox()
        self.box.setAccessibleName(words)
        self.setFocusProxy(self.box)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)

    def explain(self, sentence: str) -> None:
        """What the tip and a screen reader say beside the words."""
        self.setToolTip(sentence)
        self.box.setAccessibleDescription(sentence)

    def one_line(self) -> int:
        """The width of all words on one line."""
        return (
            self.box.sizeHint().width() + 8 + self._words.fontMetrics().horizontalAdvance(self._words.text())
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: a click on the words."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.click()


class Ticks(QWidget):
    """A heading and tick boxes; hidden where there are none."""

    changed = Signal(object, bool)

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.setAccessibleName(heading)
        self._boxes: dict[str, Tick] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(label(heading, "label", wrap=True))

    def begin(self, options: Sequence[tuple[str, str]], ticked: Collection[str]) -> None:
        """Show other boxes: (value, words) each."""
        for box in self._boxes.values():
            self._column.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._boxes = {value: self._make(value, words) for value, words in options}
        self.show_ticked(ticked)
        self.setVisible(bool(options))

    def show_ticked(self, ticked: Collection[str]) -> None:
        """Tick these and no others, without announcing it."""
        for value, box in self._boxes.items():
            box.box.blockSignals(True)  # noqa: FBT003 Qt's own way to say it
            box.box.setChecked(value in ticked)
            box.box.blockSignals(False)  # noqa: FBT003 as above

    def ticked(self) -> frozenset[str]:
        """The values that are ticked."""
        return frozenset(value for value, box in self._boxes.items() if box.box.isChecked())

    def focus_first(self) -> None:
        """Put the focus on the first of them."""
        for box in self._boxes.values():
            box.setFocus(Qt.FocusReason.TabFocusReason)
            return

    def box(self, value: str) -> QCheckBox:
        """One tick box."""
        return self._boxes[value].box

    def _make(self, value: str, words: str) -> Tick:
        box = Tick(words)
        box.box.toggled.connect(lambda on: self.changed.emit(value, on))
        self._column.addWidget(box)
        return box
