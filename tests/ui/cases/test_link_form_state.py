"""A link as it is being chosen, without a widget."""

from dataclasses import replace

import pytest

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.links import Relation
from kmss_dpo.ui.cases.form_state.link import LinkForm, Tie, ties


@pytest.mark.parametrize(
    ("kind", "offered"),
    [
        (CaseKind.ERASURE, {Tie(Relation.AFTER)}),
        (CaseKind.ACCESS, {Tie(Relation.AFTER, forward=False)}),
        (CaseKind.OBJECTION, set()),
        (CaseKind.COMPLAINT, {Tie(Relation.COMPLAINT_ABOUT)}),
    ],
)
def test_what_a_case_can_be_to_another_hangs_on_its_kind(kind: CaseKind, offered: set[Tie]) -> None:
    found = {tie for _, tie in ties(kind)}
    bound = {Tie(Relation.AFTER), Tie(Relation.AFTER, forward=False), Tie(Relation.COMPLAINT_ABOUT)}
    assert found & bound == offered
    assert Tie(Relation.COMPLAINT_ABOUT, forward=False) in found
    assert Tie(Relation.SAME_MESSAGE) in found


def test_a_link_needs_the_other_case_and_what_it_is() -> None:
    assert set(LinkForm(tie=None).wrong()) == {"other", "relation"}
    with pytest.raises(Mistake, match="Find the case"):
        LinkForm().link(CaseId(1))


def test_a_link_begins_at_the_case_that_it_is_said_of() -> None:
    chosen = LinkForm(other=7, tie=Tie(Relation.AFTER))
    assert chosen.link(CaseId(1)) == (1, 7, Relation.AFTER)
    turned = replace(chosen, tie=Tie(Relation.AFTER, forward=False))
    assert turned.link(CaseId(1)) == (7, 1, Relation.AFTER)
