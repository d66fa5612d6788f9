"""Words without regard to capitals and accents, so that what is typed is found as a person reads it.

The search folds accents in its own index. The filters of the lists have no index: they look at every row,
and hand only those few on to Python that are not plain ASCII.
"""

import unicodedata
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_

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


def holds(column: ColumnElement[Any], typed: str) -> ColumnElement[bool]:
    """Whether a text holds what was typed. SQLite's own LIKE folds ASCII; each connection knows `folded`."""
    wanted = folded(typed)
    plain = column.contains(wanted, autoescape=True)
    other = func.folded(column).contains(wanted, autoescape=True)
    return or_(plain, and_(func.octet_length(column) > func.length(column), other))
