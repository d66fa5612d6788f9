"""All parts of a wording below each other, with what is said to be wrong beside each."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kmss_dpo.domain.letters import Block, Language, Template
from kmss_dpo.domain.letters.wording_flaws import Flaw
from kmss_dpo.domain.letters.wordings import OwnBlock, Wording
from kmss_dpo.ui.kit.notice import announce
from kmss_dpo.ui.letters.wordings.form_state import (
    compared,
    movable,
    moved,
    put_in,
    reworded,
    translated,
    without,
)
from kmss_dpo.ui.letters.wordings.part import WordingPart


class WordingParts(QWidget):
    """`changed` carries the wording after each key, `entered` the language typed in, `reached` the place.

    Tab comes to the parts after the control `after`, also where they were made later.
    """

    changed = Signal(object)
    entered = Signal(object)
    reached = Signal(QRect)

    def __init__(self, shipped: Template, after: QWidget) -> None:
        super().__init__()
        self._after = after
        self._shipped = shipped
        self._law = {each.key: each for each in shipped.blocks}
        self._wording: Wording | None = None
        self._rows: dict[str, WordingPart] = {}
        self._at = ("", Language.ENGLISH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_wording(self, wording: Wording) -> None:
        """Show a wording.

        Rows are made anew only where it has other parts or languages: what was typed before in them can't
        be undone any more.
        """
        before, self._wording = self._wording, wording
        if before is None or _shape(before) != _shape(wording):
            self._make_rows(wording)
        elif list(self._rows) != _keys(wording):
            self._arrange(_keys(wording))
        for block in wording.blocks:
            row = self._rows[block.key]
            if row.name.text() != block.words.title:
                row.name.setText(block.words.title)
                row.name.setCursorPosition(0)
            row.show_part(block, wording)
        self._follow(wording)

    def show_flaws(self, flaws: Sequence[Flaw]) -> None:
        """Say beside each part what is wrong with it."""
        for key, row in self._rows.items():
            row.show_flaws(flaws, key)

    def row(self, key: str) -> WordingPart:
        """The row of a part."""
        return self._rows[key]

    def go_to(self, key: str, language: Language) -> None:
        """Put the focus into the words of a part."""
        self._rows[key].go(language)
        self._reveal(self._rows[key])

    def name(self, key: str) -> None:
        """Put the focus into the name of a part."""
        self._rows[key].name.setFocus()
        self._reveal(self._rows[key])

    def put_in(self, field: str) -> None:
        """Type a field into the words that one was in last, at first into those of the first part."""
        key, language = self._at
        row = self._rows.get(key) or next(iter(self._rows.values()), None)
        if row:
            row.boxes.get(language, row.boxes[Language.ENGLISH]).put_in(field)

    def _reveal(self, row: WordingPart) -> None:
        self.reached.emit(row.geometry())

    def _make_rows(self, wording: Wording) -> None:
        for row in self._rows.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {block.key: self._make(block, wording.languages()) for block in wording.blocks}
        self._arrange(_keys(wording))

    def _arrange(self, keys: Sequence[str]) -> None:
        """Put the rows in this order, for the eye and for Tab."""
        self._rows = {key: self._rows[key] for key in keys}
        for row in self._rows.values():
            self._column.removeWidget(row)
            self._column.addWidget(row)
        last = self._after
        for each in (stop for row in self._rows.values() for stop in row.stops()):
            self.setTabOrder(last, each)
            last = each

    def _make(self, block: OwnBlock, languages: Sequence[Language]) -> WordingPart:
        words, key = block.words, block.key
        law = self._law.get(key, Block(key, words.title, words.text))
        row = WordingPart(block, law, languages)
        row.named.connect(lambda title: self._change(reworded(self._now(), key, title=title)))
        row.typed.connect(lambda *typed: self._change(self._retyped(key, *typed)))
        row.included_changed.connect(lambda on: self._change(put_in(self._now(), key, included=on)))
        row.remove_requested.connect(lambda: self._take_away(key))
        row.move_requested.connect(lambda step: self._move(key, step))
        row.entered.connect(lambda language: self._enter(key, language))
        row.reached.connect(lambda place: self.reached.emit(place.translated(row.pos())))
        return row

    def _enter(self, key: str, language: Language) -> None:
        self._at = (key, language)
        self.entered.emit(language)

    def _retyped(self, key: str, language: Language, heading: str, text: str) -> Wording:
        if language is Language.ENGLISH:
            return reworded(self._now(), key, heading=heading, text=text)
        return translated(self._now(), language, key, heading, text)

    def _now(self) -> Wording:
        assert self._wording is not None
        return self._wording

    def _change(self, wording: Wording) -> None:
        """Something was typed: the fields show it already."""
        if wording == self._wording:
            return
        self._wording = wording
        self._follow(wording)
        self.changed.emit(wording)

    def _follow(self, wording: Wording) -> None:
        """Say of each part how it ships, and where it can be moved."""
        ships = compared(wording, self._shipped)
        for key, row in self._rows.items():
            row.follow(ships.get(key, ""))
            up, down = (movable(wording, self._shipped, key, step) for step in (-1, 1))
            row.show_way(up=up, down=down)

    def _move(self, key: str, step: int) -> None:
        """The focus stays where it is; the part is followed with the eye and by ear."""
        wording, row = moved(self._now(), self._shipped, key, step), self._rows[key]
        self.show_wording(wording)
        self.changed.emit(wording)
        announce(row, f"{row.name.text()}: now part {_keys(wording).index(key) + 1} of {len(self._rows)}")
        self._column.activate()
        self._reveal(row)

    def _take_away(self, key: str) -> None:
        """The focus goes on to the next part, so that the keyboard is not lost."""
        at = _keys(self._now()).index(key)
        wording = without(self._now(), key)
        self.show_wording(wording)
        self.changed.emit(wording)
        left = _keys(wording)
        if left:
            self.go_to(left[min(at, len(left) - 1)], Language.ENGLISH)


def _shape(wording: Wording) -> tuple[object, ...]:
    return (wording.languages(), frozenset(_keys(wording)))


def _keys(wording: Wording) -> list[str]:
    return [each.key for each in wording.blocks]
