"""No letter speaks of another case, and none is stopped that speaks of its own alone."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.complaints import Inquiry
from kmss_dpo.domain.contacts import ContactDetails, ContactKind, Reach
from kmss_dpo.domain.correspondence import Direction, Mark, NewCorrespondence, NewDocument
from kmss_dpo.domain.decisions import Decision, DecisionSort, Provision
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId, ContactId, DocumentId
from kmss_dpo.domain.letters import (
    ENCLOSED,
    Clash,
    Draft,
    Fact,
    Lawful,
    Strange,
    check_meant,
    edit_text,
    readdress,
    set_fact,
    with_meant,
)
from kmss_dpo.domain.letters.words import words_of
from kmss_dpo.domain.links import Relation
from kmss_dpo.domain.recipients import Recipient
from kmss_dpo.session import Session
from kmss_dpo.store import guard
from tests.services.writing_letters import BY_POST, TODAY, filled, open_case

BO = ContactDetails(
    "Bo Birch",
    former_names=("Bo Ash-Élan",),
    addresses=(Reach("3 Mill Lane\nExeter\nEX4 4ZZ"),),
    emails=(Reach("bo@example.org"),),
    phones=(Reach("+44 1632 960123"),),
)


@pytest.fixture
def bo(session: Session) -> ContactId:
    return session.contacts.add(BO)


@pytest.fixture
def theirs(session: Session, bo: ContactId) -> CaseId:
    """The case of somebody else: SAR-2026-0001."""
    return open_case(session, bo, CaseKind.ACCESS, date(2026, 11, 3))


@pytest.fixture
def ours(theirs: CaseId, access: CaseId) -> CaseId:
    assert theirs != access
    return access


def letter(session: Session, case: CaseId, text: str = "", code: str = "access_response") -> Draft:
    draft = filled(session.letters.start(case, code).draft)
    return edit_text(draft, "contact", f"Quote our reference. {text}")


def clashes(session: Session, case: CaseId, text: str = "", code: str = "access_response") -> list[Clash]:
    return list(session.letters.knowing.clashes(case, letter(session, case, text, code)))


def test_a_letter_of_a_case_alone_clashes_with_nothing(session: Session, ours: CaseId) -> None:
    text = "Siân Prydderch, Tŷ Gwyn, Heol y Bont, EX4 4AB. Robin Hale, SAR-2026-0002, Information Commission"
    assert clashes(session, ours, text) == []


@pytest.mark.parametrize(
    ("text", "what", "shown"),
    [
        ("Ask Mr Bo Birch about it.", Strange.NAME, "Bo Birch"),
        ("Ask bo\nbirch about it.", Strange.NAME, "bo\nbirch"),
        ("Once Bo Ash Elan, today", Strange.NAME, "Bo Ash Elan"),
        ("Write to BO@example.org.", Strange.EMAIL, "bo@example.org"),
        ("Call 01632 960 123.", Strange.PHONE, "+44 1632 960123"),
        ("They moved to 3 Mill Lane last year.", Strange.ADDRESS, "3 Mill Lane"),
        ("They live at 3 Mill Lane, Exeter, EX44ZZ or so", Strange.ADDRESS, "3 Mill Lane, Exeter, EX4 4ZZ"),
        ("As in SAR-2026-0001.", Strange.REFERENCE, "SAR-2026-0001"),
    ],
)
def test_what_is_of_another_case_is_found_with_its_reference(
    session: Session, ours: CaseId, text: str, what: Strange, shown: str
) -> None:
    if what is Strange.ADDRESS:
        text = text.replace("EX44ZZ", "EX4 4ZZ")
    (clash,) = clashes(session, ours, text)
    assert (clash.what, clash.shown, clash.cases, clash.place) == (what, shown, ("SAR-2026-0001",), "contact")


def test_everything_that_is_printed_is_read(session: Session, ours: CaseId) -> None:
    draft = letter(session, ours)
    to = replace(draft.particulars, address=("c/o Bo Birch", "Heol y Bont"))
    for changed, place in (
        (replace(draft, subject="Bo Birch"), "subject"),
        (replace(draft, salutation="Dear Bo Birch,"), "salutation"),
        (replace(draft, signature=("Bo Birch",)), "signature"),
        (replace(draft, closing="Bo Birch"), "closing"),
        (replace(draft, particulars=to), "address"),
        (replace(draft, particulars=replace(to, recipient="Bo Birch", address=())), "recipient"),
    ):
        assert [each.place for each in session.letters.knowing.clashes(ours, changed)][:1] == [place]


def test_a_contact_on_no_case_is_somebody_else_too(session: Session, ours: CaseId) -> None:
    session.contacts.add(ContactDetails("Mrs Ada Lovelace-King"))
    (clash,) = clashes(session, ours, "Ada Lovelace King wrote")
    assert clash.cases == ()


def test_who_came_after_all_were_read_ahead_is_found_too(session: Session, ours: CaseId) -> None:
    session.letters.knowing.read_ahead()
    session.contacts.add(ContactDetails("Cy Dane"))
    text = "Cy Dane and Bo Birch"
    assert {each.shown for each in clashes(session, ours, text)} == {"Cy Dane", "Bo Birch"}


def test_names_of_other_shapes_are_found(session: Session, ours: CaseId) -> None:
    for name in ("Mrs Cy  Dane", "Dr Ed Fox", "The Friends of the Old Mill of Royston", "Żaneta Nowak"):
        session.contacts.add(ContactDetails(name))
    text = "cy dane and Prof. Ed Fox, the friends of the old mill of royston; Zaneta Nowak"
    assert {each.shown for each in clashes(session, ours, text)} == {
        "cy dane",
        "Ed Fox",
        "the friends of the old mill of royston",
        "Zaneta Nowak",
    }


def test_a_letter_of_many_pages_is_read_to_its_end(session: Session, ours: CaseId) -> None:
    pages = " ".join(f"word{number}" for number in range(2_500))
    assert [each.shown for each in clashes(session, ours, f"{pages} Bo Birch")] == ["Bo Birch"]


def test_whoever_the_case_names_may_be_named(session: Session, bo: ContactId, ours: CaseId) -> None:
    received = NewCorrespondence(Direction.RECEIVED, Channel.PHONE, TODAY, "A call", contact=bo)
    session.casework.log(ours, received)
    assert clashes(session, ours, "Bo Birch called from 01632 960123.") == []


def test_whom_the_officer_noted_as_recipient_or_asked_may_be_named(session: Session, ours: CaseId) -> None:
    for name in ("Acme Print Ltd", "Jo Cole"):
        session.contacts.add(ContactDetails(name, ContactKind.ORGANISATION))
    text = "Acme Print Ltd has it, and I asked Jo Cole."
    assert len(clashes(session, ours, text)) == 2
    session.items.add(ours, Recipient("Acme Print Ltd"))
    session.items.add(ours, Inquiry("Jo Cole", "Where is it?", TODAY))
    assert clashes(session, ours, text) == []


def test_cases_of_the_same_person_may_be_named(session: Session, person: ContactId, ours: CaseId) -> None:
    open_case(session, person, CaseKind.COMPLAINT, TODAY)
    nobodys = open_case(session, None, CaseKind.ERASURE, TODAY)
    assert clashes(session, ours, "See CMP-2026-0001.") == []
    assert [each.what for each in clashes(session, ours, "See ERA-2026-0001.")] == [Strange.REFERENCE]
    assert [each.shown for each in clashes(session, nobodys, "See SAR-2026-0001.", "refused")] == [
        "SAR-2026-0001"
    ]


def test_an_old_reference_is_one_too(session: Session, bo: ContactId, ours: CaseId) -> None:
    session.cases.open_case(
        CaseDetails(CaseKind.ERASURE, TODAY, Channel.POST, bo, bo, old_reference="GDPR/19/44")
    )
    (clash,) = clashes(session, ours, "See gdpr/19/44.")
    assert (clash.shown, clash.cases) == ("GDPR/19/44", ("ERA-2026-0001",))


def test_the_regulator_hears_of_the_case_it_asks_about(
    session: Session, theirs: CaseId, ours: CaseId
) -> None:
    ico = session.contacts.add(ContactDetails("Information Commission", ContactKind.ORGANISATION))
    asked = open_case(session, ico, CaseKind.REGULATOR, TODAY)
    text = "SAR-2026-0001 is of Bo Birch."
    about_both = letter(session, asked, text, "regulator_answer")
    assert len(session.letters.knowing.clashes(asked, about_both)) == 2
    session.links.link(asked, theirs, Relation.REGULATOR)
    assert session.letters.knowing.clashes(asked, about_both) == ()
    assert clashes(session, ours, "the Information Commission, 0303 123 1113") == []


def document(session: Session, case: CaseId, content: bytes, name: str = "mail.eml") -> DocumentId:
    added = session.casework.add_document(case, NewDocument(name, "text/plain", content))
    session.casework.mark_documents({added: 1}, Mark.DISCLOSE)
    return added


def test_what_goes_with_the_letter_lies_on_nobody_elses_case(
    session: Session, person: ContactId, theirs: CaseId, ours: CaseId
) -> None:
    for case in (theirs, ours, open_case(session, person, CaseKind.ERASURE, TODAY)):
        document(session, case, b"the same")
    document(session, ours, b"another", "Bo Birch.txt")
    found = clashes(session, ours)
    assert [(each.what, each.shown, each.cases, each.place) for each in found] == [
        (Strange.NAME, "Bo Birch", ("SAR-2026-0001",), "schedule_enclosed"),
        (Strange.ENCLOSURE, "mail.eml", ("SAR-2026-0001",), ENCLOSED),
    ]
    assert clashes(session, ours, code="request_acknowledgement") == [], "which encloses nothing"
    open_case(session, None, CaseKind.ERASURE, TODAY)
    unknown = open_case(session, None, CaseKind.ACCESS, TODAY)
    document(session, unknown, b"the same")
    assert clashes(session, ours)[-1].cases == ("SAR-2026-0001", "SAR-2026-0003")


def test_the_address_is_that_of_the_name(session: Session, ours: CaseId) -> None:
    draft = letter(session, ours)
    to_bo = readdress(draft, replace(draft.particulars, address=("3 Mill Lane", "Exeter", "EX4 4ZZ")))
    (clash,) = session.letters.knowing.clashes(ours, to_bo)
    assert (clash.what, clash.cases, clash.surely) == (Strange.SENT_TO, ("SAR-2026-0001",), True)
    assert clash.place == "address"


def test_the_address_of_another_person_of_the_case_only_warns(
    session: Session, person: ContactId, bo: ContactId
) -> None:
    case = session.cases.open_case(CaseDetails(CaseKind.ACCESS, TODAY, Channel.POST, bo, person))
    draft = letter(session, case)
    assert draft.particulars.recipient == "Bo Birch"
    home = readdress(draft, replace(draft.particulars, address=("Tŷ Gwyn", "Heol y Bont", "EX4 4AB")))
    assert [each.surely for each in session.letters.knowing.clashes(case, home)] == [False]


def test_a_foreign_address_is_known_as_a_whole(session: Session, ours: CaseId) -> None:
    session.contacts.add(ContactDetails("Io Ek", addresses=(Reach("Calle Mayor 5\nMadrid"),)))
    draft = letter(session, ours)
    abroad = readdress(draft, replace(draft.particulars, address=("Calle Mayor 5", "MADRID", "")))
    assert [each.what for each in session.letters.knowing.clashes(ours, abroad)] == [Strange.SENT_TO]


def test_a_foreign_address_is_found_in_running_text_and_above_the_letter_with_a_line_more(
    session: Session, ours: CaseId
) -> None:
    session.contacts.add(ContactDetails("Io Ek", addresses=(Reach("Calle Mayor 5\nMadrid"),)))
    (clash,) = clashes(session, ours, "They moved to Calle Mayor 5 in Madrid.")
    assert (clash.what, clash.shown, clash.surely) == (Strange.ADDRESS, "Calle Mayor 5", True)
    draft = letter(session, ours)
    abroad = readdress(draft, replace(draft.particulars, address=("Calle Mayor 5", "Madrid", "Spain")))
    assert [each.what for each in session.letters.knowing.clashes(ours, abroad)] == [Strange.SENT_TO]


def test_the_officers_title_and_the_organisations_lines_are_nobodys(session: Session, ours: CaseId) -> None:
    lines = "Data Protection Officer\nAcme Ltd\n11A Orchard Road\nRoyston\nSG8 5HD"
    session.contacts.add(ContactDetails("Acme Ltd", ContactKind.ORGANISATION, addresses=(Reach(lines),)))
    text = "Write to the Data Protection Officer, 11A Orchard Road, Royston."
    assert clashes(session, ours, text) == []


def test_whoever_shares_a_name_with_very_many_is_still_looked_up(
    session: Session, ours: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "_MOST_AT_ONCE", 2)
    for number in range(5):
        session.contacts.add(ContactDetails("Jo Cole", notes=str(number)))
    assert [each.shown for each in clashes(session, ours, "Ask Jo Cole.")] == ["Jo Cole"]


def notes(view: CaseView) -> list[str]:
    return [each.text for each in view.timeline]


def test_filing_is_stopped_in_the_transaction_and_goes_on_with_what_is_meant(
    session: Session, ours: CaseId
) -> None:
    opened = session.letters.start(ours, "access_response")
    draft = edit_text(filled(opened.draft), "contact", "Ask Bo Birch. SAR-2026-0002")
    with pytest.raises(Mistake, match="A name from SAR-2026-0001 stands in it") as refused:
        session.letters.file(opened.id, draft, BY_POST)
    assert "Birch" not in refused.value.sentence
    assert session.letters.of_case(ours)[0].filed_at is None
    (clash,) = session.letters.knowing.clashes(ours, draft)
    meant = with_meant(
        draft, clash.what, clash.words, check_meant(clash, Lawful.COLLEAGUE, "Answers the telephone.")
    )
    session.letters.save(opened.id, meant)
    assert session.letters.resume(opened.id).draft == meant
    session.letters.file(opened.id, meant, BY_POST)
    said = [text for text in notes(session.cases.case(ours)) if "on purpose" in text]
    assert len(said) == 1
    assert "a colleague. Reason: Answers the telephone." in said[0]
    assert "Birch" not in said[0]


def test_a_decision_on_the_case_and_its_clock_are_known(session: Session, ours: CaseId) -> None:
    known = session.letters.knowing.of(ours)
    assert (known.overdue, known.withheld, known.today) == (None, False, TODAY)
    decision = Decision(
        DecisionSort.EXEMPTION,
        Provision.PRIVILEGE.value,
        reasoning="Advice of a solicitor.",
        decided_by="Robin Hale",
        decided_on=TODAY,
    )
    session.items.add(ours, decision)
    assert session.letters.knowing.of(ours).withheld
    opened = session.letters.start(ours, "access_response")
    opened = replace(opened, draft=set_fact(opened.draft, Fact.ANYTHING_LEFT_OUT, holds=False))
    with pytest.raises(Mistake, match="A decision on the case leaves something out"):
        session.letters.file(opened.id, filled(opened.draft), BY_POST)


def test_what_is_overdue_is_known(session: Session, person: ContactId) -> None:
    late = open_case(session, person, CaseKind.ACCESS, date(2026, 10, 20))
    assert session.letters.knowing.of(late).overdue == date(2026, 11, 20)


WORD = st.text("abcdeéóžł'-", min_size=1, max_size=6).map(str.title)
NAME = st.lists(WORD, min_size=2, max_size=7).map(" ".join)
SPELT = st.sampled_from([str, str.upper, str.lower, lambda text: text.replace(" ", "\n")])
REGISTERS = settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


def plain(name: str) -> tuple[str, ...]:
    return words_of(name)


def within(name: str, text: str) -> bool:
    return f" {' '.join(plain(name))} " in f" {' '.join(plain(text))} "


@REGISTERS
@given(own=NAME, former=NAME, others=st.lists(NAME, max_size=6), chosen=st.data())
def test_of_any_register_a_letter_stops_for_others_and_never_for_its_own(
    session: Session, own: str, former: str, others: list[str], chosen: st.DataObject
) -> None:
    who = session.contacts.add(ContactDetails(own, former_names=(former,)))
    strangers = [session.contacts.add(ContactDetails(name)) for name in others]
    case = open_case(session, who, CaseKind.ERASURE, TODAY)
    draft = letter(session, case, f"{own} was {former}.", "refused")
    try:
        found = [each for each in session.letters.knowing.clashes(case, draft) if each.surely]
        assert found == []
        if others:
            other = chosen.draw(st.sampled_from(others))
            assume(len(plain(other)) > 1 and not within(other, own) and not within(other, former))
            text = f"It is of {chosen.draw(SPELT)(other)}, that is."
            names = [
                each.words
                for each in session.letters.knowing.clashes(case, letter(session, case, text, "refused"))
            ]
            assert " ".join(plain(other)) in names
    finally:
        for each in strangers:
            session.contacts.erase(each)
