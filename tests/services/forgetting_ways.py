"""Every way by which something is erased: how it is taken, and what goes by it.

They follow one another on one register, as listed.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from kmss_dpo.domain.cases import CaseFilter, Closing, Family, Outcome, Status
from kmss_dpo.domain.disposal import Ready
from kmss_dpo.domain.disposal import Sort as ReadySort
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.recipients import Recipient
from kmss_dpo.domain.retention import STAGES, Action
from kmss_dpo.domain.suppression import Off
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.store import cases
from tests.services.marked_register import Marked
from tests.services.old_records import dispose, go_on
from tests.services.rules import settle

MATERIAL, DISCLOSED, REQUEST = STAGES
DISPOSING = "disposing.Disposing._dispose"
BIN = "bin.Bin._erase"
OWN = "own of the request"


@dataclass(frozen=True)
class Way:
    """One of them; `gone` are the names of the words that go by it, and of no others.

    `through` are the functions of the services that ask the store to erase.
    """

    take: Callable[[Marked], object]
    gone: tuple[str, ...]
    through: tuple[str, ...]
    action: Action = Action.ERASE
    stage: str = ""


def reaching(session: Session) -> None:
    """What the desk does once something is gone."""
    session.long_work.have_done(session.retention.reach_backups)


def throw_form(on: Marked) -> None:
    on.session.unfinished.forget(on.forms["thrown form"])
    reaching(on.session)


def type_more(on: Marked) -> None:
    case = on.cases["enquiry"]
    more = {"text": on.marks.say("enquiry")}
    form = on.forms["what was typed first"]
    on.session.unfinished.keep([Unfinished("requests", "note", "Note", ((Kind.CASE, case),), more, form)])
    reaching(on.session)


def throw_draft(on: Marked) -> None:
    on.session.letters.discard(on.letters["thrown draft"])
    reaching(on.session)


def delete_filter(on: Marked) -> None:
    [saved] = on.session.case_filters.of(Family.REQUESTS)
    on.session.case_filters.delete(saved)
    reaching(on.session)


def delete_contact(on: Marked) -> None:
    on.session.bin.delete_contact(on.contacts["contact that is deleted"])
    reaching(on.session)


def erase_document(on: Marked) -> None:
    document = on.documents["erased document"]
    assert on.session.casework.erase_document({document: 1}, on.marks.say("enquiry")) == 0


def remove_entry(on: Marked) -> None:
    entry = on.items["removed entry"]
    assert on.session.items.remove(Recipient, entry, 1, on.marks.say("enquiry")) == 0


def erase_contact(on: Marked) -> None:
    assert on.session.contacts.erase(on.contacts["free contact"]) == 0


def take_off(on: Marked) -> None:
    assert on.session.suppression.take_off(on.listed, Off.CONSENT) == 0


def early(name: str) -> Callable[[Marked], None]:
    def take(on: Marked) -> None:
        listed = on.session.bin.rows([on.binned[name]])
        assert on.session.bin.erase(listed, go_on, early=True).erased == 1

    return take


def ready(session: Session, sort: ReadySort = ReadySort.CASE, case: int = 0) -> list[Ready]:
    return [each for each in session.retention.ready() if each.sort is sort and case in {0, each.case}]


def after_its_day(on: Marked) -> None:
    """What is about no case: all else in the bin is gone early, or goes with its case."""
    listed = [each for each in ready(on.session, ReadySort.BINNED) if not each.case]
    listed = [each for each in listed if each.told.startswith("Quick note")]
    assert dispose(on.session, of=listed).erased == 1


def identity_copy(on: Marked) -> None:
    assert dispose(on.session, of=ready(on.session, ReadySort.IDENTITY)).erased == 1


def of_case(name: str, action: Action = Action.ERASE, stage: str = "") -> Callable[[Marked], None]:
    def take(on: Marked) -> None:
        if stage:
            come_due(on.session, stage)
        [one] = ready(on.session, case=on.cases[name])
        assert one.rule == stage or not stage
        assert dispose(on.session, of=[replace(one, action=action)]).erased == 1

    return take


def come_due(session: Session, stage: str) -> None:
    """As if the schedule kept the later stages for longer."""
    for code, months in zip(STAGES, _MONTHS[stage], strict=True):
        settle(session, code, months=months)
    with session.opened.register.writing("restated") as writing:
        every = session.cases.ids(CaseFilter(statuses=frozenset(Status)))
        for stored in cases.those_left(writing.connection, every):
            session.cases.restate_in(writing, stored)


_MONTHS = {MATERIAL: (1, 60, 60), DISCLOSED: (1, 1, 60), REQUEST: (1, 1, 1)}


def put_note_on_and_dispose(on: Marked) -> None:
    """Its words are the case's from then on, and go with it: from a backup in which it was a note too."""
    on.session.quick_notes.put_on(on.notes["note for a case"], on.cases["enquiry"])
    on.close("enquiry", Closing(Outcome.DEALT_WITH, ENQUIRY_ENDED, ENQUIRY_ENDED))
    of_case("enquiry")(on)


def close_and_dispose(on: Marked) -> None:
    """Whoever had an open case goes with the last of theirs."""
    on.close(LAST, Closing(Outcome.ANSWERED, ENQUIRY_ENDED, ENQUIRY_ENDED))
    of_case(LAST, stage=REQUEST)(on)


LAST = "somebody with an open case"
ENQUIRY_ENDED = date(2026, 12, 1)
WAYS: dict[str, Way] = {
    "a form is thrown away": Way(throw_form, ("thrown form",), ("unfinished.UnfinishedForms.forget",)),
    "a form is typed on": Way(type_more, ("what was typed first",), ("unfinished.UnfinishedForms.keep",)),
    "a draft is thrown away": Way(throw_draft, ("thrown draft",), ("letters.Letters.discard",)),
    "a filter is deleted": Way(delete_filter, ("deleted filter",), ("case_filters.CaseFilters.delete",)),
    "a contact is deleted while something is typed about it": Way(
        delete_contact, ("form about a contact that is deleted",), ("bin.Bin.delete_contact",)
    ),
    "a document is erased": Way(
        erase_document, ("erased document",), ("erasing._erase", "casework.Casework._erase")
    ),
    "an entry is removed": Way(
        remove_entry, ("removed entry",), ("erasing.remove_in", "items.Items._remove")
    ),
    "a contact is erased": Way(erase_contact, ("free contact",), ("contacts.Contacts._erase",)),
    "an objector is taken off the list": Way(
        take_off, ("suppressed",), ("suppression.Suppression._take_off",)
    ),
    **{
        f"{name} is erased early": Way(early(name), (name,), (BIN,))
        for name in ("contact in the bin", "document in the bin", "entry in the bin", "draft in the bin")
    },
    "the bin is emptied of what is past its day": Way(after_its_day, ("note in the bin",), (DISPOSING,)),
    "an identity copy is disposed of": Way(identity_copy, ("identity copy",), (DISPOSING,)),
    "what was collected for a request": Way(
        of_case(OWN, stage=MATERIAL),
        ("collected", "collected, for us alone", "collected, in the bin"),
        (DISPOSING,),
        stage=MATERIAL,
    ),
    "what was disclosed": Way(
        of_case(OWN, stage=DISCLOSED), ("disclosed", "disclosed, in the bin"), (DISPOSING,), stage=DISCLOSED
    ),
    "the person's details": Way(
        of_case(OWN, stage=REQUEST),
        (OWN, "original of the request", "person of the request"),
        (DISPOSING,),
        stage=REQUEST,
    ),
    "a complaint is anonymised": Way(
        of_case("complaint", Action.ANONYMISE), ("complaint",), (DISPOSING,), Action.ANONYMISE
    ),
    "an objection is suppressed": Way(
        of_case("objection", Action.SUPPRESS), ("objection",), (DISPOSING,), Action.SUPPRESS
    ),
    "a case that was opened in error": Way(of_case("voided", stage=REQUEST), ("voided",), (DISPOSING,)),
    "a case that a customer answered": Way(of_case("customer's"), ("customer's",), (DISPOSING,)),
    "a note is put on a case and goes with it": Way(
        put_note_on_and_dispose,
        ("note for a case", "enquiry"),
        ("quick_notes.QuickNotes.put_on", DISPOSING),
    ),
    "the last case of somebody": Way(close_and_dispose, (LAST,), (DISPOSING,)),
}
