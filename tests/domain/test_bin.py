"""What is said of things that were deleted."""

from datetime import date

import pytest

from kmss_dpo.domain.bin import KIND_NAMES, Binned, Deleted, deleted_words, name_of
from kmss_dpo.domain.ids import BinnedId, Kind

DAY = date(2026, 12, 22)


def test_it_is_said_where_it_is_and_until_when() -> None:
    one, other = Deleted(BinnedId(1), DAY), Deleted(BinnedId(2), date(2026, 12, 23))
    assert deleted_words("The draft", [one]) == "The draft is in the bin until Tue 22 Dec 2026."
    assert deleted_words("2 documents", [other, one]) == "2 documents are in the bin until Tue 22 Dec 2026."


@pytest.mark.parametrize(("day", "due"), [(date(2026, 12, 21), False), (DAY, True)])
def test_something_is_due_from_its_day_on(day: date, *, due: bool) -> None:
    one = Binned(BinnedId(1), Kind.LETTER, "Answer", date(2026, 11, 22), "Robin Hale", DAY)
    assert one.is_due(day) is due


def test_each_kind_is_named_by_its_first_line() -> None:
    assert name_of(Kind.ISSUE, {"issues": [{"complaint": " First\nSecond"}]}) == "First"
    assert name_of(Kind.IDENTITY_CHECK, {"identity_checks": [{"asked": ""}]}) == ""
    assert KIND_NAMES[Kind.LETTER] == "Draft of a letter"
