"""The versions of one rule: who approved each and when, what it said, and a way to propose it again."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.retention import RetentionRule
from kmss_dpo.domain.retention_words import RULE_NAMES
from kmss_dpo.domain.schedule import RuleVersion
from kmss_dpo.domain.schedule_words import history_words, told, version_words
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.form import choice
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.sheet import Sheet
from kmss_dpo.ui.retention.schedule.told import Told

_WIDE, _HIGH = 84, 34
_SAME = "This is in force, or proposed already."
_AGAIN = "It becomes a proposal, and is in force again only once that is approved."


class VersionsSheet(Sheet):
    """Nothing is typed here, so a lock has nothing to keep."""

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        runner: Runner,
        versions: Sequence[RuleVersion],
        seen: RetentionRule,
    ) -> None:
        title = f"Versions of the rule for {RULE_NAMES[seen.code].lower()}"
        super().__init__(parent, runner, title, "Propose this version")
        self._session = session
        self._seen = seen
        newest = versions[-1]
        self.shown = choice(
            (version_words(each, in_force=each is newest), each) for each in reversed(versions)
        )
        self._history = label("", "quiet", wrap=True)
        self._told = Told()
        self._row = self.form.add("shown", "Version", self.shown)
        self.form.add_widget(self._history)
        self.form.add_widget(self._told)
        self.shown.currentIndexChanged.connect(lambda _at: self._show())
        self._show()
        self.widen(_WIDE, _HIGH)

    def save(self) -> None:
        """Propose what is shown."""
        rule, seen, propose = self.shown.currentData().rule, self._seen, self._session.schedule.propose
        self.keep(self._session.writing, lambda: propose(rule, seen))

    def _show(self) -> None:
        version: RuleVersion = self.shown.currentData()
        self._history.setText(history_words(version))
        self._told.show_told(told(version.rule))
        same = version.rule == self._seen
        self.decide_button.setVisible(not same)
        self._row.explain(_SAME if same else _AGAIN)
