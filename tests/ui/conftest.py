"""Windows are drawn on no screen."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
