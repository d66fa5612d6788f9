"""The officer of the scenarios: does what a step says with a real register, and hears what it refuses."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pypdfium2

from kmss_dpo.domain.case_views import CaseView, EventKind
from kmss_dpo.domain.cases import CaseDetails, CaseFilter, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.clock import ClockEvent, Deadline, EventEntry, Happening
from kmss_dpo.domain.clock.happenings import TO_COME
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.correspondence import NewDocument
from kmss_dpo.domain.decisions import REFUSAL_GROUNDS, Decision, DecisionSort, Provision
from kmss_dpo.domain.dispatch import Dispatch
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.holidays import Nation
from kmss_dpo.domain.ids import CaseId, ContactId, LetterId
from kmss_dpo.domain.items import Item
from kmss_dpo.session import Session
from tests.noting import refused
from tests.services.writing_letters import filled

OFFICE_OPENS = time(9, 30, tzinfo=UTC)


class Officer:
    """Works on one case at a time; the calendar on the wall never goes back."""

    def __init__(self, session: Session, clock: Any) -> None:
        self.session = session
        self.case = CaseId(0)
        self.refused: Mistake | None = None
        self.imagined: Deadline | None = None
        self._clock = clock
        self._person: ContactId | None = None

    def wait_until(self, day: date) -> None:
        """On every new day the dates are caught up, as the window does by itself."""
        if self.session.day() < day:
            self._clock.moment = datetime.combine(day, OFFICE_OPENS)
            self.session.cases.catch_up()

    def attempt(self, doing: Callable[[], Any]) -> None:
        """Do it; a refusal is kept for the step that asks about it, which has to come."""
        assert self.refused is None, self.refused
        try:
            doing()
        except Mistake as told:
            self.refused = told

    def hear_refusal(self) -> str:
        refused, self.refused = self.refused, None
        assert refused, "nothing was refused"
        return refused.sentence

    # The case

    def person(self) -> ContactId:
        if self._person is None:
            reach = Reach("Tŷ Gwyn\nHeol y Bont\nEX4 4AB")
            self._person = self.session.contacts.add(ContactDetails("Siân Prydderch", addresses=(reach,)))
        return self._person

    def receive(self, kind: CaseKind, on: date, channel: Channel = Channel.POST, **more: Any) -> None:
        """On that day, or on the day it reached the officer."""
        self.wait_until(more.get("reached_officer_on", on))
        self.open(kind, on, channel, **more)

    def open(self, kind: CaseKind, on: date, channel: Channel = Channel.POST, **more: Any) -> None:
        person = self.person()
        details = CaseDetails(kind, on, channel, person, person, "All about me", **more)
        self.case = self.session.cases.open_case(details)

    def turn_to(self, reference: str) -> None:
        everything = CaseFilter(statuses=frozenset())
        rows = self.session.cases.rows(self.session.cases.ids(everything))
        (self.case,) = [row.id for row in rows if row.reference == reference]

    def view(self) -> CaseView:
        assert self.refused is None, self.refused
        return self.session.cases.case(self.case)

    def due_on(self) -> date | None:
        """On the case and in the list, which has to say the same."""
        (row,) = self.session.cases.rows([self.case])
        shown = self.view().deadline.due_on
        assert row.due_on == shown
        return shown

    # The facts of its clock

    def happen(self, happening: Happening, on: date, asked_on: date | None = None, /, **more: Any) -> None:
        """Record what happened to the clock, on its day where that is not one to come."""
        if happening not in TO_COME:
            self.wait_until(on)
        event, entry = ClockEvent(happening, asked_on), EventEntry(on, **more)
        version = self.view().version
        self.attempt(lambda: self.session.clocks.record(self.case, version, event, entry))

    def hear_answer(self, on: date) -> None:
        """To the question that has waited longest."""
        waiting = [each.asked_on for each in self.view().facts.clarifications if not each.answered_on]
        self.happen(Happening.CLARIFICATION_ANSWERED, on, min(waiting))

    def correct(self, latest: date, reason: str, **facts: Any) -> None:
        """Change what is recorded, on the day of the latest fact, and say why."""
        self.wait_until(latest)
        view = self.view()
        changed = replace(view.facts, **facts)
        self.attempt(lambda: self.session.cases.record_facts(self.case, view.version, changed, reason))

    def correct_receipt(self, on: date, reason: str) -> None:
        """Change the day of receipt among the details, and say why."""
        view = self.view()
        details = replace(view.details, received_on=on)
        self.attempt(lambda: self.session.cases.change(self.case, view.version, details, reason))

    def imagine(self, **facts: Any) -> None:
        changed = replace(self.view().facts, **facts)
        self.attempt(lambda: setattr(self, "imagined", self.session.cases.what_if(self.case, changed)))

    # What is noted on it

    def note(self, item: Item) -> None:
        self.attempt(lambda: self.session.items.add(self.case, item))

    def refusal(self) -> Decision:
        """A decision to refuse on the first ground that the law has for this right."""
        sort, grounds = DecisionSort.REFUSAL, REFUSAL_GROUNDS.get(self.view().details.kind)
        if grounds is None:
            sort, grounds = DecisionSort.EXEMPTION, (Provision.PRIVILEGE.value,)
        return replace(refused(), sort=sort, ground=grounds[0])

    # Its end

    def close(
        self, outcome: Outcome, on: date, answered: date | None = None, reason: str = "", late: str = ""
    ) -> None:
        self.wait_until(on)
        version, closing = self.view().version, Closing(outcome, on, answered, reason, late)
        self.attempt(lambda: self.session.cases.close(self.case, version, closing))

    def void(self, reason: str) -> None:
        version = self.view().version
        self.attempt(lambda: self.session.cases.void(self.case, version, reason))

    def reopen(self, reason: str) -> None:
        version = self.view().version
        self.attempt(lambda: self.session.cases.reopen(self.case, version, reason))

    # Its letters and its paper

    def file_letter(self, code: str, dated: date, filed: date) -> LetterId:
        self.wait_until(filed)
        self._sign()
        opened = self.session.letters.start(self.case, code)
        draft = filled(opened.draft)
        dated_draft = replace(draft, particulars=replace(draft.particulars, on=dated))
        self.session.letters.file(opened.id, dated_draft, None)
        return opened.id

    def _sign(self) -> None:
        """A letter names whoever signs it."""
        kept = self.session.settings.organisation()
        signing = replace(kept, officer_name="Robin Hale", officer_email="dpo@kmss.example")
        self.session.settings.settle(signing, self.session.settings.regulator())

    def record_sending(self, sent: date, noted: date) -> None:
        self.wait_until(noted)
        letter = self.session.letters.sending.next_to_leave(self.case)
        sending = Dispatch(Channel.POST, sent)
        self.attempt(lambda: self.session.letters.sending.record(letter, sending))

    def printed_derivation(self) -> str:
        """The words on the pages, without the spaces at which lines may break."""
        pages = pypdfium2.PdfDocument(io.BytesIO(self.session.letters.derivation(self.case)))
        words = "".join(page.get_textpage().get_text_bounded() for page in pages)
        return without_spaces(words)

    def write_note_and_keep_document(self) -> None:
        self.session.casework.add_note(self.case, "She called to ask how it stands.")
        self.session.casework.add_document(
            self.case, NewDocument("list.txt", "text/plain", b"What she meant")
        )

    def notes(self) -> list[str]:
        return [event.text for event in self.view().timeline if event.kind is EventKind.NOTE]

    # The public holidays

    def move_to(self, nation: Nation) -> None:
        organisation = replace(self.session.settings.organisation(), nation=nation)
        self.session.settings.settle(organisation, self.session.settings.regulator())
        self.work_out_anew()

    def work_out_anew(self) -> None:
        self.session.cases.recompute(lambda _done, _of: True)


def without_spaces(words: str) -> str:
    return "".join(words.split())
