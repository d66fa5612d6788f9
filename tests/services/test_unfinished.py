"""Unfinished forms: kept for the person who typed them, and gone with what they are about."""

from datetime import date
from pathlib import Path

import pytest

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.store.tables import history, settings
from tests.services.conftest import ClearBytes, files_with
from tests.services.old_records import go_on

MARKS = (b"zebulonquax",)


def form(*about: tuple[Kind, int], words: str = "Zebulonquax rang") -> Unfinished:
    return Unfinished("requests", "note", "Note on SAR-2026-0001", about, {"text": words})


def test_a_form_is_found_again_as_it_was_and_a_second_keeping_takes_its_place(session: Session) -> None:
    [kept] = session.unfinished.keep([form((Kind.CASE, 7))])
    assert session.unfinished.left() == [kept]
    assert kept.about == ((Kind.CASE, 7),)
    [again] = session.unfinished.keep([Unfinished(**{**vars(kept), "typed": {"text": "She rang"}})])
    assert [each.typed for each in session.unfinished.left()] == [{"text": "She rang"}]
    session.unfinished.forget(again.id)
    session.unfinished.forget(again.id)
    assert session.unfinished.left() == []


def test_another_person_is_not_shown_it(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    session.unfinished.keep([form()])
    monkeypatch.setattr(session.opened.register, "actor", session.opened.register.actor + 1)
    assert session.unfinished.left() == []


def test_a_form_that_was_saved_leaves_no_byte_in_the_file_its_log_or_the_history(
    session: Session, folder: Path, clear_bytes: ClearBytes
) -> None:
    [kept] = session.unfinished.keep([form()])
    assert files_with(MARKS, clear_bytes, folder)
    [kept] = session.unfinished.keep([kept])
    session.unfinished.forget(kept.id)
    assert files_with(MARKS, clear_bytes, folder) == set()
    with session.opened.register.reading() as connection:
        left = connection.execute(history.select().where(history.c.kind == Kind.SETTING.value)).all()
        names = connection.scalars(settings.select().with_only_columns(settings.c.name)).all()
    assert MARKS[0] not in b"".join(row.content for row in left).lower()
    assert not [name for name in names if name.startswith("unfinished")]


def test_an_erased_contact_takes_along_what_was_being_typed_about_it(
    session: Session, folder: Path, clear_bytes: ClearBytes
) -> None:
    sian = session.contacts.add(ContactDetails("Sian"))
    other = session.contacts.add(ContactDetails("Tomasz"))
    _, kept = session.unfinished.keep(
        [form((Kind.CONTACT, sian)), form((Kind.CONTACT, other), words="stays")]
    )
    session.backups.make()
    assert len(files_with(MARKS, clear_bytes, folder)) > 1
    session.contacts.erase(sian)
    assert session.unfinished.left() == [kept]
    assert files_with(MARKS, clear_bytes, folder) == set()


@pytest.mark.parametrize("gone_before", [False, True])
def test_a_disposed_case_takes_along_what_was_being_typed_on_it(
    session: Session, folder: Path, clear_bytes: ClearBytes, *, gone_before: bool
) -> None:
    case = session.cases.open_case(CaseDetails(CaseKind.DEMO_ENQUIRY, date(2026, 11, 10), Channel.EMAIL))
    [kept] = session.unfinished.keep([form((Kind.CASE, case))])
    session.backups.make()
    if gone_before:
        session.unfinished.forget(kept.id)
        assert files_with(MARKS, clear_bytes, folder)
    closing = Closing(Outcome.DEALT_WITH, date(2026, 11, 19), date(2026, 11, 19))
    session.cases.close(case, session.cases.case(case).version, closing)
    done = session.retention.dispose(session.retention.ready(), go_on)
    assert (done.erased, done.backups_reached) == (1, 1)
    assert session.unfinished.left() == []
    assert files_with(MARKS, clear_bytes, folder) == set()
    assert session.today.health().broken_at is None
