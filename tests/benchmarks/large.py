"""Fills a register in bulk with what years of work leave, history, audit chain and index included."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate, islice
from pathlib import Path
from random import Random
from typing import Any

import registers

from kmss_dpo.domain.cases import KINDS, CaseKind, Channel, Family, Outcome, Status, family_of
from kmss_dpo.domain.clock import ClockState
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.retention import RecordClass
from kmss_dpo.store import audit, index
from kmss_dpo.store.sqlcipher import DriverConnection
from kmss_dpo.support.clock import SystemClock, london_day

CONTACTS = 20_000
REQUESTS = 100_000
OTHERS = 2_000
CORRESPONDENCE = 300_000
_OPEN = 0.02
_REACH_BACK = 365 * 3
_KEPT = _REACH_BACK - 10
"""Days until the newest of the oldest cases is ready for disposal: some hundreds are."""
_SLICE = 2_500
_COMMONEST = 9
"""Flattens the law that the second word is half as common as the first: one word in sixty is the commonest,
as in English where words of two or three letters are not counted."""
_ACTOR = 1
Row = dict[str, Any]


@dataclass(frozen=True)
class _Version:
    """One version of one record, as the history keeps it, with what the index holds of it."""

    kind: Kind
    record: int
    number: int
    action: str
    on: date
    parts: Mapping[str, list[Row]]
    words: tuple[str, str] | None = None


def fill(folder: Path) -> None:
    """Write everything in one transaction."""
    with registers.bare_on(folder) as bare:
        bare.execute("BEGIN IMMEDIATE")
        _Filling(bare).run()
        bare.execute("COMMIT")
        bare.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class _Filling:
    """Makes rows slice by slice, always in the order of their ids."""

    def __init__(self, bare: DriverConnection) -> None:
        self._bare = bare
        self._chance = Random(2018)
        self._today = london_day(SystemClock().now())
        self._vocabulary = _vocabulary(self._chance)
        self._weights = list(
            accumulate(1 / place for place in range(_COMMONEST, len(self._vocabulary) + _COMMONEST))
        )
        self._numbers: dict[tuple[str, int], int] = {}
        newest = "SELECT id, chained FROM audit ORDER BY id DESC LIMIT 1"
        self._audit, self._chained = bare.execute(newest).fetchone()
        self._received: list[date] = []

    def run(self) -> None:
        for versions in _slices(self._contacts()):
            self._keep(versions)
        for versions in _slices(self._cases()):
            self._keep(versions)
        counters = [
            {"prefix": prefix, "year": year, "last": last} for (prefix, year), last in self._numbers.items()
        ]
        self._write("reference_counters", counters)
        for versions in _slices(self._correspondence()):
            self._keep(versions)

    def _keep(self, versions: list[_Version]) -> None:
        """The rows of each record's newest version, all versions in history and audit, index entries."""
        newest = {(each.kind, each.record): each for each in versions}
        rows: dict[str, list[Row]] = {}
        for version in newest.values():
            for name, part in version.parts.items():
                rows.setdefault(name, []).extend(part)
        for name, part in rows.items():
            self._write(name, part)
        kept, entries = zip(*(self._version(each) for each in versions), strict=True)
        self._write("audit", entries)
        self._write("history", kept)
        indexed = [
            {"rowid": index._row(each.kind, each.record), "title": each.words[0], "body": each.words[1]}
            for each in newest.values()
            if each.words
        ]
        self._write("search", indexed)

    def _write(self, table: str, rows: Sequence[Row]) -> None:
        if rows:
            columns = ", ".join(rows[0])
            values = ", ".join(f":{column}" for column in rows[0])
            self._bare.executemany(f"INSERT INTO {table} ({columns}) VALUES ({values})", rows)

    def _version(self, version: _Version) -> tuple[Row, Row]:
        content = json.dumps(version.parts, ensure_ascii=False).encode()
        salt = secrets.token_bytes(16)
        self._audit += 1
        entry = audit.Entry(
            at=datetime.combine(version.on, time(10), UTC).isoformat(timespec="milliseconds"),
            actor=_ACTOR,
            action=version.action,
            kind=version.kind.value,
            record=version.record,
            commitment=hmac.digest(salt, content, hashlib.sha256),
        )
        self._chained = audit.chained(self._chained, self._audit, entry)
        of_record = {"kind": entry.kind, "record_id": entry.record}
        kept = {**of_record, "version": version.number, "audit_id": self._audit}
        said = {"id": self._audit, "at": entry.at, "actor_id": entry.actor, "action": entry.action}
        return (
            {**kept, "salt": salt, "content": content},
            {**said, **of_record, "commitment": entry.commitment, "chained": self._chained},
        )

    def _contacts(self) -> Iterator[tuple[_Version, ...]]:
        pick = self._chance.choice
        reach = 0
        for contact in range(1, CONTACTS + 1):
            name = f"{pick(self._vocabulary)} {pick(self._vocabulary)}".title()
            row = {"id": contact, "version": 1, "name": name, "sort_name": name.casefold(), "kind": "person"}
            row |= {"organisation": "", "safe_contact": "", "adjustments": "", "language": "", "notes": ""}
            email = f"{name.casefold().replace(' ', '.')}@example.org"
            ways: list[Row] = []
            for way, value in (("address", f"{contact} {self._words(2)}\nEX1 2AB"), ("email", email)):
                reach += 1
                each = {"id": reach, "contact_id": contact, "way": way, "position": 0, "value": value}
                ways.append({**each, "recognised_by": value.casefold(), "safe": True, "note": ""})
            parts: dict[str, list[Row]] = {"contacts": [row], "former_names": [], "reaches": ways}
            told = "\n".join(each["value"] for each in ways)
            yield (_Version(Kind.CONTACT, contact, 1, "contact added", self._today, parts, (name, told)),)

    def _cases(self) -> Iterator[tuple[_Version, ...]]:
        """Three years of cases by the day they came; most are closed, each of those in two versions."""
        requests = [kind for kind in CaseKind if family_of(kind) is Family.REQUESTS]
        others = [kind for kind in CaseKind if kind not in requests]
        kinds = [requests] * REQUESTS + [others] * OTHERS
        self._chance.shuffle(kinds)
        for case, choice in enumerate(kinds, 1):
            is_open = case > len(kinds) * (1 - _OPEN)
            ago = _REACH_BACK - (_REACH_BACK * case) // len(kinds)
            received = self._today - timedelta(days=ago)
            self._received.append(received)
            opened = self._open_case(case, self._chance.choice(choice), received)
            words = (f"{opened['reference']} ", opened["summary"])
            versions = (_case_version(opened, 1, "case opened", received, words),)
            if not is_open:
                day = min(self._today, received + timedelta(days=self._chance.randrange(2, 34)))
                closed = self._closed(opened, day)
                versions = (*versions, _case_version(closed, 2, "case closed", day, words))
            yield versions

    def _open_case(self, case: int, kind: CaseKind, received: date) -> Row:
        prefix, person = KINDS[kind].prefix, self._chance.randrange(1, CONTACTS + 1)
        number = self._numbers[prefix, received.year] = self._numbers.get((prefix, received.year), 0) + 1
        due = (received + timedelta(days=30)).isoformat()
        empty = dict.fromkeys(("taken_by", "for_customer", "closing_reason", "void_reason"), "")
        missing: dict[str, None] = dict.fromkeys(
            ("outcome", "closed_on", "chase_on", "waiting_for", "waiting_since", "acknowledged_on")
        )
        missing |= dict.fromkeys(("answered_on", "disposable_on", "disposal_rule", "disposal_trigger_on"))
        return {
            "id": case,
            "version": 1,
            "reference": f"{prefix}-{received.year}-{number:04d}",
            "old_reference": "",
            "kind": kind.value,
            "status": Status.OPEN.value,
            "channel": Channel.EMAIL.value,
            "received_on": received.isoformat(),
            "reached_officer_on": received.isoformat(),
            "summary": self._words(6),
            "requester_id": person,
            "subject_id": person,
            "special_category": False,
            "clock_state": ClockState.RUNNING.value,
            "due_on": due,
            "act_on": due,
            **empty,
            **missing,
        }

    def _closed(self, opened: Row, day: date) -> Row:
        outcome = Outcome.UPHELD if opened["kind"] == CaseKind.COMPLAINT.value else Outcome.ANSWERED
        return {
            **opened,
            "version": 2,
            "status": Status.CLOSED.value,
            "outcome": outcome.value,
            "closed_on": day.isoformat(),
            "clock_state": ClockState.ANSWERED.value,
            "answered_on": day.isoformat(),
            "act_on": None,
            "disposable_on": (day + timedelta(days=_KEPT)).isoformat(),
            "disposal_rule": RecordClass.REQUEST.value,
            "disposal_trigger_on": day.isoformat(),
        }

    def _correspondence(self) -> Iterator[tuple[_Version, ...]]:
        cases = len(self._received)
        for number in range(1, CORRESPONDENCE + 1):
            case = (number - 1) % cases + 1
            row = {
                "id": number,
                "version": 1,
                "case_id": case,
                "contact_id": self._chance.randrange(1, CONTACTS + 1),
                "document_id": None,
                "letter_id": None,
                "direction": "in" if number <= cases else "out",
                "channel": Channel.EMAIL.value,
                "on_day": self._received[case - 1].isoformat(),
                "subject": self._words(4),
                "body": self._words(24),
            }
            parts = {"correspondence": [row]}
            said = (row["subject"], row["body"])
            on = self._received[case - 1]
            yield (_Version(Kind.CORRESPONDENCE, number, 1, "logged", on, parts, said),)

    def _words(self, count: int) -> str:
        """Words of which a few are common and most are rare, as in any language."""
        return " ".join(self._chance.choices(self._vocabulary, cum_weights=self._weights, k=count))


def _case_version(row: Row, number: int, action: str, on: date, words: tuple[str, str]) -> _Version:
    parts: dict[str, list[Row]] = {"cases": [row], "clock_facts": [], "keep_decisions": []}
    return _Version(Kind.CASE, row["id"], number, action, on, parts, words)


def _vocabulary(chance: Random) -> list[str]:
    syllables = [first + vowel for first in "bcdfghklmnprstw" for vowel in "aeiou"]
    made = {"".join(chance.choices(syllables, k=chance.randrange(2, 5))) for _ in range(6_000)}
    words = sorted(made)
    chance.shuffle(words)
    return words


def _slices(records: Iterable[tuple[_Version, ...]]) -> Iterator[list[_Version]]:
    source = iter(records)
    while part := [version for versions in islice(source, _SLICE) for version in versions]:
        yield part
