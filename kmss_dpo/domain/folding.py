"""Words without regard to capitals and accents, so that what is typed is found as a person reads it."""

import unicodedata

_STROKES = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ħ": "h",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    }
)
"""Letters that Unicode does not take apart into a plain one and its accent."""


def folded(text: str) -> str:
    """The same for every spelling of a word: “Éire”, “eire” and “ÉIRE”."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text).casefold().translate(_STROKES)
    return "".join(each for each in apart if not unicodedata.combining(each))
