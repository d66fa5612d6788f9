"""What is noted on a complaint: issues, who was asked, actions, lessons and reviews."""

from datetime import date

import pytest

from kmss_dpo.domain.complaints import Action, Finding, Inquiry, Issue, Lesson, Review
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.items import Item

RECEIVED, TODAY = date(2026, 11, 2), date(2026, 11, 22)
BEFORE, BETWEEN, LATER = date(2026, 11, 1), date(2026, 11, 10), date(2026, 12, 10)


@pytest.mark.parametrize(
    ("item", "is_open"),
    [
        (Issue("A letter went to a stranger"), True),
        (Issue("A letter went to a stranger", reasons="It was put in the wrong envelope"), True),
        (Issue("A letter went to a stranger", Finding.UPHELD, "It did", "It was fetched back"), False),
        (Issue("A letter went to a stranger", Finding.NOT_UPHELD, "It did not"), False),
        (Inquiry("Post room", "Who enclosed it?", RECEIVED), True),
        (Inquiry("Post room", "Who enclosed it?", RECEIVED, BETWEEN), True),
        (Inquiry("Post room", "Who enclosed it?", RECEIVED, BETWEEN, TODAY, "An agency worker"), False),
        (Action("Check envelopes twice", "Post room", RECEIVED), True),
        (Action("Check envelopes twice", "Post room", LATER), True),
        (Action("Check envelopes twice", "Post room", LATER, BETWEEN), False),
        (Action("Check envelopes twice", "Post room", BETWEEN, TODAY), False),
        (Lesson("Window envelopes only", LATER), True),
        (Lesson("Window envelopes only", LATER, TODAY, "It worked"), False),
        (Review(RECEIVED, "A director"), True),
        (Review(RECEIVED, "A director", TODAY, "The finding stands", "Nothing new"), False),
    ],
)
def test_it_is_kept_and_open_until_it_came_to_its_end(item: Item, is_open: bool) -> None:
    item.check(RECEIVED, TODAY)
    assert getattr(item, "is_open")() is is_open  # noqa: B009 each sort has it, the protocol needs it not


@pytest.mark.parametrize(
    ("item", "field", "words"),
    [
        (Issue(" "), "complaint", "what is complained about"),
        (Issue("A letter", Finding.PARTLY, " "), "reasons", "the reasons of the finding"),
        (Inquiry(" ", "Who?", BETWEEN), "asked_whom", "Name who was asked"),
        (Inquiry("Post room", " ", BETWEEN), "question", "what was asked"),
        (Inquiry("Post room", "Who?"), "asked_on", "the day it was asked"),
        (Inquiry("Post room", "Who?", BEFORE), "asked_on", "before the one it follows"),
        (Inquiry("Post room", "Who?", LATER), "asked_on", "in the future"),
        (Inquiry("Post room", "Who?", BETWEEN, RECEIVED), "chased_on", "before the one it follows"),
        (Inquiry("Post room", "Who?", BETWEEN, None, RECEIVED, "Me"), "answered_on", "before the one"),
        (Inquiry("Post room", "Who?", BETWEEN, None, TODAY, " "), "answer", "Write down the answer"),
        (Action(" ", "Post room", LATER), "action", "what is to be done"),
        (Action("Check", " ", LATER), "owner", "Name who does it"),
        (Action("Check", "Post room"), "due_on", "the day by which it is done"),
        (Action("Check", "Post room", BEFORE), "due_on", "before the one it follows"),
        (Action("Check", "Post room", LATER, BEFORE), "done_on", "before the one it follows"),
        (Action("Check", "Post room", LATER, LATER), "done_on", "in the future"),
        (Lesson(" ", LATER), "lesson", "what is learned"),
        (Lesson("Windows"), "check_on", "the day on which to look"),
        (Lesson("Windows", BEFORE), "check_on", "before the one it follows"),
        (Lesson("Windows", LATER, BEFORE, "Yes"), "checked_on", "before the one it follows"),
        (Lesson("Windows", LATER, LATER, "Yes"), "checked_on", "in the future"),
        (Lesson("Windows", LATER, TODAY, " "), "result", "whether it worked"),
        (Review(None, "A director"), "asked_on", "the day the review was asked for"),
        (Review(BETWEEN, " "), "reviewer", "Name who reviews it"),
        (Review(BEFORE, "A director"), "asked_on", "before the one it follows"),
        (Review(LATER, "A director"), "asked_on", "in the future"),
        (Review(BETWEEN, "A director", RECEIVED, "It stands"), "reviewed_on", "before the one it follows"),
        (Review(BETWEEN, "A director", TODAY, " "), "outcome", "what the review came to"),
    ],
)
def test_what_is_missing_or_contradicts_itself_is_told_beside_its_field(
    item: Item, field: str, words: str
) -> None:
    with pytest.raises(Mistake, match=words) as told:
        item.check(RECEIVED, TODAY)
    assert told.value.field == field
