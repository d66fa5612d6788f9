"""Asking for files and folders without a trace: Qt's own dialog would write down where one has been."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

_NOWHERE = "/dev/null/nowhere"


def choose_folder(parent: QWidget, title: str, then: Callable[[Path], None]) -> QFileDialog:
    """Ask for a folder; `then` is called with it, and not at all when the dialog is closed."""
    dialog = _dialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()
    return dialog


def choose_files(parent: QWidget, title: str, kinds: str, then: Callable[[list[Path]], None]) -> QFileDialog:
    """Ask for existing files; `kinds` as in “Messages (*.eml *.msg)”."""
    dialog = _dialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilter(kinds)
    dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
    dialog.open()
    return dialog


def choose_place(
    parent: QWidget, title: str, suggested: str, kinds: str, then: Callable[[Path], None]
) -> QFileDialog:
    """Ask where to save a file; `suggested` is its name, which holds no personal data."""
    dialog = _dialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(kinds)
    dialog.setDefaultSuffix(Path(suggested).suffix.lstrip("."))
    dialog.selectFile(suggested)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()
    return dialog


def leave_no_trace() -> None:
    """Before any dialog of Qt that may ask for a file: where one goes is written down nowhere."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, _NOWHERE)


def _dialog(parent: QWidget, title: str) -> QFileDialog:
    leave_no_trace()
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
