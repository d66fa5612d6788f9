"""The schedule as the officer changes it: proposed, tried, approved, reviewed, worked out, printed."""

import csv
import json
from dataclasses import replace
from datetime import date, datetime
from io import StringIO
from typing import Any

import pytest
from pypdfium2 import PdfDocument
from sqlalchemy import select

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Outcome
from kmss_dpo.domain.disposal import Skip
from kmss_dpo.domain.errors import Conflict, Mistake
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.retention import DEFAULT_RULES, STAGES, Action, RecordClass, RetentionRule, Stock
from kmss_dpo.domain.schedule import Approval
from kmss_dpo.domain.schedule_trial import Tried
from kmss_dpo.services import schedule
from kmss_dpo.session import Session
from kmss_dpo.store.tables import history, retention_rules
from tests.conftest import Wristwatch
from tests.services.old_records import close, dealt_with, dispose, enquiry, old_request, person

REVIEW = date(2027, 11, 22)
ENQUIRY, REQUEST = RecordClass.ENQUIRY, RecordClass.REQUEST


def rule(session: Session, code: RecordClass) -> RetentionRule:
    found = session.schedule.whole().proposed(code)
    assert found is not None
    return found


def propose(session: Session, code: RecordClass, **changes: Any) -> RetentionRule:
    before = rule(session, code)
    wanted = replace(before, **{"reason": "A tribunal asked for it.", **changes})
    session.schedule.propose(wanted, before)
    return wanted


def proposed(session: Session) -> tuple[RetentionRule, ...]:
    proposal = session.schedule.whole().proposal
    return proposal.rules if proposal else ()


def approve(session: Session, review_on: date = REVIEW) -> None:
    session.schedule.approve(proposed(session), review_on)


def listed(session: Session) -> list[CaseId]:
    return [each.case for each in session.retention.ready()]


def test_the_first_run_names_owner_approval_and_next_review(session: Session) -> None:
    whole = session.schedule.whole()
    assert [line.rule.code for line in whole.lines] == list(RecordClass)
    assert {(line.rule.owner, line.rule.reviewer) for line in whole.lines} == {("Robin Hale", "")}
    versions = [line.version for line in whole.lines if line.version]
    assert len(versions) == len(whole.lines)
    assert {each.number for each in versions} == {1}
    [approval] = {each.approved for each in versions}
    assert (approval.by, approval.on, approval.review_on) == ("Robin Hale", date(2026, 11, 22), REVIEW)
    assert (whole.edition, whole.approved, whole.proposal, whole.lacking) == (1, approval, None, ())
    assert not whole.owed
    with session.opened.register.reading() as connection:
        assert set(connection.scalars(select(retention_rules.c.approved_by))) == {1}


def test_a_proposal_is_not_in_force_and_says_whose_it_is(session: Session) -> None:
    before = session.retention.schedule()
    wanted = propose(session, REQUEST, months=36, reviewer=" Ann Ash ")
    whole = session.schedule.whole()
    assert session.retention.schedule() == whole.rules() == before
    assert whole.proposal is not None
    assert whole.proposal.rules == (replace(wanted, reviewer="Ann Ash"),)
    assert (whole.proposal.by, whole.proposal.on) == ("Robin Hale", date(2026, 11, 22))
    assert whole.rule(REQUEST) == next(each for each in before if each.code is REQUEST)
    assert whole.proposed(ENQUIRY) == whole.rule(ENQUIRY)


def test_a_rule_proposed_as_it_is_in_force_is_no_proposal(session: Session) -> None:
    before = rule(session, REQUEST)
    propose(session, REQUEST, months=36)
    propose(session, REQUEST, months=before.months, reason=before.reason)
    assert session.schedule.whole().proposal is None


def test_proposed_rules_are_taken_back_one_by_one(session: Session) -> None:
    propose(session, REQUEST, months=36)
    propose(session, ENQUIRY, months=1)
    session.schedule.withdraw([REQUEST])
    assert [each.code for each in proposed(session)] == [ENQUIRY]
    session.schedule.withdraw(RecordClass)
    assert session.schedule.whole().proposal is None


def test_what_a_rule_cannot_say_is_refused_and_nothing_kept(session: Session) -> None:
    with pytest.raises(Mistake) as refused:
        propose(session, REQUEST, purpose=" ")
    assert refused.value.field == "purpose"
    assert proposed(session) == ()


def test_a_rule_that_changed_since_it_was_opened_is_a_conflict(session: Session) -> None:
    seen = rule(session, REQUEST)
    propose(session, REQUEST, months=36)
    with pytest.raises(Conflict):
        session.schedule.propose(replace(seen, months=12), seen)
    assert [each.months for each in proposed(session)] == [36]


def test_a_trial_says_what_would_be_listed_and_changes_nothing(session: Session) -> None:
    old = old_request(session, person(session))
    close(session, enquiry(session, person(session, "Mair Evans")), date(2026, 11, 19))
    waits = close(session, enquiry(session, person(session, "Owain Pugh")), date(2026, 11, 19))
    session.retention.keep([waits], date(2026, 12, 1), "A contract is being signed.")
    for code in STAGES:
        propose(session, code, months=36)
    propose(session, ENQUIRY, months=1)
    trial = session.schedule.trial()
    assert trial.lines == (Tried(ENQUIRY, 1, 0, 0, 1), Tried(REQUEST, 1, 0, 0, 1))
    assert (trial.now, trial.then) == (2, 0)
    assert old in listed(session)
    session.schedule.withdraw(STAGES)
    propose(session, REQUEST, months=1)
    assert Tried(REQUEST, 1, 1) in session.schedule.trial().lines


def test_a_trial_agrees_with_what_is_listed_before_and_after(session: Session) -> None:
    for day in (date(2024, 11, 22), date(2025, 5, 22), date(2025, 11, 22), date(2026, 5, 22)):
        details = CaseDetails(CaseKind.ACCESS, day, Channel.POST)
        close(session, session.cases.open_case(details), day, Outcome.ANSWERED)
    dealt_with(session, person(session))
    asked = session.schedule.trial()
    assert asked.now == asked.then == len(listed(session))
    propose(session, REQUEST, months=12)
    propose(session, ENQUIRY, days=10)
    trial = session.schedule.trial()
    assert trial.now == len(listed(session))
    approve(session)
    session.schedule.work_out()
    assert len(listed(session)) == trial.then


def test_statistics_and_the_log_are_tried_too(session: Session, clock: Wristwatch) -> None:
    dealt_with(session, person(session))
    dispose(session)
    clock.moment = datetime.fromisoformat("2028-11-22T12:00:00+00:00")
    propose(session, RecordClass.DISPOSAL_LOG, months=24)
    assert session.schedule.trial().lines == (Tried(RecordClass.DISPOSAL_LOG, 0, 1, 1),)


def test_approval_puts_the_proposal_in_force_and_numbers_only_what_changed(
    session: Session, clock: Wristwatch
) -> None:
    before = rule(session, REQUEST)
    wanted = propose(session, REQUEST, months=12)
    clock.moment = datetime.fromisoformat("2026-12-01T12:00:00+00:00")
    approve(session, date(2027, 6, 1))
    whole = session.schedule.whole()
    numbers = {line.rule.code: line.version.number for line in whole.lines if line.version}
    assert {code for code, number in numbers.items() if number == 2} == {REQUEST}
    assert (whole.edition, whole.proposal, whole.rule(REQUEST)) == (2, None, wanted)
    assert {line.version.approved for line in whole.lines if line.version} == {whole.approved}
    assert whole.approved is not None
    assert (whole.approved.on, whole.approved.review_on) == (date(2026, 12, 1), date(2027, 6, 1))
    first, second = session.schedule.versions(REQUEST)
    assert (first.rule, first.approved.by, first.approved.on) == (before, "Robin Hale", date(2026, 11, 22))
    assert (second.rule, second.number) == (wanted, 2)
    assert [len(each.approvals) for each in session.schedule.versions(ENQUIRY)] == [2]


def test_an_earlier_version_can_be_proposed_again(session: Session) -> None:
    propose(session, REQUEST, months=12)
    approve(session)
    first, _second = session.schedule.versions(REQUEST)
    session.schedule.propose(first.rule, rule(session, REQUEST))
    approve(session)
    assert [each.number for each in session.schedule.versions(REQUEST)] == [1, 2, 3]
    assert rule(session, REQUEST) == first.rule


def test_the_schedule_is_approved_as_it_is_after_a_review(session: Session) -> None:
    approve(session)
    whole = session.schedule.whole()
    assert (whole.edition, whole.owed) == (2, False)
    assert {line.version.number for line in whole.lines if line.version} == {1}


def test_another_proposal_than_was_looked_at_is_not_approved(session: Session) -> None:
    propose(session, REQUEST, months=12)
    seen = proposed(session)
    propose(session, REQUEST, months=6)
    with pytest.raises(Conflict):
        session.schedule.approve(seen, REVIEW)
    with pytest.raises(Conflict):
        session.schedule.approve((), REVIEW)
    assert session.schedule.whole().edition == 1


def test_the_next_review_lies_ahead(session: Session) -> None:
    with pytest.raises(Mistake) as refused:
        session.schedule.approve((), date(2026, 11, 22))
    assert refused.value.field == "review_on"


def test_due_dates_follow_the_rule_that_was_approved(session: Session) -> None:
    case = dealt_with(session, person(session))
    request = old_request(session, person(session, "Mair Evans"))
    assert set(listed(session)) == {case, request}
    propose(session, ENQUIRY, months=1)
    approve(session)
    assert session.schedule.whole().owed
    assert session.schedule.work_out() == 1
    assert not session.schedule.whole().owed
    assert listed(session) == [request]
    assert session.schedule.work_out() == 0


def test_words_move_no_dates(session: Session) -> None:
    dealt_with(session, person(session))
    propose(session, ENQUIRY, owner="Ann Ash", action=Action.REVIEW)
    approve(session)
    assert not session.schedule.whole().owed


def test_what_was_cut_off_is_gone_on_with_even_if_the_rule_is_back_as_it_was(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule, "_SLICE", 2)
    wanted = [dealt_with(session, person(session, f"Person {number}")) for number in range(5)]
    before = rule(session, ENQUIRY)
    propose(session, ENQUIRY, months=1)
    approve(session)
    seen: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> bool:
        seen.append((done, of))
        return False

    assert session.schedule.work_out(stop) == 2
    assert (seen, len(listed(session))) == ([(2, 5)], 3)
    session.schedule.propose(before, rule(session, ENQUIRY))
    approve(session)
    assert session.schedule.whole().owed
    assert session.schedule.work_out() == 2
    assert listed(session) == wanted


def test_a_schedule_approved_while_the_dates_are_worked_out_is_not_forgotten(session: Session) -> None:
    dealt_with(session, person(session))
    propose(session, ENQUIRY, months=1)
    approve(session)

    def approve_another(_done: int, _of: int) -> bool:
        propose(session, ENQUIRY, months=2, reason="Another tribunal asked for more.")
        approve(session)
        return True

    session.schedule.work_out(approve_another)
    assert session.schedule.whole().owed
    session.schedule.work_out()
    assert not session.schedule.whole().owed


def test_open_cases_and_those_of_other_rules_are_left_alone(session: Session) -> None:
    enquiry(session, person(session))
    old_request(session, person(session, "Mair Evans"))
    propose(session, ENQUIRY, months=1)
    approve(session)
    seen: list[int] = []
    session.schedule.work_out(lambda _done, of: not seen.append(of))
    assert seen == []
    assert not session.schedule.whole().owed


def test_nothing_goes_by_a_rule_that_is_not_in_force_any_more(session: Session) -> None:
    case = dealt_with(session, person(session))
    ready = session.retention.ready()
    propose(session, ENQUIRY, months=12)
    approve(session)
    assert [each.why for each in dispose(session, of=ready).skipped] == [Skip.NOT_DUE]
    assert session.cases.case(case)


def test_a_class_without_a_rule_is_offered_the_programs(session: Session) -> None:
    known = [each for each in DEFAULT_RULES if each.code is not RecordClass.MARKETING]
    with session.opened.register.writing("made as an older program would") as writing:
        writing.connection.execute(retention_rules.delete().where(retention_rules.c.code == "marketing"))
    assert [each.code for each in session.retention.schedule()] == [each.code for each in known]
    assert [each.code for each in session.schedule.whole().lacking] == [RecordClass.MARKETING]
    session.schedule.propose_lacking()
    whole = session.schedule.whole()
    assert whole.lacking == ()
    assert [(each.code, each.owner) for each in proposed(session)] == [(RecordClass.MARKETING, "Robin Hale")]
    approve(session)
    assert session.schedule.whole().lines[-1].rule.code is RecordClass.MARKETING


def test_the_export_has_every_field(session: Session) -> None:
    rows = list(csv.DictReader(StringIO(session.schedule.export().decode("utf-8-sig"))))
    assert len(rows) == len(RecordClass)
    requests = next(row for row in rows if row["Records"] == "Rights requests")
    assert requests["Period"] == "two years after closing"
    assert (requests["Owner"], requests["Version"], requests["Approved by"]) == (
        "Robin Hale",
        "1",
        "Robin Hale",
    )
    assert (requests["Approved on"], requests["Next review"]) == ("2026-11-22", "2027-11-22")


def test_the_print_is_of_what_is_in_force(session: Session) -> None:
    propose(session, REQUEST, months=36)
    pdf = session.schedule.printed()
    text = "".join(page.get_textpage().get_text_bounded() for page in PdfDocument(pdf))
    assert "Version 1 of the schedule, approved 22 Nov 2026 by Robin Hale." in text
    assert "two years after closing" in text
    assert "three years after closing, " not in text
    assert session.schedule.printed() == pdf


@pytest.mark.parametrize(
    ("today", "due"),
    [("2027-10-21", None), ("2027-10-22", REVIEW), ("2027-12-01", REVIEW)],
)
def test_a_review_that_is_near_stands_on_today(
    session: Session, clock: Wristwatch, today: str, due: date | None
) -> None:
    clock.moment = datetime.fromisoformat(f"{today}T12:00:00+00:00")
    overview = session.today.overview()
    assert overview.schedule_review == due
    assert ("due for review" in overview.sentence()) == (due is not None)


def test_the_stock_of_each_class_stands_beside_its_rule(session: Session) -> None:
    dealt_with(session, person(session))
    stocks = {line.rule.code: line.stock for line in session.schedule.whole().lines}
    assert stocks[ENQUIRY] == Stock(1, 1)
    assert stocks[RecordClass.BREACH] is None


def test_a_schedule_from_before_reviews_were_kept_has_one_a_year_after_its_approval(
    session: Session, clock: Wristwatch
) -> None:
    with session.opened.register.writing("made as an older program would") as writing:
        writing.connection.execute(
            retention_rules.update().values(owner="", approved_by=None, next_review=None)
        )
        for row in writing.connection.execute(select(history).where(history.c.kind == "retention")).all():
            [kept] = json.loads(row.content)["retention_rules"]
            for name in ("owner", "reviewer", "approved_by", "next_review"):
                del kept[name]
            older = json.dumps({"retention_rules": [kept]}).encode()
            writing.connection.execute(
                history.update().where(history.c.audit_id == row.audit_id).values(content=older)
            )
    whole = session.schedule.whole()
    assert whole.approved == Approval("Robin Hale", date(2026, 11, 22), REVIEW)
    assert {line.rule.owner for line in whole.lines} == {""}
    clock.moment = datetime.fromisoformat("2027-11-01T12:00:00+00:00")
    assert session.today.overview().schedule_review == REVIEW
