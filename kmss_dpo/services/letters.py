"""Letters on a case: start from a template, look at the real pages, file for good, hand out."""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

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
    Draft,
    Fact,
    Known,
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
    language_called,
    meant_note,
    readdress,
    set_fact,
    settings_values,
    to_plain,
    work_facts,
    work_values,
)
from kmss_dpo.domain.recipients import Recipient
from kmss_dpo.letters.derivation import Derivation, draw_derivation
from kmss_dpo.letters.faces import beside
from kmss_dpo.letters.letter import draw
from kmss_dpo.letters.look import Look
from kmss_dpo.letters.wording import activities
from kmss_dpo.services.case_view import correction_steps
from kmss_dpo.services.cases import Cases
from kmss_dpo.services.fonts import Fonts
from kmss_dpo.services.items import noted
from kmss_dpo.services.known import Knowing, told
from kmss_dpo.services.reads import note_read
from kmss_dpo.services.sending import Sending, people_of
from kmss_dpo.services.settings import organisation, regulator
from kmss_dpo.services.stationery import look_in, signature_block
from kmss_dpo.services.wordings import all_worded, worded_in
from kmss_dpo.store import case_lists, cases, clock_corrections, contacts, documents, items, letters
from kmss_dpo.store.cases import StoredCase
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.letters import StoredLetter
from kmss_dpo.store.register import Register
from kmss_dpo.store.writing import Writing
from kmss_dpo.support.clock import Clock

_NOTICE = "recipient_notice"
_OF_THE_PERSON = frozenset({Fact.ELECTRONIC, Fact.NOBODY_TOLD})
"""What is so of what the person is told, and not of a notice to somebody else."""
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

    def __init__(self, register: Register, cases: Cases, fonts: Fonts, clock: Clock) -> None:
        self._register = register
        self.sending = Sending(register, cases, clock)
        self.knowing = Knowing(register, cases.dates, clock)
        self._fonts = fonts

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
            stored, wording, draft, chosen = self._proposal(writing.connection, case, code, language)
            return _begun(writing, stored, wording, draft, chosen)

    def start_notice(self, recipient: int, language: Language | None = None) -> OpenLetter:
        """A new draft that tells one of the recipients noted on a case what became of the data (Art 19)."""
        with self._register.writing("letter started") as writing:
            stored, wording, draft = self._notice(writing.connection, recipient, language)
            return _begun(writing, stored, wording, draft, frozenset())

    def proposed(self, case: CaseId, code: str, language: Language | None = None) -> Draft:
        """What such a letter would say now; nothing is kept."""
        with self._register.reading() as connection:
            return self._proposal(connection, case, code, language)[2]

    def proposed_notice(self, recipient: int, language: Language | None = None) -> Draft:
        """What a notice to one of the recipients noted on a case would say now; nothing is kept."""
        with self._register.reading() as connection:
            return self._notice(connection, recipient, language)[2]

    def start_anew(self, letter: LetterId) -> OpenLetter:
        """A new draft that says what a filed letter said, dated today, to take its place once it is filed.

        The filed letter stays as it is. Raises `Mistake` where it is a draft still.
        """
        with self._register.writing("letter started") as writing:
            filed = letters.letter(writing.connection, letter)
            if filed.filed_at is None:
                raise Mistake("This letter is still a draft. Go on with it instead.")
            before = from_plain(filed.draft)
            today = replace(before.particulars, on=self.knowing.today())
            draft = replace(before, particulars=today, supersedes=letter)
            stored = cases.case(writing.connection, filed.case)
            wording = worded_in(writing.connection, draft.template, draft.language)
            chosen = _activities_of(writing.connection, stored)
            return _begun(writing, stored, wording, draft, chosen)

    def resume(self, letter: LetterId) -> OpenLetter:
        """A draft that was begun earlier; audited like any reading."""
        with self._register.reading() as connection:
            stored = letters.letter(connection, letter)
            chosen = _activities_of(connection, cases.case(connection, stored.case))
        note_read(self._register, Kind.LETTER, letter)
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
            return look_in(connection)

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
            _check_whose(stored, worded_in(writing.connection, draft.template))
            known = self.knowing.for_filing(writing.connection, stored, draft)
            check_filing(draft, known)
            check_recorded(draft, stored.facts)
            letters.save_draft(writing, letter, to_plain(draft), draft.particulars.on)
            name = f"{stored.reference} {opened.title.replace(':', ',')}.pdf"
            document = documents.add(writing, stored.id, NewDocument(name, "application/pdf", content))
            letters.freeze(writing, letter, document, hashlib.sha256(content).hexdigest())
            for words in _kept_beside(draft, known, opened.title):
                documents.add_note(writing, stored.id, words)
            if dispatch:
                self.sending.keep_in(writing, replace(opened, document=document), draft, dispatch)
            else:
                self.sending.hold_in(writing, opened, draft)
        return stored.id

    def of_case(self, case: CaseId) -> Sequence[LetterRow]:
        """The letters of a case, newest first."""
        with self._register.reading() as connection:
            found = letters.of_case(connection, case)
        superseded = {each.draft.get("supersedes") for each in found if each.filed_at}
        return [_row(each, superseded=each.id in superseded) for each in found]

    def derivation(self, case: CaseId) -> bytes:
        """How the due date of a case was worked out, as PDF for the regulator; audited."""
        with self._register.writing("derivation printed") as writing:
            writing.note(Kind.CASE, case)
            stored = cases.case(writing.connection, case)
            steps = self.knowing.deadline(writing.connection, stored).derivation
            steps += correction_steps(clock_corrections.of_case(writing.connection, case))
            short_name = organisation(writing.connection).short_name
        told = Derivation(
            short_name=short_name,
            title="How the date was worked out",
            reference=stored.reference,
            on=self.knowing.today(),
            steps=tuple((step.text, step.source) for step in steps),
        )
        with beside(self._fonts.file()):
            return draw_derivation(told)

    def _proposal(
        self, connection: Reading, case: CaseId, code: str, language: Language | None
    ) -> tuple[StoredCase, Template, Draft, frozenset[str]]:
        stored = cases.case(connection, case)
        to = people_of(connection, stored).goes_to()
        wording = worded_in(connection, code, language or _preferred(to))
        _check_whose(stored, wording)
        chosen = _activities_of(connection, stored)
        return stored, wording, self._compose(connection, stored, wording, chosen), chosen

    def _notice(
        self, connection: Reading, recipient: int, language: Language | None
    ) -> tuple[StoredCase, Template, Draft]:
        entry = items.one(connection, Recipient, recipient)
        stored = cases.case(connection, entry.case)
        known = entry.item.contact_id
        to = contacts.contact(connection, known) if known else None
        wording = worded_in(connection, _NOTICE, language or _preferred(to))
        draft = self._compose(connection, stored, wording, frozenset())
        return stored, wording, _addressed(draft, entry.item.name, to)

    def _compose(
        self, connection: Reading, stored: StoredCase, wording: Template, chosen: frozenset[str]
    ) -> Draft:
        deadline = self.knowing.deadline(connection, stored)
        people = people_of(connection, stored)
        outside = wording.nature.goes_outside  # whom the officer names, and nobody of the case
        recipient = None if outside else people.goes_to()
        name = recipient.details.name if recipient else ""
        work = noted(connection, stored.id)
        concerned = people.subject or people.requester
        values = {
            **contact_values(name, _acted_for(people), concerned.details.name if concerned else ""),
            **case_values(told(stored, deadline, work), wording.language),
            **work_values(work),
            **settings_values(organisation(connection), regulator(connection)),
            **activity_values([each for each in activities() if each.code in chosen]),
        }
        particulars = Particulars(name, _address(recipient), self.knowing.today(), stored.reference)
        facts = _facts(stored, deadline, late=self.knowing.is_late(deadline)) | work_facts(work)
        facts -= _OF_THE_PERSON if outside else set()
        return compose(wording, particulars, values, facts, signature_block(connection))


def _facts(stored: StoredCase, deadline: Deadline, *, late: bool) -> frozenset[Fact]:
    so = {
        Fact.LATE: late,
        Fact.EXTENDED: deadline.extended,
        Fact.ELECTRONIC: stored.details.channel in _ELECTRONIC,
    }
    held = _held_by(stored.facts) if deadline.due_on is None else frozenset()
    return facts_of_kind(stored.details.kind) | held | {fact for fact, holds in so.items() if holds}


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


def _kept_beside(draft: Draft, known: Known, title: str) -> Iterator[str]:
    """What the case keeps of a letter as notes: why reasons are withheld, and why others stand in it."""
    if Fact.REASONS_WITHHELD in draft.facts:
        yield f"Reasons withheld in the letter “{title}”: {draft.justification.strip()}"
    yield from filter(None, (meant_note(draft, clash, title) for clash in known.clashes))


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


def _row(stored: StoredLetter, *, superseded: bool) -> LetterRow:
    return LetterRow(
        id=stored.id,
        case=stored.case,
        template=stored.template,
        title=stored.title,
        dated_on=stored.dated_on,
        filed_at=stored.filed_at,
        document=stored.document,
        sent_on=stored.sent_on,
        superseded=superseded,
    )
