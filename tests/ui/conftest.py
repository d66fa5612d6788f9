"""Windows are drawn on no screen, in a look that a test can change."""

import os
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from kmss_dpo.ui.kit.theme import Scheme, Theme

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light look with plain text, and so again afterwards."""
    made = Theme(qapp, Scheme.LIGHT)
    yield made
    made.set_scheme(Scheme.LIGHT)
    made.set_text_scale(1.0)
    made.deleteLater()
