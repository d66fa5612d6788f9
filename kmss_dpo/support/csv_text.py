"""Tables as CSV that a spreadsheet opens as text: UTF-8 with its mark, and no cell that it would run."""

import csv
import io
from collections.abc import Iterable, Sequence

_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(titles: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    """The file's bytes. A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(titles)
    writer.writerows([_harmless(cell) for cell in line] for line in lines)
    return written.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RUN_BY_SPREADSHEETS) else cell
