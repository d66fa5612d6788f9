from datetime import date

import pytest

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.keys import Rehearsal, SlotKind, WayIn, Ways, check_name

DAY = date(2026, 11, 22)
OWN = WayIn("a", SlotKind.PASSPHRASE, "Robin Hale", DAY)
KIT = WayIn("b", SlotKind.RECOVERY, "Robin Hale", DAY)
COMPUTER = WayIn("c", SlotKind.KEYCHAIN, "Robin Hale", DAY)
DEPUTY = WayIn("d", SlotKind.PASSPHRASE, "Sam Okafor", DAY)


def test_what_can_be_taken_away_is_what_leaves_a_passphrase_and_is_not_in_use() -> None:
    one = Ways((OWN, KIT, COMPUTER), "b")
    assert [one.removable(way) for way in one.every] == [False, False, True]
    two = Ways((OWN, KIT, COMPUTER, DEPUTY), "a")
    assert [two.removable(way) for way in two.every] == [False, False, True, True]
    assert (two.opener(), Ways((KIT,), "gone").opener()) == (OWN, None)


@pytest.mark.parametrize(
    ("today", "rehearsal", "due"),
    [
        (date(2027, 11, 21), None, False),
        (date(2027, 11, 22), None, True),
        (date(2027, 11, 22), Rehearsal(date(2027, 1, 31), held=True, slot_id="b"), False),
        (date(2028, 1, 31), Rehearsal(date(2027, 1, 31), held=True, slot_id="b"), True),
        (DAY, Rehearsal(DAY, held=False, slot_id="b"), True),
        (DAY, Rehearsal(DAY, held=False, slot_id="an earlier kit"), False),
    ],
)
def test_a_kit_is_tried_again_after_a_year_or_when_it_did_not_open(
    today: date, rehearsal: Rehearsal | None, due: bool
) -> None:
    assert Ways((OWN, KIT), "a", rehearsal).should_rehearse(today) is due


def test_a_register_without_a_kit_has_none_to_try() -> None:
    ways = Ways((OWN,), "a", Rehearsal(DAY, held=True, slot_id="b"))
    assert (ways.kit(), ways.proved(), ways.should_rehearse(date(2030, 1, 1))) == (None, None, False)


def test_a_name_is_kept_without_needless_spaces_and_only_once() -> None:
    assert check_name("  Sam   Okafor ", [OWN, COMPUTER]) == "Sam Okafor"
    for name in ("", " ", "ROBIN hale"):
        with pytest.raises(Mistake):
            check_name(name, [OWN])
