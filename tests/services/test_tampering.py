"""Whoever touches the register from outside is noticed; with KMSS_DPO_TAMPER=all in every place there is.

A register is copied, tampered with, opened and checked like after an unlock. Each case has to end in a
sentence that says what to do: at the unlock, by the check, or by what is known of the trail elsewhere.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.correspondence import Direction, NewCorrespondence, NewDocument
from kmss_dpo.domain.errors import Trouble
from kmss_dpo.keys.unlocking import Unlocked, unlock_with_passphrase
from kmss_dpo.services.anchor import Anchor
from kmss_dpo.services.proceeding import to_the_end
from kmss_dpo.services.soundness import check
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store import audit
from kmss_dpo.store.register import FILE, Person, Register
from kmss_dpo.store.sqlcipher import DriverConnection, connect
from tests.conftest import CHEAP, PASSPHRASE, PaperKeychain, Wristwatch

PAGE = 4096
WHOLE = os.environ.get("KMSS_DPO_TAMPER") == "all"
DAY = date(2026, 11, 20)
Bytes = Callable[[bytes, bytes], bytes]
Sql = Callable[[DriverConnection], object]


@dataclass(frozen=True)
class Target:
    """A register, as it was some work before and as it is; what a keychain knows of it."""

    folder: Path
    unlocked: Unlocked
    keychain: PaperKeychain
    older: bytes
    newer: bytes

    def key(self) -> bytearray:
        return self.unlocked.key.copy_for_sqlcipher()

    def noticed(self, content: bytes, sql: Sql | None = None) -> str:
        """What the officer is told of such a file; empty where nothing is."""
        (self.folder / FILE).write_bytes(content)
        for beside in ("-wal", "-shm"):
            (self.folder / f"{FILE}{beside}").unlink(missing_ok=True)
        try:
            if sql:
                tamper(self.folder / FILE, self.key(), sql)
            register = Register(self.folder, self.key(), Person("slot", "Robin Hale"), Wristwatch())
        except Trouble as trouble:
            return f"{trouble.happened} {trouble.to_do}"
        with closing(register):
            try:
                _, fault = check(register, to_the_end)
                older = Anchor(register, self.keychain, "trail").check()
            except Trouble as trouble:
                return f"{trouble.happened} {trouble.to_do}"
        told = [f"{each.place} {each.to_do}" for each in (fault, older) if each]
        return " ".join(told)


def tamper(file: Path, key: bytearray, sql: Sql) -> None:
    bare = connect(file, key)
    try:
        bare.execute("PRAGMA foreign_keys=0")
        sql(bare)
        bare.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        bare.close()


def work(session: Session, *names: str) -> None:
    for name in names:
        person = session.contacts.add(ContactDetails(name, emails=(Reach(f"{name[:3]}@example.org"),)))
        case = session.cases.open_case(CaseDetails(CaseKind.DEMO_ENQUIRY, DAY, Channel.EMAIL, person))
        message = NewCorrespondence(Direction.RECEIVED, Channel.EMAIL, DAY, f"From {name}", "Please. " * 40)
        session.casework.log(case, message)
        session.casework.add_note(case, f"Looked into it for {name}. " * 20)
        paper = NewDocument(f"{name}.txt", "text/plain", f"Paper of {name}. ".encode() * 600)
        session.casework.add_document(case, paper)
        session.contacts.change(person, 1, ContactDetails(f"{name} Sample", emails=(Reach("x@example.org"),)))


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    folder = tmp_path_factory.mktemp("tampering") / "register"
    keychain, clock = PaperKeychain(), Wristwatch()
    ways_in = Unlocking(keychain, clock, CHEAP)
    opened, _recovery = ways_in.create(folder, "KMSS", "Robin Hale", bytearray(PASSPHRASE.encode()))
    ways_in.close()
    session = Session(opened, clock)
    session.retention.approve_defaults()
    work(session, "Ann", "Ben", "Cai")
    opened.register.empty_log()
    older = (folder / FILE).read_bytes()
    work(session, "Dee", "Eli", "Fay")
    anchor = Anchor(opened.register, keychain, "trail")
    anchor.check()
    anchor.keep()
    session.close()
    newer = (folder / FILE).read_bytes()
    unlocked = unlock_with_passphrase(folder, bytearray(PASSPHRASE.encode()))
    shutil.rmtree(folder / "backups", ignore_errors=True)
    yield Target(folder, unlocked, keychain, older, newer)
    unlocked.key.wipe()


def sample(cases: list[Any], most: int) -> list[Any]:
    """All of them where all are wanted, else some, always the same."""
    return cases if WHOLE or len(cases) <= most else Random(7).sample(cases, most)


def unnoticed(target: Target, cases: list[tuple[str, bytes]]) -> list[str]:
    """The cases of which nothing is told; how many there were is printed."""
    missed = [name for name, content in cases if not target.noticed(content)]
    print(f"{len(cases)} cases")  # noqa: T201 - how many were tried is worth knowing
    return missed


def flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 0x41]) + content[place + 1 :]


def test_the_register_as_it_is_raises_no_alarm(target: Target) -> None:
    assert target.noticed(target.newer) == ""
    assert target.noticed(target.newer, lambda bare: bare.execute("VACUUM")) == ""


def test_a_byte_flipped_anywhere_in_any_page_is_noticed(target: Target) -> None:
    """Salt, header, content, the vector and the code of authenticity at the end of each page."""
    pages = len(target.newer) // PAGE
    places = [page * PAGE + at for page in range(pages) for at in (0, 16, 24, 100, 2048, 4016, 4032, 4095)]
    header = list(range(0, 100, 1 if WHOLE else 17))
    chosen = sorted({*header, *sample(places, 16)})
    assert unnoticed(target, [(str(place), flipped(target.newer, place)) for place in chosen]) == []


def test_pages_that_changed_places_are_noticed(target: Target) -> None:
    pages = len(target.newer) // PAGE
    pairs = [(one, other) for one in range(pages) for other in (one + 1, one + 7) if other < pages]

    def swapped(one: int, other: int) -> bytes:
        parts = [target.newer[at * PAGE : (at + 1) * PAGE] for at in range(pages)]
        parts[one], parts[other] = parts[other], parts[one]
        return b"".join(parts)

    cases = [(f"{one} and {other}", swapped(one, other)) for one, other in sample(pairs, 8)]
    assert unnoticed(target, cases) == []


def test_a_file_that_was_cut_or_grew_is_noticed(target: Target) -> None:
    length = len(target.newer)
    cuts = [*range(0, length, PAGE), *range(1, length, 5 * PAGE + 77), length - 1, length - PAGE]
    cases = [(f"cut at {cut}", target.newer[:cut]) for cut in sorted({*sample(cuts, 10), 0, 1, length - 1})]
    assert unnoticed(target, cases) == []


def test_pages_of_noughts_and_of_chance_are_noticed(target: Target) -> None:
    pages, chance = len(target.newer) // PAGE, Random(1)
    fillings = (bytes(PAGE), chance.randbytes(PAGE))
    cases = [
        (f"page {page}", target.newer[: page * PAGE] + filling + target.newer[(page + 1) * PAGE :])
        for page in range(pages)
        for filling in fillings
    ]
    assert unnoticed(target, sample(cases, 6)) == []


def test_an_older_file_put_back_is_noticed(target: Target) -> None:
    assert "older copy" not in target.noticed(target.newer)
    told = target.noticed(target.older)
    assert "this computer's keychain knows, is not in its audit trail" in told
    assert "put the newer file or the newest backup in its place" in told


def test_an_older_page_put_back_is_noticed(target: Target) -> None:
    """Each page alone is authentic: it was in this file, at this place."""
    cases = []
    for at in range(0, len(target.older), PAGE):
        before, now = target.older[at : at + PAGE], target.newer[at : at + PAGE]
        if before != now:
            cases.append((f"page {at // PAGE + 1}", target.newer[:at] + before + target.newer[at + PAGE :]))
    assert len(cases) > 20
    missed = unnoticed(target, sample(cases, 10))
    whole = everything(target, target.newer)
    assert [name for name in missed if everything(target, dict(cases)[name]) != whole] == [], "says the same"


def everything(target: Target, content: bytes) -> dict[str, list[Any]]:
    """All that can be read, table by table; of the search what it is made of, not where that lies."""
    (target.folder / FILE).write_bytes(content)
    bare = connect(target.folder / FILE, target.key())
    try:
        names = bare.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'search_idx'")
        return {name: bare.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names.fetchall()}
    finally:
        bare.close()


def rechained(bare: DriverConnection) -> None:
    """Work the whole chain out anew, as whoever has the key and knows how could."""
    before = audit.START
    for number, at, actor, action, kind, record, commitment in bare.execute(
        "SELECT id, at, actor_id, action, kind, record_id, commitment FROM audit ORDER BY id"
    ).fetchall():
        before = audit.chained(before, number, audit.Entry(at, actor, action, kind, record, commitment))
        bare.execute("UPDATE audit SET chained = ? WHERE id = ?", (before, number))


def _with_chain(statement: str) -> Sql:
    def run(bare: DriverConnection) -> None:
        bare.execute(statement)
        rechained(bare)

    return run


def _all_of(*statements: str) -> Sql:
    def run(bare: DriverConnection) -> None:
        for each in statements:
            bare.execute(each)

    return run


LAST = "(SELECT max(id) FROM audit)"
WITH_THE_KEY: dict[str, Sql] = {
    f"{what} ({statement})": _all_of(statement)
    for what, statements in {
        "an entry removed": [
            f"DELETE FROM audit WHERE id = {each}" for each in ("1", "2", "17", f"{LAST} - 1", LAST)
        ],
        "entries removed": [
            f"DELETE FROM audit WHERE id > {LAST} - 5",
            "DELETE FROM audit WHERE action = 'note added'",
            "DELETE FROM audit",
        ],
        "an entry changed": [
            f"UPDATE audit SET {change} WHERE id = {at}"
            for change in (
                "at = '2020-01-01T00:00:00.000+00:00'",
                "actor_id = actor_id + 1",
                "action = 'read'",
                "kind = 'note'",
                "kind = NULL",
                "record_id = record_id + 1",
                "record_id = NULL",
                "commitment = randomblob(32)",
                "commitment = NULL",
                "chained = randomblob(32)",
                "chained = ''",
                "at = 12",
                "action = x'00ff'",
            )
            for at in ("3", "20", LAST)
        ],
        "entries in another order": ["UPDATE audit SET id = CASE id WHEN 9 THEN -9 ELSE id END"],
        "an entry put in": [
            "INSERT INTO audit SELECT max(id) + 1, at, 1, action, kind, 1, NULL, chained FROM audit"
        ],
        "history changed": [
            f"UPDATE history SET {change} WHERE id = {at}"
            for change in (
                "content = CAST(replace(CAST(content AS TEXT), 'example', 'somebody') || ' ' AS BLOB)",
                "content = x''",
                "content = 'text'",
                "salt = randomblob(16)",
                "salt = x''",
                "salt = 'text'",
                "kind = 'lesson'",
                "record_id = record_id + 1000",
                "audit_id = 1",
            )
            for at in (
                "(SELECT min(id) FROM history WHERE kind = 'contact')",
                "(SELECT max(id) FROM history)",
            )
        ],
        "salts removed": ["UPDATE history SET salt = x''"],
        "history removed": [
            "DELETE FROM history",
            "DELETE FROM history WHERE id = (SELECT max(id) FROM history)",
            "DELETE FROM history WHERE kind = 'case'",
            "DELETE FROM history WHERE kind = 'contact' AND version = 2",
        ],
        "a record changed": [
            "UPDATE contacts SET name = 'Somebody Else' WHERE id = 2",
            "UPDATE cases SET received_on = '2026-11-01' WHERE id = 3",
            "UPDATE cases SET version = version + 1 WHERE id = 3",
            "UPDATE notes SET text = 'Never looked into it' WHERE id = 1",
            "UPDATE correspondence SET on_day = '2026-11-01' WHERE id = 1",
            "UPDATE documents SET name = 'other.txt' WHERE id = 1",
            "UPDATE retention_rules SET months = 999 WHERE id = 3",
            "UPDATE contents SET content = x'00' WHERE rowid = 2",
        ],
        "a record removed": [
            f"DELETE FROM {table} WHERE rowid = 2"
            for table in (
                "contacts",
                "cases",
                "notes",
                "correspondence",
                "documents",
                "contents",
                "retention_rules",
            )
        ],
        "the search changed": [
            "DELETE FROM search_data WHERE id > 100",
            "UPDATE search_content SET c0 = 'nobody' WHERE id = (SELECT min(id) FROM search_content)",
            "DELETE FROM search_content WHERE id = (SELECT min(id) FROM search_content)",
        ],
        "a counter put back": ["UPDATE reference_counters SET last = 1", "DELETE FROM reference_counters"],
        "a record put in": [
            "INSERT INTO notes SELECT 900, version, case_id, at, author, text FROM notes WHERE id = 1",
        ],
    }.items()
    for statement in statements
} | {
    "two entries that changed places": _all_of(
        "UPDATE audit SET id = -1 WHERE id = 8",
        "UPDATE audit SET id = 8 WHERE id = 9",
        "UPDATE audit SET id = 9 WHERE id = -1",
    ),
    "the last entries removed, and that they were ever there": _all_of(
        f"DELETE FROM history WHERE audit_id > {LAST} - 3",
        f"DELETE FROM audit WHERE id > {LAST} - 3",
        f"UPDATE sqlite_sequence SET seq = {LAST} WHERE name = 'audit'",
    ),
    "two versions that changed places": _all_of(
        "UPDATE history SET version = 100 WHERE kind = 'contact' AND record_id = 1 AND version = 1",
        "UPDATE history SET version = 1 WHERE kind = 'contact' AND record_id = 1 AND version = 2",
        "UPDATE history SET version = 2 WHERE kind = 'contact' AND record_id = 1 AND version = 100",
    ),
    "an entry changed and the chain made anew": _with_chain("UPDATE audit SET action = 'read' WHERE id = 20"),
    "an entry's moment changed and the chain made anew": _with_chain(
        "UPDATE audit SET at = '2020-01-01T00:00:00.000+00:00' WHERE id = 20"
    ),
}


def test_what_is_changed_with_the_key_by_sql_is_noticed(target: Target) -> None:
    names = sample(sorted(WITH_THE_KEY), 20)
    missed = [name for name in names if not target.noticed(target.newer, WITH_THE_KEY[name])]
    print(f"{len(names)} cases")  # noqa: T201 - how many were tried is worth knowing
    assert missed == []
