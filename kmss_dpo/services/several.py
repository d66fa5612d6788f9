"""The same done to several cases at once, each whole or not at all; and lists that leave the register."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from kmss_dpo.domain.case_views import CaseRow
from kmss_dpo.domain.cases import Closing, Outcome
from kmss_dpo.domain.errors import Conflict, Mistake, NotHere
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.several import Act, Chosen, Earlier, LeftAlone, Several, Why, why_not
from kmss_dpo.services.cases import Cases
from kmss_dpo.services.casework import Casework
from kmss_dpo.services.exporting import export, in_slices
from kmss_dpo.services.proceeding import Proceed, to_the_end
from kmss_dpo.store import case_lists, cases
from kmss_dpo.store.cases import StoredCase
from kmss_dpo.store.register import Register
from kmss_dpo.support.clock import Clock, london_day

Line = Callable[[CaseRow], Sequence[str]]
"""How a row of a list is said, cell by cell."""
_ACTIONS = {
    Act.ASSIGN: "case changed",
    Act.GIVE_BACK: "case changed",
    Act.NOTE: "note added",
    Act.DEAL_WITH: "case closed",
}
Do = Callable[[StoredCase, Chosen], object]
"""What is done to a case as it is now; also told how it was when it was chosen."""


class SeveralCases:
    """Waits for the register's lanes, on which others have their turn in between; so it runs on none of them.

    `proceed(done, of)` stops the work by answering false; what was done until then stays done.
    """

    def __init__(self, register: Register, cases: Cases, casework: Casework, clock: Clock) -> None:
        self._register = register
        self._cases = cases
        self._casework = casework
        self._clock = clock

    def handlers(self) -> list[str]:
        """Everyone who is named as working on a case, by name."""
        with self._register.reading() as connection:
            return case_lists.handlers(connection)

    def choose(self, wanted: Sequence[int], proceed: Proceed = to_the_end) -> list[Chosen]:
        """Those of these cases that are still there, as they are now; all of that or `Stopped`."""
        return list(in_slices(self._register, wanted, self._choose, proceed))

    def assign(self, chosen: Sequence[Chosen], handler: str, proceed: Proceed = to_the_end) -> Several:
        """Name who works on each case, or nobody; everything else on it stays as it is."""
        name = " ".join(handler.split())
        earlier: list[Earlier] = []

        def assign(stored: StoredCase, one: Chosen) -> None:
            if stored.details.handler != name:
                self._hand_over(stored, one.version, name)
                earlier.append(Earlier(one, stored.details.handler))

        done = self._each(Act.ASSIGN, chosen, assign, proceed)
        return replace(done, earlier=tuple(earlier))

    def give_back(self, earlier: Sequence[Earlier], handler: str, proceed: Proceed = to_the_end) -> Several:
        """Undo that `handler` got these cases: each goes back to who had it, unless it was passed on since.

        What else was done to a case meanwhile stays.
        """
        before = {each.case.id: each.handler for each in earlier}
        given = " ".join(handler.split())

        def give_back(stored: StoredCase, one: Chosen) -> None:
            if stored.details.handler != given:
                raise Mistake(Why.PASSED_ON.value)
            self._hand_over(stored, stored.version, before[one.id])

        return self._each(Act.GIVE_BACK, [each.case for each in earlier], give_back, proceed)

    def add_note(self, chosen: Sequence[Chosen], text: str, proceed: Proceed = to_the_end) -> Several:
        """Keep the same note on each case."""
        add = self._casework.add_note
        return self._each(Act.NOTE, chosen, lambda stored, _one: add(stored.id, text), proceed)

    def deal_with(self, chosen: Sequence[Chosen], proceed: Proceed = to_the_end) -> Several:
        """Close each enquiry today, as dealt with."""
        return self._each(Act.DEAL_WITH, chosen, self._deal_with, proceed)

    def export(
        self, wanted: Sequence[int], titles: Sequence[str], line: Line, proceed: Proceed = to_the_end
    ) -> bytes:
        """A list of cases as CSV, said by `line`, in its order; each case is audited."""
        return export(
            self._register,
            wanted,
            self._cases.rows,
            lambda row: (Kind.CASE, row.id),
            titles=titles,
            line=line,
            proceed=proceed,
        )

    def _choose(self, some: Sequence[int]) -> list[Chosen]:
        def read() -> list[Chosen]:
            with self._register.reading() as connection:
                return case_lists.chosen(connection, some)

        return self._register.reading_lane.have_done(read)

    def _each(self, act: Act, chosen: Sequence[Chosen], do: Do, proceed: Proceed) -> Several:
        """One transaction for each case, so that what refuses one undoes no other."""
        left: list[LeftAlone] = []
        done = 0
        for one in chosen:
            why = self._register.writing_lane.have_done(self._do, act, one, do)
            if why:
                left.append(LeftAlone(one.reference, why))
            else:
                done += 1
            if not (proceed(done + len(left), len(chosen)) and self._register.goes_on()):
                break
        return Several(done, tuple(left), len(chosen))

    def _do(self, act: Act, one: Chosen, do: Do) -> str:
        """Do it to one case; why it was left alone, empty where it was not."""
        try:
            with self._register.writing(_ACTIONS[act]) as writing:
                stored = cases.case(writing.connection, one.id)
                if why := why_not(act, stored.details.kind, stored.ending.status):
                    return why.value
                do(stored, one)
        except NotHere:
            return Why.GONE.value
        except Conflict:
            return Why.CHANGED.value
        except Mistake as refused:
            return refused.sentence
        return ""

    def _hand_over(self, stored: StoredCase, version: int, handler: str) -> None:
        self._cases.change(stored.id, version, replace(stored.details, handler=handler))

    def _deal_with(self, stored: StoredCase, one: Chosen) -> None:
        closing = Closing(Outcome.DEALT_WITH, london_day(self._clock.now()))
        self._cases.close(stored.id, one.version, closing)
