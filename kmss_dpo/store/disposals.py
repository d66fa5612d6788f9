"""What goes with what, and the log that proves that it went, without naming anyone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from itertools import chain

from sqlalchemy import Connection, func, insert, select

from kmss_dpo.domain.disposal import BY_HAND, THROWN_AWAY, DisposalRecord, Parts
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.retention import Action
from kmss_dpo.store import history
from kmss_dpo.store.items import TABLES
from kmss_dpo.store.tables import (
    PART_OF,
    actors,
    binned,
    correspondence,
    disposals,
    disposed_records,
    documents,
    holds,
    letters,
    notes,
)
from kmss_dpo.store.writing import Writing, inside

# Children before what they point at.
PARTS = {
    Kind.BINNED: binned,
    Kind.CORRESPONDENCE: correspondence,
    Kind.LETTER: letters,
    Kind.NOTE: notes,
    **{PART_OF[table][0]: table for table in TABLES.values()},
    Kind.HOLD: holds,
    Kind.DOCUMENT: documents,
}
_ENTRIES = frozenset(PART_OF[table][0] for table in TABLES.values())
"""The kinds of the small records on a case, which are counted together."""
Records = list[tuple[Kind, int]]


def parts_of(connection: Connection, wanted: Sequence[CaseId]) -> Records:
    """What is kept on these cases, in the order of erasing."""
    return [
        (kind, record)
        for kind, table in PARTS.items()
        for record in connection.scalars(select(table.c.id).where(table.c.case_id.in_(wanted)))
    ]


def of_people(connection: Connection, going: Sequence[int]) -> Records:
    """These people, and what goes with them, in the order of erasing.

    That is the holds that were once placed on them, and what lies in the bin about them and on no case.
    """
    placed = connection.scalars(select(holds.c.id).where(holds.c.contact_id.in_(going)))
    about = binned.c.contact_id.in_(going), binned.c.case_id.is_(None)
    thrown_away = connection.scalars(select(binned.c.id).where(*about))
    return [
        *((Kind.BINNED, entry) for entry in thrown_away),
        *((Kind.HOLD, hold) for hold in placed),
        *((Kind.CONTACT, person) for person in going),
    ]


def parts(records: Records) -> Parts:
    """The records counted by kind."""
    counts = Counter(kind for kind, _ in records)
    return Parts(
        cases=counts[Kind.CASE] + counts[Kind.IDENTIFYING],
        contacts=counts[Kind.CONTACT],
        forms=counts[Kind.SETTING],
        others=sum(counts[kind] for kind in (Kind.STATISTIC, Kind.DISPOSAL, Kind.INCIDENT)),
        **_on_case(counts),
    )


def _on_case(counts: Counter[Kind]) -> dict[str, int]:
    return {
        "correspondence": counts[Kind.CORRESPONDENCE],
        "documents": counts[Kind.DOCUMENT],
        "letters": counts[Kind.LETTER],
        "notes": counts[Kind.NOTE],
        "entries": sum(counts[kind] for kind in _ENTRIES),
        "binned": counts[Kind.BINNED],
    }


def with_history(connection: Connection, records: Records) -> Parts:
    """The same, with how many versions of them, and of what lies in the bin, the history keeps."""
    in_bin = inside(connection, [record for kind, record in records if kind is Kind.BINNED])
    kept = [(Kind.CASE if kind is Kind.IDENTIFYING else kind, record) for kind, record in records]
    return replace(parts(records), versions=history.count(connection, chain(kept, *in_bin.values())))


def contents(connection: Connection, wanted: Sequence[CaseId]) -> dict[CaseId, Parts]:
    """What each of these cases holds, for the few that are painted."""
    counts: dict[CaseId, Counter[Kind]] = {case: Counter() for case in wanted}
    for kind, table in PARTS.items():
        counted = select(table.c.case_id, func.count()).where(table.c.case_id.in_(wanted))
        for case, count in connection.execute(counted.group_by(table.c.case_id)):
            counts[CaseId(case)][kind] = count
    return {case: Parts(cases=1, **_on_case(held)) for case, held in counts.items()}


@dataclass(frozen=True)
class Heading:
    """What the records of one entry of the log have in common: codes and words of ours, which name nobody."""

    rule: str
    trigger: str
    record_class: str
    action: Action = Action.ERASE
    stage: str = ""

    @property
    def method(self) -> str:
        """How what goes is disposed of."""
        return _METHODS[self.action]


@dataclass(frozen=True)
class Tally:
    """What is counted in an entry: what went, record by record, and how many could not go."""

    records: int = 0
    gone: Records = field(default_factory=list)
    held: int = 0
    failures: int = 0


def log(writing: Writing, entry: int | None, heading: Heading, tally: Tally, at_hand: str = "") -> int:
    """Count what was just done in an entry of the log, a new one for None; the entry.

    It is written in the transaction that erases, with the ids that the kept backups have to lose. `at_hand`
    says how it is with the backups where they lose nothing.
    """
    if entry is None:
        entry = _enter(writing, heading, tally, at_hand)
    else:
        row = writing.connection.execute(select(disposals).where(disposals.c.id == entry)).one()
        counted = {
            "records": row.records + tally.records,
            "parts": asdict(Parts(**row.parts) + parts(tally.gone)),
            "held": row.held + tally.held,
            "failures": row.failures + tally.failures,
            "backups": _position(tally, at_hand) if row.backups == _NOTHING_WENT else row.backups,
        }
        writing.update(disposals, entry, row.version, counted)
    if not at_hand:
        _remember(writing, entry, tally.gone)
    return entry


def log_by_hand(writing: Writing, kind: Kind, gone: Records, why: str = "") -> None:
    """Count a record that was just erased by the officer's own wish: no rule and no event asked for it.

    `why` is one of a few words of ours, never a sentence of the officer's: the log names nobody.
    """
    entry = _enter(writing, Heading(BY_HAND, "", kind.value), Tally(1, gone), why=why)
    _remember(writing, entry, gone)


def remember_thrown_away(writing: Writing, what: str, gone: Records) -> None:
    """Let the kept backups lose what was no record yet; `what` it was, in words of ours."""
    _remember(writing, _enter(writing, Heading(THROWN_AWAY, "", what), Tally(1, gone)), gone)


_OVERWRITTEN = "and overwritten in the encrypted file; history, index and log included"
_METHODS = {
    Action.ERASE: f"Erased {_OVERWRITTEN}",
    Action.ANONYMISE: f"Everything but kind, dates and outcome erased {_OVERWRITTEN}",
    Action.SUPPRESS: f"Erased but for a keyed hash of each address, {_OVERWRITTEN}",
}
TO_BE_REACHED = "to be reached"
"""What an entry says of the kept backups until each of them lost what went."""
_NOTHING_WENT = "Nothing went, so there is nothing to reach"


def _remember(writing: Writing, entry: int, gone: Records) -> None:
    every = writing.with_inside(gone)
    if every:
        writing.connection.execute(
            insert(disposed_records),
            [{"disposal_id": entry, "kind": kind.value, "record_id": record} for kind, record in every],
        )


def _position(tally: Tally, at_hand: str) -> str:
    return (at_hand or TO_BE_REACHED) if tally.gone else _NOTHING_WENT


def _enter(writing: Writing, heading: Heading, tally: Tally, at_hand: str = "", why: str = "") -> int:
    first = {
        "version": 1,
        "at": writing.at.isoformat(timespec="seconds"),
        "rule": heading.rule,
        "trigger": heading.trigger,
        "record_class": heading.record_class,
        "records": tally.records,
        "parts": asdict(parts(tally.gone)),
        "approved_by": writing.actor,
        "method": "; ".join(part for part in (heading.method, why) if part),
        "backups": _position(tally, at_hand),
        "action": heading.action.value,
        "stage": heading.stage,
        "held": tally.held,
        "failures": tally.failures,
    }
    return writing.insert(disposals, first)


def unreached(connection: Connection) -> dict[int, Records]:
    """The disposals that have not reached the kept backups yet, with what they erased."""
    pending = connection.execute(
        select(disposals.c.id, disposed_records.c.kind, disposed_records.c.record_id)
        .join(disposed_records, disposed_records.c.disposal_id == disposals.c.id)
        .where(disposals.c.backups == TO_BE_REACHED)
    )
    found: dict[int, Records] = {}
    for row in pending:
        found.setdefault(row.id, []).append((Kind(row.kind), row.record_id))
    return found


def mark_reached(writing: Writing, disposal: int, position: str) -> None:
    """Note on a disposal how it reached the kept backups."""
    version = writing.connection.scalar(select(disposals.c.version).where(disposals.c.id == disposal))
    writing.update(disposals, disposal, version or 0, {"backups": position})


def all_records(connection: Connection) -> list[DisposalRecord]:
    """The disposal log, newest first."""
    rows = connection.execute(
        select(disposals, actors.c.name.label("person"))
        .join(actors, actors.c.id == disposals.c.approved_by)
        .where(disposals.c.rule != THROWN_AWAY)
        .order_by(disposals.c.id.desc())
    )
    return [
        DisposalRecord(
            id=row.id,
            at=datetime.fromisoformat(row.at),
            rule=row.rule,
            trigger=row.trigger,
            record_class=row.record_class,
            records=row.records,
            approved_by=row.person,
            method=row.method,
            backups=row.backups,
            action=Action(row.action),
            stage=row.stage,
            held=row.held,
            failures=row.failures,
        )
        for row in rows
    ]
