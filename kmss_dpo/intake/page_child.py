"""The child process that draws pages: whatever the bytes of a document do, they do it here alone."""

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.intake import page_frames
from kmss_dpo.intake.page_drawing import Drawable, opened
from kmss_dpo.support.child import serve


class Desk:
    """Holds one document at a time."""

    def __init__(self) -> None:
        self._content = bytearray()
        self._document: Drawable | None = None

    def answer(self, wish: bytearray) -> bytes:
        """What `page_frames` writes for a wish; to ask for a page of no document ends the child."""
        match bytes(wish[:1]):
            case page_frames.BEGIN:
                self._content, self._document = bytearray(), None
                return b""
            case page_frames.PART:
                self._content += memoryview(wish)[1:]
                return b""
            case page_frames.OPEN:
                return self._open()
        return self._draw(*page_frames.unpack_draw(wish))

    def _open(self) -> bytes:
        try:
            self._document = opened(bytes(self._content))
            return page_frames.pack_sizes(self._document.sizes())
        except Mistake as refused:
            return page_frames.pack_mistake(refused.sentence)
        finally:
            self._content = bytearray()

    def _draw(self, page: int, width: int, height: int) -> bytes:
        assert self._document
        try:
            return page_frames.pack_drawn(self._document.draw(page, width, height))
        except Mistake as refused:
            return page_frames.pack_undrawn(refused.sentence)


def main() -> None:
    """Answers until the parent has seen enough."""
    serve(Desk().answer)
