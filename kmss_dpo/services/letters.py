"""Letters on a case: start from a template, look at the real pages, file for good, hand out."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kmss_dpo.domain.cases import CaseFilter, CaseKind, Channel
from kmss_dpo.domain.clock import ClockFacts, Deadline
from kmss_dpo.domain.contacts import Contact
from kmss_dpo.domain.correspondence import NewDocument
from kmss_dpo.domain.dispatch import Dispatch, check_recorded
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId, Kind, LetterId
from kmss_dpo.domain.letter_views import LetterRow
from kmss_dpo.domain.letters import (
    Activity,
    CaseFacts,
    Draft,
    Fact,
    Language,
    Particulars,
    People,
    Template,
    activity_values,
    as_begun,
    case_values,
    check_filing,
    compose,
    contact_values,
    facts_of_kind,
    from_plain,
    issues_as_understood,
    language_called,
    readdress,
    set_fact,
    settings_values,
    to_plain,
    work_facts,
    work_values,
)
from kmss_dpo.domain.recipients import Recipient
from kmss_dpo.letters.derivation import Derivation, draw_derivation
from kmss_dpo.letters.letter import draw
from kmss_dpo.letters.look import Look, look_of
from kmss_dpo.letters.wording import activities
from kmss_dpo.services.case_view import correction_steps
from kmss_dpo.services.cases import Cases, deadline_of
from kmss_dpo.services.holidays import Holidays
from kmss_dpo.services.items import noted
from kmss_dpo.services.sending import Sending, people_of
from kmss_dpo.services.settings import organisation, regulator
from kmss_dpo.services.wordings import all_worded, worded_in
from kmss_dpo.store import case_lists, cases, clock_corrections, contacts, documents, items, letters
from kmss_dpo.store.cases import StoredCase
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.letters import StoredLetter
from kmss_dpo.store.register import Register
from kmss_dpo.store.writing import Writing
from kmss_dpo.support.clock import Clock, london_day

_NOTICE = "recipient_notice"
_ELECTRONIC = frozenset({Channel.EMAIL, Channel.WEB_FORM})


@dataclass(frozen=True)
class OpenLetter:
    """A letter being written; `chosen` are the codes of the activities that filled it."""

    id: LetterId
    case: CaseId
    draft: Draft
    chosen: frozenset[str]


class Letters:
    """What the officer can do with letters."""

    def __init__(self, register: Register, cases: Cases, holidays: Holidays, clock: Clock) -> None:
        self._register = register
        self.sending = Sending(register, cases, clock)
        self._holidays = holidays
        self._clock = clock

    def offered(self, kind: CaseKind, *, for_customer: bool = False) -> tuple[Template, ...]:
        """The templates for a kind of case by title, in every language that each is worded in.

        A case that a customer is to answer has its own.
        """
        with self._register.reading() as connection:
            fitting = [each for each in all_worded(connection) if each.fits(kind, for_customer=for_customer)]
        return tuple(sorted(fitting, key=lambda each: each.title))

    def activities(self) -> tuple[Activity, ...]:
        """The processing activities that can fill an access response."""
        return activities()

    def start(self, case: CaseId, code: str, language: Language | None = None) -> OpenLetter:
        """A new draft, filled with what the register knows and kept at once.

        Where no language is asked for it is that of who gets the letter, if there is a wording in it.
        """
        with self._register.writing("letter started") as writing:
            stored = cases.case(writing.connection, case)
            chosen = _activities_of(writing.connection, stored)
            to = people_of(writing.connection, stored).goes_to()
            wording = worded_in(writing.connection, code, language or _preferred(to))
            draft = self._compose(writing.connection, stored, wording, chosen)
            return _begun(writing, stored, wording, draft, chosen)

    def start_notice(self, recipient: int) -> OpenLetter:
        """A new draft that tells one of the recipients noted on a case what became of the data (Art 19)."""
        with self._register.writing("letter started") as writing:
            entry = items.one(writing.connection, Recipient, recipient)
            stored = cases.case(writing.connection, entry.case)
            known = entry.item.contact_id
            to = contacts.contact(writing.connection, known) if known else None
            wording = worded_in(writing.connection, _NOTICE, _preferred(to))
            draft = self._compose(writing.connection, stored, wording, frozenset())
            return _begun(writing, stored, wording, _addressed(draft, entry.item.name, to), frozenset())

    def resume(self, letter: LetterId) -> OpenLetter:
        """A draft that was begun earlier."""
        with self._register.reading() as connection:
            stored = letters.letter(connection, letter)
            chosen = _activities_of(connection, cases.case(connection, stored.case))
        return OpenLetter(letter, stored.case, from_plain(stored.draft), chosen)

    def with_activities(self, opened: OpenLetter, draft: Draft, chosen: Collection[str]) -> OpenLetter:
        """The draft refilled from other activities; what the officer rewrote stays."""
        with self._register.reading() as connection:
            stored = cases.case(connection, opened.case)
            wording = as_begun(draft, worded_in(connection, draft.template))
            before = self._compose(connection, stored, wording, opened.chosen)
            after = self._compose(connection, stored, wording, frozenset(chosen))
        blocks = tuple(
            replace(after.block(block.key), included=block.included)
            if block.text == before.block(block.key).text
            else block
            for block in draft.blocks
        )
        return OpenLetter(opened.id, opened.case, replace(draft, blocks=blocks), frozenset(chosen))

    def save(self, letter: LetterId, draft: Draft) -> None:
        """Keep what was typed so far."""
        with self._register.writing("draft saved") as writing:
            letters.save_draft(writing, letter, to_plain(draft), draft.particulars.on)

    def discard(self, letter: LetterId) -> None:
        """Throw a draft away."""
        with self._register.writing("draft discarded") as writing:
            letters.discard(writing, letter)

    def look(self) -> Look:
        """The letterhead and the address window."""
        with self._register.reading() as connection:
            return look_of(organisation(connection))

    def pages(self, draft: Draft, look: Look) -> bytes:
        """The letter as PDF, as it stands; needs nothing of the register and may run anywhere."""
        return draw(draft, look)

    def file(self, letter: LetterId, draft: Draft, dispatch: Dispatch | None) -> CaseId:
        """Freeze a letter with its hash; sent, it is correspondence and a fact of the case's clock.

        Raises `Mistake` naming what the law requires and is missing; nothing is kept then.
        """
        content = draw(draft, self.look())
        with self._register.writing("letter filed") as writing:
            opened = letters.letter(writing.connection, letter)
            stored = cases.case(writing.connection, opened.case)
            _check_whose(stored, worded_in(writing.connection, draft.template))
            check_filing(draft, people_of(writing.connection, stored))
            check_recorded(draft, stored.facts)
            letters.save_draft(writing, letter, to_plain(draft), draft.particulars.on)
            name = f"{stored.reference} {opened.title.replace(':', ',')}.pdf"
            document = documents.add(writing, stored.id, NewDocument(name, "application/pdf", content))
            letters.freeze(writing, letter, document, hashlib.sha256(content).hexdigest())
            if Fact.REASONS_WITHHELD in draft.facts:
                words = f"Reasons withheld in the letter “{opened.title}”: {draft.justification.strip()}"
                documents.add_note(writing, stored.id, words)
            if dispatch:
                self.sending.keep_in(writing, replace(opened, document=document), draft, dispatch)
        return stored.id

    def of_case(self, case: CaseId) -> Sequence[LetterRow]:
        """The letters of a case, newest first."""
        with self._register.reading() as connection:
            return [_row(each) for each in letters.of_case(connection, case)]

    def derivation(self, case: CaseId) -> bytes:
        """How the due date of a case was worked out, as PDF for the regulator; audited."""
        with self._register.writing("derivation printed") as writing:
            writing.note(Kind.CASE, case)
            stored = cases.case(writing.connection, case)
            steps = self._deadline(writing.connection, stored).derivation
            steps += correction_steps(clock_corrections.of_case(writing.connection, case))
            short_name = organisation(writing.connection).short_name
        return draw_derivation(
            Derivation(
                short_name=short_name,
                title="How the date was worked out",
                reference=stored.reference,
                on=self._today(),
                steps=tuple((step.text, step.source) for step in steps),
            )
        )

    def _compose(
        self, connection: Reading, stored: StoredCase, wording: Template, chosen: frozenset[str]
    ) -> Draft:
        deadline = self._deadline(connection, stored)
        people = people_of(connection, stored)
        outside = wording.nature.goes_outside  # whom the officer names, and nobody of the case
        recipient = None if outside else people.goes_to()
        name = recipient.details.name if recipient else ""
        work = noted(connection, stored.id)
        concerned = people.subject or people.requester
        values = {
            **contact_values(name, _acted_for(people), concerned.details.name if concerned else ""),
            **case_values(_told(stored, deadline, issues_as_understood(work)), wording.language),
            **work_values(work),
            **settings_values(organisation(connection), regulator(connection)),
            **activity_values([each for each in activities() if each.code in chosen]),
        }
        particulars = Particulars(name, _address(recipient), self._today(), stored.reference)
        facts = self._facts(stored, deadline) | work_facts(work)
        return compose(wording, particulars, values, facts - {Fact.ELECTRONIC} if outside else facts)

    def _facts(self, stored: StoredCase, deadline: Deadline) -> frozenset[Fact]:
        due_on = deadline.due_on
        so = {
            Fact.LATE: not deadline.met and due_on is not None and due_on < self._today(),
            Fact.EXTENDED: deadline.extended,
            Fact.ELECTRONIC: stored.details.channel in _ELECTRONIC,
        }
        held = _held_by(stored.facts) if due_on is None else frozenset()
        return facts_of_kind(stored.details.kind) | held | {fact for fact, holds in so.items() if holds}

    def _deadline(self, connection: Reading, stored: StoredCase) -> Deadline:
        closed = self._holidays.closed_days_in(connection)
        return deadline_of(stored.details, stored.facts, closed, stored.ending)

    def _today(self) -> date:
        return london_day(self._clock.now())


def _begun(
    writing: Writing, stored: StoredCase, wording: Template, draft: Draft, chosen: frozenset[str]
) -> OpenLetter:
    """A draft kept for the first time."""
    _check_whose(stored, wording)
    on = draft.particulars.on
    letter = letters.add(writing, stored.id, wording.code, wording.title, to_plain(draft), on)
    return OpenLetter(letter, stored.id, draft, chosen)


def _addressed(draft: Draft, name: str, to: Contact | None) -> Draft:
    """The draft to a recipient: by the name of the contact it is, to an address that is safe, or by email."""
    called = to.details.name if to else name
    draft = readdress(draft, replace(draft.particulars, recipient=called, address=_address(to)))
    by_email = to and not to.details.addresses and any(reach.safe for reach in to.details.emails)
    return set_fact(draft, Fact.ELECTRONIC, holds=True) if by_email else draft


def _preferred(to: Contact | None) -> Language:
    """The language that somebody reads best, as far as letters can be in it."""
    return language_called(to.details.language if to else "") or Language.ENGLISH


def _check_whose(stored: StoredCase, wording: Template) -> None:
    """Raise `Mistake` for a letter of ours on a case that a customer answers, and the other way round."""
    customers = bool(stored.details.for_customer)
    if wording.for_customer != customers:
        case = "meant for a customer, who answers it" if customers else "not meant for a customer"
        raise Mistake(f"This case is {case}, so this letter would not be true. Choose another template.")


def _told(stored: StoredCase, deadline: Deadline, issues: str) -> CaseFacts:
    """What a letter says of its case; the issues of a complaint say more than its summary."""
    details, facts = stored.details, stored.facts
    return CaseFacts(
        reference=stored.reference,
        received_on=details.received_on,
        channel=details.channel,
        due_on=deadline.due_on,
        summary=issues or details.summary,
        next_update_on=facts.next_update_on,
        customer=details.for_customer,
        clock=facts,
    )


def _held_by(facts: ClockFacts) -> frozenset[Fact]:
    """What was asked of the person and has not come."""
    asked = {
        Fact.IDENTITY_ASKED: facts.identity,
        Fact.AUTHORITY_ASKED: facts.authority,
        Fact.FEE_ASKED: facts.fee,
    }
    held = {fact for fact, ask in asked.items() if ask and ask.satisfied_on is None}
    unclear = any(each.answered_on is None for each in facts.clarifications)
    return frozenset(held | ({Fact.CLARIFICATION_ASKED} if unclear else set()))


def _acted_for(people: People) -> str:
    """Whom the letters are about, where they go to somebody who acts for them; else empty."""
    subject = people.subject
    return subject.details.name if subject and subject != people.goes_to() else ""


def _address(recipient: Contact | None) -> tuple[str, ...]:
    """The first postal address that is safe to write to."""
    safe = [reach.value for reach in recipient.details.addresses if reach.safe] if recipient else []
    return tuple(line.strip() for line in safe[0].splitlines() if line.strip()) if safe else ()


def _activities_of(connection: Reading, stored: StoredCase) -> frozenset[str]:
    """The activities in which the person's other cases show that data about them is held."""
    person = stored.details.subject or stored.details.requester
    if person is None:
        return frozenset()
    wanted = CaseFilter(contact=person, statuses=frozenset())
    kinds = {row.kind for row in case_lists.rows(connection, case_lists.ids(connection, wanted))}
    return frozenset(each.code for each in activities() if each.case_kinds & kinds)


def _row(stored: StoredLetter) -> LetterRow:
    return LetterRow(
        id=stored.id,
        case=stored.case,
        template=stored.template,
        title=stored.title,
        dated_on=stored.dated_on,
        filed_at=stored.filed_at,
        document=stored.document,
        sent_on=stored.sent_on,
    )
