"""Filters of the case lists that the officer keeps by name, in the register where nobody else reads them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kmss_dpo.domain.case_filters import SavedFilter, check_filter_name, same_name
from kmss_dpo.domain.cases import Family
from kmss_dpo.domain.errors import Mistake, NotHere
from kmss_dpo.store import case_filters
from kmss_dpo.store.register import Register


class CaseFilters:
    """Keeping, renaming and deleting them."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def of(self, family: Family) -> list[SavedFilter]:
        """Those of one list, by name."""
        with self._register.reading() as connection:
            return case_filters.of_family(connection, family)

    def keep(self, family: Family, name: str, parts: Mapping[str, Any]) -> int:
        """Keep a filter in the place of the one that has this name already; its id."""
        plain = check_filter_name(name)
        with self._register.writing("filter saved") as writing:
            for each in case_filters.of_family(writing.connection, family):
                if same_name(each.name, plain):
                    case_filters.change(writing, replace(each, name=plain, parts=parts))
                    return each.id
            return case_filters.add(writing, family, plain, parts)

    def rename(self, saved: SavedFilter, name: str) -> None:
        """Give a filter another name, which no other one of its list may have."""
        plain = check_filter_name(name)
        with self._register.writing("filter renamed") as writing:
            every = case_filters.of_family(writing.connection, saved.family)
            if any(same_name(each.name, plain) and each.id != saved.id for each in every):
                raise Mistake("Another filter of this list has that name. Choose another.", "name")
            case_filters.change(writing, replace(_still_there(every, saved), name=plain))

    def delete(self, saved: SavedFilter) -> None:
        """Delete a filter; nothing of it stays, and no case changes."""
        with self._register.writing("filter deleted") as writing:
            every = case_filters.of_family(writing.connection, saved.family)
            case_filters.erase(writing, _still_there(every, saved))


def _still_there(every: Sequence[SavedFilter], saved: SavedFilter) -> SavedFilter:
    """The filter as it is now; another window may have deleted it."""
    for each in every:
        if each.id == saved.id:
            return each
    raise NotHere("This filter was deleted already.")
