"""Files are asked for without a trace."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from kmss_dpo.ui.kit.files import choose_files

app = QApplication([])
window = QWidget()
if sys.argv[2] == "ours":
    dialog = choose_files(window, "Open", "All (*)", print)
else:
    dialog = QFileDialog(window, "Open")
    dialog.open()
dialog.setDirectory(sys.argv[1])
QTimer.singleShot(0, dialog.reject)
dialog.finished.connect(lambda: QTimer.singleShot(0, app.quit))
sys.exit(app.exec())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the other systems have dialogs of their own")
@pytest.mark.parametrize(("whose", "traced"), [("ours", False), ("Qt's", True)])
def test_a_visited_folder_is_written_down_nowhere(tmp_path: Path, whose: str, traced: bool) -> None:
    visited = tmp_path / "SECRETFOLDER"
    home = tmp_path / "home"
    visited.mkdir()
    home.mkdir()
    surroundings = {**os.environ, "HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    surroundings.pop("XDG_CONFIG_HOME", None)
    subprocess.run([sys.executable, "-c", SOURCE, str(visited), whose], env=surroundings, check=True)
    written = [file for file in home.rglob("*") if file.is_file()]
    assert any(b"SECRETFOLDER" in file.read_bytes() for file in written) is traced
