"""A real runner that had nothing to apologise for, and a pool for files."""

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor

import pytest
from PySide6.QtWidgets import QApplication

from kmss_dpo.ui.kit.runner import Runner


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[Runner]:
    assert qapp.thread().isCurrentThread()
    made = Runner()
    defects: list[Exception] = []
    made.defect.connect(defects.append)
    yield made
    assert defects == []


@pytest.fixture
def files() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as pool:
        yield pool
