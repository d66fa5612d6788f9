"""Reads a picture for the letterhead: opened in the child process, kept as nothing but its pixels."""

import hashlib
import io

from PIL import Image

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.letterhead import Logo
from kmss_dpo.intake.page_kinds import is_photograph_or_drawing
from kmss_dpo.intake.pages import PageReader, Source

LARGEST = 1_000_000
NARROWEST = 60
"""Pixels; fewer print as a blur."""
SHARPEST = (1004, 284)
"""Pixels that the place in the letterhead takes at 300 to an inch; more look no sharper."""
_PIXELS_PER_POINT = 96 / 72


def read_logo(content: bytes, pages: PageReader) -> Logo:
    """The picture in a PNG or JPEG file; raises `Mistake` where it is none, too large or too small."""
    if len(content) > LARGEST:
        raise Mistake("This picture is larger than 1 MB. Save it smaller and choose it again.", "logo")
    if not is_photograph_or_drawing(content):
        raise Mistake("Choose a picture saved as PNG or JPEG.", "logo")
    source = Source(hashlib.sha256(content).hexdigest(), lambda: [content])
    points = pages.open(source).sizes[0]
    width, height = (round(each * _PIXELS_PER_POINT) for each in points)
    if width < NARROWEST:
        raise Mistake(
            f"This picture is {width} pixels wide and would print as a blur. Use one of {NARROWEST} or more.",
            "logo",
        )
    by = min(1.0, SHARPEST[0] / width, SHARPEST[1] / height)
    drawn = pages.draw(source, 0, max(round(width * by), 1), max(round(height * by), 1))
    picture = Image.frombytes("RGB", (drawn.width, drawn.height), drawn.pixels, "raw", "BGRX")
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return Logo(out.getvalue(), drawn.width, drawn.height)
