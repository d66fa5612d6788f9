"""One part of a wording: its name, who asks for it, its words in each language, and what ships."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kmss_dpo.domain.letters import Block, Language
from kmss_dpo.domain.letters.wording_flaws import Flaw
from kmss_dpo.domain.letters.wordings import OwnBlock, Wording
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button, label, rule
from kmss_dpo.ui.kit.ticks import Tick
from kmss_dpo.ui.letters.wordings.form_state import flaws_of, law_words
from kmss_dpo.ui.letters.wordings.words_box import WordsBox

_BESIDE_FROM = 76
"""Characters from which two languages stand side by side."""


class WordingPart(QWidget):
    """`law` is what the program knows of the part; one that the law requires can't be taken away.

    `entered` carries the language that one types in now, `reached` the place.
    """

    named = Signal(str)
    typed = Signal(object, str, str)
    included_changed = Signal(bool)
    remove_requested = Signal()
    entered = Signal(object)
    reached = Signal(QRect)

    def __init__(self, block: OwnBlock, law: Block, languages: Sequence[Language]) -> None:
        super().__init__()
        title = block.words.title
        self.name = QLineEdit(title)
        self.name.setAccessibleName(f"Name of the part, {title}")
        self.tick = Tick("Each letter begins with it")
        self.tick.box.setAccessibleName(f"Each letter begins with it, {title}")
        # Qt does not take a proxy along where the order of Tab is set.
        self.tick.setFocusProxy(None)  # type: ignore[arg-type]
        self.remove = button("", "plain")
        self.compare = button("", "plain")
        self.boxes = {each: WordsBox(title, each) for each in languages}
        self._ships = label("", "quiet", wrap=True)
        self._side = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._dress(title)
        self._lay_out(law)
        self._connect()

    def show_part(self, block: OwnBlock, wording: Wording, ships: Block | None) -> None:
        """Show the words as they are now; `ships` is the part as it ships where that is otherwise."""
        self.tick.box.setChecked(block.included)
        for language, box in self.boxes.items():
            if language is Language.ENGLISH:
                box.show_words(block.words.heading, block.words.text)
            else:
                its = wording.translation(language).block(block.key)
                box.show_words(its.heading, its.text)
        self.follow(ships)

    def follow(self, ships: Block | None) -> None:
        """Offer to compare with what ships, where that is otherwise."""
        self.compare.setVisible(ships is not None)
        if ships is None:
            self.compare.setChecked(False)
        else:
            heading = f"{ships.heading}\n\n" if ships.heading else ""
            self._ships.setText(f"It ships as “{ships.title}”:\n\n{heading}{ships.text}")

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in its order."""
        fields = [each for box in self.boxes.values() for each in (box.heading, box.text)]
        return [self.name, self.compare, self.remove, self.tick.box, *fields]

    def show_flaws(self, flaws: Iterable[Flaw], key: str) -> None:
        """Say what is wrong, beside the words."""
        every = tuple(flaws)
        for language, box in self.boxes.items():
            box.show_flaws(flaws_of(every, key, language))

    def _dress(self, title: str) -> None:
        for each, words, sign in (
            (self.remove, "Take this part away", "trash-2"),
            (self.compare, "Compare with what ships", "history"),
        ):
            each.setAccessibleName(f"{words}, {title}")
            each.setToolTip(words)
            dress(each, sign, "quiet")
        self.compare.setCheckable(True)
        self._ships.hide()

    def _lay_out(self, law: Block) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.name, 1)
        head.addWidget(self.compare)
        head.addWidget(self.remove)
        said = label(law_words(law), "small", wrap=True)
        self._side.setSpacing(12)
        for box in self.boxes.values():
            self._side.addWidget(box, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addWidget(rule())
        column.addWidget(label("Name of the part", "small"))
        column.addLayout(head)
        column.addWidget(said)
        column.addWidget(self.tick)
        column.addLayout(self._side)
        column.addWidget(self._ships)
        said.setVisible(bool(said.text()))
        for each in (self.remove, self.tick):
            each.setVisible(not law.required_by)

    def _connect(self) -> None:
        self.name.textChanged.connect(self.named)
        self.tick.box.toggled.connect(self.included_changed)
        self.remove.clicked.connect(self.remove_requested)
        self.compare.toggled.connect(self._ships.setVisible)
        for language, box in self.boxes.items():
            box.typed.connect(lambda heading, text, its=language: self.typed.emit(its, heading, text))
            box.entered.connect(lambda its=language: self.entered.emit(its))
            box.reached.connect(lambda place, its=box: self._reach(its, place))

    def _reach(self, box: WordsBox, place: QRect) -> None:
        self.reached.emit(QRect(box.mapTo(self, place.topLeft()), place.size()))

    def go(self, language: Language) -> None:
        """Put the focus into the text."""
        self.boxes[language].text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: two languages stand below each other where they have no room side by side."""
        super().resizeEvent(event)
        wide = self.width() > self.fontMetrics().averageCharWidth() * _BESIDE_FROM
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._side.setDirection(across if wide else down)
