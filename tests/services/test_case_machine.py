"""Whole cases in any order of steps: dates, history, holds and the trail stay of one piece.

What is refused says so and changes nothing; no order of steps reaches a closed case without an outcome, a
due date on a closed day, a stopped erasure, or a record erased under a hold.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from kmss_dpo.domain.cases import CaseDetails, CaseFilter, CaseKind, Channel, Closing, Outcome, Status
from kmss_dpo.domain.clock import (
    Ask,
    Clarification,
    ClockFacts,
    ClockState,
    EventEntry,
    Extension,
    ExtensionGround,
    corrected,
    possible_events,
)
from kmss_dpo.domain.complaints import Finding, Issue
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.decisions import Decision, DecisionSort, Routing
from kmss_dpo.domain.disposal import Sort
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId, ContactId
from kmss_dpo.domain.recipients import Recipient
from kmss_dpo.domain.retention import blocks_erasure
from kmss_dpo.domain.searches import SearchPlace
from kmss_dpo.domain.ways import stage_after_facts, way_of
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store import audit, cases, tables
from tests.conftest import CHEAP, PASSPHRASE, PaperKeychain, Wristwatch

EXAMPLES = int(os.environ.get("CASE_LIVES", "12"))
"""How many lives of a register are lived in each run of the tests; `CASE_LIVES=500` for a night of them."""
STEPS = 40
DAY = timedelta(days=1)
KINDS = st.sampled_from(list(CaseKind))
REASON = "The fourth copy within a week."


def go_on(_done: int, _of: int) -> bool:
    return True


class CaseLives(RuleBasedStateMachine):
    """Two people, any cases about them, and a calendar that only goes forward."""

    template: Path

    opened = Bundle("opened")

    @initialize()
    def unlock(self) -> None:
        self.folder = Path(tempfile.mkdtemp()) / "register"
        shutil.copytree(self.template, self.folder)
        self.clock = Wristwatch()
        ways_in = Unlocking(PaperKeychain(), self.clock, CHEAP)
        self.session = Session(
            ways_in.with_passphrase(self.folder, bytearray(PASSPHRASE.encode())), self.clock
        )
        ways_in.close()
        add = self.session.contacts.add
        self.people = [add(ContactDetails("Ann Ash")), add(ContactDetails("Bo Birch"))]
        self.here: dict[CaseId, ContactId] = {}

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.close()
            shutil.rmtree(self.folder.parent)

    def today(self) -> date:
        return self.session.day()

    def stored(self, case: CaseId) -> cases.StoredCase:
        with self.session.opened.register.reading() as connection:
            return cases.case(connection, case)

    def try_to(self, case: CaseId, step: Callable[[cases.StoredCase], object]) -> None:
        """Do it; what is refused leaves the case as it was."""
        if case not in self.here:
            return
        before = self.stored(case)
        try:
            step(before)
        except Mistake:
            assert self.stored(case) == before

    @rule(days=st.integers(1, 45))
    def time_goes_by(self, days: int) -> None:
        self.clock.moment += days * DAY
        self.session.cases.catch_up()

    @rule(target=opened, kind=KINDS, who=st.integers(0, 1), ago=st.integers(0, 20), customer=st.booleans())
    def a_case_comes_in(self, kind: CaseKind, who: int, ago: int, customer: bool) -> Any:
        if self.people[who] not in self.contacts():
            return multiple()
        person = self.people[who]
        whose = "Acme Ltd" if customer and ago == 0 else ""
        details = CaseDetails(
            kind, self.today() - ago * DAY, Channel.EMAIL, person, person, for_customer=whose
        )
        case = self.session.cases.open_case(details)
        self.here[case] = person
        return case

    @rule(case=opened, what=st.sampled_from(["identity", "authority", "fee"]))
    def something_is_asked_for(self, case: CaseId, what: str) -> None:
        ask = Ask(self.today())
        self.try_to(case, lambda now: self.record(now, **{what: ask}))

    @rule(case=opened, what=st.sampled_from(["identity", "authority", "fee"]))
    def it_comes(self, case: CaseId, what: str) -> None:
        def step(now: cases.StoredCase) -> None:
            ask = getattr(now.facts, what)
            if ask:
                self.record(now, **{what: replace(ask, satisfied_on=self.today())})

        self.try_to(case, step)

    @rule(case=opened)
    def which_information_is_asked(self, case: CaseId) -> None:
        more = (Clarification(self.today()),)
        self.try_to(case, lambda now: self.record(now, clarifications=now.facts.clarifications + more))

    @rule(case=opened)
    def it_is_said_which(self, case: CaseId) -> None:
        def step(now: cases.StoredCase) -> None:
            said = tuple(
                replace(each, answered_on=each.answered_on or self.today())
                for each in now.facts.clarifications
            )
            self.record(now, clarifications=said)

        self.try_to(case, step)

    @rule(case=opened, reasons=st.sampled_from(["Forty requests at once.", " "]), told=st.booleans())
    def more_time_is_taken(self, case: CaseId, reasons: str, told: bool) -> None:
        extension = Extension(self.today() if told else None, ExtensionGround.NUMBER, reasons)
        self.try_to(case, lambda now: self.record(now, extension=extension))

    @rule(case=opened, ago=st.integers(-2, 20))
    def it_came_on_another_day(self, case: CaseId, ago: int) -> None:
        def step(now: cases.StoredCase) -> None:
            details = replace(now.details, received_on=self.today() - ago * DAY)
            self.session.cases.change(case, now.version, details, REASON)

        self.try_to(case, step)

    @rule(case=opened, fact=st.sampled_from(["acknowledged_on", "answered_on", "more_asked_on"]))
    def a_letter_goes_out(self, case: CaseId, fact: str) -> None:
        self.try_to(case, lambda now: self.record(now, **{fact: self.today()}))

    @rule(case=opened, ahead=st.integers(-3, 40))
    def the_regulator_sets_a_day(self, case: CaseId, ahead: int) -> None:
        self.try_to(case, lambda now: self.record(now, answer_by=self.today() + ahead * DAY))

    @rule(
        case=opened,
        item=st.sampled_from(
            [
                SearchPlace("Mail server", found="Nothing"),
                SearchPlace("Paper files"),
                Recipient("Mailing Ltd"),
                Issue("My letter went astray", Finding.UPHELD, "The wrong envelope"),
                Issue("Nobody called"),
                Decision(DecisionSort.UNFOUNDED, reasoning=REASON, decided_by="Robin Hale"),
                Decision(
                    DecisionSort.ROUTING, Routing.COMPLAINT.value, reasoning=REASON, decided_by="Robin Hale"
                ),
            ]
        ),
    )
    def something_is_noted(self, case: CaseId, item: Any) -> None:
        if isinstance(item, Decision):
            item = replace(item, decided_on=self.today())
        self.try_to(case, lambda _now: self.session.items.add(case, item))

    @rule(case=opened, forward=st.booleans(), which=st.integers(0, 9))
    def it_goes_on_or_back(self, case: CaseId, forward: bool, which: int) -> None:
        def step(now: cases.StoredCase) -> None:
            way = way_of(now.details.kind, for_customer=bool(now.details.for_customer))
            at = way.index(stage_after_facts(way, now.stage, now.facts))
            to = way[min(at + 1, len(way) - 1)] if forward else way[which % len(way)]
            self.session.ways.go(case, now.version, to.code, REASON)
            assert self.stored(case).stage == to.code

        self.try_to(case, step)

    @rule(case=opened, outcome=st.sampled_from(list(Outcome)), reason=st.sampled_from([REASON, ""]))
    def it_is_closed(self, case: CaseId, outcome: Outcome, reason: str) -> None:
        def step(now: cases.StoredCase) -> None:
            answered_on = now.facts.answered_on or self.today()
            closing = Closing(outcome, self.today(), answered_on, reason, **LATE)
            self.session.cases.close(case, now.version, closing)

        self.try_to(case, step)

    @rule(case=opened, void=st.booleans())
    def it_is_voided_or_opened_again(self, case: CaseId, void: bool) -> None:
        act = self.session.cases.void if void else self.session.cases.reopen
        self.try_to(case, lambda now: act(case, now.version, REASON))

    @rule(years=st.integers(0, 4))
    def what_has_run_out_is_erased(self, years: int) -> None:
        self.clock.moment += years * 366 * DAY
        self.session.cases.catch_up()
        ready = self.session.retention.ready()
        of_cases = [each for each in ready if each.sort is Sort.CASE]
        held = {each.case for each in of_cases if each.held_by}
        assert held == {each.case for each in of_cases if self.is_held(each.case)}
        self.session.retention.dispose(ready, go_on)
        left = set(self.session.cases.ids(CaseFilter(statuses=frozenset())))
        for case in list(self.here):
            if case not in left:
                assert case not in held
                del self.here[case]

    @rule(who=st.integers(0, 1))
    def a_person_is_erased(self, who: int) -> None:
        if self.people[who] not in self.contacts():
            return
        try:
            self.session.contacts.erase(self.people[who])
        except Mistake:
            assert self.people[who] in self.contacts()
        else:
            assert self.people[who] not in self.here.values()

    def record(self, now: cases.StoredCase, **facts: Any) -> None:
        after = replace(now.facts, **facts)
        known = len(self.session.cases.case(now.id).corrections)
        self.session.cases.record_facts(now.id, now.version, after, REASON)
        told = len(self.session.cases.case(now.id).corrections) - known
        assert told == bool(corrected(now.facts, after))

    @rule(
        case=opened, which=st.integers(0, 9), ago=st.integers(-2, 20), reasons=st.sampled_from(["Forty.", ""])
    )
    def something_happens_to_its_clock(self, case: CaseId, which: int, ago: int, reasons: str) -> None:
        def step(now: cases.StoredCase) -> None:
            events = possible_events(now.details, now.facts, now.ending.status)
            if events:
                entry = EventEntry(self.today() - ago * DAY, ground=ExtensionGround.NUMBER, reasons=reasons)
                self.session.clocks.record(case, now.version, events[which % len(events)], entry)
                kept = {name: getattr(now.facts, name) for name in ("next_update_on", "answer_by")}
                assert corrected(now.facts, replace(self.stored(case).facts, **kept)) == ()

        self.try_to(case, step)

    def contacts(self) -> set[int]:
        with self.session.opened.register.reading() as connection:
            return set(connection.scalars(select(tables.contacts.c.id)))

    def is_held(self, case: CaseId) -> bool:
        """Whether another open case that forbids erasing is about the same person."""
        others = [other for other, who in self.here.items() if who == self.here[case] and other != case]
        seen = [self.stored(other) for other in others]
        return any(each.ending.status is Status.OPEN and blocks_erasure(each.details.kind) for each in seen)

    @invariant()
    def every_case_is_of_one_piece(self) -> None:
        if not hasattr(self, "session"):
            return
        closed = self.session.holidays.closed_days()
        for case in self.here:
            view, row = self.session.cases.case(case), self.session.cases.rows([case])[0]
            kind, ended = view.details.kind, view.status is Status.CLOSED
            assert (view.closing is not None) == ended
            assert (row.due_on, row.next_step) == (view.deadline.due_on, view.next_step)
            if view.deadline.due_on:
                assert not closed.is_closed(view.deadline.due_on)
            if kind is not CaseKind.ACCESS:
                assert view.deadline.state is not ClockState.STOPPED
            if ended and view.closing:
                assert not view.closing.late_reason or view.facts.answered_on
            if ended and view.facts.answered_on is None:
                assert view.deadline.due_on is None
            way = way_of(kind, for_customer=bool(view.details.for_customer))
            assert view.stage in way
            assert self.stored(case).stage == view.stage.code
            assert stage_after_facts(way, view.stage.code, ClockFacts()) in way
        with self.session.opened.register.reading() as connection:
            assert audit.verify(connection).broken_at is None


LATE: dict[str, Any] = {"late_reason": REASON}


@pytest.mark.usefixtures("template")
def test_whole_cases_stay_of_one_piece_whatever_is_done(template: Path) -> None:
    CaseLives.template = template
    run_state_machine_as_test(
        CaseLives,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
