"""Pages from memory onto a printer."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from kmss_dpo.domain.errors import Trouble
from kmss_dpo.ui.kit.printing import print_pages


@pytest.fixture
def printer(qapp: QApplication, tmp_path: Path) -> QPrinter:
    """One that puts its sheets into a file."""
    assert qapp
    made = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "sheets.pdf"))
    made.setPageMargins(QMarginsF(20, 20, 20, 20), QPageLayout.Unit.Millimeter)
    return made


def pages(count: int) -> bytes:
    canvas = Canvas("", pagesize=A4)
    for _ in range(count):
        canvas.rect(100, 100, 200, 200, fill=1)
        canvas.showPage()
    return bytes(canvas.getpdfdata())


def test_every_page_that_was_asked_for_is_printed_on_a4_without_margins(printer: QPrinter) -> None:
    printer.setFromTo(2, 3)
    print_pages(pages(4), printer)
    printed = QPdfDocument()
    printed.load(printer.outputFileName())
    assert printed.pageCount() == 2
    assert (round(printed.pagePointSize(0).width()), round(printed.pagePointSize(0).height())) == (595, 842)
    assert printer.fullPage()
    printed.close()


def test_pages_that_cannot_be_read_are_not_printed(printer: QPrinter) -> None:
    with pytest.raises(Trouble):
        print_pages(b"%PDF-1.4 cut off", printer)
    assert not Path(printer.outputFileName()).exists()
