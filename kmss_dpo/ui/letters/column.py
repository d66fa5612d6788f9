"""The left half: title, choices, text, what is missing, and the buttons."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QRect, QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kmss_dpo.domain.case_views import CaseRow
from kmss_dpo.domain.cases import KINDS
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.letters import Draft, Known, People, Worded, before_writing, who_is_who
from kmss_dpo.ui.kit.chips import Chip, ChipLabel, chip_of
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.panel import Scrolling
from kmss_dpo.ui.kit.ticks import Ticks
from kmss_dpo.ui.letters.addressing import AddressForm, activity_options, fact_options, facts_ticked
from kmss_dpo.ui.letters.care import Care
from kmss_dpo.ui.letters.foot import Foot
from kmss_dpo.ui.letters.form_state import lacking, parts, worded_as
from kmss_dpo.ui.letters.lacking import Lacking
from kmss_dpo.ui.letters.opening import Around, Opening
from kmss_dpo.ui.letters.paragraph_button import ParagraphButton
from kmss_dpo.ui.letters.parts import Parts
from kmss_dpo.ui.letters.withholding import Withholding

_ROOM = 24
_LOW_LINES = 32
"""A column of fewer lines leaves the text half of its height only where the rest is kept short."""

_LEAST_CHARACTERS = 38
"""Narrower the buttons of the foot would take a line each."""


class ComposerColumn(QWidget):
    """Shows a letter as it stands; what is typed leaves through the signals of its parts."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._title = label("Write a letter", "title")
        self.chip = ChipLabel(Chip(""))
        self._case = label("", "quiet", wrap=True)
        self.discard = button("", "plain")
        self.form = AddressForm(today)
        self.activities = Ticks("Data about the person was found in")
        self.facts = Ticks("What is so in this case")
        self.withholding = Withholding()
        self.care = Care()
        self._told = ""
        self._worded = Worded()
        self.parts = Parts()
        self.paragraphs = ParagraphButton()
        self.lacking = Lacking()
        self.foot = Foot()
        self._scroll = Scrolling("Letter")
        self._choices = QWidget()
        self._above, self._below = QVBoxLayout(), QVBoxLayout()
        self._wanted = QRect()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._lay_out()
        self._connect()

    def begin(self, opening: Opening, draft: Draft) -> None:
        """Show another letter from its beginning."""
        self.show_case(opening.case)
        self.paragraphs.offer(opening.around.paragraphs)
        self.form.begin(opening.templates, draft)
        self.activities.begin(activity_options(draft, opening.activities), opening.letter.chosen)
        self.facts.begin(fact_options(draft), facts_ticked(draft))
        self.withholding.show_draft(draft)
        self.parts.begin(parts(draft))
        self._worded = worded_as(draft, opening.templates)
        self.show_people(opening.known.people)
        self.show_lacking(draft, opening.known)
        self.lacking.show()
        self.foot.begin()
        self.discard.show()
        self.paragraphs.show()
        self._choices.setEnabled(True)
        self._scroll.verticalScrollBar().setValue(0)

    def show_case(self, case: CaseRow) -> None:
        """The case's name and where its clock stands."""
        self._case.setText(f"{case.reference} · {KINDS[case.kind].title}")
        chip = chip_of(case.stands(self._today()))
        self.chip.setVisible(chip is not None)
        if chip:
            self.chip.show_chip(chip)

    def show_around(self, around: Around) -> None:
        """The case, its people and the own paragraphs changed."""
        self.show_case(around.case)
        self.show_people(around.known.people)
        self.paragraphs.offer(around.paragraphs)

    def show_people(self, people: People) -> None:
        """Whom the letter may go to, and what to know before writing."""
        self.form.show_people(who_is_who(people))
        self.care.show_lines(before_writing(people, outside=self.form.goes_outside, worded=self._worded))

    def show_draft(self, draft: Draft, known: Known) -> None:
        """Show the same letter as it stands now."""
        self.facts.show_ticked(facts_ticked(draft))
        self.withholding.show_draft(draft)
        self.parts.show_parts(parts(draft))
        self.show_lacking(draft, known)

    def show_lacking(self, draft: Draft, known: Known) -> None:
        """Show what is to be put right in it."""
        self.lacking.show_items(lacking(draft, self.form.state, known))
        if self._told and self._told not in self.lacking.sentences():
            self._tell("")

    def show_filed(self, sentence: str) -> None:
        """Nothing can be typed any more."""
        self._choices.setEnabled(False)
        self.lacking.hide()
        self.discard.hide()
        self.paragraphs.hide()
        self.foot.show_filed(sentence)

    def go_to(self, place: str) -> None:
        """Go to a part of the text or to a field."""
        if place in {"template", "recipient", "address", "on", "electronic"}:
            self.form.go_to(place)
            self._scroll.ensureWidgetVisible(self.form.row(place))
        elif place == "justification":
            self.withholding.focus_first()
            self._scroll.ensureWidgetVisible(self.withholding)
        elif place:
            self.parts.go_to(place)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.chip)
        self.discard.setAccessibleName("Discard this draft")
        self.discard.setToolTip("Discard this draft…")
        dress(self.discard, "trash-2", "quiet")
        under = QHBoxLayout()
        under.addWidget(self._case, 1)
        under.addWidget(self.paragraphs)
        under.addWidget(self.discard)
        above = self._above
        above.setSpacing(4)
        above.addLayout(head)
        above.addLayout(under)
        inner = QVBoxLayout(self._choices)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        for each in (self.care, self.form, self.activities, self.facts, self.withholding, self.parts):
            inner.addWidget(each)
        self._scroll.column.setContentsMargins(_ROOM, 12, _ROOM, 12)
        self._scroll.column.addWidget(self._choices)
        self._scroll.column.addStretch(1)
        below = self._below
        below.addWidget(self.lacking)
        below.addWidget(self.foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self._scroll, 1)
        column.addLayout(below)

    def _share(self) -> None:
        """The text has at least half of the height: where that is low, what stands around it is short."""
        low = self.height() < self.fontMetrics().height() * _LOW_LINES
        self._title.setVisible(not low)
        self._above.setContentsMargins(_ROOM, 12 if low else 20, _ROOM, 0)
        self._below.setContentsMargins(_ROOM, 8, _ROOM, 12 if low else 16)
        self._below.setSpacing(8 if low else 12)
        self.lacking.fit(self.height(), low=low)

    def minimumSizeHint(self) -> QSize:
        """Qt: in large text it takes more of the window."""
        wide = self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS
        return super().minimumSizeHint().expandedTo(QSize(wide, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another height."""
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: the text size changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_below"):
            self._share()

    def _connect(self) -> None:
        self.lacking.place_requested.connect(self.go_to)
        self.lacking.told.connect(self._tell)
        self.parts.place_reached.connect(self._reveal_soon)
        self.paragraphs.chosen.connect(self.parts.insert)
        self._soon.timeout.connect(self._reveal)

    def _tell(self, sentence: str) -> None:
        """Say at the foot what filing waits for, or no more."""
        self._told = sentence
        if sentence:
            self.foot.show_error(Mistake(sentence))
        else:
            self.foot.notice.hide()

    def _reveal_soon(self, place: QRect) -> None:
        """Scroll there once the layout has followed the text."""
        self._wanted = place
        self._soon.start()

    def _reveal(self) -> None:
        corner = self.parts.mapTo(self._choices, self._wanted.topLeft()) + self._choices.pos()
        middle = QRect(corner, self._wanted.size()).center()
        half = min(self._wanted.height() // 2 + _ROOM, self._scroll.viewport().height() // 2)
        self._scroll.ensureVisible(middle.x(), middle.y(), 0, half)
