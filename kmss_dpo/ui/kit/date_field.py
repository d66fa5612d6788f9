"""A day that may be empty: typed in the usual ways or picked, and never replaced behind one's back."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kmss_dpo.ui.kit.day_text import read_day, write_day
from kmss_dpo.ui.kit.icons import icon
from kmss_dpo.ui.kit.labels import restyle
from kmss_dpo.ui.kit.palette import colours

NO_DAY = "This is no day. Write it like 14 Dec 2026 or 14/12/2026."


class DateField(QWidget):
    """A nullable day. `today` is the application's clock; `day_changed` carries `date | None`.

    Text that is no day leaves `day()` None and `invalid()` True, and stays as it was typed.
    """

    day_changed = Signal(object)

    def __init__(self, today: Callable[[], date], day: date | None = None) -> None:
        super().__init__()
        self._today = today
        self._day: date | None = None
        self._edit = QLineEdit()
        self._edit.setPlaceholderText("e.g. 14 Dec 2026")
        self._open = QToolButton(self._edit)
        self._open.setProperty("kind", "inside")
        self._open.setToolTip("Pick the day from a calendar (Down)")
        self._open.setAccessibleName("Pick the day from a calendar")
        self._open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._open.setCursor(Qt.CursorShape.PointingHandCursor)
        self._calendar: _Calendar | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._edit, 1)
        self.setFocusProxy(self._edit)
        self._edit.textChanged.connect(self._read)
        self._edit.editingFinished.connect(self._tidy)
        self._open.clicked.connect(self._pick)
        self._dress()
        self.set_day(day)

    def day(self) -> date | None:
        """The day, or None while the field is empty or holds no day."""
        return self._day

    def invalid(self) -> bool:
        """Whether something is typed that is no day."""
        return self._day is None and bool(self._edit.text().strip())

    def set_day(self, day: date | None) -> None:
        """Show a day, or nothing. What was typed and is no day stays while the day stays None."""
        if day is None and self.invalid():
            return
        self._edit.setText(write_day(day) if day else "")

    def clear(self) -> None:
        """Empty the field, whatever was typed."""
        self._edit.clear()

    def _read(self, text: str) -> None:
        day = read_day(text)
        if not self.invalid():
            self._mark()
        if day != self._day:
            self._day = day
            self._mark()
            self.day_changed.emit(day)

    def _tidy(self) -> None:
        if self._day is not None:
            self._edit.setText(write_day(self._day))
        self._mark()

    def _mark(self) -> None:
        wrong = self.invalid() and not self._edit.hasFocus()
        sentence = NO_DAY if wrong else ""
        if self._edit.toolTip() != sentence:
            self._edit.setToolTip(sentence)
            self._edit.setProperty("wrong", "true" if wrong else "false")
            restyle(self._edit)
        self._name_edit()

    def _dress(self) -> None:
        metrics = self.fontMetrics()
        self._edit.setMinimumWidth(metrics.horizontalAdvance("e.g. 28 Nov 2026") + 3 * metrics.height())
        side = metrics.height()
        self._open.setIcon(icon("calendar", colours().quiet))
        self._open.setIconSize(QSize(side, side))
        self._open.resize(side + 4, side + 4)
        self._edit.setTextMargins(0, 0, side + 4, 0)
        self._place()

    def _place(self) -> None:
        """Put the sign for the calendar at the end of the line."""
        free = self._edit.height() - self._open.height()
        self._open.move(self._edit.width() - self._open.width() - free // 2, free // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width."""
        super().resizeEvent(event)
        self._place()

    def _name_edit(self) -> None:
        self._edit.setAccessibleName(self.accessibleName())
        self._edit.setAccessibleDescription(self._edit.toolTip() or self.accessibleDescription())

    def _pick(self) -> None:
        if self._calendar is None:
            self._calendar = _Calendar(self)
            self._calendar.picked.connect(self._picked)
        self._calendar.open_at(self.mapToGlobal(QPoint(0, self.height() + 4)), self._day or self._today())

    def _picked(self, day: date) -> None:
        self._edit.setText(write_day(day))
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Qt: the theme or the text size changed."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange} and hasattr(self, "_open"):
            self._dress()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: the form has named the field by now; the line inside is what is read aloud."""
        super().showEvent(event)
        self._place()
        self._name_edit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: the down arrow opens the calendar."""
        if event.key() == Qt.Key.Key_Down:
            self._pick()
        else:
            super().keyPressEvent(event)


class _Calendar(QFrame):
    """The calendar below the field."""

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self._sheet = QCalendarWidget()
        self._sheet.setAccessibleName("Calendar")
        self._sheet.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._sheet.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._sheet.setGridVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self._sheet)
        self._sheet.clicked.connect(self._chosen)
        self._sheet.activated.connect(self._chosen)

    def open_at(self, place: QPoint, day: date) -> None:
        """Show the month of a day at a place on the screen."""
        self._sheet.setSelectedDate(QDate(day.year, day.month, day.day))
        self.move(place)
        self.show()
        self._sheet.setFocus(Qt.FocusReason.PopupFocusReason)

    def _chosen(self, day: QDate) -> None:
        if self.isVisible():
            self.hide()
            self.picked.emit(date(day.year(), day.month(), day.day()))
