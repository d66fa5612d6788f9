"""A register opened for one test, and a case in it."""

from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.services.unlocking import Opened
from kmss_dpo.session import Session
from kmss_dpo.store.register import Register


@pytest.fixture
def register(opened: Opened) -> Register:
    return opened.register


@pytest.fixture
def case(session: Session) -> CaseId:
    person = session.contacts.add(ContactDetails("Ann Example"))
    return session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 11, 20), Channel.EMAIL, person))
