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
    """Fresh processes in turn, by the wall clock, until each says that it painted.

    The byte code that the first turn leaves is used by the others, as it is from the second start on.
    """
    settings = scratch / "settings"
    kept = scratch / "byte code"
    Settings(settings).set(REGISTER_FOLDER, str(scratch / "register"))
    ours, bare = figures.alternate(
        lambda: _until_painted(kept, "paint_entrance.py", str(settings)),
        lambda: _until_painted(kept, "paint_bare_window.py"),
        _TURNS,
    )
    return [figures.against("process start to painted unlock window", ours, bare, 1.6)]


def _until_painted(kept: Path, program: str, *arguments: str) -> float:
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ours = {"PYTHONPATH": str(_CHECKOUT), "PYTHONPYCACHEPREFIX": str(kept), "QT_QPA_PLATFORM": "offscreen"}
    start = perf_counter()
    with subprocess.Popen(
        [sys.executable, "-P", str(_HERE / program), *arguments],
        env={**usual, **ours},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout
        said = process.stdout.readline()
        took = perf_counter() - start
        if said != b"painted\n":
            raise RuntimeError(f"{program} ended without painting")
    return took
