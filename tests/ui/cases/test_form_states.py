"""What is typed into the forms of a case, without a widget."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.clock import (
    Ask,
    Clarification,
    ClockEvent,
    ClockFacts,
    ClockState,
    Deadline,
    EventEntry,
    Extension,
    ExtensionGround,
    Happening,
)
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.correspondence import Direction, NewCorrespondence
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import ContactId, QuickNoteId
from kmss_dpo.domain.organisation import Organisation
from kmss_dpo.domain.quick_notes import Caller, NewQuickNote, QuickNote
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.form_state import case as case_form
from kmss_dpo.ui.cases.form_state import clock as clock_form
from kmss_dpo.ui.cases.form_state.case import CaseForm
from kmss_dpo.ui.cases.form_state.clock import ClockForm, Pair, fields_for
from kmss_dpo.ui.cases.form_state.clock_event import EventForm, begun, event_named, fields_of, form_name
from kmss_dpo.ui.cases.form_state.correspondence import CorrespondenceForm, redirect_reply
from kmss_dpo.ui.cases.form_state.ending import ClosingForm
from kmss_dpo.ui.cases.form_state.person import NOBODY, PersonChoice

DAY = date(2026, 11, 12)
LATER = date(2026, 11, 14)
ANN = PersonChoice(ContactId(7), "Ann Ash")


def test_a_new_contact_may_have_a_name_or_an_email_only() -> None:
    assert PersonChoice(name=" Ann ", new=True).newcomer() == ContactDetails("Ann")
    by_phone = PersonChoice(name="Ann", reach=" 01632 960 455 ", new=True).newcomer()
    assert by_phone == ContactDetails("Ann", phones=(Reach("01632 960 455"),))
    by_email = PersonChoice(reach=" ann@example.org ", new=True).newcomer()
    assert by_email == ContactDetails("ann@example.org", emails=(Reach("ann@example.org"),))
    assert ANN.newcomer() is None


def test_a_person_is_chosen_new_or_nobody_but_never_half_typed() -> None:
    assert [each.wrong() for each in (NOBODY, ANN, PersonChoice(name="Ann", new=True))] == ["", "", ""]
    assert "name" in PersonChoice(new=True).wrong()
    assert "Choose one" in PersonChoice(name="An").wrong()


def test_a_new_case_says_all_that_is_missing() -> None:
    form = CaseForm(someone_else=True, for_a_customer=True)
    assert set(form.wrong()) == {"kind", "channel", "received_on", "subject", "for_customer"}
    with pytest.raises(Mistake) as told:
        form.details()
    assert told.value.field == "kind"


def test_a_complete_case_is_about_the_person_who_asks() -> None:
    form = CaseForm(CaseKind.ACCESS, Channel.PHONE, DAY, taken_by=" Jo ", requester=ANN, summary=" All \n")
    assert form.wrong() == {}
    kept = CaseDetails(CaseKind.ACCESS, DAY, Channel.PHONE, ContactId(7), ContactId(7), "All", taken_by="Jo")
    assert form.details() == kept


def test_a_case_may_be_about_somebody_else() -> None:
    bo = PersonChoice(ContactId(8), "Bo")
    form = CaseForm(CaseKind.ACCESS, Channel.POST, DAY, requester=ANN, someone_else=True, subject=bo)
    assert (form.details().requester, form.details().subject) == (7, 8)
    assert "subject" in replace(form, subject=PersonChoice(name="B")).wrong()


def test_an_unticked_customer_is_not_kept() -> None:
    form = CaseForm(CaseKind.ACCESS, Channel.POST, DAY, for_customer="Acme")
    assert form.details().for_customer == ""
    assert replace(form, for_a_customer=True).details().for_customer == "Acme"


def test_the_form_of_a_case_gives_the_same_case_back(session: Session) -> None:
    ann = session.contacts.add(ContactDetails("Ann"))
    bo = session.contacts.add(ContactDetails("Bo"))
    details = CaseDetails(
        kind=CaseKind.ERASURE,
        received_on=DAY,
        channel=Channel.WEB_FORM,
        requester=ann,
        subject=bo,
        summary="Delete it",
        reached_officer_on=LATER,
        taken_by="Jo",
        old_reference="X-1",
        special_category=True,
        for_customer="Acme",
        recipient=ann,
        about_child=True,
        handler="Jo Nagy",
        their_reference="Y-2",
    )
    about_herself = replace(details, subject=ann, for_customer="", recipient=None)
    by_nobody_known = replace(details, requester=None, subject=None)
    complaint = replace(details, kind=CaseKind.COMPLAINT, about_officer=True)
    for each in (details, about_herself, by_nobody_known, complaint):
        view = session.cases.case(session.cases.open_case(each))
        assert case_form.form_of(view).details() == each


def test_a_complaint_about_the_officer_needs_somebody_else() -> None:
    form = CaseForm(CaseKind.COMPLAINT, Channel.POST, DAY, about_officer=True, handler=" ")
    assert set(form.wrong()) == {"handler"}
    assert replace(form, handler="Jo").details().about_officer
    other = replace(form, kind=CaseKind.ERASURE)
    assert (other.wrong(), other.details().about_officer) == ({}, False)
    assert not CaseForm(about_officer=True).is_about_officer()


def test_one_message_may_ask_for_several_things() -> None:
    form = CaseForm(CaseKind.ACCESS, Channel.POST, DAY, also=(CaseKind.ERASURE, CaseKind.ACCESS))
    assert form.kinds() == (CaseKind.ACCESS, CaseKind.ERASURE)
    arrival = form.arrival()
    assert (arrival.details, arrival.kinds(), arrival.erase_last) == (form.details(), form.kinds(), True)
    complains = replace(form, also=(CaseKind.COMPLAINT,), about_officer=True)
    assert set(complains.wrong()) == {"handler"}


def test_everybody_new_is_kept_in_the_order_of_the_form() -> None:
    new = PersonChoice(name="Bo", new=True)
    form = CaseForm(requester=new, subject=new, recipient=new)
    assert [each.roles for each in form.newcomers()] == [("requester", "subject"), ("recipient",)]
    assert [each.roles for each in replace(form, someone_else=True).newcomers()] == [
        ("requester",),
        ("subject",),
        ("recipient",),
    ]
    assert CaseForm(requester=ANN).newcomers() == ()
    assert "Choose one" in CaseForm(recipient=PersonChoice(name="B")).wrong()["recipient"]


FACTS = ClockFacts(
    identity=Ask(DAY, LATER),
    authority=Ask(DAY),
    fee=Ask(DAY, LATER),
    clarifications=(Clarification(DAY, LATER), Clarification(LATER)),
    extension=Extension(LATER, ExtensionGround.NUMBER, "Nine requests"),
    acknowledged_on=DAY,
    next_update_on=LATER,
    answered_on=LATER,
    more_asked_on=DAY,
    more_received_on=LATER,
    answer_by=LATER,
)


@pytest.mark.parametrize("facts", [ClockFacts(), FACTS])
def test_the_form_of_a_clock_gives_the_same_facts_back(facts: ClockFacts) -> None:
    assert clock_form.form_of(facts).facts() == facts


def test_an_extension_whose_notice_has_not_left_has_no_day_in_the_form() -> None:
    untold = Extension(None, ExtensionGround.NUMBER, "Many")
    form = ClockForm(ground=ExtensionGround.NUMBER, reasons=" Many ")
    assert form.facts() == ClockFacts(extension=untold)
    assert clock_form.form_of(ClockFacts(extension=untold)) == replace(form, reasons="Many")


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (ClockForm(identity=Pair(met_on=DAY)), "identity"),
        (ClockForm(clarifications=(Pair(met_on=DAY),)), "clarifications"),
        (ClockForm(more=Pair(met_on=DAY)), "more_asked_on"),
        (ClockForm(extension=DAY), "ground"),
        (ClockForm(extension=DAY, ground=ExtensionGround.NUMBER, reasons=" "), "reasons"),
        (ClockForm(ground=ExtensionGround.NUMBER), "reasons"),
        (ClockForm(reasons="Many"), "ground"),
    ],
)
def test_half_a_fact_is_a_mistake_beside_its_field(form: ClockForm, field: str) -> None:
    with pytest.raises(Mistake) as told:
        form.facts()
    assert told.value.field == field


def test_an_empty_pair_is_no_clarification() -> None:
    assert ClockForm(clarifications=(Pair(), Pair(DAY))).facts().clarifications == (Clarification(DAY),)


def test_each_kind_has_only_the_facts_that_its_clock_has_room_for() -> None:
    assert "clarifications" in fields_for(CaseKind.ACCESS)
    assert "clarifications" not in fields_for(CaseKind.ERASURE)
    assert fields_for(CaseKind.MARKETING_OBJECTION) == {"answered_on"}
    assert fields_for(CaseKind.COMPLAINT) == {"acknowledged_on", "next_update_on", "answered_on"}
    assert fields_for(CaseKind.REGULATOR) == {"answer_by", "answered_on"}
    assert fields_for(CaseKind.DEMO_ENQUIRY) == {"more_asked_on", "answered_on"}
    for kind in CaseKind:
        assert fields_for(kind, for_customer=True) == {"answered_on"}


def test_correspondence_needs_a_way_a_day_and_something_said() -> None:
    assert set(CorrespondenceForm().wrong()) == {"channel", "on", "subject"}
    with pytest.raises(Mistake):
        CorrespondenceForm().content(None)


def test_a_missing_subject_is_the_first_line_of_the_text() -> None:
    form = CorrespondenceForm(Direction.SENT, Channel.PHONE, DAY, body="\n Called back\nNo reply ")
    kept = NewCorrespondence(
        Direction.SENT, Channel.PHONE, DAY, "Called back", "Called back\nNo reply", ContactId(7)
    )
    assert form.content(ContactId(7)) == kept


def test_the_reply_on_social_media_names_every_way_there_is_and_asks_for_nothing() -> None:
    bare = Organisation()
    assert bare.website in redirect_reply(bare)
    full = replace(bare, officer_email="dpo@example.org", phone="01763 000000")
    assert "by email to dpo@example.org or by phone on 01763 000000" in redirect_reply(full)
    assert "?" not in redirect_reply(full)


RUNNING = Deadline(ClockState.RUNNING, due_on=LATER)


def test_closing_needs_an_outcome_the_days_and_for_a_refusal_its_reasons() -> None:
    assert set(ClosingForm().wrong(RUNNING)) == {"outcome", "closed_on"}
    assert set(ClosingForm(Outcome.ANSWERED, closed_on=DAY).wrong(RUNNING)) == {"answered_on"}
    assert ClosingForm(Outcome.WITHDRAWN, closed_on=DAY).wrong(RUNNING) == {}
    refused = ClosingForm(Outcome.PART_REFUSED, DAY, LATER, "  ")
    assert set(refused.wrong(RUNNING)) == {"reason"}
    reasoned = replace(refused, reason=" Third parties ")
    assert reasoned.wrong(RUNNING) == {}
    assert reasoned.closing() == Closing(Outcome.PART_REFUSED, LATER, DAY, "Third parties")


CALL = NewQuickNote("Ann Ash", "All we hold", DAY, reach="01632 960 733")
NOTE = QuickNote(QuickNoteId(3), datetime(2026, 11, 12, 9, tzinfo=UTC), "Robin Hale", CALL)


@pytest.mark.parametrize(
    ("caller", "who"),
    [
        (Caller(ContactId(7), "Ann Ash"), ANN),
        (Caller(alike=True), PersonChoice(name="Ann Ash")),
        (Caller(), PersonChoice(name="Ann Ash", reach="01632 960 733", new=True)),
    ],
)
def test_a_case_from_a_note_begins_with_what_was_taken_down(caller: Caller, who: PersonChoice) -> None:
    form = case_form.from_note(NOTE, caller)
    assert form == CaseForm(
        channel=Channel.PHONE,
        received_on=DAY,
        taken_by="Robin Hale",
        requester=who,
        summary="All we hold",
    )
    assert set(form.wrong()) >= {"kind"}


def test_closing_needs_a_reason_where_the_answer_went_late() -> None:
    late = ClosingForm(Outcome.ANSWERED, date(2026, 11, 15), date(2026, 11, 16), late_reason=" \n")
    assert late.late(RUNNING)
    assert late.wrong(RUNNING) == {"late_reason": "Say why it went late."}
    explained = replace(late, late_reason=" Two systems. ")
    assert explained.wrong(RUNNING) == {}
    assert explained.closing().late_reason == "Two systems."
    assert not replace(late, answered_on=LATER).late(RUNNING)


def test_an_event_begins_today_unless_its_day_is_one_to_come() -> None:
    for happening in Happening:
        to_come = happening in {Happening.UPDATE_PROMISED, Happening.DAY_SET}
        assert begun(ClockEvent(happening), DAY) == EventForm(on=None if to_come else DAY)


def test_an_event_asks_for_what_it_needs_and_a_what_if_also_when_it_would_come() -> None:
    def rows(happening: Happening, *, looking: bool) -> frozenset[str]:
        return fields_of(ClockEvent(happening), looking=looking)

    for looking in (True, False):
        assert rows(Happening.EXTENDED, looking=looking) == {"ground", "reasons"}
        assert rows(Happening.ACKNOWLEDGED, looking=looking) == {"promised"}
        assert rows(Happening.IDENTITY_CAME, looking=looking) == set()
    assert rows(Happening.CLARIFICATION_ASKED, looking=True) == {"met_on"}
    assert rows(Happening.CLARIFICATION_ASKED, looking=False) == set()


def test_an_event_without_a_day_is_a_mistake_beside_it_but_only_a_hint_while_one_looks() -> None:
    with pytest.raises(Mistake) as told:
        EventForm().entry("identity")
    assert told.value.field == "identity"
    with pytest.raises(Mistake) as told:
        EventForm().to_look()
    assert told.value.field is None


def test_ground_and_reasons_may_still_be_open_while_one_looks_at_the_date() -> None:
    form = EventForm(DAY, LATER, ExtensionGround.NUMBER, " Forty ", LATER)
    whole = EventEntry(DAY, LATER, ExtensionGround.NUMBER, " Forty ", LATER)
    assert form.entry("extension") == whole
    assert form.to_look() == replace(whole, reasons="Forty")
    assumed = EventForm(DAY).to_look()
    assert (assumed.ground, bool(assumed.reasons)) == (ExtensionGround.COMPLEXITY, True)


def test_the_form_of_an_event_is_found_again_by_its_name() -> None:
    for event in (*map(ClockEvent, Happening), ClockEvent(Happening.CLARIFICATION_ANSWERED, DAY)):
        assert event_named(form_name(event)) == event
    assert event_named("clock") is None
