from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails, ContactRow, Reach
from kmss_dpo.domain.correspondence import Message
from kmss_dpo.domain.ids import ContactId
from kmss_dpo.domain.proposals import Proposal
from kmss_dpo.ui.intake.form_state import IntakeState, Into, Who, obvious_kind, state_of

TODAY = date(2026, 11, 22)
READY = IntakeState(
    who=Who.NEW, name="Nia", email="nia@example.org", kind=CaseKind.ACCESS, received_on=date(2026, 11, 12)
)


def proposal(*known: int, subject: str = "Hello  there", day: date | None = None) -> Proposal:
    message = Message(
        sender_name="Nia Roberts",
        sender_email="nia@example.org",
        recipients=(),
        subject=subject,
        text="",
        sent_at=None,
        received_on=day,
        received_why="Because.",
        attachments=(),
    )
    rows = tuple(ContactRow(ContactId(each), f"Nia {each}", "", "", "", 0) for each in known)
    return Proposal(message, b"", "message.eml", rows)


def test_somebody_unknown_is_proposed_as_a_new_contact() -> None:
    state = state_of(proposal())
    assert (state.who, state.name, state.email) == (Who.NEW, "Nia Roberts", "nia@example.org")
    assert state.summary == "Hello there"


def test_the_one_known_contact_is_proposed_and_of_several_none() -> None:
    assert state_of(proposal(4)).who == 4
    assert state_of(proposal(4, 5)).who is None


def test_neither_a_kind_nor_a_day_is_made_up() -> None:
    state = state_of(proposal())
    assert (state.kind, state.received_on, state.reached_officer_on) == (None, None, None)
    assert state_of(proposal(day=date(2026, 11, 12))).received_on == date(2026, 11, 12)


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("Re: SUBJECT  access request", CaseKind.ACCESS),
        ("The right to be forgotten", CaseKind.ERASURE),
        ("Data protection complaint", CaseKind.COMPLAINT),
        ("Subject access request and right to erasure", None),
        ("Your invoice", None),
        ("", None),
    ],
)
def test_a_kind_is_proposed_only_where_the_subject_names_one_right(
    subject: str, kind: CaseKind | None
) -> None:
    assert obvious_kind(subject) is kind


def test_everything_missing_for_a_new_case_is_named() -> None:
    assert set(IntakeState().errors(TODAY)) == {"who", "kind", "received_on"}
    assert READY.errors(TODAY) == {}
    assert set(replace(READY, who=Who.OTHER).errors(TODAY)) == {"other"}
    assert set(replace(READY, name="", email="").errors(TODAY)) == {"name"}
    assert set(replace(READY, email="nia").errors(TODAY)) == {"email"}
    assert set(replace(READY, received_on=date(2026, 11, 23)).errors(TODAY)) == {"received_on"}
    assert set(replace(READY, reached_officer_on=date(2026, 11, 11)).errors(TODAY)) == {"reached_officer_on"}


def test_an_existing_case_needs_the_case_and_the_day_and_nothing_else() -> None:
    bare = IntakeState(into=Into.EXISTING)
    assert set(bare.errors(TODAY)) == {"case", "received_on"}
    there = replace(bare, case=3, received_on=date(2026, 11, 12), reached_officer_on=date(2026, 1, 1))
    assert there.errors(TODAY) == {}


def test_what_is_accepted_is_what_was_decided() -> None:
    accepted = replace(READY, summary=" Wants a copy ").accepted()
    assert accepted.new_contact == ContactDetails("Nia", emails=(Reach("nia@example.org"),))
    assert accepted.contact is None
    assert accepted.details.channel is Channel.EMAIL
    assert (accepted.details.kind, accepted.details.summary) == (CaseKind.ACCESS, "Wants a copy")


def test_a_chosen_contact_is_not_made_anew() -> None:
    known = replace(READY, who=4).accepted()
    other = replace(READY, who=Who.OTHER, other=6).accepted()
    assert (known.contact, known.new_contact) == (4, None)
    assert (other.contact, other.new_contact) == (6, None)


def test_a_new_contact_without_a_name_is_called_by_the_address() -> None:
    new = replace(READY, name=" ").accepted().new_contact
    assert new
    assert new.name == "nia@example.org"


def test_somebody_who_is_known_needs_neither_name_nor_address() -> None:
    assert replace(READY, who=ContactId(4), name="", email="").errors(TODAY) == {}
