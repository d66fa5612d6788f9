"""What the officer does next."""

import pytest

from kmss_dpo.domain.cases import CaseKind, Status
from kmss_dpo.domain.next_steps import Doing, next_step


@pytest.mark.parametrize("kind", [CaseKind.ERASURE, CaseKind.ACCESS, CaseKind.COMPLAINT])
def test_what_is_meant_for_a_customer_is_passed_on_and_never_carried_out_here(kind: CaseKind) -> None:
    step = next_step(kind, Status.OPEN, None, acknowledged=False, answered=False, for_customer=True)
    assert step.text == "Pass it on to the customer and tell the person"
    assert step.doing is Doing.WRITE_LETTER
    done = next_step(kind, Status.OPEN, None, acknowledged=False, answered=True, for_customer=True)
    assert done.doing is Doing.CLOSE
