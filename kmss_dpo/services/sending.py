"""Sending a letter: to whom it may go, and that it left, recorded as it is filed or later."""

from dataclasses import replace
from datetime import date

from kmss_dpo.domain.contacts import Contact
from kmss_dpo.domain.correspondence import Direction, NewCorrespondence
from kmss_dpo.domain.dispatch import (
    Dispatch,
    Leaving,
    after_dispatch,
    after_filing,
    check_dispatch,
    check_recorded,
    sending_words,
)
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId, ContactId, Kind, LetterId
from kmss_dpo.domain.letters import (
    Draft,
    People,
    addressee,
    check_recipient,
    email_to_use,
    from_plain,
    same_name,
    settings_values,
)
from kmss_dpo.domain.letters.emailing import (
    EMAIL_WITH_LETTER,
    EmailTo,
    EmailWords,
    check_email,
    email_to,
)
from kmss_dpo.domain.recipients import Recipient
from kmss_dpo.letters.email_draft import EmailDraft, draw_email
from kmss_dpo.services.cases import Cases
from kmss_dpo.services.settings import organisation, regulator
from kmss_dpo.services.wordings import worded_in
from kmss_dpo.store import cases, contacts, correspondence, documents, items, letters, links
from kmss_dpo.store.cases import StoredCase
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.letters import StoredLetter
from kmss_dpo.store.register import Register
from kmss_dpo.store.writing import Writing
from kmss_dpo.support.clock import Clock, london_day


class Sending:
    """What the officer records of letters that leave."""

    def __init__(self, register: Register, cases: Cases, clock: Clock) -> None:
        self._register = register
        self._cases = cases
        self._clock = clock

    def leaving(self, letter: LetterId) -> Leaving:
        """A filed letter that is about to leave; raises `Mistake` where it is a draft or has left."""
        with self._register.reading() as connection:
            stored = letters.letter(connection, letter)
            _check_unsent(stored)
            return _leaving(connection, cases.case(connection, stored.case), from_plain(stored.draft))

    def next_to_leave(self, case: CaseId) -> LetterId:
        """The oldest letter of a case that was filed and has not left."""
        with self._register.reading() as connection:
            for letter in letters.unsent(connection, case):
                return letter
        raise Mistake("Every letter that was filed on this case is recorded as sent.")

    def record(self, letter: LetterId, dispatch: Dispatch) -> CaseId:
        """A letter filed earlier has left: it becomes correspondence and a fact of the case's clock."""
        with self._register.writing("letter sent") as writing:
            opened = letters.letter(writing.connection, letter)
            _check_unsent(opened)
            stored = cases.case(writing.connection, opened.case)
            draft = from_plain(opened.draft)
            check_recipient(draft, people_of(writing.connection, stored))
            check_recorded(draft, stored.facts)
            self.keep_in(writing, opened, draft, dispatch)
        return stored.id

    def email_to(self, letter: LetterId) -> EmailTo:
        """Where an email with a letter goes, and what it may say: in the letter's language if worded so."""
        with self._register.reading() as connection:
            stored = letters.letter(connection, letter)
            draft = from_plain(stored.draft)
            people = people_of(connection, cases.case(connection, stored.case))
            template = worded_in(connection, EMAIL_WITH_LETTER, draft.language)
            values = settings_values(organisation(connection), regulator(connection))
            return email_to(draft, email_to_use(draft, people), template, values)

    def email_draft(self, letter: LetterId, words: EmailWords) -> bytes:
        """An email with a filed letter, as a file to send from a mail program; audited.

        With a passphrase the attached pages open with it alone. Raises `Mistake` where the letter is a draft,
        or the email says nothing or has a gap.
        """
        check_email(words)
        to = self.email_to(letter)
        with self._register.writing("email draft made") as writing:
            stored = letters.letter(writing.connection, letter)
            if stored.document is None:
                raise Mistake("This letter is still a draft. File it first.")
            writing.note(Kind.DOCUMENT, stored.document)
            pages = documents.content(writing.connection, stored.document)
            ours = organisation(writing.connection)
        draft = EmailDraft(
            sender=ours.officer_email,
            sender_name=ours.officer_title,
            recipient=to.address,
            subject=" ".join(words.subject.split()),
            text=f"{words.text.strip()}\n",
            file_name=f"{to.reference}.pdf",
            passphrase=words.passphrase,
        )
        return draw_email(draft, pages)

    def hold_in(self, writing: Writing, letter: StoredLetter, draft: Draft) -> None:
        """A letter was filed and has still to leave, within a transaction that keeps more than that."""
        stored = cases.case(writing.connection, letter.case)
        facts = after_filing(draft, stored.facts, _left_before(writing.connection, letter))
        self._cases.keep_facts_in(writing, stored, facts)

    def keep_in(self, writing: Writing, letter: StoredLetter, draft: Draft, dispatch: Dispatch) -> None:
        """The same for a letter as it was frozen, within a transaction that keeps more than that."""
        stored = cases.case(writing.connection, letter.case)
        leaving = _leaving(writing.connection, stored, draft)
        check_dispatch(leaving, dispatch, self._today())
        person = addressee(draft, leaving.people)
        before = _left_before(writing.connection, letter)
        sent = NewCorrespondence(
            direction=Direction.SENT,
            channel=dispatch.channel,
            on=dispatch.on,
            subject=letter.title,
            body=sending_words(dispatch, draft.subject),
            contact=person.id if person else None,
            document=letter.document,
            letter=letter.id,
        )
        correspondence.add(writing, stored.id, sent)
        if draft.nature.goes_outside:
            _note_told(writing, stored.id, draft.particulars.recipient, person, dispatch.on)
        facts = after_dispatch(draft, stored.facts, dispatch, before)
        if stored.details.for_customer:  # no clock of its own: only that it was answered can be kept
            facts = replace(stored.facts, answered_on=facts.answered_on)
        self._cases.keep_facts_in(writing, stored, facts)

    def _today(self) -> date:
        return london_day(self._clock.now())


def people_of(connection: Reading, stored: StoredCase) -> People:
    """The people of a case, with how far an agent has shown their authority."""
    asked = stored.facts.authority
    return People(
        requester=_person(connection, stored.details.requester),
        subject=_person(connection, stored.details.subject),
        recipient=_person(connection, stored.details.recipient),
        about_child=stored.details.about_child,
        authority_awaited=asked is not None and asked.satisfied_on is None,
        authority_shown=asked is not None and asked.satisfied_on is not None,
        waits_for=links.waited_for(connection, stored.id),
        told=tuple(
            contacts.contact(connection, each.item.contact_id)
            for each in items.of_case(connection, stored.id, Recipient)
            if each.item.contact_id
        ),
    )


def _note_told(writing: Writing, case: CaseId, name: str, person: Contact | None, on: date) -> None:
    """The recipients to whom the notice went, and of whom nothing is noted yet, were told by it."""
    for kept in items.of_case(writing.connection, case, Recipient):
        known = kept.item.contact_id
        meant = known == person.id if known and person else same_name(kept.item.name, name)
        if meant and kept.item.is_open():
            items.change(writing, kept.id, kept.version, replace(kept.item, told_on=on))


def _left_before(connection: Reading, letter: StoredLetter) -> frozenset[date]:
    """The days on which something left that can have said what this letter says.

    That is a letter from the same template, or what was logged as sent without a letter of the register: a
    call, a message.
    """
    alike = {each.id for each in letters.of_case(connection, letter.case) if each.template == letter.template}
    kept = [each.content for each in correspondence.of_case(connection, letter.case)]
    return frozenset(
        each.on
        for each in kept
        if each.direction is Direction.SENT and (each.letter is None or each.letter in alike)
    )


def _person(connection: Reading, contact: ContactId | None) -> Contact | None:
    return contacts.contact(connection, contact) if contact else None


def _leaving(connection: Reading, stored: StoredCase, draft: Draft) -> Leaving:
    return Leaving(stored.reference, stored.details.received_on, draft, people_of(connection, stored))


def _check_unsent(letter: StoredLetter) -> None:
    if letter.filed_at is None:
        raise Mistake("This letter is still a draft. File it first.")
    if letter.sent_on:
        raise Mistake("It is recorded already that this letter was sent.")
