"""The bar above pages: farther, the zoom, nearer, which page; and what else belongs there."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from kmss_dpo.ui.kit.desk import Desk, Fit
from kmss_dpo.ui.kit.flow import Flow
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button

_ZOOMS = (50, 75, 100, 125, 150, 200, 300)
_WORDS = {Fit.PAGE: "Fit page", Fit.WIDTH: "Fit width"}


class DeskBar(QWidget):
    """Works on one desk; with large text or in a narrow place it takes several lines."""

    def __init__(self, desk: Desk, more: Iterable[QWidget] = ()) -> None:
        super().__init__()
        self._desk = desk
        self._nearer, self._farther = button(""), button("")
        self.zoom_button = button("")
        self.page_button = button("Page 1 of 1")
        self.setProperty("role", "side")
        self._dress()
        line = Flow(self)
        line.setContentsMargins(16, 8, 16, 8)
        for each in (self._farther, self.zoom_button, self._nearer, self.page_button, *more):
            line.addWidget(each)
        self._say_zoom()
        self._connect()

    def _dress(self) -> None:
        dress(self._farther, "zoom-out")
        dress(self._nearer, "zoom-in")
        self._farther.setAccessibleName("Zoom out")
        self._nearer.setAccessibleName("Zoom in")
        self._farther.setToolTip("Zoom out (Ctrl+-)")
        self._nearer.setToolTip("Zoom in (Ctrl++)")
        self._farther.setShortcut("Ctrl+-")
        self._nearer.setShortcut("Ctrl++")
        self.zoom_button.setMenu(self._zoom_menu())
        self.zoom_button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        dress(self.zoom_button, "chevron-down")
        self.page_button.setToolTip("Go to the next page")

    def _zoom_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction("Fit page", lambda: self._desk.fit(Fit.PAGE))
        menu.addAction("Fit width", lambda: self._desk.fit(Fit.WIDTH))
        menu.addSeparator()
        for percent in _ZOOMS:
            menu.addAction(f"{percent} %", partial(self._desk.zoom, percent / 100))
        return menu

    def _connect(self) -> None:
        self._nearer.clicked.connect(lambda: self._desk.zoom_by(1))
        self._farther.clicked.connect(lambda: self._desk.zoom_by(-1))
        self.page_button.clicked.connect(self._turn)
        self._desk.page_changed.connect(self._say_page)
        self._desk.zoomed.connect(self._say_zoom)

    def _turn(self) -> None:
        page, of = self._desk.page(), len(self._desk.sheets().sizes)
        self._desk.go_to_page(page % of + 1 if of else 1)

    def _say_page(self, page: int, of: int) -> None:
        self.page_button.setText(f"Page {page} of {of}")
        self._desk.setAccessibleDescription(f"Page {page} of {of}")

    def _say_zoom(self) -> None:
        self.zoom_button.setText(_WORDS.get(self._desk.fitted(), f"{self._desk.factor() * 100:.0f} %"))
