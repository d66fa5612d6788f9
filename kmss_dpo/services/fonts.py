"""Which font of this computer gives letters those characters that the shipped typeface lacks."""

from kmss_dpo.domain.fonts import ChosenFont, Font
from kmss_dpo.letters.installed import font_in, fonts_with
from kmss_dpo.support.settings import LETTER_FONT, Settings


class Fonts:
    """The choice belongs to this computer, whichever register is open; without settings there is none."""

    def __init__(self, settings: Settings | None) -> None:
        self._settings = settings

    def with_letters(self, characters: str) -> tuple[Font, ...]:
        """The fonts that have all of these and may be embedded; reads every font there is: seconds."""
        return fonts_with(characters)

    def file(self) -> str:
        """The file of the font that was chosen; empty where none was."""
        return self._settings.get(LETTER_FONT) if self._settings else ""

    def chosen(self) -> ChosenFont:
        """What was chosen, and whether it can still be used."""
        file = self.file()
        font = font_in(file) if file else None
        return ChosenFont(font, gone=bool(file) and font is None)

    def choose(self, font: Font | None) -> None:
        """Take this font from now on, or none; raises `NotWritten` where the disk refuses."""
        if self._settings:
            self._settings.set(LETTER_FONT, font.file if font else "")
