import fcntl
import io
import json
import signal
import struct
import subprocess
import sys
import termios
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmss_dpo.support.child import LARGEST_FRAME, Child, ChildFailed, ChildTooSlow, answer_all, run_once

ROOT = Path(__file__).resolve().parents[2]


def framed(payload: bytes) -> bytes:
    return struct.pack(">Q", len(payload)) + payload


def served(sent: bytes) -> bytes:
    answers = io.BytesIO()
    answer_all(lambda question: bytes(question[::-1]), io.BytesIO(sent), answers)
    return answers.getvalue()


def test_one_question_gets_one_answer() -> None:
    assert json.loads(run_once("strength", b"\0a", timeout=60))["characters"] == 1


def test_a_question_larger_than_the_pipe_arrives_whole() -> None:
    assert json.loads(run_once("strength", b"w " * 500_000 + b"\0abc", timeout=60))["characters"] == 3


def test_a_child_answers_many_questions_from_one_process() -> None:
    with Child("strength") as child:
        answers = {child.ask(bytearray(b"\0" + b"a" * length)) for length in range(1, 9)}
        assert len(answers) == 8
        process = child._process
        child.ask(b"\0a")
        assert child._process is process
    assert process is not None
    assert process.returncode is not None


def test_a_child_that_does_not_exist_is_trouble() -> None:
    with pytest.raises(ChildFailed, match="works apart stopped"):
        run_once("no such child", b"", timeout=60)


def test_a_program_that_cannot_be_started_is_trouble(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
    with pytest.raises(ChildFailed):
        run_once("strength", b"", timeout=60)


def test_a_frozen_program_starts_itself_without_a_module_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "program"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kmss_dpo "$@"\n')
    program.chmod(0o700)
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert json.loads(run_once("strength", b"\0a", timeout=60))["characters"] == 1


def test_an_answer_that_does_not_come_in_time_ends_the_child() -> None:
    with Child("strength") as child:
        with pytest.raises(ChildTooSlow, match="too long"):
            child.ask(b"\0a", timeout=0.0)
        assert child._process is None
        assert json.loads(child.ask(b"\0a"))["characters"] == 1


def test_a_child_that_died_between_two_questions_is_started_again() -> None:
    with Child("strength") as child:
        child.ask(b"\0a")
        assert child._process is not None
        child._process.kill()
        child._process.wait()
        assert json.loads(child.ask(b"\0a"))["characters"] == 1


def test_threads_that_ask_at_once_get_each_its_own_answer() -> None:
    lengths = list(range(1, 20)) * 6
    with Child("strength") as child, ThreadPoolExecutor(8) as threads:
        answers = threads.map(lambda length: child.ask(b"\0" + b"ab" * length), lengths)
        assert [json.loads(answer)["characters"] for answer in answers] == [min(2 * n, 72) for n in lengths]


def test_closing_ends_a_question_that_still_waits() -> None:
    with Child("strength") as child, ThreadPoolExecutor(1) as thread:
        child.ask(b"\0a")
        process = child._process
        assert process is not None
        assert process.stdin is not None
        process.send_signal(signal.SIGSTOP)
        waiting = thread.submit(child.ask, b"\0a", 60)
        while not waits_in(process.stdin):
            assert not waiting.done()
        child.close()
        with pytest.raises(ChildFailed):
            waiting.result()


def waits_in(pipe: IO[bytes]) -> bool:
    """Whether a question was written that nobody has read."""
    return struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, b"\0" * 4)) == (10,)


def test_a_running_child_is_under_its_limits() -> None:
    if not Path("/proc/self/limits").exists():
        pytest.skip("this system shows no limits")
    with Child("strength") as child:
        child.ask(b"\0a")
        assert child._process is not None
        limits = Path(f"/proc/{child._process.pid}/limits").read_text().splitlines()
    found = {line[:26].strip(): line[26:].split()[0] for line in limits}
    assert found["Max core file size"] == "0"
    assert found["Max file size"] == "0"
    assert found["Max cpu time"] == "120"
    assert found["Max address space"] == str(2 * 1024**3)


def test_a_child_loads_nothing_of_the_window_or_the_register() -> None:
    code = (
        "import sys; sys.argv[1:] = ['--child', 'strength']; from kmss_dpo.__main__ import main; main();"
        "print(*sys.modules, file=sys.stderr)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, input=b"", capture_output=True, check=True
    )
    loaded = answer.stderr.decode().split()
    assert "zxcvbn" in loaded
    assert not {"PySide6", "sqlalchemy", "sqlcipher3", "cryptography", "reportlab"} & set(loaded)


def test_what_a_child_prints_is_no_part_of_its_answers() -> None:
    code = (
        "from kmss_dpo.support.child import serve\n"
        "def loud(question):\n    print('noise', flush=True)\n    return bytes(question)\n"
        "serve(loud)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, input=framed(b"one"), capture_output=True, check=True
    )
    assert answer.stdout == framed(b"one")


@given(questions=st.lists(st.binary(max_size=50), max_size=5))
def test_every_frame_is_answered_in_turn(questions: list[bytes]) -> None:
    assert served(b"".join(map(framed, questions))) == b"".join(
        framed(question[::-1]) for question in questions
    )


@pytest.mark.parametrize(
    "sent", [b"", b"\0\0", framed(b"whole")[:-1], struct.pack(">Q", LARGEST_FRAME + 1) + b"x"]
)
def test_half_a_frame_and_an_absurd_one_get_no_answer(sent: bytes) -> None:
    assert served(sent) == b""


def test_a_question_is_wiped_once_it_is_answered_or_failed() -> None:
    seen: list[bytearray] = []

    def refuse(question: bytearray) -> bytes:
        seen.append(question)
        raise ValueError(len(question))

    with pytest.raises(ValueError, match="6"):
        answer_all(refuse, io.BytesIO(framed(b"secret")), io.BytesIO())
    assert seen == [bytearray(6)]


def test_no_file_is_left_open() -> None:
    folder = Path("/proc/self/fd")
    if not folder.exists():
        pytest.skip("this system shows no open files")
    before = len(list(folder.iterdir()))
    run_once("strength", b"\0a", timeout=60)
    with pytest.raises(ChildFailed):
        run_once("no such child", b"", timeout=60)
    assert len(list(folder.iterdir())) == before
