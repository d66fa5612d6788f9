"""What one case is to another, and what follows from it."""

from dataclasses import replace

import pytest

from kmss_dpo.domain.cases import CaseKind, Outcome, Status
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.links import Link, Relation, check_closing_turn, check_link, fits, link_words, waits_for

ACCESS = Link(CaseId(14), "SAR-2026-0014", CaseKind.ACCESS, Status.OPEN, Relation.AFTER)


@pytest.mark.parametrize(
    ("relation", "forward", "words"),
    [
        (Relation.AFTER, True, "waits for SAR-2026-0014"),
        (Relation.AFTER, False, "SAR-2026-0014 waits for it"),
        (Relation.SAME_MESSAGE, True, "same message as SAR-2026-0014"),
        (Relation.SAME_MESSAGE, False, "same message as SAR-2026-0014"),
        (Relation.COMPLAINT_ABOUT, True, "complaint about SAR-2026-0014"),
        (Relation.REGULATOR, False, "with the regulator in SAR-2026-0014"),
        (Relation.REVIEW_OF, False, "reviewed in SAR-2026-0014"),
    ],
)
def test_a_link_is_said_from_either_side(relation: Relation, forward: bool, words: str) -> None:
    assert link_words(replace(ACCESS, relation=relation, forward=forward)) == words


def test_only_what_is_open_is_waited_for() -> None:
    closed = replace(ACCESS, status=Status.CLOSED)
    waited_for_by = replace(ACCESS, forward=False)
    beside = replace(ACCESS, relation=Relation.SAME_MESSAGE)
    assert waits_for((ACCESS, closed, waited_for_by, beside)) == ("SAR-2026-0014",)
    assert waits_for(()) == ()


def test_only_an_erasure_waits_and_only_for_the_persons_own_data() -> None:
    waiting = [(one, other) for one in CaseKind for other in CaseKind if fits(Relation.AFTER, one, other)]
    assert waiting == [(CaseKind.ERASURE, CaseKind.ACCESS), (CaseKind.ERASURE, CaseKind.PORTABILITY)]
    check_link(Relation.AFTER, CaseKind.ERASURE, CaseKind.ACCESS)
    with pytest.raises(Mistake, match="Only an erasure waits"):
        check_link(Relation.AFTER, CaseKind.ACCESS, CaseKind.ERASURE)


def test_only_a_complaint_is_about_another_case() -> None:
    check_link(Relation.COMPLAINT_ABOUT, CaseKind.COMPLAINT, CaseKind.ACCESS)
    for kind in (CaseKind.ACCESS, CaseKind.REGULATOR):
        with pytest.raises(Mistake, match="Only a complaint"):
            check_link(Relation.COMPLAINT_ABOUT, kind, CaseKind.COMPLAINT)
    for relation in (Relation.SAME_MESSAGE, Relation.REVIEW_OF):
        check_link(relation, CaseKind.ACCESS, CaseKind.COMPLAINT)


def test_the_regulator_has_a_case_of_its_own_about_another() -> None:
    check_link(Relation.REGULATOR, CaseKind.REGULATOR, CaseKind.COMPLAINT)
    with pytest.raises(Mistake, match="Only a regulator case"):
        check_link(Relation.REGULATOR, CaseKind.COMPLAINT, CaseKind.ACCESS)


@pytest.mark.parametrize("outcome", [Outcome.ANSWERED, Outcome.PART_REFUSED])
def test_nothing_is_erased_before_the_copy_is_sent(outcome: Outcome) -> None:
    with pytest.raises(Mistake, match=r"waits for SAR-2026-0014 and POR-2026-0002.*s\.173") as refused:
        check_closing_turn(CaseKind.ERASURE, outcome, ("SAR-2026-0014", "POR-2026-0002"))
    assert refused.value.field == "outcome"
    check_closing_turn(CaseKind.ERASURE, outcome, ())
    check_closing_turn(CaseKind.OBJECTION, outcome, ("SAR-2026-0014",))


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.WITHDRAWN, Outcome.NOTHING_HELD])
def test_an_erasure_that_erases_nothing_need_not_wait(outcome: Outcome) -> None:
    check_closing_turn(CaseKind.ERASURE, outcome, ("SAR-2026-0014",))
