"""The recovery kit on one page: the recovery key to read and to scan, and what to do with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.pdfgen.canvas import Canvas

from kmss_dpo.domain.letters import long_date
from kmss_dpo.letters.faces import Face, check_printable, clean_line
from kmss_dpo.letters.paper import (
    ACCENT,
    GREY,
    HEIGHT,
    LEFT,
    MM,
    RIGHT,
    Row,
    Style,
    column,
    paginate,
    rows_of,
)
from kmss_dpo.letters.printing import Colophon, Sheet, print_pages
from kmss_dpo.letters.structure import Element, Role

TITLE = Style(Face.BOLD, 20, 26, colour=ACCENT)
LABEL = Style(Face.REGULAR, 8.5, 12, before=7, colour=GREY)
FACT = Style(size=11.5, leading=15)
KEY = Style(Face.MONO, 17, 27)
HEADING = Style(Face.BOLD, 12, 16, before=16)
TEXT = Style(before=5)
GROUPS_IN_ROW = 3
BOX_TOP, BOX_HEIGHT, CODE_SIZE = 42 * MM, 48 * MM, 40 * MM

_ADVICE = """\
This key opens the register without the passphrase. It is shown this once: the program keeps no copy that it \
could show again.
Keep this page where you keep things that must neither be lost nor read by others, such as a safe. Anyone \
who has this page and the register's folder can read everything in it.
Keep it away from the computer and from the register's backups. If you saved it as a file, print it or move \
it to a safe place, then delete the file.""".splitlines()
_USE = """\
Open the program and choose the recovery key as the way in. Type the key, or scan the square code and paste \
what it says. Small letters, spaces and dashes make no difference.
Then choose a new passphrase. If you think that somebody else has seen this page, the register needs a new \
recovery key; this page is then of no use to anyone.""".splitlines()


@dataclass(frozen=True)
class RecoveryKit:
    """What the page says; `key` in groups parted by dashes, as a person types it."""

    register_name: str
    register_id: str
    person: str
    on: date
    key: str


def draw_recovery_kit(kit: RecoveryKit) -> bytes:
    """The page as PDF; raise `Mistake` where a name holds characters that cannot be printed."""
    check_printable(f"{kit.register_name}\n{kit.register_id}\n{kit.person}\n{kit.key}")
    pages = paginate(_rows(kit), BOX_TOP + BOX_HEIGHT + 6 * MM)
    colophon = Colophon("Recovery kit", "", "Recovery kit: keep it safe", kit.on)
    return print_pages(pages, colophon, lambda sheet: _draw_key(sheet, kit.key))


def _draw_key(sheet: Sheet, key: str) -> None:
    """Title, and the box with the key in rows of three groups beside its square code."""
    with sheet.tagger.artifact():
        sheet.canvas.setStrokeColorRGB(*ACCENT)
        sheet.canvas.setLineWidth(1)
        sheet.canvas.roundRect(LEFT, HEIGHT - BOX_TOP - BOX_HEIGHT, RIGHT - LEFT, BOX_HEIGHT, 3 * MM)
    groups = key.split("-")
    rows = ["-".join(groups[at : at + GROUPS_IN_ROW]) for at in range(0, len(groups), GROUPS_IN_ROW)]
    sheet.write(
        [
            *column(["Recovery kit"], TITLE, LEFT, 22 * MM, Element(Role.HEADING)),
            *column(["Recovery key"], LABEL, LEFT + 6 * MM, BOX_TOP + 5 * MM),
            *column(rows, KEY, LEFT + 6 * MM, BOX_TOP + 13 * MM),
        ]
    )
    with sheet.tagger.element(Element(Role.FIGURE, spoken="The recovery key as a square code to scan")):
        _draw_code(sheet.canvas, key, RIGHT - 4 * MM - CODE_SIZE, HEIGHT - BOX_TOP - BOX_HEIGHT + 4 * MM)


def _draw_code(canvas: Canvas, text: str, x: float, y: float) -> None:
    """The square code of a text, its lower left corner at x and y, 40 mm with its quiet zone."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    count = code.getModuleCount()
    step = CODE_SIZE / (count + 8)
    canvas.setFillColorRGB(0, 0, 0)
    path = canvas.beginPath()
    for row in range(count):
        for place in range(count):
            if code.isDark(row, place):
                path.rect(x + (place + 4) * step, y + (count + 3 - row) * step, step, step)
    canvas.drawPath(path, stroke=0, fill=1)


def _rows(kit: RecoveryKit) -> Iterator[Row]:
    facts = {
        "Register": kit.register_name,
        "Register number": kit.register_id,
        "Made for": kit.person,
        "Made on": long_date(kit.on),
    }
    for label, value in facts.items():
        yield from rows_of(label, LABEL, glued=True)
        yield from rows_of(clean_line(value), FACT)
    for heading, paragraphs in (("What to do with it", _ADVICE), ("How to use it", _USE)):
        yield from rows_of(heading, HEADING, Role.SUBHEADING, glued=True)
        for paragraph in paragraphs:
            yield from rows_of(paragraph, TEXT)
