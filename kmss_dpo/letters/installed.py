"""The fonts of this computer that may be embedded in a letter: found where systems keep them."""

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFontFile

from kmss_dpo.domain.fonts import Font
from kmss_dpo.letters.faces import DAMAGED

_ENDINGS = frozenset({".ttf", ".otf", ".ttc"})
# OpenType, OS/2.fsType: what its maker allows.
_RESTRICTED, _PRINTABLE, _NO_SUBSETS, _BITMAPS_ONLY = 0x0002, 0x000C, 0x0100, 0x0200
_PERMISSION_AT = 8
_UPRIGHT_WEIGHTS = range(350, 551)
_WEIGHT_AT = 4


def font_folders(platform: str = sys.platform, variables: Mapping[str, str] = os.environ) -> list[Path]:
    """Where a system keeps its fonts, and where people put their own."""
    home = Path.home()
    if platform == "win32":
        own = variables.get("LOCALAPPDATA")
        system = Path(variables.get("WINDIR", r"C:\Windows")) / "Fonts"
        return [system, *([Path(own) / "Microsoft" / "Windows" / "Fonts"] if own else [])]
    if platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"]
    shared = variables.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    own_data = Path(variables.get("XDG_DATA_HOME") or home / ".local" / "share")
    return [home / ".fonts", *(place / "fonts" for place in (own_data, *map(Path, shared.split(":"))))]


def fonts_with(characters: str, folders: list[Path] | None = None) -> tuple[Font, ...]:
    """Fonts that have all of these characters and may be embedded: plain ones first, by name.

    What cannot be read is passed over. Takes about a second for a hundred fonts.
    """
    wanted = {ord(each) for each in characters}
    found: dict[str, tuple[bool, Font]] = {}
    for file in _files(font_folders() if folders is None else folders):
        try:
            font = TTFontFile(str(file))
            if wanted <= font.charToGlyph.keys() and _may_be_embedded(font):
                name = _name(font)
                found.setdefault(name, (not _is_plain(font), Font(name, str(file))))
        except DAMAGED:
            continue
    ordered = sorted(found.values(), key=lambda each: (each[0], each[1].name.casefold()))
    return tuple(font for _, font in ordered)


def font_in(file: str) -> Font | None:
    """The font in a file; None where it is gone, cannot be read or may not be embedded."""
    try:
        font = TTFontFile(file)
        return Font(_name(font), file) if _may_be_embedded(font) else None
    except DAMAGED:
        return None


def _files(folders: list[Path]) -> Iterator[Path]:
    for folder in folders:
        for place, _, names in os.walk(folder):
            yield from (Path(place, name) for name in sorted(names) if Path(name).suffix.lower() in _ENDINGS)


def _may_be_embedded(font: TTFontFile) -> bool:
    """Whether its maker allows it in a document that is printed; letters embed a subset of it."""
    permission = _of_os2(font, _PERMISSION_AT)
    if permission & (_NO_SUBSETS | _BITMAPS_ONLY):
        return False
    return not permission & _RESTRICTED or bool(permission & _PRINTABLE)


def _is_plain(font: TTFontFile) -> bool:
    return not font.italicAngle and _of_os2(font, _WEIGHT_AT) in _UPRIGHT_WEIGHTS


def _of_os2(font: TTFontFile, at: int) -> int:
    """A number of the table OS/2; 0, which allows everything, in fonts that have none."""
    if "OS/2" not in font.table:
        return 0
    font.seek_table("OS/2")
    font.skip(at)
    return int(font.read_ushort())


def _name(font: TTFontFile) -> str:
    named = font.fullName
    return str(getattr(named, "ustr", None) or named.decode("latin-1"))
