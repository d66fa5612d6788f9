"""Search as one types: people, cases and their parts, and commands, in a list below the field."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QStackedWidget, QVBoxLayout, QWidget

from kmss_dpo.domain.search import Found
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.newest import Newest
from kmss_dpo.ui.kit.notice import announce
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.search.form_state import COMMANDS, Command, commands_for, leads_to, lines, next_choice
from kmss_dpo.ui.search.found_list import FoundDelegate, FoundModel

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_MOST_HEIGHT = 560


class SearchResults(QWidget):
    """`search(text)` fills it; `show_requested(Kind, id)` and `command_requested(name)` are what is chosen.

    With `listen_to(field)` the arrow keys and Enter work while the focus stays in the field.
    """

    show_requested = Signal(object, int)
    command_requested = Signal(str)

    def __init__(
        self,
        session: Session,
        runner: Runner,
        parent: QWidget | None = None,
        commands: Sequence[Command] = COMMANDS,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._commands = tuple(commands)
        self._asking = Newest(runner, session.reading, self)
        self._typed = ""
        self._field: QLineEdit | None = None
        self.model = FoundModel(self)
        self.list = QListView()
        self._nothing = label("", "quiet", wrap=True)
        self._both = QStackedWidget()
        self._lay_out()
        self.list.clicked.connect(self._open)

    def listen_to(self, field: QLineEdit) -> None:
        """Take the arrow keys and Enter of the search field, so that one can go on typing there."""
        self._field = field
        field.installEventFilter(self)

    def search(self, typed: str) -> None:
        """Find what is typed; an answer to something older is dropped."""
        self._typed = typed.strip()
        wanted = self._typed
        if not wanted:
            self._asking.forget()
            self._show([])
            return
        self._asking.ask(lambda: self._session.search.find(wanted), self._show)

    def choose_next(self, step: int) -> None:
        """Go down (1) or up (-1) to the next result, past headings and round the ends."""
        row = next_choice(self.model.lines(), self.list.currentIndex().row(), step)
        if row < 0:
            return
        self.list.setCurrentIndex(self.model.index(row))
        if row <= 1:
            self.list.scrollToTop()
        announce(self, self.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole))

    def open_chosen(self) -> None:
        """Open the chosen result."""
        self._open(self.list.currentIndex())

    def _show(self, found: list[Found]) -> None:
        shown = lines(found, commands_for(self._typed, self._commands))
        self.model.show_lines(shown)
        self._both.setCurrentWidget(self.list if shown else self._nothing)
        said = f"Nothing found for “{self._typed}”. Try fewer letters, or a part of the name or reference."
        self._nothing.setText(said if self._typed else "")
        if shown:
            self.choose_next(1)
        self._fit()

    def _open(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        line = self.model.lines()[index.row()]
        if line.found is not None:
            self.show_requested.emit(*leads_to(line.found))
        elif line.command is not None:
            self.command_requested.emit(line.command.name)

    def _fit(self) -> None:
        """Let the frame around grow and shrink with what it holds, as far as the window reaches."""
        self.updateGeometry()
        frame = self.parentWidget()
        if isinstance(frame, QFrame):
            room = frame.window().height() - frame.y() - 16
            frame.ensurePolished()
            frame.resize(frame.width(), min(frame.sizeHint().height(), room))

    def _lay_out(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(FoundDelegate(self.list))
        self.list.setAccessibleName("Search results")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setMouseTracking(True)
        self.list.installEventFilter(self)
        self._nothing.setContentsMargins(14, 12, 14, 12)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._both.addWidget(self.list)
        self._both.addWidget(self._nothing)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._both)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: keys in the field and in the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._typed:
            return self._key(event, in_list=watched is self.list) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent, *, in_list: bool) -> bool:
        """Whether the key was for the results; what is typed in the list goes on in the field."""
        key = Qt.Key(event.key())
        if key in _STEPS and self.isVisible():
            self.choose_next(_STEPS[key])
            return True
        if key in _ENTER and self.isVisible():
            self.open_chosen()
            return True
        if in_list and self._field is not None and event.text().isprintable() and event.text():
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._field.insert(event.text())
            return True
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the focus belongs to the list."""
        super().focusInEvent(event)
        self.list.setFocus(event.reason())

    def sizeHint(self) -> QSize:
        """Qt: as high as its lines, within reason; wide enough for a name and a subject."""
        metrics = self.fontMetrics()
        width = metrics.averageCharWidth() * 72
        if self._both.currentWidget() is self._nothing:
            return QSize(width, self._nothing.heightForWidth(width))
        height = sum(self.list.sizeHintForRow(row) for row in range(self.model.rowCount()))
        return QSize(width, min(height + 4, max(_MOST_HEIGHT, metrics.height() * 28)))

    def minimumSizeHint(self) -> QSize:
        """Qt: one result at least."""
        return QSize(self.fontMetrics().averageCharWidth() * 24, self.fontMetrics().height() * 2)
