"""A two-page letter against the same text by bare reportlab: the ratio of the medians of one run."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from statistics import median
from time import perf_counter
from xml.sax.saxutils import escape

import page
import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate

from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.letters import (
    CaseFacts,
    Draft,
    Particulars,
    activity_values,
    case_values,
    compose,
    settings_values,
)
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.letters.faces import Face, metrics
from kmss_dpo.letters.letter import draw
from kmss_dpo.letters.look import Look, look_of
from kmss_dpo.letters.wording import activities, template

RUNS = 40


def two_page_letter() -> Draft:
    """The answer to a subject access request of somebody who asked for a demonstration."""
    day = date(2026, 11, 22)
    values = {
        **case_values(CaseFacts("SAR-2026-0012", date(2026, 11, 2), Channel.EMAIL, day)),
        **settings_values(Organisation(officer_name="Bo Example"), Regulator()),
        **activity_values(activities()[:1]),
    }
    address = ("Flat 2", "3 Sample Street", "Exampleton", "EX1 2AB")
    return compose(
        template("access_response"),
        Particulars("Amal Example", address, day, "SAR-2026-0012"),
        values,
        frozenset(),
    )


def paragraphs(draft: Draft, look: Look) -> list[tuple[Face, str]]:
    """Everything the letter says, in order, with its face."""
    who = draft.particulars
    spoken = [(Face.REGULAR, line) for line in (*look.sender, who.recipient, *who.address, who.reference)]
    spoken += [(Face.BOLD, draft.subject), (Face.REGULAR, draft.salutation)]
    for block in draft.blocks:
        if block.included:
            spoken += [(Face.BOLD, block.wording.heading)] if block.wording.heading else []
            spoken += [(Face.REGULAR, line) for line in block.text.splitlines() if line]
    return spoken + [(Face.REGULAR, line) for line in (draft.closing, *draft.signature)]


def bare(spoken: list[tuple[Face, str]]) -> bytes:
    """The same text by a reportlab document template, as its guide shows."""
    styles = {
        face: ParagraphStyle(face.name, fontName=face.value, fontSize=10.5, leading=14.5, spaceAfter=6.5)
        for face in (Face.REGULAR, Face.BOLD)
    }
    out = BytesIO()
    document = SimpleDocTemplate(out, pagesize=A4, initialFontName=Face.REGULAR.value)
    document.build([Paragraph(escape(text), styles[face]) for face, text in spoken])
    return out.getvalue()


def seconds(job: Callable[[], bytes]) -> float:
    """How long one call takes."""
    start = perf_counter()
    job()
    return perf_counter() - start


def measure() -> tuple[float, float]:
    """The medians of alternating runs in seconds: ours, bare reportlab."""
    draft, look = two_page_letter(), look_of(Organisation())
    spoken = paragraphs(draft, look)
    for face in Face:
        metrics(face)
    for profile in ("ua1", "2a"):
        if "Checks: 0 failed" not in str(page.validate_pdf_bytes(draw(draft, look), profile=profile)):
            raise ValueError(f"the letter is not valid as {profile}")
    for pdf in (draw(draft, look), bare(spoken)):
        pages = len(pypdfium2.PdfDocument(pdf))
        if pages != 2:
            raise ValueError(f"{pages} pages instead of two")
    ours, theirs = [], []
    for _ in range(RUNS):
        ours.append(seconds(lambda: draw(draft, look)))
        theirs.append(seconds(lambda: bare(spoken)))
    return median(ours), median(theirs)


def main() -> None:
    """Print the line for the table of figures."""
    ours, theirs = measure()
    print(f"letter ratio {ours / theirs:.2f} ({ours * 1000:.1f} ms against {theirs * 1000:.1f} ms)")  # noqa: T201 - a benchmark prints


if __name__ == "__main__":
    main()
