"""A rule of the schedule, changed: what is typed becomes a proposal and is in force only once approved."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from kmss_dpo.domain.retention import RecordClass, RetentionRule
from kmss_dpo.domain.retention_words import RULE_NAMES, action_words, trigger_name
from kmss_dpo.domain.schedule import Unit, possible_actions, possible_triggers
from kmss_dpo.services.schedule import WholeSchedule
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.form import Choice, choice
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.sheet import Sheet
from kmss_dpo.ui.retention.schedule.form_state import UNITS, RuleForm, in_force_words, rule_form

PLACE = "retention"
"""The page on which one that a lock closed is gone on with."""
_WIDE = 84
_ONLY = "These records have no other."
_PERIOD = "Counted in whole calendar months or days; weekends and holidays move nothing."


class RuleSheet(Sheet):
    """Begins with what is proposed of the rule already, or else with what is in force."""

    FORM = "retention rule "

    def __init__(
        self, parent: QWidget, session: Session, runner: Runner, whole: WholeSchedule, seen: RetentionRule
    ) -> None:
        title = f"Change the rule for {RULE_NAMES[seen.code].lower()}"
        super().__init__(parent, runner, title, "Propose this rule")
        self.FORM = f"{RuleSheet.FORM}{seen.code}"
        self._session = session
        self._seen = seen
        self._before = whole.rule(seen.code)
        self._begun = rule_form(seen)
        self.amount = QLineEdit()
        self.unit = choice([(words, unit) for unit, words in UNITS.items()])
        self.trigger = choice((trigger_name(each), each) for each in possible_triggers(seen.code))
        self.action = choice((action_words(each), each) for each in possible_actions(seen.code))
        self.warning = Notice(closable=False)
        self.binder: Binder[RuleForm] = Binder(self._begun, self)
        self._lay_out_form()
        self.binder.changed.connect(lambda _state: self._say())
        self._show(self._begun)
        self.widen(_WIDE)
        self.keep_typing(session, PLACE, lambda: self.binder.state, self._show)

    @property
    def code(self) -> RecordClass:
        """The class of record that the rule is for."""
        return self._seen.code

    def touched(self) -> bool:
        """Whether something was typed."""
        return self.binder.state != self._begun

    def save(self) -> None:
        """Keep it as a proposal."""
        state = self.binder.state
        if self.form.refuses(state.errors(self.code, self._before)):
            return
        rule, seen, propose = state.rule(self.code), self._seen, self._session.schedule.propose
        self.keep(self._session.writing, lambda: propose(rule, seen))

    def _lay_out_form(self) -> None:
        form, bind = self.form, self.binder
        form.add_widget(label(in_force_words(self._before), "quiet", wrap=True))
        parts = [("unit", "Period in", self.unit), ("amount", "How many", self.amount)]
        form.add_beside(parts, (1, 1), {"unit", "amount"})
        form.add_widget(label(_PERIOD, "small", wrap=True))
        self._add_choice("trigger", "Counted from", self.trigger)
        self._add_choice("action", "Then", self.action)
        form.add_widget(self.warning)
        self._add_text("reason", "Reason for this period", lines=3)
        self._add_text("covers", "Which records it covers", lines=2)
        self._add_text("purpose", "What they are kept for", lines=2)
        self._add_text("basis", "Lawful basis", lines=2)
        for name, caption in (("owner", "Owner of the rule"), ("reviewer", "Reviewer")):
            edit = QLineEdit()
            form.add(name, caption, edit)
            bind.line(name, edit)
        bind.line("amount", self.amount)
        bind.choice("unit", self.unit)
        bind.choice("trigger", self.trigger)
        bind.choice("action", self.action)

    def _add_choice(self, name: str, caption: str, box: Choice) -> None:
        only = box.count() == 1
        box.setDisabled(only)
        self.form.add(name, caption, box, _ONLY if only else "", required=not only)

    def _add_text(self, name: str, caption: str, *, lines: int) -> None:
        edit = QPlainTextEdit()
        edit.setTabChangesFocus(True)
        edit.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 20)
        self.form.add(name, caption, edit, required=True)
        self.binder.text(name, edit)

    def _show(self, state: RuleForm) -> None:
        self.binder.show(state)
        self._say()

    def _say(self) -> None:
        """Say what goes beyond the notice or the default, and let a number rest where nothing is counted."""
        state = self.binder.state
        self.amount.setEnabled(state.unit is not Unit.NONE)
        said = state.warning(self.code)
        if not said:
            self.warning.hide()
        elif said != self.warning.sentence():
            self.warning.say(said, Tone.WARNING)
