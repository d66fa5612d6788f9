"""The checklist of a case: tick with Space or the mouse; who and when stands below what is ticked."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kmss_dpo.domain.checklists import CheckItem
from kmss_dpo.support.clock import LONDON
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.labels import label


class _Words(QWidget):
    """What a box stands for, wrapped, and who ticked it when; a click on it ticks the box."""

    def __init__(self, box: QCheckBox, words: str) -> None:
        super().__init__()
        self._box = box
        self._said = label("", "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for each in (label(words, wrap=True), self._said):
            each.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            column.addWidget(each)

    def say(self, who_and_when: str) -> None:
        """Say who ticked it when, or nothing."""
        self._said.setText(who_and_when)
        self._said.setVisible(bool(who_and_when))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: as if on the box."""
        if event.button() is Qt.MouseButton.LeftButton and self._box.isEnabled():
            self._box.toggle()


class _Line(QWidget):
    """One item with its box; `toggled` is what the officer does, never what is shown."""

    toggled = Signal(str, bool)

    def __init__(self, item: str) -> None:
        super().__init__()
        self.item = item
        self.box = QCheckBox()
        self._words = _Words(self.box, item)
        self.box.setAccessibleName(item)
        self.box.toggled.connect(lambda on: self.toggled.emit(item, on))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)

    def tell(self, item: CheckItem, *, changes: bool) -> None:
        """Show whether it is ticked, and by whom."""
        before = self.box.blockSignals(True)  # noqa: FBT003 Qt's own parameter
        self.box.setChecked(item.ticked is not None)
        self.box.blockSignals(before)
        self.box.setAccessibleDescription(_who_and_when(item))
        self.box.setEnabled(changes)
        self._words.say(_who_and_when(item))


class Checklist(QWidget):
    """`ticked` carries the item and whether it is ticked now."""

    ticked = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[_Line] = []
        self._heading = label("Checklist", "heading")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._column.addWidget(self._heading)

    @property
    def boxes(self) -> list[QCheckBox]:
        """The boxes in their order."""
        return [line.box for line in self._lines]

    def show_items(self, items: Sequence[CheckItem], *, changes: bool) -> None:
        """Show these lines; while they are the same ones they stay, and so does the focus."""
        if [line.item for line in self._lines] != [each.item for each in items]:
            self._begin([each.item for each in items])
        for line, each in zip(self._lines, items, strict=True):
            line.tell(each, changes=changes)

    def _begin(self, items: Sequence[str]) -> None:
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [_Line(item) for item in items]
        for line in self._lines:
            line.toggled.connect(self.ticked)
            self._column.addWidget(line)
        self._order_keys()

    def _order_keys(self) -> None:
        """Tab comes to the boxes where they stand, not last of all because they were made last.

        Qt orders only what takes the focus, so the heading does for as long as that takes.
        """
        self._heading.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        stops = [self._heading, *self.boxes]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
        self._heading.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def _who_and_when(item: CheckItem) -> str:
    if item.ticked is None:
        return ""
    local = item.ticked.at.astimezone(LONDON)
    return f"{item.ticked.by}, {write_day(local.date())} {local:%H:%M}"
