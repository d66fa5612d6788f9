"""Correspondence logged by hand; over social media it warns and offers the text that leads away from it."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.correspondence import Direction
from kmss_dpo.domain.organisation import Organisation
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.form_state.correspondence import ANSWER_BELOW, CorrespondenceForm, redirect_reply
from kmss_dpo.ui.cases.forms.sheet import Sheet
from kmss_dpo.ui.cases.words import CHANNELS
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.date_field import DateField
from kmss_dpo.ui.kit.form import choice
from kmss_dpo.ui.kit.labels import button
from kmss_dpo.ui.kit.notice import Tone, announce
from kmss_dpo.ui.kit.runner import Runner

_DIRECTIONS = [("Received", Direction.RECEIVED), ("Sent", Direction.SENT)]


class CorrespondenceSheet(Sheet):
    """One message, call, visit or letter."""

    FORM = "correspondence"

    def __init__(self, parent: QWidget, session: Session, runner: Runner, view: CaseView) -> None:
        super().__init__(parent, runner, f"Log correspondence on {view.reference}", "Log it")
        self._session = session
        self._view = view
        self._begun = CorrespondenceForm()
        self._direction = choice(_DIRECTIONS)
        self.channel = choice([(words, channel) for channel, words in CHANNELS.items()])
        self.on = DateField(session.day)
        self._subject = QLineEdit()
        self.body_text = QPlainTextEdit()
        self.reply = QPlainTextEdit()
        self._copy = button("Copy this reply")
        self.binder: Binder[CorrespondenceForm] = Binder(self._begun, self)
        self._fill_form()
        self._tie()
        self.widen(96)
        self.channel.setFocus()
        self.keep_typing_on(session, view, lambda: self.binder.state, self._put_back)
        runner.run(self, session.reading, session.settings.organisation, self._know)

    def touched(self) -> bool:
        """Whether something was typed."""
        return self.binder.state != self._begun

    def save(self) -> None:
        """Keep it on the case."""
        if self.form.refuses(self.binder.state.wrong()):
            return
        content = self.binder.state.content(self._view.details.requester)
        case = self._view.id
        self.keep(self._session.writing, lambda: self._session.casework.log(case, content))

    def _fill_form(self) -> None:
        self.form.add_beside(
            [
                ("direction", "Direction", self._direction),
                ("channel", "Channel", self.channel),
                ("on", "Day", self.on),
            ],
            required=("channel", "on"),
        )
        self.form.add("reply", "Reply that asks for nothing", self.reply, "To copy into the answer there.")
        self.form.add_widget(self._copy)
        self.form.add("subject", "Subject", self._subject)
        self.form.add("body", "What was said or written", self.body_text)
        self.reply.setReadOnly(True)
        self.reply.setFixedHeight(self.fontMetrics().height() * 7)
        self.body_text.setMinimumHeight(self.fontMetrics().height() * 10)
        for edit in (self.reply, self.body_text):
            edit.setTabChangesFocus(True)
        self._react(self.binder.state)

    def _tie(self) -> None:
        binder = self.binder
        binder.choice("direction", self._direction)
        binder.choice("channel", self.channel)
        binder.day("on", self.on)
        binder.line("subject", self._subject)
        binder.text("body", self.body_text)
        binder.changed.connect(self._react)
        self._copy.clicked.connect(self._copy_reply)

    def _put_back(self, state: CorrespondenceForm) -> None:
        self.binder.show(state)
        self._react(state)

    def _know(self, organisation: Organisation) -> None:
        self.reply.setPlainText(redirect_reply(organisation))

    def _react(self, state: CorrespondenceForm) -> None:
        there = state.channel is Channel.SOCIAL_MEDIA
        self.form.row("reply").setVisible(there)
        self._copy.setVisible(there)
        if there:
            self.notice.say(ANSWER_BELOW, Tone.WARNING)
        else:
            self.notice.hide()

    def _copy_reply(self) -> None:
        QGuiApplication.clipboard().setText(self.reply.toPlainText())
        announce(self._copy, "The reply was copied.")
        self._copy.setText("Copied")
