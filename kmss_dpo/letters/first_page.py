"""What only the first page of a letter has: letterhead, address in the envelope window, fold marks."""

from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.letterhead import Logo
from kmss_dpo.domain.letters import Draft
from kmss_dpo.domain.stationery import Window
from kmss_dpo.letters.faces import Face, break_lines, clean, clean_line, metrics
from kmss_dpo.letters.look import Look
from kmss_dpo.letters.paper import ACCENT, GREY, HEIGHT, LEFT, MM, RIGHT, Placed, Style, column, right_aligned
from kmss_dpo.letters.printing import Sheet
from kmss_dpo.letters.structure import Element, Role

NAME_TOP, NAME_WIDTH, SENDER_LINES, SENDER_WIDTH = 15 * MM, 85 * MM, 14, 63 * MM
LOGO_TOP, LOGO_HEIGHT, LOGO_CLEAR = 12 * MM, 24 * MM, 2 * MM
POINTS_PER_PIXEL = 72 / 96
CLEAR = 0.8 * MM
"""What stays free above and below an address that fills its window."""
NAME = Style(Face.BOLD, 18, 22, colour=ACCENT)
SENDER = Style(Face.REGULAR, 8.5, 11.4, colour=GREY)
# Six lines of this fill 22 of the 24 mm that a DL window shows.
ADDRESS = Style(Face.REGULAR, 9.5, 10.4)


@dataclass(frozen=True)
class FirstPage:
    """What stands on the first page besides the running text."""

    letterhead: tuple[Placed, ...]
    address: tuple[Placed, ...]
    look: Look

    def draw(self, sheet: Sheet) -> None:
        """Letterhead, address, and what is only for the eye."""
        if self.look.logo:
            draw_logo(sheet, self.look.logo, self.look.window)
        sheet.write([*self.letterhead, *self.address])
        with sheet.tagger.artifact():
            if self.look.fold_marks:
                draw_fold_marks(sheet.canvas, self.look.window.folds)
            if self.look.window_outline:
                outline(sheet.canvas, self.look.window)


def letterhead(look: Look) -> tuple[Placed, ...]:
    """Name left, sender right, both clear of the envelope window and of each other.

    A logo stands in the place of the name. Raise `Mistake` where there is no room.
    """
    name = [] if look.logo else break_lines(clean_line(look.short_name), NAME.face, NAME.size, NAME_WIDTH)
    lines = [
        part
        for line in look.sender
        for part in break_lines(clean_line(line), SENDER.face, SENDER.size, SENDER_WIDTH)
    ]
    foot = NAME_TOP + len(name) * NAME.leading
    if foot > (look.window.top + look.window.down) * MM or len(lines) > SENDER_LINES:
        raise Mistake(
            "The letterhead has no room for a name or address this long. Shorten the organisation's "
            "name or address in the settings."
        )
    sender = right_aligned(column(lines, SENDER, LEFT, 16 * MM))
    return (*column(name, NAME, LEFT, NAME_TOP), *sender)


def address_in(draft: Draft, window: Window) -> list[Placed]:
    """Name and address inside the window; raise `Mistake` where they take more lines than it shows."""
    left = max((window.left + 2) * MM, LEFT) + window.across * MM
    right = min((window.right - 1 + window.across) * MM, RIGHT - SENDER_WIDTH)
    lines = []
    for line in (draft.particulars.recipient, *draft.particulars.address):
        for part in clean(line).split("\n"):
            if part.strip():
                lines += break_lines(part, ADDRESS.face, ADDRESS.size, right - left)
    face, high = metrics(ADDRESS.face), (window.bottom - window.top) * MM
    one = (face.ascent - face.descent) * ADDRESS.size / 1000
    shown = int((high - 2 * CLEAR - one) / ADDRESS.leading) + 1
    if len(lines) > shown:
        raise Mistake(
            f"Name and address take {len(lines)} lines and the envelope window shows {shown}. "
            "Shorten the address.",
            "address",
        )
    ink = one + (len(lines) - 1) * ADDRESS.leading
    return column(lines, ADDRESS, left, (window.top + window.down) * MM + (high - ink) / 2)


def draw_logo(sheet: Sheet, logo: Logo, window: Window) -> None:
    """The logo as large as its place allows, never larger than its pixels are sharp, and its words."""
    room = (window.top + window.down) * MM - LOGO_TOP - LOGO_CLEAR
    by = min(NAME_WIDTH / logo.width, min(LOGO_HEIGHT, room) / logo.height, POINTS_PER_PIXEL)
    width, height = logo.width * by, logo.height * by
    with sheet.tagger.element(Element(Role.FIGURE, spoken=clean_line(logo.spoken))):
        picture = ImageReader(BytesIO(logo.png))
        sheet.canvas.drawImage(picture, LEFT, HEIGHT - LOGO_TOP - height, width, height)


def draw_fold_marks(canvas: Canvas, folds: tuple[float, ...]) -> None:
    """Short lines at the left edge; `folds` in mm from the top."""
    canvas.setStrokeColorRGB(*GREY)
    canvas.setLineWidth(0.4)
    for down in folds:
        canvas.line(5 * MM, HEIGHT - down * MM, 9 * MM, HEIGHT - down * MM)


def outline(canvas: Canvas, window: Window) -> None:
    """The edge of the window, moved like what is drawn inside."""
    canvas.saveState()
    canvas.setStrokeColorRGB(*ACCENT)
    canvas.setDash(3, 2)
    width, height = (window.right - window.left) * MM, (window.bottom - window.top) * MM
    left, bottom = window.left + window.across, window.bottom + window.down
    canvas.rect(left * MM, HEIGHT - bottom * MM, width, height)
    canvas.restoreState()
