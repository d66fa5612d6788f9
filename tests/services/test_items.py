"""What the officer notes on a case: kept, changed and taken away, checked, audited and erased with it."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from kmss_dpo.domain.case_views import EventKind
from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.complaints import Action, Finding, Inquiry, Issue, Lesson, Review
from kmss_dpo.domain.decisions import Decision, DecisionSort, Provision
from kmss_dpo.domain.errors import Conflict, Mistake, NotHere
from kmss_dpo.domain.identity import IdentityCheck
from kmss_dpo.domain.ids import CaseId, DocumentId, Kind
from kmss_dpo.domain.items import Item, KeptItem
from kmss_dpo.domain.recipients import Recipient
from kmss_dpo.domain.searches import SearchPlace
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.domain.ways import Work
from kmss_dpo.letters.wording import search_places
from kmss_dpo.session import Session
from kmss_dpo.store import history, tables
from kmss_dpo.store.items import TABLES
from kmss_dpo.store.tables import PART_OF
from tests.noting import DECIDED, ONE_OF_EACH, found, refused, routed
from tests.services.asking import ACCESS, RECEIVED, TODAY, seen
from tests.services.conftest import ClearBytes, files_with
from tests.services.old_records import dispose, old_request, person

MAIL = SearchPlace("Mail server", asked_whom="Operations", asked_on=date(2026, 10, 6))
EACH = pytest.mark.parametrize("item", ONE_OF_EACH, ids=lambda item: type(item).__name__)
REASON = "Written on the wrong case."
COMPLAINT = CaseDetails(CaseKind.COMPLAINT, RECEIVED, Channel.EMAIL)


def of(session: Session, case: CaseId, sort: type[Item]) -> list[Item]:
    return [kept.item for kept in session.items.of_case(case, sort)]


def audited(session: Session, kind: Kind, record: int) -> list[str]:
    with session.opened.register.reading() as connection:
        entries = tables.audit.c
        done = select(entries.action).where(entries.kind == kind.value, entries.record_id == record)
        return list(connection.scalars(done.order_by(entries.id)))


def kept_versions(session: Session, kind: Kind, record: int) -> list[int]:
    with session.opened.register.reading() as connection:
        return [number for number, _rows in history.versions(connection, kind, record)]


def test_there_is_one_of_each_sort() -> None:
    assert {type(item) for item in ONE_OF_EACH} == set(TABLES)


@EACH
def test_what_was_noted_is_changed_and_taken_away_with_history_and_audit(
    session: Session, item: Item
) -> None:
    case = session.cases.open_case(COMPLAINT if isinstance(item, Decision) else ACCESS)
    kept = session.items.add(case, item)
    kind = PART_OF[TABLES[type(item)]][0]
    assert session.items.of_case(case, type(item)) == [KeptItem(kept, 1, case, item)]
    session.items.change(kept, 1, item)
    assert session.items.of_case(case, type(item)) == [KeptItem(kept, 2, case, item)]
    assert kept_versions(session, kind, kept) == [1, 2]
    assert session.items.remove(type(item), kept, 2, REASON) == 0
    assert session.items.of_case(case, type(item)) == []
    assert kept_versions(session, kind, kept) == []
    assert audited(session, kind, kept) == ["item added", "item changed", "erased"]
    assert seen(session, case).version == 1, "the case itself was not changed"
    assert session.today.health().broken_at is None


@EACH
def test_an_id_is_never_used_again(session: Session, item: Item) -> None:
    case = session.cases.open_case(COMPLAINT)
    first = session.items.add(case, item)
    session.items.remove(type(item), first, 1, REASON)
    assert session.items.add(case, item) > first


@EACH
def test_what_was_taken_away_is_gone_from_register_history_what_was_typed_and_kept_backups(
    session: Session, folder: Path, clear_bytes: ClearBytes, item: Item
) -> None:
    case = session.cases.open_case(COMPLAINT)
    said = {name: f"Zebulonquax {text}" for name, text in texts_of(item).items()}
    kept = session.items.add(case, replace(item, **said))  # type: ignore[type-var]
    session.items.change(kept, 1, replace(item, **said))  # type: ignore[type-var]
    kind = PART_OF[TABLES[type(item)]][0]
    form = Unfinished("requests", "x", "x", ((Kind.CASE, case), (kind, kept)), {"x": "Zebulonquax too"})
    session.unfinished.keep([form])
    session.backups.make()
    assert len(files_with((b"bulonquax",), clear_bytes, folder)) >= 2
    assert session.items.remove(type(item), kept, 2, REASON) == 0
    assert files_with((b"bulonquax",), clear_bytes, folder) == set()
    assert session.unfinished.left() == []
    (logged,) = session.retention.log()
    assert (logged.rule, logged.record_class) == ("by hand", kind.value)
    assert logged.backups == "Erased from 1 kept backup"


def texts_of(item: Item) -> dict[str, str]:
    """What was typed freely into an item."""
    free = vars(item).items()
    return {name: text for name, text in free if type(text) is str and text and name != "ground"}


def notes(session: Session, case: CaseId) -> list[str]:
    return [event.text for event in session.cases.case(case).timeline if event.kind is EventKind.NOTE]


def test_why_it_was_taken_away_is_kept_on_the_case_without_what_it_said(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    kept = session.items.add(case, MAIL)
    session.items.remove(SearchPlace, kept, 1, f" {REASON}\n")
    assert notes(session, case) == [f"A place of the search plan was removed. Reason: {REASON}"]


def test_without_a_reason_nothing_is_taken_away(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    kept = session.items.add(case, MAIL)
    with pytest.raises(Mistake, match="Say why it is removed") as told:
        session.items.remove(SearchPlace, kept, 1, " \n")
    assert told.value.field == "reason"
    assert of(session, case, SearchPlace) == [MAIL]


def test_what_somebody_changed_since_is_looked_at_again_before_it_is_taken_away(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    kept = session.items.add(case, MAIL)
    later = replace(MAIL, answered_on=TODAY, found="Nothing")
    session.items.change(kept, 1, later)
    with pytest.raises(Conflict, match="Someone changed this entry since you opened it"):
        session.items.remove(SearchPlace, kept, 1, REASON)
    assert of(session, case, SearchPlace) == [later]
    assert notes(session, case) == []


def test_a_backup_that_could_not_be_reached_is_counted_and_tried_again(
    session: Session, folder: Path, clear_bytes: ClearBytes
) -> None:
    case = session.cases.open_case(ACCESS)
    kept = session.items.add(case, SearchPlace("The folder of Zebulonquax"))
    made = session.backups.make()
    file = folder / "backups" / f"{made:%Y-%m-%dT%H%M%SZ}" / "register.kmss"
    whole = file.read_bytes()
    file.write_bytes(b"damaged" * 999)
    assert session.items.remove(SearchPlace, kept, 1, REASON) == 1
    file.write_bytes(whole)
    assert session.retention.reach_backups() == (1, 0)
    assert files_with((b"bulonquax",), clear_bytes, folder) == set()


def test_each_case_has_its_own_in_the_order_in_which_they_were_noted(session: Session) -> None:
    one, other = session.cases.open_case(ACCESS), session.cases.open_case(ACCESS)
    for case, place in ((one, "B"), (other, "Elsewhere"), (one, "A")):
        session.items.add(case, SearchPlace(place))
    assert of(session, one, SearchPlace) == [SearchPlace("B"), SearchPlace("A")]
    assert of(session, other, SearchPlace) == [SearchPlace("Elsewhere")]
    assert of(session, one, Recipient) == []
    assert of(session, CaseId(4711), SearchPlace) == []


def test_a_change_that_is_behind_is_refused_and_changes_nothing(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    kept = session.items.add(case, MAIL)
    later = replace(MAIL, answered_on=TODAY, found="Nothing")
    session.items.change(kept, 1, later)
    with pytest.raises(Conflict):
        session.items.change(kept, 1, replace(MAIL, chased_on=TODAY))
    assert of(session, case, SearchPlace) == [later]


@EACH
def test_what_is_gone_is_told(session: Session, item: Item) -> None:
    for act in (
        lambda: session.items.change(4711, 1, item),
        lambda: session.items.remove(type(item), 4711, 1, REASON),
        lambda: session.items.add(CaseId(4711), item),
    ):
        with pytest.raises(NotHere, match="no longer in the register"):
            act()


def test_a_copy_that_is_not_in_the_register_cannot_be_named(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    check = IdentityCheck("A bill", document_id=DocumentId(4711))
    with pytest.raises(NotHere):
        session.items.add(case, check)
    assert of(session, case, IdentityCheck) == []


@EACH
def test_on_a_case_that_was_opened_in_error_nothing_is_noted_changed_or_taken_away(
    session: Session, item: Item
) -> None:
    case = session.cases.open_case(COMPLAINT)
    kept = session.items.add(case, item)
    session.cases.void(case, 1, "Twice the same")
    acts = [
        lambda: session.items.add(case, item),
        lambda: session.items.change(kept, 1, item),
        lambda: session.items.remove(type(item), kept, 1, REASON),
        lambda: session.items.plan_search(case),
    ]
    for act in acts:
        with pytest.raises(Mistake, match="opened in error and is voided"):
            act()
    assert session.items.of_case(case, type(item)) == [KeptItem(kept, 1, case, item)]
    assert of(session, case, SearchPlace) == ([item] if isinstance(item, SearchPlace) else [])


def test_on_a_closed_case_what_comes_of_it_is_still_noted(session: Session) -> None:
    case = session.cases.open_case(COMPLAINT)
    session.items.add(case, routed())
    ending = Closing(Outcome.ELSEWHERE, TODAY, reason="Support answers it.")
    session.cases.close(case, 1, ending)
    kept = session.items.add(case, Lesson("Ask first", TODAY))
    session.items.change(kept, 1, Lesson("Ask first", TODAY, TODAY, "It works"))
    session.items.remove(Lesson, kept, 2, REASON)
    assert seen(session, case).closing == ending


@pytest.mark.parametrize(
    ("item", "field"),
    [
        (SearchPlace(" "), "place"),
        (replace(MAIL, asked_on=date(2026, 10, 4)), "asked_on"),
        (replace(MAIL, asked_on=date(2026, 11, 23)), "asked_on"),
        (Decision(), "sort"),
        (Recipient(""), "name"),
        (Issue("A letter", Finding.UPHELD), "reasons"),
        (Inquiry("Post room", "Who?"), "asked_on"),
        (Action("Check", "Post room"), "due_on"),
        (Lesson("Windows"), "check_on"),
        (Review(), "asked_on"),
        (IdentityCheck(), "asked"),
    ],
)
def test_what_cannot_be_kept_is_neither_noted_nor_changed_to(
    session: Session, item: Item, field: str
) -> None:
    case = session.cases.open_case(COMPLAINT)
    good = next(each for each in ONE_OF_EACH if type(each) is type(item))
    kept = session.items.add(case, good)
    for act in (lambda: session.items.add(case, item), lambda: session.items.change(kept, 1, item)):
        with pytest.raises(Mistake) as told:
            act()
        assert told.value.field == field
    assert session.items.of_case(case, type(item)) == [KeptItem(kept, 1, case, good)]


@pytest.mark.parametrize("kind", [CaseKind.MARKETING_OBJECTION, CaseKind.CONSENT_WITHDRAWAL])
def test_a_refusal_of_an_objection_to_marketing_never_gets_into_the_register(
    session: Session, kind: CaseKind
) -> None:
    case = session.cases.open_case(replace(ACCESS, kind=kind))
    exempt = replace(refused(), sort=DecisionSort.EXEMPTION, ground=Provision.CRIME.value)
    for decision in (refused(), exempt):
        with pytest.raises(Mistake, match="This cannot be refused"):
            session.items.add(case, decision)
    other = session.items.add(case, replace(refused(), sort=DecisionSort.OTHER))
    with pytest.raises(Mistake, match="This cannot be refused"):
        session.items.change(other, 1, refused())


def test_work_is_counted_as_it_is_noted(session: Session) -> None:
    case, other = session.cases.open_case(COMPLAINT), session.cases.open_case(ACCESS)
    assert seen(session, case).work == Work()
    for item in (
        routed(),
        found(),
        Issue("Nobody called back"),
        MAIL,
        SearchPlace("Paper", found="Nothing"),
        SearchPlace("Tapes", not_searched="No machine reads them"),
        Recipient("A"),
        Recipient("B", told_on=TODAY),
        Recipient("C", why_not="Dissolved"),
        Action("Check", "Post room", TODAY),
        Action("Check twice", "Post room", TODAY, TODAY),
    ):
        session.items.add(case, item)
    session.items.add(other, refused())
    session.items.add(other, replace(refused(), sort=DecisionSort.OTHER))
    assert seen(session, case).work == Work(
        routed=True,
        places=3,
        places_open=1,
        decided=1,
        recipients_open=1,
        issues=2,
        issues_open=1,
        actions_open=1,
    )
    assert seen(session, other).work == Work(decided=2, withheld=1)


def test_what_is_open_in_the_count_is_what_is_open_in_itself(session: Session) -> None:
    """A text of nothing but space is no answer, neither to the record nor to the count."""
    spaces = " \N{NO-BREAK SPACE}\n"
    case = session.cases.open_case(ACCESS)
    for item in (
        SearchPlace("Paper", found=spaces, not_searched=spaces),
        Recipient("Exampleton Mailing Ltd", why_not=spaces),
    ):
        session.items.add(case, item)
    work = seen(session, case).work
    assert (work.places_open, work.recipients_open) == (1, 1)


def test_the_plan_takes_every_place_that_the_activities_name_once(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    session.items.add(case, replace(search_places()[0], place=f" {search_places()[0].place.upper()}"))
    assert session.items.plan_search(case) == len(search_places()) - 1
    assert session.items.plan_search(case) == 0
    assert len(of(session, case, SearchPlace)) == len(search_places())
    assert of(session, case, SearchPlace)[1:] == list(search_places()[1:])
    assert {place.activity for place in search_places()} >= {"newsletter", "contact_form", ""}


def test_the_plan_of_a_case_that_is_gone_is_refused(session: Session) -> None:
    with pytest.raises(NotHere):
        session.items.plan_search(CaseId(4711))


def test_everything_noted_goes_with_its_case_and_is_counted(
    session: Session, folder: Any, clear_bytes: ClearBytes
) -> None:
    case = old_request(session, person(session))
    early, late = date(2024, 10, 2), date(2024, 10, 3)
    for item in (
        SearchPlace("Zebulonquax folder", asked_on=early, answered_on=late, found="Okweilbrandt"),
        replace(refused(), about="Okweilbrandt", decided_on=early),
        Recipient("Zebulonquax Ltd"),
        Issue("Okweilbrandt"),
        Inquiry("Zebulonquax", "Okweilbrandt?", early),
        Action("Call Zebulonquax", "Okweilbrandt", late),
        Lesson("Zebulonquax", late),
        Review(early, "Okweilbrandt"),
        IdentityCheck("Okweilbrandt's bill"),
    ):
        session.items.add(case, item)
    session.backups.make()
    listed = session.retention.ready()
    [holds] = session.retention.contents([case]).values()
    foreseen = session.retention.preview(listed)
    assert holds.entries == foreseen.entries == len(TABLES)
    done = dispose(session, of=listed)
    assert (done.erased, done.parts.entries) == (1, len(TABLES))
    with session.opened.register.reading() as connection:
        for table in TABLES.values():
            assert connection.execute(select(table)).all() == []
        kinds = {PART_OF[table][0].value for table in TABLES.values()}
        left = select(tables.history.c.id).where(tables.history.c.kind.in_(kinds))
        assert connection.execute(left).all() == []
    assert files_with((b"bulonquax", b"kweilbrandt"), clear_bytes, folder) == set()


def test_a_record_that_was_added_since_the_list_was_made_is_a_change(session: Session) -> None:
    case = old_request(session, person(session))
    listed = session.retention.ready()
    session.items.add(case, Recipient("Exampleton Mailing Ltd"))
    assert dispose(session, of=listed).erased == 0
    assert of(session, case, Recipient)


def test_what_a_decision_was_made_on_is_the_day_it_says(session: Session) -> None:
    case = session.cases.open_case(COMPLAINT)
    session.items.add(case, routed())
    [kept] = session.items.of_case(case, Decision)
    assert (kept.item.sort, kept.item.decided_on) == (DecisionSort.ROUTING, DECIDED)
