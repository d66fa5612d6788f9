"""What a page says to those who hear it: headings, paragraphs, lists, tables, in their order.

The roles are those of ISO 32000-1, 14.8.4, as PDF/UA-1 (ISO 14289-1) uses them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Optional

from reportlab.pdfgen.canvas import Canvas


class Role(StrEnum):
    """What an element is; the values are the names that the file knows them by."""

    HEADING = "H1"
    SUBHEADING = "H2"
    PARAGRAPH = "P"
    LIST = "L"
    ITEM = "LI"
    LABEL = "Lbl"
    BODY = "LBody"
    TABLE = "Table"
    LINE = "TR"
    COLUMN_HEAD = "TH"
    CELL = "TD"
    FIGURE = "Figure"


@dataclass(frozen=True, eq=False)
class Element:
    """One element of the structure, itself and no other; `spoken` says what a figure shows.

    Items of a list are `numbered` or have a mark in front.
    """

    role: Role
    within: Optional["Element"] = None
    spoken: str = ""
    numbered: bool = False


@dataclass(frozen=True)
class Mark:
    """A stretch of a page that belongs to an element; `page` and `number` count from 0."""

    element: Element
    page: int
    number: int


class Tagger:
    """Notes while pages are drawn what each stretch of them is."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._page = 0
        self._number = 0
        self.marks: list[Mark] = []

    def end_page(self) -> None:
        """The numbers of the next page begin anew."""
        self._page, self._number = self._page + 1, 0

    @contextmanager
    def element(self, element: Element) -> Iterator[None]:
        """What is drawn within belongs to this element."""
        self._canvas.addLiteral(f"/{element.role} <</MCID {self._number}>> BDC")
        self.marks.append(Mark(element, self._page, self._number))
        self._number += 1
        yield
        self._canvas.addLiteral("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn within is only for the eye: rules, fold marks, the foot of the page."""
        self._canvas.addLiteral("/Artifact BMC")
        yield
        self._canvas.addLiteral("EMC")
