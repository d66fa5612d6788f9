"""What a contact's card says of their cases."""

from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.case_views import CaseRow
from kmss_dpo.domain.cases import CaseKind, Status
from kmss_dpo.domain.clock import ClockState
from kmss_dpo.domain.ids import CaseId, ContactId
from kmss_dpo.domain.next_steps import Doing, NextStep
from kmss_dpo.ui.contacts.words import case_words, suppress_words, suppressed_words

ANN, BO, CY = ContactId(1), ContactId(2), ContactId(3)
STEP = NextStep("Send the response letter", Doing.WRITE_LETTER)
ROW = CaseRow(
    id=CaseId(1),
    reference="SAR-2026-0001",
    kind=CaseKind.ACCESS,
    status=Status.OPEN,
    person="Ann",
    received_on=date(2026, 11, 2),
    due_on=None,
    chase_on=None,
    clock_state=ClockState.RUNNING,
    next_step=STEP,
)


@pytest.mark.parametrize(
    ("requester", "subject", "recipient", "contact", "said"),
    [
        (ANN, ANN, None, ANN, "Subject access"),
        (ANN, ANN, ANN, ANN, "Subject access"),
        (BO, ANN, None, ANN, "Through an agent · Subject access"),
        (BO, ANN, None, BO, "Agent · Subject access"),
        (None, ANN, None, ANN, "Subject access"),
        (BO, None, None, BO, "Subject access"),
        (ANN, ANN, CY, CY, "Recipient of letters · Subject access"),
        (BO, ANN, ANN, ANN, "Through an agent · Subject access"),
    ],
)
def test_each_case_says_what_part_the_contact_has_in_it(
    requester: ContactId | None,
    subject: ContactId | None,
    recipient: ContactId | None,
    contact: ContactId,
    said: str,
) -> None:
    row = replace(ROW, requester=requester, subject=subject, recipient=recipient)
    assert case_words(row, contact) == said


def test_how_many_addresses_were_suppressed_is_said() -> None:
    assert suppress_words(1).startswith("1 address of this contact")
    assert suppressed_words(2) == "2 addresses are now on the suppression list."
    assert suppressed_words(1) == "1 address is now on the suppression list."
    assert "already" in suppressed_words(0)
