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
    Particulars,
    People,
    Template,
    activity_values,
    case_values,
    check_filing,
    compose,
    contact_values,
    facts_of_kind,
    from_plain,
    issues_as_understood,
    settings_values,
    to_plain,
    work_values,
)
from kmss_dpo.letters.derivation import Derivation, draw_derivation
from kmss_dpo.letters.faces import beside
from kmss_dpo.letters.letter import draw
from kmss_dpo.letters.look import Look, look_of
from kmss_dpo.letters.wording import activities, template, templates
from kmss_dpo.services.case_view import correction_steps
from kmss_dpo.services.cases import Cases, deadline_of
from kmss_dpo.services.fonts import Fonts
from kmss_dpo.services.holidays import Holidays
from kmss_dpo.services.items import noted
from kmss_dpo.services.sending import Sending, people_of
from kmss_dpo.services.settings import organisation, regulator
from kmss_dpo.services.stationery import address_window, letterhead, signature_block
from kmss_dpo.store import case_lists, cases, clock_corrections, documents, letters
from kmss_dpo.store.cases import StoredCase
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.letters import StoredLetter
from kmss_dpo.store.register import Register
from kmss_dpo.support.clock import Clock, london_day

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

    def __init__(
        self, register: Register, cases: Cases, holidays: Holidays, fonts: Fonts, clock: Clock
    ) -> None:
        self._register = register
        self.sending = Sending(register, cases, clock)
        self._holidays = holidays
        self._fonts = fonts
        self._clock = clock

    def offered(self, kind: CaseKind, *, for_customer: bool = False) -> tuple[Template, ...]:
        """The templates for a kind of case by title; one that a customer is to answer has its own."""
        fitting = (each for each in templates() if each.fits(kind, for_customer=for_customer))
        return tuple(sorted(fitting, key=lambda each: each.title))

    def activities(self) -> tuple[Activity, ...]:
        """The processing activities that can fill an access response."""
        return activities()

    def start(self, case: CaseId, code: str) -> OpenLetter:
        """A new draft, filled with what the register knows and kept at once."""
        with self._register.writing("letter started") as writing:
            stored = cases.case(writing.connection, case)
            _check_whose(stored, code)
            chosen = _activities_of(writing.connection, stored)
            draft = self._compose(writing.connection, stored, code, chosen)
            letter = letters.add(
                writing, case, code, template(code).title, to_plain(draft), draft.particulars.on
            )
        return OpenLetter(letter, case, draft, chosen)

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
            before = self._compose(connection, stored, draft.template, opened.chosen)
            after = self._compose(connection, stored, draft.template, frozenset(chosen))
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
            return look_of(organisation(connection), letterhead(connection), address_window(connection))

    def pages(self, draft: Draft, look: Look) -> bytes:
        """The letter as PDF, as it stands; needs nothing of the register and may run anywhere."""
        return draw(draft, replace(look, font=self._fonts.file()))

    def file(self, letter: LetterId, draft: Draft, dispatch: Dispatch | None) -> CaseId:
        """Freeze a letter with its hash; sent, it is correspondence and a fact of the case's clock.

        Raises `Mistake` naming what the law requires and is missing; nothing is kept then.
        """
        content = self.pages(draft, self.look())
        with self._register.writing("letter filed") as writing:
            opened = letters.letter(writing.connection, letter)
            stored = cases.case(writing.connection, opened.case)
            _check_whose(stored, draft.template)
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
        told = Derivation(
            short_name=short_name,
            title="How the date was worked out",
            reference=stored.reference,
            on=self._today(),
            steps=tuple((step.text, step.source) for step in steps),
        )
        with beside(self._fonts.file()):
            return draw_derivation(told)

    def _compose(self, connection: Reading, stored: StoredCase, code: str, chosen: frozenset[str]) -> Draft:
        wording, deadline = template(code), self._deadline(connection, stored)
        people = people_of(connection, stored)
        outside = wording.nature.goes_outside  # whom the officer names, and nobody of the case
        recipient = None if outside else people.goes_to()
        name = recipient.details.name if recipient else ""
        work = noted(connection, stored.id)
        concerned = people.subject or people.requester
        values = {
            **contact_values(name, _acted_for(people), concerned.details.name if concerned else ""),
            **case_values(_told(stored, deadline, issues_as_understood(work))),
            **work_values(work),
            **settings_values(organisation(connection), regulator(connection)),
            **activity_values([each for each in activities() if each.code in chosen]),
        }
        particulars = Particulars(name, _address(recipient), self._today(), stored.reference)
        facts = self._facts(stored, deadline) - ({Fact.ELECTRONIC} if outside else set())
        return compose(wording, particulars, values, facts, signature_block(connection))

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


def _check_whose(stored: StoredCase, code: str) -> None:
    """Raise `Mistake` for a letter of ours on a case that a customer answers, and the other way round."""
    customers = bool(stored.details.for_customer)
    if template(code).for_customer != customers:
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
