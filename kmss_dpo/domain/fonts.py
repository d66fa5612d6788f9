"""Fonts of this computer that give letters what the built-in typeface lacks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Font:
    """A font of this computer: the name that people know it by, and its file."""

    name: str
    file: str


@dataclass(frozen=True)
class ChosenFont:
    """The font that gives more letters, None where none was chosen or the one that was is `gone`."""

    font: Font | None = None
    gone: bool = False

    def said(self) -> str:
        """How things stand, in words for the officer."""
        if self.gone:
            return (
                "The font that was chosen can't be found or read any more. Letters use the built-in typeface "
                "alone; choose another font if they need more letters."
            )
        if self.font:
            return f"Letters that the built-in typeface lacks are set in {self.font.name}."
        return (
            "The built-in typeface has the letters of Latin, Greek, Cyrillic and Hebrew. A font of this "
            "computer can give others."
        )
