"""The first run with its hands: the register it makes, and the kit that it prints."""

from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QPageSize
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from pytestqt.qtbot import QtBot

from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.ui.first_run.form_state import Step
from kmss_dpo.ui.first_run.run import FirstRun
from kmss_dpo.ui.hands import click
from kmss_dpo.ui.kit.runner import Runner
from tests.conftest import PASSPHRASE, Wristwatch


@pytest.fixture
def at_kit(
    qtbot: QtBot, runner: Runner, files: Executor, unlocking: Unlocking, clock: Wristwatch, tmp_path: Path
) -> Iterator[FirstRun]:
    """Where the recovery kit is offered; the register is closed afterwards."""
    made = FirstRun(unlocking, runner, files, clock)
    qtbot.addWidget(made)
    made.show()
    passphrase = bytearray(PASSPHRASE.encode())
    made.wizard.create_requested.emit(tmp_path / "new", "A register", "Robin Hale", passphrase)
    qtbot.waitUntil(lambda: made.wizard.step is Step.RECOVERY)
    yield made
    assert made._opened is not None
    made._opened.close()


def test_the_kit_is_printed_as_every_page_is_and_where_one_went_is_written_down_nowhere(
    qtbot: QtBot, at_kit: FirstRun, tmp_path: Path
) -> None:
    here = str(tmp_path / "written")
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, here)
    click("Print…", at_kit)
    assert not QSettings("someone", "something").fileName().startswith(here)
    dialog = at_kit.findChild(QPrintDialog)
    printer = dialog.printer()
    assert (printer.docName(), dialog.windowTitle()) == ("recovery kit", "Print recovery kit")
    assert printer.fullPage()
    assert printer.pageLayout().pageSize().id() is QPageSize.PageSizeId.A4
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "sheets.pdf"))
    dialog.accepted.emit(dialog.printer())
    dialog.close()
    qtbot.waitUntil(lambda: at_kit.wizard.state.kit_kept)
    printed = QPdfDocument()
    printed.load(str(tmp_path / "sheets.pdf"))
    assert printed.pageCount() == 1
    printed.close()


def test_a_kit_that_the_printer_refuses_does_not_count_as_kept(
    qtbot: QtBot, at_kit: FirstRun, tmp_path: Path
) -> None:
    click("Print…", at_kit)
    dialog = at_kit.findChild(QPrintDialog)
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(tmp_path / "nowhere" / "sheets.pdf"))
    dialog.accepted.emit(dialog.printer())
    dialog.close()
    qtbot.waitUntil(lambda: "printer refused" in at_kit.wizard._notice.sentence())
    assert not at_kit.wizard.state.kit_kept
