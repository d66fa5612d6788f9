"""The composer: one letter from its first word to its filing."""

from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from kmss_dpo.domain.changes import Changes
from kmss_dpo.domain.dispatch import Dispatch
from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.ids import CaseId, LetterId
from kmss_dpo.domain.letters import Language, Missing
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.font_choice import choose_font
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.letters.column import ComposerColumn
from kmss_dpo.ui.letters.discarding import ask_to_discard
from kmss_dpo.ui.letters.filing import Filed, Filing
from kmss_dpo.ui.letters.foot import After
from kmss_dpo.ui.letters.meaning import ask_meaning
from kmss_dpo.ui.letters.opening import Around, Opening, look_again, open_again, open_new
from kmss_dpo.ui.letters.preview import Preview
from kmss_dpo.ui.letters.writing import Writing


class ComposerPage(QWidget):
    """Writes one letter. `compose` and `resume` begin; `save_now` and Close keep what was typed."""

    closed = Signal(int)
    filed = Signal(int)
    not_opened = Signal()

    def __init__(
        self, session: Session, runner: Runner, files: Executor, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._files = session, runner, files
        self._asked = 0
        self._outlined = False
        self._filed: Filed | None = None
        self._writing = Writing(session, runner, self)
        self._filing = Filing(session, runner, files, self)
        self.column = ComposerColumn(session.day)
        self.preview = Preview(runner, files)
        _lay_side_by_side(self, self.column, self.preview)
        self._connect()
        self.setEnabled(False)

    def compose(self, case: int, template_code: str, language: Language | None = None) -> None:
        """Begin a letter on a case; without code the usual one, without language that of who gets it."""
        self._open(lambda: open_new(self._session, CaseId(case), template_code, language))

    def resume(self, letter: int) -> None:
        """Go on with a draft."""
        self._open(lambda: open_again(self._session, LetterId(letter)))

    def letter(self) -> LetterId | None:
        """The letter that is being written."""
        opening = self._writing.opening
        return opening.letter.id if opening else None

    def save_now(self) -> None:
        """Keep what was typed before this returns, for the lock that follows; may raise `Trouble`."""
        self._writing.keeping.keep_now()

    def kept(self) -> bool:
        """Keep what was typed before a window closes; False, with a notice, where it could not be."""
        try:
            self._writing.keeping.keep_now()
        except Trouble as trouble:
            self.column.foot.show_error(trouble)
            return False
        return True

    def first_focus(self) -> None:
        """Begin where the letter does: with the recipient. F8 goes on to the first gap."""
        self.column.form.go_to("recipient")

    def changes_made(self, changes: Changes) -> None:
        """The chip follows the clock of the case, the cautions follow its people."""
        opening = self._writing.opening
        if opening and opening.hangs_on(changes):
            look = partial(look_again, self._session, opening.case.id)
            self._runner.run(self, self._session.reading, look, self._show_again)

    def _show_again(self, around: Around) -> None:
        if self._writing.is_on(around.case.id) and self._filed is None:
            self._writing.around_changed(around)
            self.column.show_around(around)
            self._follow()

    def _connect(self) -> None:
        column, foot, writing = self.column, self.column.foot, self._writing
        column.form.typed.connect(writing.address)
        column.form.template_chosen.connect(self._start_over)
        column.activities.changed.connect(lambda: writing.refill(column.activities.ticked))
        column.facts.changed.connect(writing.state_fact)
        column.withholding.typed.connect(writing.justify)
        column.parts.edited.connect(writing.rewrite)
        column.parts.included_changed.connect(writing.include)
        writing.changed.connect(self._follow)
        column.lacking.meant_requested.connect(self._ask_meaning)
        writing.looked_up.connect(lambda: column.show_lacking(writing.draft(), writing.known()))
        self.preview.window_toggled.connect(self._outline)
        redraw = partial(self._draw, at_once=True)
        offer = partial(choose_font, self, self._session, self._runner, self._files, then=redraw)
        self.preview.font_wanted.connect(offer)
        foot.file_requested.connect(self._ask_to_file)
        foot.hand_out_requested.connect(self._hand_out)
        foot.close_requested.connect(lambda: writing.keeping.keep(self._leave))
        column.discard.clicked.connect(self._ask_to_discard)
        self._filing.filed.connect(self._show_filed)
        self._filing.refused.connect(self._refused)
        writing.keeping.failed.connect(foot.show_error)
        self._filing.handed_out.connect(column.show_filed)
        _bind(self, ("F8", "Ctrl+Down"), column.parts.go_to_next_gap)

    def _ask_meaning(self, item: Missing) -> None:
        ask_meaning(self, self._writing.draft(), item, self._writing.mean)

    def _open(self, job: Callable[[], Opening]) -> None:
        """Keep what is on the screen, then fetch a letter; of several asked for, the last is shown."""
        self._asked += 1
        asked = self._asked
        self.setEnabled(False)
        self._writing.keeping.keep(lambda: None)
        begin = partial(self._begin, asked)
        self._runner.run(self, self._session.writing, job, begin, self._not_opened)

    def _begin(self, asked: int, opening: Opening) -> None:
        if asked != self._asked:
            return
        self._filed = None
        self._writing.begin(opening)
        self.preview.clear()
        self.column.begin(opening, opening.letter.draft)
        self.setEnabled(True)
        self._draw(at_once=True)
        self.first_focus()

    def _not_opened(self, error: Exception) -> None:
        self._runner.report(error)
        self.setEnabled(self._writing.opening is not None)
        if not self.isEnabled():
            self.not_opened.emit()

    def _refused(self, error: Exception) -> None:
        self.setEnabled(True)
        self.column.foot.show_error(error)
        self._writing.look()

    def _follow(self) -> None:
        """Show the draft everywhere that follows the typing."""
        self.column.show_draft(self._writing.draft(), self._writing.known())
        self._draw()

    def _outline(self, shown: bool) -> None:  # noqa: FBT001 a signal hands it over
        self._outlined = shown
        self._draw(at_once=True)

    def _draw(self, *, at_once: bool = False) -> None:
        pages = self._writing.pages(outlined=self._outlined)
        if pages:
            self.preview.show_letter(pages, at_once=at_once)

    def _start_over(self, code: str, language: Language) -> None:
        """Another template is another letter; a draft in which something was typed stays on the case."""
        opening = self._writing.opening
        if opening is None or opening.letter.draft.is_worded_as(code, language):
            return
        if self._writing.untouched():
            letter, discard = opening.letter.id, self._session.letters.discard
            self._writing.keeping.end()
            self._runner.run(self, self._session.writing, lambda: discard(letter), lambda _: None)
        self.compose(opening.case.id, code, language)

    def _ask_to_file(self, after: After) -> None:
        opening = self._writing.opening
        if opening is None or self.column.lacking.go_to_first():
            return
        draft = self._writing.draft()
        self._filing.ask(opening, draft, after, lambda dispatch: self._file(opening, after, dispatch))

    def _file(self, opening: Opening, after: After, dispatch: Dispatch | None) -> None:
        self.setEnabled(False)
        self._filing.file(opening, self._writing.draft(), dispatch, after)

    def _show_filed(self, filed: Filed, after: After) -> None:
        self._filed = filed
        self._writing.rest()
        self.setEnabled(True)
        self.column.show_filed(filed.said)
        if self._writing.opening:
            self.filed.emit(self._writing.opening.case.id)
        if after is After.NOTHING:
            self._leave()
        else:
            self._hand_out(after)

    def _hand_out(self, after: After) -> None:
        if self._filed:
            self._filing.hand_out(self._filed, after)

    def _ask_to_discard(self) -> None:
        if opening := self._writing.opening:
            end = self._writing.keeping.end
            ask_to_discard(self, self._session, self._runner, opening.letter.id, end, self._leave)

    def _leave(self) -> None:
        """Leave nothing of the letter on the page."""
        opening = self._writing.opening
        self._writing.end()
        self.preview.clear()
        self.setEnabled(False)
        if opening:
            self.closed.emit(opening.case.id)


def _bind(page: QWidget, keys: tuple[str, ...], act: Callable[[], None]) -> None:
    for each in keys:
        shortcut = QShortcut(QKeySequence(each), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)


def _lay_side_by_side(page: QWidget, left: QWidget, right: QWidget) -> None:
    split = QSplitter()
    split.setChildrenCollapsible(False)
    for widget, share in ((left, 5), (right, 8)):
        split.addWidget(widget)
        split.setStretchFactor(split.count() - 1, share)
    split.setSizes([520, 840])
    whole = QHBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(split)
