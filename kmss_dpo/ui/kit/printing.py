"""Printing a PDF from memory: asks for a printer and sends the pages there, true to size."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from kmss_dpo.domain.errors import Trouble
from kmss_dpo.ui.kit.files import leave_no_trace
from kmss_dpo.ui.kit.runner import Runner

SHARPEST = 600
"""Dots for an inch beyond which letters look no sharper; a page of A4 takes 140 MB for a moment."""


@dataclass(frozen=True)
class Lanes:
    """Where the pages are fetched, and where they are drawn for the printer."""

    fetching: Executor
    printing: Executor


@dataclass(frozen=True)
class PrintJob:
    """What to print: `name` names it in the spool; `printed` and `refused` hear how it went."""

    name: str
    fetch: Callable[[], bytes]
    printed: Callable[[], None] = lambda: None
    refused: Callable[[Exception], None] | None = None


def ask_and_print(parent: QWidget, runner: Runner, lanes: Lanes, job: PrintJob) -> QPrintDialog:
    """Ask for a printer, then fetch a PDF and print it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(job.name)
    prepare(printer)
    leave_no_trace()
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(f"Print {job.name}")

    def print_fetched(pdf: bytes) -> None:
        runner.run(
            parent,
            lanes.printing,
            lambda: print_pages(pdf, printer),
            lambda _done: job.printed(),
            job.refused,
        )

    dialog.accepted.connect(lambda: runner.run(parent, lanes.fetching, job.fetch, print_fetched, job.refused))
    QDialog.open(dialog)
    return dialog


def prepare(printer: QPrinter) -> None:
    """Set a printer so that everything falls where it was drawn: A4, true to size."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)


@contextmanager
def opened_pages(pdf: bytes) -> Iterator[QPdfDocument]:
    """The pages of a PDF, from memory; raises `Trouble` where they cannot be read."""
    held = QBuffer()
    held.setData(QByteArray(pdf))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(held)
    try:
        if document.status() is not QPdfDocument.Status.Ready:
            raise Trouble("The pages can't be shown.", "Close them and open them again.")
        yield document
    finally:
        document.close()


def print_pages(pdf: bytes, printer: QPrinter) -> None:
    """Print the pages that the printer was asked for; raises `Trouble` where it refuses them."""
    prepare(printer)
    with opened_pages(pdf) as document:
        first = max(printer.fromPage(), 1)
        last = min(printer.toPage() or document.pageCount(), document.pageCount())
        painter = QPainter()
        if not painter.begin(printer):
            raise Trouble("The printer refused the pages.", "Check the printer and print again.")
        try:
            for number in range(first - 1, last):
                if number >= first:
                    printer.newPage()
                _print_page(document, number, painter, printer.resolution())
        finally:
            painter.end()


def _print_page(document: QPdfDocument, number: int, painter: QPainter, resolution: int) -> None:
    points = document.pagePointSize(number)
    sharp, paper = min(resolution, SHARPEST) / 72, resolution / 72
    image = document.render(number, QSize(round(points.width() * sharp), round(points.height() * sharp)))
    painter.drawImage(QRectF(0, 0, points.width() * paper, points.height() * paper), image)
