"""What happens to the clocks of cases, recorded where it happens; the facts themselves are the case's."""

from dataclasses import replace

from kmss_dpo.domain.cases import check_is_open
from kmss_dpo.domain.clock import ClockEvent, EventEntry, after_event
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.services.cases import Cases
from kmss_dpo.store import cases
from kmss_dpo.store.register import Register


class Clocks:
    """Asking, what comes of it, extending."""

    def __init__(self, register: Register, cases: Cases) -> None:
        self._register = register
        self._cases = cases

    def record(self, case: CaseId, version: int, event: ClockEvent, entry: EventEntry) -> None:
        """Record an event on an open case; its dates are worked out anew.

        Raises `Mistake` for an event that is recorded already or that the law does not allow.
        """
        with self._register.writing("clock event recorded") as writing:
            stored = replace(cases.case(writing.connection, case), version=version)
            check_is_open(stored.ending.status)
            facts = after_event(event, stored.details.received_on, stored.facts, entry)
            self._cases.dates.check_extension(writing.connection, stored, facts)
            self._cases.keep_facts_in(writing, stored, facts)
