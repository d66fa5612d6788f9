"""Run by the system's Python: role and name of all that is in sight, as a screen reader is told them."""

import sys
import time
from collections.abc import Iterator

import pyatspi

PATIENCE = 20.0


def parts(of: "pyatspi.Accessible") -> Iterator["pyatspi.Accessible"]:
    """It, and everything in it that is shown."""
    yield of
    for child in of:
        if child is not None and child.getState().contains(pyatspi.STATE_SHOWING):
            yield from parts(child)


def said(program: str) -> list[str]:
    """One line for each part of the program's windows."""
    found = [each for each in pyatspi.Registry.getDesktop(0) if each is not None and each.name == program]
    return [
        f"{part.getRoleName()}\t{part.name}" for each in found for window in each for part in parts(window)
    ]


if __name__ == "__main__":
    until = time.monotonic() + PATIENCE
    lines: list[str] = []
    while time.monotonic() < until and not any(line.endswith(f"\t{sys.argv[2]}") for line in lines):
        lines = said(sys.argv[1])
    sys.stdout.write("\n".join(lines))
