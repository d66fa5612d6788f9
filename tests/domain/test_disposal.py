"""What can be decided about what is ready, and how that and what became of it are said."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.disposal import (
    DisposalRecord,
    Disposed,
    Parts,
    Ready,
    Skip,
    Skipped,
    Sort,
    check_decided,
    permitted,
)
from kmss_dpo.domain.disposal_words import (
    certified,
    certified_title,
    done_words,
    list_line,
    log_line,
    title,
    what_it_holds,
)
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.retention import DEFAULT_RULES, STAGES, Action, RecordClass
from kmss_dpo.domain.retention_words import counted_words, record_words, records_words

DAY = date(2026, 11, 1)
ACCESS = Ready(CaseId(7), 2, "SAR-2024-0009", CaseKind.ACCESS, "Ben Asante", "request", DAY, DAY)
OBJECTION = replace(ACCESS, kind=CaseKind.MARKETING_OBJECTION)
MATERIAL, DISCLOSED, _ = STAGES
COPY = replace(ACCESS, sort=Sort.IDENTITY, record=9, rule=RecordClass.IDENTITY_COPY)
STATISTIC = Ready(
    CaseId(0), 0, "Statistics of a case 3", CaseKind.ACCESS, "", RecordClass.REQUEST_STATISTICS, DAY, DAY
)
STATISTIC = replace(STATISTIC, sort=Sort.STATISTIC, record=3, told="answered")
ENTRY = replace(STATISTIC, sort=Sort.LOG, kind=None, rule=RecordClass.DISPOSAL_LOG, told="")
RECORD = DisposalRecord(
    12,
    datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
    "request",
    "closed",
    "access",
    2,
    "Robin",
    "Erased",
    "reached",
)


def test_each_record_has_a_number_of_its_own_and_that_of_a_case_is_the_case() -> None:
    numbers = [each.id for each in (ACCESS, COPY, STATISTIC, ENTRY, replace(ENTRY, sort=Sort.INCIDENT))]
    assert numbers[0] == ACCESS.case
    assert len(set(numbers)) == len(numbers)
    assert {sort: replace(ENTRY, sort=sort).of for sort in Sort} == {
        Sort.CASE: (Kind.CASE, 3),
        Sort.IDENTITY: (Kind.DOCUMENT, 3),
        Sort.STATISTIC: (Kind.STATISTIC, 3),
        Sort.LOG: (Kind.DISPOSAL, 3),
        Sort.INCIDENT: (Kind.INCIDENT, 3),
        Sort.BINNED: (Kind.BINNED, 3),
    }


@pytest.mark.parametrize(
    ("ready", "actions"),
    [
        (ACCESS, [Action.ERASE, Action.ANONYMISE]),
        (OBJECTION, [Action.ERASE, Action.ANONYMISE, Action.SUPPRESS]),
        (replace(ACCESS, rule=MATERIAL), [Action.ERASE]),
        (replace(OBJECTION, rule=DISCLOSED), [Action.ERASE]),
        (replace(OBJECTION, rule=RecordClass.UNFINISHED_FORM), [Action.ERASE]),
        (replace(OBJECTION, rule=RecordClass.REQUEST_STATISTICS), [Action.ERASE]),
        (COPY, [Action.ERASE]),
        (STATISTIC, [Action.ERASE]),
        (ENTRY, [Action.ERASE]),
    ],
)
def test_what_can_be_done_with_a_record(ready: Ready, actions: list[Action]) -> None:
    assert list(permitted(ready)) == actions
    for action in Action:
        if action not in actions:
            with pytest.raises(Mistake, match="cannot be done with one of these records"):
                check_decided([replace(ready, action=action)])
    check_decided([replace(ready, action=action) for action in actions])


def test_only_a_case_that_names_somebody_is_kept_longer() -> None:
    can = [each.can_be_kept() for each in (ACCESS, replace(ACCESS, rule=MATERIAL), COPY, STATISTIC, ENTRY)]
    assert can == [True, True, False, False, False]
    assert not replace(ACCESS, rule=RecordClass.REQUEST_STATISTICS).can_be_kept()


@pytest.mark.parametrize(
    ("ready", "said", "holds"),
    [
        (ACCESS, "Subject access", "2 letters"),
        (
            replace(ACCESS, rule=MATERIAL),
            "Subject access, collected material",
            "What was collected to answer it",
        ),
        (
            replace(ACCESS, rule=DISCLOSED),
            "Subject access, disclosed copies",
            "Copies of what was disclosed",
        ),
        (
            replace(ACCESS, rule=RecordClass.REQUEST_STATISTICS),
            "Subject access, anonymised",
            "Kind, dates and outcome",
        ),
        (COPY, "Copy of an identity paper", "One document"),
        (STATISTIC, "Line of statistics", "answered"),
        (ENTRY, "Entry of the log", "Without personal data"),
        (replace(ENTRY, sort=Sort.INCIDENT), "Incident of the register", "Without personal data"),
    ],
)
def test_each_record_is_named_with_what_goes_with_it(ready: Ready, said: str, holds: str) -> None:
    assert title(ready) == said
    assert what_it_holds(ready, Parts(letters=2)) == holds


def test_groups_of_what_is_no_case_are_counted_in_words() -> None:
    assert records_words(None, RecordClass.IDENTITY_COPY, 2) == "2 copies of identity papers"
    assert records_words(None, RecordClass.REQUEST_STATISTICS, 1_200) == "1,200 lines of statistics"
    assert record_words(None, RecordClass.DISPOSAL_LOG) == "Entry of the log"


def test_parts_are_counted_one_or_several() -> None:
    whole = Parts(letters=1, entries=2, forms=1, binned=2, notes=3)
    assert counted_words(whole) == "1 letter, 3 notes, 2 entries, 1 unfinished form, 2 records in the bin"
    assert counted_words(Parts(entries=1, binned=1)) == "1 entry, 1 record in the bin"
    assert Parts(cases=1, contacts=1, correspondence=2, documents=3, letters=4, notes=5, binned=6, forms=7,
                 entries=8, versions=9, others=10).search_entries() == 16  # fmt: skip


def test_the_exported_lines_say_class_and_proposal_and_what_was_done() -> None:
    rule = DEFAULT_RULES[2]
    assert list_line(ACCESS, rule)[-2:] == ("case", "Erase")
    assert list_line(ENTRY, None)[4:6] == ("", "")
    done = replace(RECORD, action=Action.ANONYMISE, stage="disclosed copies", held=1, failures=2)
    assert log_line(done)[-4:] == ("anonymise", "disclosed copies", "1", "2")


def test_a_certificate_says_everything_that_is_recorded_and_leaves_out_what_there_is_not() -> None:
    facts = dict(certified(RECORD, "22 November 2026"))
    assert facts["Hold check"].endswith("none was on hold")
    assert facts["Failures"] == "None"
    assert "Part of the record" not in facts
    more = dict(certified(replace(RECORD, stage="collected material", held=1, failures=2), "now"))
    assert more["Hold check"].endswith("1 record on hold left alone")
    assert (more["Failures"], more["Part of the record"]) == ("2 records stayed whole", "Collected material")
    assert certified_title(RECORD) == "Entry 12 of the disposal log: 2 \N{MULTIPLICATION SIGN} Subject access"
    assert certified_title(replace(RECORD, id=0)) == "2 \N{MULTIPLICATION SIGN} Subject access"


def test_what_became_of_records_is_said_by_what_was_done() -> None:
    assert done_words((), 2) == "2 records erased"
    assert done_words(((Action.ANONYMISE, 1),), 1) == "1 record anonymised"
    assert (
        done_words(((Action.ANONYMISE, 1), (Action.SUPPRESS, 2)), 4)
        == "1 record erased, 1 anonymised, 2 suppressed"
    )


def test_failures_are_counted_apart_from_what_was_held() -> None:
    skipped = (Skipped("A", Skip.FAILED), Skipped("B", Skip.HELD), Skipped("C", Skip.FAILED))
    assert Disposed(0, Parts(), skipped, 0, 0).failures() == 2


def test_parts_are_added_up_kind_by_kind() -> None:
    assert Parts(cases=1, notes=2) + Parts(cases=3, others=4) == Parts(cases=4, notes=2, others=4)
