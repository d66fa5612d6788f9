"""The letters that the steps of a case begin with."""

import pytest

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.ways import FOR_A_CUSTOMER, WAYS, Doing, Stage
from kmss_dpo.letters.wording import template

WRITTEN = [
    (kind, each, for_customer)
    for kind, own in WAYS.items()
    for way, for_customer in ((own, False), (FOR_A_CUSTOMER, kind is not CaseKind.REGULATOR))
    for each in way
    if each.letter and (for_customer or way is own)
]


@pytest.mark.parametrize(
    ("kind", "each", "for_customer"), WRITTEN, ids=lambda given: getattr(given, "code", str(given))
)
def test_the_letter_that_a_step_begins_with_is_one_for_that_kind_of_case(
    kind: CaseKind, each: Stage, for_customer: bool
) -> None:
    assert each.doing in {Doing.WRITE_LETTER, Doing.ACKNOWLEDGE, Doing.HAND_ON}
    assert template(each.letter).fits(kind, for_customer=for_customer)


def test_whoever_complained_is_written_to_between_the_steps_too() -> None:
    assert template("complaint_progress").fits(CaseKind.COMPLAINT)
