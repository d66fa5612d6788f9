"""Tables that leave the register: read back as they were, and nothing in them runs in a spreadsheet."""

import csv
import io

import pytest

from kmss_dpo.support.csv_text import as_csv


def read_back(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_table_is_read_back_as_it_was() -> None:
    lines = [["Ann “Annie” Ash", 'said "no", twice', "one\nline more", "Łukasz Żółć", ""]]
    assert read_back(as_csv(("a", "b", "c", "d", "e"), lines)) == [["a", "b", "c", "d", "e"], *lines]


def test_the_file_says_that_it_is_utf_8() -> None:
    assert as_csv(("Name",), [["Siân"]]).startswith(b"\xef\xbb\xbfName\r\n")


@pytest.mark.parametrize(
    "first", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n", "  =", "\xa0@"]
)
def test_a_cell_that_a_spreadsheet_would_run_begins_with_an_apostrophe(first: str) -> None:
    cell = f'{first}HYPERLINK("//example.org","x")'
    assert read_back(as_csv(("Name", "Why"), [["Ann", cell]]))[1] == ["Ann", f"'{cell}"]


@pytest.mark.parametrize("cell", ["a=b", "1-2", "ann@example.org", "'quoted'", " plain"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert read_back(as_csv(("Name",), [[cell]]))[1] == [cell]
