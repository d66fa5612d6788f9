"""How the officer arranged each list: order, columns, which records; never a word that was searched for."""

import json
from typing import Any

from PySide6.QtWidgets import QWidget

from kmss_dpo.support.settings import LIST_LAYOUTS, Settings


class ListLayouts:
    """By the list's name, plain values; kept on this computer when the register is locked."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._layouts: dict[str, dict[str, Any]] = _read(settings.get(LIST_LAYOUTS))

    def of(self, name: str) -> dict[str, Any]:
        """What is remembered of a list; empty at first."""
        return self._layouts.get(name, {})

    def put(self, name: str, **parts: Any) -> None:
        """Remember these parts; the others stay."""
        self._layouts[name] = {**self.of(name), **parts}

    def keep(self) -> None:
        """Write all of it down, where the disk lets it."""
        self._settings.remember(LIST_LAYOUTS, json.dumps(self._layouts, sort_keys=True))


def layouts_of(widget: QWidget) -> ListLayouts | None:
    """Those of the window that a list stands in, once it stands in one."""
    found = getattr(widget.window(), "list_layouts", None)
    return found if isinstance(found, ListLayouts) else None


def _read(written: str) -> dict[str, dict[str, Any]]:
    """What was written, as far as it has the right shape."""
    try:
        found = json.loads(written)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: layout for name, layout in found.items() if isinstance(layout, dict)}
