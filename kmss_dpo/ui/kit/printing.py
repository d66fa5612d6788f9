"""Printing a PDF from memory: asks for a printer and sends the pages there, true to size."""

from collections.abc import Callable
from concurrent.futures import Executor

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from kmss_dpo.domain.errors import Trouble
from kmss_dpo.ui.kit.runner import Runner

SHARPEST = 300


def ask_and_print(
    parent: QWidget, runner: Runner, lane: Executor, name: str, fetch: Callable[[], bytes]
) -> QPrintDialog:
    """Ask for a printer, then run `fetch` and print its PDF on `lane`; `name` names the job in the spool."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(f"Print {name}")
    dialog.accepted.connect(
        lambda: runner.run(parent, lane, lambda: print_pages(fetch(), printer), lambda _done: None)
    )
    QDialog.open(dialog)
    return dialog


def print_pages(pdf: bytes, printer: QPrinter) -> None:
    """Print the pages that the printer was asked for; raises `Trouble` where it refuses them."""
    held = QBuffer()
    held.setData(QByteArray(pdf))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(held)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise Trouble("The printer refused the pages.", "Check the printer and print again.")
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or document.pageCount(), document.pageCount())
    for number in range(first - 1, last):
        if number >= first:
            printer.newPage()
        _print_page(document, number, painter, printer.resolution())
    painter.end()
    document.close()


def _print_page(document: QPdfDocument, number: int, painter: QPainter, resolution: int) -> None:
    points = document.pagePointSize(number)
    sharp, paper = min(resolution, SHARPEST) / 72, resolution / 72
    image = document.render(number, QSize(round(points.width() * sharp), round(points.height() * sharp)))
    painter.drawImage(QRectF(0, 0, points.width() * paper, points.height() * paper), image)
