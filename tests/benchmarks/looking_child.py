"""Looks at large documents one after the other and prints what that took as JSON."""

import io
import json
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import registers
import windows
from casework_child import Heart
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.correspondence import NewDocument
from kmss_dpo.domain.ids import DocumentId
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.document_view import DocumentView
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.theme import Scheme, Theme

_ROUNDS = 2
"""The first starts the process that draws; the second is told."""


def main(folder: Path) -> None:
    """Each kind of document that is hard to show."""
    theme = Theme(windows.application(), Scheme.LIGHT, 1.0)
    with registers.session_on(folder) as session:
        view = DocumentView(session, Runner())
        view.resize(700, 700)
        view.show()
        seen = [look(session, view, what, make()) for what, make in DOCUMENTS.items()]
    del theme
    sys.stdout.write(json.dumps(seen))


def look(session: Session, view: DocumentView, what: str, content: bytes) -> dict[str, Any]:
    """From asking for a document to its first page, or to the whole of its text."""
    case = session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 11, 20), Channel.EMAIL))
    document = session.casework.add_document(case, NewDocument("a file", "text/plain", content))
    heart, took = Heart(), 0.0
    for _ in range(_ROUNDS):
        view.clear()
        windows.wait_until(lambda: True)
        heart.begin()
        took = shown(view, document, len(content))
        heart.stop()
    return {"what": what, "took": took, "longest": heart.longest}


def shown(view: DocumentView, document: DocumentId, size: int) -> float:
    """Seconds."""
    start = perf_counter()
    view.show_wanted(document, "a file")
    windows.wait_until(
        lambda: view.seen is not None and (bool(view.pages.drawn()) or len(view.text()) >= size)
    )
    return perf_counter() - start


def picture(kind: str, side: int, **how: int) -> bytes:
    """Noise, which no format makes small."""
    out = io.BytesIO()
    Image.frombytes("RGB", (side, side), os.urandom(side * side * 3)).save(out, kind, **how)
    return out.getvalue()


def pdf(count: int) -> bytes:
    """Pages full of lines."""
    out = io.BytesIO()
    canvas = Canvas(out)
    for number in range(count):
        for line in range(40):
            canvas.drawString(
                70, 730 - 16 * line, f"Page {number}, line {line}, and some words to fill it up"
            )
        canvas.showPage()
    canvas.save()
    return out.getvalue()


DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "a picture of 50 MB (PNG)": lambda: picture("PNG", 4200, compress_level=0),
    "a picture of 50 MB (JPEG)": lambda: picture("JPEG", 5600, quality=98),
    "a PDF of 500 pages": lambda: pdf(500),
    "a text of a million characters": lambda: b"word " * 199_999 + b"word!",
    "a line of a million characters": lambda: b"x" * 1_000_000,
}

if __name__ == "__main__":
    main(Path(sys.argv[1]))
