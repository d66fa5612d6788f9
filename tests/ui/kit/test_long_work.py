"""Long work shows how far it is, stops when asked, and when its window is gone."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtWidgets import QProgressBar, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.ui.kit.long_work import LongWork, Proceed
from kmss_dpo.ui.kit.progress import Progress
from kmss_dpo.ui.kit.runner import Runner


@pytest.fixture
def lane() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as made:
        yield made


@pytest.fixture
def progress(qtbot: QtBot) -> Progress:
    made = Progress()
    qtbot.addWidget(made)
    return made


def test_each_step_is_shown_and_the_bar_goes_when_it_is_over(
    qtbot: QtBot, runner: Runner, lane: ThreadPoolExecutor, progress: Progress
) -> None:
    work, go, ended = LongWork(runner, lane, progress), threading.Event(), []

    def job(proceed: Proceed) -> str:
        assert proceed(3, 10)
        go.wait()
        return "done"

    work.run("Working…", job, ended.append)
    bar = progress.findChild(QProgressBar)
    assert bar is not None
    qtbot.waitUntil(lambda: (bar.value(), bar.maximum()) == (3, 10))
    assert work.running()
    go.set()
    qtbot.waitUntil(lambda: ended == ["done"])
    assert progress.isHidden()
    assert (work.running(), work.stopped()) == (False, False)


def test_cancel_stops_the_work_at_its_next_step(
    qtbot: QtBot, runner: Runner, lane: ThreadPoolExecutor, progress: Progress
) -> None:
    work, ended = LongWork(runner, lane, progress), []

    def job(proceed: Proceed) -> int:
        done = 0
        while proceed(done, 0):
            done += 1
        return done

    work.run("Working…", job, ended.append)
    button = progress.findChild(QPushButton)
    assert button is not None
    button.click()
    qtbot.waitUntil(lambda: bool(ended))
    assert work.stopped()


def test_the_work_stops_when_its_window_is_gone(
    qtbot: QtBot, runner: Runner, lane: ThreadPoolExecutor
) -> None:
    progress, ended, begun = Progress(), [], threading.Event()
    work = LongWork(runner, lane, progress)

    def job(proceed: Proceed) -> None:
        proceed(0, 1)
        begun.set()
        while proceed(0, 1):
            pass
        ended.append("stopped")

    work.run("Working…", job, lambda _: ended.append("answered"))
    begun.wait()
    delete(progress)
    qtbot.waitUntil(lambda: ended == ["stopped"])


def test_a_refusal_ends_the_bar_and_is_told(
    qtbot: QtBot, runner: Runner, lane: ThreadPoolExecutor, progress: Progress
) -> None:
    def refuse(_proceed: Proceed) -> None:
        raise Mistake("No.")

    work, told = LongWork(runner, lane, progress), []
    with qtbot.waitSignal(runner.trouble):
        work.run("Working…", refuse, lambda _: None)
    assert progress.isHidden()
    work.run("Working…", refuse, lambda _: None, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert str(told[0]) == "No."


def test_with_patience_the_bar_shows_only_for_work_that_lasts(
    qtbot: QtBot, runner: Runner, lane: ThreadPoolExecutor, progress: Progress
) -> None:
    work, go, ended = LongWork(runner, lane, progress, patience=100), threading.Event(), []
    work.run("Counting…", lambda _proceed: "at once", ended.append)
    assert progress.isHidden()
    qtbot.waitUntil(lambda: ended == ["at once"])
    work.run("Counting…", lambda _proceed: go.wait(), lambda _: ended.append("later"))
    qtbot.waitUntil(lambda: not progress.isHidden())
    go.set()
    qtbot.waitUntil(lambda: ended == ["at once", "later"])
    assert progress.isHidden()


def test_work_that_follows_takes_the_place_of_what_runs(
    qtbot: QtBot, runner: Runner, progress: Progress
) -> None:
    ended: list[str] = []
    with ThreadPoolExecutor(2) as two:
        work, stopped = LongWork(runner, two, progress), threading.Event()

        def first(proceed: Proceed) -> str:
            while proceed(0, 0):
                pass
            stopped.set()
            return "first"

        work.run("First…", first, ended.append)
        work.run("Second…", lambda _proceed: str(stopped.wait()), ended.append)
        qtbot.waitUntil(lambda: ended == ["True"])
    assert not work.running()
