"""Whatever is done in whatever order, nothing is erased while it is held, and nothing is held for nothing.

What is held is worked out here a second time, from what was done and not from what the register says.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome, Status
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.correspondence import Direction, NewCorrespondence
from kmss_dpo.domain.disposal import Ready
from kmss_dpo.domain.errors import Mistake, NotHere
from kmss_dpo.domain.ids import CaseId, ContactId, HoldId, Kind
from kmss_dpo.session import Session
from kmss_dpo.store import cases, held_records
from tests.services.holding import link
from tests.services.old_records import dispose

T = TypeVar("T")
RECEIVED, CLOSED = date(2024, 10, 1), date(2024, 10, 20)
"""Two years and a month ago: what was closed then has run out, but for what is kept for three years."""
PLACING = {CaseKind.ACCESS, CaseKind.PORTABILITY, CaseKind.COMPLAINT, CaseKind.REGULATOR}
RUN_OUT = {CaseKind.ACCESS, CaseKind.PORTABILITY, CaseKind.ERASURE, CaseKind.DEMO_ENQUIRY}
KINDS = sorted(PLACING | RUN_OUT)
WHICH = st.integers(0, 11)
"""Which of those there are: twelve can be shared out among one, two, three, four and six."""
PARTIES = st.tuples(WHICH, WHICH, WHICH)
CASES = st.lists(st.tuples(st.sampled_from(KINDS), PARTIES), min_size=3, max_size=6)


@dataclass
class Known:
    """A case as it was made, and what became of it."""

    kind: CaseKind
    about: ContactId | None
    named: set[ContactId]
    status: Status = Status.OPEN
    wrote: set[ContactId] = field(default_factory=set)
    linked: set[CaseId] = field(default_factory=set)
    released_from: set[CaseId] = field(default_factory=set)

    def people(self) -> set[ContactId]:
        return self.named | self.wrote

    def places(self) -> bool:
        return self.status is Status.OPEN and self.kind in PLACING

    def has_run_out(self) -> bool:
        if self.status is Status.VOIDED:
            return self.kind is CaseKind.DEMO_ENQUIRY
        return self.status is Status.CLOSED and self.kind in RUN_OUT


def some(there: Sequence[T], which: int) -> T:
    return there[which % len(there)]


class Desk(RuleBasedStateMachine):
    """One person at a desk; every step is one that the screens offer."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.contacts: list[ContactId] = []
        self.known: dict[CaseId, Known] = {}
        self.by_hand: dict[HoldId, tuple[Kind, int]] = {}
        self.listed: list[Ready] = []

    def held(self, case: CaseId) -> set[object]:
        """What holds a case: the ids of holds, and the open cases in words."""
        known = self.known[case]
        keeps = {(Kind.CASE, int(case)), *((Kind.CONTACT, int(who)) for who in known.people())}
        found: set[object] = {hold for hold, on in self.by_hand.items() if on in keeps}
        for other, asking in self.known.items():
            touches = other == case or other in known.linked or self.holds_people(asking) & known.people()
            if asking.places() and touches and other not in known.released_from:
                found.add(f"case {other}")
        return found

    def holds_people(self, asking: Known) -> set[ContactId | None]:
        """The regulator asks about the people of the cases that its own is linked with."""
        about = {self.known[other].about for other in asking.linked}
        return asking.named | (about if asking.kind is CaseKind.REGULATOR else set())

    def version(self, case: CaseId) -> int:
        with self.session.opened.register.reading() as connection:
            return cases.case(connection, case).version

    @initialize(wanted=CASES)
    def begin(self, wanted: list[tuple[CaseKind, tuple[int, int, int]]]) -> None:
        self.contacts = [self.session.contacts.add(ContactDetails(name)) for name in ("Ann", "Ben")]
        for kind, parties in wanted:
            self.open_case(kind, parties)

    @rule(kind=st.sampled_from(KINDS), parties=PARTIES)
    def open_case(self, kind: CaseKind, parties: tuple[int, int, int]) -> None:
        requester, subject, recipient = (some([*self.contacts, None], which) for which in parties)
        details = CaseDetails(kind, RECEIVED, Channel.POST, requester, subject, recipient=recipient)
        named = {each for each in (requester, subject, recipient) if each is not None}
        self.known[self.session.cases.open_case(details)] = Known(kind, subject or requester, named)

    @precondition(lambda self: self.known and self.contacts)
    @rule(which=WHICH, who=WHICH)
    def log(self, which: int, who: int) -> None:
        case, person = some(list(self.known), which), some(self.contacts, who)
        if self.known[case].status is not Status.VOIDED:
            new = NewCorrespondence(Direction.SENT, Channel.POST, CLOSED, "A letter", contact=person)
            self.session.casework.log(case, new)
            self.known[case].wrote.add(person)

    @precondition(lambda self: len(self.known) > 1)
    @rule(which=WHICH, to=WHICH)
    def link(self, which: int, to: int) -> None:
        case = some(list(self.known), which)
        other = some([each for each in self.known if each != case], to)
        if other not in self.known[case].linked:
            link(self.session, case, other)
            self.known[case].linked.add(other)
            self.known[other].linked.add(case)

    @precondition(lambda self: self.known)
    @rule(which=WHICH, turns=st.integers(1, 2), void=st.sampled_from([False, False, True]))
    def end_or_reopen(self, which: int, turns: int, *, void: bool) -> None:
        """Once, or there and back again."""
        case, known = some(list(self.known.items()), which)
        for _ in range(turns):
            if known.status is not Status.OPEN:
                self.session.cases.reopen(case, self.version(case), "It goes on")
                known.status = Status.OPEN
                for other in self.known.values():
                    other.released_from.discard(case)
            elif void:
                self.session.cases.void(case, self.version(case), "Opened in error")
                known.status = Status.VOIDED
            else:
                self.session.cases.close(case, self.version(case), Closing(Outcome.WITHDRAWN, CLOSED))
                known.status = Status.CLOSED

    @precondition(lambda self: self.known or self.contacts)
    @rule(which=WHICH)
    def place(self, which: int) -> None:
        whatever = [(Kind.CASE, int(case)) for case in self.known]
        on = some([*whatever, *((Kind.CONTACT, int(who)) for who in self.contacts)], which)
        review_on = self.session.day() + timedelta(30)
        self.by_hand[self.session.holds.place(on, "A claim is announced.", review_on)] = on

    @precondition(lambda self: self.by_hand)
    @rule(which=WHICH)
    def release(self, which: int) -> None:
        hold = some(list(self.by_hand), which)
        self.session.holds.release(hold, 1, "It is settled.")
        del self.by_hand[hold]

    @precondition(lambda self: self.known)
    @rule(which=WHICH, of=WHICH)
    def release_for(self, which: int, of: int) -> None:
        """Of the open cases one that holds it, or any other one."""
        case = some(list(self.known), which)
        placing = [other for other in self.known if f"case {other}" in self.held(case)]
        held_by = some(placing or list(self.known), of)
        try:
            self.session.holds.release_for(case, held_by, "An erasure is owed.")
        except Mistake:
            assert not placing
        else:
            assert placing
            self.known[case].released_from.add(held_by)

    @rule()
    def look(self) -> None:
        self.listed = self.ready()

    @rule()
    def dispose_of_what_was_listed_before(self) -> None:
        self.dispose(self.listed)

    @rule()
    def dispose_of_all(self) -> None:
        free = self.dispose(self.ready())
        assert not free & set(self.known), "what has run out and is not held goes"

    def ready(self) -> list[Ready]:
        """What has run out, without what earlier examples left in the register."""
        found = [each for each in self.session.retention.ready() if each.case in self.known]
        assert {each.case for each in found if each.held_by} == {
            each.case for each in found if self.held(each.case)
        }
        return found

    def dispose(self, chosen: list[Ready]) -> set[CaseId]:
        """What might go before."""
        free = {case for case, known in self.known.items() if known.has_run_out() and not self.held(case)}
        erased = dispose(self.session, of=chosen).erased
        gone = {case for case in self.known if not self.is_there(case)}
        assert len(gone) == erased
        assert gone <= free
        self.forget(gone)
        return free

    def is_there(self, case: CaseId) -> bool:
        try:
            self.session.holds.on(Kind.CASE, case)
        except NotHere:
            return False
        return True

    def forget(self, gone: set[CaseId]) -> None:
        people = {who for case in gone for who in self.known.pop(case).people()}
        self.by_hand = {
            hold: on for hold, on in self.by_hand.items() if on not in {(Kind.CASE, each) for each in gone}
        }
        for known in self.known.values():
            known.linked -= gone
            known.released_from -= gone
        self.contacts = [who for who in self.contacts if who not in people or self.is_named(who)]

    def is_named(self, who: ContactId) -> bool:
        return any(who in known.people() for known in self.known.values())

    @precondition(lambda self: self.contacts)
    @rule(which=WHICH)
    def erase(self, which: int) -> None:
        who = some(self.contacts, which)
        may_go = not self.is_named(who) and (Kind.CONTACT, int(who)) not in self.by_hand.values()
        try:
            self.session.contacts.erase(who)
        except Mistake:
            assert not may_go
        else:
            assert may_go
            self.contacts.remove(who)

    @invariant()
    def what_is_held_is_said_to_be(self) -> None:
        with self.session.opened.register.reading() as connection:
            found = held_records.on_cases(connection, list(self.known))
        for case, holds in found.items():
            assert {each.id or f"case {each.on[1]}" for each in holds} == self.held(case)

    def teardown(self) -> None:
        for who in self.contacts:
            assert self.session.contacts.contact(who).id == who


def test_nothing_is_erased_while_it_is_held_whatever_is_done(session: Session) -> None:
    """One register for all examples: what the ones before left in it belongs to other people."""
    run_state_machine_as_test(
        lambda: Desk(session),
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            # No shrinking: it would take minutes, and the steps can be read as they were.
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
        ),
    )
    assert session.today.health().broken_at is None
