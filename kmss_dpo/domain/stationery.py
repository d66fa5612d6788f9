"""Which envelopes letters are put into: where their window lies and where a sheet is folded."""

from dataclasses import dataclass, replace
from enum import StrEnum

IN_THREE, IN_HALF = (99.0, 198.0), (148.5,)
"""Where a sheet of A4 is folded, in mm from its top."""
BELOW_WINDOW = 10.0


@dataclass(frozen=True)
class Window:
    """What an envelope window shows however the sheet lies in it, in mm from the top left of the sheet.

    The address is drawn inside; `across` and `down` move it for a printer that feeds askew. The text of the
    letter begins at `text_from`, and the sheet is folded at `folds`.
    """

    left: float
    right: float
    top: float
    bottom: float
    text_from: float
    folds: tuple[float, ...] = IN_THREE
    across: float = 0.0
    down: float = 0.0


# Trade window envelopes with a window of 90 by 35 mm, 20 mm from the left and 18 (DL) or 60 mm (C5) from the
# foot: what is left of it with the sheet pushed to every side.
DL_WINDOW = Window(20, 100, 57, 81, 91)
C5_WINDOW = Window(20, 91, 67, 88.5, 98.5, IN_HALF)
# The address area that the United Kingdom government's mail service prescribes.
GOVERNMENT_WINDOW = Window(24.6, 120, 40, 66, 95)


class Envelope(StrEnum):
    """Which envelope letters are put into; the values are how the register knows it."""

    DL = "DL"
    C5 = "C5"
    GOVERNMENT = "government"
    OWN_IN_THREE = "own, folded in three"
    OWN_IN_HALF = "own, folded in half"


ENVELOPES = {
    Envelope.DL: "DL, folded in three",
    Envelope.C5: "C5, folded in half",
    Envelope.GOVERNMENT: "Government mail service, folded in three",
    Envelope.OWN_IN_THREE: "My own measures, folded in three",
    Envelope.OWN_IN_HALF: "My own measures, folded in half",
}
OWN = frozenset({Envelope.OWN_IN_THREE, Envelope.OWN_IN_HALF})
_WINDOWS = {
    Envelope.DL: DL_WINDOW,
    Envelope.C5: C5_WINDOW,
    Envelope.GOVERNMENT: GOVERNMENT_WINDOW,
}

MOST_ASKEW = 8.0
"""Millimetres; a printer that feeds further askew needs mending."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 5.0, 120.0, 40.0, 140.0
_NARROWEST, _LOWEST = 50.0, 17.0


@dataclass(frozen=True)
class AddressWindow:
    """The envelope as settled. The four measures are used where they are the officer's own; all in mm."""

    envelope: Envelope = Envelope.DL
    left: float = DL_WINDOW.left
    right: float = DL_WINDOW.right
    top: float = DL_WINDOW.top
    bottom: float = DL_WINDOW.bottom
    across: float = 0.0
    down: float = 0.0
    fold_marks: bool = True

    def window(self) -> Window:
        """Where the address is drawn."""
        known = _WINDOWS.get(self.envelope)
        return replace(known or self._own(), across=self.across, down=self.down)

    def errors(self) -> dict[str, str]:
        """What is wrong with the measures, by field; presets are always right."""
        found = {
            name: f"A printer is never further askew than {MOST_ASKEW:g} mm. Enter a smaller number."
            for name in ("across", "down")
            if abs(getattr(self, name)) > MOST_ASKEW
        }
        return found | self._wrong_measures() if self.envelope in OWN else found

    def _own(self) -> Window:
        folds = IN_HALF if self.envelope is Envelope.OWN_IN_HALF else IN_THREE
        return Window(self.left, self.right, self.top, self.bottom, self.bottom + BELOW_WINDOW, folds=folds)

    def _wrong_measures(self) -> dict[str, str]:
        so = {
            "left": (
                self.left < _LEFT,
                f"Printers leave the first {_LEFT:g} mm empty. Enter {_LEFT:g} or more.",
            ),
            "right": (
                self.right > _RIGHT,
                f"The letterhead stands further right. Enter {_RIGHT:g} or less.",
            ),
            "top": (self.top < _TOP, f"The letterhead stands above. Enter {_TOP:g} or more."),
            "bottom": (
                self.bottom > _BOTTOM,
                f"The letter would have no room left. Enter {_BOTTOM:g} or less.",
            ),
        }
        found = {name: sentence for name, (wrong, sentence) in so.items() if wrong}
        if self.right - self.left < _NARROWEST:
            found.setdefault(
                "right", f"An address needs {_NARROWEST:g} mm across: the right edge is too near."
            )
        if self.bottom - self.top < _LOWEST:
            found.setdefault("bottom", f"Four lines need {_LOWEST:g} mm: the lower edge is too near.")
        return found
