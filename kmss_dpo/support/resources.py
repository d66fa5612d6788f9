"""Where the shipped resources lie, from a checkout and from a frozen program alike."""

import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """The path of a shipped file below `resources/`."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parents[2]
    return root.joinpath("resources", *parts)
