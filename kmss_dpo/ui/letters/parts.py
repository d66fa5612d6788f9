"""The text of the letter: for each part a tick box with its title, its law, and an editor."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kmss_dpo.ui.kit.flow import Flow
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.ticks import Tick
from kmss_dpo.ui.letters.form_state import Part, next_gap
from kmss_dpo.ui.letters.text_box import TextBox


class PartRow(QWidget):
    """One part; left out, only its tick box stays."""

    edited = Signal(str, str)
    included_changed = Signal(str, bool)

    def __init__(self, part: Part) -> None:
        super().__init__()
        self._part = part
        self.box = TextBox()
        self.box.setAccessibleName(part.title)
        self.tick = Tick(part.title) if part.optional else None
        head = Flow(spacing=8)
        head.addWidget(self.tick or label(part.title, "label"))
        if part.source:
            words = f"{part.source} requires it" if part.required else f"advised: {part.source}"
            head.addWidget(
                label(part.source if part.required else f"{part.source}, advised", "small", wrap=True)
            )
            if self.tick:
                self.tick.explain(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.box)
        self._connect()

    def _connect(self) -> None:
        self.box.edited.connect(lambda text: self.edited.emit(self._part.key, text))
        if self.tick:
            self.tick.box.toggled.connect(self._ticked)

    def _ticked(self, on: bool) -> None:  # noqa: FBT001 Qt hands it over like this
        if on != self._part.included:
            self.included_changed.emit(self._part.key, on)

    def show_part(self, part: Part) -> None:
        """Show the part as it stands now."""
        self._part = part
        if self.tick:
            self.tick.box.setChecked(part.included)
        self.box.setVisible(part.included)
        self.box.show_text(part.text, part.marks)
        tips = "; ".join(f"“{part.text[mark.start : mark.end]}”: {mark.tip}" for mark in part.marks)
        self.box.setAccessibleDescription(f"Filled from the register: {tips}." if tips else "")

    def go(self) -> None:
        """Put the focus into the text, or on the tick box of a part that is left out."""
        if self.tick and not self._part.included:
            self.tick.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)


class Parts(QWidget):
    """All parts, from the subject to the signature."""

    edited = Signal(str, str)
    included_changed = Signal(str, bool)
    place_reached = Signal(QRect)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[Part, ...] = ()
        self._rows: dict[str, PartRow] = {}
        self._last = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def begin(self, parts: Sequence[Part]) -> None:
        """Show another letter."""
        for row in self._rows.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._parts = ()
        self._last = ""
        self._rows = {part.key: self._make(part) for part in parts}
        self.show_parts(parts)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show the same letter as it stands now."""
        before = {part.key: part for part in self._parts}
        self._parts = tuple(parts)
        for part in self._parts:
            if before.get(part.key) != part:
                self._rows[part.key].show_part(part)

    def row(self, key: str) -> PartRow:
        """The row of a part."""
        return self._rows[key]

    def go_to(self, key: str) -> None:
        """Go to a part: to its first gap where it has one."""
        gap = next_gap(self._parts, key, 0)
        if gap and gap.key == key:
            self._rows[key].box.choose(gap.start, gap.end)
        else:
            self._rows[key].go()
        self._reveal(self._rows[key])

    def go_to_next_gap(self) -> None:
        """Select the first gap behind the cursor, going round."""
        here = next((key for key, row in self._rows.items() if row.box.hasFocus()), "")
        gap = next_gap(self._parts, here, self._rows[here].box.place() if here else 0)
        if gap:
            self._rows[gap.key].box.choose(gap.start, gap.end)
            self._reveal(self._rows[gap.key])

    def insert(self, text: str) -> None:
        """Put a text where one wrote last, else at the end of the first part of the letter's own text."""
        here = {part.key: part for part in self._parts if part.included}
        first = next((key for key, part in here.items() if part.optional), "")
        key = self._last if self._last in here else first
        if key:
            self._rows[key].box.insert_paragraph(text, at_end=key != self._last)
            self._rows[key].go()
            self._reveal(self._rows[key])

    def _make(self, part: Part) -> PartRow:
        row = PartRow(part)
        row.edited.connect(self.edited)
        row.included_changed.connect(self.included_changed)
        row.box.left_upwards.connect(lambda: self._go_beside(part.key, -1))
        row.box.left_downwards.connect(lambda: self._go_beside(part.key, 1))
        row.box.cursor_moved.connect(lambda place: self._follow(row.box, place))
        row.box.entered.connect(lambda: self._remember(part.key))
        self._column.addWidget(row)
        return row

    def _go_beside(self, key: str, step: int) -> None:
        shown = [part.key for part in self._parts if part.included]
        at = shown.index(key) + step
        if 0 <= at < len(shown):
            box = self._rows[shown[at]].box
            cursor = box.textCursor()
            cursor.movePosition(cursor.MoveOperation.Start if step > 0 else cursor.MoveOperation.End)
            box.setTextCursor(cursor)
            self._rows[shown[at]].go()
            self._reveal(self._rows[shown[at]])

    def _reveal(self, row: PartRow) -> None:
        self.place_reached.emit(QRect(row.mapTo(self, row.rect().topLeft()), row.sizeHint()))

    def _remember(self, key: str) -> None:
        self._last = key

    def _follow(self, box: TextBox, place: QRectF) -> None:
        if box.hasFocus():
            corner = box.viewport().mapTo(self, place.toRect().topLeft())
            self.place_reached.emit(QRect(corner, place.toRect().size()))
