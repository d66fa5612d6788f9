"""A register with a word of its own in every field of every kind of record, filled as an officer fills it."""

import typing
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, TypeVar

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Family, Outcome
from kmss_dpo.domain.clock import ClockFacts, Extension, ExtensionGround
from kmss_dpo.domain.complaints import Action, Finding, Inquiry, Issue, Lesson, Review
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.correspondence import Direction, Mark, NewCorrespondence, NewDocument
from kmss_dpo.domain.decisions import Decision, DecisionSort, Provision, Routing
from kmss_dpo.domain.identity import IdentityCheck
from kmss_dpo.domain.ids import (
    BinnedId,
    CaseId,
    ContactId,
    DocumentId,
    Kind,
    LetterId,
    QuickNoteId,
    SuppressionId,
)
from kmss_dpo.domain.items import Item
from kmss_dpo.domain.letters import edit_text
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.domain.quick_notes import NewQuickNote, Thrown
from kmss_dpo.domain.recipients import Recipient
from kmss_dpo.domain.searches import SearchPlace
from kmss_dpo.domain.suppression import Address, Sort
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from tests.services.marks import Marks
from tests.services.writing_letters import BY_POST, filled

OLD, ENDED, LATELY = date(2024, 10, 1), date(2025, 1, 20), date(2026, 11, 20)
Made = TypeVar("Made")


@dataclass
class Marked:
    """What was made, to be erased by its name, and the words of each."""

    session: Session
    marks: Marks
    contacts: dict[str, ContactId] = field(default_factory=dict)
    cases: dict[str, CaseId] = field(default_factory=dict)
    documents: dict[str, DocumentId] = field(default_factory=dict)
    items: dict[str, int] = field(default_factory=dict)
    letters: dict[str, LetterId] = field(default_factory=dict)
    notes: dict[str, QuickNoteId] = field(default_factory=dict)
    forms: dict[str, int] = field(default_factory=dict)
    binned: dict[str, BinnedId] = field(default_factory=dict)
    listed: list[SuppressionId] = field(default_factory=list)

    def texts(self, sort: type[Made], name: str, /, **given: Any) -> Made:
        """A record of the domain with a word in each of its texts that is not given."""
        kinds = typing.get_type_hints(sort)
        texts = {each.name for each in fields(sort) if kinds[each.name] is str} - given.keys()  # type: ignore[arg-type]
        return sort(**given, **{each: self.marks.say(name) for each in texts})

    def person(self, name: str) -> ContactId:
        def reach(value: str) -> tuple[Reach]:
            return (Reach(value, safe=False, note=self.marks.say(name)),)

        details = self.texts(
            ContactDetails,
            name,
            former_names=(self.marks.say(name),),
            addresses=reach(f"1 {self.marks.say(name)}\nLeeds"),
            emails=reach(f"{self.marks.say(name, '.')}@example.org"),
            phones=reach(self.marks.number(name)),
        )
        self.contacts[name] = who = self.session.contacts.add(details)
        self.session.contacts.change(who, 1, replace(details, notes=self.marks.say(name)))
        return who

    def case(self, name: str, kind: CaseKind, on: date, who: ContactId | None, **given: Any) -> CaseId:
        given = {"for_customer": "", **given}
        details = self.texts(
            CaseDetails,
            name,
            kind=kind,
            received_on=on,
            channel=Channel.EMAIL,
            requester=who,
            subject=who,
            **given,
        )
        self.cases[name] = case = self.session.cases.open_case(details)
        return case

    def document(self, name: str, case: CaseId, mark: Mark = Mark.NONE) -> DocumentId:
        called, content = self.marks.say(name), f"{self.marks.say(name)} {self.marks.say(name)}\n" * 300
        new = NewDocument(f"{called}.txt", "text/plain", content.encode())
        self.documents[name] = document = self.session.casework.add_document(case, new)
        if mark is not Mark.NONE:
            why = self.marks.say("own of the request") if mark is Mark.IDENTITY else ""
            self.session.casework.mark_documents({document: 1}, mark, why)
        return document

    def item(self, name: str, case: CaseId, of: type[Item], /, **given: Any) -> int:
        kept = self.session.items.add(case, self.texts(of, name, **given))
        self.items[name] = kept
        return kept

    def form(self, name: str, kind: Kind, record: int) -> None:
        left = Unfinished("requests", "note", "Note", ((kind, record),), {"text": self.marks.say(name)})
        [kept] = self.session.unfinished.keep([left])
        self.forms[name] = kept.id

    def note(self, name: str) -> QuickNoteId:
        new = self.texts(NewQuickNote, name, on=LATELY, reach=f"{self.marks.say(name, '.')}@example.org")
        self.notes[name] = note = self.session.quick_notes.add(new)
        return note

    def message(self, name: str, on: date, who: ContactId | None, document: DocumentId | None = None) -> Any:
        subject, body = self.marks.say(name), self.marks.say(name)
        return NewCorrespondence(Direction.RECEIVED, Channel.EMAIL, on, subject, body, who, document)

    def draft(self, name: str, case: CaseId, code: str) -> LetterId:
        opened = self.session.letters.start(case, code)
        words = edit_text(opened.draft, opened.draft.blocks[0].key, self.marks.say(name))
        self.session.letters.save(opened.id, words)
        self.letters[name] = opened.id
        return opened.id

    def hold(self, name: str, kind: Kind, record: int) -> None:
        hold = self.session.holds.place((kind, record), self.marks.say(name), date(2027, 2, 1))
        self.session.holds.release(hold, 1, self.marks.say(name))

    def close(self, name: str, closing: Closing) -> None:
        case = self.cases[name]
        self.session.cases.close(case, self.session.cases.case(case).version, closing)


def fill(session: Session) -> Marked:
    """Everything there can be about people."""
    marked = Marked(session, Marks())
    session.settings.settle(Organisation(officer_name="Robin Hale"), Regulator())
    for part in _PARTS:
        part(marked)
    return marked


def _free_contact(to: Marked) -> None:
    """Somebody whom no case names, once held, and being written about."""
    who = to.person("free contact")
    to.hold("free contact", Kind.CONTACT, who)
    to.form("free contact", Kind.CONTACT, who)


def _request(to: Marked) -> None:
    """A request that was answered late and in part, with something for each stage of its disposal."""
    session, own = to.session, "own of the request"
    who = to.person("person of the request")
    case = to.case(own, CaseKind.ACCESS, OLD, who)
    view = session.cases.case(case)
    asked = Extension(date(2024, 10, 20), ExtensionGround.COMPLEXITY, to.marks.say(own))
    session.cases.record_facts(case, view.version, ClockFacts(extension=asked))
    again = replace(asked, reasons=to.marks.say(own))
    version = session.cases.case(case).version
    session.cases.record_facts(case, version, ClockFacts(extension=again), to.marks.say(own))
    original = to.document("original of the request", case)
    session.casework.log(case, to.message(own, date(2024, 10, 2), who, original))
    session.casework.add_note(case, to.marks.say(own))
    session.checklists.tick(case, to.marks.say(own), on=True)
    to.document("collected", case)
    to.document("collected, for us alone", case, Mark.INTERNAL)
    to.document("disclosed", case, Mark.DISCLOSE)
    to.document("identity copy", case, Mark.IDENTITY)
    to.item("collected", case, SearchPlace, not_searched="")
    to.item("collected", case, SearchPlace, found="")
    for to_stage, why in (("search", ""), ("review", ""), ("search", to.marks.say(own))):
        session.ways.go(case, session.cases.case(case).version, to_stage, why)
    to.item(own, case, IdentityCheck, checked_on=date(2024, 10, 3), document_id=to.documents["identity copy"])
    exempt = {"sort": DecisionSort.EXEMPTION, "ground": Provision.THIRD_PARTY.value}
    to.item(own, case, Decision, decided_on=date(2024, 12, 1), **exempt)
    to.item(own, case, Recipient, contact_id=who)
    to.hold(own, Kind.CASE, case)
    to.form(own, Kind.CASE, case)
    to.form("collected", Kind.DOCUMENT, to.documents["collected"])
    letter = to.draft(own, case, "request_acknowledgement")
    draft = session.letters.resume(letter).draft
    by_post = replace(BY_POST, proof=to.marks.say(own), reason=to.marks.say(own))
    session.letters.file(letter, filled(draft), by_post)
    [row] = session.letters.of_case(case)
    assert row.document
    to.marks.take(own, session.casework.content(row.document))
    to.draft(own, case, "request_acknowledgement")  # the answer would tell what was collected, and stays
    entry = to.item("collected, in the bin", case, SearchPlace, found="")
    session.bin.delete_item(SearchPlace, entry, 1, to.marks.say(own))
    reasons = {"reason": to.marks.say(own), "late_reason": to.marks.say(own)}
    to.close(own, Closing(Outcome.PART_REFUSED, ENDED, ENDED, **reasons))
    for name, mark in (("collected, in the bin", Mark.NONE), ("disclosed, in the bin", Mark.DISCLOSE)):
        document = to.document(name, case, mark)
        version = 1 + (mark is not Mark.NONE)
        session.bin.delete_documents({document: version}, to.marks.say(own))


def _complaint(to: Marked) -> None:
    """One that is kept longer for a reason, and that was let go of another case's hold."""
    session, name = to.session, "complaint"
    who = to.person("somebody with an open case")
    case = to.case(name, CaseKind.COMPLAINT, date(2022, 10, 1), who)
    on = date(2022, 10, 3)
    to.item(name, case, Decision, sort=DecisionSort.ROUTING, ground=Routing.COMPLAINT.value, decided_on=on)
    to.item(name, case, Decision, sort=DecisionSort.OTHER, decided_on=on)
    to.item(name, case, Issue, finding=Finding.UPHELD)
    to.item(name, case, Inquiry, asked_on=on, answered_on=on)
    to.item(name, case, Action, due_on=on, done_on=on)
    to.item(name, case, Lesson, check_on=on, checked_on=on)
    to.item(name, case, Review, asked_on=on, reviewed_on=on)
    to.close(name, Closing(Outcome.UPHELD, date(2022, 10, 20), date(2022, 10, 20)))
    session.retention.keep([case], date(2026, 12, 1), to.marks.say(name))
    open_case = to.case("somebody with an open case", CaseKind.PORTABILITY, LATELY, who)
    # Why is told on the other case too, and goes with the later of the two.
    session.holds.release_for(case, open_case, to.marks.say("somebody with an open case"))


def _objection(to: Marked) -> None:
    """An objection to marketing that was answered, and an address that is on the list without a case."""
    name = "objection"
    who = to.person(name)
    to.case(name, CaseKind.MARKETING_OBJECTION, OLD, who)
    to.close(name, Closing(Outcome.ANSWERED, date(2024, 10, 2), date(2024, 10, 2)))
    listed = Address(Sort.EMAIL, f"{to.marks.say('never kept', '.')}@example.org")
    to.session.suppression.add(listed, to.marks.say("suppressed"))
    to.listed = [SuppressionId(each) for each in to.session.suppression.ids()]


def _others(to: Marked) -> None:
    """A case that was opened in error, and one that a customer answers."""
    case = to.case("voided", CaseKind.ACCESS, OLD, to.person("voided"))
    to.session.cases.void(case, 1, to.marks.say("voided"))
    to.case("customer's", CaseKind.ERASURE, OLD, None, for_customer=to.marks.say("customer's"))
    to.close("customer's", Closing(Outcome.WITHDRAWN, date(2024, 10, 3)))


def _enquiry(to: Marked) -> None:
    """An open case that places no hold: of it this and that is erased, and it stays."""
    session = to.session
    case = to.case("enquiry", CaseKind.DEMO_ENQUIRY, LATELY, to.person("enquiry"))
    to.document("erased document", case)
    to.form("erased document", Kind.DOCUMENT, to.documents["erased document"])
    to.item("removed entry", case, Recipient, contact_id=None)
    to.draft("thrown draft", case, "more_information")
    to.form("thrown form", Kind.CASE, case)
    who = to.person("contact that is deleted")
    to.form("form about a contact that is deleted", Kind.CONTACT, who)
    to.form("what was typed first", Kind.CASE, case)
    to.note("note for a case")
    name = to.marks.say("deleted filter")
    to.items["deleted filter"] = session.case_filters.keep(Family.REQUESTS, name, {})


def _bin(to: Marked) -> None:
    """One of each kind that can be deleted and put back."""
    session, case = to.session, to.cases["enquiry"]
    who = to.person("contact in the bin")
    to.hold("contact in the bin", Kind.CONTACT, who)
    to.binned["contact in the bin"] = session.bin.delete_contact(who).id
    document = to.document("document in the bin", case)
    session.casework.log(case, to.message("enquiry", LATELY, None, document))
    [deleted] = session.bin.delete_documents({document: 1}, to.marks.say("enquiry"))
    to.binned["document in the bin"] = deleted.id
    entry = to.item("entry in the bin", case, Recipient, contact_id=None)
    deleted = session.bin.delete_item(Recipient, entry, 1, to.marks.say("enquiry"))
    to.binned["entry in the bin"] = deleted.id
    draft = to.draft("draft in the bin", case, "more_information")
    to.binned["draft in the bin"] = session.bin.delete_draft(draft).id
    session.quick_notes.throw_away(to.note("note in the bin"), Thrown.NOT_OURS)


_PARTS: tuple[Callable[[Marked], None], ...] = (
    _free_contact,
    _request,
    _complaint,
    _objection,
    _others,
    _enquiry,
    _bin,
)
