"""Jobs run on their lane; answers arrive on the GUI thread, or nowhere once the owner is gone."""

import threading
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from kmss_dpo.domain.errors import Mistake, Stopped, Trouble
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.runner import Runner


class Asked(QObject):
    """Something the window is asked to do."""

    work = Signal()


@pytest.fixture
def lane() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as made:
        yield made


@pytest.fixture
def runner(qapp: QApplication) -> Runner:
    assert qapp.thread().isCurrentThread()
    return Runner()


def test_the_job_runs_on_the_lane_and_the_answer_here(
    qtbot: QtBot, runner: Runner, lane: ThreadPoolExecutor
) -> None:
    seen: list[tuple[int, int]] = []
    runner.run(runner, lane, threading.get_ident, lambda there: seen.append((there, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    there, here = seen[0]
    assert here == threading.get_ident() != there


def test_an_answer_is_dropped_when_its_owner_is_gone(
    qtbot: QtBot, runner: Runner, lane: ThreadPoolExecutor
) -> None:
    owner, go, seen = QObject(), threading.Event(), []
    runner.run(owner, lane, go.wait, lambda _: seen.append("dead"))
    runner.run(runner, lane, lambda: "alive", seen.append)
    delete(owner)
    go.set()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["alive"]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (Mistake("Too late."), ["Too late.", ""]),
        (Trouble("The disk is full.", "Free some space."), ["The disk is full.", "Free some space."]),
    ],
)
def test_what_nobody_deals_with_becomes_trouble_to_show(
    qtbot: QtBot, runner: Runner, lane: ThreadPoolExecutor, error: Exception, told: list[str]
) -> None:
    def job() -> None:
        raise error

    with qtbot.waitSignal(runner.trouble) as seen:
        runner.run(runner, lane, job, lambda _: None)
    assert seen.args == told


def test_a_failure_goes_to_the_one_who_deals_with_it(
    qtbot: QtBot, runner: Runner, lane: ThreadPoolExecutor
) -> None:
    def job() -> None:
        raise Mistake("No.", "name")

    seen: list[Exception] = []
    with qtbot.assertNotEmitted(runner.trouble):
        runner.run(runner, lane, job, lambda _: None, seen.append)
        qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], Mistake)


def test_our_own_defect_is_announced_and_the_page_comes_to_rest(
    qtbot: QtBot, runner: Runner, lane: ThreadPoolExecutor
) -> None:
    seen: list[Exception] = []
    with qtbot.waitSignal(runner.defect) as told:
        runner.run(runner, lane, lambda: 1 // 0, lambda _: None, seen.append)
    assert isinstance(told.args[0], ZeroDivisionError)
    qtbot.waitUntil(lambda: bool(seen))


def test_nothing_is_taken_apart_on_the_lanes_thread(
    qtbot: QtBot, runner: Runner, lane: ThreadPoolExecutor
) -> None:
    threads: list[int] = []

    def begin() -> None:
        owner = QObject()
        weakref.finalize(owner, lambda: threads.append(threading.get_ident()))
        runner.run(owner, lane, owner.objectName, lambda _: None)

    for _ in range(200):
        begin()
    qtbot.waitUntil(lambda: len(threads) == 200)
    assert set(threads) == {threading.get_ident()}


def test_what_a_closed_lane_never_came_to_is_let_go_and_not_delivered(qtbot: QtBot, runner: Runner) -> None:
    lane, go, seen = ThreadPoolExecutor(1), threading.Event(), []
    runner.run(runner, lane, go.wait, lambda _: seen.append("first"))
    runner.run(runner, lane, lambda: None, lambda _: seen.append("second"))
    lane.shutdown(wait=False, cancel_futures=True)
    go.set()
    qtbot.waitUntil(lambda: seen == ["first"])
    qtbot.waitUntil(lambda: not runner._tasks)
    assert seen == ["first"]


def test_work_broken_off_by_the_lock_is_no_defect(
    qtbot: QtBot, runner: Runner, lane: ThreadPoolExecutor
) -> None:
    def job() -> None:
        raise Stopped

    seen: list[Exception] = []
    with qtbot.assertNotEmitted(runner.defect), qtbot.assertNotEmitted(runner.trouble):
        runner.run(runner, lane, job, lambda _: None)
        runner.run(runner, lane, job, lambda _: None, seen.append)
        qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], Stopped)


def test_an_answer_that_arrives_after_the_lock_may_ask_for_more_and_gets_nothing(
    qtbot: QtBot, runner: Runner, session: Session
) -> None:
    asked: list[int] = []

    def ask_on(count: int) -> None:
        session.close()
        runner.run(runner, session.reading, lambda: count, asked.append)
        asked.append(-1)

    with qtbot.assertNotEmitted(runner.defect):
        runner.run(runner, session.reading, lambda: 1, ask_on)
        qtbot.waitUntil(lambda: bool(asked))
        QCoreApplication.processEvents()
    assert asked == [-1]


def test_a_job_waits_until_the_window_has_done_what_it_was_to_do(
    qtbot: QtBot, runner: Runner, lane: ThreadPoolExecutor
) -> None:
    done: list[str] = []

    def job() -> None:
        asked.work.emit()
        runner.let_window_work()
        done.append("job")

    asked = Asked()
    asked.work.connect(lambda: done.append("window"), Qt.ConnectionType.QueuedConnection)
    lane.submit(job)
    qtbot.waitUntil(lambda: "job" in done)
    assert done == ["window", "job"]


def test_a_job_does_not_wait_for_a_window_that_does_nothing(
    qapp: QApplication, runner: Runner, lane: ThreadPoolExecutor
) -> None:
    assert qapp.thread().isCurrentThread()
    lane.submit(runner.let_window_work).result(timeout=5)
    delete(runner)
    lane.submit(runner.let_window_work).result(timeout=5)
