"""What has a period of its own beside the cases: identity copies, statistics, the log and its incidents."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, Text, and_, func, or_, select

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.correspondence import Mark
from kmss_dpo.domain.disposal import Parts, Ready, Skip, Sort
from kmss_dpo.domain.disposal_words import class_words
from kmss_dpo.domain.ids import CaseId, DocumentId, Kind
from kmss_dpo.domain.overview import ReadyGroup
from kmss_dpo.domain.retention import RecordClass, RetentionRule, began_by, runs_out_on
from kmss_dpo.store import disposals, documents, erasing, unfinished
from kmss_dpo.store.disposals import Records
from kmss_dpo.store.ready import Due, Outcomes, Place, ReadyRecords, why_not
from kmss_dpo.store.ready_bin import ReadyBin
from kmss_dpo.store.tables import (
    AnyRow,
    case_statistics,
    cases,
    contacts,
    identity_checks,
    incidents,
)
from kmss_dpo.store.tables import disposals as log
from kmss_dpo.store.tables import documents as files
from kmss_dpo.store.writing import Writing
from kmss_dpo.support.clock import london_day

_CHECKED_ON = func.min(identity_checks.c.checked_on)
_COPIES = (
    select(
        *(files.c[name] for name in ("id", "version", "case_id", "added_at")),
        cases.c.reference,
        cases.c.kind,
        func.coalesce(contacts.c.name, "").label("person"),
        _CHECKED_ON.label("checked_on"),
    )
    .join(cases, cases.c.id == files.c.case_id)
    .join(contacts, contacts.c.id == func.coalesce(cases.c.subject_id, cases.c.requester_id), isouter=True)
    .join(identity_checks, identity_checks.c.document_id == files.c.id, isouter=True)
    .where(files.c.mark == Mark.IDENTITY.value)
    .group_by(files.c.id)
)


class IdentityCopies:
    """Copies of identity papers: gone once they were checked, and after thirty days at most.

    Nothing holds them (UK GDPR Art 5(1)(c) and (e)), and there are few: all are looked at.
    """

    sort = Sort.IDENTITY
    backups = ""

    def places(self, connection: Connection, due: Due, after: Place, most: int) -> Sequence[Place]:
        """The longest ended first."""
        found = sorted((each.ran_out_on.isoformat(), each.record) for each in _copies(connection, due))
        return [place for place in found if place > after][:most]

    def ready(self, connection: Connection, some: Sequence[int], due: Due) -> list[Ready]:
        """With the case that each is kept on."""
        found = {each.record: each for each in _copies(connection, due)}
        return [found[each] for each in some if each in found]

    def groups(self, connection: Connection, due: Due) -> Iterable[ReadyGroup]:
        """By rule: those that were checked, and those that were not."""
        found = list(_copies(connection, due))
        for code in sorted({each.rule for each in found}):
            days = [each.ran_out_on for each in found if each.rule == code]
            yield ReadyGroup(None, code, len(days), min(days))

    def preview(self, connection: Connection, some: Sequence[Ready]) -> Parts:
        """The documents, and what was being typed about them."""
        return disposals.with_history(connection, _with_forms(connection, Kind.DOCUMENT, some))

    def dispose(self, writing: Writing, some: Sequence[Ready], due: Due) -> Outcomes:
        """What points at a copy stands by itself afterwards; a check of identity notes when it went."""
        now = {
            each.record: each for each in self.ready(writing.connection, [each.record for each in some], due)
        }
        found: dict[int, Skip | Records] = {}
        for each in some:
            if why := why_not(each, now.get(each.record)):
                found[each.id] = why
                continue
            documents.cut_loose(writing, DocumentId(each.record), due.today)
            gone = _with_forms(writing.connection, Kind.DOCUMENT, [each])
            erasing.erase(writing, (Kind.DOCUMENT, each.record), gone)
            found[each.id] = gone
        return found


def _copies(connection: Connection, due: Due) -> Iterator[Ready]:
    for row in connection.execute(_COPIES):
        added_on = london_day(datetime.fromisoformat(row.added_at))
        began = (
            (RecordClass.IDENTITY_COPY, row.checked_on),
            (RecordClass.IDENTITY_COPY_UNCHECKED, added_on),
        )
        ends = [(runs_out_on(rule, on), code, on) for code, on in began if on and (rule := due.rule(code))]
        if ends and min(ends)[0] <= due.today:
            ran_out_on, code, on = min(ends)
            yield Ready(
                case=CaseId(row.case_id),
                version=row.version,
                reference=row.reference,
                kind=CaseKind(row.kind),
                person=row.person,
                rule=code.value,
                trigger_on=on,
                ran_out_on=ran_out_on,
                sort=Sort.IDENTITY,
                record=row.id,
            )


def _with_forms(connection: Connection, kind: Kind, some: Sequence[Ready]) -> Records:
    gone = [(kind, each.record) for each in some]
    return [*unfinished.about(connection, gone), *gone]


@dataclass(frozen=True)
class Dated:
    """Rows that name nobody and are kept for a while from a day that each has; `day` is that, as text.

    `waits` are those that are still needed whatever their age.
    """

    sort: Sort
    kind: Kind
    table: Table
    code: RecordClass
    day: ColumnElement[Any]
    told: Callable[[AnyRow], tuple[CaseKind | None, str]]
    waits: ColumnElement[bool] | None = None
    backups: str = "Kept backups hold them until newer ones take their place; they name nobody"

    def places(self, connection: Connection, due: Due, after: Place, most: int) -> Sequence[Place]:
        """The oldest first."""
        rule = due.rule(self.code)
        if rule is None:
            return []
        day, row = self.day, self.table.c.id
        rest = or_(day > after[0], and_(day == after[0], row > after[1]))
        wanted = select(day, row).where(*self._past(rule, due), day >= after[0], rest)
        return connection.execute(wanted.order_by(day, row).limit(most)).all()

    def ready(self, connection: Connection, some: Sequence[int], due: Due) -> list[Ready]:
        """They are on no case and nothing holds them."""
        rule = due.rule(self.code)
        if rule is None:
            return []
        wanted = select(self.table, self.day.label("on_day")).where(
            *self._past(rule, due), self.table.c.id.in_(some)
        )
        found = {row.id: self._ready(row, rule) for row in connection.execute(wanted)}
        return [found[each] for each in some if each in found]

    def groups(self, connection: Connection, due: Due) -> Iterable[ReadyGroup]:
        """All of them together."""
        rule = due.rule(self.code)
        if rule is None:
            return
        count, first = connection.execute(
            select(func.count(), func.min(self.day)).where(*self._past(rule, due))
        ).one()
        if count:
            yield ReadyGroup(None, self.code.value, count, runs_out_on(rule, date.fromisoformat(first)))

    def preview(self, connection: Connection, some: Sequence[Ready]) -> Parts:
        """The rows with their history."""
        return disposals.with_history(connection, [(self.kind, each.record) for each in some])

    def dispose(self, writing: Writing, some: Sequence[Ready], due: Due) -> Outcomes:
        """Those that are still there."""
        now = {
            each.record: each for each in self.ready(writing.connection, [each.record for each in some], due)
        }
        skipped = {each.id: why for each in some if (why := why_not(each, now.get(each.record)))}
        gone = {each.id: [(self.kind, each.record)] for each in some if each.id not in skipped}
        erasing.erase_nameless(writing, [record for records in gone.values() for record in records])
        return {**skipped, **gone}

    def _past(self, rule: RetentionRule, due: Due) -> list[ColumnElement[bool]]:
        past = [self.day <= began_by(rule, due.today).isoformat()]
        return past if self.waits is None else [*past, ~self.waits]

    def _ready(self, row: AnyRow, rule: RetentionRule) -> Ready:
        kind, told = self.told(row)
        on = date.fromisoformat(row.on_day)
        return Ready(
            case=CaseId(0),
            version=getattr(row, "version", 0),
            reference=f"{self.sort.value} {row.id}".capitalize(),
            kind=kind,
            person="",
            rule=self.code.value,
            trigger_on=on,
            ran_out_on=runs_out_on(rule, on),
            sort=self.sort,
            record=row.id,
            told=told,
        )


def _case_told(row: AnyRow) -> tuple[CaseKind | None, str]:
    return CaseKind(row.kind), row.outcome or ""


def _entry_told(row: AnyRow) -> tuple[CaseKind | None, str]:
    return None, f"{row.records:,} \N{MULTIPLICATION SIGN} {class_words(row.record_class)}"


def _incident_told(row: AnyRow) -> tuple[CaseKind | None, str]:
    return None, str(row.sort)


STATISTICS = Dated(
    Sort.STATISTIC,
    Kind.STATISTIC,
    case_statistics,
    RecordClass.REQUEST_STATISTICS,
    func.coalesce(case_statistics.c.closed_on, case_statistics.c.received_on, type_=Text),
    _case_told,
)
LOG_ENTRIES = Dated(
    Sort.LOG,
    Kind.DISPOSAL,
    log,
    RecordClass.DISPOSAL_LOG,
    func.london_day(log.c.at),
    _entry_told,
    waits=log.c.backups == disposals.TO_BE_REACHED,
)
INCIDENTS = Dated(
    Sort.INCIDENT,
    Kind.INCIDENT,
    incidents,
    RecordClass.DISPOSAL_LOG,
    func.london_day(incidents.c.at),
    _incident_told,
)
BESIDES: Sequence[ReadyRecords] = (IdentityCopies(), ReadyBin(), STATISTICS, LOG_ENTRIES, INCIDENTS)
"""All of them, in the order of the list."""
