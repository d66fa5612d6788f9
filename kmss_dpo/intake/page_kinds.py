"""Tells PDFs and pictures from other files by what is in them: names and types are the sender's say."""

_PDF = b"%PDF-"
_JUNK_BEFORE_PDF = 1024
_PICTURES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"II*\0",
    b"MM\0*",
    b"\0\0\0\x0cjP  \r\n\x87\n",
)
_TWO_MARKS = (
    (0, b"BM", 6, b"\0\0\0\0"),
    (0, b"RIFF", 8, b"WEBP"),
    (4, b"ftyp", 8, b"avif"),
)


def is_pdf(start: bytes) -> bool:
    """Whether a file that starts like this is a PDF; some programs write a little before it."""
    return _PDF in start[:_JUNK_BEFORE_PDF]


def is_photograph_or_drawing(start: bytes) -> bool:
    """Whether it is a picture as JPEG or PNG."""
    return start.startswith(_PICTURES[:2])


def is_picture(start: bytes) -> bool:
    """Whether it is a picture of a kind that can be drawn."""
    return start.startswith(_PICTURES) or any(
        start[at : at + len(mark)] == mark and start[also : also + len(kind)] == kind
        for at, mark, also, kind in _TWO_MARKS
    )
