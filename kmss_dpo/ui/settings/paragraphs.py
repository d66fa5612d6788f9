"""Standard paragraphs: texts that the officer writes once and puts into many letters."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from kmss_dpo.domain.standard_paragraphs import StandardParagraph
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.confirm import ask
from kmss_dpo.ui.kit.form import choice
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.lines import lines_edit
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.settings.typed_panel import TypedPanel

_NEW = "A new paragraph"
_LINES = 6
_HELP = "As it is to stand in the letter. «What is to be filled in» stays marked until it is."


@dataclass(frozen=True)
class ParagraphTyped:
    """A paragraph being typed; `before` is the name of the one that is changed, empty for a new one."""

    before: str = ""
    name: str = ""
    text: str = ""

    def paragraph(self) -> StandardParagraph:
        """As it is handed over."""
        return StandardParagraph(self.name, self.text)


class ParagraphsPanel(TypedPanel[ParagraphTyped]):
    """`saved(sentence)` once one is kept or taken away; what is typed of one stays while others are shown."""

    FORM = "standard paragraph"
    saved = Signal(str)

    def __init__(self, session: Session, runner: Runner) -> None:
        begun = ParagraphTyped()
        super().__init__("Standard paragraphs", session, runner, begun, "Save this paragraph")
        self._paragraphs: dict[str, StandardParagraph] = {}
        self._left: dict[str, ParagraphTyped] = {}
        self.which = choice([(_NEW, "")])
        self.remove_button = button("Take it away…")
        self._lay_out()
        self._connect()
        self._follow()
        self.keep_typing(self._put_back)

    def load(self) -> None:
        """Read what is kept; what is being typed stays."""
        self._runner.run(self, self._session.reading, self._session.stationery.paragraphs, self._show)

    def save(self) -> None:
        """Keep what is typed, or say what is wrong."""
        typed, keep = self.binder.state, self._session.stationery.keep_paragraph
        self.form.show_errors({})
        self.save_button.setEnabled(False)
        self._runner.run(
            self,
            self._session.writing,
            lambda: keep(typed.paragraph(), typed.before),
            lambda _: self._changed("Saved. The composer offers it from now on."),
            self._refused,
        )

    def ask_to_remove(self) -> None:
        """Ask first."""
        before = self.binder.state.before
        words = "Letters that hold it stay as they are. The composer offers it no longer."
        ask(self, f"Take “{before}” away?", words, "Take it away", lambda: self._remove(before), danger=True)

    def _remove(self, name: str) -> None:
        take = self._session.stationery.take_paragraph_away
        self._runner.run(
            self,
            self._session.writing,
            lambda: take(name),
            lambda _: self._changed("The paragraph was taken away."),
        )

    def _changed(self, said: str) -> None:
        """Begin with a new one again."""
        self._left.pop(self.binder.state.before, None)
        self._put_back(ParagraphTyped())
        self.typing.begin()
        self.load()
        self.saved.emit(said)

    def _show(self, paragraphs: Sequence[StandardParagraph]) -> None:
        self._paragraphs = {each.name: each for each in paragraphs}
        self.which.offer([(_NEW, ""), *((each, each) for each in self._paragraphs)], self.binder.state.before)
        if self.which.currentIndex() < 0:  # it was taken away elsewhere: what is typed is a new one
            self._put_back(ParagraphTyped("", self.binder.state.name, self.binder.state.text))
        self._follow()

    def _put_back(self, state: ParagraphTyped) -> None:
        """Show what was typed, whether the list has been read already or not."""
        self.binder.show(state)
        self.which.offer([(_NEW, ""), *((each, each) for each in self._paragraphs)], state.before)
        self._follow()

    def _other(self) -> None:
        """Another one was chosen."""
        if self._typed():
            self._left[self.binder.state.before] = self.binder.state
        chosen = str(self.which.currentData() or "")
        kept = self._begun(chosen)
        self.binder.show(kept)
        self.typing.begin()
        self.binder.show(self._left.pop(chosen, kept))
        self.form.show_errors({})
        self._follow()

    def _begun(self, before: str) -> ParagraphTyped:
        kept = self._paragraphs.get(before)
        return ParagraphTyped(before, kept.name, kept.text) if kept else ParagraphTyped()

    def _typed(self) -> bool:
        return self.binder.state != self._begun(self.binder.state.before)

    def _refused(self, error: Exception) -> None:
        self._follow()
        self.refuse(error)

    def _follow(self) -> None:
        self.save_button.setEnabled(self._typed())
        self.remove_button.setVisible(bool(self.binder.state.before))

    def _lay_out(self) -> None:
        name, text = QLineEdit(), lines_edit(_LINES)
        self.form.add("which", "Paragraph", self.which)
        self.form.add("name", "Name to choose it by", name)
        self.form.add("text", "Text", text, _HELP)
        self.binder.line("name", name)
        self.binder.text("text", text)
        words = "Texts of your own that the composer puts into a part of a letter."
        self.column.addWidget(label(words, "quiet", wrap=True))
        self.lay_out_with(self.remove_button)

    def _connect(self) -> None:
        self.which.currentIndexChanged.connect(lambda _at: self._other())
        self.binder.changed.connect(lambda _state: self._follow())
        self.save_button.clicked.connect(self.save)
        self.remove_button.clicked.connect(self.ask_to_remove)
