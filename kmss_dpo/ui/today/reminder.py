"""The reminder after unlocking: what has reached the end of its retention period."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kmss_dpo.domain.days import say_count
from kmss_dpo.domain.overview import Overview, ReadyGroup
from kmss_dpo.ui.kit.key_marks import mark_keys
from kmss_dpo.ui.kit.labels import button, label, rule
from kmss_dpo.ui.today.words import group_words, rule_words, since_words

_WIDE = 64
"""How many characters of plain text a line has room for."""


class Reminder(QDialog):
    """Opened with `open()`; Escape is “Later today” and nothing is lost by it."""

    review_requested = Signal()
    later_requested = Signal()

    def __init__(self, parent: QWidget, groups: tuple[ReadyGroup, ...], today: date) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        count = sum(group.count for group in groups)
        has = "has" if count == 1 else "have"
        title = f"{say_count(count, 'record')} {has} reached the end of the retention period"
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(title, "title", wrap=True))
        column.addWidget(
            label("Nothing is erased until you have decided. Records on hold stay.", "quiet", wrap=True)
        )
        column.addLayout(_list(groups, today))
        column.addSpacing(8)
        column.addLayout(self._foot())
        self.accepted.connect(self.review_requested)
        self.rejected.connect(self.later_requested)
        mark_keys(self)
        width = self.fontMetrics().averageCharWidth() * _WIDE
        self.resize(width, column.totalHeightForWidth(width))

    def _foot(self) -> QHBoxLayout:
        later, review = button("Later today"), button("Review them", "main")
        later.clicked.connect(self.reject)
        review.clicked.connect(self.accept)
        review.setDefault(True)
        review.setFocus()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addStretch(1)
        line.addWidget(later)
        line.addWidget(review)
        return line


def _list(groups: tuple[ReadyGroup, ...], today: date) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    for line, group in enumerate(groups):
        grid.addWidget(rule(), 3 * line, 0, 1, 2)
        grid.addWidget(label(group_words(group), "strong"), 3 * line + 1, 0)
        since = label(f"since {since_words(group, today)}", "quiet")
        grid.addWidget(since, 3 * line + 1, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(label(rule_words(group), "quiet", wrap=True), 3 * line + 2, 0, 1, 2)
    return grid


def remind(parent: QWidget, overview: Overview) -> Reminder | None:
    """Open the reminder where anything is ready for disposal; None where nothing is."""
    if not overview.ready:
        return None
    reminder = Reminder(parent, overview.ready, overview.today)
    reminder.open()
    return reminder
