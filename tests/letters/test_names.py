"""Names and scripts: what the shipped faces have, Hebrew from right to left, and letters of another font."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kmss_dpo.domain.letters import Draft, NotPrintable
from kmss_dpo.letters.direction import mirrored
from kmss_dpo.letters.faces import beside, check_printable, clean, unprintable
from kmss_dpo.letters.letter import draw
from kmss_dpo.letters.look import Look
from kmss_dpo.letters.paper import LEFT, MM, RIGHT
from kmss_dpo.letters.scripts import sits_at

from .conftest import Paper
from .fonts import CHINESE, make_font
from .test_letter import ACKNOWLEDGEMENT, same, with_body
from .test_readable import findings

Compose = Callable[..., Draft]
Open = Callable[[bytes], Paper]
Read = Callable[[bytes], list[str]]

ALPHABETS = [
    "Ŵŵ Ŷŷ Ẁẁ Ẃẃ Ẅẅ Ỳỳ Ââ Êê Îî Ôô Ûû Ïï",  # Welsh
    "Àà Ââ Ææ Çç Éé Èè Êê Ëë Îî Ïï Ôô Œœ Ùù Ûû Üü Ÿÿ",  # French
    "Ää Öö Üü ẞß",  # German
    "Ąą Ćć Ęę Łł Ńń Óó Śś Źź Żż",  # Polish
    "Áá Čč Ďď Éé Ěě Íí Ňň Óó Řř Šš Ťť Úú Ůů Ýý Žž Ĺĺ Ľľ Ŕŕ",  # Czech and Slovak
    "Őő Űű",  # Hungarian
    "Ăă Ââ Îî Șș Țț Şş Ţţ",  # Romanian
    "Āā Čč Ēē Ģģ Īī Ķķ Ļļ Ņņ Šš Ūū Žž Ėė Įį Ųų",  # Latvian and Lithuanian
    "Åå Ææ Øø Ðð Þþ Öö Ää Õõ",  # Nordic and Estonian
    "Ċċ Ġġ Ħħ Żż",  # Maltese
    "Ğğ İı Şş Çç",  # Turkish
    "Đđ Ćć Čč Šš Žž ǅ Ǉ Ǌ",  # Croatian
    "Αα Άά Ββ Γγ Δδ Εε Έέ Ζζ Ηη Ήή Θθ Ιι Ίί Ϊϊ ΐ Κκ Λλ Μμ Νν Ξξ Οο Όό Ππ Ρρ Σσς Ττ Υυ Ύύ Ϋϋ ΰ Φφ Χχ Ψψ Ωω Ώώ",
    "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "Єє Іі Її Ґґ Ўў Ђђ Јј Љљ Њњ Ћћ Џџ Ѓѓ Ќќ Ѕѕ",  # Ukrainian, Belarusian, Serbian, Macedonian
    "Ọọ Ạạ Ếế Ơơ Ưư Đđ ỳ",  # Vietnamese and Yoruba
]


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_every_letter_of_europe_is_printed(letter: Compose, look: Look, paper: Open, alphabet: str) -> None:
    drawn = paper(draw(with_body(letter(ACKNOWLEDGEMENT), unicodedata.normalize("NFD", alphabet)), look))
    assert same(alphabet) in same(drawn.text(0))


def told(structure: Read, pdf: bytes) -> list[str]:
    """What is read out, without what each of it is."""
    return [line.strip().partition(": ")[2] for line in structure(pdf)]


HEBREW = "שלום רב, זה מכתב על פרטים אישיים"


@pytest.mark.parametrize(
    "text",
    [
        HEBREW,
        "Dear שלום עולם and more",
        "Mr David Cohen, דוד כהן, of 12 רחוב הרצל 34, Haifa",
        "רחוב הרצל 12, תל אביב, SG8 5HD, טלפון 01763 000000 ו-15%",
        "12 March שלום 2026",
    ],
)
def test_lines_of_both_directions_are_read_out_in_their_order(
    letter: Compose, look: Look, structure: Read, text: str
) -> None:
    pdf = draw(with_body(letter(ACKNOWLEDGEMENT), text), look)
    assert text in told(structure, pdf)
    assert findings(pdf) == []


def test_a_long_hebrew_paragraph_is_read_out_in_its_order_and_begins_at_the_right(
    letter: Compose, look: Look, structure: Read, paper: Open
) -> None:
    text = " ".join([HEBREW] * 12)
    pdf = draw(with_body(letter(ACKNOWLEDGEMENT), text), look)
    assert text in told(structure, pdf)
    found = [place for place in paper(pdf).places("מכתב") if place[1] > 91]
    assert max(right for *_, right, _ in found) > 120
    edges = [place[2] for place in paper(pdf).places("שלום")]
    assert max(edges) == pytest.approx(RIGHT / MM, abs=0.5)


def test_hebrew_stands_from_right_to_left_and_its_numbers_from_left_to_right(
    letter: Compose, look: Look, paper: Open
) -> None:
    drawn = paper(draw(with_body(letter(ACKNOWLEDGEMENT), "אבג 123 דהו"), look))
    first, number, last = (drawn.places(each)[0] for each in ("אבג", "123", "דהו"))
    assert last[2] < number[0] < number[2] < first[0]


def test_a_hebrew_name_in_the_address_and_the_salutation(
    letter: Compose, look: Look, paper: Open, structure: Read
) -> None:
    pdf = draw(letter(ACKNOWLEDGEMENT, recipient="דוד כהן", address=("רחוב הרצל 12", "חיפה", "Israel")), look)
    assert "דוד כהן רחוב הרצל 12 חיפה Israel" in told(structure, pdf)
    assert "Dear דוד כהן," in told(structure, pdf)
    for left, top, right, bottom in paper(pdf).places("חיפה"):
        assert left >= look.window.left
        assert right <= look.window.right
        assert look.window.top <= top < bottom <= look.window.bottom


def test_items_of_a_hebrew_list_have_their_marks_at_the_right(
    letter: Compose, look: Look, paper: Open
) -> None:
    drawn = paper(draw(with_body(letter(ACKNOWLEDGEMENT), "- אבג דהו\n- plain"), look))
    marks = drawn.places("•")
    assert marks[0][2] == pytest.approx(RIGHT / MM, abs=1.0)
    assert marks[1][0] == pytest.approx(LEFT / MM, abs=1.0)
    assert drawn.places("דהו")[0][2] < marks[0][0]


def test_brackets_of_hebrew_are_turned(letter: Compose, look: Look, paper: Open) -> None:
    drawn = paper(draw(with_body(letter(ACKNOWLEDGEMENT), "אבג (דהו) זחט"), look))
    opening, closing = drawn.places("("), drawn.places(")")
    middle = drawn.places("דהו")[0]
    shown = [place for place in (*opening, *closing) if abs(place[1] - middle[1]) < 2]
    assert any(place[0] > middle[2] - 0.1 for place in shown)
    assert any(place[2] < middle[0] + 0.1 for place in shown)


def test_points_sit_on_their_letters() -> None:
    assert sits_at("\N{HEBREW POINT PATAH}") == 0.5
    assert sits_at("\N{HEBREW POINT SHIN DOT}") > 0.9
    assert sits_at("\N{HEBREW POINT SIN DOT}") < 0.1
    assert sits_at("א") is None
    assert sits_at("\N{COMBINING ACUTE ACCENT}") is None


@pytest.fixture
def chinese(tmp_path: Path) -> str:
    return str(make_font(tmp_path / "block.ttf", "Block Chinese", CHINESE + "🙂\u0915\u0645ש"))


def test_another_font_gives_what_the_shipped_faces_lack_and_is_embedded(
    letter: Compose, look: Look, structure: Read, chinese: str
) -> None:
    draft = with_body(
        letter(ACKNOWLEDGEMENT, recipient=f"Li {CHINESE}"), f"Name: {CHINESE} 🙂, and שלום {CHINESE}"
    )
    with pytest.raises(NotPrintable) as refused:
        draw(draft, look)
    assert set(refused.value.characters) == set(CHINESE)
    pdf = draw(draft, replace(look, font=chinese))
    assert findings(pdf) == []
    read = told(structure, pdf)
    assert f"Name: {CHINESE} 🙂, and שלום {CHINESE}" in read
    assert f"Dear Li {CHINESE}," in read
    assert draw(draft, replace(look, font=chinese)) == pdf
    Path(chinese).unlink()
    with pikepdf.open(BytesIO(pdf)) as document:
        fonts = [font for page in document.pages for font in page.Resources.Font.values()]
        assert any("BlockChinese" in str(font.BaseFont) for font in fonts)
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)


def test_writing_that_joins_up_is_refused_even_where_a_font_has_its_letters(chinese: str) -> None:
    with beside(chinese):
        assert unprintable(f"{CHINESE} ab") == set()
        assert unprintable("\u0915\u0645") == {"\u0915", "\u0645"}
        with pytest.raises(NotPrintable) as refused:
            check_printable("\u0915\u0645\x07")
    assert refused.value.characters == ""


@pytest.mark.parametrize("content", [None, b"", b"no font"])
def test_a_font_that_is_gone_leaves_the_shipped_faces_and_is_told_of_where_it_is_missed(
    letter: Compose, look: Look, tmp_path: Path, content: bytes | None
) -> None:
    gone = tmp_path / "gone.ttf"
    if content is not None:
        gone.write_bytes(content)
    draft = letter(ACKNOWLEDGEMENT)
    assert draw(draft, replace(look, font=str(gone))) == draw(draft, look)
    with pytest.raises(NotPrintable, match="chosen for more letters can't be found or read any more"):
        draw(with_body(draft, CHINESE), replace(look, font=str(gone)))


def test_the_other_font_is_left_again_after_a_refusal(letter: Compose, look: Look, chinese: str) -> None:
    with pytest.raises(NotPrintable):
        draw(with_body(letter(ACKNOWLEDGEMENT), "\x00"), replace(look, font=chinese))
    assert unprintable(CHINESE) == set(CHINESE)


LETTERS = (
    "abcÀŴŷłΩжאבגדהשת0123456789 \n()[]<>&.,:;-–/%£\"'"
    "\N{HEBREW POINT PATAH}\N{SLIGHTLY SMILING FACE}\x07\u202e\u200f\u0645"
)
TYPED = (
    st.text(max_size=200)
    | st.text(st.sampled_from(LETTERS[:-6]), max_size=400)
    | st.text(st.sampled_from(LETTERS))
)


def unturned(text: str) -> str:
    """A text whose brackets all look one way: a reader may give them as they look."""
    return "".join(min(each, mirrored(each)) for each in same(text))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TYPED)
def test_whatever_is_typed_gives_a_valid_letter_that_reads_as_typed_or_a_sentence(
    letter: Compose, look: Look, structure: Read, text: str
) -> None:
    draft = with_body(letter(ACKNOWLEDGEMENT), text)
    if unprintable(text):
        with pytest.raises(NotPrintable, match="can't be printed in a letter"):
            draw(draft, look)
        return
    pdf = draw(draft, look)
    assert findings(pdf) == []
    read = unturned("".join(told(structure, pdf)))
    for line in clean(text).split("\n"):
        assert unturned(line) in read


@pytest.mark.parametrize(
    "text", ["שלום (עולם) 12 " * 6_600, "א" * 100_000, "a א " * 25_000, "<b>&amp;" * 12_500, "אב\n" * 10_000]
)
def test_tens_of_thousands_of_characters_of_any_direction_make_a_letter(
    letter: Compose, look: Look, text: str
) -> None:
    assert draw(with_body(letter(ACKNOWLEDGEMENT), text), look).startswith(b"%PDF-")
