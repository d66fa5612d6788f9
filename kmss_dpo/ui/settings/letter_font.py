"""The font of this computer that gives letters what the built-in typeface lacks."""

from concurrent.futures import Executor

from kmss_dpo.domain.fonts import ChosenFont
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.flow import Flow
from kmss_dpo.ui.kit.font_choice import choose_font
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.panel import Panel
from kmss_dpo.ui.kit.runner import Runner


class LetterFontPanel(Panel):
    """The choice holds at once, for this computer."""

    def __init__(self, session: Session, runner: Runner, files: Executor) -> None:
        super().__init__("Font for more letters")
        self._session, self._runner, self._files = session, runner, files
        self.words = label("", "quiet", wrap=True)
        self.choose_button = button("Choose a font…")
        self.none_button = button("Use the built-in typeface alone")
        line = Flow()
        line.addWidget(self.choose_button)
        line.addWidget(self.none_button)
        self.column.addWidget(self.words)
        self.column.addLayout(line)
        self.none_button.hide()
        self.choose_button.clicked.connect(self._choose)
        self.none_button.clicked.connect(self._use_none)

    def load(self) -> None:
        """Look what was chosen, and whether it is still there."""
        self._runner.run(self, self._files, self._session.fonts.chosen, self._show)

    def _show(self, chosen: ChosenFont) -> None:
        self.words.setText(chosen.said())
        self.none_button.setVisible(chosen != ChosenFont())

    def _choose(self) -> None:
        choose_font(self, self._session, self._runner, self._files, "", self.load)

    def _use_none(self) -> None:
        self._runner.run(self, self._files, lambda: self._session.fonts.choose(None), lambda _: self.load())
