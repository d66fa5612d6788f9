"""Whoever got the data is told, or it is noted why not."""

from datetime import date

import pytest

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.recipients import NOTIFIED, Recipient
from kmss_dpo.letters.wording import template

RECEIVED, TODAY = date(2026, 11, 2), date(2026, 11, 22)


@pytest.mark.parametrize(
    ("recipient", "is_open"),
    [
        (Recipient("Exampleton Mailing Ltd", "Erase the address"), True),
        (Recipient("Exampleton Mailing Ltd", why_not=" "), True),
        (Recipient("Exampleton Mailing Ltd", told_on=RECEIVED), False),
        (Recipient("Exampleton Mailing Ltd", told_on=TODAY, why_not="\n"), False),
        (Recipient("Exampleton Mailing Ltd", why_not="It was dissolved in 2024"), False),
    ],
)
def test_a_recipient_is_open_until_told_or_noted_why_not(recipient: Recipient, is_open: bool) -> None:
    recipient.check(RECEIVED, TODAY)
    assert recipient.is_open() is is_open


@pytest.mark.parametrize(
    ("recipient", "field", "words"),
    [
        (Recipient(" "), "name", "Name the recipient"),
        (Recipient("A", told_on=date(2026, 11, 1)), "told_on", "before the one it follows"),
        (Recipient("A", told_on=date(2026, 11, 23)), "told_on", "in the future"),
        (Recipient("A", told_on=TODAY, why_not="Impossible"), "why_not", "either told or not"),
    ],
)
def test_what_contradicts_itself_is_told_beside_its_field(
    recipient: Recipient, field: str, words: str
) -> None:
    with pytest.raises(Mistake, match=words) as told:
        recipient.check(RECEIVED, TODAY)
    assert told.value.field == field


def test_recipients_are_told_of_what_a_notice_can_be_written_on() -> None:
    assert template("recipient_notice").case_kinds == NOTIFIED
