"""Ticks for everything else that one message asks for, beside the first; each becomes a case of its own."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from kmss_dpo.domain.arrivals import TOGETHER, one_waits
from kmss_dpo.domain.cases import KINDS, CaseKind
from kmss_dpo.ui.kit.labels import label

SEVERAL = "It asks for more than one thing"
ERASE_LAST = "Send it, then delete it"
_MORE = "Each of these becomes a case of its own, opened and linked in the same step."
_WAITS = "The erasure waits until the copy has been sent, and nothing is erased before."
_INDENT = 28


class KindTicks(QWidget):
    """Closed until it is said that there is more; `changed` carries the kinds, and whether erasure waits."""

    changed = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        self._first: CaseKind | None = None
        self.several = QCheckBox(SEVERAL)
        self._more = QWidget()
        self.boxes = {kind: QCheckBox(KINDS[kind].title, self._more) for kind in TOGETHER}
        self.erase_last = QCheckBox(ERASE_LAST)
        self.erase_last.setAccessibleDescription(_WAITS)
        self._waits = label(_WAITS, "small", wrap=True)
        self.erase_last.setChecked(True)
        self._grid = QGridLayout()
        self._lay_out()
        for box in (self.several, self.erase_last, *self.boxes.values()):
            box.toggled.connect(self._react)
        self._arrange()

    def also(self) -> tuple[CaseKind, ...]:
        """What is ticked beside the first, in the order of the law."""
        ticked = (kind for kind, box in self.boxes.items() if box.isChecked() and kind is not self._first)
        return tuple(ticked) if self.several.isChecked() else ()

    def show_first(self, first: CaseKind | None) -> None:
        """What is asked for first is not asked for once more."""
        if first is not self._first:
            self._first = first
            self._react()

    def show_ticked(self, also: tuple[CaseKind, ...], *, erase_last: bool) -> None:
        """Show what was ticked before."""
        for kind, box in self.boxes.items():
            box.setChecked(kind in also)
        self.several.setChecked(bool(also))
        self.erase_last.setChecked(erase_last)

    def _react(self) -> None:
        also = self.also()
        self._more.setVisible(self.several.isChecked())
        kinds = (*also, *([self._first] if self._first else ()))
        for each in (self.erase_last, self._waits):
            each.setVisible(bool(also) and one_waits(kinds))
        self._arrange()
        self.changed.emit(also, self.erase_last.isChecked())

    def _lay_out(self) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        inner = QVBoxLayout(self._more)
        inner.setContentsMargins(_INDENT, 0, 0, 0)
        inner.setSpacing(8)
        inner.addWidget(label(_MORE, "small", wrap=True))
        inner.addLayout(self._grid)
        for each in (self.erase_last, self._waits):
            inner.addWidget(each)
            each.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.several)
        column.addWidget(self._more)
        self._more.hide()

    def _arrange(self) -> None:
        """Two columns where there is room for both; the first kind leaves no hole."""
        wide = max(box.sizeHint().width() for box in self.boxes.values())
        columns = 2 if 2 * wide + 12 <= self.width() - _INDENT else 1
        for box in self.boxes.values():
            self._grid.removeWidget(box)
        shown = [box for kind, box in self.boxes.items() if kind is not self._first]
        for kind, box in self.boxes.items():
            box.setVisible(kind is not self._first)
        for place, box in enumerate(shown):
            self._grid.addWidget(box, place // columns, place % columns, Qt.AlignmentFlag.AlignLeft)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width."""
        super().resizeEvent(event)
        self._arrange()
