"""Where the file refuses one record the others go on; the log counts it, and an incident is noted."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kmss_dpo.domain.disposal import Skip, Skipped
from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.incidents import IncidentSort
from kmss_dpo.session import Session
from tests.disks import full_disk
from tests.services.conftest import ClearBytes, files_with
from tests.services.old_records import dealt_with, dispose, person

Refuse = Callable[[str], None]


@pytest.fixture
def refuse(session: Session) -> Refuse:
    """The disk is full as soon as some of the cases are to be erased: room for more is asked for there."""

    def make(where: str) -> None:
        with session.opened.register.writing_lane.outside_transactions() as bare:
            pages = bare.execute("PRAGMA page_count").fetchone()[0]
            bare.execute(f"PRAGMA max_page_count={pages + 500}")
            bare.execute(
                f"CREATE TEMP TRIGGER full BEFORE DELETE ON main.cases WHEN {where} BEGIN "
                "INSERT INTO settings (version, name, value) VALUES (1, OLD.id, zeroblob(9000000)); END"
            )

    return make


def test_the_others_go_on_where_one_record_is_refused(session: Session, refuse: Refuse) -> None:
    cases = [dealt_with(session, person(session, f"Person {number}")) for number in range(4)]
    listed = session.retention.ready()
    refuse(f"OLD.id = {cases[1]}")
    done = dispose(session, of=listed)
    assert (done.erased, done.failures()) == (3, 1)
    assert done.skipped == (Skipped(listed[1].reference, Skip.FAILED),)
    assert [each.case for each in session.retention.ready()] == [cases[1]], "whole"
    assert session.search.find("Person")
    [logged] = session.retention.log()
    assert (logged.records, logged.failures, logged.held) == (3, 1, 0)
    [incident] = session.incidents.unseen()
    assert incident.sort is IncidentSort.DISPOSAL_FAILED
    assert incident.told == "1 record could not be disposed of and stayed whole."
    assert session.today.health().broken_at is None


def test_a_disposal_of_which_nothing_can_go_is_logged_as_that(session: Session, refuse: Refuse) -> None:
    dealt_with(session, person(session))
    refuse("1")
    done = dispose(session)
    assert (done.erased, done.failures(), done.backups_reached) == (0, 1, 0)
    [logged] = session.retention.log()
    assert (logged.records, logged.failures) == (0, 1)
    assert logged.backups == "Nothing went, so there is nothing to reach"


def test_a_file_that_takes_nothing_at_all_is_trouble(session: Session) -> None:
    dealt_with(session, person(session))
    lane = session.opened.register.writing_lane
    with lane.outside_transactions() as bare:
        bare.execute("PRAGMA query_only=1")
    with pytest.raises(Trouble):
        dispose(session)
    with lane.outside_transactions() as bare:
        bare.execute("PRAGMA query_only=0")
    assert len(session.retention.ready()) == 1
    assert session.retention.log() == []


def test_what_a_broken_deletion_left_of_a_backup_is_deleted_by_the_next_one(
    session: Session, folder: Path
) -> None:
    dealt_with(session, person(session))
    session.backups.make()
    [backup] = (folder / "backups").iterdir()
    (backup / "register.kmss").unlink()
    done = dispose(session)
    assert (done.backups_reached, done.backups_left) == (1, 0)
    assert not backup.exists()


def test_a_backup_that_takes_the_erasure_into_its_log_alone_counts_as_not_reached(
    session: Session, folder: Path, clear_bytes: ClearBytes
) -> None:
    dealt_with(session, person(session))
    session.backups.make()
    [backup] = (folder / "backups").iterdir()
    with full_disk((backup / "register.kmss").stat().st_size // 2):
        done = dispose(session)
    assert (done.erased, done.backups_reached, done.backups_left) == (1, 0, 1)
    assert session.retention.log()[0].backups == "to be reached"
    assert session.retention.reach_backups() == (1, 0)
    assert files_with((b"bulonquax",), clear_bytes, folder / "backups") == set()
