"""What a benchmark prints: one line for each figure, with the reach it is held to."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Figure:
    """One line of the table; `met` is None where a figure is only told."""

    what: str
    ours: str
    baseline: str = ""
    ratio: str = ""
    reach: str = ""
    met: bool | None = None


def against(what: str, ours: float, baseline: float, at_most: float | None = None) -> Figure:
    """Two times in seconds, held to a ratio."""
    ratio = ours / baseline
    reach = f"at most {at_most:.1f}" if at_most else ""
    return Figure(
        what, say(ours), say(baseline), f"{ratio:.2f}", reach, ratio <= at_most if at_most else None
    )


def within(what: str, measured: float, limit: float, baseline: float | None = None) -> Figure:
    """A time in seconds, held to a limit; the ratio to a baseline is only told."""
    beside = (say(baseline), f"{measured / baseline:.2f}") if baseline else ("", "")
    return Figure(what, say(measured), *beside, f"under {say(limit)}", measured < limit)


def told(what: str, measured: float) -> Figure:
    """A time in seconds that no reach is set for."""
    return Figure(what, say(measured))


def say(seconds: float) -> str:
    """A time as it is read: milliseconds below one second."""
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


def seconds(job: Callable[[], object]) -> float:
    """How long one call takes."""
    start = perf_counter()
    job()
    return perf_counter() - start


def alternate(ours: Callable[[], float], baseline: Callable[[], float], turns: int) -> tuple[float, float]:
    """The medians of two measurements that take turns, after one turn that does not count."""
    ours(), baseline()
    pairs = [(ours(), baseline()) for _ in range(turns)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def table(figures: list[Figure]) -> str:
    """The lines under each other."""
    head = ("What", "Ours", "Baseline", "Ratio", "Reach", "Met")
    words = {True: "yes", False: "NO", None: ""}
    rows = [
        head,
        *((each.what, each.ours, each.baseline, each.ratio, each.reach, words[each.met]) for each in figures),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(line.rstrip() for line in lines)
