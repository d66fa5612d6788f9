"""Backups and restores as the tests make them."""

import shutil
from pathlib import Path

from kmss_dpo.services.restoring import Found, Outcome, Restoring
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store import backups
from tests.conftest import PASSPHRASE


def typed(words: str = PASSPHRASE) -> bytearray:
    return bytearray(words.encode())


def go_on(_done: int, _of: int) -> bool:
    return True


def put_aside(session: Session, elsewhere: Path) -> Path:
    """A backup of now, out of reach of every erasure: on a disk in a drawer."""
    session.backups.make()
    newest = backups.kept(session.opened.register.folder)[0]
    elsewhere.mkdir(exist_ok=True)
    return Path(shutil.copytree(newest, elsewhere / newest.name))


def the_one_in(restoring: Restoring, drawer: Path) -> Found:
    """The backup that was put aside, as it is found there."""
    [found] = [each for each in restoring.look(drawer) if each.folder.parent == drawer]
    return found


def restore(session: Session, drawer: Path) -> Outcome:
    """Restore what was put aside into the suggested folder."""
    found = the_one_in(session.restoring, drawer)
    return session.restoring.restore(found, session.restoring.suggested(), go_on)


def reopen(unlocking: Unlocking, folder: Path, clock: object) -> Session:
    return Session(unlocking.with_passphrase(folder, typed()), clock)  # type: ignore[arg-type]
