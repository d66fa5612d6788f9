"""What the sheet that restores a backup says."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from kmss_dpo.domain.backups import Change, Place
from kmss_dpo.domain.ids import Kind
from kmss_dpo.services.restoring import Compared, Found, Outcome
from kmss_dpo.ui.restore.form_state import (
    change_words,
    day_words,
    erase_words,
    opens,
    outcome_words,
    size_words,
    taken_words,
    time_words,
    to_look_at,
)

MADE = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
FOUND = Found(Path("backup"), MADE, Place.HERE, 5_000_000)


def test_a_backup_is_told_by_day_time_and_size() -> None:
    assert (day_words(FOUND), time_words(FOUND)) == ("Sun 22 Nov 2026", "09:30")
    assert time_words(replace(FOUND, checked=False)) == "09:30, made when locking and not opened yet"
    assert [size_words(size) for size in (4096, 400_000, 5_000_000, 1_234_000_000)] == [
        "4.1 kB",
        "0.4 MB",
        "5.0 MB",
        "1,234 MB",
    ]


def test_whether_it_opens_is_unknown_until_it_was_tried() -> None:
    assert opens(FOUND, None) is None
    assert change_words(FOUND, None) == ""
    assert opens(FOUND, Compared([])) is True
    assert opens(FOUND, Compared(trouble="It does not.")) is False
    assert change_words(FOUND, Compared(trouble="It does not.")) == "It does not."
    broken = replace(FOUND, trouble="Its key file is missing or damaged.")
    assert opens(broken, None) is False
    assert change_words(broken, None) == "Its key file is missing or damaged."


def test_what_would_change_is_said_or_that_it_cannot_be_known() -> None:
    assert change_words(FOUND, Compared([Change(Kind.CASE, lost=2)])) == "Lost: 2 cases."
    assert change_words(FOUND, Compared()) == (
        "The register as it is now does not open, so it cannot be compared: what was entered after Sun 22 "
        "Nov 2026 would be missing."
    )


def test_what_a_restore_did_is_said_with_what_cannot_be_known() -> None:
    outcome = Outcome(Path("there"), MADE, 0)
    look = "Open it and look at it: the register stays as it is until you say otherwise."
    assert outcome_words(outcome) == f"The backup of Sun 22 Nov 2026 was restored into “there”. {look}"
    assert outcome_words(replace(outcome, again=3, known_until=MADE)) == (
        "The backup of Sun 22 Nov 2026 was restored into “there”. 3 records disposed of since were erased "
        f"from it again. Disposals after Sun 22 Nov 2026 could not be found. {look}"
    )
    assert outcome_words(replace(outcome, not_listed=1)) == (
        "The backup of Sun 22 Nov 2026 was restored into “there”. 1 entry of the suppression list since "
        "could not be taken over, because this list has another key. Check mailing lists against the "
        f"register before it too. {look}"
    )


def test_the_register_before_is_said_to_hold_data() -> None:
    assert "restored" in to_look_at(MADE)
    assert "“there” and still holds data" in taken_words("there")
    assert "cannot be undone" in erase_words("there")
