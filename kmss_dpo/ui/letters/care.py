"""What must be known of the people of a case before anybody writes to them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kmss_dpo.ui.kit.notice import Notice, Tone


class Care(QWidget):
    """A notice for each line; hidden where there is none. Nobody can close it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notices: list[Notice] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show these and no others."""
        if list(lines) == self.lines():
            return
        for notice in self._notices:
            self._column.removeWidget(notice)
            notice.deleteLater()
        self._notices = [Notice(self, closable=False) for _ in lines]
        for notice, line in zip(self._notices, lines, strict=True):
            self._column.addWidget(notice)
            notice.say(line, Tone.WARNING)
        self.setVisible(bool(lines))

    def lines(self) -> list[str]:
        """What is shown."""
        return [notice.sentence() for notice in self._notices]
