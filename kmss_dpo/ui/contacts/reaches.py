"""Several ways to reach a contact, each with whether it is safe to use and a note why or when."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from kmss_dpo.domain.contacts import Reach
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button
from kmss_dpo.ui.kit.lines import lines_edit

_ADDRESS_LINES = 5


class ReachRow(QWidget):
    """One way: the value, the tick “safe to use”, the note, and a cross."""

    changed = Signal()
    remove_requested = Signal()

    def __init__(self, what: str, reach: Reach, *, lines: bool) -> None:
        super().__init__()
        self._lines = lines
        self.value = (
            lines_edit(_ADDRESS_LINES, "Street, town, postcode: one line each") if lines else QLineEdit()
        )
        self.safe = QCheckBox("Safe to use")
        self.note = QLineEdit()
        remove = button("", "plain")
        dress(remove, "x", "quiet")
        self.value.setAccessibleName(what)
        self.note.setAccessibleName(f"Note on this {what.lower()}")
        self.note.setPlaceholderText("Note, such as when or why")
        remove.setAccessibleName(f"Remove this {what.lower()}")
        remove.setToolTip(f"Remove this {what.lower()}")
        self.setFocusProxy(self.value)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.value, 0, 0, 1, 2)
        grid.addWidget(remove, 0, 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.safe, 1, 0)
        grid.addWidget(self.note, 1, 1)
        grid.setColumnStretch(1, 1)
        self._show(reach)
        self.value.textChanged.connect(self.changed)
        self.safe.toggled.connect(self.changed)
        self.note.textChanged.connect(self.changed)
        remove.clicked.connect(self.remove_requested)

    def reach(self) -> Reach:
        """What stands in the row."""
        edit = self.value
        value = edit.toPlainText() if isinstance(edit, QPlainTextEdit) else edit.text()
        return Reach(value, self.safe.isChecked(), self.note.text())

    def _show(self, reach: Reach) -> None:
        if isinstance(self.value, QPlainTextEdit):
            self.value.setPlainText(reach.value)
        else:
            self.value.setText(reach.value)
        self.safe.setChecked(reach.safe)
        self.note.setText(reach.note)


class ReachList(QWidget):
    """The rows of one kind, and a button for one more; `changed` carries all of them."""

    changed = Signal(object)

    def __init__(self, what: str, *, lines: bool = False) -> None:
        super().__init__()
        self._what = what
        self._lines = lines
        self._rows: list[ReachRow] = []
        self._add = button(f"Add {_article(what)} {what.lower()}", "link")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._add.clicked.connect(self.add)

    def show_reaches(self, reaches: tuple[Reach, ...]) -> None:
        """Show these, or one empty row where there is none."""
        for row in self._rows:
            row.deleteLater()
            self._column.removeWidget(row)
        self._rows = []
        for reach in reaches or (Reach(""),):
            self._append(reach)

    def reaches(self) -> tuple[Reach, ...]:
        """What stands in all rows, empty ones included."""
        return tuple(row.reach() for row in self._rows)

    def rows(self) -> tuple[ReachRow, ...]:
        """The rows as they stand below each other."""
        return tuple(self._rows)

    def add(self) -> None:
        """One more empty row, with the focus in it."""
        self._append(Reach("")).setFocus(Qt.FocusReason.OtherFocusReason)

    def _append(self, reach: Reach) -> ReachRow:
        row = ReachRow(self._what, reach, lines=self._lines)
        row.changed.connect(self._tell)
        row.remove_requested.connect(self._removing(row))
        self._rows.append(row)
        self._column.insertWidget(len(self._rows) - 1, row)
        if not self._lines:
            row.value.setMinimumWidth(self.fontMetrics().averageCharWidth() * 24)
        return row

    def _removing(self, row: ReachRow) -> Callable[[], None]:
        def remove() -> None:
            self._rows.remove(row)
            self._column.removeWidget(row)
            row.deleteLater()
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)
            self._tell()

        return remove

    def _tell(self) -> None:
        self.changed.emit(self.reaches())


def _article(what: str) -> str:
    return "an" if what[0].lower() in "aeiou" else "a"
