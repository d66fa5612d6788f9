"""Pages of a PDF as pictures, from memory, for the screen. Runs on any thread."""

from collections.abc import Iterable

from PySide6.QtGui import QImage, QPainter

from kmss_dpo.ui.kit.desk import Sheets
from kmss_dpo.ui.kit.printing import opened_pages


def pictures(pdf: bytes, wanted: Iterable[int], scale: float) -> Sheets:
    """The pages with pictures of those in `wanted`; numbers beyond the last page are left out."""
    with opened_pages(pdf) as document:
        sizes = tuple(document.pagePointSize(number) for number in range(document.pageCount()))
        images = {
            number: _on_white(document.render(number, (sizes[number] * scale).toSize()))
            for number in wanted
            if number < len(sizes)
        }
    return Sheets(pdf, sizes, images, scale)


def _on_white(drawn: QImage) -> QImage:
    """Paper is white and hides what lies below."""
    paper = QImage(drawn.size(), QImage.Format.Format_RGB32)
    paper.fill(0xFFFFFFFF)
    painter = QPainter(paper)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return paper
