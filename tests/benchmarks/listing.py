"""A list of 100,000 cases: first paint, jump to the end, and what it takes of memory.

Measured in a process of its own, so that the memory is what this list takes and nothing else.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import figures

_MOST_MEMORY = 60
_CHECKOUT = Path(__file__).parents[2]


def measure(folder: Path) -> list[figures.Figure]:
    """Times of the list and of the bare queries for the same rows; memory in megabytes."""
    child = subprocess.run(
        [sys.executable, "-P", str(Path(__file__).parent / "list_child.py"), str(folder)],
        env={**os.environ, "PYTHONPATH": f"{_CHECKOUT}{os.pathsep}{Path(__file__).parent}"},
        stdout=subprocess.PIPE,
        check=True,
    )
    seen = json.loads(child.stdout)
    grown = seen["grown"]
    return [
        figures.against(f"list of {seen['rows']:,} cases: first paint", seen["first"], seen["bare_first"]),
        figures.against("the same: jump to the end", seen["jump"], seen["bare_jump"]),
        figures.Figure(
            "the same: memory grown",
            f"{grown:.1f} MB",
            reach=f"under {_MOST_MEMORY} MB",
            met=grown < _MOST_MEMORY,
        ),
    ]
