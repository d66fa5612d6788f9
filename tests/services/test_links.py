"""Cases that came together, cases that wait for each other, and links made by hand."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from kmss_dpo.domain.arrivals import Arrival, Newcomer
from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.cases import CaseDetails, CaseFilter, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.contacts import ContactDetails, ContactFilter, Reach
from kmss_dpo.domain.disposal import Skip
from kmss_dpo.domain.errors import Mistake, NotHere
from kmss_dpo.domain.ids import CaseId, ContactId
from kmss_dpo.domain.links import Relation, link_words
from kmss_dpo.domain.next_steps import Doing
from kmss_dpo.session import Session
from kmss_dpo.store import tables
from tests import noting
from tests.services.old_records import close, dealt_with, person
from tests.services.test_intake import message
from tests.services.writing_letters import filled

DAY = date(2026, 11, 12)
ASKED = CaseDetails(CaseKind.ACCESS, DAY, Channel.PHONE, summary="Send it, then delete it")
ANN = Newcomer(ContactDetails("Ann Ash", emails=(Reach("ann@example.org"),)), ("requester", "subject"))


def together(session: Session, who: ContactId) -> tuple[CaseId, CaseId]:
    details = replace(ASKED, requester=who, subject=who)
    access, erasure = session.receiving.open(Arrival(details, (CaseKind.ERASURE,)))
    return access, erasure


def said(view: CaseView) -> list[str]:
    return [link_words(link) for link in view.links]


def test_several_rights_and_a_complaint_become_cases_of_their_own_in_one_step(session: Session) -> None:
    also = (CaseKind.ERASURE, CaseKind.COMPLAINT)
    opened = session.receiving.open(Arrival(ASKED, also, (ANN,)))
    views = [session.cases.case(case) for case in opened]
    assert [view.reference for view in views] == ["SAR-2026-0001", "ERA-2026-0001", "CMP-2026-0001"]
    assert {(view.details.received_on, view.details.channel, view.details.summary) for view in views} == {
        (DAY, Channel.PHONE, "Send it, then delete it")
    }
    [ann] = session.contacts.ids(ContactFilter())
    assert {(view.details.requester, view.details.subject) for view in views} == {(ann, ann)}
    access, erasure, complaint = (said(view) for view in views)
    assert access == ["same message as CMP-2026-0001", "ERA-2026-0001 waits for it"]
    assert erasure == ["same message as CMP-2026-0001", "waits for SAR-2026-0001"]
    assert complaint == ["same message as ERA-2026-0001", "same message as SAR-2026-0001"]


def test_a_mistake_in_one_of_them_opens_none(session: Session) -> None:
    wrong = Arrival(replace(ASKED, about_officer=True), (CaseKind.ERASURE, CaseKind.COMPLAINT), (ANN,))
    with pytest.raises(Mistake) as refused:
        session.receiving.open(wrong)
    assert refused.value.field == "handler"
    assert (session.cases.ids(CaseFilter()), session.contacts.ids(ContactFilter())) == ([], [])


def test_who_is_new_is_kept_with_the_case_or_not_at_all(session: Session) -> None:
    nobody = Newcomer(ContactDetails(" "), ("recipient",))
    with pytest.raises(Mistake) as refused:
        session.receiving.open(Arrival(ASKED, newcomers=(ANN, nobody)))
    assert refused.value.field == "recipient"
    assert session.contacts.ids(ContactFilter()) == []
    [case] = session.receiving.open(Arrival(ASKED))
    session.receiving.change(case, 1, ASKED, [ANN])
    view = session.cases.case(case)
    assert view.subject
    assert view.subject.name == "Ann Ash"


def test_a_message_is_kept_once_and_is_on_every_case_that_it_opens(session: Session, tmp_path: Path) -> None:
    proposal = session.intake.propose(message(tmp_path))
    assert proposal.kept_on == ()
    arrival = Arrival(replace(ASKED, channel=Channel.EMAIL), (CaseKind.ERASURE,), (ANN,))
    opened = session.intake.accept(proposal, arrival)
    for case in opened:
        names = sorted(row.name for row in session.casework.documents(case))
        assert names == ["letter.pdf", "message.eml"]
        assert session.cases.case(case).timeline[-1].title == "Received by email: My data, please"
    with session.opened.register.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(tables.contents)) == 2
    again = session.intake.propose(message(tmp_path))
    assert again.kept_on == ("SAR-2026-0001", "ERA-2026-0001")


def test_an_erasure_says_what_it_waits_for_until_that_is_closed(session: Session) -> None:
    access, erasure = together(session, person(session))
    waits = session.cases.case(erasure).next_step
    assert waits.text.endswith("; the erasing waits for SAR-2026-0001")
    assert [row.next_step for row in session.cases.rows([erasure])] == [waits]
    assert session.cases.case(erasure).deadline.due_on == date(2026, 12, 14)
    session.ways.go(erasure, session.cases.case(erasure).version, "assess")
    version = session.cases.case(erasure).version
    with pytest.raises(Mistake, match=r"waits for SAR-2026-0001, still open.*s\.173"):
        session.ways.go(erasure, version, "erase")
    close(session, access, DAY, Outcome.ANSWERED)
    session.ways.go(erasure, version, "erase")
    assert session.cases.case(erasure).next_step.text.startswith("Erase what may go")


def test_an_erasure_that_was_under_way_stops_where_it_stands(session: Session) -> None:
    access, erasure = opened(session, CaseKind.ACCESS), opened(session, CaseKind.ERASURE)
    for to in ("assess", "erase"):
        session.ways.go(erasure, session.cases.case(erasure).version, to)
    session.links.link(erasure, access, Relation.AFTER)
    waits = session.cases.case(erasure).next_step
    assert waits.text == "Waits for SAR-2026-0001: nothing is erased before that is answered"
    assert waits.doing is Doing.OPEN
    assert [row.next_step for row in session.cases.rows([erasure])] == [waits]


def test_an_erasure_is_not_closed_as_done_before_the_copy_was_sent(session: Session) -> None:
    access, erasure = together(session, person(session))
    version = session.cases.case(erasure).version
    with pytest.raises(Mistake, match=r"waits for SAR-2026-0001, still open.*s\.173"):
        session.cases.close(erasure, version, Closing(Outcome.ANSWERED, DAY, DAY))
    session.items.add(erasure, noting.refused())
    session.cases.close(erasure, version, Closing(Outcome.REFUSED, DAY, DAY, "Needed for a claim"))
    session.cases.reopen(erasure, version + 1, "They asked again.")
    close(session, access, DAY, Outcome.ANSWERED)
    close(session, erasure, DAY, Outcome.ANSWERED)


@pytest.mark.parametrize("code", ["erased", "part_refused", "recipient_notice"])
def test_no_letter_says_that_data_was_erased_before_the_copy_was_sent(session: Session, code: str) -> None:
    who = session.contacts.add(ContactDetails("Ann Ash", addresses=(Reach("1 Road\nEX4 4AB"),)))
    access, erasure = together(session, who)
    opened = session.letters.start(erasure, code)
    draft = filled(replace(opened.draft, signature=("Robin Hale",)))
    if draft.nature.goes_outside:
        sent_to = replace(draft.particulars, recipient="Exampleton Ltd", address=("2 Road",))
        draft = replace(draft, particulars=sent_to)
    with pytest.raises(
        Mistake, match=r"Waits for SAR-2026-0001, still open.*says that data was erased.*s\.173"
    ):
        session.letters.file(opened.id, draft, None)
    assert [letter.filed_at for letter in session.letters.of_case(erasure)] == [None]
    close(session, access, DAY, Outcome.ANSWERED)
    session.letters.file(opened.id, draft, None)
    assert session.letters.of_case(erasure)[0].filed_at


def test_nothing_about_the_person_goes_while_the_copy_is_owed(session: Session) -> None:
    who = person(session)
    dealt_with(session, who)
    listed = session.retention.ready()
    access, erasure = together(session, who)
    skipped = session.retention.dispose(listed, lambda _done, _of: True).skipped
    assert [each.why for each in skipped] == [Skip.HELD]
    close(session, access, DAY, Outcome.ANSWERED)
    assert session.retention.dispose(session.retention.ready(), lambda _done, _of: True).erased == 1
    assert session.cases.case(erasure)


def opened(session: Session, kind: CaseKind, who: ContactId | None = None) -> CaseId:
    return session.cases.open_case(CaseDetails(kind, DAY, Channel.POST, who, who))


def test_a_link_is_made_and_taken_away_from_both_sides(session: Session) -> None:
    access, complaint = opened(session, CaseKind.ACCESS), opened(session, CaseKind.COMPLAINT)
    other = opened(session, CaseKind.ERASURE)
    session.links.link(complaint, access, Relation.COMPLAINT_ABOUT)
    session.links.link(complaint, other, Relation.SAME_MESSAGE)
    assert said(session.cases.case(access)) == ["complained about in CMP-2026-0001"]
    session.links.unlink(access, complaint)
    assert said(session.cases.case(access)) == []
    assert said(session.cases.case(complaint)) == ["same message as ERA-2026-0001"]
    session.links.unlink(complaint, other)
    with pytest.raises(Mistake, match="no longer linked"):
        session.links.unlink(complaint, other)


def test_two_cases_have_one_link_and_none_to_themselves_or_to_what_was_no_case(session: Session) -> None:
    access, complaint = opened(session, CaseKind.ACCESS), opened(session, CaseKind.COMPLAINT)
    session.links.link(complaint, access, Relation.COMPLAINT_ABOUT)
    with pytest.raises(Mistake, match="linked already: SAR-2026-0001 and CMP-2026-0001"):
        session.links.link(access, complaint, Relation.SAME_MESSAGE)
    with pytest.raises(Mistake, match="not linked to itself"):
        session.links.link(access, access, Relation.SAME_MESSAGE)
    with pytest.raises(Mistake, match="Only an erasure waits"):
        session.links.link(access, opened(session, CaseKind.ERASURE), Relation.AFTER)
    voided = opened(session, CaseKind.ACCESS)
    session.cases.void(voided, 1, "Opened twice")
    with pytest.raises(Mistake, match="opened in error"):
        session.links.link(access, voided, Relation.SAME_MESSAGE)
    with pytest.raises(NotHere):
        session.links.link(access, CaseId(99), Relation.SAME_MESSAGE)


def test_cases_of_the_same_people_are_offered_before_a_word_is_typed(session: Session) -> None:
    ann, bo = person(session, "Ann Ash"), person(session, "Bo Oak")
    case = session.cases.open_case(CaseDetails(CaseKind.ACCESS, DAY, Channel.POST, bo, ann))
    hers, his, other = (opened(session, CaseKind.ERASURE, each) for each in (ann, bo, None))
    voided = opened(session, CaseKind.ERASURE, ann)
    session.cases.void(voided, 1, "Opened twice")
    assert [row.id for row in session.links.suggest(case, " ")] == [hers, his]
    session.links.link(case, hers, Relation.SAME_MESSAGE)
    assert [row.id for row in session.links.suggest(case, "")] == [his]
    assert [row.id for row in session.links.suggest(case, "ERA-2026-0003")] == [other]
    assert [row.id for row in session.links.suggest(other, "")] == []


def test_a_link_goes_with_either_of_its_cases(session: Session) -> None:
    who = person(session)
    enquiry = dealt_with(session, who)
    later = opened(session, CaseKind.ERASURE, who)
    session.links.link(later, enquiry, Relation.REVIEW_OF)
    assert session.retention.dispose(session.retention.ready(), lambda _done, _of: True).erased == 1
    assert session.cases.case(later).links == ()


def test_what_a_person_has_asked_already_is_known_but_for_what_was_no_case(session: Session) -> None:
    who = person(session)
    first = dealt_with(session, who)
    second = opened(session, CaseKind.ACCESS, who)
    session.cases.void(opened(session, CaseKind.ACCESS, who), 1, "Opened twice")
    assert [row.id for row in session.receiving.known_cases(who)] == [second, first]


ASKS = CaseDetails(CaseKind.REGULATOR, DAY, Channel.POST, summary="Why is she not answered?")


@pytest.mark.parametrize("kind", [CaseKind.COMPLAINT, CaseKind.ACCESS, CaseKind.MARKETING_OBJECTION])
def test_the_case_of_the_regulator_is_linked_as_it_is_opened_and_the_two_show_each_other(
    session: Session, kind: CaseKind
) -> None:
    ann = person(session)
    about = session.cases.open_case(replace(ASKED, kind=kind, requester=ann, subject=ann))
    told = []
    session.subscribe(lambda changes: told.append(changes.kinds()))
    [case] = session.receiving.open(Arrival(replace(ASKS, subject=ann), about=about))
    assert len(told) == 1, "one commit"
    reference = session.cases.case(about).reference
    assert said(session.cases.case(case)) == [f"regulator's case about {reference}"]
    assert said(session.cases.case(about)) == ["with the regulator in REG-2026-0001"]


def test_it_may_ask_about_a_case_that_is_closed_and_hold_it(session: Session) -> None:
    about = session.cases.open_case(replace(ASKED, kind=CaseKind.COMPLAINT))
    close(session, about, DAY, Outcome.WITHDRAWN)
    session.receiving.open(Arrival(ASKS, about=about))
    assert [hold.is_of(about) for hold in session.cases.case(about).holds] == [False]


@pytest.mark.parametrize("gone", [False, True])
def test_nothing_is_opened_about_a_case_that_was_voided_or_is_not_there(
    session: Session, *, gone: bool
) -> None:
    about = session.cases.open_case(ASKED)
    session.cases.void(about, 1, "Opened twice")
    with pytest.raises(NotHere if gone else Mistake):
        session.receiving.open(Arrival(ASKS, newcomers=(ANN,), about=CaseId(99) if gone else about))
    assert (session.cases.ids(CaseFilter()), session.contacts.ids(ContactFilter())) == ([], [])


def test_only_the_regulator_asks_about_a_case(session: Session) -> None:
    about = session.cases.open_case(ASKED)
    with pytest.raises(Mistake, match="Only a regulator case"):
        session.receiving.open(Arrival(replace(ASKS, kind=CaseKind.COMPLAINT), about=about))
    assert session.cases.ids(CaseFilter()) == [about]
