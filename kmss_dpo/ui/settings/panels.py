"""The organisation, the officer and the regulator: one form, saved together."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.holidays import NATION_NAMES
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.form import Form, choice
from kmss_dpo.ui.kit.labels import button, label, rule
from kmss_dpo.ui.kit.lines import lines_edit
from kmss_dpo.ui.kit.panel import Panel
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.typing_kept import Typing
from kmss_dpo.ui.settings.form_state import NOT_READ, SettledState

_NATION_HELP = (
    "Decides the public holidays that due dates pass over. No guidance names a rule for it: "
    "usually where the organisation is established."
)
_ADDRESS_HELP = (
    "Empty on purpose: the office moved in autumn 2026. Letters name it only once you confirmed it here."
)


class OrganisationPanel(Panel):
    """`saved(nation_changed)` once both are kept."""

    saved = Signal(bool)

    def __init__(self, session: Session, runner: Runner) -> None:
        super().__init__("Organisation and officer")
        self._session = session
        self._runner = runner
        self.form = Form()
        self._kept = NOT_READ
        self.binder = Binder(self._kept, self)
        self.save_button = button("Save these settings", "main")
        self._add_organisation()
        self._add_regulator()
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        self.column.addWidget(self.form)
        self.column.addLayout(foot)
        self.save_button.clicked.connect(self.save)
        self.binder.changed.connect(self._follow)
        self._follow(self._kept)
        self.form.setEnabled(False)  # until it was read: what is typed before would keep that away
        self._focus_waits = False
        self._resumed: Unfinished | None = None
        self.typing = Typing(
            self,
            session,
            runner,
            place="settings",
            form="organisation",
            title="Organisation and officer",
            state=lambda: self.binder.state,
            show=self._put_back,
        )

    def focus_first(self) -> None:
        """Go into the first field, as soon as it can be typed into."""
        self._focus_waits = not self.form.isEnabled()
        self.form.focus_first()

    def resume(self, kept: Unfinished) -> None:
        """Go on with what was being typed before a lock, over what is kept, once that was read."""
        if self.form.isEnabled():
            self.typing.resume(kept)
        else:
            self._resumed = kept

    def _put_back(self, state: SettledState) -> None:
        self.binder.show(state)
        self._follow(state)

    def load(self) -> None:
        """Read what is kept; what is being typed stays."""
        settings = self._session.settings

        def job() -> tuple[Organisation, Regulator]:
            return settings.organisation(), settings.regulator()

        self._runner.run(self, self._session.reading, job, self._show)

    def changed(self) -> bool:
        """Whether something was typed and not saved."""
        return self.binder.state != self._kept

    def save(self) -> None:
        """Keep what is typed, or say what is missing."""
        state = self.binder.state
        if self.form.refuses(state.errors()):
            return
        self.save_button.setEnabled(False)
        tidy, settings = state.tidy(), self._session.settings
        moved = state.organisation.nation is not self._kept.organisation.nation
        self._runner.run(
            self,
            self._session.writing,
            lambda: settings.settle(tidy.organisation, tidy.regulator),
            lambda _: self._saved(state, nation_changed=moved),
            self._refused,
        )

    def _show(self, both: tuple[Organisation, Regulator]) -> None:
        if self.changed():
            return
        self._kept = SettledState(*both)
        self._put_back(self._kept)
        self.typing.begin()
        self.form.setEnabled(True)
        if self._focus_waits:
            self.focus_first()
        resumed, self._resumed = self._resumed, None
        if resumed:
            self.typing.resume(resumed)

    def _saved(self, state: SettledState, *, nation_changed: bool) -> None:
        self._kept = state.tidy()
        self.typing.begin(state)
        self._follow(self.binder.state)
        self.saved.emit(nation_changed)

    def _refused(self, error: Exception) -> None:
        self._follow(self.binder.state)
        if not (isinstance(error, Mistake) and self.form.show_mistake(error)):
            self._runner.report(error)

    def _follow(self, state: SettledState) -> None:
        self.save_button.setEnabled(state != self._kept)

    def _add_organisation(self) -> None:
        form = self.form
        self._add_line("organisation.name", "Organisation", required=True)
        self._add_lines_beside(
            ("organisation.short_name", "Short name"),
            ("organisation.website", "Website"),
            ("organisation.phone", "Phone"),
        )
        self._add_text("organisation.address", "Postal address", 5, required=True)
        self._add_lines_beside(
            ("organisation.officer_name", "Your name"), ("organisation.officer_title", "Your title")
        )
        self._add_line(
            "organisation.officer_email", "Your email address", "The one that people write to you at."
        )
        nation = choice([(words, nation) for nation, words in NATION_NAMES.items()])
        self.binder.choice("organisation.nation", nation)
        form.add(
            "organisation.nation",
            "Nation for public holidays (not settled by guidance)",
            nation,
            _NATION_HELP,
        )

    def _add_regulator(self) -> None:
        form = self.form
        form.add_widget(rule())
        form.add_widget(label("Regulator", "heading"))
        self._add_line("regulator.name", "Name as letters give it", required=True)
        self._add_lines_beside(("regulator.website", "Complaints page"), ("regulator.helpline", "Helpline"))
        self._add_text("regulator.address", "Postal address (not settled)", 4, _ADDRESS_HELP)

    def _add_line(self, name: str, caption: str, help_text: str = "", *, required: bool = False) -> None:
        edit = QLineEdit()
        self.form.add(name, caption, edit, help_text, required=required)
        self.binder.line(name, edit)

    def _add_lines_beside(self, *captions: tuple[str, str]) -> None:
        edits = [(name, caption, QLineEdit()) for name, caption in captions]
        self.form.add_beside(edits)
        for name, _caption, edit in edits:
            self.binder.line(name, edit)

    def _add_text(
        self, name: str, caption: str, lines: int, help_text: str = "", *, required: bool = False
    ) -> None:
        edit = lines_edit(lines)
        self.form.add(name, caption, edit, help_text, required=required)
        self.binder.text(name, edit)
