"""A sheet that shows where the envelope's window lies: to fold, to put in, and to read how far it is off."""

from collections.abc import Iterator
from datetime import date

from reportlab.pdfgen.canvas import Canvas

from kmss_dpo.domain.stationery import ENVELOPES, AddressWindow, Window
from kmss_dpo.letters.faces import Face, check_printable
from kmss_dpo.letters.first_page import draw_fold_marks, outline
from kmss_dpo.letters.paper import (
    ACCENT,
    GREY,
    HEIGHT,
    INK,
    MM,
    WIDTH,
    Row,
    Style,
    item_rows,
    paginate,
    rows_of,
)
from kmss_dpo.letters.printing import Colophon, Sheet, print_pages
from kmss_dpo.letters.structure import Element, Role

TITLE = Style(Face.BOLD, 18, 22, colour=ACCENT)
TEXT = Style(before=4)
STEP = Style(before=7)
INDENT = 8 * MM
NUMBER = 6.5
EDGE, LONGEST_TICK = 8.0, 4.5
"""Where the rulers lie and how far they reach into the sheet, in mm from its edges."""
REACH = 8
"""How far the scales at the frame reach to either side, in mm."""
_SHOWN = "The frame of the envelope window with a scale at each edge, and rulers at the top and the right"


def draw_alignment_sheet(short_name: str, settled: AddressWindow, on: date) -> bytes:
    """One page of A4 as PDF; raise `Mistake` where the short name cannot be printed."""
    check_printable(short_name)
    window = settled.window()
    pages = paginate(_rows(settled), (window.text_from + max(window.down, 0) + REACH) * MM)
    colophon = Colophon("Alignment sheet", short_name, "Alignment sheet for window envelopes", on)
    return print_pages(pages, colophon, lambda sheet: _draw(sheet, window))


def _draw(sheet: Sheet, window: Window) -> None:
    with sheet.tagger.artifact():
        draw_fold_marks(sheet.canvas, window.folds)
    with sheet.tagger.element(Element(Role.FIGURE, spoken=_SHOWN)):
        outline(sheet.canvas, window)
        sheet.canvas.setStrokeColorRGB(*INK)
        sheet.canvas.setFillColorRGB(*GREY)
        sheet.canvas.setLineWidth(0.3)
        sheet.canvas.setFont(Face.REGULAR.value, NUMBER)
        _rulers(sheet.canvas)
        _scales(sheet.canvas, window)


def _rulers(canvas: Canvas) -> None:
    """Millimetres from the left edge along the top, and from the top edge along the right."""
    side = WIDTH / MM - EDGE
    for at in range(20, 191):
        _line(canvas, (at, EDGE), (at, EDGE + _tick(at)))
        if at % 10 == 0:
            canvas.drawCentredString(at * MM, HEIGHT - (EDGE - 1) * MM, str(at))
    for at in range(20, 288):
        _line(canvas, (side, at), (side - _tick(at), at))
        if at % 10 == 0:
            canvas.drawRightString((side - LONGEST_TICK - 1) * MM, HEIGHT - at * MM - NUMBER / 3, str(at))


def _scales(canvas: Canvas, window: Window) -> None:
    """Millimetres to either side of each edge of the frame, counted from it."""
    left, right = window.left + window.across, window.right + window.across
    top, bottom = window.top + window.down, window.bottom + window.down
    middle, centre = (top + bottom) / 2, (left + right) / 2
    for edge in (left, right):
        for step in range(-REACH, REACH + 1):
            _line(canvas, (edge + step, middle), (edge + step, middle - _tick(step) / 2))
        for step in (-5, 5):
            canvas.drawCentredString((edge + step) * MM, HEIGHT - (middle + 3) * MM, "5")
    for edge, across in ((top, centre - 8), (bottom, centre + 8)):
        for step in range(-REACH, REACH + 1):
            _line(canvas, (across, edge + step), (across + _tick(step) / 2, edge + step))
        for step in (-5, 5):
            canvas.drawRightString((across - 1) * MM, HEIGHT - (edge + step) * MM - NUMBER / 3, "5")


def _tick(at: int) -> float:
    """How long the mark of a millimetre is: fives and tens stand out."""
    if at % 10 == 0:
        return LONGEST_TICK
    return 3.0 if at % 5 == 0 else 2.0


def _line(canvas: Canvas, start: tuple[float, float], end: tuple[float, float]) -> None:
    """From one place to another, both in mm from the top left."""
    canvas.line(start[0] * MM, HEIGHT - start[1] * MM, end[0] * MM, HEIGHT - end[1] * MM)


def _rows(settled: AddressWindow) -> Iterator[Row]:
    yield from rows_of("Alignment sheet", TITLE, Role.HEADING, glued=True)
    across, down = (f"{moved:g}".replace("-", "\N{MINUS SIGN}") for moved in (settled.across, settled.down))
    moved = f"Addresses are moved {across} mm to the right and {down} mm down."
    yield from rows_of(f"Envelope: {ENVELOPES[settled.envelope]}. {moved}", TEXT)
    steps = Element(Role.LIST, numbered=True)
    for number, text in enumerate(_STEPS, start=1):
        yield from item_rows(text, STEP, steps, f"{number}.", INDENT)


_STEPS = """\
Print this sheet at its actual size, not fitted to the page. From 20 to 120 on the ruler at the top it must \
measure 100 mm; if not, let the printer stop scaling.
Fold the sheet backwards at the short lines at the left edge, so that the frame stays outside, and put it \
into the envelope.
Push the sheet to every side of the envelope in turn. The whole dashed frame must stay in sight in the \
window, wherever the sheet lies.
Where the window hides a part of the frame, read on the scale at that edge how many millimetres are hidden. \
In the settings, under “Window envelopes”, add them to “Move to the right” if they are hidden at the left, \
and to “Move down” if they are hidden at the top; take them away if they are hidden at the right or at the \
foot.
Print this sheet again with the new numbers to see that the whole frame stays in sight.""".splitlines()
