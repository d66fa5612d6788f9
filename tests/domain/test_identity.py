"""Who is asking: what was seen, how and by whom, and what may be asked for in proportion."""

from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.identity import IdentityCheck, proportionate

RECEIVED, TODAY = date(2026, 11, 2), date(2026, 11, 22)
SEEN = IdentityCheck("A bill", "A bill", "On a call", "Robin Hale", date(2026, 11, 10))


@pytest.mark.parametrize(
    ("check", "is_open"),
    [
        (IdentityCheck("A bill"), True),
        (IdentityCheck("A bill", checked_by="Robin Hale"), True),
        (SEEN, False),
        (replace(SEEN, asked=""), False),
        (replace(SEEN, copy_deleted_on=date(2026, 11, 10)), False),
        (replace(SEEN, checked_on=RECEIVED, copy_deleted_on=TODAY), False),
    ],
)
def test_a_check_is_open_until_something_was_seen(check: IdentityCheck, is_open: bool) -> None:
    check.check(RECEIVED, TODAY)
    assert check.is_open() is is_open


@pytest.mark.parametrize(
    ("check", "field", "words"),
    [
        (IdentityCheck(), "asked", "what is asked for, or what was seen"),
        (IdentityCheck(checked_by="Robin Hale"), "asked", "what is asked for, or what was seen"),
        (IdentityCheck("A bill", "A bill"), "checked_on", "the day it was seen"),
        (replace(SEEN, seen=" "), "seen", "not its numbers"),
        (replace(SEEN, how=" "), "how", "how it was seen"),
        (replace(SEEN, checked_by=" "), "checked_by", "Name who saw it"),
        (replace(SEEN, checked_on=date(2026, 11, 1)), "checked_on", "before the one it follows"),
        (replace(SEEN, checked_on=date(2026, 11, 23)), "checked_on", "in the future"),
        (replace(SEEN, copy_deleted_on=date(2026, 11, 9)), "copy_deleted_on", "before the one it follows"),
        (replace(SEEN, copy_deleted_on=date(2026, 11, 23)), "copy_deleted_on", "in the future"),
        (IdentityCheck("A bill", copy_deleted_on=date(2026, 11, 1)), "copy_deleted_on", "before the one"),
    ],
)
def test_what_is_missing_or_contradicts_itself_is_told_beside_its_field(
    check: IdentityCheck, field: str, words: str
) -> None:
    with pytest.raises(Mistake, match=words) as told:
        check.check(RECEIVED, TODAY)
    assert told.value.field == field


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("sensitive", [False, True])
def test_the_least_comes_first_and_copies_and_social_media_are_warned_of(
    channel: Channel, sensitive: bool
) -> None:
    advice = proportionate(CaseDetails(CaseKind.ACCESS, RECEIVED, channel, special_category=sensitive))
    assert len(advice) == 4
    assert advice[0].startswith("Nothing, ")
    assert "never over social media" in advice[-1]
    assert ("the data asked for is sensitive" in advice[2]) is sensitive
    assert ("only where nothing else removes the doubt" in advice[2]) is not sensitive


@pytest.mark.parametrize(
    ("channel", "words"),
    [
        (Channel.EMAIL, "the address is the one already known"),
        (Channel.PHONE, "after calling back the number already known"),
        (Channel.IN_PERSON, "somebody who knows the person saw them"),
        (Channel.POST, "what they wrote can only come from the person"),
        (Channel.WEB_FORM, "what they wrote can only come from the person"),
        (Channel.SOCIAL_MEDIA, "what they wrote can only come from the person"),
    ],
)
def test_what_makes_the_least_enough_depends_on_how_they_wrote(channel: Channel, words: str) -> None:
    assert words in proportionate(CaseDetails(CaseKind.ACCESS, RECEIVED, channel))[0]
