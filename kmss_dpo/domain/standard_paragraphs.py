"""Texts that the officer writes once and puts into many letters."""

from collections.abc import Sequence
from dataclasses import dataclass

from kmss_dpo.domain.errors import Mistake

LONGEST_NAME, LONGEST_TEXT, MOST = 60, 10_000, 200


@dataclass(frozen=True)
class StandardParagraph:
    """A text with the name it is chosen by."""

    name: str
    text: str


def with_paragraph(
    kept: Sequence[StandardParagraph], typed: StandardParagraph, before: str = ""
) -> tuple[StandardParagraph, ...]:
    """All of them, sorted, with a new one or the one named `before` changed.

    Raises `Mistake` for one without name or text, a name that another one has, and too many or too long ones.
    """
    tidy = StandardParagraph(typed.name.strip(), typed.text.strip())
    others = [each for each in kept if each.name != before]
    wrong = [
        (not tidy.name, "Give the paragraph a name to choose it by.", "name"),
        (len(tidy.name) > LONGEST_NAME, f"A name holds at most {LONGEST_NAME} characters.", "name"),
        (
            any(each.name.casefold() == tidy.name.casefold() for each in others),
            "Another paragraph has this name. Give it another one.",
            "name",
        ),
        (not tidy.text, "Write the text of the paragraph.", "text"),
        (len(tidy.text) > LONGEST_TEXT, f"A paragraph holds at most {LONGEST_TEXT:,} characters.", "text"),
        (len(others) >= MOST, f"{MOST} paragraphs are kept at most. Take one away first.", "name"),
    ]
    for so, sentence, field in wrong:
        if so:
            raise Mistake(sentence, field)
    return tuple(sorted((*others, tidy), key=lambda each: each.name.casefold()))


def without_paragraph(kept: Sequence[StandardParagraph], name: str) -> tuple[StandardParagraph, ...]:
    """All of them but the one of that name."""
    return tuple(each for each in kept if each.name != name)
