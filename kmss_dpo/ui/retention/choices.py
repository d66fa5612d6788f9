"""What is decided about the records of the list, row by row from their menus or for all that is ticked."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from kmss_dpo.domain.disposal import Ready, Sort
from kmss_dpo.domain.holds import HoldDoing, HoldWish
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.retention import Action
from kmss_dpo.domain.retention_words import action_words
from kmss_dpo.ui.retention.form_state import Decisions
from kmss_dpo.ui.retention.table import ReadyModel


class Choices(QObject):
    """`those` answers records by their ids; what is chosen about one ticks it. All else is a wish."""

    changed = Signal()
    keep_requested = Signal(list)
    place_requested = Signal(list)
    hold_requested = Signal(object)
    open_requested = Signal(int)
    model: ReadyModel

    def __init__(self, those: Callable[[Iterable[int]], list[Ready]], over: QWidget) -> None:
        super().__init__(over)
        self._those = those
        self._over = over
        self._decisions = Decisions()

    def decided(self, ready: Ready) -> Action:
        """What is decided about a record."""
        return self._decisions.of(ready).action

    def going(self) -> list[Ready]:
        """The ticked records that are to be disposed of, with what is decided about each."""
        return self._decisions.going(self._ticked())

    def for_all(self) -> Sequence[Action]:
        """What can be decided about any of the ticked records."""
        return self._decisions.offered(self._ticked())

    def decide_for_all(self, action: Action | None) -> None:
        """Decide about the ticked records, each as far as it can be; None for what each rule says."""
        self._decisions = self._decisions.decide(self._ticked(), action)
        self.changed.emit()

    def menu_of(self, ready: Ready) -> QMenu:
        """What can be decided about one record."""
        menu = QMenu(self._over)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if ready.held_by:
            wish = HoldWish(HoldDoing.RELEASE, (Kind.CASE, ready.case))
            menu.addAction("Release a hold…", lambda: self.hold_requested.emit(wish))
        else:
            self._offer(menu, ready)
        if ready.case:
            words = "Open the case" if ready.sort is Sort.CASE else "Open its case"
            menu.addAction(words, lambda: self.open_requested.emit(ready.case))
        return menu

    def _offer(self, menu: QMenu, ready: Ready) -> None:
        ticked = self.model.is_checked(ready.id)
        if ticked:
            menu.addAction("Leave for now", lambda: self.model.check({*self.model.checked()} - {ready.id}))
        for action in self._decisions.offered([ready]):
            if not ticked or action is not self.decided(ready):
                menu.addAction(action_words(action), partial(self._choose, ready, action))
        if ready.can_be_kept():
            menu.addAction("Keep until…", lambda: self.keep_requested.emit([ready.id]))
            menu.addAction("Hold…", lambda: self.place_requested.emit([ready.id]))

    def _choose(self, ready: Ready, action: Action) -> None:
        self._decisions = self._decisions.decide([ready], action)
        self.model.check({*self.model.checked(), ready.id})

    def _ticked(self) -> list[Ready]:
        return self._those(self.model.checked())
