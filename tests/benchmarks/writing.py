"""Letters as they are written: from a keystroke to the pages anew, and 500 in one run beside the window.

In a process of its own, as the program is: its threads share the interpreter with nothing else.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import figures
import registers

_CHECKOUT = Path(__file__).parents[2]
_LONGEST, _REFRESHED = 0.05, 0.25


def measure(scratch: Path) -> list[figures.Figure]:
    """The times of both; what the run took of memory is told."""
    folder = scratch / "writing"
    registers.make(folder)
    child = subprocess.run(
        [sys.executable, "-P", str(Path(__file__).parent / "writing_child.py"), str(folder)],
        env={**os.environ, "PYTHONPATH": f"{_CHECKOUT}{os.pathsep}{Path(__file__).parent}"},
        stdout=subprocess.PIPE,
        check=True,
    )
    seen = json.loads(child.stdout)
    run = f"{seen['letters']} letters in one run"
    grown = f"{seen['halfway'] / 1e6:.1f} MB, {seen['end'] / 1e6:.1f} MB"
    return [
        figures.within("keystroke to refreshed preview, 95 %", seen["refreshed"], _REFRESHED),
        figures.Figure(run, figures.say(seen["took"])),
        figures.within("the same: longest block of the window", seen["longest"], _LONGEST),
        figures.Figure("the same: memory grown by half-way, by the end", grown),
    ]
