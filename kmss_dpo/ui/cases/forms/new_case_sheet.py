"""A new case written down by hand, or several at once where one message asks for several things."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.arrivals import known_words
from kmss_dpo.domain.case_views import CaseRow
from kmss_dpo.domain.cases import CaseKind, Family, kinds_of
from kmss_dpo.domain.days import say_count
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.form_state.case import CaseForm
from kmss_dpo.ui.cases.forms.case_sheet import CaseSheet
from kmss_dpo.ui.kit.key_marks import mark_keys
from kmss_dpo.ui.kit.kind_ticks import KindTicks
from kmss_dpo.ui.kit.newest import Newest
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.runner import Runner

_TITLES = {
    Family.REQUESTS: "New request",
    Family.COMPLAINTS: "New complaint",
    Family.ENQUIRIES: "New enquiry",
}


class NewCaseSheet(CaseSheet):
    """A new case of one list, with those that came with it; `saved` carries the id of the first."""

    FORM = "new case"
    ticks: KindTicks
    known: Notice

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        runner: Runner,
        family: Family,
    ) -> None:
        self._rows: Sequence[CaseRow] = ()
        kinds = self.kinds_of(family)
        state = self.begins_with(kinds)
        super().__init__(
            parent,
            session,
            runner,
            title=self.title_of(family),
            decide="Open the case",
            state=state,
            kinds=kinds,
        )
        self._looking = Newest(runner, session.reading, self)
        for field in (self.chosen.requester, self.chosen.subject):
            field.chosen_changed.connect(self._look)
        self.chosen.someone_else.toggled.connect(self._look)
        (self.channel if state.kind else self.kind).setFocus(Qt.FocusReason.OtherFocusReason)
        self.keep_typing(session, family.value, self.state, self.show_state, self.people)
        self._look()

    def title_of(self, family: Family) -> str:
        """What the sheet calls itself."""
        return _TITLES[family]

    def kinds_of(self, family: Family) -> tuple[CaseKind, ...]:
        """The kinds to choose from."""
        return kinds_of(family)

    def begins_with(self, kinds: tuple[CaseKind, ...]) -> CaseForm:
        """What stands in the form at first."""
        return CaseForm(kind=CaseKind.COMPLAINT if CaseKind.COMPLAINT in kinds else None)

    def add_kind(self) -> None:
        """What is asked for, and what else; below it what the person has asked already."""
        super().add_kind()
        self.ticks = KindTicks()
        self.ticks.changed.connect(self._ticked)
        self.known = Notice(closable=False)
        self.form.add_widget(self.ticks)
        self.form.add_widget(self.known)

    def show_state(self, state: CaseForm) -> None:
        """Show what was typed before."""
        self.ticks.show_ticked(state.also, erase_last=state.erase_last)
        super().show_state(state)

    def react(self, state: CaseForm) -> None:
        """What is asked for first is no tick; how many cases will be opened is said on the button."""
        super().react(state)
        self.ticks.show_first(state.kind)
        self._tell_known()
        if self.decide_button.text().replace("&", "") != (words := _decide(state)):
            self.decide_button.setText(words)
            mark_keys(self)

    def keep_case(self, state: CaseForm) -> None:
        """Open the case, and all others that came with it."""
        arrival, receive = state.arrival(), self._session.receiving.open
        self.keep(self._session.writing, lambda: receive(arrival)[0])

    def said(self) -> str:
        """What was done, once it was saved."""
        count = len(self.state().kinds())
        return "The case was opened." if count == 1 else f"{count} cases were opened and linked."

    def _ticked(self, also: object, erase_last: bool) -> None:  # noqa: FBT001 - a Qt signal carries it so
        self.binder.put("also", also)
        self.binder.put("erase_last", erase_last)

    def _look(self) -> None:
        """See which cases the person has already."""
        person, receiving = self.chosen.concerned(), self._session.receiving
        if person is None:
            self._looking.forget()
            self._know(())
        else:
            self._looking.ask(lambda: receiving.known_cases(person), self._know)

    def _know(self, rows: Sequence[CaseRow]) -> None:
        self._rows = rows
        self._tell_known()

    def _tell_known(self) -> None:
        said = known_words(self._rows, self.binder.state.kinds())
        if said and said != self.known.sentence():
            self.known.say(said, Tone.TOLD)
        self.known.setVisible(bool(said))


def _decide(state: CaseForm) -> str:
    count = len(state.kinds())
    return "Open the case" if count <= 1 else f"Open {say_count(count, 'case')}"
