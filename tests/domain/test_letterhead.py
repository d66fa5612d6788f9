"""What stands at the head and the end of letters, and the officer's own paragraphs."""

import pytest

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.fonts import ChosenFont, Font
from kmss_dpo.domain.letterhead import Letterhead, Logo, SignatureBlock, check_letterhead
from kmss_dpo.domain.standard_paragraphs import (
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST,
    StandardParagraph,
    with_paragraph,
    without_paragraph,
)

USUAL = ("Robin Hale", "Data Protection Officer", "KMSS")


def test_a_signature_is_as_usual_where_nothing_else_is_settled() -> None:
    assert SignatureBlock().signed(USUAL) == USUAL
    assert SignatureBlock(name=" ", title="DPO").signed(USUAL) == ("Robin Hale", "DPO", "KMSS")


@pytest.mark.parametrize(
    ("letterhead", "field"),
    [
        (Letterhead(Logo(b"", 1, 1, " ")), "spoken"),
        (Letterhead(Logo(b"", 1, 1, "x" * 201)), "spoken"),
        (Letterhead(signature=SignatureBlock(closing="x" * 121)), "closing"),
        (Letterhead(signature=SignatureBlock(last_line="x" * 121)), "last_line"),
    ],
)
def test_a_letterhead_that_says_nothing_or_too_much_is_refused_beside_its_field(
    letterhead: Letterhead, field: str
) -> None:
    with pytest.raises(Mistake) as refused:
        check_letterhead(letterhead)
    assert refused.value.field == field


def test_a_letterhead_may_be_without_a_logo_or_have_one_that_is_named() -> None:
    check_letterhead(Letterhead())
    check_letterhead(Letterhead(Logo(b"", 1, 1, "KMSS"), SignatureBlock("Kind regards")))


KEPT = (StandardParagraph("Apology", "We are sorry."), StandardParagraph("Post", "By post."))


def test_paragraphs_are_kept_by_name_and_changed_in_place() -> None:
    more = with_paragraph(KEPT, StandardParagraph(" Backups ", " They fade. "))
    assert [each.name for each in more] == ["Apology", "Backups", "Post"]
    assert more[1].text == "They fade."
    renamed = with_paragraph(more, StandardParagraph("Zebra", "Stripes."), before="Backups")
    assert [each.name for each in renamed] == ["Apology", "Post", "Zebra"]
    assert (
        with_paragraph(KEPT, StandardParagraph("apology", "So sorry."), before="Apology")[0].text
        == "So sorry."
    )
    assert without_paragraph(KEPT, "Post") == KEPT[:1]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (StandardParagraph(" ", "text"), "name"),
        (StandardParagraph("x" * (LONGEST_NAME + 1), "text"), "name"),
        (StandardParagraph("APOLOGY", "text"), "name"),
        (StandardParagraph("New", "\n"), "text"),
        (StandardParagraph("New", "x" * (LONGEST_TEXT + 1)), "text"),
    ],
)
def test_a_paragraph_that_cannot_be_chosen_or_used_is_refused_beside_its_field(
    typed: StandardParagraph, field: str
) -> None:
    with pytest.raises(Mistake) as refused:
        with_paragraph(KEPT, typed)
    assert refused.value.field == field


def test_there_is_an_end_to_paragraphs_but_not_to_changing_them() -> None:
    many = tuple(StandardParagraph(f"{number:03}", "x") for number in range(MOST))
    with pytest.raises(Mistake, match="at most"):
        with_paragraph(many, StandardParagraph("one more", "x"))
    assert len(with_paragraph(many, StandardParagraph("other", "x"), before="000")) == MOST


def test_the_choice_of_a_font_is_said_in_words() -> None:
    assert "Greek" in ChosenFont().said()
    assert "set in Block." in ChosenFont(Font("Block", "block.ttf")).said()
    assert "can't be found" in ChosenFont(gone=True).said()
