"""Search plans, decisions, recipients, issues, inquiries, actions, lessons, reviews and identity checks."""

from datetime import date
from typing import TypeVar

from kmss_dpo.domain.cases import check_goes_on, check_reason
from kmss_dpo.domain.complaints import Action, Inquiry, Issue, Lesson
from kmss_dpo.domain.correspondence import Mark
from kmss_dpo.domain.decisions import Decision, check_fits
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.items import Item, KeptItem, tidied
from kmss_dpo.domain.letters import Noted
from kmss_dpo.domain.recipients import Recipient
from kmss_dpo.domain.searches import SearchPlace, missing_places
from kmss_dpo.letters.wording import search_places
from kmss_dpo.services.erasing import remove_in
from kmss_dpo.services.reaching import erase_everywhere
from kmss_dpo.store import cases, documents, items
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.register import Register
from kmss_dpo.store.writing import Writing
from kmss_dpo.support.clock import Clock, london_day

I = TypeVar("I", bound=Item)  # noqa: E741 - one letter for a type, as everywhere


def noted(connection: Reading, case: CaseId) -> Noted:
    """What was noted on a case, for its letters; read within a transaction."""

    def of(sort: type[I]) -> tuple[I, ...]:
        return tuple(kept.item for kept in items.of_case(connection, case, sort))

    oldest_first = reversed(documents.of_case(connection, case))
    return Noted(
        places=of(SearchPlace),
        decisions=of(Decision),
        recipients=of(Recipient),
        issues=of(Issue),
        inquiries=of(Inquiry),
        actions=of(Action),
        lessons=of(Lesson),
        disclosed=tuple(each for each in oldest_first if each.mark is Mark.DISCLOSE),
    )


class Items:
    """What the officer notes on a case beside correspondence, notes and documents; not on a voided one."""

    def __init__(self, register: Register, clock: Clock) -> None:
        self._register = register
        self._clock = clock

    def add(self, case: CaseId, item: Item) -> int:
        """Keep a new item; its id."""
        with self._register.writing("item added") as writing:
            return items.add(writing, case, self._checked(writing, case, item))

    def change(self, kept: int, version: int, item: Item) -> None:
        """Replace what an item says."""
        with self._register.writing("item changed") as writing:
            before = items.one(writing.connection, type(item), kept)
            items.change(writing, kept, version, self._checked(writing, before.case, item))

    def remove(self, sort: type[Item], kept: int, version: int, reason: str) -> int:
        """Erase what was noted by mistake, in the kept backups too; how many could not be reached.

        `version` is the one that was seen. The reason is kept as a note. Runs on the lane for long work.
        """
        why = check_reason(reason, "Say why it is removed.")
        return erase_everywhere(self._register, self._remove, sort, kept, version, why)

    def of_case(self, case: CaseId, sort: type[I]) -> list[KeptItem[I]]:
        """The items of a sort on a case."""
        with self._register.reading() as connection:
            return items.of_case(connection, case, sort)

    def plan_search(self, case: CaseId) -> int:
        """Put every place that the activities name and that is missing on the search plan; how many."""
        with self._register.writing("search planned") as writing:
            check_goes_on(cases.case(writing.connection, case).ending.status)
            kept = [each.item for each in items.of_case(writing.connection, case, SearchPlace)]
            wanted = missing_places(search_places(), kept)
            for place in wanted:
                items.add(writing, case, place)
        return len(wanted)

    def _remove(self, sort: type[Item], kept: int, version: int, reason: str) -> None:
        with self._register.writing("item removed") as writing:
            entry = items.one(writing.connection, sort, kept)
            check_goes_on(cases.case(writing.connection, entry.case).ending.status)
            remove_in(writing, entry, version, reason)

    def _checked(self, writing: Writing, case: CaseId, item: I) -> I:
        """The item as it is kept; `Mistake` where it can't be."""
        stored = cases.case(writing.connection, case)
        check_goes_on(stored.ending.status)
        tidy = tidied(item)
        tidy.check(stored.details.received_on, self._today())
        if isinstance(tidy, Decision):
            check_fits(stored.details.kind, tidy)
        return tidy

    def _today(self) -> date:
        return london_day(self._clock.now())
