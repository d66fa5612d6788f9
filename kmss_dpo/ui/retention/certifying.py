"""Certificates of disposals, to look at, to print and to save: of one entry of the log, or of some days."""

from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.services.certificates import TITLE
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.confirm import Decision
from kmss_dpo.ui.kit.date_field import DateField
from kmss_dpo.ui.kit.form import Form
from kmss_dpo.ui.kit.pdf_sheet import PdfSheet
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.typing_kept import keep_typing
from kmss_dpo.ui.retention.form_state import DaysState
from kmss_dpo.ui.retention.schedule.rule_sheet import PLACE


class DaysDecision(Decision):
    """From which day to which; stays open until something was disposed of between them."""

    FORM = "days of a certificate"
    wanted = Signal(object, object)

    def __init__(self, parent: QWidget, session: Session, runner: Runner) -> None:
        words = "Everything that was disposed of on these days, both included."
        super().__init__(parent, "Certificate of days", words, "Make the certificate")
        self._first, self._last = DateField(session.day), DateField(session.day)
        self._form = Form()
        self._form.add("first", "From", self._first, required=True)
        self._form.add("last", "To", self._last, required=True)
        self.column.addWidget(self._form)
        self._binder = Binder(DaysState(last=session.day()), self)
        self._binder.day("first", self._first)
        self._binder.day("last", self._last)
        state, show = lambda: self._binder.state, self._binder.show
        self.typing = keep_typing(self, session, runner, place=PLACE, form=self.FORM, state=state, show=show)
        self._first.setFocus()

    def accept(self) -> None:
        """Qt: close only with two days in their order."""
        state = self._binder.state
        refused = self._form.refuses(state.errors())
        self.fit()
        if refused or state.first is None or state.last is None:
            return
        super().accept()
        self.wanted.emit(state.first, state.last)


class Certifying(QObject):
    """Makes them on `files`, for it waits for the register's lanes."""

    def __init__(self, session: Session, runner: Runner, files: Executor, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._runner = runner
        self._files = files
        self._page = page

    def of_entry(self, number: int) -> None:
        """Show the certificate of one entry of the log."""
        self.show(TITLE, partial(self._session.certificates.of_entry, number))

    def of_days(self) -> DaysDecision:
        """Ask for the days, then show the certificate of what was disposed of on them."""
        asked = DaysDecision(self._page, self._session, self._runner)
        certify = self._session.certificates.of_days
        asked.wanted.connect(lambda first, last: self.show(TITLE, partial(certify, first, last)))
        asked.open()
        return asked

    def show(self, name: str, make: Callable[[], bytes]) -> None:
        """Make pages and show them under a name."""
        self._runner.run(
            self,
            self._files,
            make,
            lambda pdf: PdfSheet(self._page, self._runner, self._files, name, pdf).open(),
        )
