"""What the register knows and a letter must agree with: what its case says, and who its people are."""

from dataclasses import replace
from datetime import date

from kmss_dpo.domain.clock import Deadline
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.letters import CaseFacts, Clash, Draft, Known, Noted, issues_as_understood
from kmss_dpo.services.case_clock import CaseClock
from kmss_dpo.services.guard import clashes_in
from kmss_dpo.services.items import noted
from kmss_dpo.services.sending import people_of
from kmss_dpo.services.settings import regulator
from kmss_dpo.store import cases
from kmss_dpo.store.cases import StoredCase
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.recognition import Recognition
from kmss_dpo.store.register import Register
from kmss_dpo.support.clock import Clock, london_day


class Knowing:
    """Asked while a letter is written, and once more in the transaction that files it."""

    def __init__(self, register: Register, dates: CaseClock, clock: Clock) -> None:
        self._register = register
        self._dates = dates
        self._recognition = Recognition(register)
        self._clock = clock

    def of(self, case: CaseId) -> Known:
        """What the case says now; what of others stands in a letter is asked by itself."""
        with self._register.reading() as connection:
            return self._of(connection, cases.case(connection, case))

    def clashes(self, case: CaseId, draft: Draft) -> tuple[Clash, ...]:
        """What of others stands in a letter, looked up in the whole register."""
        with self._register.reading() as connection:
            return self._clashes(connection, cases.case(connection, case), draft)

    def for_filing(self, connection: Reading, stored: StoredCase, draft: Draft) -> Known:
        """All of it, within a transaction that is already open."""
        return replace(self._of(connection, stored), clashes=self._clashes(connection, stored, draft))

    def read_ahead(self) -> None:
        """Read by what people are recognised, on the lane for long work: the first letter need not wait."""
        self._recognition.read_ahead()

    def deadline(self, connection: Reading, stored: StoredCase) -> Deadline:
        """What the clock of a case says."""
        return self._dates.deadline(connection, stored)

    def is_late(self, deadline: Deadline) -> bool:
        """Whether an answer is owed and its day has passed."""
        return not deadline.met and deadline.due_on is not None and deadline.due_on < self.today()

    def today(self) -> date:
        """Today in London."""
        return london_day(self._clock.now())

    def _clashes(self, connection: Reading, stored: StoredCase, draft: Draft) -> tuple[Clash, ...]:
        return clashes_in(connection, self._recognition, stored, draft)

    def _of(self, connection: Reading, stored: StoredCase) -> Known:
        deadline, work = self.deadline(connection, stored), noted(connection, stored.id)
        return Known(
            people=people_of(connection, stored),
            case=told(stored, deadline, work),
            today=self.today(),
            regulator=regulator(connection),
            overdue=deadline.due_on if self.is_late(deadline) else None,
            withheld=any(decision.withholds() for decision in work.decisions),
        )


def told(stored: StoredCase, deadline: Deadline, work: Noted) -> CaseFacts:
    """What a letter says of its case; the issues of a complaint say more than its summary.

    An extension that does not count gives nobody more time, so no letter tells of it.
    """
    details, facts = stored.details, stored.facts
    if not deadline.extended:
        facts = replace(facts, extension=None)
    return CaseFacts(
        reference=stored.reference,
        received_on=details.received_on,
        channel=details.channel,
        due_on=deadline.due_on,
        summary=issues_as_understood(work) or details.summary,
        next_update_on=facts.next_update_on,
        customer=details.for_customer,
        clock=facts,
    )
