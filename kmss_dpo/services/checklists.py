"""The checklists of cases, and the officer's own lists that they come from."""

from collections.abc import Sequence

from kmss_dpo.domain.cases import CaseKind, check_goes_on
from kmss_dpo.domain.checklists import DEFAULTS, CheckItem, Checklist, checked_template, lines
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.store import cases, checklists, settings
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.register import Register

_NAME = "checklist: {}"


class Checklists:
    """What the officer can do with checklists."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def template(self, kind: CaseKind) -> Checklist:
        """The list for a kind of case: the officer's, or the one that came with the program."""
        with self._register.reading() as connection:
            return template_of(connection, kind)

    def settle_template(self, kind: CaseKind, typed: Sequence[str]) -> None:
        """Keep the officer's own list; what is ticked already stays ticked."""
        items = checked_template(typed)
        with self._register.writing("checklist changed") as writing:
            settings.settle(writing, _NAME.format(kind.value), list(items))

    def restore_template(self, kind: CaseKind) -> None:
        """Go back to the list that came with the program."""
        with self._register.writing("checklist changed") as writing:
            settings.settle(writing, _NAME.format(kind.value), [])

    def tick(self, case: CaseId, item: str, *, on: bool) -> None:
        """Tick an item, or take the tick back; who and when is kept."""
        with self._register.writing("checklist ticked") as writing:
            check_goes_on(cases.case(writing.connection, case).ending.status)
            (checklists.tick if on else checklists.untick)(writing, case, item)


def template_of(connection: Reading, kind: CaseKind) -> Checklist:
    """The list for a kind of case, within a transaction."""
    return tuple(settings.value(connection, _NAME.format(kind.value)) or DEFAULTS[kind])


def checklist_of(connection: Reading, case: CaseId, kind: CaseKind) -> tuple[CheckItem, ...]:
    """The checklist of a case with its ticks."""
    return lines(template_of(connection, kind), checklists.ticks(connection, case))
