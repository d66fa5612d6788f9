"""What was erased is taken out of the kept backups too, whichever they are."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.services.unlocking import Opened, Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store import backups
from kmss_dpo.store.copying import FILE
from kmss_dpo.store.sqlcipher import connect
from tests.services.backing_up import reopen
from tests.services.conftest import ClearBytes, files_with
from tests.services.old_records import dealt_with, dispose, person


def test_an_erasure_deletes_a_kept_backup_of_an_older_version_whole_and_says_so(
    session: Session, opened: Opened, folder: Path
) -> None:
    ann = session.contacts.add(ContactDetails("Ann Example"))
    enquiry = CaseDetails(CaseKind.DEMO_ENQUIRY, date(2026, 11, 2), Channel.WEB_FORM, ann, ann)
    case = session.cases.open_case(enquiry)
    session.cases.close(case, 1, Closing(Outcome.DEALT_WITH, date(2026, 11, 10)))
    session.backups.make()
    [kept] = backups.kept(folder)
    older = connect(kept / FILE, opened.unlocked.key.copy_for_sqlcipher())
    older.execute("UPDATE alembic_version SET version_num = '0000'")
    older.close()
    done = session.retention.dispose(session.retention.ready(), lambda _done, _of: True)
    assert (done.erased, done.backups_reached, done.backups_left) == (1, 0, 1)
    assert backups.kept(folder) == [kept], "it may be all that there is"
    backups.leave_copy(folder, datetime(2026, 11, 22, 9, 31, tzinfo=UTC))
    assert session.retention.reach_backups() == (1, 1), "a copy that was not opened yet is no other"
    session.backups.make()
    assert session.retention.reach_backups() == (3, 0)
    assert kept not in backups.kept(folder)
    assert [logged.backups for logged in session.retention.log()] == [
        "Erased from 2 kept backups; 1 kept backup of an older version deleted whole"
    ]


def test_a_backup_of_an_older_version_that_cannot_be_deleted_is_left_to_be_reached(
    session: Session, opened: Opened, folder: Path, monkeypatch: pytest.MonkeyPatch, clock: Any
) -> None:
    session.backups.make()
    clock.moment += timedelta(days=1)
    session.backups.make()
    _newer, kept = backups.kept(folder)
    older = connect(kept / FILE, opened.unlocked.key.copy_for_sqlcipher())
    older.execute("UPDATE alembic_version SET version_num = '0000'")
    older.close()

    def refuse(_path: Path) -> None:
        raise PermissionError(13, "refused")

    with monkeypatch.context() as stubborn:
        stubborn.setattr(backups.shutil, "rmtree", refuse)
        left = session.contacts.erase(session.contacts.add(ContactDetails("Ann Example")))
    assert left == 1
    assert session.retention.reach_backups() == (2, 0)


def test_an_erasure_reaches_a_copy_that_was_not_opened_yet(
    session: Session, folder: Path, unlocking: Unlocking, clock: Any, clear_bytes: ClearBytes
) -> None:
    dealt_with(session, person(session))
    session.lock()
    again = reopen(unlocking, folder, clock)
    assert dispose(again).backups_reached == 1
    again.close()
    assert files_with((b"bulonquax",), clear_bytes, folder) == set()
