"""The checklist of a case: tick with Space or the mouse; who and when stands below what is ticked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kmss_dpo.domain.checklists import CheckItem
from kmss_dpo.support.clock import LONDON
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.labels import label


class _Words(QWidget):
    """What a box stands for, wrapped; a click on it ticks the box."""

    def __init__(self, box: QCheckBox, words: str, said: str) -> None:
        super().__init__()
        self._box = box
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for each in (label(words, wrap=True), label(said, "small", wrap=True)):
            each.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            column.addWidget(each)  # before it is hidden or shown: alone it would be a window for a moment
            each.setHidden(not each.text())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: as if on the box."""
        if event.button() is Qt.MouseButton.LeftButton and self._box.isEnabled():
            self._box.toggle()


class Checklist(QWidget):
    """`ticked` carries the item and whether it is ticked now."""

    ticked = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.boxes: list[QCheckBox] = []
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._column.addWidget(label("Checklist", "heading"))

    def show_items(self, items: Sequence[CheckItem], *, changes: bool) -> None:
        """Show these lines; the box in focus keeps it."""
        held = next((at for at, box in enumerate(self.boxes) if box.hasFocus()), None)
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.boxes = [self._box(item, changes=changes) for item in items]
        self._lines = [_line(box, item) for box, item in zip(self.boxes, items, strict=True)]
        for line in self._lines:
            self._column.addWidget(line)
        if held is not None and held < len(self.boxes):
            self.boxes[held].setFocus(Qt.FocusReason.OtherFocusReason)

    def _box(self, item: CheckItem, *, changes: bool) -> QCheckBox:
        box = QCheckBox()
        box.setAccessibleName(item.item)
        box.setAccessibleDescription(_who_and_when(item))
        box.setChecked(item.ticked is not None)
        box.setEnabled(changes)
        box.toggled.connect(lambda on: self.ticked.emit(item.item, on))
        return box


def _line(box: QCheckBox, item: CheckItem) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(_Words(box, item.item, _who_and_when(item)), 1)
    return made


def _who_and_when(item: CheckItem) -> str:
    if item.ticked is None:
        return ""
    local = item.ticked.at.astimezone(LONDON)
    return f"{item.ticked.by}, {write_day(local.date())} {local:%H:%M}"
