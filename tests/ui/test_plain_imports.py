"""Loading a module does not make PySide6 read its source and keep it."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "first",
    ["import kmss_dpo.ui, PySide6.QtCore", "import PySide6.QtCore, kmss_dpo.ui", "import kmss_dpo.app"],
)
def test_the_source_of_what_is_loaded_later_is_not_read(first: str) -> None:
    source = f"""
{first}
import linecache
import colorsys
from PySide6.QtWidgets import QLabel
print(colorsys.__file__ in linecache.cache, QLabel.__name__)
"""
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False)
    assert done.stdout == "False QLabel\n"
