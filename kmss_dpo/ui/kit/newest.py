"""Asks on a lane while somebody types: one question at a time, and only the newest answer counts."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from kmss_dpo.ui.kit.runner import Runner

T = TypeVar("T")


@dataclass(frozen=True)
class _Question:
    """What to ask, and who wants to know."""

    job: Callable[[], Any]
    then: Callable[[Any], None]


class Newest(QObject):
    """While one question runs only the newest of those that follow waits; stale answers are dropped."""

    def __init__(self, runner: Runner, lane: Executor, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._lane = lane
        self._running = False
        self._stale = False
        self._waiting: _Question | None = None

    def ask(self, job: Callable[[], T], then: Callable[[T], None]) -> None:
        """Run `job` on the lane and call `then` with its answer, unless something newer is asked by then."""
        question = _Question(job, then)
        if self._running:
            self._waiting, self._stale = question, True
        else:
            self._send(question)

    def forget(self) -> None:
        """Drop the answer that is on its way and what waits."""
        self._waiting, self._stale = None, True

    def _send(self, question: _Question) -> None:
        self._running, self._stale = True, False
        self._runner.run(
            self, self._lane, question.job, lambda answer: self._answered(question, answer), self._failed
        )

    def _answered(self, question: _Question, answer: object) -> None:
        stale = self._stale
        self._go_on()
        if not stale:
            question.then(answer)

    def _failed(self, error: Exception) -> None:
        stale = self._stale
        self._go_on()
        if not stale:
            self._runner.report(error)

    def _go_on(self) -> None:
        self._running = False
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._send(waiting)
