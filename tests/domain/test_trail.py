"""What an entry of the audit trail changed, as the officer reads it."""

from typing import Any

import pytest

from kmss_dpo.domain.trail import Difference, TrailFilter, TrailRow, differences, field_words, value_words


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("summary", None, ""),
        ("summary", "", ""),
        ("special_category", True, "Yes"),
        ("special_category", False, "No"),
        ("due_on", "2026-12-14", "14 Dec 2026"),
        ("summary", "2026-13-14", "2026-13-14"),
        ("kind", "access", "Subject access"),
        ("kind", "person", "person"),
        ("months", 24, "24"),
        ("value", ["2026-12-14", "", "two"], "14 Dec 2026, two"),
        ("value", {"short_name": "KMSS", "logo": None}, "Short name: KMSS; Logo: "),
    ],
)
def test_a_value_is_said_in_plain_words(name: str, value: Any, words: str) -> None:
    assert value_words(name, value) == words


def test_a_field_is_called_what_the_officer_calls_it() -> None:
    assert [field_words(name) for name in ("received_on", "requester_id", "old_reference")] == [
        "Received",
        "Requester",
        "Old reference",
    ]


def test_rows_that_belong_to_a_record_are_told_apart_by_what_they_say() -> None:
    before = {
        "contacts": [{"id": 1, "name": "Ann"}],
        "reaches": [{"id": 1, "value": "a"}, {"id": 2, "value": "b"}],
    }
    after = {
        "contacts": [{"id": 1, "name": "Ann"}],
        "reaches": [{"id": 7, "value": "b"}, {"id": 8, "value": "c"}],
    }
    assert differences(before, after) == (Difference("Reaches", "Value: a", "Value: c"),)
    assert differences(after, after) == ()
    alone = {"contacts": [{"id": 1, "name": "Ann"}], "reaches": []}
    assert differences(after, alone) == (
        Difference("Reaches", "Value: b", ""),
        Difference("Reaches", "Value: c", ""),
    )
    assert differences(None, alone) == (Difference("Name", "", "Ann"),)


def test_the_order_of_the_list_narrows_nothing() -> None:
    assert not TrailFilter(oldest_first=True).narrowed()
    assert TrailFilter(action="read").narrowed()


def test_a_record_is_opened_where_there_is_a_page_for_it() -> None:
    setting = TrailRow(1, kind="setting", record=2, name="organisation")
    assert (setting.opens, setting.which) == (None, "Setting: organisation")
    assert TrailRow(1, kind="note", record=2, name="SAR-2026-0001").opens == ("note", 2)
    assert TrailRow(1, kind="note", record=2, name="").which == "Note"
