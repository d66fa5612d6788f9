"""Filters of the case lists that were given a name: what a list was narrowed to, never what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kmss_dpo.domain.cases import Family
from kmss_dpo.domain.errors import Mistake

LONGEST_NAME = 60
"""Letters: a name that fits a line of a menu."""


@dataclass(frozen=True)
class SavedFilter:
    """`parts` are plain codes as they were saved: one that no longer exists can still be told."""

    id: int
    family: Family
    name: str
    parts: Mapping[str, Any]


def check_filter_name(name: str) -> str:
    """The name without the space around it; raises `Mistake` where there is none or it is too long."""
    plain = " ".join(name.split())
    if not plain:
        raise Mistake("Give the filter a name.", "name")
    if len(plain) > LONGEST_NAME:
        raise Mistake(f"The name is longer than {LONGEST_NAME} letters. Shorten it.", "name")
    return plain


def same_name(one: str, other: str) -> bool:
    """Whether two names are one to a reader, who does not mind capitals."""
    return one.casefold() == other.casefold()
