"""Letters as they lie on paper."""

import re
import threading
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.letters import Draft, edit_text
from kmss_dpo.domain.stationery import DL_WINDOW, GOVERNMENT_WINDOW
from kmss_dpo.letters.faces import clean, unprintable
from kmss_dpo.letters.letter import draw
from kmss_dpo.letters.look import Look
from kmss_dpo.letters.printing import Colophon, Sheet, print_pages
from kmss_dpo.letters.scripts import is_hebrew

Compose = Callable[..., Draft]
Open = Callable[[bytes], object]
ACKNOWLEDGEMENT = "request_acknowledgement"


def same(text: str) -> str:
    """A text without spaces and hyphens, compatible letters made one: readers change these at line ends.

    Marks stand by themselves: one that begins a line is not part of the letter before it.
    """
    return re.sub(r"[\s\ufffe\x02\u2010-]", "", unicodedata.normalize("NFKD", text))


def has_twins(text: str) -> bool:
    """Whether the same mark stands twice on one letter: PDFium takes them for one that was drawn in bold."""
    return any(one == other and unicodedata.combining(one) for one, other in pairwise(text))


def with_body(letter: Draft, text: str) -> Draft:
    return edit_text(letter, "understood", text)


def test_nothing_else_shows_in_the_envelope_window(letter: Compose, look: Look, paper: Open) -> None:
    drawn = paper(draw(letter(ACKNOWLEDGEMENT), look))
    page = drawn.pages[0]
    mm = 72 / 25.4
    shown = page.get_textpage().get_text_bounded(18 * mm, 842 - 83 * mm, 102 * mm, 842 - 55 * mm)
    assert " ".join(shown.split()) == "Łucja Ŷnyr-Żądło Flat 2 3 Sample Street Exampleton EX1 2AB"


def test_an_address_of_seven_lines_is_refused_in_a_sentence(letter: Compose, look: Look) -> None:
    with pytest.raises(Mistake, match="take 7 lines") as refused:
        draw(letter(ACKNOWLEDGEMENT, address=tuple("abcdef")), look)
    assert refused.value.field == "address"


def test_a_line_wider_than_the_window_is_wrapped_inside_it(letter: Compose, look: Look, paper: Open) -> None:
    wide = "The Royal Association of Very Long Names and Titles " + "W" * 30
    drawn = paper(draw(letter(ACKNOWLEDGEMENT, address=(wide, "EX1 2AB")), look))
    assert all(right <= DL_WINDOW.right for _, _, right, _ in drawn.places("WWWWWWWWWW"))
    with pytest.raises(Mistake, match="envelope window"):
        draw(letter(ACKNOWLEDGEMENT, address=(wide * 3,)), look)


def test_empty_lines_of_an_address_are_skipped(letter: Compose, look: Look) -> None:
    gappy = letter(
        ACKNOWLEDGEMENT, address=("", "Flat 2\n\n3 Sample Street", " ", "Exampleton", "EX1 2AB", "")
    )
    assert draw(gappy, look) == draw(letter(ACKNOWLEDGEMENT), look)


def test_a_long_name_and_address_of_the_organisation_stay_clear_of_the_window(
    letter: Compose, look: Look, paper: Open
) -> None:
    long = replace(look, short_name="Great Western Society", sender=("W" * 60, *look.sender))
    drawn = paper(draw(letter(ACKNOWLEDGEMENT), replace(long, window=GOVERNMENT_WINDOW)))
    assert all(left > GOVERNMENT_WINDOW.right for left, *_ in drawn.places("WWWWWWWW"))
    assert all(bottom < GOVERNMENT_WINDOW.top for *_, bottom in drawn.places("Great Western"))


@pytest.mark.parametrize("long", [{"short_name": "KMSS " * 30}, {"sender": ("KMSS",) * 15}])
def test_a_letterhead_without_room_is_refused_in_a_sentence(
    letter: Compose, look: Look, long: dict[str, Any]
) -> None:
    with pytest.raises(Mistake, match="letterhead"):
        draw(letter(ACKNOWLEDGEMENT), replace(look, **long))


def test_lines_below_each_other_never_touch(letter: Compose, look: Look, paper: Open) -> None:
    drawn = paper(draw(letter(ACKNOWLEDGEMENT), look))
    tops = [drawn.places(line)[0][1] for line in ("Flat 2", "3 Sample Street", "Exampleton", "EX1 2AB")]
    assert all(3 < below - above < 4.5 for above, below in pairwise(tops))


def test_every_page_says_which_of_how_many_and_for_which_case(
    letter: Compose, look: Look, paper: Open
) -> None:
    drawn = paper(draw(letter("access_response"), look))
    assert len(drawn.pages) == 2
    for number in range(2):
        assert f"Page {number + 1} of 2" in drawn.text(number)
        assert "Our reference: SAR-2026-0012" in drawn.text(number)


def test_the_signature_is_never_parted_nor_alone_on_a_page(letter: Compose, look: Look, paper: Open) -> None:
    for lines in range(30):
        drawn = paper(draw(with_body(letter(ACKNOWLEDGEMENT), "A line.\n" * lines or "."), look))
        last = drawn.text(len(drawn.pages) - 1)
        assert last.index("social media") < last.index("Yours sincerely") < last.index("Branwen Ŵyn")


def test_a_heading_stands_on_the_page_of_its_paragraph(letter: Compose, look: Look, paper: Open) -> None:
    for lines in range(34):
        drawn = paper(draw(with_body(letter(ACKNOWLEDGEMENT), "A line.\n" * lines or "."), look))
        for page in range(len(drawn.pages)):
            assert ("When you will hear from us" in drawn.text(page)) == (
                "We will answer without" in drawn.text(page)
            )


def test_neither_the_first_nor_the_last_line_of_a_paragraph_stands_alone(
    letter: Compose, look: Look, paper: Open
) -> None:
    words = " ".join(f"alpha{number}" for number in range(60))
    for lines in range(26, 34):
        drawn = paper(draw(with_body(letter(ACKNOWLEDGEMENT), "A line.\n" * lines + "\n" + words), look))
        for page in range(len(drawn.pages)):
            assert len({round(place[1]) for place in drawn.places("alpha", page)}) != 1


def test_lists_have_bullets_and_paragraphs_keep_their_line_ends(
    letter: Compose, look: Look, paper: Open
) -> None:
    drawn = paper(draw(with_body(letter(ACKNOWLEDGEMENT), "Now:\n- first\n- second\n\n\nOne\nTwo"), look))
    assert "• first\n• second\nOne\nTwo\n" in drawn.text(0)
    assert drawn.places("first")[0][0] > drawn.places("Now:")[0][0]


def test_a_block_that_is_empty_or_left_out_leaves_no_trace(letter: Compose, look: Look, paper: Open) -> None:
    drawn = paper(draw(with_body(letter(ACKNOWLEDGEMENT), " \n"), look))
    assert "What we understand" not in drawn.text(0)
    assert "«what is needed»" not in drawn.text(0)


def test_a_letter_of_nothing_but_its_frame_can_be_drawn(letter: Compose, look: Look, paper: Open) -> None:
    bare = replace(letter(ACKNOWLEDGEMENT), blocks=(), signature=())
    assert "Yours sincerely" in paper(draw(bare, look)).text(0)


def test_large_print_is_larger_and_leaves_the_address_as_it_is(
    letter: Compose, look: Look, paper: Open
) -> None:
    usual, large = (
        paper(draw(letter(ACKNOWLEDGEMENT), replace(look, text_size=size))) for size in (10.5, 18)
    )
    height = [place[3] - place[1] for drawn in (usual, large) for place in drawn.places("Thank you")]
    assert height[1] > 1.6 * height[0]
    assert usual.places("Exampleton") == large.places("Exampleton")


def test_fold_marks_and_the_window_are_drawn_on_request(letter: Compose, look: Look) -> None:
    draft = letter(ACKNOWLEDGEMENT)
    plain, folded, outlined = (
        strokes(draw(draft, replace(look, fold_marks=fold, window_outline=outline)))
        for fold, outline in ((False, False), (True, False), (False, True))
    )
    assert (folded - plain, outlined - plain) == (2, 1)


def strokes(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as document:
        return sum(str(i.operator) in {"S", "s"} for i in pikepdf.parse_content_stream(document.pages[0]))


def test_the_same_letter_gives_the_same_bytes_dated_as_the_letter(letter: Compose, look: Look) -> None:
    draft = letter("access_response")
    first = draw(draft, look)
    draw(letter(ACKNOWLEDGEMENT), look)
    assert draw(draft, look) == first
    with pikepdf.open(BytesIO(first)) as document:
        told = document.open_metadata()
        assert told["xmp:CreateDate"] == told["xmp:ModifyDate"] == "2026-11-22"


def test_two_letters_drawn_at_the_same_time_do_not_disturb_each_other(letter: Compose, look: Look) -> None:
    drafts = [with_body(letter(ACKNOWLEDGEMENT), f"Żółw {number} ŵŷ") for number in range(6)]
    alone = [draw(draft, look) for draft in drafts]
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(lambda draft: draw(draft, look), drafts)) == alone


def test_a_second_document_waits_until_the_first_is_done() -> None:
    colophon = Colophon("Title", "Author", "Footer", date(2026, 11, 22))
    second_began = threading.Event()
    with ThreadPoolExecutor(1) as pool:

        def during_the_first(_sheet: Sheet) -> None:
            pool.submit(print_pages, [[]], colophon, lambda _: second_began.set())
            assert not second_began.wait(0.1)

        print_pages([[]], colophon, during_the_first)
        assert second_began.wait(10)


def test_the_file_names_no_person_and_embeds_its_fonts(letter: Compose, look: Look) -> None:
    pdf = draw(letter("access_response"), look)
    assert b"Helvetica" not in pdf
    with pikepdf.open(BytesIO(pdf)) as document:
        told = document.open_metadata()
        assert told["dc:title"] == "Letter SAR-2026-0012"
        assert told["dc:creator"] == ["KMSS"]
        assert not any(name in str(told) for name in ("Łucja", "Ŷnyr", "Branwen"))
        assert not document.docinfo
        assert str(document.Root.Lang) == "en-GB"
        for page in document.pages:
            for font in page.Resources.Font.values():
                assert "/FontFile2" in font.FontDescriptor


def test_welsh_and_polish_names_come_out_right(letter: Compose, look: Look, paper: Open) -> None:
    names = "Ŵŵ Ŷŷ Ẁẁ Ẃẃ Ẅẅ Ỳỳ Ââ Êê Îî Ôô Ûû Ąą Ćć Ęę Łł Ńń Óó Śś Źź Żż Ğğ İı Şş Ёё Ωω Ếế"
    drawn = paper(draw(with_body(letter(ACKNOWLEDGEMENT), unicodedata.normalize("NFD", names)), look))
    assert names in drawn.text(0)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Hello \N{SLIGHTLY SMILING FACE}", "\N{SLIGHTLY SMILING FACE} (slightly smiling face)"),
        ("a\x07b", "an unseen character U+0007 (they stand in “The request as we understand it”)"),
        ("\u0645\u0631\u062d\u0628\u0627", "arabic letter meem"),
        ("\u4f60", "cjk unified ideograph-4f60"),
        ("\ud800", "U+D800"),
        ("\uffff", "U+FFFF"),
        ("\ufffd", "replacement character"),
        ("\ufffc", "object replacement character"),
        ("\u206a", "inhibit symmetric swapping"),
        ("\ue000", "U+E000"),
        ("".join(map(chr, range(0x4E00, 0x4E0A))), "and 4 more"),
    ],
)
def test_what_cannot_be_printed_is_named_instead_of_boxes(
    letter: Compose, look: Look, text: str, named: str
) -> None:
    with pytest.raises(Mistake, match=re.escape(named)):
        draw(with_body(letter(ACKNOWLEDGEMENT), text), look)
    assert unprintable(text)


@pytest.mark.parametrize(("place", "named"), [("recipient", "To"), ("reference", "Reference")])
def test_every_part_of_the_letter_is_checked_and_named(
    letter: Compose, look: Look, place: str, named: str
) -> None:
    draft = letter(ACKNOWLEDGEMENT)
    wrong = replace(draft, particulars=replace(draft.particulars, **{place: "\x00"}))
    with pytest.raises(Mistake, match=rf"U\+0000 \(they stand in “{named}”\)"):
        draw(wrong, look)


def test_pasted_spaces_line_ends_and_unseen_marks_are_made_plain(
    letter: Compose, look: Look, paper: Open
) -> None:
    pasted = "One\r\nTwo\rThree\vFour\u2028Five\tSix\u2009Seven\N{NO-BREAK SPACE}"
    pasted += "Eight\u200b\ufeff\u202e\xad\u2011."
    assert clean(pasted) == "One\nTwo\nThree\nFour\nFive Six Seven\N{NO-BREAK SPACE}Eight-."
    drawn = paper(draw(with_body(letter(ACKNOWLEDGEMENT), pasted), look))
    assert "One\nTwo\nThree\nFour\nFive Six Seven Eight-.\n" in drawn.text(0)


def test_markup_is_text(letter: Compose, look: Look, paper: Open) -> None:
    markup = '<b>bold</b> <img src="file:///x"/> <a href="x">&amp; & </para> %(x)s {{y}} \\( ) /F1 Tf'
    assert markup in paper(draw(with_body(letter(ACKNOWLEDGEMENT), markup), look)).text(0)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "Ŵ " * 50_000,
        "word " * 20_000,
        "x\n" * 15_000,
        " " * 100_000 + "x",
        "- \n" * 10_000,
        "-" * 100_000,
    ],
    ids=["one word", "letters", "words", "lines", "spaces", "items", "dashes"],
)
def test_tens_of_thousands_of_characters_make_a_letter(
    letter: Compose, look: Look, paper: Open, text: str
) -> None:
    drawn = paper(draw(with_body(letter(ACKNOWLEDGEMENT), text), look))
    printed = same("".join(drawn.text(page) for page in range(len(drawn.pages))))
    for character in set(text) - set(" \n-"):
        assert printed.count(same(character)) >= text.count(character)


@pytest.mark.parametrize("field", ["subject", "salutation", "closing"])
def test_a_frame_longer_than_a_page_still_makes_a_letter(
    letter: Compose, look: Look, paper: Open, field: str
) -> None:
    drawn = paper(draw(replace(letter(ACKNOWLEDGEMENT), **{field: "Żółw " * 20_000}), look))
    assert drawn.words().count("Żółw") == 20_000
    assert "Żółw" in drawn.text(0)


def test_a_reference_as_long_as_a_page_does_not_spill_over_the_footer(
    letter: Compose, look: Look, paper: Open
) -> None:
    draft = letter(ACKNOWLEDGEMENT)
    long = replace(draft, particulars=replace(draft.particulars, reference="R" * 500 + "\nnext"))
    drawn = paper(draw(long, look))
    assert all(right < 186 for _, _, right, _ in drawn.places("RRRR"))


def test_more_than_any_letter_holds_is_refused(letter: Compose, look: Look) -> None:
    with pytest.raises(Mistake, match="longer than 400,000"):
        draw(with_body(letter(ACKNOWLEDGEMENT), "a" * 400_001), look)


PRINTABLE = "".join(
    c for c in map(chr, range(0x20, 0x2200)) if not unprintable(c) and not unicodedata.combining(c)
)
ANY_TEXT = st.text(max_size=300) | st.text(st.sampled_from(PRINTABLE + "\n  --"), max_size=600)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY_TEXT.filter(lambda text: not any(map(is_hebrew, text)) and not has_twins(text)))
@example("\u0300")
def test_whatever_is_typed_is_printed_as_typed_or_refused_by_name(
    letter: Compose, look: Look, paper: Open, text: str
) -> None:
    draft = with_body(letter(ACKNOWLEDGEMENT), text)
    if unprintable(text):
        with pytest.raises(Mistake, match="can't be printed"):
            draw(draft, look)
        return
    drawn = paper(draw(draft, look))
    printed = same("".join(drawn.text(page) for page in range(len(drawn.pages))))
    for line in clean(text).split("\n"):
        assert same(line) in printed
