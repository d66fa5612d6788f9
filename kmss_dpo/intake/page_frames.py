"""What the child process that draws pages is asked and what it answers, as bytes.

A document is handed over in parts, then opened, then drawn page by page.
"""

import json
import struct
from collections.abc import Sequence

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.looking import Drawn, Pages

BEGIN, PART, OPEN, DRAW = b"0", b"+", b"=", b"?"
NONSENSE = (ValueError, LookupError, TypeError, AttributeError, struct.error)
_DRAW = struct.Struct(">III")
_DRAWN = struct.Struct(">II")


def pack_draw(page: int, width: int, height: int) -> bytes:
    """The wish for one page, counted from 0, in at most so many pixels."""
    return DRAW + _DRAW.pack(page, width, height)


def unpack_draw(wish: bytes | bytearray) -> tuple[int, int, int]:
    """What `pack_draw` put together: page, width, height."""
    page, width, height = _DRAW.unpack(wish[1:])
    return page, width, height


def pack_sizes(sizes: Sequence[tuple[float, float]]) -> bytes:
    """An opened document as its page sizes in points."""
    return json.dumps({"sizes": list(sizes)}).encode("ascii")


def pack_mistake(sentence: str) -> bytes:
    """A refusal to open."""
    return json.dumps({"mistake": sentence}).encode("ascii")


def unpack_pages(answer: bytes) -> Pages:
    """The pages in an answer; raises the `Mistake` it holds, or any of `NONSENSE`."""
    described = json.loads(answer)
    if "mistake" in described:
        raise Mistake(str(described["mistake"]))
    return Pages(tuple((float(width), float(height)) for width, height in described["sizes"]))


def pack_drawn(drawn: Drawn) -> bytes:
    """A drawn page."""
    return _DRAWN.pack(drawn.width, drawn.height) + drawn.pixels


def pack_undrawn(sentence: str) -> bytes:
    """A refusal to draw: a page of no size."""
    return _DRAWN.pack(0, 0) + sentence.encode()


def unpack_drawn(answer: bytes) -> Drawn:
    """The drawn page in an answer; raises the `Mistake` it holds, or any of `NONSENSE`."""
    width, height = _DRAWN.unpack_from(answer)
    pixels = answer[_DRAWN.size :]
    if (width, height) == (0, 0):
        raise Mistake(pixels.decode())
    if len(pixels) != width * height * 4:
        raise ValueError("pixels are missing")
    return Drawn(width, height, pixels)
