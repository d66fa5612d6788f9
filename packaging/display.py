"""Whether windows can be shown where the program is started."""

import os
import sys

_NOWHERE = {"", "offscreen", "minimal"}


def is_there() -> bool:
    """Windows and macOS always have a display; elsewhere the session or the officer's Qt setting says so."""
    if not sys.platform.startswith("linux"):
        return True
    chosen = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    return chosen not in _NOWHERE or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
