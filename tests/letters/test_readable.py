"""Every document the program prints can be read by everybody and lasts: PDF/UA-1 and PDF/A-2a.

Found out by others than who made it: a validator, qpdf, and poppler for the structure as it is read out.
"""

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kmss_dpo.domain.letters import Draft, Fact, Language
from kmss_dpo.letters.certificate import Certificate, Entry, draw_certificate
from kmss_dpo.letters.derivation import Derivation, draw_derivation
from kmss_dpo.letters.faces import unprintable
from kmss_dpo.letters.letter import draw
from kmss_dpo.letters.look import Look
from kmss_dpo.letters.recovery_kit import RecoveryKit, draw_recovery_kit
from kmss_dpo.letters.schedule import draw_schedule
from kmss_dpo.letters.wording import templates

from .test_letter import ACKNOWLEDGEMENT, with_body
from .test_schedule import SCHEDULE

Compose = Callable[..., Draft]
DAY = date(2026, 11, 22)
CODES = [each.code for each in templates()]
EVERYTHING = frozenset(Fact) - {Fact.REASONS_WITHHELD}


def findings(pdf: bytes) -> list[str]:
    """What two profiles find wrong."""
    return [
        str(report)
        for report in (page.validate_pdf_bytes(pdf, profile=each) for each in ("ua1", "2a"))
        if "Checks: 0 failed" not in str(report)
    ]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("facts", [frozenset(), EVERYTHING], ids=["plain", "with all its parts"])
def test_every_letter_is_valid(letter: Compose, look: Look, code: str, facts: frozenset[Fact]) -> None:
    assert findings(draw(letter(code, facts), look)) == []


@pytest.mark.parametrize("code", CODES)
def test_no_letter_has_a_damaged_file(letter: Compose, look: Look, tmp_path: Path, code: str) -> None:
    if not shutil.which("qpdf"):
        pytest.skip("qpdf is not installed")
    file = tmp_path / "letter.pdf"
    file.write_bytes(draw(letter(code), look))
    checked = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_a_welsh_letter_is_welsh_to_a_reader_and_on_its_pages(letter: Compose, look: Look) -> None:
    draft = replace(letter(ACKNOWLEDGEMENT), language=Language.WELSH)
    pdf = draw(draft, look)
    assert findings(pdf) == []
    with pikepdf.open(BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "cy-GB"
        assert b"<rdf:li>cy-GB</rdf:li>" in document.Root.Metadata.read_bytes()
    with pypdfium2.PdfDocument(pdf) as document:
        said = document[0].get_textpage().get_text_range()
    assert "22 Tachwedd 2026" in said
    assert f"Ein cyfeirnod: {draft.particulars.reference}" in said
    assert "Tudalen 1 o 1" in said
    assert not re.search(r"\b(?:Page|Our reference|November)\b", said.partition(draft.subject)[0])


def test_the_other_printed_pages_are_valid() -> None:
    kit = RecoveryKit("Register", "3f9a77c2", "Branwen Ŵyn", DAY, "-".join(["K3M7QX"] * 9))
    steps = (("Received on 3 September 2026.", "UK GDPR Art 12A"), ("One month later.", ""))
    derivation = Derivation("KMSS", "Due on 5 October 2026", "SAR-2026-0012", DAY, steps * 40)
    entry = Entry("Entry 12: 3 access", [("Rule", "Rights requests"), ("Hold check", "None on hold. " * 9)])
    told = ("It names nobody.",)
    certificate = Certificate("KMSS", "Certificate of disposal", told, DAY, [entry] * 30)
    assert findings(draw_certificate(certificate)) == []
    assert draw_certificate(certificate) == draw_certificate(certificate)
    assert findings(draw_recovery_kit(kit)) == []
    assert findings(draw_derivation(derivation)) == []


def test_the_retention_schedule_is_valid() -> None:
    assert findings(draw_schedule(SCHEDULE)) == []


def test_a_letter_is_read_out_in_its_order_with_headings_and_lists(
    letter: Compose, look: Look, structure: Callable[[bytes], list[str]]
) -> None:
    draft = letter(ACKNOWLEDGEMENT)
    text = "You ask for:\n- the one\n- the other, which takes so many words that it runs over the end of "
    text += "the line and on to the next\nNothing else."
    read = structure(draw(with_body(draft, text), look))
    assert read[0] == "Document"
    said = [line.strip() for line in read[1:]]
    assert said[0] == "P: KMSS"
    assert said[2] == "P: Łucja Ŷnyr-Żądło Flat 2 3 Sample Street Exampleton EX1 2AB"
    assert said[5:7] == [f"H1: {draft.subject}", f"P: {draft.salutation}"]
    at = said.index("P: You ask for:")
    longer = text.split("- ")[2].partition("\n")[0]
    items = ["LI", "Lbl: •", "LBody: the one", "LI", "Lbl: •", f"LBody: {longer}"]
    assert said[at + 1 : at + 9] == ["L", *items, "P: Nothing else."]
    heading = next(block.wording.heading for block in draft.blocks if block.key == "understood")
    assert said[at - 1] == f"H2: {heading}"
    assert not any("Page 1" in line for line in said), "the foot of the page is not read out"


def test_a_list_over_two_pages_is_one_list(
    letter: Compose, look: Look, structure: Callable[[bytes], list[str]]
) -> None:
    items = "\n".join(f"- item {number}" for number in range(100))
    read = [line.strip() for line in structure(draw(with_body(letter(ACKNOWLEDGEMENT), items), look))]
    assert read.count("LI") == 100
    assert read.count("L") == 1


def test_the_key_of_a_recovery_kit_is_read_out_and_its_square_code_named(
    structure: Callable[[bytes], list[str]],
) -> None:
    key = "-".join(f"K3M7Q{number}" for number in range(9))
    read = structure(draw_recovery_kit(RecoveryKit("Register", "3f9a77c2", "Branwen Ŵyn", DAY, key)))
    said = [line.strip() for line in read]
    assert "H1: Recovery kit" in said
    spoken = next(line for line in said if line.startswith("P: K3M7Q0")).removeprefix("P: ")
    assert spoken.replace(" ", "-").replace("--", "-") == key
    assert any(line.startswith("Figure") for line in said)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(text=st.text(max_size=300).filter(lambda text: not unprintable(text)))
def test_whatever_is_typed_the_letter_is_valid(letter: Compose, look: Look, text: str) -> None:
    assert findings(draw(with_body(letter(ACKNOWLEDGEMENT), text), look)) == []


@pytest.mark.parametrize(
    "look_of", [lambda look: replace(look, text_size=18), lambda look: replace(look, window_outline=True)]
)
def test_large_print_and_the_shown_window_are_valid(
    letter: Compose, look: Look, look_of: Callable[[Look], Look]
) -> None:
    assert findings(draw(letter("access_response"), look_of(look))) == []
