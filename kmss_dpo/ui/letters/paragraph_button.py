"""The officer's standard paragraphs, in a small menu of the composer."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from kmss_dpo.domain.standard_paragraphs import StandardParagraph
from kmss_dpo.ui.kit.labels import unmarked

_NONE = "None yet: they are written under Settings"


class ParagraphButton(QPushButton):
    """`chosen(text)` is to be put where one writes."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Insert ▾", parent)
        self.setAutoDefault(False)
        self.setAccessibleName("Insert a standard paragraph")
        self.setToolTip("Insert a standard paragraph where you write")
        self.setMenu(QMenu(self))

    def offer(self, paragraphs: Sequence[StandardParagraph]) -> None:
        """Offer these by name."""
        menu = self.menu()
        menu.clear()
        for each in paragraphs:
            menu.addAction(unmarked(each.name), partial(self.chosen.emit, each.text))
        if not paragraphs:
            menu.addAction(_NONE).setEnabled(False)
