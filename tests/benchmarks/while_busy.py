"""How fast searches and the lock are while a backup, an import or a recompute is running."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.correspondence import Direction, NewCorrespondence
from kmss_dpo.domain.errors import Stopped
from kmss_dpo.domain.holidays import Nation
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.keys.derivation import Cost
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session

CASES = 20_000
MESSAGES = 10_000
SECONDS = 8.0
BETWEEN_KEYS = 0.1
SEARCHES_ALONE = 100
PASSPHRASE = b"seven quiet otters paddle north"
TYPED = ("prydd", "siân ex", "SAR-2026", "copy of every", "message 77", "o", "needle", "ŵyn 12", "complaint")


class Standing:
    """A clock that stands still."""

    def now(self) -> datetime:
        """The moment."""
        return datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


class NoKeychain:
    """No keychain takes part."""


def fill(session: Session) -> None:
    """Cases with people and a message each, a thousand to a transaction."""
    for start in range(0, CASES, 1000):
        with session.opened.register.writing("filled"):
            for number in range(start, start + 1000):
                _case(session, number)


def _case(session: Session, number: int) -> None:
    person = session.contacts.add(
        ContactDetails(
            f"{('Siân', 'Owen', 'Zoë', 'Ann')[number % 4]} Example {number}",
            former_names=(f"Ŵyn {number}",),
            emails=(Reach(f"person{number}@example.org"),),
        )
    )
    kind = (CaseKind.ACCESS, CaseKind.ERASURE, CaseKind.COMPLAINT, CaseKind.CONTACT_ENQUIRY)[number % 4]
    received = date(2026, 11, 20) - timedelta(days=number % 25)
    case = session.cases.open_case(
        CaseDetails(kind, received, Channel.EMAIL, person, summary=f"A copy of everything, number {number}")
    )
    session.casework.log(
        case,
        NewCorrespondence(
            Direction.RECEIVED, Channel.EMAIL, received, f"My request {number}", f"Needle {number} " * 40
        ),
    )


def messages(folder: Path) -> list[Path]:
    """Small message files."""
    folder.mkdir()
    files = []
    for number in range(MESSAGES):
        file = folder / f"{number}.eml"
        file.write_bytes(
            b"From: Ann <person%d@example.org>\nTo: dpo@example.org\nSubject: message %d\n"
            b"Date: Fri, 20 Nov 2026 09:00:00 +0000\nReceived: from a by b; Fri, 20 Nov 2026 09:00:01 +0000\n"
            b"\nPlease send me a copy of everything. Number %d.\n" % (number, number, number)
        )
        files.append(file)
    return files


@contextmanager
def unlocked(folder: Path) -> Iterator[Session]:
    """The register, open; whoever uses it closes it."""
    ways_in = Unlocking(NoKeychain(), Standing(), Cost(19 * 1024, 1, 1))  # type: ignore[arg-type]
    if folder.exists():
        opened = ways_in.with_passphrase(folder, bytearray(PASSPHRASE))
    else:
        opened, _recovery = ways_in.create(folder, "Benchmark", "Robin Hale", bytearray(PASSPHRASE))
    ways_in.close()
    yield Session(opened, Standing())


def always(_done: int, _of: int) -> bool:
    """Go on."""
    return True


def backup(session: Session) -> Any:
    """One backup after another, so that there is always one."""
    while session.opened.register.goes_on():
        session.backups.make()
    return "backups"


def move_the_dates(session: Session) -> Any:
    """Work out every date anew, each time for another nation."""
    for nation in (Nation.SCOTLAND, Nation.NORTHERN_IRELAND, Nation.ENGLAND_AND_WALES) * 20:
        if not session.opened.register.goes_on():
            break
        session.settings.settle(Organisation(nation=nation), Regulator())
        session.cases.recompute(always)
    return "recomputed"


def search_while(session: Session, busy: Future[Any]) -> tuple[list[float], bool]:
    """Seconds of each search through the reading lane, and whether the long work lasted as long."""
    took: list[float] = []
    ends = perf_counter() + SECONDS
    while perf_counter() < ends:
        took.append(_search(session, len(took)))
    return took, not busy.done()


def _search(session: Session, number: int) -> float:
    start = perf_counter()
    session.reading.submit(session.search.find, TYPED[number % len(TYPED)]).result()
    return perf_counter() - start


def measure(name: str, folder: Path, job: Callable[[Session], Any]) -> None:
    """Print one line."""
    with unlocked(folder) as session:
        busy = session.long_work.submit(job, session)
        took, lasted = search_while(session, busy)
        start = perf_counter()
        session.close()
        lock = perf_counter() - start
        try:
            ended = str(busy.result())
        except (Stopped, Exception) as stopped:  # noqa: BLE001 - whatever ended it is printed
            ended = type(stopped).__name__
    print(  # noqa: T201 - a benchmark prints
        f"while {name}: {_told(took)}, lock {lock * 1000:.0f} ms "
        f"(long work {'was running throughout' if lasted else 'had ended'}; {ended})"
    )


def main() -> None:
    """Fill a register, then measure during each kind of long work."""
    where = Path(tempfile.mkdtemp(prefix="while-busy-"))
    try:
        folder = where / "register"
        with unlocked(folder) as session:
            session.retention.approve_defaults()
            fill(session)
            details = CaseDetails(CaseKind.ACCESS, date(2026, 11, 20), Channel.EMAIL)
            target, other = (session.cases.open_case(details) for _ in range(2))
            session.close()
        files = messages(where / "messages")
        measure("backing up", folder, backup)
        measure("recomputing", folder, move_the_dates)
        measure("importing", folder, lambda session: session.intake.add_to_case(target, files, always))
        _whole_import(folder, files, other)  # what a case has already is not added again
    finally:
        shutil.rmtree(where)


def _whole_import(folder: Path, files: list[Path], case: CaseId) -> None:
    """Every message, while somebody searches as fast as one types; and such searches with nothing beside."""
    with unlocked(folder) as session:
        alone = _searches_until(session, lambda done: done == SEARCHES_ALONE)
        start = perf_counter()
        importing = session.long_work.submit(session.intake.add_to_case, case, files, always)
        beside = _searches_until(session, lambda _done: importing.done())
        took = perf_counter() - start
        kept = importing.result().kept
        session.close()
    print(  # noqa: T201 - a benchmark prints
        f"whole import: {kept} messages in {took:.1f} s, {1000 * took / kept:.1f} ms each; meanwhile "
        f"{_told(beside)}; before it, {_told(alone)}"
    )


def _searches_until(session: Session, done: Callable[[int], bool]) -> list[float]:
    """Seconds of each search; one begins so long after the other as a typed letter does."""
    took: list[float] = []
    while not done(len(took)):
        sleep(BETWEEN_KEYS)
        took.append(_search(session, len(took)))
    return took


def _told(took: list[float]) -> str:
    took = sorted(took)
    p95 = took[int(len(took) * 0.95)]
    return f"{len(took)} searches, 95 % under {p95 * 1000:.1f} ms, longest {took[-1] * 1000:.0f} ms"


if __name__ == "__main__":
    main()
