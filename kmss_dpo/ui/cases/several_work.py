"""Does the same to several cases: looks at them, asks, works beside the window, and tells what came of it."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPlainTextEdit

from kmss_dpo.domain.case_views import CaseRow
from kmss_dpo.domain.cases import Family
from kmss_dpo.domain.several import Act, Chosen, Earlier, LeftAlone, Several, left_alone
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.form_state.several import all_left, case_words, enquiry_words, result
from kmss_dpo.ui.cases.looking import LookSheet
from kmss_dpo.ui.cases.several_bar import SeveralBar
from kmss_dpo.ui.cases.several_sheets import Asked, AssignSheet, NoteSheet
from kmss_dpo.ui.kit.confirm import Decision, ask
from kmss_dpo.ui.kit.exporting import Export
from kmss_dpo.ui.kit.long_work import LongWork, Proceed
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.sheet import Sheet
from kmss_dpo.ui.kit.table import Column, line_of

_PATIENCE = 300
"""For how many milliseconds work goes on before its bar shows."""
Do = Callable[[Proceed], Several]


class SeveralWork(QObject):
    """One thing at a time; waiting for the register's lanes, it runs on `files`, the window's own pool."""

    told = Signal(str)

    def __init__(
        self,
        family: Family,
        session: Session,
        runner: Runner,
        files: Executor,
        bar: SeveralBar,
        notice: Notice,
    ) -> None:
        super().__init__(bar)
        self._family = family
        self._session = session
        self._runner = runner
        self._bar = bar
        self._notice = notice
        self._work = LongWork(runner, files, bar.progress, _PATIENCE)
        self.export_to = Export(session, runner, files, bar)
        self.export_to.written.connect(
            lambda: self.told.emit("The list was exported. The file is not encrypted.")
        )

    def assign(self, cases: Sequence[int], kept: Unfinished | None = None) -> None:
        """Ask who is to work on these cases."""
        several, me = self._session.several, self._session.person

        def look(proceed: Proceed) -> tuple[list[Chosen], list[str]]:
            names = several.handlers()
            return several.choose(cases, proceed), [*names, *([] if me in names else [me])]

        self._run(f"Looking at {case_words(len(cases))}", look, lambda read: self._ask_who(kept, *read))

    def add_note(self, cases: Sequence[int], kept: Unfinished | None = None) -> None:
        """Ask what is to be noted on these cases."""
        self._look(cases, lambda chosen: self._ask_note(chosen, kept))

    def deal_with(self, cases: Sequence[int]) -> None:
        """Ask whether these enquiries are to be closed."""
        self._look(cases, self._ask_deal_with)

    def resumes(self, kept: Unfinished) -> bool:
        """Go on with a sheet that a lock closed, on the cases as they are now; False where it is none."""
        asking = {AssignSheet.FORM: self.assign, NoteSheet.FORM: self.add_note}.get(kept.form)
        if asking:
            asking([case for _, case in kept.about], kept)
        return asking is not None

    def export(self, cases: Sequence[int], columns: Sequence[Column[CaseRow]]) -> Decision:
        """Ask where these cases, in these columns, are to be saved."""

        def save(place: Path) -> None:
            titles, line, several = [each.title for each in columns], line_of(columns), self._session.several
            self._run(
                f"Exporting {case_words(len(cases))}",
                lambda proceed: several.export(cases, titles, line, proceed),
                lambda content: self.export_to.write(place, content),
            )

        return self.export_to.warn(
            case_words(len(cases)), "it is needed", lambda: self.export_to.choose(self._family.value, save)
        )

    def running(self) -> bool:
        """Whether cases are being worked on."""
        return self._work.running()

    def _look(self, cases: Sequence[int], then: Callable[[list[Chosen]], None]) -> None:
        several = self._session.several
        self._run(
            f"Looking at {case_words(len(cases))}", lambda proceed: several.choose(cases, proceed), then
        )

    def _ask_who(self, kept: Unfinished | None, chosen: Sequence[Chosen], known: Sequence[str]) -> None:
        if not (asked := self._asked(Act.ASSIGN, chosen)):
            return
        sheet = AssignSheet(self._bar, self._session, self._runner, asked, known)
        assign = self._session.several.assign
        sheet.decided.connect(
            lambda who: self._do(Act.ASSIGN, len(chosen), lambda proceed: assign(chosen, who, proceed), who)
        )
        _open(sheet, kept)

    def _ask_note(self, chosen: Sequence[Chosen], kept: Unfinished | None) -> None:
        if not (asked := self._asked(Act.NOTE, chosen)):
            return
        sheet = NoteSheet(self._bar, self._session, self._runner, asked)
        add = self._session.several.add_note
        sheet.decided.connect(
            lambda text: self._do(Act.NOTE, len(chosen), lambda proceed: add(chosen, text, proceed))
        )
        _open(sheet, kept)

    def _ask_deal_with(self, chosen: Sequence[Chosen]) -> None:
        if not (asked := self._asked(Act.DEAL_WITH, chosen)):
            return
        words = "Each is closed today. By the retention rule it can be disposed of from then on."
        title = f"Close {enquiry_words(asked.count())} as dealt with"
        deal_with = self._session.several.deal_with
        ask(
            self._bar,
            title,
            f"{words} {asked.left()}".strip(),
            title,
            lambda: self._do(Act.DEAL_WITH, len(chosen), lambda proceed: deal_with(chosen, proceed)),
        )

    def _asked(self, act: Act, chosen: Sequence[Chosen]) -> Asked | None:
        """What to ask; None where it can be done to no case, which is said with the reasons."""
        asked = Asked(act, chosen, self._family)
        if not asked.count():
            self._tell(act, Several(0, left_alone(act, chosen), len(chosen)))
            return None
        return asked

    def _do(self, act: Act, count: int, do: Do, handler: str = "") -> None:
        words = {
            Act.ASSIGN: "Assigning {}",
            Act.GIVE_BACK: "Giving {} back",
            Act.NOTE: "Adding the note to {}",
            Act.DEAL_WITH: "Closing {}",
        }
        self._notice.hide()  # what it says and offers is of what was done before
        self._run(words[act].format(case_words(count)), do, lambda done: self._tell(act, done, handler))

    def _tell(self, act: Act, done: Several, handler: str = "") -> None:
        said, whole = result(act, done, handler), done.done == done.chosen
        if whole and not done.earlier:
            self._notice.hide()
            self.told.emit(said)
            return
        show = partial(self._show_left, done.left) if done.left else None
        undo = partial(self._give_back, done.earlier, handler) if done.earlier else None
        tone = Tone.TOLD if whole else Tone.WARNING
        self._notice.say(said, tone, "Show each…" if show else "", show, undo)

    def _give_back(self, earlier: Sequence[Earlier], handler: str) -> None:
        give_back = self._session.several.give_back
        self._do(Act.GIVE_BACK, len(earlier), lambda proceed: give_back(earlier, handler, proceed))

    def _show_left(self, left: tuple[LeftAlone, ...]) -> None:
        sheet = LookSheet(self._bar, f"{case_words(len(left))} left alone", "Nothing was changed on them.")
        text = QPlainTextEdit(all_left(left))
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName("Cases left alone, each with its reason")
        sheet.fill(text)
        sheet.open()

    def _run(self, words: str, job: Callable[[Proceed], object], then: Callable[..., None]) -> None:
        def ended(answer: object) -> None:
            self._show_busy(busy=False)
            then(answer)

        self._show_busy(busy=True)
        self._work.run(words, job, ended, self._failed)

    def _failed(self, error: Exception) -> None:
        self._show_busy(busy=False)
        self._runner.report(error)

    def _show_busy(self, *, busy: bool) -> None:
        """One thing at a time: an undo waits as well."""
        self._bar.show_busy(busy=busy)
        self._notice.setDisabled(busy)


def _open(sheet: Sheet, kept: Unfinished | None) -> None:
    sheet.open()
    if kept:
        sheet.typing.resume(kept)
