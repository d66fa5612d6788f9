"""What was being typed when the register was locked, until it is saved or thrown away."""

from collections.abc import Iterable
from dataclasses import replace

from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.store import unfinished
from kmss_dpo.store.register import Register


class UnfinishedForms:
    """Keeping forms for the next unlock; each person sees their own."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def keep(self, forms: Iterable[Unfinished]) -> list[Unfinished]:
        """Keep these; the same with their ids. It is done when this returns."""
        with self._register.writing("unfinished form kept") as writing:
            return [replace(form, id=unfinished.keep(writing, form)) for form in forms]

    def left(self) -> list[Unfinished]:
        """What this person left unfinished."""
        with self._register.reading() as connection:
            return unfinished.of_actor(connection, self._register.actor)

    def forget(self, form: int) -> None:
        """It was saved or thrown away: erase what was kept of it."""
        with self._register.writing("unfinished form erased") as writing:
            unfinished.forget(writing, form)
