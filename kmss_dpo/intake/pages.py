"""Draws the pages of PDFs and pictures; the drawing itself happens in a child process with limits."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.looking import Drawn, Pages
from kmss_dpo.intake import page_frames
from kmss_dpo.intake.page_frames import NONSENSE
from kmss_dpo.support.child import Child, ChildFailed, ChildTooSlow

STOPPED = (
    "This file is damaged: the part of the program that draws it had to stop. "
    "A copy may still open in another program."
)
TOO_SLOW = (
    "This file takes far too long to draw, so it is not shown. A copy may still open in another program."
)
LONGEST_SECONDS: Final = 20.0


@dataclass(frozen=True)
class Source:
    """A document to draw: `key` tells it from others, `pieces` reads its content once more."""

    key: str
    pieces: Callable[[], Iterable[bytes]]


class PageReader:
    """Draws in one child process, which holds the document that was opened last."""

    def __init__(self, child: str = "pages", seconds: float = LONGEST_SECONDS) -> None:
        self._child = Child(child)
        self._seconds = seconds
        self._held = ""
        self._stopped = False

    def open(self, source: Source) -> Pages:
        """The pages of a document; raises `Mistake` where it can't be shown."""
        try:
            return self._open(source)
        except ChildTooSlow:
            raise Mistake(TOO_SLOW) from None
        except (ChildFailed, *NONSENSE):
            raise Mistake(STOPPED) from None

    def draw(self, source: Source, page: int, width: int, height: int) -> Drawn:
        """One page, counted from 0, in about so many pixels; raises `Mistake` where it can't be drawn."""
        wish = page_frames.pack_draw(page, width, height)
        try:
            return self._draw_again_if_it_fell(source, wish)
        except ChildTooSlow:
            self._held = ""
            raise Mistake(TOO_SLOW) from None
        except (ChildFailed, *NONSENSE):
            self._held = ""
            raise Mistake(STOPPED) from None

    def _draw_again_if_it_fell(self, source: Source, wish: bytes) -> Drawn:
        try:
            return self._draw(source, wish)
        except ChildTooSlow:
            raise
        except ChildFailed:  # perhaps over what it drew before this page
            self._held = ""
            return self._draw(source, wish)

    def _open(self, source: Source) -> Pages:
        self._held = ""
        self._ask(page_frames.BEGIN)
        for piece in source.pieces():
            self._ask(page_frames.PART + piece)
        pages = page_frames.unpack_pages(self._ask(page_frames.OPEN))
        self._held = source.key
        return pages

    def _draw(self, source: Source, wish: bytes) -> Drawn:
        if self._held != source.key:
            self._open(source)
        return page_frames.unpack_drawn(self._ask(wish))

    def _ask(self, wish: bytes) -> bytes:
        if self._stopped:
            raise ChildFailed
        return self._child.ask(wish, self._seconds)

    def stop(self) -> None:
        """Give up what is being drawn, from any thread, and draw no more."""
        self._stopped = True
        self._child.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._child.close()
