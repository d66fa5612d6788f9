"""What letters of one organisation look like on paper: letterhead, envelope window, size of the type."""

from dataclasses import dataclass

from kmss_dpo.domain.letterhead import Letterhead, Logo
from kmss_dpo.domain.organisation import Organisation
from kmss_dpo.domain.stationery import DL_WINDOW, AddressWindow, Window

_PLAIN, _USUAL = Letterhead(), AddressWindow()


@dataclass(frozen=True)
class Look:
    """The letterhead and the measures of a letter; `text_size` in points, 16 and up is large print.

    `font` is the file of a font that has the letters which the shipped faces lack; empty for none.
    """

    short_name: str
    sender: tuple[str, ...]
    window: Window = DL_WINDOW
    text_size: float = 10.5
    fold_marks: bool = True
    window_outline: bool = False
    font: str = ""
    logo: Logo | None = None


def look_of(
    organisation: Organisation, letterhead: Letterhead = _PLAIN, address_window: AddressWindow = _USUAL
) -> Look:
    """The look that the settings describe."""
    lines = (organisation.name, *organisation.address.splitlines(), organisation.phone, organisation.website)
    return Look(
        short_name=organisation.short_name,
        sender=tuple(line.strip() for line in lines if line.strip()),
        window=address_window.window(),
        fold_marks=address_window.fold_marks,
        logo=letterhead.logo,
    )
