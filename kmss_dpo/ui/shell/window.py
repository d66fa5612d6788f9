"""The window that stays while the register is unlocked: pages at the left, search and wishes above."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from kmss_dpo.support.settings import WINDOW_PLACE, Settings
from kmss_dpo.ui.kit.key_marks import KeysOnAlt
from kmss_dpo.ui.kit.list_layouts import ListLayouts
from kmss_dpo.ui.kit.notice import Notice, Notices, Tone
from kmss_dpo.ui.shell import shortcuts
from kmss_dpo.ui.shell.navigation import Navigation
from kmss_dpo.ui.shell.pages import NewEntry, PageSpec
from kmss_dpo.ui.shell.status import StatusLine
from kmss_dpo.ui.shell.top_bar import TopBar

PROGRAM = "KMSS DPO Register"


class MainWindow(QMainWindow):
    """Pages are built on first show and meet through `show_requested(Kind, id)` only.

    What a page asks for about holds is asked of the window, which knows no more of it than that.
    """

    show_requested = Signal(object, int)
    hold_requested = Signal(object)
    search_requested = Signal(str)
    import_requested = Signal()
    new_requested = Signal(str)
    lock_requested = Signal()
    files_dropped = Signal(list)
    page_shown = Signal(str)
    closed = Signal()

    def __init__(
        self,
        specs: Sequence[PageSpec],
        entries: Sequence[NewEntry],
        register_name: str,
        settings: Settings,
    ) -> None:
        super().__init__()
        self._specs = {spec.name: spec for spec in specs}
        self._settings = settings
        self.list_layouts = ListLayouts(settings)
        self._pages: dict[str, QWidget] = {}
        self._shown = ""
        self.may_close: Callable[[], bool] = lambda: True
        self._navigation = Navigation(specs)
        self._top = TopBar(entries)
        self._notices = Notices()
        self._stack = QStackedWidget()
        self._status = StatusLine(register_name)
        KeysOnAlt(self)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self._bind()
        self._take_place()
        self.setWindowTitle(PROGRAM)

    def show_page(self, name: str) -> QWidget:
        """Bring a page to the front, building it first where that is needed."""
        page = self.page(name)
        self._shown = name
        self._stack.setCurrentWidget(page)
        self._navigation.mark(name)
        self.setWindowTitle(f"{self._specs[name].title} — {PROGRAM}")
        self.page_shown.emit(name)
        return page

    def page(self, name: str) -> QWidget:
        """A page by its name, built now if it has not been shown yet."""
        if name not in self._pages:
            made = self._specs[name].build()
            made.setAccessibleName(self._specs[name].title)
            for wish, wished in (("show", self.show_requested), ("hold", self.hold_requested)):
                heard = getattr(made, f"{wish}_requested", None)
                if heard is not None:
                    heard.connect(wished)
            self._pages[name] = made
            self._stack.addWidget(made)
        return self._pages[name]

    def pages(self) -> list[QWidget]:
        """The pages that were built so far."""
        return list(self._pages.values())

    def shown_page(self) -> str:
        """The name of the page in front."""
        return self._shown

    def show_count(self, name: str, count: int, *, overdue: int = 0) -> None:
        """A count beside a page, and how many of them are overdue."""
        self._navigation.show_count(name, count, overdue=overdue)

    def show_minutes_left(self, minutes: int) -> None:
        """How many minutes until it locks by itself."""
        self._status.show_minutes_left(minutes)

    def show_backup(self, words: str) -> None:
        """The last backup in words."""
        self._status.show_backup(words)

    def say(
        self,
        sentence: str,
        tone: Tone = Tone.TOLD,
        action: str = "",
        on_action: Callable[[], None] | None = None,
    ) -> Notice:
        """Put a notice above the page."""
        return self._notices.say(sentence, tone, action, on_action)

    def say_trouble(self, happened: str, to_do: str) -> None:
        """Put trouble above the page: what happened, what to do. Fits the runner's `trouble`."""
        self.say(f"{happened} {to_do}".strip(), Tone.ERROR)

    def set_results(self, widget: QWidget) -> None:
        """The widget below the search field; it gets the focus when Down is pressed."""
        self._top.search.set_results(widget)

    def search_field(self) -> QLineEdit:
        """Where one searches."""
        return self._top.search

    def end_search(self) -> None:
        """Empty the search field and close the results, after one was opened."""
        self._top.search.clear()
        self._stack.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_place(self) -> None:
        """Remember size and place for the next time, and how the lists were arranged."""
        self.list_layouts.keep()
        place = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self._settings.remember(WINDOW_PLACE, place)

    def _take_place(self) -> None:
        self.resize(1360, 850)
        kept = self._settings.get(WINDOW_PLACE)
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii", "ignore")))

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        self._notices.setContentsMargins(16, 8, 16, 0)
        right.addWidget(self._top)
        right.addWidget(self._notices)
        right.addWidget(self._stack, 1)
        right.addWidget(self._status)
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._navigation)
        line.addLayout(right, 1)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self._navigation.page_requested.connect(self.show_page)
        self._top.search.search_requested.connect(self.search_requested)
        self._top.import_requested.connect(self.import_requested)
        self._top.new_requested.connect(self.new_requested)
        self._top.lock_requested.connect(self.lock_requested)

    def _bind(self) -> None:
        """Bind the keys of the whole window."""
        for shortcut, act in (
            (shortcuts.SEARCH, self._go_to_search),
            (shortcuts.NEW, self._top.open_menu),
            (shortcuts.LOCK, self.lock_requested.emit),
            (shortcuts.HELP, self._show_help),
            (shortcuts.SHEET, self._show_help),
        ):
            QShortcut(QKeySequence(shortcut.keys), self).activated.connect(act)
        take = QShortcut(QKeySequence(shortcuts.QUICK_NOTE.keys), self)
        take.setContext(Qt.ShortcutContext.ApplicationShortcut)  # while a letter is being written too
        take.activated.connect(lambda: self.new_requested.emit("note"))
        for number, name in enumerate(list(self._specs)[:9], start=1):
            keys = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            keys.activated.connect(lambda name=name: self._go_to_page(name))

    def _go_to_page(self, name: str) -> None:
        """By its key: what is typed next is for the page."""
        page: Any = self.show_page(name)
        page.first_focus()

    def _go_to_search(self) -> None:
        self._top.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._top.search.selectAll()
        self._top.search.show_results()

    def _show_help(self) -> None:
        if self.findChild(shortcuts.HelpSheet) is None:
            shortcuts.HelpSheet(self).open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: files may be dropped anywhere."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: hand the files on."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: the window closes, unless something typed could not be kept."""
        event.setAccepted(self.may_close())
        if event.isAccepted():
            self.closed.emit()
