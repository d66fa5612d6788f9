"""The clock against a second one that walks the calendar a day at a time and shares nothing with it."""

import ast
import os
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from holidays import country_holidays

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.clock import (
    Ask,
    Clarification,
    ClockFacts,
    Deadline,
    Extension,
    ExtensionGround,
    check_extension,
    check_facts,
    notice_deadline,
    work_out,
)
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.holidays import ClosedDays, Nation, OwnDays
from kmss_dpo.intake.public_holidays import closed_days
from tests.domain.clock import second_clock
from tests.domain.clock.second_clock import Asking, Calendar, Story, Verdict

CASES = int(os.environ.get("CLOCK_CASES", "12000"))
"""How many random cases there are in all three nations together; CLOCK_CASES=300000 takes some minutes."""

ONE = timedelta(days=1)
FIRST, LAST = date(2019, 1, 1), date(2028, 12, 31)
SUBDIVISIONS = dict(zip(Nation, ("ENG", "SCT", "NIR"), strict=True))
KINDS = [CaseKind.ACCESS] * 6 + [CaseKind.COMPLAINT] * 2 + list(CaseKind)
"""Those to which most can happen come more often than the others."""

WITHOUT_THE_REST = {
    "kind": "access",
    "customers": False,
    **dict.fromkeys(("acknowledged", "promised", "answered", "more", "set_by_regulator")),
}
"""A story of nothing but questions and an extension, so that only the extension can be refused."""

MUST_HAPPEN = {
    *("not started", "stopped", "running", "answered", "no clock"),
    *("extended", "days excluded", "counts differ", "a short month", "passed over", "past the table"),
    *("moot", "late", "notice disputed", "notice too late", "met", "missed", "good practice"),
    *("warned", "looked at again", "told by", "closed by the officer", "opened by the officer"),
}


def published(nation: Nation) -> set[date]:
    """The public holidays as they are published, those on weekends among them."""
    return set(country_holidays("GB", subdiv=SUBDIVISIONS[nation], years=range(1990, 2101)))


def own_days(luck: random.Random, table: ClosedDays) -> OwnDays:
    """What an officer could change: some days that nobody foresaw, some that were none after all."""
    added = [FIRST + luck.randrange(4000) * ONE for _ in range(luck.choice((0, 40)))]
    removed = luck.sample(sorted(table.holidays), luck.choice((0, 60)))
    known_until = luck.choice((None, date(2030, 12, 31)))
    return OwnDays(dict.fromkeys(added, "A day of mourning"), frozenset(removed), known_until)


def tables(luck: random.Random, nation: Nation) -> Iterator[tuple[ClosedDays, Calendar]]:
    """The closed days of one officer after another, as the program has them and as the second clock does."""
    days = published(nation)
    while True:
        own = own_days(luck, closed_days(nation))
        calendar = Calendar(days - own.removed | set(own.added), FIRST, own.known_until or LAST)
        yield closed_days(nation, own), calendar


class Fate:
    """What happens to people and cases: anything, in any order that days can have."""

    def __init__(self, luck: random.Random) -> None:
        self.luck = luck
        self.received = date(2018, 11, 1) + luck.randrange(3700) * ONE
        while luck.random() < 0.25 and self.received.day < 29:
            self.received += ONE

    def later(self, day: date, most: int) -> date:
        return day + self.luck.randrange(most) * ONE

    def maybe(self, chance: float, most: int) -> date | None:
        return self.later(self.received, most) if self.luck.random() < chance else None

    def about_a_month_on(self, chance: float) -> date | None:
        return self.later(self.received + 27 * ONE, 9) if self.luck.random() < chance else None

    def asking(self, within: int, wait: int, answers: float = 0.9) -> Asking:
        asked = self.later(self.received, within)
        return asked, self.later(asked, wait) if self.luck.random() < answers else None

    def extended(self) -> dict[str, date]:
        """With a notice that went on some day, or one that has still to go on the day it is."""
        day = self.maybe(0.2, 60) or self.about_a_month_on(0.3)
        return {self.luck.choice(("notice", "notice", "untold")): day} if day else {}

    def story(self) -> Story:
        luck = self.luck
        proofs = tuple(self.asking(45, 40) for _ in range(luck.choice((0, 0, 0, 1, 2, 3))))
        return Story(
            kind=luck.choice(KINDS).value,
            received=self.received,
            proofs=proofs,
            clarifications=tuple(self.asking(110, 25, 0.95) for _ in range(luck.choice((0, 0, 1, 2, 4)))),
            **self.extended(),
            acknowledged=self.maybe(0.4, 45),
            promised=self.maybe(0.3, 90),
            answered=self.maybe(0.3, 150),
            more=self.asking(60, 40, 0.5) if luck.random() < 0.5 else None,
            set_by_regulator=self.maybe(0.5, 60),
            customers=luck.random() < 0.03,
        )


def facts_of(story: Story) -> ClockFacts:
    asks = [Ask(*each) for each in story.proofs]
    identity, authority, fee, *_ = [*asks, None, None, None]
    return ClockFacts(
        identity=identity,
        authority=authority,
        fee=fee,
        clarifications=tuple(Clarification(*each) for each in story.clarifications),
        extension=Extension(story.notice, ExtensionGround.COMPLEXITY, "Reasons.")
        if story.notice or story.untold
        else None,
        acknowledged_on=story.acknowledged,
        next_update_on=story.promised,
        answered_on=story.answered,
        more_asked_on=story.more and story.more[0],
        more_received_on=story.more and story.more[1],
        answer_by=story.set_by_regulator,
    )


def first_clock(story: Story, closed: ClosedDays) -> Deadline:
    kind = CaseKind(story.kind)
    today = story.untold or date.max
    return work_out(kind, story.received, facts_of(story), closed, today=today, for_customer=story.customers)


def found_by_the_first(deadline: Deadline) -> Verdict:
    """The same in the words of the second clock; what may be disputed is told by the warnings."""
    said = Counter(text.rsplit(": ", 1)[-1] for text in deadline.warnings)
    late = said["whether that still moves the date is unsettled."]
    disputed = said["whether it still came in time is unsettled."]
    return Verdict(
        state=deadline.state.value,
        started=deadline.started_on,
        due=deadline.due_on,
        latest=deadline.latest_arguable_on,
        period_ends=deadline.unrolled_on,
        extended=deadline.extended,
        excluded=deadline.excluded_days,
        look_again=deadline.chase_on,
        warn_from=deadline.warn_from,
        met=deadline.met,
        by_law=deadline.statutory,
        moot=said["it moves nothing."],
        late=late,
        notice="too late" if said["it extends nothing."] else "disputed" if disputed else "",
        past_the_table=bool(said["a holiday that is missing there would move the date."]),
    )


def happened(story: Story, found: Verdict, calendar: Calendar, closed: ClosedDays) -> Iterator[str]:
    """What is worth counting of a case, so that no part of the law goes untried."""
    plain = closed_days(closed.nation).holidays
    yield found.state
    told = {
        "extended": found.extended,
        "days excluded": found.excluded,
        "counts differ": found.due != found.latest,
        "a short month": found.started and found.period_ends and found.started.day > found.period_ends.day,
        "passed over": found.due and found.due != found.period_ends,
        "past the table": found.past_the_table,
        "moot": found.moot,
        "late": found.late,
        f"notice {found.notice}": found.notice,
        "met": found.met,
        "missed": found.met is False,
        "good practice": not found.by_law,
        "warned": found.warn_from and found.warn_from > story.received,
        "looked at again": found.look_again and not found.due,
        "told by": found.look_again and found.extended and found.due,
        "closed by the officer": found.period_ends in calendar.holidays and found.period_ends not in plain,
        "opened by the officer": found.due in plain,
    }
    yield from (name for name, is_so in told.items() if is_so)


@pytest.mark.parametrize("nation", list(Nation))
def test_a_second_clock_that_counts_day_by_day_finds_the_same_of_every_case(nation: Nation) -> None:
    luck = random.Random(f"{nation} 2026")
    seen = Counter[str]()
    table = tables(luck, nation)
    for number in range(CASES // len(Nation)):
        if number % 100 == 0:
            closed, calendar = next(table)
        story = Fate(luck).story()
        found = second_clock.verdict(story, calendar)
        assert found_by_the_first(first_clock(story, closed)) == found, story
        seen.update(happened(story, found, calendar, closed))
    assert seen.keys() == MUST_HAPPEN
    sys.stdout.write(f"{nation.value}: {CASES // len(Nation)} cases, {dict(seen.most_common())}\n")


@pytest.mark.parametrize("nation", list(Nation))
def test_both_clocks_agree_on_every_single_day_of_the_table(nation: Nation) -> None:
    closed, calendar = closed_days(nation), Calendar(published(nation), FIRST, LAST)
    for kind in (CaseKind.ACCESS, CaseKind.MARKETING_OBJECTION, CaseKind.COMPLAINT):
        for received in second_clock.each_day(FIRST, LAST):
            story = Story(kind.value, received)
            assert found_by_the_first(first_clock(story, closed)) == second_clock.verdict(story, calendar)


def refused(story: Story, closed: ClosedDays) -> str:
    """What is refused of the facts of an access request; empty where they can be kept."""
    details, facts = CaseDetails(CaseKind.ACCESS, story.received, Channel.POST), facts_of(story)
    try:
        check_facts(details.kind, story.received, facts, date.max)
        check_extension(details, ClockFacts(), facts, closed, story.untold or date.max)
    except Mistake as told:
        return told.field
    return ""


@pytest.mark.parametrize("nation", list(Nation))
def test_an_extension_is_refused_where_the_second_clock_finds_its_notice_too_late(nation: Nation) -> None:
    luck = random.Random(f"{nation} extensions")
    closed, calendar = closed_days(nation), Calendar(published(nation), FIRST, LAST)
    told = Counter[str]()
    for _ in range(CASES // 20):
        story = replace(Fate(luck).story(), **WITHOUT_THE_REST)
        is_late = second_clock.verdict(story, calendar).notice == "too late"
        assert refused(story, closed) == ("extension" if is_late else ""), story
        told[refused(story, closed)] += 1
    assert min(told[""], told["extension"]) > CASES // 400


def test_the_month_for_telling_whose_data_came_from_elsewhere_is_not_carried_over_a_weekend() -> None:
    for obtained in second_clock.each_day(date(2023, 1, 1), date(2028, 12, 31)):
        assert notice_deadline(obtained).due_on == second_clock.months_on(obtained, 1)


def test_the_second_clock_takes_nothing_from_the_program() -> None:
    tree = ast.parse(Path(second_clock.__file__).read_text("utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported == {"collections.abc", "dataclasses", "datetime"}
    assert not any(isinstance(node, ast.Import) for node in ast.walk(tree))
