"""What a wording looks like on a sample case, and which parts of it are shown there."""

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Executor

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.ticks import Ticks
from kmss_dpo.ui.kit.unfolding import Unfolding
from kmss_dpo.ui.letters.preview import Preview
from kmss_dpo.ui.letters.wordings.form_state import sample_words

_WIDE = 48
"""Characters across the panel."""
_HEADING = "Parts of some letters only"


class SampleButton(QPushButton):
    """Unfolds a tick for each part; `changed` says that others are `left_out`.

    At first every part is shown. Nothing of it is kept: it changes no letter. Hidden where no part can be.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Parts shown…", parent)
        self.setAutoDefault(False)
        self.setToolTip("Choose which parts of some letters only the sample shows")
        self.left_out: frozenset[str] = frozenset()
        self.ticks = Ticks(_HEADING)
        self._options: tuple[tuple[str, str], ...] = ()
        self._panel = Unfolding("Parts shown in the sample", _WIDE, self)
        self._panel.column.addWidget(self.ticks)
        self.clicked.connect(self._turn)
        self.ticks.changed.connect(lambda _key, _on: self._choose())
        self.hide()

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer these parts by key and title; what was left out of them stays so."""
        if tuple(options) == self._options:
            return
        self._options = tuple(options)
        keys = {key for key, _title in options}
        self.left_out &= keys
        self.ticks.begin(options, keys - self.left_out)
        self.setVisible(bool(options))

    def _choose(self) -> None:
        self.left_out = frozenset(key for key, _title in self._options) - self.ticks.ticked()
        self.changed.emit()

    def _turn(self) -> None:
        if self._panel.isVisible():
            self._panel.fold()
            return
        self._panel.unfold(self)
        self.ticks.focus_first()


class Sample(QWidget):
    """The pages with what is to know of them; `changed` wants them anew, with other parts."""

    changed = Signal()

    def __init__(self, runner: Runner, files: Executor) -> None:
        super().__init__()
        self.parts_button = SampleButton()
        self.preview = Preview(runner, files, [self.parts_button])
        self.preview.outline_button.hide()
        self._said = label("", "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._said)
        column.addWidget(self.preview, 1)
        self.parts_button.changed.connect(self.changed)

    def show_sample(
        self, options: Sequence[tuple[str, str]], draw: Callable[[Collection[str]], bytes]
    ) -> None:
        """Have it drawn by `draw`, which is told what is left out and runs on a thread.

        `options` are the parts that can be left out, by key and title.
        """
        self.parts_button.offer(options)
        left_out = self.parts_button.left_out
        self._said.setText(sample_words(len(left_out)))
        self.preview.show_letter(lambda: draw(left_out))

    def said(self) -> str:
        """What is to know of the sample."""
        return self._said.text()
