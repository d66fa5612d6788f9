"""What holds for every clock, whatever the facts."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kmss_dpo.domain.cases import AT_ONCE, REQUESTS, CaseKind
from kmss_dpo.domain.clock import (
    Ask,
    Clarification,
    ClockFacts,
    ClockState,
    Deadline,
    Extension,
    ExtensionGround,
    Urgency,
    check_facts,
    standing,
    work_out,
)
from kmss_dpo.domain.days import add_months, say_day
from kmss_dpo.domain.holidays import Nation
from kmss_dpo.intake.public_holidays import closed_days

CLOSED = {nation: closed_days(nation) for nation in Nation}
MONTHLY = sorted(REQUESTS - set(AT_ONCE))
NATIONS = st.sampled_from(list(Nation))
KINDS = st.sampled_from(MONTHLY)
RECEIVED = st.dates(date(1900, 1, 1), date(2035, 12, 31))


@st.composite
def asks(draw: st.DrawFn, received: date) -> Ask:
    asked = received + timedelta(draw(st.integers(0, 60)))
    return Ask(asked, draw(st.none() | st.integers(0, 60).map(lambda days: asked + timedelta(days))))


@st.composite
def pauses(draw: st.DrawFn, received: date) -> Clarification:
    asked = received + timedelta(draw(st.integers(0, 40)))
    return Clarification(asked, asked + timedelta(draw(st.integers(0, 40))))


@st.composite
def requests(draw: st.DrawFn) -> tuple[date, ClockFacts]:
    received = draw(RECEIVED)
    maybe = st.none() | asks(received)
    sent = received + timedelta(draw(st.integers(0, 40)))
    facts = ClockFacts(
        identity=draw(maybe),
        authority=draw(maybe),
        fee=draw(maybe),
        clarifications=tuple(draw(st.lists(pauses(received), max_size=4))),
        extension=draw(st.none() | st.just(Extension(sent, ExtensionGround.COMPLEXITY, "Reasons."))),
    )
    return received, facts


def clock(kind: CaseKind, request: tuple[date, ClockFacts], nation: Nation) -> Deadline:
    return work_out(kind, *request, CLOSED[nation])


@given(KINDS, requests(), NATIONS)
def test_nothing_is_due_on_a_closed_day_or_before_the_month_is_over(
    kind: CaseKind, request_: tuple[date, ClockFacts], nation: Nation
) -> None:
    deadline = clock(kind, request_, nation)
    if deadline.due_on is None:
        assert deadline.state in {ClockState.NOT_STARTED, ClockState.STOPPED}
        assert deadline.latest_arguable_on is deadline.unrolled_on is None
        assert deadline.chase_on is not None
        assert not CLOSED[nation].is_closed(deadline.chase_on)
        return
    assert deadline.started_on
    assert deadline.unrolled_on
    assert deadline.latest_arguable_on
    months = 3 if deadline.extended else 1
    assert deadline.unrolled_on == add_months(deadline.started_on, months) + timedelta(deadline.excluded_days)
    assert deadline.unrolled_on <= deadline.due_on <= deadline.latest_arguable_on
    for due in (deadline.due_on, deadline.latest_arguable_on):
        assert not CLOSED[nation].is_closed(due)
    over = deadline.unrolled_on
    while over < deadline.due_on:
        assert CLOSED[nation].is_closed(over)
        over += timedelta(1)


@given(KINDS.filter(lambda kind: kind is not CaseKind.ACCESS), requests(), NATIONS)
def test_only_access_has_excluded_days(
    kind: CaseKind, request_: tuple[date, ClockFacts], nation: Nation
) -> None:
    received, facts = request_
    paused = clock(kind, request_, nation)
    unpaused = clock(kind, (received, replace(facts, clarifications=())), nation)
    assert paused.excluded_days == 0
    assert paused.due_on == unpaused.due_on
    assert paused.started_on == unpaused.started_on


@given(RECEIVED, RECEIVED, KINDS, NATIONS)
def test_a_request_received_later_is_never_due_earlier(
    one: date, other: date, kind: CaseKind, nation: Nation
) -> None:
    early, late = sorted((one, other))
    first = clock(kind, (early, ClockFacts()), nation).due_on
    second = clock(kind, (late, ClockFacts()), nation).due_on
    assert first
    assert second
    assert first <= second


@given(requests(), NATIONS)
def test_the_order_in_which_clarifications_are_written_down_changes_nothing(
    request_: tuple[date, ClockFacts], nation: Nation
) -> None:
    received, facts = request_
    turned = replace(facts, clarifications=tuple(reversed(facts.clarifications)))
    one, other = (clock(CaseKind.ACCESS, (received, each), nation) for each in (facts, turned))
    assert (one.due_on, one.excluded_days) == (other.due_on, other.excluded_days)


@given(RECEIVED, st.lists(st.tuples(st.integers(0, 20), st.integers(0, 30)), max_size=5), NATIONS)
def test_merged_pauses_never_exclude_more_than_the_days_they_span(
    received: date, spans: list[tuple[int, int]], nation: Nation
) -> None:
    found = tuple(
        Clarification(received + timedelta(on), received + timedelta(on + long)) for on, long in spans
    )
    deadline = clock(CaseKind.ACCESS, (received, ClockFacts(clarifications=found)), nation)
    days = {on + count for on, long in spans for count in range(1, long + 1)}
    assert deadline.excluded_days == len(days)


@given(requests(), NATIONS)
def test_an_extension_in_time_is_exactly_three_months_from_the_start_and_never_more(
    request_: tuple[date, ClockFacts], nation: Nation
) -> None:
    received, facts = request_
    plain = clock(CaseKind.ERASURE, (received, replace(facts, extension=None)), nation)
    sent = plain.due_on or received
    for day, counts in ((sent, True), (sent + timedelta(1), plain.due_on is None)):
        extension = Extension(day, ExtensionGround.NUMBER, "Reasons.")
        extended = clock(CaseKind.ERASURE, (received, replace(facts, extension=extension)), nation)
        assert extended.extended is counts
        assert extended.started_on == plain.started_on
        if plain.started_on and counts:
            assert extended.unrolled_on == add_months(plain.started_on, 3)
        elif not counts:
            assert extended.due_on == plain.due_on


@given(st.sampled_from(list(CaseKind)), requests(), NATIONS)
def test_every_clock_explains_itself_and_has_a_standing(
    kind: CaseKind, request_: tuple[date, ClockFacts], nation: Nation
) -> None:
    deadline = clock(kind, request_, nation)
    assert all(step.text.endswith(".") for step in deadline.derivation)
    assert [step.text for step in deadline.derivation if step.source == "Warning"] == list(deadline.warnings)
    found = standing(deadline.state, deadline.due_on, deadline.chase_on, request_[0])
    assert found.words
    assert found.urgency is not Urgency.OVERDUE


@given(st.sampled_from(list(CaseKind)), st.dates(date(1900, 1, 1), date(9999, 10, 1)), NATIONS)
def test_every_day_of_receipt_gives_a_clock(kind: CaseKind, received: date, nation: Nation) -> None:
    assert clock(kind, (received, ClockFacts()), nation).derivation


@given(KINDS, requests(), NATIONS, st.integers(0, 90))
def test_an_extension_without_a_notice_counts_exactly_while_a_notice_sent_today_would(
    kind: CaseKind, request_: tuple[date, ClockFacts], nation: Nation, later: int
) -> None:
    received, facts = request_
    today = received + timedelta(later)
    found = {}
    for sent in (None, today):
        extension = Extension(sent, ExtensionGround.NUMBER, "Reasons.")
        facts = replace(facts, extension=extension)
        found[sent] = work_out(kind, received, facts, CLOSED[nation], today=today)
    owed, told = found[None], found[today]
    assert (owed.due_on, owed.extended, owed.state) == (told.due_on, told.extended, told.state)
    plain = work_out(kind, received, replace(facts, extension=None), CLOSED[nation], today=today)
    if not owed.extended:
        assert (owed.due_on, owed.chase_on) == (plain.due_on, plain.chase_on)
        assert plain.due_on
        assert plain.due_on < today
    elif owed.due_on:
        assert owed.chase_on == plain.unrolled_on


@given(
    st.dates(date(2019, 1, 1), date(2035, 12, 31)),
    st.integers(0, 400),
    st.none() | st.integers(0, 400),
    st.sampled_from(list(Nation)),
)
def test_the_due_date_is_the_last_working_day_up_to_the_day_that_was_set(
    received: date, ahead: int, answer: int | None, nation: Nation
) -> None:
    closed, set_on = CLOSED[nation], received + timedelta(ahead)
    answered_on = None if answer is None else received + timedelta(answer)
    facts = ClockFacts(answer_by=set_on, answered_on=answered_on)
    check_facts(CaseKind.REGULATOR, received, facts, date.max)
    deadline = work_out(CaseKind.REGULATOR, received, facts, closed)
    due_on = deadline.due_on
    assert due_on
    assert due_on <= set_on == deadline.unrolled_on
    assert not closed.is_closed(due_on)
    assert all(closed.is_closed(due_on + timedelta(on)) for on in range(1, (set_on - due_on).days + 1))
    assert deadline.met is (None if answered_on is None else answered_on <= due_on)
    told = " ".join(step.text for step in deadline.derivation)
    assert say_day(set_on) in told
    assert say_day(due_on) in told
