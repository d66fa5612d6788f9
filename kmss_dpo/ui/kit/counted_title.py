"""The title of a page, with how many there are of what it lists."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kmss_dpo.ui.kit.chips import Chip, ChipLabel
from kmss_dpo.ui.kit.labels import label


class CountedTitle(QWidget):
    """Without a count until it is known."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._count = ChipLabel(Chip(""), self)
        self._count.hide()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(label(title, "title"))
        line.addWidget(self._count)
        line.addStretch(1)

    def show_count(self, words: str) -> None:
        """Show how many there are, as a number or in words of the page's own."""
        self._count.show_chip(Chip(words))
        self._count.show()
