"""A sheet of paper with the end of the trail, typed back in and held against the register."""

from concurrent.futures import Executor

from PySide6.QtWidgets import QLineEdit, QWidget

from kmss_dpo.domain.soundness import Compared
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.long_work import LongWork
from kmss_dpo.ui.kit.notice import Tone
from kmss_dpo.ui.kit.progress import Progress
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.sheet import Sheet
from kmss_dpo.ui.trail.form_state import Figures

PLACE = "trail"
"""The page that goes on with the sheet after a lock."""
_PATIENCE = 300
"""For how many milliseconds the comparison goes on before its bar shows."""


class FiguresSheet(Sheet):
    """Says whether they agree and stays open, so that a mistyped figure can be put right."""

    FORM = "figures"

    def __init__(self, parent: QWidget, session: Session, runner: Runner, files: Executor) -> None:
        super().__init__(parent, runner, "Check a printed sheet", "Compare")
        self._session = session
        self.entry, self.chained = QLineEdit(), QLineEdit()
        self._progress = Progress()
        self._work = LongWork(runner, files, self._progress, _PATIENCE)
        words = "Type what stands on the sheet. The trail is worked out anew up to that entry and compared."
        self.form.add_widget(label(words, "quiet", wrap=True))
        self.form.add("entry", "Number of the entry", self.entry, required=True)
        self.form.add(
            "chained",
            "Its hash",
            self.chained,
            "Spaces, dashes and capitals make no difference.",
            required=True,
        )
        self.form.add_widget(self._progress)
        self.binder: Binder[Figures] = Binder(Figures(), self)
        self.binder.line("entry", self.entry)
        self.binder.line("chained", self.chained)
        self.widen(84)
        self.keep_typing(session, PLACE, lambda: self.binder.state, self.binder.show)

    def save(self) -> None:
        """Compare."""
        figures, trail = self.binder.state, self._session.trail
        self.notice.hide()
        self.form.show_errors({})
        self.decide_button.setEnabled(False)
        self._work.run(
            "Working out the trail up to this entry",
            lambda proceed: trail.compare(figures.entry, figures.chained, proceed),
            self._answer,
            self.refuse,
        )

    def _answer(self, compared: Compared) -> None:
        self.decide_button.setEnabled(True)
        self.notice.say(compared.sentence, Tone.TOLD if compared.agrees else Tone.ERROR)
