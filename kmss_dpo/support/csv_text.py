"""Tables as CSV that a spreadsheet opens as text: UTF-8 with its mark, and no cell that it would run."""

import csv
import io
from collections.abc import Iterable, Sequence

_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n")
"""What a formula begins with, also in the wide letters that some spreadsheets take for the same."""


def as_csv(titles: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    """The file's bytes. A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(titles)
    writer.writerows([_harmless(cell) for cell in line] for line in lines)
    return written.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    begins = cell.startswith(_RUN_BY_SPREADSHEETS) or cell.lstrip().startswith(_RUN_BY_SPREADSHEETS)
    return f"'{cell}" if begins else cell
