"""What the window knows of a page, and of an entry in the New menu."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class PageSpec:
    """A page, built on first show. Its signals `show_requested(Kind, int)` and `hold_requested` are heard.

    `group` is the heading it stands under at the left; `foot` puts it at the bottom.
    """

    name: str
    title: str
    icon: str
    build: Callable[[], QWidget]
    group: str = ""
    foot: bool = False


@dataclass(frozen=True)
class NewEntry:
    """An entry of the New menu; `name` is what `new_requested` carries. An empty title is a line."""

    name: str
    title: str = ""
    icon: str = ""
