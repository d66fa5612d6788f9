"""What came in is written down: one case or several at once, and whoever is new, in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from kmss_dpo.domain.arrivals import Arrival, Newcomer
from kmss_dpo.domain.case_views import CaseRow
from kmss_dpo.domain.cases import CaseDetails, CaseFilter, Status
from kmss_dpo.domain.clock import ClockFacts
from kmss_dpo.domain.contacts import check_contact
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId, ContactId
from kmss_dpo.domain.links import Relation
from kmss_dpo.services.cases import Cases
from kmss_dpo.services.links import link_in
from kmss_dpo.store import case_lists, contacts, links
from kmss_dpo.store.register import Register
from kmss_dpo.store.writing import Writing

MOST_KNOWN = 5


class Receiving:
    """Opening cases and keeping the people they name; all of it or nothing."""

    def __init__(self, register: Register, cases: Cases) -> None:
        self._register = register
        self._cases = cases

    def open(self, arrival: Arrival) -> list[CaseId]:
        """Open every case of what came in, linked; the ids in the order of their kinds."""
        with self._register.writing("cases opened together" if arrival.also else "case opened") as writing:
            return self.open_in(writing, arrival)

    def open_in(self, writing: Writing, arrival: Arrival) -> list[CaseId]:
        """The same, within a transaction that keeps more."""
        details = _with_newcomers(writing, arrival.details, arrival.newcomers)
        opened = {
            each.kind: self._cases.open_in(writing, each, ClockFacts())
            for each in replace(arrival, details=details).cases()
        }
        for one, other, relation in arrival.links():
            links.add(writing, opened[one], opened[other], relation)
        if arrival.about:
            link_in(writing, opened[details.kind], arrival.about, Relation.REGULATOR)
        return list(opened.values())

    def change(
        self,
        case: CaseId,
        version: int,
        details: CaseDetails,
        newcomers: Iterable[Newcomer] = (),
        reason: str = "",
    ) -> None:
        """Replace what was written down about a case, with whoever is new in it; `reason` as for `Cases`."""
        with self._register.writing("case changed") as writing:
            self._cases.change(case, version, _with_newcomers(writing, details, newcomers), reason)

    def known_cases(self, contact: ContactId) -> Sequence[CaseRow]:
        """The newest few cases in which somebody has a role, but for those opened in error."""
        real = frozenset({Status.OPEN, Status.CLOSED})
        wanted = CaseFilter(contact=contact, statuses=real, sort="received", descending=True)
        with self._register.reading() as connection:
            return case_lists.rows(connection, case_lists.ids(connection, wanted)[:MOST_KNOWN])

    def with_old_reference(self, typed: str, but: CaseId | None = None) -> list[str]:
        """The references of the other cases that have this reference from before the register."""
        with self._register.reading() as connection:
            found = [each for each in case_lists.with_old_reference(connection, typed.strip()) if each != but]
            return [row.reference for row in case_lists.rows(connection, found)]


def _with_newcomers(writing: Writing, details: CaseDetails, newcomers: Iterable[Newcomer]) -> CaseDetails:
    """Keep who is new, and name them in the case; a `Mistake` goes beside the field of their first role."""
    named: dict[str, Any] = {}
    for newcomer in newcomers:
        try:
            check_contact(newcomer.details)
        except Mistake as mistake:
            raise Mistake(mistake.sentence, newcomer.roles[0]) from None
        named |= dict.fromkeys(newcomer.roles, contacts.add(writing, newcomer.details))
    return replace(details, **named)
