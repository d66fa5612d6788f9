"""The way of each kind of case: its stages in order, what each needs, and how far one can go on or back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.cases import REQUESTS, CaseKind, Outcome, outcomes_of
from kmss_dpo.domain.clock import ClockFacts
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ways import (
    FOR_A_CUSTOMER,
    WAYS,
    Doing,
    Milestone,
    Need,
    Stage,
    Way,
    Work,
    _answer,
    _stop,
    check_ending,
    check_step,
    stage_after,
    stage_after_facts,
    stage_of,
    stages_before,
    way_of,
)

ACCESS, COMPLAINT = WAYS[CaseKind.ACCESS], WAYS[CaseKind.COMPLAINT]
DAY = date(2026, 11, 20)
DONE = Work(routed=True, places=2, decided=1, withheld=1, issues=1)
"""Nothing is lacking."""
SHORT: dict[Need, Work] = {
    Need.ROUTED: replace(DONE, routed=False),
    Need.SEARCHED: replace(DONE, places_open=1),
    Need.RECIPIENTS_TOLD: replace(DONE, recipients_open=1),
    Need.ISSUES_NAMED: replace(DONE, issues=0),
    Need.FINDINGS: replace(DONE, issues_open=1),
    Need.REASONS_DECIDED: replace(DONE, withheld=0),
    Need.ACTIONS_DONE: replace(DONE, actions_open=1),
}
"""The least that makes each need unmet."""
EVERY_WAY = [*WAYS.values(), FOR_A_CUSTOMER]


def stage(way: Way, code: str) -> Stage:
    return next(each for each in way if each.code == code)


def codes(stages: Sequence[Stage]) -> str:
    return ", ".join(each.code for each in stages)


@pytest.mark.parametrize(
    ("kind", "stages"),
    [
        (CaseKind.ACCESS, "receive, search, review, answer, close"),
        (CaseKind.RECTIFICATION, "receive, assess, correct, recipients, answer, close"),
        (CaseKind.ERASURE, "receive, assess, erase, recipients, answer, close"),
        (CaseKind.RESTRICTION, "receive, assess, restrict, recipients, answer, close"),
        (CaseKind.NOTIFICATION, "receive, recipients, answer, close"),
        (CaseKind.PORTABILITY, "receive, search, review, answer, close"),
        (CaseKind.OBJECTION, "receive, restrict, weigh, answer, close"),
        (CaseKind.MARKETING_OBJECTION, "stop, answer, close"),
        (CaseKind.AUTOMATED_DECISION, "receive, hear, review, answer, close"),
        (CaseKind.CONSENT_WITHDRAWAL, "stop, answer, close"),
        (CaseKind.COMPLAINT, "route, acknowledge, investigate, find, answer, follow up, close"),
        (CaseKind.REGULATOR, "collect, answer, result"),
        (CaseKind.DEMO_ENQUIRY, "deal, close"),
        (CaseKind.CONTACT_ENQUIRY, "deal, close"),
    ],
)
def test_each_kind_goes_its_way_from_receipt_to_closing(kind: CaseKind, stages: str) -> None:
    assert codes(WAYS[kind]) == codes(way_of(kind)) == stages


def test_answering_waits_for_the_answer_and_stopping_for_nothing() -> None:
    answering = Stage(
        "answer", "Answering", "Send it", Doing.WRITE_LETTER, "a_letter", until=Milestone.ANSWERED
    )
    assert _answer("Send it", "a_letter") == answering
    assert _answer("Send it").letter == ""
    assert _stop("Stop it") == Stage("stop", "Stopping", "Stop it", Doing.CHECK)


def test_every_kind_has_a_way_and_what_is_for_a_customer_has_one_of_its_own() -> None:
    assert set(WAYS) == set(CaseKind)
    assert codes(FOR_A_CUSTOMER) == "pass on, close"
    for kind in CaseKind:
        assert way_of(kind, for_customer=True) is FOR_A_CUSTOMER


@pytest.mark.parametrize("way", EVERY_WAY, ids=codes)
def test_a_way_names_its_stages_once_says_each_step_and_ends_with_closing(way: Way) -> None:
    assert len({each.code for each in way}) == len(way)
    assert way[-1].doing is Doing.CLOSE
    assert way[-1].until is None, "nothing but the officer closes a case"
    for each in way:
        assert each.title
        assert each.step[0].isupper()
        assert not each.step.endswith("."), "the full stop is put behind it"


@pytest.mark.parametrize("need", list(Need))
def test_a_need_says_in_a_sentence_what_to_do(need: Need) -> None:
    assert need.value[0].isupper()
    assert need.value.endswith(".")


@pytest.mark.parametrize(
    ("kind", "code", "needs"),
    [
        (CaseKind.ACCESS, "search", Need.SEARCHED),
        (CaseKind.PORTABILITY, "search", Need.SEARCHED),
        (CaseKind.RECTIFICATION, "recipients", Need.RECIPIENTS_TOLD),
        (CaseKind.ERASURE, "recipients", Need.RECIPIENTS_TOLD),
        (CaseKind.RESTRICTION, "recipients", Need.RECIPIENTS_TOLD),
        (CaseKind.NOTIFICATION, "recipients", Need.RECIPIENTS_TOLD),
        (CaseKind.COMPLAINT, "route", Need.ROUTED),
        (CaseKind.COMPLAINT, "investigate", Need.ISSUES_NAMED),
        (CaseKind.COMPLAINT, "find", Need.FINDINGS),
        (CaseKind.COMPLAINT, "follow up", Need.ACTIONS_DONE),
    ],
)
def test_what_a_stage_cannot_do_without_holds_it_and_nothing_else_does(
    kind: CaseKind, code: str, needs: Need
) -> None:
    way = WAYS[kind]
    here = stage(way, code)
    after = way[way.index(here) + 1]
    with pytest.raises(Mistake) as told:
        check_step(way, here, after.code, SHORT[needs])
    assert (told.value.sentence, told.value.field) == (needs.value, None)
    assert check_step(way, here, after.code, DONE) is after
    for other in set(Need) - {needs}:
        if not (needs is Need.FINDINGS and other is Need.ISSUES_NAMED):
            assert check_step(way, here, after.code, SHORT[other]) is after


def test_no_other_stage_needs_anything() -> None:
    with_needs = {(kind, each.code) for kind, way in WAYS.items() for each in way if each.needs}
    assert len(with_needs) == 10
    assert not any(each.needs for each in FOR_A_CUSTOMER)


def test_whoever_got_the_data_is_told_before_the_person_where_article_19_says_so() -> None:
    told = {kind for kind, way in WAYS.items() if "recipients" in codes(way)}
    assert told == {
        CaseKind.RECTIFICATION,
        CaseKind.ERASURE,
        CaseKind.RESTRICTION,
        CaseKind.NOTIFICATION,
    }


@pytest.mark.parametrize("kind", [CaseKind.MARKETING_OBJECTION, CaseKind.CONSENT_WITHDRAWAL])
def test_what_is_acted_on_at_once_begins_with_stopping(kind: CaseKind) -> None:
    first = way_of(kind)[0]
    assert first.step.startswith("Stop")
    assert (first.doing, first.needs, first.until) == (Doing.CHECK, (), None)


@pytest.mark.parametrize("kind", sorted({*REQUESTS, CaseKind.COMPLAINT, CaseKind.REGULATOR}))
def test_only_what_was_sent_ends_answering(kind: CaseKind) -> None:
    answering = stage(way_of(kind), "answer")
    assert (answering.until, answering.doing) == (Milestone.ANSWERED, Doing.WRITE_LETTER)
    assert stage_after(way_of(kind), answering) is None


@pytest.mark.parametrize("kind", sorted({*REQUESTS, CaseKind.COMPLAINT, CaseKind.REGULATOR}))
def test_every_answer_begins_with_a_letter(kind: CaseKind) -> None:
    assert stage(way_of(kind), "answer").letter


@pytest.mark.parametrize(
    ("code", "acknowledged", "answered", "stands"),
    [
        ("", False, False, "route"),
        ("no such stage", False, False, "route"),
        ("route", False, False, "route"),
        ("acknowledge", False, False, "acknowledge"),
        ("investigate", False, False, "acknowledge"),
        ("close", False, False, "acknowledge"),
        ("route", True, False, "investigate"),
        ("acknowledge", True, False, "investigate"),
        ("find", True, False, "find"),
        ("answer", True, False, "answer"),
        ("follow up", True, False, "answer"),
        ("close", True, False, "answer"),
        ("route", False, True, "follow up"),
        ("answer", True, True, "follow up"),
        ("close", True, True, "close"),
    ],
)
def test_a_complaint_stands_after_its_last_fact_and_waits_for_the_next(
    code: str, acknowledged: bool, answered: bool, stands: str
) -> None:
    assert stage_of(COMPLAINT, code, acknowledged=acknowledged, answered=answered).code == stands
    facts = ClockFacts(acknowledged_on=DAY if acknowledged else None, answered_on=DAY if answered else None)
    assert stage_after_facts(COMPLAINT, code, facts).code == stands


def test_a_way_without_a_fact_that_ends_a_stage_is_gone_by_hand_alone() -> None:
    enquiry = WAYS[CaseKind.DEMO_ENQUIRY]
    assert stage_of(enquiry, "close", acknowledged=False, answered=False).code == "close"
    assert stage_of(enquiry, "deal", acknowledged=True, answered=True).code == "deal"


def test_an_acknowledgement_alone_moves_no_request() -> None:
    assert stage_of(ACCESS, "receive", acknowledged=True, answered=False).code == "receive"


@pytest.mark.parametrize(
    ("way", "code", "after"),
    [
        (ACCESS, "receive", "search"),
        (ACCESS, "review", "answer"),
        (ACCESS, "answer", None),
        (ACCESS, "close", None),
        (COMPLAINT, "acknowledge", None),
        (COMPLAINT, "follow up", "close"),
        (FOR_A_CUSTOMER, "pass on", None),
    ],
)
def test_the_officer_goes_on_where_no_fact_is_waited_for(way: Way, code: str, after: str | None) -> None:
    found = stage_after(way, stage(way, code))
    assert (found.code if found else None) == after


@pytest.mark.parametrize(
    ("way", "code", "before"),
    [
        (ACCESS, "receive", ""),
        (ACCESS, "answer", "receive, search, review"),
        (ACCESS, "close", ""),
        (COMPLAINT, "acknowledge", "route"),
        (COMPLAINT, "investigate", ""),
        (COMPLAINT, "answer", "investigate, find"),
        (COMPLAINT, "close", "follow up"),
    ],
)
def test_one_steps_back_as_far_as_the_last_fact_which_stays_a_fact(way: Way, code: str, before: str) -> None:
    assert codes(stages_before(way, stage(way, code))) == before


def test_a_step_back_needs_nothing() -> None:
    assert check_step(ACCESS, stage(ACCESS, "answer"), "search", Work()).code == "search"
    assert check_step(COMPLAINT, stage(COMPLAINT, "answer"), "investigate", Work()).code == "investigate"


@pytest.mark.parametrize(
    ("way", "code", "to"),
    [
        (ACCESS, "receive", "receive"),
        (ACCESS, "receive", "review"),
        (ACCESS, "receive", "no such stage"),
        (ACCESS, "receive", ""),
        (ACCESS, "answer", "close"),
        (ACCESS, "close", "answer"),
        (ACCESS, "close", "close"),
        (COMPLAINT, "investigate", "route"),
        (COMPLAINT, "acknowledge", "investigate"),
    ],
)
def test_no_stage_is_skipped_and_no_fact_is_passed_by_hand(way: Way, code: str, to: str) -> None:
    with pytest.raises(Mistake) as told:
        check_step(way, stage(way, code), to, DONE)
    assert told.value.sentence == (
        "The case does not go on to that from where it stands now. Look at it again."
    )


@pytest.mark.parametrize("need", list(Need))
def test_each_need_is_met_or_lacking(need: Need) -> None:
    assert not DONE.lacks(need)
    assert SHORT[need].lacks(need)


@pytest.mark.parametrize(
    ("work", "need", "lacks"),
    [
        (Work(), Need.ROUTED, True),
        (Work(), Need.SEARCHED, True),
        (Work(), Need.RECIPIENTS_TOLD, False),
        (Work(), Need.ISSUES_NAMED, True),
        (Work(), Need.FINDINGS, True),
        (Work(), Need.REASONS_DECIDED, True),
        (Work(decided=3), Need.REASONS_DECIDED, True),
        (Work(), Need.ACTIONS_DONE, False),
        (Work(places=1), Need.SEARCHED, False),
        (Work(places=2, places_open=2), Need.SEARCHED, True),
        (Work(issues=1, issues_open=1), Need.ISSUES_NAMED, False),
        (Work(issues=1), Need.FINDINGS, False),
    ],
)
def test_a_case_on_which_nothing_is_noted_lacks_all_that_must_be_noted(
    work: Work, need: Need, lacks: bool
) -> None:
    assert work.lacks(need) is lacks


@pytest.mark.parametrize(
    ("outcome", "need"),
    [
        (Outcome.NOTHING_HELD, Need.SEARCHED),
        (Outcome.REFUSED, Need.REASONS_DECIDED),
        (Outcome.PART_REFUSED, Need.REASONS_DECIDED),
        (Outcome.UPHELD, Need.FINDINGS),
        (Outcome.PARTLY_UPHELD, Need.FINDINGS),
        (Outcome.NOT_UPHELD, Need.FINDINGS),
        (Outcome.ELSEWHERE, Need.ROUTED),
    ],
)
def test_a_case_ends_so_only_with_what_it_ends_on(outcome: Outcome, need: Need) -> None:
    with pytest.raises(Mistake) as told:
        check_ending(outcome, SHORT[need])
    assert (told.value.sentence, told.value.field) == (need.value, "outcome")
    check_ending(outcome, DONE)


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome.ANSWERED,
        Outcome.WITHDRAWN,
        Outcome.NO_IDENTITY,
        Outcome.DEALT_WITH,
        Outcome.NO_ACTION,
        Outcome.RECOMMENDED,
        Outcome.ENFORCED,
        Outcome.NOT_NEEDED,
    ],
)
def test_the_other_endings_need_nothing_that_was_noted(outcome: Outcome) -> None:
    check_ending(outcome, Work())


def test_every_outcome_is_one_of_some_kind_of_case() -> None:
    assert {outcome for kind in CaseKind for outcome in outcomes_of(kind)} == set(Outcome)
