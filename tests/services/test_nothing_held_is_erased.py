"""Nothing that is on hold is erased, whichever way is taken; and every way there is, is taken here.

The ways are read from the source: what calls for an erasure and is not tried below makes the first test fail.
"""

import ast
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.correspondence import NewDocument
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.holds import OnHold
from kmss_dpo.domain.ids import CaseId, ContactId, Kind
from kmss_dpo.domain.quick_notes import NewQuickNote, Thrown
from kmss_dpo.domain.retention import Action, RecordClass
from kmss_dpo.domain.searches import SearchPlace
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.services import retention
from kmss_dpo.session import Session
from kmss_dpo.store import disposing
from tests.services.holding import opened, place
from tests.services.old_records import dealt_with, dispose, person

ROOT = Path(retention.__file__).parents[1]
NO_RECORD = ("store/erasing.py", "throw_away")
"""A draft that was never filed, a form and a filter are thrown away by their writer."""
THROWN_AWAY = {
    ("store/letters.py", "discard"),
    ("store/unfinished.py", "throw_away"),
    ("store/case_filters.py", "erase"),
}
MOVED = ("store/quick_notes.py", "erase")
"""A quick note goes once a case has its words; where no case has them, it is asked who called."""
NOBODY = ("store/suppressions.py", "take_off")
"""A digest is no record of anybody: no hold keeps it."""
BY_ITSELF = ("services/bin.py", "Bin.delete_draft")
"""The same of a draft that goes to the bin."""
ERASING = {"writing.erase", "writing.erase_all", "writing.erase_records"}
OF_COPIES = {("store/backups.py", "_erase_attached"), ("store/restoring.py", "apply_again")}
"""A kept backup loses what the register lost before, and so does a register that is restored from one."""


def tree_of(file: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(file.read_text("utf-8"))


def calls(function: ast.AST) -> Iterator[str]:
    """What a function calls or hands on, as it is written: `erasing.erase`, `self._erase`.

    A setting is no record of anybody: what is typed and kept at a lock, and a filter of a list.
    """
    settings = [
        node.func
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and [ast.unparse(each) for each in node.args[:1]] == ["Kind.SETTING"]
    ]
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute | ast.Name) and node not in settings:
            yield ast.unparse(node)


def functions(file: Path) -> Iterator[tuple[str, ast.AST]]:
    """Every function and method of a module, the methods with their class."""
    for node in tree_of(file).body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        if isinstance(node, ast.ClassDef):
            inside = (each for each in node.body if isinstance(each, ast.FunctionDef))
            yield from ((f"{node.name}.{each.name}", each) for each in inside)


def callers(layer: str, wanted: set[str]) -> set[tuple[str, str]]:
    """The functions of a layer in which one of these is written."""
    return {
        (file.relative_to(ROOT).as_posix(), name)
        for file in (ROOT / layer).rglob("*.py")
        if "migrations" not in file.parts
        for name, function in functions(file)
        if wanted & set(calls(function))
    }


def test_only_one_place_of_the_store_erases_records() -> None:
    gates = {("store/erasing.py", name) for name in ("erase", "erase_of_cases", "erase_nameless")}
    ways = {*gates, ("store/bin.py", "erase"), NO_RECORD, MOVED, NOBODY, *OF_COPIES}
    assert callers("store", ERASING) == ways
    assert callers("store", {"erasing.throw_away"}) == THROWN_AWAY
    assert callers("store", {"erase_records"}) == {
        ("store/writing.py", "Writing.erase_all"),
        ("store/writing.py", "erase_records"),
    }
    deleting = {file.stem for file in (ROOT / "store").glob("*.py") if "delete" in set(calls(tree_of(file)))}
    assert deleting == {"writing", "history", "index"}, "the last two forget what the first one erases"


def test_every_way_that_erases_is_tried_on_something_held() -> None:
    asking = {"erasing.erase", "erasing.erase_of_cases", "kept_bin.erase"}
    disposing = {("store/disposing.py", name) for name in ("erase", "anonymise", "finish_stage")}
    others = ("store/ready_besides.py", "IdentityCopies"), ("store/ready_bin.py", "ReadyBin")
    assert {(file, name.partition(".")[0]) for file, name in callers("store", asking)} == {
        *disposing,
        *others,
    }
    assert callers("store", {f"disposing.{name}" for _, name in disposing}) == {
        ("store/ready_cases.py", "ReadyCases._dispose")
    }
    assert callers("services", asking) <= set(TRIED)
    assert {file for file, _ in callers("services", {"disposals.log"})} == {"services/disposing.py"}
    deleting = {"erasing.delete_in", "erasing.delete_entry_in"}
    ways = callers("services", {"kept_bin.put", *deleting}) - {BY_ITSELF}
    assert ways <= set(TRIED), "to put something in the bin is to delete it too"
    assert callers("services", {"quick_notes.erase"}) - set(TRIED) == {
        ("services/quick_notes.py", "QuickNotes.open_cases"),
        ("services/quick_notes.py", "QuickNotes.put_on"),
    }
    assert callers("services", {"letters.discard"}) == {("services/letters.py", "Letters.discard")}
    assert callers("services", ERASING) == set()


def dispose_of(session: Session, case: CaseId, _who: ContactId) -> None:
    listed = session.retention.ready()
    assert [each.case for each in listed] == [case]
    assert dispose(session, of=listed).erased == 0


def erase_contact(session: Session, _case: CaseId, who: ContactId) -> None:
    with pytest.raises(Mistake):
        session.contacts.erase(who)


def remove_entry(session: Session, case: CaseId, _who: ContactId) -> None:
    entry = session.items.add(case, SearchPlace("The mail server"))
    with pytest.raises(OnHold):
        session.items.remove(SearchPlace, entry, 1, "Twice")


def erase_document(session: Session, case: CaseId, _who: ContactId) -> None:
    document = session.casework.add_document(case, NewDocument("a.txt", "text/plain", b"a"))
    with pytest.raises(Mistake):
        session.casework.erase_document({document: 1}, "Not needed")
    assert len(session.casework.documents(case)) == 1


def throw_note_away(session: Session, _case: CaseId, who: ContactId) -> None:
    reach = session.contacts.contact(who).details.emails[0].value
    call = NewQuickNote("Zebulonquax", "Wants it back", date(2026, 11, 20), reach=reach)
    note = session.quick_notes.add(call)
    with pytest.raises(OnHold, match="Keep the note on a case instead"):
        session.quick_notes.throw_away(note, Thrown.NOTHING_WANTED)
    assert session.quick_notes.note(note).content == call


def delete_contact(session: Session, _case: CaseId, who: ContactId) -> None:
    with pytest.raises(Mistake):
        session.bin.delete_contact(who)


def delete_entry(session: Session, case: CaseId, _who: ContactId) -> None:
    entry = session.items.add(case, SearchPlace("The mail server"))
    with pytest.raises(OnHold):
        session.bin.delete_item(SearchPlace, entry, 1, "Twice")


def delete_document(session: Session, case: CaseId, _who: ContactId) -> None:
    document = session.casework.add_document(case, NewDocument("a.txt", "text/plain", b"a"))
    with pytest.raises(Mistake):
        session.bin.delete_documents({document: 1}, "Not needed")
    assert len(session.casework.documents(case)) == 1


def erase_from_bin(session: Session, case: CaseId, _who: ContactId) -> None:
    """A draft may have been deleted all the same."""
    session.bin.delete_draft(session.letters.start(case, "request_acknowledgement").id)
    binned = session.bin.rows(session.bin.ids())
    assert session.bin.erase(binned, lambda *_: True, early=True).erased == 0
    assert session.bin.rows(session.bin.ids()) == binned


TRIED: dict[tuple[str, str], Callable[[Session, CaseId, ContactId], None]] = {
    ("services/disposing.py", "Disposing._dispose"): dispose_of,
    ("services/contacts.py", "Contacts._erase"): erase_contact,
    ("services/erasing.py", "remove_in"): remove_entry,
    ("services/erasing.py", "_erase"): erase_document,
    ("services/quick_notes.py", "QuickNotes.throw_away"): throw_note_away,
    ("services/bin.py", "Bin.delete_contact"): delete_contact,
    ("services/bin.py", "Bin.delete_item"): delete_entry,
    ("services/erasing.py", "delete_entry_in"): delete_entry,
    ("services/bin.py", "Bin.delete_documents"): delete_document,
    ("services/erasing.py", "delete_in"): delete_document,
    ("services/bin.py", "Bin._erase"): erase_from_bin,
}


def hold_case(session: Session, case: CaseId, _who: ContactId) -> None:
    place(session, Kind.CASE, case)


def hold_person(session: Session, _case: CaseId, who: ContactId) -> None:
    place(session, Kind.CONTACT, who)


def hold_by_request(session: Session, _case: CaseId, who: ContactId) -> None:
    opened(session, CaseKind.ACCESS, who)


@pytest.mark.parametrize("way", TRIED.values())
@pytest.mark.parametrize("hold", [hold_case, hold_person, hold_by_request])
def test_what_is_held_stays_whichever_way_is_taken(
    session: Session,
    way: Callable[[Session, CaseId, ContactId], None],
    hold: Callable[[Session, CaseId, ContactId], None],
) -> None:
    who = person(session)
    case = dealt_with(session, who)
    if way is throw_note_away:
        hold = hold_person if hold is hold_case else hold  # a note is on no case
    hold(session, case, who)
    way(session, case, who)
    assert session.cases.case(case)
    assert session.contacts.contact(who).details.notes
    assert session.search.find("zebulonquax")


def test_the_transaction_that_erases_asks_itself_whatever_was_asked_before(session: Session) -> None:
    who = person(session)
    case = dealt_with(session, who)
    place(session, Kind.CONTACT, who)
    with session.opened.register.writing("disposed of") as writing:
        held = disposing.holdings(writing.connection, [case])
        gone = disposing.going(writing.connection, held, [case], Action.ERASE)
        with pytest.raises(OnHold):
            disposing.erase(writing, [case], gone)
        with pytest.raises(OnHold):
            disposing.anonymise(writing, [case], gone)
        with pytest.raises(OnHold):
            disposing.finish_stage(writing, [case], [], RecordClass.REQUEST_MATERIAL, date(2026, 11, 22))
    assert session.cases.case(case)


def test_a_draft_and_a_form_left_unfinished_are_no_records_and_go_when_their_writer_says_so(
    session: Session,
) -> None:
    case = opened(session, CaseKind.ACCESS, person(session))
    place(session, Kind.CASE, case)
    session.letters.discard(session.letters.start(case, "access_response").id)
    assert session.letters.of_case(case) == []
    form = Unfinished("requests", "note", "Note", ((Kind.CASE, case),), {"text": "They"})
    [kept] = session.unfinished.keep([form])
    session.unfinished.forget(kept.id)
    assert session.unfinished.left() == []
