"""Whom a letter may go to, and what must be known before it is sent."""

from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseKind, Channel
from kmss_dpo.domain.contacts import Contact, ContactDetails, Reach
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import ContactId
from kmss_dpo.domain.letters import (
    Block,
    Draft,
    Fact,
    Known,
    Missing,
    Nature,
    Particulars,
    People,
    Template,
    addressee,
    before_writing,
    check_filing,
    check_recipient,
    compose,
    email_to_use,
    missing,
    same_name,
    set_fact,
    unsafe_way,
    who_is_who,
)

REFUGE = Reach("Flat 2\nRefuge House\nEX9 9ZZ", safe=False)
SIAN = Contact(
    ContactId(1),
    1,
    ContactDetails(
        "Siân Prydderch",
        organisation="Tŷ Gwyn Ltd",
        former_names=("Siân Onnen",),
        addresses=(REFUGE, Reach("Tŷ Gwyn\nEX4 4AB")),
        emails=(Reach("old@example.org", safe=False), Reach("sian@example.org")),
    ),
)
AGENT = Contact(ContactId(2), 1, ContactDetails("Bo Agent"))
ALONE = People(SIAN, SIAN)
ASKED_FOR = People(AGENT, SIAN, authority_shown=True)


DISCLOSING, PLAIN, OUTSIDE = Nature(discloses=True), Nature(), Nature(goes_outside=True)


def letter(recipient: str, nature: Nature = DISCLOSING, address: tuple[str, ...] = ("1 Road",)) -> Draft:
    block = Block("a", "A", "Words.")
    shape = Template("sample", "Sample", frozenset(CaseKind), "About", (block,), nature=nature)
    signed = Particulars(recipient, address, date(2026, 11, 22), "SAR-2026-0001")
    return replace(compose(shape, signed, {}, frozenset()), signature=("Robin",))


def found(draft: Draft, people: People) -> list[Missing]:
    return [each for each in missing(draft, Known(people)) if each.field == "recipient"]


@pytest.mark.parametrize(
    "recipient", ["Siân Prydderch", " Ms SIAN  Prydderch ", "Dr. Siân Onnen", "Tŷ Gwyn Ltd", "sian prydderch"]
)
def test_a_letter_goes_to_the_requester_however_the_name_is_spelt(recipient: str) -> None:
    assert found(letter(recipient), ALONE) == []
    check_filing(letter(recipient), Known(ALONE))


@pytest.mark.parametrize("recipient", ["Sam Other", "Siân", "Siân Prydderch Junior", "Mr"])
def test_a_letter_to_anybody_else_is_stopped(recipient: str) -> None:
    (stopped,) = found(letter(recipient), ALONE)
    assert stopped.blocks_filing
    assert "neither the requester nor the data subject" in stopped.sentence
    with pytest.raises(Mistake, match="neither the requester"):
        check_filing(letter(recipient), Known(ALONE))
    with pytest.raises(Mistake, match="can't be recorded as sent"):
        check_recipient(letter(recipient), ALONE)


@pytest.mark.parametrize("nature", [DISCLOSING, OUTSIDE])
def test_a_case_that_names_nobody_sends_no_letter(nature: Nature) -> None:
    (stopped,) = found(letter("Siân Prydderch", nature), People())
    assert stopped.blocks_filing
    assert "no requester and no data subject yet" in stopped.sentence


def test_what_tells_a_outside_goes_outside_the_case() -> None:
    told = letter("Exampleton Mailing Ltd", OUTSIDE)
    assert found(told, ALONE) == []
    check_filing(told, Known(ALONE))
    check_recipient(told, ALONE)
    assert found(letter("Exampleton Mailing Ltd"), ALONE)[0].blocks_filing, "no other letter may"


@pytest.mark.parametrize("recipient", ["Siân Prydderch", "ms sian onnen", "Bo Agent"])
def test_what_tells_a_outside_never_goes_to_a_person_of_the_case(recipient: str) -> None:
    (stopped,) = found(letter(recipient, OUTSIDE), ASKED_FOR)
    assert stopped.blocks_filing
    assert "names a person of this case" in stopped.sentence
    with pytest.raises(Mistake, match="names a person of this case"):
        check_recipient(letter(recipient, OUTSIDE), ASKED_FOR)


def test_the_organisation_of_a_person_can_have_received_their_data() -> None:
    told = letter("Tŷ Gwyn Ltd", OUTSIDE)
    assert found(told, ALONE) == []
    assert addressee(told, ALONE) is None, "it is not the person who works there"
    assert email_to_use(told, ALONE) == ""
    assert addressee(letter("Tŷ Gwyn Ltd"), ALONE) == SIAN


def test_a_data_subject_who_did_not_ask_is_warned_of() -> None:
    (warned,) = found(letter("Siân Prydderch"), ASKED_FOR)
    assert not warned.blocks_filing
    assert "not the requester" in warned.sentence
    check_recipient(letter("Siân Prydderch"), ASKED_FOR)
    assert found(letter("Siân Prydderch"), People(subject=SIAN)) == []


def test_an_agent_gets_the_data_only_with_authority() -> None:
    to_agent = letter("Bo Agent")
    assert found(to_agent, ASKED_FOR) == []
    (warned,) = found(to_agent, People(AGENT, SIAN))
    assert not warned.blocks_filing
    assert "no proof of their authority" in warned.sentence
    (stopped,) = found(to_agent, People(AGENT, SIAN, authority_awaited=True))
    assert stopped.blocks_filing
    assert "authority has not come" in stopped.sentence


def test_an_agent_without_authority_can_be_asked_for_it() -> None:
    asking = letter("Bo Agent", PLAIN)
    assert found(asking, People(AGENT, SIAN, authority_awaited=True)) == []


@pytest.mark.parametrize("address", [("Flat 2", "Refuge House", "EX9 9ZZ"), ("refuge house,", "ex99zz")])
def test_an_address_marked_unsafe_is_known_however_it_is_written(address: tuple[str, ...]) -> None:
    draft = letter("Siân Prydderch", address=address)
    assert "marked unsafe" in unsafe_way(Channel.POST, draft, ALONE)
    (warned,) = [each for each in missing(draft, Known(ALONE)) if each.field == "address"]
    assert not warned.blocks_filing
    assert unsafe_way(Channel.IN_PERSON, draft, ALONE) == ""


@pytest.mark.parametrize("address", [("Tŷ Gwyn", "EX4 4AB"), ("EX9",), ()])
def test_another_address_is_not_unsafe(address: tuple[str, ...]) -> None:
    assert unsafe_way(Channel.POST, letter("Siân Prydderch", address=address), ALONE) == ""


def hidden(**ways: tuple[Reach, ...]) -> People:
    contact = Contact(ContactId(3), 1, ContactDetails("Amal", **ways))  # type: ignore[arg-type]
    return People(contact, contact)


def test_no_address_says_so_where_the_only_one_is_unsafe() -> None:
    nowhere = letter("Amal", address=())
    (plain,) = [each for each in missing(nowhere, Known(hidden())) if each.field == "address"]
    assert plain.sentence.startswith("There is no postal address.")
    (unsafe,) = [
        each for each in missing(nowhere, Known(hidden(addresses=(REFUGE,)))) if each.field == "address"
    ]
    assert unsafe.sentence.startswith("The only postal address of this person is marked unsafe")
    assert unsafe.blocks_filing
    assert "Every postal address" in unsafe_way(Channel.POST, nowhere, hidden(addresses=(REFUGE,)))


def test_email_is_unsafe_where_no_email_address_is_safe() -> None:
    draft = set_fact(letter("Amal"), Fact.ELECTRONIC, holds=True)
    watched = hidden(emails=(Reach("amal@example.org", safe=False),))
    assert "Every email address" in unsafe_way(Channel.EMAIL, draft, watched)
    (warned,) = [each for each in missing(draft, Known(watched)) if each.field == "electronic"]
    assert not warned.blocks_filing
    assert email_to_use(draft, watched) == ""
    assert unsafe_way(Channel.EMAIL, draft, hidden()) == ""


def test_the_safe_email_address_is_the_one_to_use() -> None:
    assert unsafe_way(Channel.EMAIL, letter("Siân Prydderch"), ALONE) == ""
    assert email_to_use(letter("Siân Prydderch"), ALONE) == "sian@example.org"
    assert email_to_use(letter("Sam Other"), ALONE) == ""


def test_what_to_know_before_writing_names_each_person_once() -> None:
    welsh = Contact(
        ContactId(4),
        1,
        ContactDetails("Gwen", adjustments="Large print", language="Welsh", safe_contact="Phone"),
    )
    (said,) = before_writing(People(welsh, welsh))
    assert said == (
        "Gwen: Phone. Adjustments: Large print. Language: Welsh. There is no Welsh wording of this letter: "
        "add one under Settings, or have it translated and write it here."
    )
    assert before_writing(People(AGENT, AGENT)) == ()
    assert [each.partition(":")[0] for each in before_writing(People(welsh, SIAN))] == [
        "Gwen",
        "Siân Prydderch",
    ]


def test_the_people_of_a_case_are_named_with_their_roles() -> None:
    assert who_is_who(ALONE) == "Siân Prydderch (requester and data subject)"
    assert who_is_who(ASKED_FOR) == "Bo Agent (requester), Siân Prydderch (data subject)"
    assert who_is_who(People(subject=SIAN)) == "Siân Prydderch (data subject)"
    assert who_is_who(People()) == ""


def test_a_letter_without_a_recipient_is_told_that_and_nothing_about_people() -> None:
    assert len(found(letter(" "), ALONE)) == 1


THIRD = Contact(ContactId(5), 1, ContactDetails("Bo Solicitor"))
SENT_ON = People(SIAN, SIAN, recipient=THIRD)


def test_whom_the_letters_go_to_may_be_written_to() -> None:
    assert found(letter("Bo Solicitor", PLAIN), SENT_ON) == []
    assert (SENT_ON.goes_to(), SENT_ON.third(), SENT_ON.agent()) == (THIRD, THIRD, None)
    (warned,) = found(letter("Siân Prydderch", PLAIN), SENT_ON)
    assert not warned.blocks_filing
    assert warned.sentence.startswith("“To” names the requester; the letters of this case go to somebody")
    (warned,) = found(letter("Siân Prydderch", PLAIN), People(AGENT, SIAN, recipient=AGENT))
    assert warned.sentence.startswith("“To” names the data subject; the letters")
    assert found(letter("Siân Prydderch", PLAIN), People(AGENT, SIAN, recipient=SIAN)) == []


def test_data_goes_to_a_third_person_only_with_authority() -> None:
    (warned,) = found(letter("Bo Solicitor"), SENT_ON)
    assert not warned.blocks_filing
    assert "recipient of the letters, who is not the data subject; the register holds no" in warned.sentence
    (stopped,) = found(letter("Bo Solicitor"), replace(SENT_ON, authority_awaited=True))
    assert stopped.blocks_filing
    assert found(letter("Bo Solicitor"), replace(SENT_ON, authority_shown=True)) == []


def test_data_of_a_child_asks_who_may_act_for_them() -> None:
    child = replace(ALONE, about_child=True)
    (warned,) = found(letter("Siân Prydderch"), child)
    assert not warned.blocks_filing
    assert "presumed in Scotland from the age of 12" in warned.sentence
    assert found(letter("Siân Prydderch", PLAIN), child) == []
    assert before_writing(child)[-1].startswith("The data is about a child: write so that a child can follow")


def test_the_roles_name_a_child_and_whom_the_letters_go_to() -> None:
    assert who_is_who(SENT_ON) == (
        "Siân Prydderch (requester and data subject), Bo Solicitor (recipient of the letters)"
    )
    to_the_child = People(AGENT, SIAN, recipient=SIAN, about_child=True)
    assert who_is_who(to_the_child) == (
        "Bo Agent (requester), Siân Prydderch (data subject, a child and recipient of the letters)"
    )


SAYS_ERASED = Nature(discloses=True, says_erased=True)


def test_that_data_was_erased_is_not_said_while_the_copy_is_owed() -> None:
    waiting = replace(ALONE, waits_for=("SAR-2026-0014",))
    (told,) = missing(letter("Siân Prydderch", SAYS_ERASED), Known(people=waiting))
    assert told.blocks_filing
    assert told.sentence == (
        "Waits for SAR-2026-0014, still open. Answer that first: this letter says that data was erased, and "
        "erasing data to keep it from the person is an offence (Data Protection Act 2018 s.173)."
    )
    assert told.source == "Data Protection Act 2018 s.173"
    with pytest.raises(Mistake, match="Waits for SAR-2026-0014, still open"):
        check_filing(letter("Siân Prydderch", SAYS_ERASED), Known(people=waiting))
    assert missing(letter("Siân Prydderch", SAYS_ERASED), Known(people=ALONE)) == ()
    assert missing(letter("Siân Prydderch"), Known(people=waiting)) == (), "a refusal, or an acknowledgement"


MAILER = Contact(
    ContactId(7),
    1,
    ContactDetails("Exampleton Mailing Ltd", addresses=(REFUGE,), safe_contact="Only to the privacy desk"),
)


def test_a_notice_goes_to_a_recipient_of_the_data_and_no_other_letter_does() -> None:
    people = replace(ALONE, told=(MAILER,), about_child=True)
    notice = letter("Exampleton Mailing Ltd.", OUTSIDE, ("Flat 2", "Refuge House", "EX9 9ZZ"))
    assert addressee(notice, people) == MAILER
    assert unsafe_way(Channel.POST, notice, people) == "This postal address is marked unsafe to write to."
    assert addressee(letter("Exampleton Mailing Ltd"), people) is None
    (known,) = before_writing(people, outside=True)
    assert known.startswith("Exampleton Mailing Ltd: Only to the privacy desk. Do not write to this address")
    assert MAILER.details.name not in who_is_who(people)


def test_two_spellings_of_a_name_are_one() -> None:
    assert same_name("Exampleton Mailing Ltd.", " EXAMPLETON mailing ltd")
    assert not same_name("Exampleton Mailing Ltd", "Exampleton Ltd")
