"""The desk on which pages lie: scrolls, zooms, and says which pages it needs drawn."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from kmss_dpo.ui.kit.palette import colours

MARGIN, BETWEEN = 20, 16
SMALLEST, LARGEST, STEP = 0.25, 4.0, 1.25
POINTS_PER_INCH = 72
_ROUNDED = 2
"""Pixels by which a picture of the right sharpness may differ from its place."""
_A4 = QSizeF(595.3, 841.9)
_GROUND = {"light": "#6b7280", "dark": "#0d0f13", "contrast": "#000000"}


@dataclass(frozen=True)
class Sheets:
    """Pages on the screen: their sizes in points, and pictures of those that were asked for.

    `scale` is how many device pixels of a picture make a point; `pdf` is what they were drawn from.
    """

    pdf: bytes = b""
    sizes: tuple[QSizeF, ...] = ()
    images: Mapping[int, QImage] = field(default_factory=dict)
    scale: float = 1.0


class Fit(Enum):
    """How the zoom follows the room; a factor of its own stands beside it."""

    PAGE = auto()
    WIDTH = auto()
    NONE = auto()


class Desk(QAbstractScrollArea):
    """Shows what was drawn last, scaled, until sharper or newer pictures come."""

    pictures_wanted = Signal()
    page_changed = Signal(int, int)
    zoomed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheets = Sheets()
        self._places: list[QRectF] = []
        self._laid_out: tuple[tuple[QSizeF, ...], float, int] | None = None
        self._widest = 0.0
        self._fit = Fit.PAGE
        self._factor = 1.0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(name)
        self._dress()
        self.verticalScrollBar().valueChanged.connect(self._moved)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)

    def show_sheets(self, sheets: Sheets) -> None:
        """Put other pages there; the place one looks at stays."""
        self._sheets = sheets
        self._settle()
        self.viewport().update()

    def sheets(self) -> Sheets:
        """What lies there."""
        return self._sheets

    def fit(self, how: Fit) -> None:
        """Let the zoom follow the room."""
        self._fit = how
        self._settle_here()
        self.zoomed.emit()

    def zoom(self, factor: float) -> None:
        """Zoom to a factor; 1.0 is as large as on paper."""
        self._fit = Fit.NONE
        self._factor = min(max(factor, SMALLEST), LARGEST)
        self._settle_here()
        self.zoomed.emit()

    def zoom_by(self, steps: int) -> None:
        """Nearer or, with negative steps, farther."""
        self.zoom(self.factor() * STEP**steps)

    def fitted(self) -> Fit:
        """How the zoom follows the room now."""
        return self._fit

    def factor(self) -> float:
        """The zoom now; 1.0 is as large as on paper."""
        return self._pixels() * POINTS_PER_INCH / self.logicalDpiX()

    def scale(self) -> float:
        """Device pixels of the screen for a point of the page."""
        return self._pixels() * self.devicePixelRatioF()

    def wanted(self) -> tuple[int, ...]:
        """The pages in sight and those beside them; the first two before anything is known."""
        if not self._sheets.sizes:
            return (0, 1)
        seen = self._in_sight()
        return tuple(range(max(seen[0] - 1, 0), seen[-1] + 2))

    def page(self) -> int:
        """The page that one looks at, from 1."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 3
        return max(bisect_right(self._places, middle, key=QRectF.top), 1)

    def go_to_page(self, page: int) -> None:
        """Scroll to a page, from 1."""
        if page <= len(self._places):
            self.verticalScrollBar().setValue(round(self._places[page - 1].top()) - MARGIN)

    def _in_sight(self) -> range:
        """The pages in sight, looked up and not looked for: there may be thousands."""
        top = float(self.verticalScrollBar().value())
        first = bisect_left(self._places, top, key=QRectF.bottom)
        past = bisect_left(self._places, top + self.viewport().height(), key=QRectF.top)
        return range(first, past) if first < past else range(1)

    def _pixels(self) -> float:
        """Pixels of the window for a point of the page."""
        if self._fit is Fit.NONE:
            return self._factor * self.logicalDpiX() / POINTS_PER_INCH
        page = self._sheets.sizes[0] if self._sheets.sizes else _A4
        room = self.viewport().size()
        across = max(room.width() - 2 * MARGIN, 50) / page.width()
        if self._fit is Fit.WIDTH:
            return across
        return min(across, max(room.height() - 2 * MARGIN, 50) / page.height())

    def _lay_out(self) -> None:
        """One page below the other, in the middle of the desk; done again only where something is new."""
        pixels, across = self._pixels(), self.viewport().width()
        if self._laid_out == (self._sheets.sizes, pixels, across):
            return
        self._laid_out = (self._sheets.sizes, pixels, across)
        sizes = [size * pixels for size in self._sheets.sizes]
        room = max([across, *(size.width() + 2 * MARGIN for size in sizes)])
        above = float(MARGIN)
        self._places = []
        for size in sizes:
            self._places.append(QRectF(QPointF((room - size.width()) / 2, above), size))
            above += size.height() + BETWEEN
        self._widest = max((size.width() for size in sizes), default=0)

    def _settle_here(self) -> None:
        """Settle with the same line of the same page at the top, however large it is now."""
        top, before = float(self.verticalScrollBar().value()), self._places
        at = min(bisect_left(before, top, key=QRectF.bottom), len(before) - 1)
        self._settle()
        if before and len(before) == len(self._places):
            above = (top - before[at].top()) / before[at].height()
            here = self._places[at]
            self.verticalScrollBar().setValue(round(here.top() + above * here.height()))

    def _settle(self) -> None:
        """Scroll bars, page number and pictures follow the pages and the zoom."""
        self._lay_out()
        high = self._places[-1].bottom() + MARGIN if self._places else 0
        wide = self._widest + 2 * MARGIN
        for bar, whole, part in (
            (self.verticalScrollBar(), high, self.viewport().height()),
            (self.horizontalScrollBar(), wide, self.viewport().width()),
        ):
            bar.setRange(0, max(0, round(whole - part)))
            bar.setPageStep(part)
            bar.setSingleStep(self.fontMetrics().height() * 2)
        self._moved()

    def _moved(self) -> None:
        self.viewport().update()
        if not self._sheets.sizes:
            return
        self.page_changed.emit(self.page(), len(self._sheets.sizes))
        sharp = abs(self._sheets.scale - self.scale()) < self.scale() / 1000
        if not sharp or any(number not in self._sheets.images for number in self._in_sight()):
            self.pictures_wanted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the pages in sight."""
        del event
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(_GROUND[colours().marks]))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number in self._in_sight() if self._sheets.sizes else ():
            self._paint_page(painter, number)
        painter.end()

    def _paint_page(self, painter: QPainter, number: int) -> None:
        shift = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        whole = self._places[number].translated(-shift)
        place = QRectF(whole.toAlignedRect())
        for spread in (6, 4, 2):
            painter.fillRect(place.adjusted(-spread, -spread + 2, spread, spread + 2), QColor(0, 0, 0, 12))
        painter.fillRect(place, QColor("#ffffff"))
        if number in self._sheets.images:
            image = self._sheets.images[number]
            exact = image.size().toSizeF() / self.devicePixelRatioF()
            if (
                abs(exact.width() - place.width()) < _ROUNDED
                and abs(exact.height() - place.height()) < _ROUNDED
            ):
                place.setSize(exact)
            painter.drawImage(place, image)

    def changeEvent(self, event: QEvent) -> None:
        """Qt: the theme changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        sheet = f"QScrollBar {{ background: {_GROUND[colours().marks]}; }}"
        if self.styleSheet() != sheet:
            self.setStyleSheet(sheet)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the room changed."""
        super().resizeEvent(event)
        self._settle_here()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt: with Ctrl the wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)
