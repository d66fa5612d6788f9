"""Which clock a case has. A what-if is the same question with other facts: nothing here is remembered."""

from collections.abc import Callable
from datetime import date

from kmss_dpo.domain.cases import AT_ONCE, ENQUIRIES, CaseKind
from kmss_dpo.domain.clock.at_once import at_once_deadline
from kmss_dpo.domain.clock.complaints import complaint_deadline
from kmss_dpo.domain.clock.deadline import Deadline
from kmss_dpo.domain.clock.ended import voided_deadline
from kmss_dpo.domain.clock.enquiries import enquiry_deadline
from kmss_dpo.domain.clock.facts import ClockFacts
from kmss_dpo.domain.clock.for_customers import passed_on_deadline
from kmss_dpo.domain.clock.regulators import regulator_deadline
from kmss_dpo.domain.clock.requests import request_deadline
from kmss_dpo.domain.holidays import ClosedDays

_OWN_CLOCK: dict[CaseKind, Callable[[date, ClockFacts, ClosedDays], Deadline]] = {
    CaseKind.COMPLAINT: complaint_deadline,
    CaseKind.REGULATOR: regulator_deadline,
    **dict.fromkeys(ENQUIRIES, enquiry_deadline),
}


def work_out(  # noqa: PLR0913 each of these can move a date
    kind: CaseKind,
    received_on: date,
    facts: ClockFacts,
    closed: ClosedDays,
    *,
    today: date = date.min,
    for_customer: bool = False,
    voided: bool = False,
) -> Deadline:
    """The clock of a case, with its derivation; facts that the kind has no use for move nothing.

    `today` matters only while the notice of an extension has still to leave: it counts as long as it can.
    `for_customer` says that another company is the controller, so that the case has no clock here;
    `voided` that the case was opened in error.
    Raises `Mistake` only where a date would lie past the year 9999; `check_facts` refuses illegal facts.
    """
    if voided:
        return voided_deadline(received_on)
    if for_customer:
        return passed_on_deadline(received_on, facts, closed)
    if kind in _OWN_CLOCK:
        return _OWN_CLOCK[kind](received_on, facts, closed)
    if kind in AT_ONCE:
        return at_once_deadline(kind, received_on, facts, closed)
    return request_deadline(kind, received_on, facts, closed, today)
