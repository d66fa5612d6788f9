"""One part of a wording: its name, who asks for it, its words in each language, and what ships."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kmss_dpo.domain.letters import Block, Language
from kmss_dpo.domain.letters.wording_flaws import Flaw
from kmss_dpo.domain.letters.wordings import OwnBlock, Wording
from kmss_dpo.ui.kit.flowing import FlowingRow
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button, label, rule
from kmss_dpo.ui.kit.ticks import Tick
from kmss_dpo.ui.letters.wordings.form_state import flaws_of, law_words
from kmss_dpo.ui.letters.wordings.words_box import WordsBox

_BESIDE_FROM = 76
"""Characters from which two languages stand side by side."""
_NAME_WIDE = 28
"""Characters of its name that a part shows at least; where there is no room for them the buttons go below."""


class WordingPart(QWidget):
    """`law` is what the program knows of the part; one that the law requires can't be taken away.

    `entered` carries the language that one types in now, `reached` the place. `move_requested` carries how
    many places it is to go down: -1 goes up.
    """

    named = Signal(str)
    typed = Signal(object, str, str)
    included_changed = Signal(bool)
    remove_requested = Signal()
    move_requested = Signal(int)
    entered = Signal(object)
    reached = Signal(QRect)

    def __init__(self, block: OwnBlock, law: Block, languages: Sequence[Language]) -> None:
        super().__init__()
        title = block.words.title
        self.name = QLineEdit(title)
        self.name.setCursorPosition(0)
        self.name.setAccessibleName(f"Name of the part, {title}")
        self.tick = Tick("Each letter begins with it")
        self.tick.box.setAccessibleName(f"Each letter begins with it, {title}")
        # Qt does not take a proxy along where the order of Tab is set.
        self.tick.setFocusProxy(None)  # type: ignore[arg-type]
        self.up, self.down = button("", "plain"), button("", "plain")
        self.remove = button("", "plain")
        self.compare = button("", "plain")
        self.boxes = {each: WordsBox(title, each) for each in languages}
        self._ships = label("", "quiet", wrap=True)
        self._side = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._dress(title)
        self._lay_out(law)
        self._connect()

    def show_part(self, block: OwnBlock, wording: Wording) -> None:
        """Show the words as they are now."""
        self.tick.box.setChecked(block.included)
        for language, box in self.boxes.items():
            if language is Language.ENGLISH:
                box.show_words(block.words.heading, block.words.text)
            else:
                its = wording.translation(language).block(block.key)
                box.show_words(its.heading, its.text)

    def follow(self, ships: str) -> None:
        """Offer to compare with what ships, in words, where that is otherwise."""
        self.compare.setVisible(bool(ships))
        if not ships:
            self.compare.setChecked(False)
        self._ships.setText(ships)

    def show_way(self, *, up: bool, down: bool) -> None:
        """Where it can be moved; from a button that can't be pressed any more the focus goes to the other."""
        up_had, down_had = self.up.hasFocus(), self.down.hasFocus()
        self.up.setEnabled(up)
        self.down.setEnabled(down)
        if up_had and not up:
            self.down.setFocus()
        elif down_had and not down:
            self.up.setFocus()

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in its order."""
        fields = [each for box in self.boxes.values() for each in (box.heading, box.text)]
        return [self.name, self.compare, self.up, self.down, self.remove, self.tick.box, *fields]

    def show_flaws(self, flaws: Iterable[Flaw], key: str) -> None:
        """Say what is wrong, beside the words."""
        every = tuple(flaws)
        for language, box in self.boxes.items():
            box.show_flaws(flaws_of(every, key, language))

    def _dress(self, title: str) -> None:
        for each, words, sign, keys in (
            (self.up, "Move this part up", "chevron-up", "Alt+Up"),
            (self.down, "Move this part down", "chevron-down", "Alt+Down"),
            (self.remove, "Take this part away", "trash-2", ""),
            (self.compare, "Compare with what ships", "history", ""),
        ):
            each.setAccessibleName(f"{words}, {title}")
            each.setToolTip(f"{words} ({keys})" if keys else words)
            dress(each, sign, "quiet")
            if keys:
                # not as the button's own: two rows would have the same keys, and none would work
                pressed = QShortcut(QKeySequence(keys), self)
                pressed.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                pressed.activated.connect(each.click)
        self.compare.setCheckable(True)
        self._ships.hide()

    def _lay_out(self, law: Block) -> None:
        head = FlowingRow((self.compare, self.up, self.down, self.remove), self.name, _NAME_WIDE)
        said = label(law_words(law), "small", wrap=True)
        self._side.setSpacing(12)
        for box in self.boxes.values():
            self._side.addWidget(box, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addWidget(rule())
        column.addWidget(label("Name of the part", "small"))
        column.addWidget(head)
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
        self.up.clicked.connect(lambda: self.move_requested.emit(-1))
        self.down.clicked.connect(lambda: self.move_requested.emit(1))
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
