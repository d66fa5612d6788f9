"""The recovery kit, the derivation of a date, and the faces they are set in."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.letters import faces
from kmss_dpo.letters.derivation import Derivation, draw_derivation
from kmss_dpo.letters.faces import Face, break_lines, metrics
from kmss_dpo.letters.paper import HEIGHT, TOP, Style, paginate, rows_of
from kmss_dpo.letters.recovery_kit import RecoveryKit, draw_recovery_kit

KEY = "K3M7QX-0H2VTA-9WZC4E-MN8PRS-1D6FGJ-YB5K3M-7QX0H2-VTA9WZ-C4E1X7"
KIT = RecoveryKit("Data protection register", "3f9a77c2", "Branwen Ŵyn", date(2026, 11, 22), KEY)
STEPS = (
    ("Received on Thursday 3 September 2026.", "UK GDPR Art 12A"),
    ("One calendar month later is Saturday 3 October 2026.", ""),
)
DERIVATION = Derivation("KMSS", "Due on Monday 5 October 2026", "SAR-2026-0012", date(2026, 11, 22), STEPS)


def test_the_recovery_kit_is_one_page_with_the_whole_key(paper: Callable) -> None:
    pdf = draw_recovery_kit(KIT)
    drawn = paper(pdf)
    assert len(drawn.pages) == 1
    text = drawn.text(0)
    for group in KEY.split("-"):
        assert group in text
    for told in ("Data protection register", "3f9a77c2", "Branwen Ŵyn", "22 November 2026", "Page 1 of 1"):
        assert told in text
    assert draw_recovery_kit(KIT) == pdf
    assert b"Helvetica" not in pdf


def modules(key: str, paper: Callable) -> list[str]:
    """The square code as printed, a row of # and . for each row of its 33 modules."""
    step, left, top = 40 / 41, 185 - 4 - 40, 42 + 4  # mm; 33 modules and four of quiet on each side
    scale = 8
    bitmap = paper(draw_recovery_kit(replace(KIT, key=key))).pages[0].render(scale=scale, grayscale=True)
    pixels = bytes(bitmap.buffer)

    def pixel(across: float, down: float) -> int:
        x, y = (int(mm * 72 / 25.4 * scale) for mm in (across, down))
        return pixels[y * bitmap.stride + x * bitmap.n_channels]

    return [
        "".join(
            "#" if pixel(left + (x + 0.5) * step, top + (y + 0.5) * step) < 128 else "." for x in range(41)
        )
        for y in range(41)
    ]


FINDER = ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"]


def test_the_square_code_stands_upright_with_a_quiet_zone_and_changes_with_the_key(paper: Callable) -> None:
    code = modules(KEY, paper)
    assert not any("#" in row for row in (*code[:4], *code[-4:]))
    assert all(row[:4] == row[-4:] == "...." for row in code)
    assert [row[4:11] for row in code[4:11]] == FINDER
    assert [row[-11:-4] for row in code[4:11]] == FINDER
    assert [row[4:11] for row in code[-11:-4]] == FINDER
    assert [row[-11:-4] for row in code[-11:-4]] != FINDER
    assert modules(KEY[::-1], paper) != code


def test_a_name_that_cannot_be_printed_is_refused_on_the_kit() -> None:
    with pytest.raises(Mistake, match="can't be printed"):
        draw_recovery_kit(replace(KIT, person="\N{SNOWMAN}"))


def test_a_derivation_numbers_its_steps_and_names_their_sources(paper: Callable) -> None:
    pdf = draw_derivation(DERIVATION)
    text = paper(pdf).text(0)
    assert "1. Received on Thursday 3 September 2026.\nUK GDPR Art 12A\n2. One calendar" in text
    for told in ("KMSS", "Due on Monday 5 October 2026", "Our reference: SAR-2026-0012", "22 November 2026"):
        assert told in text
    assert draw_derivation(DERIVATION) == pdf
    assert b"Helvetica" not in pdf


def test_a_long_derivation_runs_over_pages_with_each_source_beside_its_step(paper: Callable) -> None:
    steps = tuple((f"Step about day {number}.", f"Source {number}.") for number in range(60))
    drawn = paper(draw_derivation(replace(DERIVATION, steps=steps)))
    assert len(drawn.pages) > 1
    for page in range(len(drawn.pages)):
        text = drawn.text(page)
        assert text.count("Step about") == text.count("Source ")


def test_a_derivation_refuses_what_cannot_be_printed() -> None:
    with pytest.raises(Mistake, match="can't be printed"):
        draw_derivation(replace(DERIVATION, steps=(("ok", "\N{SNOWMAN}"),)))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("aaa aaa", ["aaa", "aaa"]),
        ("aa aa", ["aa aa"]),
        ("aaaaaaa", ["aaaaa", "aa"]),
        ("a  a", ["a a"]),
        (" a aaaaaaa a", ["a", "aaaaa", "aa a"]),
    ],
)
def test_lines_break_at_spaces_and_long_words_are_cut(text: str, lines: list[str]) -> None:
    width = 5 * metrics(Face.MONO).width("a") * 10 / 1000
    assert break_lines(text, Face.MONO, 10, width + 0.01) == lines


def test_a_column_narrower_than_a_letter_still_ends() -> None:
    assert break_lines("abc", Face.MONO, 10, 1) == ["a", "b", "c"]


def test_space_above_a_row_is_dropped_at_the_top_of_a_page() -> None:
    style = Style(size=10, leading=300)
    rows = [replace(rows_of(text, style)[0], before=20) for text in "abc"]
    pages = paginate(rows, 100)
    assert [[placed.row.pieces[0].text for placed in page] for page in pages] == [["a", "b"], ["c"]]
    assert pages[0][0].y == HEIGHT - 100 - 300
    assert pages[0][1].y == HEIGHT - 100 - 620
    assert pages[1][0].y == HEIGHT - TOP - 300


@pytest.fixture
def fresh_faces() -> Iterator[None]:
    faces._shipped.cache_clear()
    yield
    faces._shipped.cache_clear()


@pytest.mark.parametrize("content", [None, b"", b"no font", b"\0\1\0\0" + bytes(60)])
@pytest.mark.usefixtures("fresh_faces")
def test_a_missing_or_damaged_font_is_trouble_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / f"{Face.MONO}.ttf").write_bytes(content)
    monkeypatch.setattr(faces, "resource", lambda _folder, name: tmp_path / name)
    with pytest.raises(Trouble, match="LiberationMono-Bold is missing or damaged"):
        metrics(Face.MONO)
