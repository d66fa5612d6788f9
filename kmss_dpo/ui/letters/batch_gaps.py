"""What is still to be filled in of the letters of a batch, once for all of them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kmss_dpo.ui.kit.form import Form
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.panel import Scrolling

_SHOWN = 3
"""Lines of the form that are in sight without scrolling."""


class BatchGaps(QWidget):
    """A line for each gap; `filled_in` when the letters are to be looked at with what was typed."""

    filled_in = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[str, QLineEdit] = {}
        self._form = Form()
        self._scroll = Scrolling("To fill in for all letters", margin=4)
        self._again = button("Fill in and look again")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(label("Fill in once for all of them, or leave it for each letter:", wrap=True))
        self._column.addWidget(self._scroll)
        self._column.addWidget(self._again)
        self._scroll.column.addWidget(self._form)
        self._again.clicked.connect(self.filled_in)
        self.hide()

    def answers(self) -> dict[str, str]:
        """What was typed, by the words of the gap."""
        return {gap: line.text().strip() for gap, line in self._lines.items() if line.text().strip()}

    def ask(self, gaps: Sequence[str]) -> None:
        """Ask for these too; what was typed stays."""
        for gap in gaps:
            if gap not in self._lines:
                self._lines[gap] = QLineEdit()
                self._form.add(gap, gap[:1].upper() + gap[1:], self._lines[gap])
        row = self._form.fontMetrics().lineSpacing() * 4
        self._scroll.setMinimumHeight(min(len(self._lines), _SHOWN) * row)
        self.setVisible(bool(self._lines))

    def forget(self) -> None:
        """Another letter has other gaps."""
        self._lines = {}
        self._scroll.column.removeWidget(self._form)
        self._form.hide()
        self._form.deleteLater()
        self._form = Form()
        self._scroll.column.addWidget(self._form)
        self.hide()
