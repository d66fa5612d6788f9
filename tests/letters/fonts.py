"""Fonts made for a test: small, real files, with the letters and the permission that the test needs."""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

INSTALLABLE, RESTRICTED, PREVIEW_AND_PRINT, EDITABLE, NO_SUBSETS, BITMAPS_ONLY = 0, 2, 4, 8, 0x100, 0x200
CHINESE = "你好世界"


def _draw(pen: TTGlyphPen | T2CharStringPen) -> None:
    pen.moveTo((50, 0))
    for place in ((50, 700), (550, 700), (550, 0)):
        pen.lineTo(place)
    pen.closePath()


def make_font(
    file: Path,
    name: str,
    characters: str,
    permission: int = INSTALLABLE,
    *,
    glyf: bool = True,
    weight: int = 400,
) -> Path:
    """A font whose letters are blocks; `glyf` for outlines as TrueType has them, else as PostScript has."""
    glyphs = {ord(each): f"u{ord(each):X}" for each in characters}
    order = [".notdef", *glyphs.values()]
    builder = FontBuilder(1000, isTTF=glyf)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(glyphs)
    if glyf:
        pens = {each: TTGlyphPen(None) for each in order}
        for pen in pens.values():
            _draw(pen)
        builder.setupGlyf({each: pen.glyph() for each, pen in pens.items()})
    else:
        drawn = {each: T2CharStringPen(600, None) for each in order}
        for each in drawn.values():
            _draw(each)
        builder.setupCFF(
            name.replace(" ", ""), {}, {each: pen.getCharString() for each, pen in drawn.items()}, {}
        )
    builder.setupHorizontalMetrics(dict.fromkeys(order, (600, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable(
        {"familyName": name, "styleName": "Regular", "fullName": name, "psName": name.replace(" ", "")}
    )
    builder.setupOS2(fsType=permission, usWeightClass=weight, sTypoAscender=800, sTypoDescender=-200)
    builder.setupPost()
    file.parent.mkdir(parents=True, exist_ok=True)
    builder.save(file)
    return file
