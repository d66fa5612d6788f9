"""The list of pages at the left, with counts."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout

from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.palette import colours
from kmss_dpo.ui.shell.pages import PageSpec

MANY = 9999


class NavButton(QPushButton):
    """One page: icon, title, count."""

    def __init__(self, spec: PageSpec) -> None:
        super().__init__(spec.title)
        self._title = spec.title
        self._count = 0
        self._overdue = 0
        self.setProperty("kind", "nav")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(spec.title)
        dress(self, spec.icon, "quiet", "chosen")

    def show_count(self, count: int, *, overdue: int) -> None:
        """Show how many there are, in the colour of alarm where some of them are overdue."""
        self._count = count
        self._overdue = overdue
        parts = (self._title, f"{count}" if count else "", f"{overdue} overdue" if overdue else "")
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: room for the title and a count of four digits."""
        bare = super().sizeHint()
        return QSize(bare.width() + QFontMetrics(self.font()).horizontalAdvance("00000"), bare.height())

    def minimumSizeHint(self) -> QSize:
        """Qt: never narrower than what it says."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the button, then the count at its right."""
        super().paintEvent(event)
        if not self._count:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.85)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        words = str(self._count) if self._count <= MANY else f"{MANY}+"
        metrics = QFontMetrics(font)
        height = metrics.height() + 2
        width = max(height, metrics.horizontalAdvance(words) + (10 if self._overdue else 0))
        box = QRectF(self.width() - width - 10, (self.height() - height) / 2, width, height)
        these = colours()
        ink = these.on_danger if self._overdue else these.chosen.ink if self.isChecked() else these.quiet
        if self._overdue:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(these.danger))
            painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setPen(QColor(ink))
        side = Qt.AlignmentFlag.AlignHCenter if self._overdue else Qt.AlignmentFlag.AlignRight
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()


class Navigation(QFrame):
    """All pages, grouped; `page_requested` carries a page's name."""

    page_requested = Signal(str)

    def __init__(self, specs: Sequence[PageSpec]) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setAccessibleName("Pages")
        self._buttons: dict[str, NavButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 12)
        column.setSpacing(2)
        group = ""
        for spec in (each for each in specs if not each.foot):
            if spec.group != group:
                group = spec.group
                column.addSpacing(12)
                heading = label(group, "small")
                heading.setContentsMargins(10, 0, 0, 4)
                column.addWidget(heading)
            column.addWidget(self._add(spec))
        column.addStretch(1)
        for spec in (each for each in specs if each.foot):
            column.addWidget(self._add(spec))

    def mark(self, name: str) -> None:
        """Mark a page as the one shown."""
        self._buttons[name].setChecked(True)

    def show_count(self, name: str, count: int, *, overdue: int = 0) -> None:
        """Show a count beside a page."""
        self._buttons[name].show_count(count, overdue=overdue)

    def _add(self, spec: PageSpec) -> NavButton:
        made = NavButton(spec)
        made.clicked.connect(lambda: self.page_requested.emit(spec.name))
        self._buttons[spec.name] = made
        return made
