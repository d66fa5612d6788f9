"""Many letters in one PDF to be printed in one go; each on sheets of its own where both sides are printed."""

from collections.abc import Iterable
from io import BytesIO

import pikepdf


def bind(pdfs: Iterable[bytes]) -> tuple[bytes, list[tuple[int, int]]]:
    """All pages in one file for the printer, and the first and last page of each, counted from 1.

    What the file says to those who hear it is not taken over: what is kept and sent are the letters.
    """
    places: list[tuple[int, int]] = []
    with pikepdf.new() as bound:
        for pdf in pdfs:
            first = len(bound.pages) + 1
            with pikepdf.open(BytesIO(pdf)) as letter:
                bound.pages.extend(letter.pages)
            places.append((first, len(bound.pages)))
        for page in bound.pages:
            del page.obj.StructParents
        out = BytesIO()
        bound.save(out, deterministic_id=True)
    return out.getvalue(), places
