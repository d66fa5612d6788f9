"""While one types, one question runs at a time and only the newest answer is shown."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.ui.kit.newest import Newest
from kmss_dpo.ui.kit.runner import Runner


@pytest.fixture
def lane() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as made:
        yield made


def held(go: threading.Event, answer: str) -> Callable[[], str]:
    def job() -> str:
        go.wait()
        return answer

    return job


def test_a_stale_answer_is_dropped_and_questions_in_between_are_never_asked(
    qtbot: QtBot, runner: Runner, lane: ThreadPoolExecutor
) -> None:
    owner, go = QObject(), threading.Event()
    newest, shown, asked = Newest(runner, lane, owner), [], []
    newest.ask(held(go, "a"), shown.append)
    newest.ask(lambda: asked.append("am") or "am", shown.append)  # type: ignore[func-returns-value]
    newest.ask(lambda: asked.append("ama") or "ama", shown.append)  # type: ignore[func-returns-value]
    go.set()
    qtbot.waitUntil(lambda: bool(shown))
    assert (shown, asked) == (["ama"], ["ama"])


def test_what_is_forgotten_is_not_shown_and_the_next_question_is(
    qtbot: QtBot, runner: Runner, lane: ThreadPoolExecutor
) -> None:
    owner, go = QObject(), threading.Event()
    newest, shown = Newest(runner, lane, owner), []
    newest.ask(held(go, "a"), shown.append)
    newest.forget()
    newest.ask(lambda: "b", shown.append)
    go.set()
    qtbot.waitUntil(lambda: bool(shown))
    assert shown == ["b"]


def test_a_refusal_is_told_and_does_not_stop_the_next_question(
    qtbot: QtBot, runner: Runner, lane: ThreadPoolExecutor
) -> None:
    def refuse() -> str:
        raise Mistake("No.")

    owner = QObject()
    newest, shown = Newest(runner, lane, owner), []
    with qtbot.waitSignal(runner.trouble) as told:
        newest.ask(refuse, shown.append)
    newest.ask(lambda: "b", shown.append)
    qtbot.waitUntil(lambda: bool(shown))
    assert told.args == ["No.", ""]
    assert shown == ["b"]


def test_the_refusal_of_something_stale_is_not_told(
    qtbot: QtBot, runner: Runner, lane: ThreadPoolExecutor
) -> None:
    go, told, shown = threading.Event(), [], []

    def refuse() -> str:
        go.wait()
        raise Mistake("No.")

    owner = QObject()
    newest = Newest(runner, lane, owner)
    runner.trouble.connect(lambda words, _: told.append(words))
    newest.ask(refuse, shown.append)
    newest.ask(lambda: "b", shown.append)
    go.set()
    qtbot.waitUntil(lambda: bool(shown))
    assert (shown, told) == (["b"], [])
