"""Approving what is proposed, or the schedule as it is after a review, until it is looked at again."""

from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.schedule import usual_review
from kmss_dpo.services.schedule import WholeSchedule
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.date_field import DateField
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.sheet import Sheet
from kmss_dpo.ui.retention.schedule.form_state import ApprovalForm, approval_words, beyond_notice
from kmss_dpo.ui.retention.schedule.rule_sheet import PLACE

_WIDE = 72
_REVIEW = "It stands on Today within a month of that day. Nothing ends by itself."


class ApprovalSheet(Sheet):
    """`listed` says what the proposal would list today, where it has been counted."""

    FORM = "retention approval"
    CONFLICT = "The proposal was changed since you opened this, so nothing was approved. Look at it again."

    def __init__(
        self, parent: QWidget, session: Session, runner: Runner, whole: WholeSchedule, listed: str = ""
    ) -> None:
        self._proposed = whole.proposal.rules if whole.proposal else ()
        title = "Approve what is proposed" if self._proposed else "Confirm the schedule as it is"
        super().__init__(parent, runner, title, "Approve" if self._proposed else "Confirm")
        self._session = session
        self._begun = ApprovalForm(usual_review(session.day()))
        self.review = DateField(session.day)
        self.warning = Notice(closable=False)
        for words in (approval_words(self._proposed), listed, f"Approved by {session.person}."):
            if words:
                self.form.add_widget(label(words, wrap=True))
        self.form.add_widget(self.warning)
        self.form.add("review_on", "Next review", self.review, _REVIEW, required=True)
        self.binder: Binder[ApprovalForm] = Binder(self._begun, self)
        self.binder.day("review_on", self.review)
        if said := beyond_notice(self._proposed):
            self.warning.say(said, Tone.WARNING)
        self.widen(_WIDE)
        self.keep_typing(session, PLACE, lambda: self.binder.state, self.binder.show)

    def touched(self) -> bool:
        """Whether another day was typed."""
        return self.binder.state != self._begun

    def save(self) -> None:
        """Put it in force."""
        state, approve, proposed = self.binder.state, self._session.schedule.approve, self._proposed
        if self.form.refuses(state.errors(self._session.day())):
            return
        assert state.review_on
        review_on = state.review_on
        self.keep(self._session.writing, lambda: approve(proposed, review_on))
