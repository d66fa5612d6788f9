"""What letters of one organisation look like on paper: letterhead, envelope window, size of the type."""

from dataclasses import dataclass

from kmss_dpo.domain.organisation import Organisation


@dataclass(frozen=True)
class Window:
    """What an envelope window shows however the sheet lies in it, in mm from the top left of the sheet.

    The address is drawn inside; `across` and `down` move it for a printer that feeds askew.
    """

    left: float
    right: float
    top: float
    bottom: float
    across: float = 0.0
    down: float = 0.0


# Trade DL window envelopes, measured on samples with the sheet pushed to every side.
DL_WINDOW = Window(left=20, right=100, top=57, bottom=81)
# The address area that the United Kingdom government's mail service prescribes.
GOVERNMENT_WINDOW = Window(left=24.6, right=120, top=40, bottom=66)


@dataclass(frozen=True)
class Look:
    """The letterhead and the measures of a letter; `text_size` in points, 16 and up is large print."""

    short_name: str
    sender: tuple[str, ...]
    window: Window = DL_WINDOW
    text_size: float = 10.5
    fold_marks: bool = True
    window_outline: bool = False


def look_of(organisation: Organisation, *, window: Window = DL_WINDOW, text_size: float = 10.5) -> Look:
    """The look that the settings describe."""
    lines = (organisation.name, *organisation.address.splitlines(), organisation.phone, organisation.website)
    sender = tuple(line.strip() for line in lines if line.strip())
    return Look(organisation.short_name, sender, window, text_size)
