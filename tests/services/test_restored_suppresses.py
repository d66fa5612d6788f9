"""Whoever objected after a backup was made is recognised by the register that is restored from it."""

import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.retention import Action
from kmss_dpo.domain.suppression import Address, Off, Sort
from kmss_dpo.services.unlocking import Opened, Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store import backups
from kmss_dpo.store.copying import FILE
from kmss_dpo.store.sqlcipher import connect
from tests.services.backing_up import go_on, put_aside, reopen, restore, typed
from tests.services.old_records import dispose

ANN, BOB, CLEO = (Address(Sort.EMAIL, f"{name}@example.org") for name in ("ann", "bob", "cleo"))


def suppressed(session: Session, *addresses: Address) -> None:
    for address in addresses:
        assert session.suppression.add(address, "Asked on the phone")


def recognised(session: Session) -> set[str]:
    """Which of the three are on the list."""
    everyone = {each.value: ContactDetails("One", emails=(Reach(each.value),)) for each in (ANN, BOB, CLEO)}
    found = {name.partition("@")[0] for name, one in everyone.items() if session.suppression.told_of(one)}
    assert len(session.suppression.ids()) == len(found)
    return found


@pytest.fixture
def drawer(tmp_path: Path) -> Path:
    return tmp_path / "drawer"


def reopened(session: Session, drawer: Path, unlocking: Unlocking, clock: Any) -> Session:
    """Restored from what was put aside."""
    outcome = restore(session, drawer)
    assert outcome.not_listed == 0
    return reopen(unlocking, outcome.folder, clock)


@pytest.mark.parametrize("before", [(), (ANN,)], ids=["the list began later", "the list was there"])
def test_what_was_put_on_the_list_since_is_on_it(
    session: Session, drawer: Path, unlocking: Unlocking, clock: Any, before: tuple[Address, ...]
) -> None:
    suppressed(session, *before)
    put_aside(session, drawer)
    clock.moment += timedelta(days=1)
    suppressed(session, BOB, *({ANN} - {*before}))
    kept = session.suppression.rows(session.suppression.ids())
    restored = reopened(session, drawer, unlocking, clock)
    assert recognised(restored) == {"ann", "bob"}
    now = restored.suppression.rows(restored.suppression.ids())
    assert {(each.digest, each.since) for each in now} == {(each.digest, each.since) for each in kept}
    assert restored.today.health().broken_at is None
    restored.close()


def test_whom_a_disposal_suppressed_since_is_recognised_though_the_case_is_gone(
    session: Session, drawer: Path, unlocking: Unlocking, clock: Any
) -> None:
    who = session.contacts.add(ContactDetails("Ann", emails=(Reach(ANN.value),)))
    details = CaseDetails(CaseKind.MARKETING_OBJECTION, date(2026, 11, 12), Channel.EMAIL, who, who)
    session.cases.close(session.cases.open_case(details), 1, Closing(Outcome.WITHDRAWN, date(2026, 11, 20)))
    put_aside(session, drawer)
    clock.moment = datetime.fromisoformat("2028-11-25T09:00:00+00:00")
    ready = [replace(each, action=Action.SUPPRESS) for each in session.retention.ready()]
    assert dispose(session, of=ready).otherwise == ((Action.SUPPRESS, 1),)
    restored = reopened(session, drawer, unlocking, clock)
    assert recognised(restored) == {"ann"}
    assert restored.search.find("ann") == []
    restored.close()


def test_a_newer_backup_knows_whom_where_the_register_is_lost(
    session: Session, folder: Path, drawer: Path, unlocking: Unlocking, clock: Any
) -> None:
    put_aside(session, drawer)
    for address in (ANN, BOB):
        clock.moment += timedelta(days=1)
        suppressed(session, address)
        session.backups.make()
    session.close()
    (folder / FILE).write_bytes(b"lost")
    restoring = unlocking.restoring(folder)
    restoring.way.by_passphrase(typed(), [])
    [found] = [each for each in restoring.look(drawer) if each.folder.parent == drawer]
    outcome = restoring.restore(found, restoring.suggested(), go_on)
    restoring.close()
    restored = reopen(unlocking, outcome.folder, clock)
    assert recognised(restored) == {"ann", "bob"}
    restored.close()


def test_who_was_taken_off_since_does_not_come_back_and_who_objected_again_does(
    session: Session, folder: Path, drawer: Path, unlocking: Unlocking, clock: Any
) -> None:
    suppressed(session, ANN, BOB)
    put_aside(session, drawer)
    clock.moment += timedelta(days=1)
    suppressed(session, CLEO)
    session.backups.make()
    out_of_reach = backups.kept(folder)[0].rename(folder / "away")
    session.suppression.take_off(list(session.suppression.ids()), Off.CONSENT)  # type: ignore[arg-type]
    suppressed(session, BOB)
    out_of_reach.rename(folder / "backups" / "2026-11-23T093000Z")
    restored = reopened(session, drawer, unlocking, clock)
    assert recognised(restored) == {"bob"}
    restored.close()


def test_a_list_under_another_key_is_not_taken_over_and_that_is_told(
    session: Session, folder: Path, drawer: Path, unlocking: Unlocking, clock: Any
) -> None:
    """Two registers grew from one, and each began a list of its own."""
    session.close()
    other = reopen(unlocking, Path(shutil.copytree(folder, folder.with_name("other"))), clock)
    suppressed(other, ANN)
    put_aside(other, drawer)
    other.close()
    session = reopen(unlocking, folder, clock)
    suppressed(session, BOB, CLEO)
    outcome = restore(session, drawer)
    session.close()
    assert outcome.not_listed == 2
    restored = reopen(unlocking, outcome.folder, clock)
    assert recognised(restored) == {"ann"}
    told = restored.incidents.all()[0].told
    assert "2 entries of the suppression list since could not be taken over" in told
    restored.close()


def test_a_newer_backup_from_before_there_was_a_list_has_nothing_to_take_over(
    session: Session, opened: Opened, folder: Path, drawer: Path, unlocking: Unlocking, clock: Any
) -> None:
    """Its clock was ahead of that of the computer on which the older one was made."""
    suppressed(session, ANN)
    put_aside(session, drawer)
    clock.moment += timedelta(days=1)
    session.backups.make()
    newer = connect(backups.kept(folder)[0] / FILE, opened.unlocked.key.copy_for_sqlcipher())
    newer.execute("DROP TABLE suppressions")
    newer.close()
    restored = reopened(session, drawer, unlocking, clock)
    assert recognised(restored) == {"ann"}
    restored.close()
