"""The cases that a case is linked to, each with the way there: in a line at its top, and in its details."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kmss_dpo.domain.cases import KINDS, Status
from kmss_dpo.domain.links import Link, link_words
from kmss_dpo.ui.kit.flowing import FlowingRow
from kmss_dpo.ui.kit.labels import button, label

_MOST_IN_LINE = 4


class LinkedLine(QWidget):
    """“Linked: waits for SAR-2026-0014, …”; each leads to its case. Hidden where there is none."""

    case_requested = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._links: tuple[Link, ...] = ()
        self._row: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_links(self, links: Sequence[Link]) -> None:
        """Show these; the first few, the rest is in the details."""
        if tuple(links) == self._links:
            return
        self._links = tuple(links)
        if self._row:
            self._column.removeWidget(self._row)
            self._row.deleteLater()
            self._row = None
        if links:
            self._row = self._made()
            self._column.addWidget(self._row)
        self.setVisible(bool(links))

    def _made(self) -> QWidget:
        parts: list[QWidget] = [label("Linked:", "quiet")]
        for link in self._links[:_MOST_IN_LINE]:
            there = button(link_words(link), "link")
            there.setAccessibleDescription(f"{KINDS[link.kind].title}, {link.status.value}")
            there.clicked.connect(lambda _on=False, case=link.case: self.case_requested.emit(case))
            parts.append(there)
        if len(self._links) > _MOST_IN_LINE:
            more = len(self._links) - _MOST_IN_LINE
            parts.append(label(f"and {more} more, see Details", "quiet"))
        return FlowingRow(parts)


class LinkedCases(QWidget):
    """Every link with what the other case is, the way there, and a button that takes it away."""

    case_requested = Signal(int)
    link_requested = Signal()
    unlink_requested = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._links: tuple[Link, ...] | None = None
        self._lines: list[QWidget] = []
        self._add = button("Link to another case…")
        self._add.clicked.connect(self.link_requested)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 12, 16, 12)
        self._column.setSpacing(4)
        self._column.addWidget(label("Linked cases", "heading"))
        self._none = label("No case is linked to this one.", "quiet", wrap=True)
        self._column.addWidget(self._none)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_links(self, links: Sequence[Link], *, may_link: bool) -> None:
        """Show these; a case that was opened in error is linked to nothing more."""
        self._add.setEnabled(may_link)
        if tuple(links) == self._links:
            return
        self._links = tuple(links)
        for line in self._lines:
            self._column.removeWidget(line)
            line.deleteLater()
        self._lines = [self._line(link) for link in links]
        for place, line in enumerate(self._lines, start=1):
            self._column.insertWidget(place, line)
        self._none.setVisible(not links)

    def _line(self, link: Link) -> QWidget:
        line = QWidget()
        there = button(_upper(link_words(link)), "link")
        away = button("Unlink", "link")
        away.setAccessibleName(f"Unlink {link.reference}")
        there.clicked.connect(lambda _on=False, case=link.case: self.case_requested.emit(case))
        away.clicked.connect(lambda _on=False, case=link.case: self.unlink_requested.emit(case))
        state = "" if link.status is Status.OPEN else f", {link.status.value}"
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(there)
        row.addWidget(label(f"{KINDS[link.kind].title}{state}", "quiet", wrap=True), 1)
        row.addWidget(away)
        return line


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
