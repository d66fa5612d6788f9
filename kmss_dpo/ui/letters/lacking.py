"""What is still missing of the letter: a sentence and a short list whose lines lead there.

Where the column is low the list is folded away below the sentence, so that the text keeps its room.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from kmss_dpo.domain.letters import Missing
from kmss_dpo.ui.kit.icons import icon
from kmss_dpo.ui.kit.labels import button, label, restyle, tip
from kmss_dpo.ui.kit.notice import announce
from kmss_dpo.ui.kit.palette import colours
from kmss_dpo.ui.letters.form_state import how_it_stands, in_few_words, in_short, place_of

ROWS_SHOWN, LINES_FOR_ROW, LINES_OF_ROW = 3, 14, 2
_UNFOLDED = 4
"""The part of the column, as 1 to this, that the list may take where it was unfolded."""
_AROUND, _BESIDE = 8, 44
"""Pixels above and below the words of a row, and beside them: the sign, the edges and the scroll bar."""


class Lacking(QFrame):
    """Follows the letter; `place_requested` carries where an item is put right.

    One that is put right nowhere in the letter is `told` in its whole sentence.
    """

    place_requested = Signal(str)
    told = Signal(str)
    meant_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[Missing, ...] = ()
        self._high, self._low = 0, False
        self._words = label("", "strong", wrap=True)
        self.unfold = button("Show")
        self._list = QListWidget()
        self.meant = button("It is meant…")
        self._list.setAccessibleName("Still to fill in")
        self._list.setWordWrap(True)
        self._list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setStyleSheet("QListWidget { background: transparent; }")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._words, 1)
        head.addWidget(self.unfold)
        column.addLayout(head)
        column.addWidget(self._list)
        column.addWidget(self.meant, alignment=Qt.AlignmentFlag.AlignLeft)
        self.setProperty("role", "notice")
        self.unfold.setCheckable(True)
        self.unfold.toggled.connect(lambda _on: self._settle())
        self._list.itemClicked.connect(self._go)
        self._list.itemActivated.connect(self._go)
        self.meant.setToolTip("Say why something of another case may stand in this letter")
        self.meant.clicked.connect(self._ask_meant)

    def show_items(self, items: Sequence[Missing]) -> None:
        """Show what is missing now."""
        if tuple(items) == self._items and self._words.text():
            return
        before, now = how_it_stands(self._items), how_it_stands(items)
        if self._words.text() and before != now:
            announce(self, now)
        self._items = tuple(items)
        blocking = any(item.blocks_filing for item in items)
        self.setProperty("tone", "soon" if blocking else "told")
        restyle(self)
        self._fill()

    def fit(self, high: int, *, low: bool) -> None:
        """Take the room that a column of `high` pixels has for it; where it is `low` the list folds away."""
        self._high, self._low = high, low
        self._settle()

    def said(self) -> str:
        """How it stands, as it is shown."""
        return self._words.text()

    def sentences(self) -> list[str]:
        """What the lines say."""
        return [item.sentence for item in self._items]

    def go_to_first(self) -> bool:
        """Ask to go where the first thing stands that blocks filing; whether there is one."""
        first = next((item for item in self._items if item.blocks_filing), None)
        if first:
            self._lead_to(first)
        return first is not None

    def _fill(self) -> None:
        these = colours()
        here = self._list.currentRow()
        self._list.clear()
        for item in self._items:
            sign, ink = ("circle-alert", these.soon.ink) if item.blocks_filing else ("info", these.told.ink)
            line = QListWidgetItem(icon(sign, ink), in_short(item))
            weight = (
                "Filing waits for this." if item.blocks_filing else "Advised; filing does not wait for it."
            )
            line.setToolTip(tip(f"{item.sentence} {weight} {item.source}".strip()))
            line.setData(Qt.ItemDataRole.AccessibleDescriptionRole, weight)
            self._list.addItem(line)
        self._list.setCurrentRow(min(here, self._list.count() - 1))
        self._settle()

    def _settle(self) -> None:
        """As many rows as there is room for beside the text; a sentence is read whole, over several lines."""
        line, some = self.fontMetrics().height(), bool(self._items)
        shown = some and (self.unfold.isChecked() or not self._low)
        self._words.setText(in_few_words(self._items) if self._low else how_it_stands(self._items))
        self.unfold.setVisible(some and self._low)
        does = "Hide" if self.unfold.isChecked() else "Show"
        self.unfold.setText(does)
        self.unfold.setAccessibleName(f"{does} what is to be put right")
        self.unfold.setAccessibleDescription(how_it_stands(self._items))
        self.meant.setVisible(shown and any(item.clash for item in self._items))
        self._list.setVisible(shown)
        self._list.setIconSize(QSize(line, line))
        for number in range(self._list.count()):
            self._list.item(number).setSizeHint(QSize(0, self._height(self._list.item(number).text())))
        rows = [self._list.item(number).sizeHint().height() for number in range(self._list.count())]
        room = ROWS_SHOWN if self._low else min(self._high // (line * LINES_FOR_ROW), ROWS_SHOWN)
        most = self._high // _UNFOLDED if self._low else room * (line * LINES_OF_ROW + _AROUND)
        self._list.setFixedHeight(min(sum(rows[:room]), most))

    def _height(self, text: str) -> int:
        width = self._list.width() - self.fontMetrics().height() - _BESIDE
        flags = Qt.TextFlag.TextWordWrap.value
        return self.fontMetrics().boundingRect(0, 0, max(width, 1), 0, flags, text).height() + _AROUND

    def changeEvent(self, event: QEvent) -> None:
        """Qt: the theme or the text size changed."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange} and hasattr(self, "meant"):
            self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width."""
        super().resizeEvent(event)
        self._settle()

    def _ask_meant(self) -> None:
        """Of the line one is at, or else of the first that filing waits for."""
        strange = [item for item in self._items if item.clash]
        at = self._list.currentRow()
        chosen = [item for item in self._items[at : at + 1] if item.clash] if at >= 0 else []
        waiting = [item for item in strange if item.blocks_filing]
        self.meant_requested.emit((chosen or waiting or strange)[0])

    def _go(self, line: QListWidgetItem) -> None:
        self._lead_to(self._items[self._list.row(line)])

    def _lead_to(self, item: Missing) -> None:
        if place := place_of(item):
            self.place_requested.emit(place)
        else:
            self.told.emit(item.sentence)
