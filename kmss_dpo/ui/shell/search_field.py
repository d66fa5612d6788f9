"""The search field of the window and the place below it where results are shown as one types."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from kmss_dpo.ui.kit.icons import pixmap
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.palette import colours

_EDGE = 10
_ASKS = "Search people, references, letters…"


class SearchField(QLineEdit):
    """Emits `search_requested` with each change; the results widget is set by the window."""

    search_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(_ASKS)
        self.setAccessibleName("Search")
        self.setAccessibleDescription("Ctrl+K. The results appear below as you type; Down goes to them.")
        self._sign = QLabel(self)
        self._hint: QLabel = label("Ctrl K", "small")
        self._hint.setParent(self)
        self._popup: _Popup | None = None
        self._dress()
        self.textChanged.connect(self._changed)

    def set_results(self, widget: QWidget) -> None:
        """What is shown below while something is typed."""
        self._popup = _Popup(self.window(), widget)
        widget.installEventFilter(self)
        self.window().installEventFilter(self)

    def show_results(self) -> None:
        """Open the place below, as wide as the field at least."""
        if self._popup is None or not self.text().strip():
            return
        self._popup.move(self.mapTo(self.window(), QPoint(0, self.height() + 4)))
        size = self._popup.sizeHint()
        room = self.window().height() - self._popup.y() - 16
        across = self.window().width() - self._popup.x() - 16
        self._popup.resize(min(max(self.width(), size.width()), across), min(size.height(), room))
        self._popup.show()
        self._popup.raise_()

    def hide_results(self) -> None:
        """Close the place below; what was typed stays."""
        if self._popup is not None:
            self._popup.hide()

    def _changed(self, text: str) -> None:
        self._show_hint()
        self.search_requested.emit(text.strip())
        if text.strip():
            self.show_results()
        else:
            self.hide_results()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Down and Enter go to the results, Escape closes them, then empties the field."""
        popup = self._popup
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter} and popup is not None:
            self.show_results()
            popup.content.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() == Qt.Key.Key_Escape:
            if popup is not None and popup.isVisible():
                popup.hide()
            else:
                self.clear()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: Escape in the results comes back here; a click elsewhere closes them."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and watched is not self.window():
                self.hide_results()
                self.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        elif event.type() == QEvent.Type.MouseButtonPress and watched is self.window():
            self.hide_results()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the hint stands at the right."""
        super().resizeEvent(event)
        self._sign.move(_EDGE, (self.height() - self._sign.sizeHint().height()) // 2)
        size = self._hint.sizeHint()
        self._hint.setGeometry(
            self.width() - size.width() - 12,
            (self.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )
        self._show_hint()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: the theme changed."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange} and hasattr(self, "_hint"):
            self._dress()

    def _show_hint(self) -> None:
        """The keys at the right, where there is room beside the words; few words where there is none."""
        height = self.fontMetrics().height()
        room = self.width() - self.fontMetrics().horizontalAdvance(_ASKS) - 2 * height
        self.setPlaceholderText(_ASKS if room > 0 else "Search")
        self._hint.setVisible(not self.text() and room > self._hint.sizeHint().width() + height)

    def _dress(self) -> None:
        """The sign at the left, as large as the text; a line edit's own would stay small."""
        side, ratio = self.fontMetrics().height(), self.devicePixelRatioF()
        drawn = QPixmap(pixmap("search", colours().quiet, round(side * ratio)))
        drawn.setDevicePixelRatio(ratio)
        self._sign.setPixmap(drawn)
        self._sign.adjustSize()
        self.setTextMargins(side + _EDGE, 0, 0, 0)


class _Popup(QFrame):
    """The results' frame: a part of the window, so that the focus stays in the field."""

    def __init__(self, window: QWidget, content: QWidget) -> None:
        super().__init__(window)
        self.content = content
        self.setProperty("role", "popup")
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(content)
        self.hide()
