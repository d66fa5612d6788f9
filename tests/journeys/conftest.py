"""The whole program as a child process, with a home of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent


class Child:
    """The program, and the two pipes at whose ends it is heard and answered."""

    def __init__(self, home: Path, script: str, arguments: tuple[str, ...], before: tuple[str, ...]) -> None:
        hear_there, self._say = os.pipe()
        hear_here, say_there = os.pipe()
        self.output = home / "output.txt"
        program = [sys.executable, "-B", str(HERE / script), *arguments, str(hear_there), str(say_there)]
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [*before, *program],
                env=surroundings(home),
                pass_fds=(hear_there, say_there),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        os.close(hear_there)
        os.close(say_there)
        self._hear = os.fdopen(hear_here, "rb")

    def line(self) -> str:
        """What it says next; empty once it has ended."""
        return self._hear.readline().decode().strip()

    def go_on(self) -> None:
        """It was looked at."""
        os.write(self._say, b".")

    def end(self) -> None:
        """Make sure that it is gone."""
        self.process.kill()
        self.process.wait()
        os.close(self._say)
        self._hear.close()


def surroundings(home: Path) -> dict[str, str]:
    """Everything that a program keeps by itself goes below that home."""
    places = {"TMPDIR": "tmp", "XDG_RUNTIME_DIR": "run", "XDG_CONFIG_HOME": ".config"}
    places |= {"XDG_DATA_HOME": ".local/share", "XDG_STATE_HOME": ".local/state", "XDG_CACHE_HOME": ".cache"}
    for place in places.values():
        (home / place).mkdir(parents=True, exist_ok=True, mode=0o700)
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    own = {"HOME": str(home), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    return kept | own | {name: str(home / place) for name, place in places.items()}


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Child]]:
    """Starts the program below `tmp_path / "home"`; all that were started are gone afterwards."""
    started = []

    def start_it(script: str, *arguments: str, before: tuple[str, ...] = ()) -> Child:
        home = tmp_path / "home"
        home.mkdir(exist_ok=True)
        started.append(Child(home, script, arguments, before))
        return started[-1]

    yield start_it
    for child in started:
        child.end()
