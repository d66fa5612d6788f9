from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.arrivals import Newcomer
from kmss_dpo.domain.cases import CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails, ContactRow, Reach
from kmss_dpo.domain.correspondence import Message
from kmss_dpo.domain.ids import ContactId
from kmss_dpo.domain.proposals import Proposal
from kmss_dpo.ui.intake.form_state import (
    IntakeState,
    Into,
    Who,
    kept_words,
    obvious_kinds,
    state_of,
)

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
    ("subject", "kinds"),
    [
        ("Re: SUBJECT  access request", (CaseKind.ACCESS,)),
        ("The right to be forgotten", (CaseKind.ERASURE,)),
        ("Data protection complaint", (CaseKind.COMPLAINT,)),
        ("Right to erasure, after my subject access request", (CaseKind.ACCESS, CaseKind.ERASURE)),
        ("Your invoice", ()),
        ("", ()),
    ],
)
def test_kinds_are_proposed_only_where_the_subject_names_them(
    subject: str, kinds: tuple[CaseKind, ...]
) -> None:
    assert obvious_kinds(subject) == kinds
    assert state_of(proposal(subject=subject)).kinds() == kinds


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
    arrival = replace(READY, summary=" Wants a copy ", also=(CaseKind.ERASURE,), erase_last=False).arrival()
    nia = ContactDetails("Nia", emails=(Reach("nia@example.org"),))
    assert arrival.newcomers == (Newcomer(nia, ("requester", "subject")),)
    assert arrival.details.requester is None
    assert arrival.details.channel is Channel.EMAIL
    assert (arrival.details.kind, arrival.details.summary) == (CaseKind.ACCESS, "Wants a copy")
    assert (arrival.also, arrival.erase_last) == ((CaseKind.ERASURE,), False)


def test_a_chosen_contact_is_not_made_anew() -> None:
    known = replace(READY, who=4).arrival()
    other = replace(READY, who=Who.OTHER, other=6).arrival()
    assert (known.details.requester, known.details.subject, known.newcomers) == (4, 4, ())
    assert (other.details.requester, other.details.subject, other.newcomers) == (6, 6, ())


def test_a_new_contact_without_a_name_is_called_by_the_address() -> None:
    [new] = replace(READY, name=" ").arrival().newcomers
    assert new.details.name == "nia@example.org"


def test_a_message_that_is_kept_already_is_said() -> None:
    assert kept_words(()) == ""
    assert "on SAR-2026-0001, ERA-2026-0001" in kept_words(("SAR-2026-0001", "ERA-2026-0001"))


def test_somebody_who_is_known_needs_neither_name_nor_address() -> None:
    assert replace(READY, who=ContactId(4), name="", email="").errors(TODAY) == {}
