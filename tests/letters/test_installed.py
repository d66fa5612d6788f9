"""The fonts of this computer: which are found, which may be embedded."""

from pathlib import Path

import pytest

from kmss_dpo.domain.fonts import Font
from kmss_dpo.letters.installed import font_folders, font_in, fonts_with

from .fonts import (
    BITMAPS_ONLY,
    CHINESE,
    EDITABLE,
    INSTALLABLE,
    NO_SUBSETS,
    PREVIEW_AND_PRINT,
    RESTRICTED,
    make_font,
)


def names(found: tuple[Font, ...]) -> list[str]:
    return [each.name for each in found]


def test_fonts_with_all_the_letters_are_found_by_name_plain_ones_first(tmp_path: Path) -> None:
    make_font(tmp_path / "a.ttf", "Zebra", CHINESE)
    make_font(tmp_path / "deep" / "er" / "B.TTF", "apple", CHINESE + "ab")
    make_font(tmp_path / "c.otf", "Some", CHINESE[:2])
    make_font(tmp_path / "bold.ttf", "Aaa Bold", CHINESE, weight=700)
    (tmp_path / "damaged.ttf").write_bytes(b"no font")
    (tmp_path / "empty.ttf").write_bytes(b"")
    (tmp_path / "readme.txt").write_text("no font either")
    assert names(fonts_with(CHINESE, [tmp_path, tmp_path / "missing"])) == ["apple", "Zebra", "Aaa Bold"]
    assert names(fonts_with("", [tmp_path])) == ["apple", "Some", "Zebra", "Aaa Bold"]
    assert names(fonts_with("\N{SNOWMAN}", [tmp_path])) == []


@pytest.mark.parametrize(
    ("permission", "may"),
    [
        (INSTALLABLE, True),
        (PREVIEW_AND_PRINT, True),
        (EDITABLE, True),
        (RESTRICTED, False),
        (RESTRICTED | PREVIEW_AND_PRINT, True),
        (PREVIEW_AND_PRINT | NO_SUBSETS, False),
        (BITMAPS_ONLY, False),
    ],
)
def test_what_the_maker_of_a_font_allows_is_kept_to(tmp_path: Path, permission: int, may: bool) -> None:
    file = make_font(tmp_path / "font.ttf", "Block", CHINESE, permission)
    assert bool(fonts_with(CHINESE, [tmp_path])) is may
    assert (font_in(str(file)) == Font("Block", str(file))) is may


def test_fonts_whose_outlines_are_not_truetype_are_passed_over(tmp_path: Path) -> None:
    file = make_font(tmp_path / "font.otf", "Block", CHINESE, glyf=False)
    assert fonts_with(CHINESE, [tmp_path]) == ()
    assert font_in(str(file)) is None


def test_a_file_that_is_gone_holds_no_font(tmp_path: Path) -> None:
    assert font_in(str(tmp_path / "gone.ttf")) is None


def test_each_system_has_its_folders() -> None:
    windows = font_folders("win32", {"WINDIR": "W", "LOCALAPPDATA": "L"})
    assert windows == [Path("W/Fonts"), Path("L/Microsoft/Windows/Fonts")]
    assert len(font_folders("win32", {})) == 1
    assert Path("/Library/Fonts") in font_folders("darwin", {})
    usual = font_folders("linux", {})
    assert Path("/usr/share/fonts") in usual
    assert Path.home() / ".local/share/fonts" in usual
    own = font_folders("linux", {"XDG_DATA_DIRS": "/a:/b", "XDG_DATA_HOME": "/c"})
    assert own[1:] == [Path("/c/fonts"), Path("/a/fonts"), Path("/b/fonts")]


def test_the_folders_of_this_system_are_looked_through() -> None:
    assert all(Path(each.file).is_file() for each in fonts_with("a")[:3])
