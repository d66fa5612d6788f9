"""Links between cases, made and taken away by hand."""

from collections.abc import Sequence
from dataclasses import replace

from kmss_dpo.domain.case_views import CaseRow
from kmss_dpo.domain.cases import CaseDetails, CaseFilter, Status, check_goes_on
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId, ContactId
from kmss_dpo.domain.links import Relation, check_link
from kmss_dpo.store import case_lists, cases, links
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.register import Register
from kmss_dpo.store.writing import Writing

_NEWEST = CaseFilter(statuses=frozenset({Status.OPEN, Status.CLOSED}), sort="received", descending=True)
MOST_SUGGESTED = 12


class Links:
    """What the officer can do with them."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def link(self, case: CaseId, other: CaseId, relation: Relation) -> None:
        """Link a case to another; two cases have one link at most."""
        if case == other:
            raise Mistake("A case is not linked to itself. Choose another.", "case")
        with self._register.writing("cases linked") as writing:
            link_in(writing, case, other, relation)

    def unlink(self, case: CaseId, other: CaseId) -> None:
        """Take the link between two cases away, from either side."""
        with self._register.writing("link taken away") as writing:
            if not links.remove(writing, case, other):
                raise Mistake("These two cases are no longer linked.")

    def suggest(self, case: CaseId, typed: str) -> Sequence[CaseRow]:
        """Cases that may be linked to one: those found by what is typed, or else those of the same people."""
        with self._register.reading() as connection:
            found = _typed(connection, typed) if typed.strip() else _same_people(connection, case)
            apart = {case, *(link.case for link in links.of_case(connection, case))}
            return case_lists.rows(connection, [each for each in found if each not in apart][:MOST_SUGGESTED])


def link_in(writing: Writing, case: CaseId, other: CaseId, relation: Relation) -> None:
    """The same, within a transaction that keeps more than the link."""
    one, two = cases.case(writing.connection, case), cases.case(writing.connection, other)
    for each in (one, two):
        check_goes_on(each.ending.status)
    check_link(relation, one.details.kind, two.details.kind)
    if any(link.case == other for link in links.of_case(writing.connection, case)):
        raise Mistake(f"These two are linked already: {one.reference} and {two.reference}.", "case")
    links.add(writing, case, other, relation)


def _typed(connection: Reading, typed: str) -> Sequence[int]:
    return case_lists.ids(connection, replace(_NEWEST, text=typed))


def _same_people(connection: Reading, case: CaseId) -> Sequence[int]:
    found: dict[int, None] = {}
    for person in _people(cases.case(connection, case).details):
        found |= dict.fromkeys(case_lists.ids(connection, replace(_NEWEST, contact=person)))
    return list(found)


def _people(details: CaseDetails) -> list[ContactId]:
    named = (details.subject, details.requester, details.recipient)
    return list(dict.fromkeys(person for person in named if person is not None))
