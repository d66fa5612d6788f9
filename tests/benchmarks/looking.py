"""Documents as they are looked at: to the first page on the screen, and how long the window waits meanwhile.

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
_LONGEST = 0.05


def measure(scratch: Path) -> list[figures.Figure]:
    """For each document the time to its first page, told, and the longest wait of the window, held."""
    folder = scratch / "looking"
    registers.make(folder)
    child = subprocess.run(
        [sys.executable, "-P", str(Path(__file__).parent / "looking_child.py"), str(folder)],
        env={**os.environ, "PYTHONPATH": f"{_CHECKOUT}{os.pathsep}{Path(__file__).parent}"},
        stdout=subprocess.PIPE,
        check=True,
    )
    found: list[figures.Figure] = []
    for seen in json.loads(child.stdout):
        found.append(figures.Figure(f"look at {seen['what']}: first page", figures.say(seen["took"])))
        found.append(figures.within("the same: longest block of the window", seen["longest"], _LONGEST))
    return found
