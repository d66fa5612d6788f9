"""Linking a case to another by hand: found by its reference or its person, cases of the same people first."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.case_views import CaseRow, CaseView
from kmss_dpo.domain.cases import KINDS
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.form_state.link import LinkForm, ties
from kmss_dpo.ui.cases.forms.sheet import Sheet
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.form import choice
from kmss_dpo.ui.kit.picker import Pick, Picker
from kmss_dpo.ui.kit.runner import Runner

_LINES = 36
"""So high that what the cases are to each other stays in sight below those that are found."""
_HELP = "Without a word typed it offers the other cases of the same people."


class LinkSheet(Sheet):
    """One link to another case."""

    FORM = "link"

    def __init__(self, parent: QWidget, session: Session, runner: Runner, view: CaseView) -> None:
        super().__init__(parent, runner, f"Link {view.reference} to another case", "Link them")
        self._session = session
        self._view = view
        self._begun = LinkForm()
        self.binder: Binder[LinkForm] = Binder(self._begun, self)
        self.picker = Picker(
            runner, session.reading, self._find, "Reference or name of the person", "No case matches."
        )
        self.tie = choice(list(ties(view.details.kind)))
        self.form.add("other", "The other case", self.picker, _HELP, required=True)
        self.form.add("relation", "What they are to each other", self.tie, required=True)
        self.picker.picked.connect(lambda case: self.binder.put("other", case))
        self.picker.edit.textChanged.connect(lambda typed: self.binder.put("typed", typed))
        self.binder.choice("tie", self.tie)
        self.picker.offer()
        self.widen(72, _LINES)
        self.keep_typing_on(session, view, lambda: self.binder.state, self._put_back)

    def touched(self) -> bool:
        """Whether something was chosen."""
        return self.binder.state != self._begun

    def save(self) -> None:
        """Link them."""
        state = self.binder.state
        if self.form.refuses(state.wrong()):
            return
        link = state.link(self._view.id)
        self.keep(self._session.writing, lambda: self._session.links.link(*link))

    def _put_back(self, state: LinkForm) -> None:
        self.binder.show(state)
        self.picker.put_back(state.typed, state.other)

    def _find(self, typed: str) -> Sequence[Pick]:
        rows = self._session.links.suggest(self._view.id, typed)
        return [Pick(row.id, row.reference, _line(row)) for row in rows]


def _line(row: CaseRow) -> str:
    parts = (row.person, KINDS[row.kind].title, f"received {write_day(row.received_on)}")
    return " · ".join(part for part in parts if part)
