"""Prints the figures of speed and memory in one table: `python tests/benchmarks [row …]`.

Every figure and its baseline are measured in turn within one run, and medians are told. What else the
computer does meanwhile is not ours: read the ratios before the times.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import backing_up
import casework
import creating
import disposing
import figures
import large
import letter
import listing
import looking
import opening
import registers
import searching
import starting
import trailing
import while_busy
import writing


def _letter() -> list[figures.Figure]:
    return [figures.against("a two-page letter, tagged and valid", *letter.measure(), 2.5)]


def _busy() -> list[figures.Figure]:
    """Prints its own lines, one for each kind of long work."""
    while_busy.main()
    return []


class Ground:
    """The scratch folder of a run, with the large register made once and only where a row needs it."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self._large: Path | None = None

    def large(self) -> Path:
        """The register of 100,000 requests and 300,000 messages."""
        if self._large is None:
            self._large = self.scratch / "large"
            registers.make(self._large)
            _say(
                f"made the large register in {figures.say(figures.seconds(lambda: large.fill(self._large)))}"
            )
        return self._large


ROWS: dict[str, Callable[[Ground], list[figures.Figure]]] = {
    "start": lambda ground: starting.measure(ground.scratch),
    "today": lambda ground: opening.measure(ground.large()),
    "search": lambda ground: searching.measure(ground.large()),
    "list": lambda ground: listing.measure(ground.large()),
    "create": lambda ground: creating.measure(ground.scratch),
    "letter": lambda _: _letter(),
    "write": lambda ground: writing.measure(ground.scratch),
    "case": lambda ground: casework.measure(ground.scratch),
    "dispose": lambda ground: disposing.measure(ground.scratch),
    "look": lambda ground: looking.measure(ground.scratch),
    "trail": lambda ground: trailing.measure(ground.scratch),
    "backup": lambda ground: backing_up.measure(ground.scratch),
    "busy": lambda _: _busy(),
}


def main() -> int:
    """Measure the rows that are wanted; 1 where one misses its reach."""
    parser = argparse.ArgumentParser(prog="benchmarks")
    parser.add_argument("rows", nargs="*", metavar="row", help=f"which to measure: {', '.join(ROWS)}")
    wanted = parser.parse_args().rows or list(ROWS)
    if unknown := [name for name in wanted if name not in ROWS]:
        parser.error(f"no such row: {', '.join(unknown)}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    measured: list[figures.Figure] = []
    with tempfile.TemporaryDirectory() as scratch:
        ground = Ground(Path(scratch))
        for name in wanted:
            start = perf_counter()
            measured += ROWS[name](ground)
            _say(f"{name} took {figures.say(perf_counter() - start)}")
    _say(f"\n{figures.table(measured)}\n")
    return 1 if any(each.met is False for each in measured) else 0


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
