"""How a letter leaves, as it is being entered."""

from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.contacts import Contact, ContactDetails, Reach
from kmss_dpo.domain.dispatch import Dispatch, Leaving
from kmss_dpo.domain.ids import ContactId
from kmss_dpo.domain.letters import CaseFacts, Fact, Particulars, People, case_values, compose, set_fact
from kmss_dpo.letters.wording import template
from kmss_dpo.ui.letters.sending_state import (
    Sending,
    asks_for_update,
    dispatch_of,
    sending_errors,
    sending_of,
    unsafe,
    where_to,
)

TODAY, RECEIVED, UPDATE = date(2026, 11, 22), date(2026, 11, 2), date(2026, 12, 4)


def leaving(
    code: str = "request_acknowledgement", *emails: Reach, update_on: date | None = UPDATE
) -> Leaving:
    facts = CaseFacts("X-1", RECEIVED, Channel.POST, date(2026, 12, 2), "A copy", update_on)
    who = Particulars("Amal", ("1 Road", "EX1 1AA"), TODAY, "X-1")
    draft = compose(template(code), who, case_values(facts), frozenset())
    amal = Contact(ContactId(1), 1, ContactDetails("Amal", emails=emails))
    return Leaving("X-1", RECEIVED, draft, People(amal, amal))


PLAIN = leaving()
WATCHED = leaving("request_acknowledgement", Reach("amal@example.org", safe=False))


def test_a_letter_is_proposed_to_go_today_by_its_own_way() -> None:
    assert sending_of(PLAIN.draft, TODAY) == Sending(Channel.POST, TODAY)
    by_email = set_fact(PLAIN.draft, Fact.ELECTRONIC, holds=True)
    assert dispatch_of(sending_of(by_email, TODAY), PLAIN) == Dispatch(Channel.EMAIL, TODAY)


def test_a_letter_not_sent_yet_has_no_day_and_no_dispatch() -> None:
    assert dispatch_of(Sending(None, TODAY), PLAIN) is None
    assert sending_errors(Sending(None, None), PLAIN, TODAY) == {}
    assert unsafe(Sending(None, None), WATCHED) == ""


@pytest.mark.parametrize(
    ("on", "said"),
    [(None, "Enter the day"), (date(2026, 11, 23), "a day to come"), (date(2026, 11, 1), "before the case")],
)
def test_a_day_on_which_it_cannot_have_left_is_refused(on: date | None, said: str) -> None:
    assert said in sending_errors(Sending(Channel.POST, on), PLAIN, TODAY)["on"]


@pytest.mark.parametrize("on", [RECEIVED, TODAY])
def test_the_days_from_receipt_to_today_are_taken(on: date) -> None:
    assert sending_errors(Sending(Channel.POST, on), PLAIN, TODAY) == {}


def test_an_unsafe_way_asks_for_a_reason_that_is_kept_with_that_way_only() -> None:
    by_email = Sending(Channel.EMAIL, TODAY, reason=" ")
    assert "say why this one is safe now" in sending_errors(by_email, WATCHED, TODAY)["reason"]
    explained = replace(by_email, reason=" She asked for it. ", proof=" Receipt ")
    assert sending_errors(explained, WATCHED, TODAY) == {}
    assert dispatch_of(explained, WATCHED) == Dispatch(Channel.EMAIL, TODAY, "Receipt", "She asked for it.")
    by_post = dispatch_of(replace(explained, channel=Channel.POST), WATCHED)
    assert by_post == Dispatch(Channel.POST, TODAY, "Receipt")


def test_the_day_a_letter_promises_is_read_from_it_or_asked_for() -> None:
    promising = leaving("complaint_acknowledgement")
    proposed = sending_of(promising.draft, TODAY)
    assert (proposed.update_on, asks_for_update(proposed, promising)) == (UPDATE, True)
    assert dispatch_of(proposed, promising) == Dispatch(Channel.POST, TODAY, update_on=UPDATE)
    silent = replace(proposed, update_on=None)
    assert sending_errors(silent, promising, TODAY).keys() == {"update_on"}
    early = replace(proposed, update_on=date(2026, 11, 21))
    assert sending_errors(early, promising, TODAY).keys() == {"update_on"}
    assert not asks_for_update(replace(proposed, channel=None), promising)
    assert not asks_for_update(proposed, PLAIN)


def test_a_recipient_outside_the_case_has_no_address_in_it() -> None:
    notice = leaving("recipient_notice")
    assert where_to(Sending(Channel.EMAIL, TODAY), notice) == ""
    name = notice.draft.particulars.recipient or "Exampleton Ltd"
    draft = replace(notice.draft, particulars=replace(notice.draft.particulars, recipient=name))
    known = Contact(ContactId(9), 1, ContactDetails(name, emails=(Reach("desk@example.org"),)))
    told = replace(notice, draft=draft, people=replace(notice.people, told=(known,)))
    assert where_to(Sending(Channel.EMAIL, TODAY), told) == "Send it to desk@example.org."


def test_the_email_address_that_is_safe_is_named() -> None:
    known = leaving("request_acknowledgement", Reach("a@example.org", safe=False), Reach("b@example.org"))
    assert where_to(Sending(Channel.EMAIL, TODAY), known) == "Send it to b@example.org."
    assert where_to(Sending(Channel.EMAIL, TODAY), WATCHED).startswith("No safe email address")
    assert where_to(Sending(Channel.POST, TODAY), known) == ""
