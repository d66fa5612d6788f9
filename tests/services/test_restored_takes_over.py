"""What a restored register has from the one before it: objectors, counts, numbers that were given since."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Outcome
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.suppression import Address, Sort
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store import backups
from kmss_dpo.store.copying import FILE
from kmss_dpo.store.sqlcipher import connect
from kmss_dpo.store.tables import case_statistics
from tests.services.backing_up import go_on, put_aside, reopen, restore, the_one_in, typed
from tests.services.old_records import close, dealt_with, dispose, enquiry, old_request, person

ANN = ContactDetails("Ann Example", emails=(Reach("ann@example.org"),))


@pytest.fixture
def drawer(tmp_path: Path) -> Path:
    return tmp_path / "drawer"


def objecting(session: Session) -> CaseId:
    who = session.contacts.add(ANN)
    case = session.cases.open_case(
        CaseDetails(CaseKind.MARKETING_OBJECTION, date(2024, 10, 1), Channel.EMAIL, who, who)
    )
    return close(session, case, date(2024, 10, 2), Outcome.ANSWERED)


def counted(session: Session) -> list[tuple[Any, ...]]:
    with session.opened.register.reading() as connection:
        rows = connection.execute(select(case_statistics).order_by(case_statistics.c.closed_on))
        return [tuple(row)[1:] for row in rows]


def reference(session: Session, case: CaseId) -> str:
    return session.cases.case(case).reference


def test_what_was_disposed_of_since_is_still_counted(
    session: Session, drawer: Path, unlocking: Unlocking, clock: Any
) -> None:
    old_request(session, person(session, "Bob Example"))
    dispose(session)
    old_request(session, person(session))
    put_aside(session, drawer)
    clock.moment += timedelta(days=1)
    dispose(session)
    assert len(counted(session)) == 2
    restored = reopen(unlocking, restore(session, drawer).folder, clock)
    assert counted(restored) == counted(session)
    restored.close()


def test_no_reference_and_no_number_is_given_again(
    session: Session, drawer: Path, unlocking: Unlocking, clock: Any
) -> None:
    dealt_with(session, person(session))
    put_aside(session, drawer)
    clock.moment += timedelta(days=1)
    since = enquiry(session, person(session, "Ann Example"))
    objecting(session)
    restored = reopen(unlocking, restore(session, drawer).folder, clock)
    fresh = enquiry(restored, person(restored, "Bob Example"))
    assert (reference(session, since), reference(restored, fresh)) == ("DEM-2026-0002", "DEM-2026-0003")
    assert fresh > since + 1
    assert restored.today.health().broken_at is None
    restored.close()


def test_where_the_register_is_lost_the_newest_backup_knows(
    session: Session, folder: Path, drawer: Path, unlocking: Unlocking, clock: Any
) -> None:
    put_aside(session, drawer)
    clock.moment += timedelta(days=1)
    session.suppression.add(Address(Sort.EMAIL, "ann@example.org"), "Asked on the phone")
    session.backups.make()
    session.close()
    (folder / FILE).write_bytes(b"lost")
    restoring = unlocking.restoring(folder)
    restoring.way.by_passphrase(typed(), [])
    outcome = restoring.restore(the_one_in(restoring, drawer), restoring.suggested(), go_on)
    restoring.close()
    restored = reopen(unlocking, outcome.folder, clock)
    assert restored.suppression.told_of(ANN)
    restored.close()


def test_nothing_is_taken_over_from_a_file_of_an_older_version(
    session: Session, drawer: Path, folder: Path, unlocking: Unlocking, clock: Any
) -> None:
    put_aside(session, drawer)
    clock.moment += timedelta(days=1)
    gone = session.contacts.add(ContactDetails("Ann Example"))
    session.backups.make()
    raw = session.opened.unlocked.key.copy_for_sqlcipher()
    older = connect(backups.kept(folder)[0] / FILE, raw)
    older.execute("UPDATE alembic_version SET version_num = '0003'")
    older.close()
    session.close()
    (folder / FILE).write_bytes(b"lost")
    restoring = unlocking.restoring(folder)
    restoring.way.by_passphrase(typed(), [])
    outcome = restoring.restore(the_one_in(restoring, drawer), restoring.suggested(), go_on)
    restoring.close()
    restored = reopen(unlocking, outcome.folder, clock)
    assert restored.contacts.add(ContactDetails("Bob Example")) == gone
    restored.close()
