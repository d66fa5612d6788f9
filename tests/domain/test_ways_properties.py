"""Whatever steps are taken on whatever way: no fact is passed, none is undone, and no case is stuck."""

from hypothesis import given
from hypothesis import strategies as st

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ways import (
    FOR_A_CUSTOMER,
    WAYS,
    Milestone,
    Stage,
    Way,
    Work,
    check_step,
    stage_after,
    stage_of,
    stages_before,
)

ON_WAYS = st.sampled_from([*WAYS.values(), FOR_A_CUSTOMER])
CODES = st.sampled_from(
    sorted({each.code for way in [*WAYS.values(), FOR_A_CUSTOMER] for each in way} | {""})
)
SOME = st.integers(0, 3)
WORK = st.builds(
    Work,
    routed=st.booleans(),
    places=SOME,
    places_open=SOME,
    decided=SOME,
    withheld=SOME,
    recipients_open=SOME,
    issues=SOME,
    issues_open=SOME,
    actions_open=SOME,
)


def waits(stage: Stage, facts: set[Milestone]) -> bool:
    return stage.until is not None and stage.until not in facts


def stands(way: Way, code: str, facts: set[Milestone]) -> Stage:
    return stage_of(
        way, code, acknowledged=Milestone.ACKNOWLEDGED in facts, answered=Milestone.ANSWERED in facts
    )


FACTS = st.sets(st.sampled_from(Milestone))


@given(ON_WAYS, CODES, FACTS)
def test_a_case_stands_on_its_way_between_the_last_fact_and_the_next(
    way: Way, code: str, facts: set[Milestone]
) -> None:
    here = stands(way, code, facts)
    at = way.index(here)
    assert here.until not in facts, "a stage that has its fact is over"
    assert not any(each.until in facts for each in way[at:]), "no fact lies ahead"
    since = max((place for place, each in enumerate(way) if each.until in facts), default=-1)
    assert not any(waits(each, facts) for each in way[since + 1 : at]), "none was passed that is not there"
    assert stands(way, here.code, facts) is here


@given(ON_WAYS, CODES, FACTS, st.sampled_from(Milestone))
def test_a_fact_that_comes_never_takes_a_case_back(
    way: Way, code: str, facts: set[Milestone], came: Milestone
) -> None:
    before = stands(way, code, facts)
    assert way.index(stands(way, before.code, facts | {came})) >= way.index(before)


@given(ON_WAYS, CODES, FACTS)
def test_where_one_can_go_by_hand_the_case_then_stands(way: Way, code: str, facts: set[Milestone]) -> None:
    here = stands(way, code, facts)
    after = stage_after(way, here)
    for each in [*stages_before(way, here), *([after] if after else [])]:
        assert stands(way, each.code, facts) is each


@given(ON_WAYS, CODES, FACTS, CODES, WORK)
def test_a_step_leads_one_stage_on_with_its_needs_met_or_back_or_nowhere(
    way: Way, code: str, facts: set[Milestone], to: str, work: Work
) -> None:
    here = stands(way, code, facts)
    try:
        there = check_step(way, here, to, work)
    except Mistake:
        after = stage_after(way, here)
        lacking = any(work.lacks(need) for need in here.needs)
        assert after is None or after.code != to or lacking
        assert to not in {each.code for each in stages_before(way, here)}
        return
    assert there.code == to
    forward = way.index(there) - way.index(here)
    assert forward <= 1
    assert forward != 0
    assert forward < 0 or not any(work.lacks(need) for need in here.needs)


@given(ON_WAYS)
def test_going_on_and_on_with_every_fact_that_is_waited_for_leads_to_closing(way: Way) -> None:
    everything = Work(routed=True, places=1, decided=1, withheld=1, issues=1)
    facts: set[Milestone] = set()
    here = stands(way, "", facts)
    for _ in way:
        if here.until:
            facts.add(here.until)
            here = stands(way, here.code, facts)
        elif after := stage_after(way, here):
            here = check_step(way, here, after.code, everything)
    assert here is way[-1]
