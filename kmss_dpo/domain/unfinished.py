"""What was typed into a form and not saved when the register was locked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kmss_dpo.domain.ids import Kind


@dataclass(frozen=True)
class Unfinished:
    """`typed` has the changed fields as plain values; `about` are the records it goes with when erased.

    `place` and `form` say where it is typed on, `title` is what the form called itself; `id` is 0 until kept.
    """

    place: str
    form: str
    title: str
    about: tuple[tuple[Kind, int], ...]
    typed: Mapping[str, Any]
    id: int = 0
