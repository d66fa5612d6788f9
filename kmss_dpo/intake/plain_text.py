"""A file as words, where it holds any: in the character sets that files are really written in."""

import codecs

from kmss_dpo.domain.looking import Words
from kmss_dpo.intake.message_words import clean, decode

MOST = 1_000_000
"""Characters; the rest of a longer text is left out."""
REST = "The file is long: the rest of it is not shown."
_MOST_BYTES = 4 * MOST
_BYTE_ORDERS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", codecs.BOM_UTF8: "utf-8-sig"}
_NO_ASCII = bytes(range(0x80, 0x100))


def words_in(content: bytes) -> Words | None:
    """The text of a file, as much as is shown of it; None where it holds none."""
    start = content[:_MOST_BYTES]
    charset = next((charset for mark, charset in _BYTE_ORDERS.items() if start.startswith(mark)), "")
    if b"\0" in start and not charset:
        return None
    cut = len(content) > len(start)
    if cut and not charset:
        start = start.rstrip(_NO_ASCII)  # half a character at the end would make the whole look like no UTF-8
    text = clean(start.decode(charset, "replace") if charset else decode(start, "")[0])
    return Words(text[:MOST], REST if cut or len(text) > MOST else "")
