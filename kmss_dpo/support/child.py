"""Work that must not share our memory, in a child process of the same program with limits of its own.

For passphrases on their way to the strength estimate, and for mail that may be hostile. Each question
and answer is a frame: eight bytes of length, then the bytes. What the child prints or complains about
goes nowhere, for it could repeat personal data.
"""

import contextlib
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

from kmss_dpo.domain.errors import Trouble
from kmss_dpo.support.process import limit_child
from kmss_dpo.support.wiping import wipe

LENGTH: Final = struct.Struct(">Q")
LARGEST_FRAME: Final = 256 * 1024**2
USUAL_SECONDS: Final = 10.0
PROGRAM_FOLDER: Final = Path(__file__).resolve().parents[2]


class ChildFailed(Trouble):
    """The child crashed, met its limits, or answered nonsense."""

    def __init__(self, happened: str = "A part of the program that works apart stopped.") -> None:
        super().__init__(happened, "Try again; if it stops again, leave that piece out.")


class ChildTooSlow(ChildFailed):
    """The child had no answer in time and was stopped."""

    def __init__(self) -> None:
        super().__init__("A part of the program that works apart took too long and was stopped.")


def run_once(name: str, payload: bytes | bytearray, timeout: float) -> bytes:
    """One question to a fresh child that is gone afterwards; seconds. Raises ChildFailed, ChildTooSlow."""
    with Child(name) as child:
        return child.ask(payload, timeout)


class Child:
    """A child for many questions, one at a time; it starts at the first and anew after a failure."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._process: subprocess.Popen[bytes] | None = None
        self._asking = threading.Lock()

    def ask(self, payload: bytes | bytearray, timeout: float = USUAL_SECONDS) -> bytes:
        """The answer, in so many seconds; threads take turns. Raises ChildFailed, ChildTooSlow."""
        with self._asking:
            return self._ask(payload, timeout)

    def _ask(self, payload: bytes | bytearray, timeout: float) -> bytes:
        too_slow = threading.Event()
        try:
            process = self._running()
            watch = threading.Timer(timeout, _stop, (process, too_slow))
            watch.start()
            try:
                return _exchange(process, payload)
            finally:
                watch.cancel()
        except (OSError, EOFError, ValueError) as error:  # a ValueError where it was closed meanwhile
            self.close()
            raise (ChildTooSlow() if too_slow.is_set() else ChildFailed()) from error

    def close(self) -> None:
        """Ends the child, and a question that still waits; a later question starts another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            self._process = _start(self._name)
        return self._process


def serve(answer: Callable[[bytearray], bytes]) -> None:
    """What a child's `main` calls: answers until the parent closes the pipe. The limits are set by then."""
    with (
        open(0, "rb", buffering=0, closefd=False) as asked,
        os.fdopen(os.dup(1), "wb", buffering=0) as answers,
    ):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.close(nowhere)
        answer_all(answer, asked, answers)


def answer_all(answer: Callable[[bytearray], bytes], asked: IO[bytes], answers: IO[bytes]) -> None:
    """Answers frame after frame until the end of `asked`; wipes each question."""
    while True:
        try:
            question = _receive(asked)
        except EOFError:
            return
        try:
            _send(answers, answer(question))
        finally:
            wipe(question)


def become_child(main: Callable[[], None]) -> None:
    """Sets the limits, then does the child's work."""
    limit_child()
    main()


def _start(name: str) -> "subprocess.Popen[bytes]":
    frozen = bool(getattr(sys, "frozen", False))
    program = [sys.executable] if frozen else [sys.executable, "-B", "-m", "kmss_dpo"]
    return subprocess.Popen(  # noqa: S603 this program itself, with a name of our own
        [*program, "--child", name],
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=None if frozen else PROGRAM_FOLDER,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _stop(process: "subprocess.Popen[bytes]", too_slow: threading.Event) -> None:
    too_slow.set()
    with contextlib.suppress(OSError):
        process.kill()


def _exchange(process: "subprocess.Popen[bytes]", payload: bytes | bytearray) -> bytes:
    assert process.stdin is not None
    assert process.stdout is not None
    _send(process.stdin, payload)
    return bytes(_receive(process.stdout))


def _send(stream: IO[bytes], payload: bytes | bytearray) -> None:
    """Writes straight from the buffer, as often as the pipe wants."""
    stream.write(LENGTH.pack(len(payload)))
    rest = memoryview(payload)
    while rest:
        rest = rest[stream.write(rest) :]


def _receive(stream: IO[bytes]) -> bytearray:
    """One frame; EOFError where the other end is gone, or speaks of more than the largest frame."""
    header = _exactly(stream, LENGTH.size)
    (length,) = LENGTH.unpack(header)
    if length > LARGEST_FRAME:
        raise EOFError
    return _exactly(stream, length)


def _exactly(stream: IO[bytes], length: int) -> bytearray:
    filled, buffer = 0, bytearray(length)
    rest = memoryview(buffer)
    while filled < length:
        count = stream.readinto(rest[filled:])  # type: ignore[attr-defined] # raw streams have it
        if not count:
            raise EOFError
        filled += count
    return buffer
