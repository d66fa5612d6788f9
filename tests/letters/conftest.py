"""Letters to draw, and a reader that finds out what is on the pages."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.clock import Clarification, ClockFacts, Extension, ExtensionGround
from kmss_dpo.domain.letters import (
    CaseFacts,
    Draft,
    Fact,
    Particulars,
    activity_values,
    case_values,
    compose,
    contact_values,
    settings_values,
)
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.letters.look import Look, look_of
from kmss_dpo.letters.wording import activities, template

ORGANISATION = Organisation(officer_name="Branwen Ŵyn", officer_email="dpo@example.org", phone="01763 000000")
REFERENCE = "SAR-2026-0012"
SUMMARY = "Everything you hold about me since 2019."
CUSTOMER = "Cyngor Sir Enghraifft"
CLOCK = ClockFacts(
    clarifications=(Clarification(date(2026, 10, 27), date(2026, 11, 3)),),
    extension=Extension(
        date(2026, 11, 18),
        ExtensionGround.COMPLEXITY,
        "Your data lies in four systems, and much of it also concerns other people, whom we have to ask.",
    ),
)


class Paper:
    """A drawn PDF as a reader sees it; measures in mm from the top left of the page."""

    def __init__(self, pdf: bytes) -> None:
        self.document = pypdfium2.PdfDocument(pdf)
        self.pages = [self.document[number] for number in range(len(self.document))]

    def text(self, page: int) -> str:
        """The words of a page."""
        return self.pages[page].get_textpage().get_text_bounded().replace("\r\n", "\n")

    def words(self) -> list[str]:
        """The words of all pages, in order."""
        return [word for page in range(len(self.pages)) for word in self.text(page).split()]

    def places(self, text: str, page: int = 0) -> list[tuple[float, float, float, float]]:
        """Left, top, right, bottom of every place where a text stands."""
        searcher = self.pages[page].get_textpage().search(text, match_case=True)
        found = []
        height = self.pages[page].get_height()
        while at := searcher.get_next():
            for rect in range(searcher.textpage.count_rects(*at)):
                left, bottom, right, top = searcher.textpage.get_rect(rect)
                found.append(tuple(part * 25.4 / 72 for part in (left, height - top, right, height - bottom)))
        return found


@pytest.fixture
def paper() -> Callable[[bytes], Paper]:
    return Paper


@pytest.fixture
def structure(tmp_path: Path) -> Callable[[bytes], list[str]]:
    """The elements as a reader meets them, each with its words, nested ones indented."""
    if not shutil.which("pdfinfo"):
        pytest.skip("poppler-utils is not installed")

    def read(pdf: bytes) -> list[str]:
        file = tmp_path / "letter.pdf"
        file.write_bytes(pdf)
        told = subprocess.run(
            ["pdfinfo", "-struct-text", file], capture_output=True, text=True, check=True
        ).stdout
        lines: list[str] = []
        for line in told.splitlines():
            if line.lstrip().startswith('"'):
                lines[-1] += f": {line.strip()[1:-1].strip()}"
            elif line.strip() and not line.lstrip().startswith("/"):
                lines.append(re.sub(r" \((?:block|inline)\).*", "", line))
        return lines

    return read


@pytest.fixture
def look() -> Look:
    return look_of(ORGANISATION)


def compose_letter(
    code: str,
    facts: Iterable[Fact] = (),
    recipient: str = "Łucja Ŷnyr-Żądło",
    address: tuple[str, ...] = ("Flat 2", "3 Sample Street", "Exampleton", "EX1 2AB"),
    acted_for: str = "Gwen Ŷnyr",
    due_on: date = date(2026, 11, 20),
) -> Draft:
    case = CaseFacts(
        REFERENCE,
        date(2026, 10, 20),
        Channel.EMAIL,
        due_on,
        SUMMARY,
        date(2026, 12, 18),
        CUSTOMER,
        CLOCK,
    )
    values = {
        **contact_values(recipient, acted_for, "Gwen Ŷnyr"),
        **case_values(case),
        **settings_values(ORGANISATION, Regulator()),
        **activity_values(activities()[:1]),
    }
    particulars = Particulars(recipient, address, date(2026, 11, 22), REFERENCE)
    return compose(template(code), particulars, values, frozenset(facts))


@pytest.fixture
def letter() -> Callable[..., Draft]:
    return compose_letter
