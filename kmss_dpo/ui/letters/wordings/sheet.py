"""The wording of one letter: its words at the left, at the right what they look like on a sample case."""

from concurrent.futures import Executor

from PySide6.QtCore import QRect, QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from kmss_dpo.domain.letters import LANGUAGE_NAMES, Language
from kmss_dpo.domain.letters.wording_flaws import Flaw
from kmss_dpo.domain.letters.wordings import Wording
from kmss_dpo.services.wordings import OpenWording
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.confirm import ask
from kmss_dpo.ui.kit.form import choice
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.settled_choice import SettledChoice
from kmss_dpo.ui.kit.sheet import Sheet
from kmss_dpo.ui.kit.ticks import Tick
from kmss_dpo.ui.letters.wordings.form_state import (
    OTHERS,
    caption,
    changed_words,
    field_options,
    parts_to_add,
    row_errors,
    row_of,
    sample_options,
    shown_options,
    translated_subject,
    with_head,
    with_part,
    worded_in,
)
from kmss_dpo.ui.letters.wordings.parts import WordingParts
from kmss_dpo.ui.letters.wordings.sample import Sample

PLACE = "wordings"
"""Where one that a lock closed is gone on with: above whichever page is shown."""
_WIDE, _HIGH = 240, 80
_SHORT, _ROOM = 12, 24
_FIELDS_HELP = (
    "The register fills a field in each letter. «Words like these» are a gap that you fill in yourself. "
    "“- ” at the start of a line makes a list, “| one | two |” a row of a table."
)
_SHOWN_HELP = "Another one is put into the form; letters follow it once you save it."


class WordingSheet(Sheet):
    """Saving makes a version. Letters begun before keep their words."""

    FORM = "wording"

    def __init__(
        self, parent: QWidget, session: Session, runner: Runner, files: Executor, opened: OpenWording
    ) -> None:
        code = opened.shipped.code
        title = f"Wording of “{opened.wording.head.title}”"
        super().__init__(parent, runner, title, "Save this wording")
        self.FORM = f"{WordingSheet.FORM} {code}"
        self._session = session
        self._opened = opened
        self._wording = opened.wording
        self._language = Language.ENGLISH
        self._wanted = QRect()
        self._found: tuple[Flaw, ...] = ()
        self.shown = SettledChoice(shown_options(opened))
        self.title, self.subject = QLineEdit(), QLineEdit()
        self.subjects = {each: QLineEdit() for each in OTHERS}
        self.languages = {each: Tick(f"Also in {LANGUAGE_NAMES[each]}") for each in OTHERS}
        self.field = choice(field_options(), "Field")
        self.put_in = button("Put in")
        self.parts = WordingParts(opened.shipped, self.put_in)
        self.part = choice([], "Another part")
        self.add = button("Add this part")
        self.sample = Sample(runner, files)
        self._news = Notice(closable=False)
        self._lay_out_form()
        self._connect()
        self.show_wording(opened.wording)
        self.widen(_WIDE, _HIGH)
        self.keep_typing(session, PLACE, self.wording, self.show_wording)

    def wording(self) -> Wording:
        """What is typed now."""
        return self._wording

    def touched(self) -> bool:
        """Whether something was typed."""
        return self._wording != self._opened.wording

    def show_wording(self, wording: Wording) -> None:
        """Put another wording into the form."""
        self._wording = wording
        self.parts.show_wording(wording)
        for field, words in (
            (self.title, wording.head.title),
            (self.subject, wording.head.subject),
            *((field, wording.translation(each).subject) for each, field in self.subjects.items()),
        ):
            if field.text() != words:
                field.setText(words)
                field.setCursorPosition(0)
        for language, tick in self.languages.items():
            on = language in wording.languages()
            tick.box.setChecked(on)
            self.form.row(language.value).setVisible(on)
        self.part.offer(parts_to_add(wording, self._opened.shipped), "")
        self._follow()

    def save(self) -> None:
        """Keep it as the newest version, or go where something is wrong."""
        wording, opened = self._wording, self._opened
        if not self.touched():
            self.accept()
            return
        for flaw in self._found:
            if flaw.blocks_saving:
                self._go_to(flaw)
                return
        code, settle = opened.shipped.code, self._session.wordings.settle
        self.keep(self._session.writing, lambda: settle(code, wording, opened.number))

    def _lay_out_form(self) -> None:
        form = self.form
        said = changed_words(self._opened.changed)
        if said:
            self._news.say(said, Tone.WARNING)
        form.add_widget(self._news)
        form.add("shown", "Version", self.shown, _SHOWN_HELP)
        form.add("title", "Title in the register", self.title, required=True)
        form.add("subject", "Subject", self.subject, required=True)
        for language in OTHERS:
            form.add_widget(self.languages[language])
            form.add(language.value, caption("Subject", language), self.subjects[language], required=True)
        dress(self.put_in, "plus")
        dress(self.add, "plus")
        form.add("field", "Field", _beside(self.field, self.put_in), _FIELDS_HELP)
        form.add_widget(self.parts)
        form.add("part", "Another part", _beside(self.part, self.add))
        for each in (self.shown, self.field, self.part):
            each.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            each.setMinimumContentsLength(_SHORT)
        self.body.addWidget(self.sample, 3)

    def _connect(self) -> None:
        self.title.textChanged.connect(lambda text: self._type(with_head(self._wording, title=text)))
        self.subject.textChanged.connect(lambda text: self._type(with_head(self._wording, subject=text)))
        for language, field in self.subjects.items():
            field.textChanged.connect(
                lambda text, its=language: self._type(translated_subject(self._wording, its, text))
            )
        for language, tick in self.languages.items():
            tick.box.clicked.connect(lambda on, its=language: self._turn(its, on=on))
        self.sample.changed.connect(self._follow)
        self.parts.changed.connect(self._type_parts)
        self.parts.entered.connect(self._enter)
        self.parts.reached.connect(self._reveal_soon)
        self.put_in.clicked.connect(lambda: self.parts.put_in(self.field.currentData()))
        self.add.clicked.connect(self._add_part)
        self.shown.activated.connect(self._ask_to_show)
        self.finished.connect(lambda _how: self.sample.preview.clear())

    def _type(self, wording: Wording) -> None:
        if wording != self._wording:
            self._wording = wording
            self.parts.show_wording(wording)
            self._follow()

    def _type_parts(self, wording: Wording) -> None:
        """The parts show it already; what was taken away can be added again."""
        if wording.removed != self._wording.removed:
            self.part.offer(parts_to_add(wording, self._opened.shipped), "")
        self._wording = wording
        self._follow()

    def _follow(self) -> None:
        """Draw the sample beside the window, and say what is wrong."""
        session, opened, wording = self._session, self._opened, self._wording
        language = self._language if self._language in wording.languages() else Language.ENGLISH
        self.sample.show_sample(
            sample_options(wording, opened.shipped),
            lambda left_out: session.wordings.pages(opened, wording, language, left_out),
        )
        self._found = session.wordings.flaws(opened, wording)
        self.parts.show_flaws(self._found)
        self.form.show_errors(row_errors(self._found))

    def _go_to(self, flaw: Flaw) -> None:
        if flaw.block:
            self.parts.go_to(flaw.block, flaw.language)
        else:
            row = self.form.row(row_of(flaw))
            row.field.setFocus()
            self._scroll.ensureWidgetVisible(row)

    def _turn(self, language: Language, *, on: bool) -> None:
        """With or without another language; its words are thrown away only when that is meant."""
        if on:
            self.show_wording(worded_in(self._wording, language, on=True))
            self.subjects[language].setFocus()
            return
        self.languages[language].box.setChecked(True)
        name = LANGUAGE_NAMES[language]
        ask(
            self,
            f"Take the {name} words away?",
            "Letters begun before keep them. An earlier version brings them back.",
            f"Take the {name} words away",
            lambda: self.show_wording(worded_in(self._wording, language, on=False)),
        )

    def _enter(self, language: Language) -> None:
        """The sample shows the language that one types in."""
        before, self._language = self._language, language
        if before is not language:
            self._follow()

    def _reveal_soon(self, place: QRect) -> None:
        """Scroll there once the layout has followed the text."""
        self._wanted = place
        QTimer.singleShot(0, self, self._reveal)

    def _reveal(self) -> None:
        middle = QRect(self.parts.mapTo(self.form, self._wanted.topLeft()), self._wanted.size()).center()
        half = min(self._wanted.height() // 2 + _ROOM, self._scroll.viewport().height() // 2)
        self._scroll.ensureVisible(middle.x(), middle.y(), 0, half)

    def _add_part(self) -> None:
        before = {each.key for each in self._wording.blocks}
        self.show_wording(with_part(self._wording, self._opened.shipped, self.part.currentData()))
        self.parts.name(next(each.key for each in self._wording.blocks if each.key not in before))

    def _ask_to_show(self, at: int) -> None:
        """Put another version into the form; what was typed is thrown away only when that is meant."""
        wording = self.shown.itemData(at)
        if not self.touched():
            self.show_wording(wording)
            return
        dialog = ask(
            self,
            "Throw away what you typed?",
            "The version you chose is put in its place. Nothing of what you typed has been saved.",
            "Throw away",
            lambda: self.show_wording(wording),
            danger=True,
        )
        dialog.rejected.connect(lambda: self.shown.setCurrentIndex(0))


def _beside(field: QWidget, act: QWidget) -> QWidget:
    """A field with the button that does something with it."""
    both = QWidget()
    line = QHBoxLayout(both)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    line.addWidget(field, 1)
    line.addWidget(act)
    both.setFocusProxy(field)
    return both
