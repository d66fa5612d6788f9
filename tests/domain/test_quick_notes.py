"""What a quick note needs, how old it is, and how it is kept on a case."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.correspondence import Direction
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import ContactId, QuickNoteId
from kmss_dpo.domain.quick_notes import (
    NewQuickNote,
    QuickNote,
    age_words,
    check_quick_note,
    needs_decision,
)

TODAY = date(2026, 11, 22)
CALL = NewQuickNote("Ann Ash", " Wants all we hold\nand soon ", date(2026, 11, 20), reach="ann@example.org")
KEPT = QuickNote(QuickNoteId(1), datetime(2026, 11, 20, 9, tzinfo=UTC), "Robin Hale", CALL)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"who": " "}, "who"),
        ({"what": "\n"}, "what"),
        ({"on": date(2026, 11, 23)}, "on"),
        ({"on": date(1989, 1, 1)}, "on"),
    ],
)
def test_next_to_nothing_is_asked_of_a_note(change: dict[str, object], field: str) -> None:
    check_quick_note(replace(CALL, reach=""), TODAY)
    with pytest.raises(Mistake) as refused:
        check_quick_note(replace(CALL, **change), TODAY)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_note_says_how_old_it_is() -> None:
    assert [age_words(KEPT, day) for day in (date(2026, 11, 20), date(2026, 11, 21), TODAY)] == [
        "today",
        "1 day old",
        "2 days old",
    ]


def test_a_note_needs_a_decision_after_a_calendar_month() -> None:
    assert not needs_decision(KEPT, date(2026, 12, 19))
    assert needs_decision(KEPT, date(2026, 12, 20))


def test_the_words_of_a_note_are_kept_with_who_said_them() -> None:
    kept = CALL.correspondence(ContactId(7))
    assert (kept.direction, kept.channel, kept.on) == (Direction.RECEIVED, Channel.PHONE, CALL.on)
    assert (kept.subject, kept.contact) == ("Wants all we hold", 7)
    assert kept.body == "Wants all we hold\nand soon\n\nAnn Ash, ann@example.org"
    assert replace(CALL, reach=" ").correspondence().body.endswith("\n\nAnn Ash")


def test_a_long_first_line_is_shortened_at_a_word() -> None:
    assert replace(CALL, what="many words " * 20).first_line().endswith("words…")


def test_an_email_address_is_told_from_a_number() -> None:
    assert CALL.email() == "ann@example.org"
    assert replace(CALL, reach="01632 960 733").email() == ""
