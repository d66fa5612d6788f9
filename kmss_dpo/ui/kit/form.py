"""Form rows: label above the field, help below it, and the error as a sentence beside it."""

from collections.abc import Collection, Iterable
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.ui.kit.date_field import NO_DAY
from kmss_dpo.ui.kit.flow import Flow
from kmss_dpo.ui.kit.labels import label, restyle


@runtime_checkable
class _HoldsDays(Protocol):
    """A field that days are typed into."""

    def invalid(self) -> bool:
        """Whether something is typed that is no day."""


class FormRow(QWidget):
    """One labelled field. The label, the help and the error are also what a screen reader says."""

    def __init__(self, caption: str, field: QWidget, help_text: str = "", *, required: bool = False) -> None:
        super().__init__()
        self.field = field
        self._said = help_text
        self._caption = label(f"{caption} (required)" if required else caption, "label", wrap=True)
        self._caption.setBuddy(field)
        self._help = label(help_text, "small", wrap=True)
        if not help_text:
            self._help.hide()
        self._error = label("", "error", wrap=True)
        self._error.hide()
        field.setAccessibleName(f"{caption}, required" if required else caption)
        field.setAccessibleDescription(help_text)
        self.setFocusProxy(field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        beside = Qt.AlignmentFlag.AlignLeft if isinstance(field, QCheckBox) else Qt.AlignmentFlag(0)
        column.addWidget(self._caption)
        column.addWidget(field, 0, beside)
        column.addWidget(self._error)
        column.addWidget(self._help)

    def explain(self, help_text: str) -> None:
        """Show another help below the field."""
        self._said = help_text
        self._help.setText(help_text)
        self._help.setVisible(bool(help_text))
        self.field.setAccessibleDescription(help_text)

    def error(self) -> str:
        """The sentence shown, empty where nothing is wrong."""
        return self._error.text()

    def show_error(self, sentence: str) -> None:
        """Show what is wrong with the field, or nothing for an empty sentence."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        edge = self.field.focusProxy() or self.field
        edge.setProperty("wrong", "true" if sentence else "false")
        self.field.setAccessibleDescription(" ".join(part for part in (sentence, self._said) if part))
        restyle(edge)


class Form(QWidget):
    """Rows by name, so that a `Mistake` finds the field it belongs to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, FormRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def add(
        self, name: str, caption: str, field: QWidget, help_text: str = "", *, required: bool = False
    ) -> FormRow:
        """Add a row below the others; `name` is the form state's field name."""
        row = self._make(name, caption, field, help_text, required=required)
        self._column.addWidget(row)
        return row

    def add_beside(
        self,
        parts: Iterable[tuple[str, str, QWidget]],
        stretches: Iterable[int] = (),
        required: Collection[str] = (),
    ) -> None:
        """Add several fields side by side: (name, caption, field) each; `required` are names."""
        line = QHBoxLayout()
        line.setSpacing(12)
        for name, caption, field in parts:
            row = self._make(name, caption, field, "", required=name in required)
            line.addWidget(row, 0, Qt.AlignmentFlag.AlignTop)
        for at, stretch in enumerate(stretches):
            line.setStretch(at, stretch)
        if not any(line.stretch(at) for at in range(line.count())):
            for at in range(line.count()):
                line.setStretch(at, 1)
        self._column.addLayout(line)

    def add_flowing(self, parts: Iterable[tuple[str, str, QWidget]]) -> None:
        """Add several fields as `add_beside` does, on as many lines as there is no room for on one."""
        lines = QWidget()
        flow = Flow(lines, spacing=12)
        for name, caption, field in parts:
            flow.addWidget(self._make(name, caption, field, "", required=False))
        self._column.addWidget(lines)

    def add_widget(self, widget: QWidget) -> None:
        """Add anything that needs no label of its own, such as a tick box or a heading."""
        self._column.addWidget(widget)

    def row(self, name: str) -> FormRow:
        """The row of a field."""
        return self._rows[name]

    def show_mistake(self, mistake: Mistake) -> bool:
        """Show a mistake beside its field and go there; False where no row in sight has that name."""
        row = self._rows.get(mistake.field or "")
        if row is None or row.isHidden():
            return False
        row.show_error(mistake.sentence)
        row.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def show_errors(self, errors: dict[str, str]) -> None:
        """Show all errors by field name, and clear the fields that are not named."""
        for name, row in self._rows.items():
            if row.error() != errors.get(name, ""):
                row.show_error(errors.get(name, ""))

    def unreadable(self) -> dict[str, str]:
        """What to say of the fields in sight in which something is typed that is no day."""
        return {
            name: NO_DAY
            for name, row in self._rows.items()
            if not row.isHidden() and isinstance(row.field, _HoldsDays) and row.field.invalid()
        }

    def refuses(self, wrong: dict[str, str]) -> bool:
        """Show what is wrong, unreadable days too, and go to the first; False where nothing is."""
        wrong = wrong | self.unreadable()
        self.show_errors(wrong)
        self._focus_first_error()
        return bool(wrong)

    def show_only(self, names: Collection[str]) -> None:
        """Show the rows of these fields and hide the others."""
        for name, row in self._rows.items():
            row.setVisible(name in names)

    def focus_first(self) -> None:
        """Put the focus into the first field that can be filled in."""
        for row in self._rows.values():
            if row.field.isEnabled() and not row.isHidden():
                row.field.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _focus_first_error(self) -> None:
        """Put the focus where the first thing is wrong."""
        for row in self._rows.values():
            if row.error():
                row.field.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _make(self, name: str, caption: str, field: QWidget, help_text: str, *, required: bool) -> FormRow:
        row = FormRow(caption, field, help_text, required=required)
        self._rows[name] = row
        return row


class Choice(QComboBox):
    """A drop-down that gives back the very values it was made of; Qt alone turns enums into text."""

    def __init__(self, options: Iterable[tuple[str, object]]) -> None:
        super().__init__()
        self._values: list[object] = []
        self._fill(options)

    def offer(self, options: Iterable[tuple[str, object]], chosen: object) -> None:
        """Offer something else, with one of it chosen; nothing is chosen where it is not among them."""
        before = self.blockSignals(True)  # noqa: FBT003 Qt's own parameter
        self.clear()
        self._values.clear()
        self._fill(options)
        self.setCurrentIndex(next((at for at, value in enumerate(self._values) if value == chosen), -1))
        self.blockSignals(before)

    def _fill(self, options: Iterable[tuple[str, object]]) -> None:
        for words, value in options:
            self._values.append(value)
            self.addItem(words, value)

    def itemData(self, index: int, role: int = Qt.ItemDataRole.UserRole) -> Any:
        """Qt: the value of a line."""
        if role == Qt.ItemDataRole.UserRole:
            return self._values[index] if 0 <= index < len(self._values) else None
        return super().itemData(index, role)

    def shown(self) -> str:
        """The words chosen as far as they have room, with “…” where not; Qt alone cuts within a letter."""
        look = QStyleOptionComboBox()
        self.initStyleOption(look)
        field, whole = QStyle.SubControl.SC_ComboBoxEditField, QStyle.ComplexControl.CC_ComboBox
        room = self.style().subControlRect(whole, look, field, self).width() + 1
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: as it does, but for words that have no room."""
        shown = self.shown()
        if shown == self.currentText():
            super().paintEvent(event)
            return
        painter, look = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(look)
        look.currentText = shown
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, look)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, look)

    def currentData(self, role: int = Qt.ItemDataRole.UserRole) -> Any:
        """Qt: the value chosen, None where nothing is."""
        return self.itemData(self.currentIndex(), role)


def choice(options: Iterable[tuple[str, object]], name: str = "") -> Choice:
    """A drop-down of (words, value); `name` is its accessible name where no form row gives one."""
    box = Choice(options)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    if name:
        box.setAccessibleName(name)
    return box
