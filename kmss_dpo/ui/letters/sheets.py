"""Pages of a PDF as pictures, from memory: for the screen and for a printer. Runs on any thread."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from kmss_dpo.domain.errors import Trouble

SHARPEST = 600
"""Dots for an inch beyond which letters look no sharper; a page of A4 takes 140 MB for a moment."""


@dataclass(frozen=True)
class Sheets:
    """A letter on the screen: page sizes in points, and pictures of those pages that were asked for.

    `scale` is how many device pixels of a picture make a point.
    """

    pdf: bytes = b""
    sizes: tuple[QSizeF, ...] = ()
    images: Mapping[int, QImage] = field(default_factory=dict)
    scale: float = 1.0


@contextmanager
def _opened(pdf: bytes) -> Iterator[QPdfDocument]:
    device = QBuffer()
    device.setData(QByteArray(pdf))
    device.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(device)
    try:
        if document.status() is not QPdfDocument.Status.Ready:
            raise Trouble("The pages can't be shown.", "Close the letter and open it again.")
        yield document
    finally:
        document.close()


def pictures(pdf: bytes, wanted: Iterable[int], scale: float) -> Sheets:
    """The pages with pictures of those in `wanted`; numbers beyond the last page are left out."""
    with _opened(pdf) as document:
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


def prepare(printer: QPrinter) -> None:
    """Set a printer so that the address falls where the envelope's window is: A4, true to size."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)


def print_out(pdf: bytes, printer: QPrinter) -> None:
    """Print the pages that the printer was asked for, each from the paper's corner at its true size."""
    with _opened(pdf) as document:
        first = max(printer.fromPage(), 1)
        last = min(printer.toPage() or document.pageCount(), document.pageCount())
        painter = QPainter()
        if not painter.begin(printer):
            raise Trouble("The printer refused the letter.", "Check the printer and print again.")
        try:
            for number in range(first - 1, last):
                if number >= first:
                    printer.newPage()
                _print_page(document, number, painter, printer)
        finally:
            painter.end()


def _print_page(document: QPdfDocument, number: int, painter: QPainter, printer: QPrinter) -> None:
    points = document.pagePointSize(number)
    sharp = min(printer.resolution(), SHARPEST) / 72
    paper = printer.resolution() / 72
    size = QSize(round(points.width() * sharp), round(points.height() * sharp))
    painter.drawImage(
        QRectF(0, 0, points.width() * paper, points.height() * paper), document.render(number, size)
    )
