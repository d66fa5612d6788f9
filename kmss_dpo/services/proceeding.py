"""How long work is told to go on or to stop, slice by slice."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from kmss_dpo.store.register import Register

T = TypeVar("T")
Proceed = Callable[[int, int], bool]
"""Told how many of how many are done; answers whether to go on."""


def to_the_end(_done: int, _of: int) -> bool:
    """Go on whatever is done."""
    return True


def slices(register: Register, whole: Sequence[T], proceed: Proceed, size: int) -> Iterator[Sequence[T]]:
    """One slice after the other until `proceed(done, of)` answers false or the register is closed."""
    for start in range(0, len(whole), size):
        some = whole[start : start + size]
        yield some
        if not (proceed(start + len(some), len(whole)) and register.goes_on()):
            break
