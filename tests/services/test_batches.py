"""The same letter to many: looked at first, filed one by one, bound for the printer."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from kmss_dpo.domain.batches import Choices, file_names
from kmss_dpo.domain.cases import CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.correspondence import Direction
from kmss_dpo.domain.ids import CaseId, ContactId
from kmss_dpo.domain.letters import Language
from kmss_dpo.domain.letters.wordings import TranslatedBlock, Translation, as_shipped
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.domain.recipients import Recipient
from kmss_dpo.letters.wording import template
from kmss_dpo.session import Session

from .writing_letters import BY_POST, TODAY, open_case, sent_lines

ACKNOWLEDGEMENT = "complaint_acknowledgement"
RECEIVED = date(2026, 11, 19)
POST, EMAIL = Choices(Channel.POST), Choices(Channel.EMAIL)


@pytest.fixture
def settled(session: Session) -> Session:
    session.settings.settle(Organisation(officer_name="Bo", officer_email="dpo@example.org"), Regulator())
    return session


def complain(session: Session, name: str, *, address: str = "3 Sample Street\nEX1 2AB") -> CaseId:
    reaches = (Reach(address),) if address else ()
    person = session.contacts.add(ContactDetails(name, addresses=reaches))
    case = open_case(session, person, CaseKind.COMPLAINT, RECEIVED)
    stored = session.cases.case(case)
    session.cases.record_facts(case, stored.version, replace(stored.facts, next_update_on=date(2026, 12, 18)))
    return case


def test_letters_are_looked_at_without_a_trace_and_told_what_they_lack(settled: Session) -> None:
    cases = [complain(settled, "Amal Haddad"), complain(settled, "Bo Lind", address="")]
    batch = settled.batches.look(cases, ACKNOWLEDGEMENT, POST)
    assert [(each.case, each.reference) for each in batch.ready] == [(cases[0], "CMP-2026-0001")]
    (lacking,) = batch.not_ready
    assert lacking.called == "CMP-2026-0002"
    assert "no postal address" in lacking.why
    assert [list(settled.letters.of_case(each)) for each in cases] == [[], []]
    by_email = settled.batches.look(cases, ACKNOWLEDGEMENT, EMAIL)
    assert len(by_email.ready) == 2, "an email needs no postal address"


def test_each_letter_is_filed_and_sent_by_itself(settled: Session) -> None:
    cases = [complain(settled, name) for name in ("Amal Haddad", "Bo Lind", "Cy Moss")]
    batch = settled.batches.look(cases, ACKNOWLEDGEMENT, POST)
    settled.casework.add_note(cases[2], "Nothing that the letter says.")
    details = settled.cases.case(cases[1])
    settled.cases.change(cases[1], details.version, replace(details.details, summary="Something else"))
    report = settled.batches.file(batch.ready, BY_POST)
    assert [each.reference for each in report.filed] == ["CMP-2026-0001", "CMP-2026-0003"]
    assert report.not_reached == 0
    (left,) = report.left
    assert left.called == "CMP-2026-0002"
    assert "changed since it was looked at" in left.why
    for case, name in ((cases[0], "Amal Haddad"), (cases[2], "Cy Moss")):
        (letter,) = settled.letters.of_case(case)
        assert letter.sent_on == TODAY
        assert settled.cases.case(case).facts.acknowledged_on == TODAY
        (sent,) = sent_lines(settled, case)
        assert (sent.direction, sent.channel) == (Direction.SENT, Channel.POST)
        text = pypdfium2.PdfDocument(settled.casework.content(letter.document))[0].get_textpage()
        assert f"Dear {name}," in text.get_text_bounded()
    assert settled.letters.of_case(cases[1]) == [], "what is left alone is not begun either"


def test_a_batch_that_is_stopped_leaves_each_letter_whole_or_not_begun(settled: Session) -> None:
    cases = [complain(settled, f"Person {number}") for number in range(5)]
    batch = settled.batches.look(cases, ACKNOWLEDGEMENT, POST)
    report = settled.batches.file(batch.ready, None, lambda done, _of: done < 2)
    assert (len(report.filed), report.left, report.not_reached) == (2, (), 3)
    assert [len(settled.letters.of_case(case)) for case in cases] == [1, 1, 0, 0, 0]
    looked = settled.batches.look(cases, ACKNOWLEDGEMENT, POST, lambda done, _of: done < 3)
    assert len(looked.ready) == 3


def test_trouble_ends_a_batch_and_what_was_filed_until_then_is_still_told(settled: Session) -> None:
    cases = [complain(settled, f"Person {number}") for number in range(3)]
    batch = settled.batches.look(cases, ACKNOWLEDGEMENT, POST)
    file = settled.opened.register.file

    def lose_the_file(done: int, _of: int) -> bool:
        if done == 1:
            file.rename(file.with_suffix(".away"))
        return True

    report = settled.batches.file(batch.ready, None, lose_the_file)
    file.with_suffix(".away").rename(file)
    assert (len(report.filed), len(report.left), report.not_reached) == (1, 1, 1)
    assert report.left[0].called == "CMP-2026-0002"
    assert [len(settled.letters.of_case(case)) for case in cases] == [1, 0, 0]


def test_a_way_that_is_unsafe_for_one_leaves_that_one_alone(settled: Session) -> None:
    cases = [complain(settled, "Amal Haddad"), complain(settled, "Bo Lind", address="9 Refuge\nEX9 9ZZ")]
    batch = settled.batches.look(cases, ACKNOWLEDGEMENT, POST)
    person = settled.cases.case(cases[1]).details.requester
    assert person
    known = settled.contacts.contact(person)
    unsafe = replace(known.details, addresses=(Reach("9 Refuge\nEX9 9ZZ", safe=False),))
    settled.contacts.change(person, known.version, unsafe)
    report = settled.batches.file(batch.ready, BY_POST)
    assert [each.reference for each in report.filed] == ["CMP-2026-0001"]
    assert [each.called for each in report.left] == ["CMP-2026-0002"]


def only_unsafe_email(session: Session, case: CaseId) -> None:
    person = session.cases.case(case).details.requester
    assert person
    known = session.contacts.contact(person)
    emails = (Reach("old@example.org", safe=False),)
    session.contacts.change(person, known.version, replace(known.details, emails=emails))


MARKED = "Every email address of this person is marked unsafe to write to."
BY_EMAIL = replace(BY_POST, channel=Channel.EMAIL)


def test_before_filing_it_is_known_for_whom_the_way_is_unsafe_and_without_a_reason_they_wait(
    settled: Session,
) -> None:
    cases = [complain(settled, name) for name in ("Amal Haddad", "Bo Lind")]
    only_unsafe_email(settled, cases[1])
    assert settled.batches.look(cases, ACKNOWLEDGEMENT, POST).unsafe() == ()
    batch = settled.batches.look(cases, ACKNOWLEDGEMENT, EMAIL)
    assert [(each.reference, each.unsafe) for each in batch.unsafe()] == [("CMP-2026-0002", MARKED)]
    report = settled.batches.file(batch.ready, BY_EMAIL)
    assert [each.reference for each in report.filed] == ["CMP-2026-0001"]
    why = f"{MARKED} Choose another way, or say why this one is safe now."
    assert [(each.called, each.why) for each in report.left] == [("CMP-2026-0002", why)]
    assert len(settled.batches.file(batch.unsafe(), None).filed) == 1, "one not sent yet goes no way yet"


def test_one_reason_is_kept_on_each_case_that_needs_one_as_a_single_letter_keeps_it(settled: Session) -> None:
    cases = [complain(settled, name) for name in ("Amal Haddad", "Bo Lind", "Cy Moss")]
    only_unsafe_email(settled, cases[1])
    batch = settled.batches.look(cases, ACKNOWLEDGEMENT, EMAIL)
    only_unsafe_email(settled, cases[2])
    report = settled.batches.file(batch.ready, replace(BY_EMAIL, reason="They rang to say so."))
    assert [each.reference for each in report.filed] == ["CMP-2026-0001", "CMP-2026-0002"]
    assert [each.called for each in report.left] == ["CMP-2026-0003"], "the reason was not given for this one"
    kept = "Sent by a way marked unsafe, because: They rang to say so."
    assert [kept in sent_lines(settled, case)[0].body for case in cases[:2]] == [False, True]
    opened = settled.letters.start(cases[1], ACKNOWLEDGEMENT)
    settled.letters.file(opened.id, opened.draft, replace(BY_EMAIL, reason="They rang to say so."))
    once, again = sent_lines(settled, cases[1])
    assert once.body == again.body


def in_welsh(session: Session, code: str) -> None:
    shipped = as_shipped(template(code))
    texts = tuple(TranslatedBlock(each.key, "", f"Testun. {each.words.text}") for each in shipped.blocks)
    welsh = replace(shipped, translations=(Translation(Language.WELSH, "Eich cwyn", texts),))
    session.wordings.settle(code, welsh, session.wordings.open(code).number)


def languages(session: Session, cases: list[CaseId], choices: Choices) -> list[Language]:
    batch = session.batches.look(cases, ACKNOWLEDGEMENT, choices)
    return [each.draft.language for each in batch.ready]


def test_letters_go_in_the_language_of_each_person_or_in_the_one_that_is_chosen(settled: Session) -> None:
    english, welsh = Language.ENGLISH, Language.WELSH
    cases = [complain(settled, name) for name in ("Amal Haddad", "Gwen Ŷnyr")]
    person = settled.cases.case(cases[1]).details.requester
    assert person
    known = settled.contacts.contact(person)
    settled.contacts.change(person, known.version, replace(known.details, language="Cymraeg"))
    assert languages(settled, cases, POST) == [english, english]
    in_welsh(settled, ACKNOWLEDGEMENT)
    gaps = settled.batches.look(cases, ACKNOWLEDGEMENT, POST).gaps()
    each_own = replace(POST, answers=dict.fromkeys(gaps, "drwy e-bost"))
    assert languages(settled, cases, each_own) == [english, welsh]
    assert languages(settled, cases, replace(each_own, language=english)) == [english, english]
    all_welsh = replace(each_own, language=welsh)
    assert languages(settled, cases, all_welsh) == [welsh, welsh]
    batch = settled.batches.look(cases, ACKNOWLEDGEMENT, all_welsh)
    assert len(settled.batches.file(batch.ready, BY_POST).filed) == 2
    letters = [settled.letters.of_case(case)[0].id for case in cases]
    assert [settled.letters.resume(each).draft.language for each in letters] == [welsh, welsh]


def test_notices_to_recipients_are_in_the_language_that_is_chosen(
    settled: Session, person: ContactId
) -> None:
    in_welsh(settled, "recipient_notice")
    case = open_case(settled, person, CaseKind.NOTIFICATION, RECEIVED)
    settled.items.add(case, Recipient("Postio Cyf", "erase it"))
    waiting = settled.batches.look_at_recipients(case, EMAIL)
    welsh = replace(EMAIL, language=Language.WELSH)
    gaps = (*waiting.gaps(), *settled.batches.look_at_recipients(case, welsh).gaps())
    batch = settled.batches.look_at_recipients(case, replace(welsh, answers=dict.fromkeys(gaps, "x")))
    assert [each.draft.language for each in batch.ready] == [Language.WELSH]
    assert len(settled.batches.file(batch.ready, BY_EMAIL).filed) == 1


def test_a_template_is_offered_that_fits_every_case(settled: Session, access: CaseId) -> None:
    complaint = complain(settled, "Amal Haddad")
    assert ACKNOWLEDGEMENT in {each.code for each in settled.batches.offered([complaint])}
    both = {each.code for each in settled.batches.offered([complaint, access])}
    assert ACKNOWLEDGEMENT not in both
    assert settled.batches.offered([]) == ()


def test_each_recipient_who_is_not_told_yet_gets_a_notice(settled: Session, person: ContactId) -> None:
    case = open_case(settled, person, CaseKind.NOTIFICATION, RECEIVED)
    for recipient in (
        Recipient("Exampleton Mailing Ltd", "erase the address"),
        Recipient("Told Ltd", "erase it", told_on=TODAY),
        Recipient("Gone Ltd", "erase it", why_not="wound up"),
        Recipient("Post Ltd", "erase it"),
    ):
        settled.items.add(case, recipient)
    waiting = settled.batches.look_at_recipients(case, EMAIL)
    assert (len(waiting.ready), len(waiting.not_ready)) == (0, 2)
    assert waiting.gaps()[:2] == (
        "which data, when, and what lets you find it; no more than is needed",
        "day it was done",
    )
    assert waiting.not_ready[0].called == "NOT-2026-0001 to Exampleton Mailing Ltd"
    answers = dict.fromkeys(waiting.gaps(), "as set out")
    batch = settled.batches.look_at_recipients(case, replace(EMAIL, answers=answers))
    named = [each.draft.particulars.recipient for each in batch.ready]
    assert named == ["Exampleton Mailing Ltd", "Post Ltd"]
    report = settled.batches.file(batch.ready, replace(BY_POST, channel=Channel.EMAIL))
    assert len(report.filed) == 2
    assert settled.batches.look_at_recipients(case, EMAIL).not_ready == (), "all are told now"


def test_letters_are_bound_for_the_printer_and_it_is_said_which_pages_are_whose(
    settled: Session,
) -> None:
    cases = [complain(settled, name) for name in ("Amal Haddad", "Bo Lind")]
    report = settled.batches.file(settled.batches.look(cases, ACKNOWLEDGEMENT, POST).ready, BY_POST)
    bound = settled.batches.bound(report.filed)
    document = pypdfium2.PdfDocument(bound.pdf)
    assert bound.places[0][:2] == ("CMP-2026-0001", 1)
    assert bound.places[-1][2] == len(document)
    for (_, first, last), name in zip(bound.places, ("Amal Haddad", "Bo Lind"), strict=True):
        words = "".join(
            document[page - 1].get_textpage().get_text_bounded() for page in range(first, last + 1)
        )
        assert name in words
        assert "Yours sincerely" in words
    assert bound.says().splitlines()[0].startswith("CMP-2026-0001: page")
    with pikepdf.open(BytesIO(bound.pdf)) as opened:
        assert opened.check_pdf_syntax() == []
    one = settled.batches.bound(report.filed, lambda _done, _of: False)
    assert len(one.places) == 1


def test_files_are_named_after_the_case_and_told_apart() -> None:
    assert file_names(["A-1", "B-2", "A-1"]) == ["A-1.pdf", "B-2.pdf", "A-1-2.pdf"]
