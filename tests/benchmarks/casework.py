"""A case with 500 lines and 200 documents, opened; and 20,000 open cases worked out anew beside the window.

In a process of its own, as the program is: its threads share the interpreter with nothing else.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import figures
import registers
import while_busy

_CHECKOUT = Path(__file__).parents[2]
_LONGEST = 0.05


def measure(scratch: Path) -> list[figures.Figure]:
    """Times of both; the longest time in which the window answered nothing."""
    folder = scratch / "casework"
    registers.make(folder)
    with registers.session_on(folder) as session:
        while_busy.fill(session)
    child = subprocess.run(
        [sys.executable, "-P", str(Path(__file__).parent / "casework_child.py"), str(folder)],
        env={**os.environ, "PYTHONPATH": f"{_CHECKOUT}{os.pathsep}{Path(__file__).parent}"},
        stdout=subprocess.PIPE,
        check=True,
    )
    seen = json.loads(child.stdout)
    told = figures.Figure(
        f"recompute {seen['cases']:,} open cases, {seen['moved']:,} moved", figures.say(seen["recompute"])
    )
    return [
        figures.against("open a case of 500 lines, 200 documents: read", seen["read"], seen["bare"], 2.5),
        figures.within("the same: asked for to painted", seen["painted"], 0.06),
        told,
        figures.within("the same: longest block of the window", seen["longest"], _LONGEST),
        figures.within("the same: from Cancel to stopped", seen["stopped"], 1.0),
    ]
