"""What is done with the ticked records: counted first, then disposed of, kept longer or held."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.disposal import Disposed, Parts, Ready
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.services.certificates import TITLE
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.confirm import Decision, ask
from kmss_dpo.ui.kit.long_work import LongWork, Proceed
from kmss_dpo.ui.kit.notice import Tone
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.typing_kept import keep_typing
from kmss_dpo.ui.retention.certifying import Certifying
from kmss_dpo.ui.retention.form_state import Plan, count_words, question, result
from kmss_dpo.ui.retention.keep import Asked, DayDecision, to_hold, to_keep
from kmss_dpo.ui.retention.ready_list import ReadyList
from kmss_dpo.ui.retention.schedule.rule_sheet import PLACE

PATIENCE = 300
"""For how many milliseconds work goes on before its bar shows."""
_ONLY_CASES = "Only cases can be kept longer or held. What else is ticked goes at the end of its period."
Work = Callable[[Sequence[CaseId], date, str, Proceed], int]
Undo = Callable[[Sequence[CaseId], Proceed], int]


@dataclass(frozen=True)
class _Way:
    """What a day and a reason are asked for: the name a lock keeps it by, what is asked, said and done."""

    form: str
    asked: Callable[[int], Asked]
    doing: str
    done: str
    work: Work
    undo: Undo | None = None


class Deciding(QObject):
    """Its work waits for the register's lanes, so it runs on `files`; `ended` says that the list is stale."""

    ended = Signal()

    def __init__(
        self, session: Session, runner: Runner, files: Executor, ready: ReadyList, page: QWidget
    ) -> None:
        super().__init__(page)
        self._session = session
        self._runner = runner
        self._ready = ready
        self._page = page
        self._parts: Parts | None = None
        self._certifying = Certifying(session, runner, files, page)
        self._disposing = LongWork(runner, files, ready.foot.progress)
        self._keeping = LongWork(runner, files, ready.foot.progress, PATIENCE)
        self._counting = LongWork(runner, files, ready.foot.counting, PATIENCE)
        retention = session.retention
        self._keep_way = _Way(
            "keeping longer",
            to_keep,
            "Keeping {} longer",
            "kept longer",
            retention.keep,
            retention.keep_no_longer,
        )
        self._hold_way = _Way("holding", to_hold, "Placing a hold on {}", "held", retention.hold)

    def running(self) -> bool:
        """Whether records are being disposed of, kept or held."""
        return self._disposing.running() or self._keeping.running()

    def count(self) -> None:
        """Say what the ticked records take with them, as soon as it has been counted."""
        going = self._ready.going()
        planned = Plan.of(going, self._ready.model.count_checked())
        self._show_plan(planned, None)
        if going:
            self._counting.run(
                f"Counting what goes with {count_words(len(going))}",
                lambda proceed: self._session.retention.preview(going, proceed),
                lambda parts: self._show_plan(planned, None if self._counting.stopped() else parts),
            )
        else:
            self._counting.stop()

    def dispose(self) -> Decision | None:
        """Ask whether the ticked records shall go; None where none does."""
        going = self._ready.going()
        if not going or self.running():
            return None
        planned = Plan.of(going, len(going))
        words = question(planned, self._parts)
        return ask(
            self._page,
            f"{planned.button()}?",
            words,
            planned.button(),
            lambda: self._dispose(going, planned),
            danger=True,
        )

    def keep(self, wanted: Sequence[int]) -> DayDecision | None:
        """Ask until when and why these records shall be kept; None while others are decided about."""
        return self._ask_about(wanted, self._keep_way)

    def hold(self, wanted: Sequence[int]) -> DayDecision | None:
        """Ask why these records shall be held, and when that is looked at again."""
        return self._ask_about(wanted, self._hold_way)

    def resumes(self, kept: Unfinished) -> bool:
        """Go on with a day and a reason that a lock closed, for the same cases; False where it is neither."""
        for way in (self._keep_way, self._hold_way):
            if way.form == kept.form:
                self._ask([CaseId(case) for _, case in kept.about], way).typing.resume(kept)
                return True
        return False

    def preview_certificate(self) -> None:
        """Show how the certificate of the ticked records will look."""
        going = self._ready.going()
        if going:
            name = f"Preview of the {TITLE.lower()}"
            self._certifying.show(name, partial(self._session.certificates.foreseen, going))

    def _ask_about(self, wanted: Sequence[int], way: _Way) -> DayDecision | None:
        cases = [each.case for each in self._ready.those(wanted) if each.can_be_kept()]
        if not cases and not self.running():
            self._ready.notice.say(_ONLY_CASES, Tone.WARNING)
        if not cases or self.running():
            return None
        return self._ask(cases, way)

    def _ask(self, cases: Sequence[CaseId], way: _Way) -> DayDecision:
        decision = DayDecision(self._page, way.asked(len(cases)), self._session.day)
        decision.decided.connect(partial(self._keep, cases, way))
        binder = decision.binder
        decision.typing = keep_typing(
            decision,
            self._session,
            self._runner,
            place=PLACE,
            form=way.form,
            state=lambda: binder.state,
            show=binder.show,
            about=lambda: [(Kind.CASE, case) for case in cases],
        )
        decision.open()
        return decision

    def _keep(self, cases: Sequence[CaseId], way: _Way, day: date, reason: str) -> None:
        self._ready.foot.rest()
        self._keeping.run(
            way.doing.format(count_words(len(cases))),
            lambda go_on: way.work(cases, day, reason, go_on),
            lambda kept: self._kept(kept, cases, way),
            self._failed,
        )

    def _kept(self, kept: int, cases: Sequence[CaseId], way: _Way) -> None:
        if kept < len(cases):
            words = (
                f"{count_words(kept)} of {len(cases):,} {way.done}. What is left of the others stands here."
            )
            self._ready.notice.say(words, Tone.WARNING)
        elif way.undo:
            undo = partial(self._undo, cases, way.undo)
            self._ready.notice.say(f"{count_words(kept)} {way.done}.", on_undo=undo)
        self.ended.emit()

    def _undo(self, cases: Sequence[CaseId], undo: Undo) -> None:
        work = partial(undo, cases)
        self._keeping.run("Taking that back", work, lambda _kept: self.ended.emit(), self._failed)

    def _show_plan(self, planned: Plan, parts: Parts | None) -> None:
        self._parts = parts
        if not self.running():
            self._ready.foot.show_plan(planned, parts)

    def _dispose(self, going: Sequence[Ready], planned: Plan) -> None:
        self._ready.foot.rest()
        self._disposing.run(
            f"{planned.doing()} {count_words(len(going))}, then reaching the kept backups",
            lambda proceed: self._session.retention.dispose(going, proceed),
            lambda done: self._disposed(done, len(going)),
            self._failed,
        )

    def _disposed(self, done: Disposed, chosen: int) -> None:
        whole = done.erased == chosen and not done.backups_left and done.log_emptied
        self._ready.notice.say(result(done, chosen), Tone.TOLD if whole else Tone.WARNING)
        self.ended.emit()

    def _failed(self, error: Exception) -> None:
        self._runner.report(error)
        self.ended.emit()
