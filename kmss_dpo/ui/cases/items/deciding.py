"""What was decided on a case, and the recipients of the data, each of whom can be sent a notice."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.ids import LetterId
from kmss_dpo.domain.recipients import NOTIFIED
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.items.page import ItemsPage
from kmss_dpo.ui.cases.items.requests import DECISIONS, RECEIVERS, RECIPIENTS
from kmss_dpo.ui.kit.labels import button
from kmss_dpo.ui.kit.runner import Runner


class Deciding(ItemsPage):
    """`notice_begun` carries the draft of a notice to the chosen recipient (UK GDPR Art 19).

    `notices_requested` carries the case, all of whose recipients are to be told that were not.
    """

    notice_begun = Signal(int)
    notices_requested = Signal(int)

    def __init__(self, session: Session, runner: Runner, window: QWidget) -> None:
        self._notice = button("Write notice")
        self._notice.setAccessibleDescription("Tells the chosen recipient what became of the data")
        self._notices = button("Write to all not told…")
        super().__init__(
            "Decisions",
            (DECISIONS, RECIPIENTS, RECEIVERS),
            session,
            runner,
            window,
            more={RECIPIENTS.form: (self._notices,)},
            on_chosen={RECIPIENTS.form: (self._notice,)},
        )
        self._notice.clicked.connect(self._begin_notice)
        self._notices.clicked.connect(lambda: self.notices_requested.emit(self.view.id if self.view else 0))

    def show_case(self, view: CaseView) -> None:
        """Show the lists of a case; the notice only where there is something to tell of."""
        self.parts[RECIPIENTS.form].serve(on_chosen=view.details.kind in NOTIFIED)
        super().show_case(view)
        self._notices.setVisible(view.details.kind in NOTIFIED)

    def _begin_notice(self) -> None:
        if (chosen := self.parts[RECIPIENTS.form].chosen()) is None:
            return
        self._notice.setEnabled(False)  # a double click writes one
        start = self._session.letters.start_notice
        self._runner.run(
            self, self._session.writing, lambda: start(chosen.id).id, self._begun, self._not_begun
        )

    def _begun(self, letter: LetterId) -> None:
        self._notice.setEnabled(True)
        self.notice_begun.emit(letter)

    def _not_begun(self, error: Exception) -> None:
        self._notice.setEnabled(True)
        self._runner.report(error)
