"""Process start to the painted unlock window, against a process that paints a bare window."""

import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import figures

from kmss_dpo.support.settings import REGISTER_FOLDER, Settings

_TURNS = 20
_HERE = Path(__file__).parent
_CHECKOUT = _HERE.parents[1]


def measure(scratch: Path) -> list[figures.Figure]:
    """Fresh processes in turn, by the wall clock, until each says that it painted."""
    settings = scratch / "settings"
    Settings(settings).set(REGISTER_FOLDER, str(scratch / "register"))
    ours, bare = figures.alternate(
        lambda: _until_painted("paint_entrance.py", str(settings)),
        lambda: _until_painted("paint_bare_window.py"),
        _TURNS,
    )
    return [figures.against("process start to painted unlock window", ours, bare, 1.6)]


def _until_painted(program: str, *arguments: str) -> float:
    start = perf_counter()
    with subprocess.Popen(
        [sys.executable, "-P", str(_HERE / program), *arguments],
        env={**os.environ, "PYTHONPATH": str(_CHECKOUT), "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout
        said = process.stdout.readline()
        took = perf_counter() - start
        if said != b"painted\n":
            raise RuntimeError(f"{program} ended without painting")
    return took
