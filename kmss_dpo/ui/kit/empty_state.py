"""What stands in an empty list: what belongs there, and the first step."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kmss_dpo.ui.kit.icons import pixmap
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.palette import colours


class EmptyState(QWidget):
    """An icon, one sentence and, where there is one, the first step as a button."""

    step_requested = Signal()

    def __init__(self, icon_name: str, sentence: str, step: str = "", more: str = "") -> None:
        super().__init__()
        self._icon_name = icon_name
        self._sign = QLabel()
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = label(sentence, "heading", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        rest = label(more, "quiet", wrap=True)
        rest.setAlignment(Qt.AlignmentFlag.AlignCenter)
        if not more:
            rest.hide()
        self._step = button(step, "main")
        if not step:
            self._step.hide()
        self._step.clicked.connect(self.step_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(12)
        column.addStretch(2)
        for each in (self._sign, words, rest):
            column.addWidget(each)
        column.addWidget(self._step, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.setAccessibleName(sentence)
        self._draw()

    def _draw(self) -> None:
        side = self.fontMetrics().height() * 2
        ratio = self.devicePixelRatioF()
        drawn = pixmap(self._icon_name, colours().quiet, round(side * ratio)).copy()
        drawn.setDevicePixelRatio(ratio)
        self._sign.setPixmap(drawn)

    def changeEvent(self, event: QEvent) -> None:
        """Qt: the theme changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_step"):
            self._draw()
