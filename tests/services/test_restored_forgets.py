"""What was erased, by whichever way, does not come back with an older backup: no byte of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactFilter
from kmss_dpo.domain.correspondence import NewDocument
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import DocumentId, Kind
from kmss_dpo.domain.quick_notes import NewQuickNote, Thrown
from kmss_dpo.domain.retention import Action
from kmss_dpo.domain.searches import SearchPlace
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.services import disposing
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store import backups
from kmss_dpo.store.copying import FILE
from tests.services.backing_up import go_on, put_aside, reopen, restore, typed
from tests.services.conftest import ClearBytes, files_with
from tests.services.old_records import dealt_with, dispose, old_request, person
from tests.services.test_nothing_held_is_erased import TRIED

MARKS = (b"bulonquax", b"kweilbrandt")
Made = Callable[[Session], Callable[[], None]]


def a_disposed_request(session: Session) -> Callable[[], None]:
    old_request(session, person(session))

    def erase() -> None:
        assert dispose(session).erased == 1

    return erase


def a_contact(session: Session) -> Callable[[], None]:
    who = person(session)
    return lambda: session.contacts.erase(who) and None


def a_document(session: Session) -> Callable[[], None]:
    case = session.cases.open_case(_details(session))
    new = NewDocument("Zebulonquax.txt", "text/plain", b"All about Okweilbrandt\n" * 900)
    document = DocumentId(session.casework.add_document(case, new))
    return lambda: session.casework.erase_document({document: 1}, "Not needed") and None


def _details(session: Session) -> CaseDetails:
    who = person(session, "Ann Example")
    return CaseDetails(CaseKind.DEMO_ENQUIRY, date(2026, 11, 20), Channel.EMAIL, who, who)


def an_entry(session: Session) -> Callable[[], None]:
    case = session.cases.open_case(_details(session))
    entry = session.items.add(case, SearchPlace("The files of Zebulonquax Okweilbrandt"))
    return lambda: session.items.remove(SearchPlace, entry, 1, "Twice") and None


def from_the_bin(session: Session) -> Callable[[], None]:
    note = session.quick_notes.add(
        NewQuickNote("Zebulonquax", "Okweilbrandt wants it back", date(2026, 11, 20), reach="01632 960 733")
    )
    session.quick_notes.throw_away(note, Thrown.NOTHING_WANTED)
    thrown = session.bin.rows(session.bin.ids())
    return lambda: session.bin.erase(thrown, go_on, early=True) and None


WAYS: dict[tuple[str, str], Made] = {
    ("services/disposing.py", "Disposing._dispose"): a_disposed_request,
    ("services/contacts.py", "Contacts._erase"): a_contact,
    ("services/erasing.py", "_erase"): a_document,
    ("services/erasing.py", "remove_in"): an_entry,
    ("services/bin.py", "Bin._erase"): from_the_bin,
}
INTO_THE_BIN = {
    ("services/quick_notes.py", "QuickNotes.throw_away"),
    ("services/bin.py", "Bin.delete_contact"),
    ("services/bin.py", "Bin.delete_item"),
    ("services/bin.py", "Bin.delete_documents"),
    ("services/erasing.py", "delete_entry_in"),
    ("services/erasing.py", "delete_in"),
}
"""What goes there can be put back until its day: nothing is erased yet."""


def test_every_way_that_erases_is_followed_by_a_restore() -> None:
    assert WAYS.keys() == TRIED.keys() - INTO_THE_BIN


@pytest.mark.parametrize("made", WAYS.values())
def test_what_was_erased_after_a_backup_does_not_come_back_with_it(
    session: Session, tmp_path: Path, clear_bytes: ClearBytes, unlocking: Unlocking, clock: Any, made: Made
) -> None:
    erase = made(session)
    person(session, "Bob Example")
    aside = put_aside(session, tmp_path / "drawer")
    assert files_with(MARKS, clear_bytes, aside)
    clock.moment += timedelta(days=1)
    erase()
    outcome = restore(session, tmp_path / "drawer")
    assert outcome.again >= 1
    assert files_with(MARKS, clear_bytes, outcome.folder) == set()
    restored = reopen(unlocking, outcome.folder, clock)
    assert restored.search.find("zebulonquax") == []
    assert restored.search.find("bob")
    assert restored.today.health().broken_at is None
    restored.close()
    assert files_with(MARKS, clear_bytes, outcome.folder) == set()


def test_a_form_that_was_being_typed_goes_with_the_erasure_too(
    session: Session, tmp_path: Path, clear_bytes: ClearBytes
) -> None:
    who = person(session)
    session.unfinished.keep(
        [Unfinished("contacts", "contact", "Contact", ((Kind.CONTACT, who),), {"name": "Zebulonquax Zwei"})]
    )
    put_aside(session, tmp_path / "drawer")
    session.contacts.erase(who)
    outcome = restore(session, tmp_path / "drawer")
    assert files_with(MARKS, clear_bytes, outcome.folder) == set()


def test_a_case_that_was_anonymised_since_names_nobody_in_an_older_backup_either(
    session: Session, tmp_path: Path, clear_bytes: ClearBytes, unlocking: Unlocking, clock: Any
) -> None:
    case = old_request(session, person(session))
    put_aside(session, tmp_path / "drawer")
    clock.moment += timedelta(days=1)
    [ready] = session.retention.ready()
    assert dispose(session, of=[replace(ready, action=Action.ANONYMISE)]).erased == 1
    outcome = restore(session, tmp_path / "drawer")
    assert files_with(MARKS, clear_bytes, outcome.folder) == set()
    restored = reopen(unlocking, outcome.folder, clock)
    view = restored.cases.case(case)
    assert (view.details.kind, view.details.received_on) == (CaseKind.ACCESS, date(2024, 10, 1))
    assert (view.details.subject, view.details.summary) == (None, "")
    with pytest.raises(Mistake, match="This case was anonymised"):
        restored.cases.change(case, view.version, view.details)
    assert restored.schedule.work_out(go_on) == 1
    assert restored.retention.ready() == [], "the statistics stay"
    assert restored.today.health().broken_at is None
    restored.close()


def test_a_newer_backup_remembers_disposals_where_the_register_is_lost(
    session: Session, folder: Path, clear_bytes: ClearBytes, tmp_path: Path, unlocking: Unlocking, clock: Any
) -> None:
    old_request(session, person(session))
    put_aside(session, tmp_path / "drawer")
    clock.moment += timedelta(days=1)
    dispose(session)
    session.backups.make()
    newest = session.backups.last()
    session.close()
    (folder / FILE).write_bytes(b"lost")
    restoring = unlocking.restoring(folder)
    restoring.way.by_passphrase(typed(), [])
    [found] = [each for each in restoring.look(tmp_path / "drawer") if each.folder.parent.name == "drawer"]
    outcome = restoring.restore(found, restoring.suggested(), go_on)
    restoring.close()
    assert outcome.again >= 1
    assert outcome.known_until == newest
    assert files_with(MARKS, clear_bytes, outcome.folder) == set()


def test_another_record_that_has_the_number_of_a_disposed_one_stays(
    session: Session, tmp_path: Path, unlocking: Unlocking, clock: Any
) -> None:
    """Two registers grew from one backup: in each another contact has the same number."""
    person(session, "Ann Example")
    put_aside(session, tmp_path / "drawer")
    second = reopen(unlocking, restore(session, tmp_path / "drawer").folder, clock)
    stays = person(second, "Bob Example")
    clock.moment += timedelta(days=1)
    put_aside(second, tmp_path / "second drawer")
    second.close()
    goes = person(session, "Cleo Example")
    assert goes == stays
    session.contacts.erase(goes)
    restored = reopen(unlocking, restore(session, tmp_path / "second drawer").folder, clock)
    assert restored.contacts.contact(stays).details.name == "Bob Example"
    assert len(restored.retention.log()) == 1
    restored.close()


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each record goes in a transaction of its own."""
    monkeypatch.setattr(disposing, "_FEW", 1)


@pytest.mark.usefixtures("one_by_one")
def test_a_backup_made_in_the_middle_of_a_disposal_loses_the_rest_of_it(
    session: Session, tmp_path: Path, clear_bytes: ClearBytes, folder: Path, unlocking: Unlocking, clock: Any
) -> None:
    for number in range(3):
        dealt_with(session, person(session, f"Zebulonquax {number}"))
    put_aside_at: list[Path] = []

    def proceed(done: int, _of: int) -> bool:
        if done == 1:
            session.long_work.submit(session.backups.make).result()
            put_aside_at.append(backups.kept(folder)[0].rename(tmp_path / "drawer" / "2026-11-22T093000Z"))
        return True

    (tmp_path / "drawer").mkdir()
    session.retention.dispose(session.retention.ready(), proceed)
    assert files_with(MARKS, clear_bytes, put_aside_at[0])
    outcome = restore(session, tmp_path / "drawer")
    assert files_with(MARKS, clear_bytes, outcome.folder) == set()
    restored = reopen(unlocking, outcome.folder, clock)
    assert restored.contacts.rows(restored.contacts.ids(ContactFilter())) == []
    restored.close()
