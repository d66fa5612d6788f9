"""Opens the sheets about holds for whichever page asks, and says what came of it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.holds import Hold, HoldDoing, HoldWish
from kmss_dpo.domain.ids import CaseId, ContactId, HoldId, Kind
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.ui.holds.form_state import Held
from kmss_dpo.ui.holds.sheets import PLACE, PlaceSheet, ReleaseSheet, ReviewSheet
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.sheet import Sheet

__all__ = ["PLACE", "HoldSheets"]

_PLACED = "The hold was placed."
_KEPT = "The hold lasts."
_RELEASED = "The hold was released."
_NOTHING = "There is no hold on it that can be released here."


class HoldSheets(QObject):
    """`told` says what was done. A sheet that stands open already is not opened again by a double click."""

    told = Signal(str)

    def __init__(self, session: Session, runner: Runner, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._runner = runner
        self._window = window
        self._open: Sheet | None = None

    def ask(self, wish: HoldWish) -> None:
        """Open the sheet for what a page asks for."""
        match wish.doing:
            case HoldDoing.PLACE:
                self.place(*wish.on)
            case HoldDoing.RELEASE:
                self.release(*wish.on, wish.hold)
            case HoldDoing.REVIEW:
                assert wish.hold is not None
                self.review(wish.hold)

    def place(self, kind: Kind, record: int, kept: Unfinished | None = None) -> None:
        """Ask why a case or a contact must be kept."""
        self._read(kind, record, lambda held: self._show(PlaceSheet, held, _PLACED, kept))

    def release(
        self, kind: Kind, record: int, chosen: int | None = None, kept: Unfinished | None = None
    ) -> None:
        """Ask why what holds a case or a contact is released."""
        self._read(kind, record, lambda held: self._ask_to_release(held, chosen, kept))

    def review(self, hold: int, kept: Unfinished | None = None) -> None:
        """Ask when a hold that lasts is looked at again."""
        read = self._session.holds.hold
        self._runner.run(
            self,
            self._session.reading,
            lambda: read(HoldId(hold)),
            lambda found: self._show(ReviewSheet, found, _KEPT, kept),
        )

    def resume(self, kept: Unfinished) -> None:
        """Go on with a sheet that a lock closed."""
        kind, record = kept.about[0]
        form, _, number = kept.form.rpartition(" ")
        match form:
            case ReviewSheet.FORM:
                self.review(int(number), kept)
            case ReleaseSheet.FORM:
                self.release(kind, record, int(number), kept)
            case _:
                self.place(kind, record, kept)

    def _read(self, kind: Kind, record: int, then: Callable[[Held], None]) -> None:
        session = self._session

        def job() -> Held:
            holds = session.holds.on(kind, record)
            return Held((kind, record), _name(session, kind, record), holds)

        self._runner.run(self, session.reading, job, then)

    def _ask_to_release(self, held: Held, chosen: int | None, kept: Unfinished | None) -> None:
        if held.releasable():
            self._show(partial(ReleaseSheet, chosen=chosen), held, _RELEASED, kept)
        else:
            self.told.emit(_NOTHING)

    def _show(
        self, make: Callable[..., Sheet], about: Held | Hold, done: str, kept: Unfinished | None
    ) -> None:
        if self._open is not None:
            return
        sheet = self._open = make(self._window, self._session, self._runner, about)
        sheet.saved.connect(lambda _answer: self.told.emit(done))
        sheet.finished.connect(self._closed)
        sheet.open()
        if kept:
            sheet.typing.resume(kept)

    def _closed(self) -> None:
        self._open = None


def _name(session: Session, kind: Kind, record: int) -> str:
    if kind is Kind.CASE:
        return session.cases.rows([CaseId(record)])[0].reference
    return session.contacts.contact(ContactId(record)).details.name
