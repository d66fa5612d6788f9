"""The retention schedule on paper: a summary, then each rule whole."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.retention import DEFAULT_RULES
from kmss_dpo.domain.retention_words import RULE_NAMES
from kmss_dpo.domain.schedule import Approval, InForce, RuleVersion
from kmss_dpo.domain.schedule_words import PRINTED_HEADS, printed_line, standing_words, told_whole
from kmss_dpo.letters.schedule import PrintedRule, PrintedSchedule, draw_schedule

APPROVAL = Approval("Branwen Ŵyn", date(2026, 11, 22), date(2027, 11, 22))
LINES = [InForce(rule, None, RuleVersion(2, rule, (APPROVAL,))) for rule in DEFAULT_RULES]
SCHEDULE = PrintedSchedule(
    "KMSS",
    standing_words(3, APPROVAL),
    date(2026, 11, 29),
    PRINTED_HEADS,
    tuple(PrintedRule(RULE_NAMES[line.rule.code], printed_line(line), told_whole(line)) for line in LINES),
)


def test_the_schedule_says_version_approval_and_every_field_of_each_rule(paper: Callable) -> None:
    pdf = draw_schedule(SCHEDULE)
    drawn = paper(pdf)
    first = drawn.text(0)
    for said in ("KMSS", "Version 3 of the schedule", "Branwen Ŵyn", "22 Nov 2027", "29 November 2026"):
        assert said in first
    words = " ".join(drawn.words())
    for rule in SCHEDULE.rules:
        for name, said in rule.told:
            assert f"{name} {said}" in words
    assert draw_schedule(SCHEDULE) == pdf
    assert b"Helvetica" not in pdf


def test_each_rule_is_whole_on_one_page_with_its_name(paper: Callable) -> None:
    drawn = paper(draw_schedule(SCHEDULE))
    texts = [drawn.text(page) for page in range(len(drawn.pages))]
    assert len(texts) > 2
    for text in texts:
        assert text.count("What The rule says") == text.count("Next review 22 Nov 2027") - (text is texts[0])


def test_a_name_that_cannot_be_printed_is_refused() -> None:
    with pytest.raises(Mistake, match="can't be printed"):
        draw_schedule(replace(SCHEDULE, short_name="\N{SNOWMAN}"))
