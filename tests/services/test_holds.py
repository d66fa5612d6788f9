"""What is held by what, and how the officer places and releases holds."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from kmss_dpo.domain.case_views import EventKind
from kmss_dpo.domain.cases import CaseKind, Outcome
from kmss_dpo.domain.contacts import ContactKind
from kmss_dpo.domain.correspondence import Mark, NewDocument
from kmss_dpo.domain.disposal import Skip
from kmss_dpo.domain.errors import Conflict, Mistake, NotHere
from kmss_dpo.domain.holds import in_short
from kmss_dpo.domain.ids import CaseId, HoldId, Kind
from kmss_dpo.domain.retention import blocks_erasure
from kmss_dpo.session import Session
from kmss_dpo.store import tables
from tests.services.asking import history
from tests.services.holding import (
    CLAIM,
    REVIEW,
    contact,
    held_by,
    link,
    opened,
    place,
    searched_place,
)
from tests.services.old_records import close, dealt_with, dispose, enquiry, person, received

PLACING = [kind for kind in CaseKind if blocks_erasure(kind)]


def test_a_hold_placed_by_hand_says_who_placed_it_and_when_it_is_reviewed(session: Session) -> None:
    case = dealt_with(session, person(session))
    hold = place(session, Kind.CASE, case, f" {CLAIM} ")
    kept = session.holds.hold(hold)
    assert (kept.on, kept.scope, kept.reason) == ((Kind.CASE, case), "DEM-2026-0001", CLAIM)
    assert (kept.placed_by, kept.placed_on, kept.review_on, kept.release) == (
        "Robin Hale",
        date(2026, 11, 22),
        REVIEW,
        None,
    )
    assert session.holds.on(Kind.CASE, case) == (kept,)


def test_a_held_case_is_listed_with_the_reason_and_stays(session: Session) -> None:
    case = dealt_with(session, person(session))
    before = session.retention.ready()
    place(session, Kind.CASE, case)
    [listed] = session.retention.ready()
    assert listed.held_by == (CLAIM,)
    assert session.retention.preview([listed]).cases == 0
    for chosen in (before, [listed]):
        [skipped] = dispose(session, of=chosen).skipped
        assert skipped.why is Skip.HELD
    assert session.cases.case(case)


def test_a_hold_on_a_contact_keeps_every_case_that_names_them_in_any_role(session: Session) -> None:
    who, other = person(session), person(session, "Mair Evans")
    asking = opened(session, CaseKind.DEMO_ENQUIRY, who, other)
    about = opened(session, CaseKind.DEMO_ENQUIRY, other, who)
    told = opened(session, CaseKind.DEMO_ENQUIRY, other, other, who)
    wrote = opened(session, CaseKind.DEMO_ENQUIRY, other)
    session.casework.log(wrote, received("I write for Mair.", who))
    without = opened(session, CaseKind.DEMO_ENQUIRY, other)
    place(session, Kind.CONTACT, who)
    for case in (asking, about, told, wrote):
        assert held_by(session, Kind.CASE, case) == [CLAIM]
    assert held_by(session, Kind.CASE, without) == held_by(session, Kind.CONTACT, other) == []
    assert held_by(session, Kind.CONTACT, who) == [CLAIM]


def test_a_held_contact_whom_no_case_names_is_not_erased(session: Session) -> None:
    who = person(session)
    hold = place(session, Kind.CONTACT, who)
    with pytest.raises(Mistake, match="on hold since Sun 22 Nov 2026"):
        session.contacts.erase(who)
    assert session.contacts.contact(who)
    session.holds.release(hold, 1, "It is settled.")
    assert session.contacts.erase(who) == 0
    with pytest.raises(NotHere):
        session.holds.hold(hold)
    assert session.search.find("zebulonquax") == []


@pytest.mark.parametrize("kind", PLACING)
def test_an_open_case_holds_itself_and_all_of_its_people_until_it_is_closed(
    session: Session, kind: CaseKind
) -> None:
    who, agent, reader = (contact(session, name) for name in ("Ann", "Ben", "Carys"))
    old = {each: opened(session, CaseKind.DEMO_ENQUIRY, each) for each in (who, agent, reader)}
    case = opened(session, kind, agent, who, reader)
    reference = session.cases.case(case).reference
    for each in (who, agent, reader):
        assert held_by(session, Kind.CASE, old[each]) == [reference]
        assert held_by(session, Kind.CONTACT, each) == [reference]
    assert held_by(session, Kind.CASE, case) == [reference]
    session.cases.void(case, session.cases.case(case).version, "Twice the same")
    assert held_by(session, Kind.CASE, old[who]) == held_by(session, Kind.CASE, case) == []
    session.cases.reopen(case, session.cases.case(case).version, "It was not")
    assert held_by(session, Kind.CASE, old[who]) == [reference]


def test_a_kind_that_places_no_hold_holds_nothing(session: Session) -> None:
    who = person(session)
    old = dealt_with(session, who)
    for kind in set(CaseKind) - set(PLACING):
        opened(session, kind, who)
    assert held_by(session, Kind.CASE, old) == held_by(session, Kind.CONTACT, who) == []


def test_a_firm_that_asks_for_one_client_does_not_hold_what_concerns_another(session: Session) -> None:
    firm = contact(session, "Example Solicitors", ContactKind.ORGANISATION)
    ann, ben = contact(session, "Ann"), contact(session, "Ben")
    other = opened(session, CaseKind.DEMO_ENQUIRY, firm, ben)
    opened(session, CaseKind.ACCESS, firm, ann, firm)
    assert held_by(session, Kind.CASE, other) == held_by(session, Kind.CONTACT, firm) == []
    assert held_by(session, Kind.CONTACT, ann) == ["SAR-2026-0001"]
    opened(session, CaseKind.COMPLAINT, firm)
    assert held_by(session, Kind.CASE, other) == ["CMP-2026-0001"]


@pytest.mark.parametrize("turned", [False, True])
def test_an_open_case_holds_the_cases_it_is_linked_with(session: Session, *, turned: bool) -> None:
    asking, old = opened(session, CaseKind.COMPLAINT, None), opened(session, CaseKind.DEMO_ENQUIRY, None)
    plain = opened(session, CaseKind.DEMO_ENQUIRY, None)
    link(session, *((old, asking) if turned else (asking, old)))
    link(session, plain, old)
    assert held_by(session, Kind.CASE, old) == ["CMP-2026-0001"]
    assert held_by(session, Kind.CASE, plain) == []
    close(session, old, date(2026, 11, 19))
    assert [each.held_by for each in session.retention.ready()] == [("CMP-2026-0001 open",)]


def test_a_case_of_the_regulator_holds_whom_the_case_it_is_linked_with_is_about(session: Session) -> None:
    regulator = contact(session, "The regulator", ContactKind.ORGANISATION)
    ann, agent = contact(session, "Ann"), contact(session, "Ben")
    complaint = opened(session, CaseKind.COMPLAINT, agent, ann)
    close(session, complaint, date(2026, 11, 20), Outcome.WITHDRAWN)
    old = {each: opened(session, CaseKind.DEMO_ENQUIRY, regulator, each) for each in (ann, agent)}
    link(session, opened(session, CaseKind.REGULATOR, regulator), complaint)
    assert held_by(session, Kind.CASE, complaint) == ["REG-2026-0001"]
    assert held_by(session, Kind.CASE, old[ann]) == ["REG-2026-0001"]
    assert held_by(session, Kind.CASE, old[agent]) == []


def test_what_is_kept_on_a_case_is_held_with_it(session: Session) -> None:
    case = dealt_with(session, person(session))
    document = session.casework.add_document(case, NewDocument("a.txt", "text/plain", b"a"))
    note = session.casework.add_note(case, "Called back.")
    assert held_by(session, Kind.DOCUMENT, document) == held_by(session, Kind.NOTE, note) == []
    place(session, Kind.CASE, case)
    assert held_by(session, Kind.DOCUMENT, document) == held_by(session, Kind.NOTE, note) == [CLAIM]
    for kind in (Kind.DOCUMENT, Kind.CASE, Kind.CONTACT):
        with pytest.raises(NotHere):
            session.holds.on(kind, 99)


def test_an_open_request_holds_what_came_and_went_on_it_and_not_the_officers_own_entries(
    session: Session,
) -> None:
    case = opened(session, CaseKind.ACCESS, person(session))
    document = session.casework.add_document(case, NewDocument("a.txt", "text/plain", b"a"))
    searched = searched_place(session, case)
    assert held_by(session, Kind.DOCUMENT, document) == ["SAR-2026-0001"]
    assert held_by(session, Kind.SEARCH_PLACE, searched) == []
    place(session, Kind.CASE, case)
    assert held_by(session, Kind.SEARCH_PLACE, searched) == [CLAIM]


def test_the_copy_of_an_identity_paper_is_held_by_nothing(session: Session) -> None:
    case = opened(session, CaseKind.ACCESS, person(session))
    place(session, Kind.CASE, case)
    document = session.casework.add_document(case, NewDocument("passport.jpg", "image/jpeg", b"a"))
    assert held_by(session, Kind.DOCUMENT, document) == ["SAR-2026-0001", CLAIM]
    session.casework.mark_documents({document: 1}, Mark.IDENTITY, "A copy of a passport")
    assert held_by(session, Kind.DOCUMENT, document) == []


def test_a_hold_is_released_with_a_reason_that_stays_readable(session: Session) -> None:
    case = dealt_with(session, person(session))
    hold = place(session, Kind.CASE, case)
    with pytest.raises(Mistake):
        session.holds.release(hold, 1, " ")
    session.holds.release(hold, 1, " The claim was settled. ")
    ended = session.holds.hold(hold).release
    assert ended is not None
    assert (ended.on, ended.by, ended.reason) == (date(2026, 11, 22), "Robin Hale", "The claim was settled.")
    assert session.holds.on(Kind.CASE, case) == ()
    with pytest.raises(Conflict):
        session.holds.release(hold, 1, "Again")
    assert session.holds.ids() == []
    assert session.holds.ids(released=True) == [hold]
    assert dispose(session).erased == 1
    with pytest.raises(NotHere):
        session.holds.hold(hold)


def test_the_timeline_of_a_case_tells_of_its_holds(session: Session) -> None:
    who = person(session)
    case, asking = opened(session, CaseKind.ERASURE, who), opened(session, CaseKind.ACCESS, who)
    lasting, ended = place(session, Kind.CASE, case, "A claim"), place(session, Kind.CASE, case, "An audit")
    session.holds.release(ended, 1, "It is over.")
    session.holds.release_for(case, asking, "It is owed.")
    view = session.cases.case(case)
    told = [(each.title, each.text) for each in view.timeline if each.kind is EventKind.HOLD]
    assert sorted(told) == [
        ("Hold of SAR-2026-0001 released for this case", "It is owed."),
        ("Hold released", "It is over."),
        ("Placed on hold", "A claim"),
        ("Placed on hold", "An audit"),
    ]
    assert [hold.id for hold in view.holds] == [lasting]
    assert view.held_by_others() == view.holds
    assert not view.places_hold()
    asked = session.cases.case(asking)
    assert asked.places_hold()
    assert asked.held_by_others() == ()


def test_a_reviewed_hold_lasts_until_it_is_released(session: Session, clock: Any) -> None:
    case = dealt_with(session, person(session))
    hold = place(session, Kind.CASE, case)
    assert session.holds.to_review() == session.today.overview().holds_to_review == 0
    clock.moment = datetime.fromisoformat("2027-02-01T09:00:00+00:00")
    assert session.holds.to_review() == session.today.overview().holds_to_review == 1
    assert held_by(session, Kind.CASE, case) == [CLAIM]
    with pytest.raises(Mistake):
        session.holds.keep_on(hold, 1, date(2027, 2, 1))
    session.holds.keep_on(hold, 1, date(2027, 8, 1))
    assert session.holds.to_review() == 0
    assert session.holds.hold(hold).review_on == date(2027, 8, 1)


def test_one_case_may_go_although_an_open_one_holds_it_and_the_reason_outlasts_it(session: Session) -> None:
    who = person(session)
    owed, other = dealt_with(session, who), dealt_with(session, who)
    complaint = opened(session, CaseKind.COMPLAINT, who)
    with pytest.raises(Mistake):
        session.holds.release_for(owed, complaint, " ")
    session.holds.release_for(owed, complaint, "The erasure is owed; the complaint is about another matter.")
    assert held_by(session, Kind.CASE, owed) == []
    assert held_by(session, Kind.CASE, other) == ["CMP-2026-0001"]
    with pytest.raises(Mistake, match="holds this one no longer"):
        session.holds.release_for(owed, complaint, "Again")
    done = dispose(session)
    assert (done.erased, done.parts.contacts) == (1, 0)
    [note] = [event for event in session.cases.case(complaint).timeline if event.title.startswith("Note")]
    assert note.text == (
        "Hold released for DEM-2026-0001, which may be erased while this case is open. "
        "The erasure is owed; the complaint is about another matter."
    )


def test_a_case_that_is_opened_again_holds_again_what_was_released_before(session: Session) -> None:
    who = person(session)
    owed = dealt_with(session, who)
    first, second = opened(session, CaseKind.COMPLAINT, who), opened(session, CaseKind.ACCESS, who)
    for case in (first, second):
        session.holds.release_for(owed, case, "It is owed.")
    assert held_by(session, Kind.CASE, owed) == []
    close(session, first, date(2026, 11, 20), Outcome.WITHDRAWN)
    session.cases.reopen(first, session.cases.case(first).version, "There is more.")
    assert held_by(session, Kind.CASE, owed) == ["CMP-2026-0001"]
    assert session.today.health().broken_at is None


def test_a_hold_is_placed_only_on_what_is_there(session: Session) -> None:
    for kind in (Kind.CASE, Kind.CONTACT):
        with pytest.raises(NotHere):
            session.holds.place((kind, 99), CLAIM, REVIEW)
    with pytest.raises(NotHere):
        session.holds.release(HoldId(99), 1, "Why")


def test_the_list_shows_what_was_placed_by_hand_by_the_day_of_review_then_the_open_cases(
    session: Session,
) -> None:
    who = person(session)
    later = place(session, Kind.CONTACT, who, "Later")
    sooner = session.holds.place((Kind.CASE, dealt_with(session, who)), "Sooner", date(2026, 12, 1))
    ended = place(session, Kind.CONTACT, who, "Ended")
    session.holds.release(ended, 1, "It is settled.")
    case = opened(session, CaseKind.ACCESS, who)
    opened(session, CaseKind.ERASURE, who)
    assert session.holds.ids() == [sooner, later, -case]
    assert session.holds.ids(released=True) == [sooner, later, -case, ended]
    rows = session.holds.rows([-case, later, 99, -99, ended])
    assert [row.scope for row in rows] == [
        "SAR-2026-0001",
        "Zebulonquax Okweilbrandt",
        "Zebulonquax Okweilbrandt",
    ]
    assert [row.id for row in rows] == [None, later, ended]
    assert rows[0].is_of(CaseId(case))


def test_the_list_is_sorted_by_what_it_shows(session: Session) -> None:
    who = contact(session, "Mair Evans")
    by_mair = place(session, Kind.CONTACT, who, "The court asked")
    on_case = session.holds.place((Kind.CASE, dealt_with(session, who)), "Éire asked", date(2026, 12, 1))
    placing = [opened(session, kind, who) for kind in (CaseKind.COMPLAINT, CaseKind.ACCESS)]
    ended = place(session, Kind.CONTACT, who, "A claim")
    session.holds.release(ended, 1, "It is settled.")
    complaint, access = (-case for case in placing)

    def listed(sort: str) -> list[list[int]]:
        return [list(session.holds.ids(released=True, sort=sort, descending=down)) for down in (False, True)]

    assert listed("scope") == [
        [complaint, on_case, by_mair, ended, access],
        [access, by_mair, ended, on_case, complaint],
    ]
    whys = [ended, complaint, on_case, access, by_mair]
    assert listed("why") == [whys, whys[::-1]]
    assert listed("since") == [
        [complaint, access, by_mair, on_case, ended],
        [by_mair, on_case, ended, complaint, access],
    ]
    assert listed("review") == [
        [on_case, by_mair, complaint, access, ended],
        [by_mair, on_case, complaint, access, ended],
    ]


def test_the_list_is_exported_in_its_order_and_what_it_names_audited(session: Session) -> None:
    who = contact(session, "=Ann Ash")
    hold, case = place(session, Kind.CONTACT, who), opened(session, CaseKind.ACCESS, who)
    content = session.holds.export(
        [-case, 99, hold], ("On hold", "Why"), lambda row: (row.scope, in_short(row))
    )
    assert content.decode("utf-8-sig").splitlines() == [
        "On hold,Why",
        "SAR-2026-0001,SAR-2026-0001 open",
        f"'=Ann Ash,{CLAIM}",
    ]
    assert history(session, case)[-1] == "exported"
    with session.opened.register.reading() as connection:
        entries = tables.audit.c
        of_ann = select(entries.action).where(entries.kind == "contact", entries.record_id == who)
        assert connection.scalars(of_ann.order_by(entries.id)).all()[-1] == "exported"


def test_a_long_list_and_a_single_question_answer_the_same(session: Session) -> None:
    who, other = person(session), person(session, "Mair Evans")
    cases = [dealt_with(session, each) for each in (who, other)]
    wrote = enquiry(session, other)
    session.casework.log(wrote, received("I write for Mair.", who))
    close(session, wrote, date(2026, 11, 19))
    opened(session, CaseKind.ACCESS, who)
    place(session, Kind.CONTACT, other, "For Mair")
    place(session, Kind.CASE, cases[0])
    listed = {each.case: each.held_by for each in session.retention.ready()}
    assert listed == {
        cases[0]: ("SAR-2026-0001 open", CLAIM),
        cases[1]: ("For Mair",),
        wrote: ("SAR-2026-0001 open", "For Mair"),
    }
    assert listed == {case: tuple(map(in_short, session.holds.on(Kind.CASE, case))) for case in listed}
