"""The cases whose period has ended: listed with what holds them, previewed, and disposed of."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, Text, func, or_, select, type_coerce

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.disposal import Parts, Ready, Skip, Sort
from kmss_dpo.domain.holds import Hold, in_short
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.overview import ReadyGroup
from kmss_dpo.domain.retention import Action, DisposalDue, RecordClass, due_by
from kmss_dpo.store import audit, disposals, disposing, held_records, retention, suppressions
from kmss_dpo.store.disposals import Records
from kmss_dpo.store.disposing import Holdings
from kmss_dpo.store.ready import FIRST, Due, Outcomes, Place, why_not
from kmss_dpo.store.tables import AnyRow, cases, contacts
from kmss_dpo.store.writing import Writing

_PERSON = func.coalesce(cases.c.subject_id, cases.c.requester_id)
_READY = select(
    cases.c.id,
    cases.c.version,
    cases.c.reference,
    cases.c.kind,
    cases.c.disposal_rule,
    cases.c.disposal_trigger_on,
    cases.c.disposable_on,
    func.coalesce(contacts.c.name, "").label("person"),
).join(contacts, contacts.c.id == _PERSON, isouter=True)


class ReadyCases:
    """Erased whole or in stages, anonymised, or suppressed, as it was decided about each."""

    sort = Sort.CASE
    backups = ""

    def places(self, connection: Connection, due: Due, after: Place, most: int) -> Sequence[Place]:
        """The longest ended first."""
        # As text: of very many days none is needed as a day.
        day, case = type_coerce(cases.c.disposable_on, Text), cases.c.id
        wanted = select(day, case).where(retention.due_by(due.today)).order_by(day, case).limit(most)
        if after != FIRST:
            wanted = wanted.where(day >= after[0], or_(day > after[0], case > after[1]))
        return connection.execute(wanted).all()

    def ready(self, connection: Connection, some: Sequence[int], due: Due) -> list[Ready]:
        """With what holds each of them."""
        wanted = _READY.where(retention.due_by(due.today), cases.c.id.in_(some))
        found = {row.id: row for row in connection.execute(wanted)}
        there = [CaseId(case) for case in some if case in found]
        as_of, held = audit.count(connection), held_records.on_cases(connection, there)
        return [_ready(found[case], held[case], as_of, due) for case in there]

    def groups(self, connection: Connection, due: Due) -> Iterable[ReadyGroup]:
        """By kind and rule, the one first of which the first has waited longest."""
        since = func.min(cases.c.disposable_on)
        counted = (
            select(cases.c.kind, cases.c.disposal_rule, func.count(), since)
            .where(retention.due_by(due.today))
            .group_by(cases.c.kind, cases.c.disposal_rule)
            .order_by(since)
        )
        for kind, rule, count, first in connection.execute(counted):
            yield ReadyGroup(CaseKind(kind), rule, count, first)

    def preview(self, connection: Connection, some: Sequence[Ready]) -> Parts:
        """Whom they take with them is asked once for all that is chosen: see `preview_people`."""
        whole = Parts()
        for stage, action, alike in _alike(some):
            ids = [each.case for each in alike]
            held = disposing.holdings(connection, ids, stage)
            gone = disposing.going(connection, held, ids, action, people=False)
            whole += disposals.with_history(connection, gone)
        return whole

    def dispose(self, writing: Writing, some: Sequence[Ready], due: Due) -> Outcomes:
        """What is decided alike at once: whether someone goes depends on who else names them."""
        found: dict[int, Skip | Records] = {}
        for stage, action, alike in _alike(some):
            held = disposing.holdings(writing.connection, [each.case for each in alike], stage)
            skipped = self._why_not(writing.connection, alike, held, due)
            free = [each for each in alike if each.id not in skipped]
            found |= skipped
            if free:
                found |= self._dispose(writing, free, held, action, due.today)
        return found

    def _dispose(
        self, writing: Writing, free: Sequence[Ready], held: Holdings, action: Action, today: date
    ) -> Mapping[int, Records]:
        ids = [each.case for each in free]
        gone = disposing.going(writing.connection, held, ids, action)
        if not held.stage:
            # With the day and the reason of the objection, before what is decided adds its own.
            suppressions.keep_objections(writing, ids)
        if action is Action.SUPPRESS:
            suppressions.keep_people(writing, held.people(ids), today)
        if held.stage:
            disposing.finish_stage(writing, ids, gone, held.stage, today)
        elif action is Action.ANONYMISE:
            disposing.anonymise(writing, ids, gone)
        else:
            disposing.erase(writing, ids, gone)
        # With which of them a person went is nobody's question: all is counted with the first.
        return {each.id: gone if each is free[0] else [] for each in free}

    def _why_not(
        self, connection: Connection, listed: Sequence[Ready], held: Holdings, due: Due
    ) -> dict[int, Skip]:
        now = {each.id: each for each in self.ready(connection, [each.case for each in listed], due)}
        changed = disposing.changed(connection, held, {each.case: each.as_of for each in listed})
        reasons = (
            (each.id, why_not(each, now.get(each.id)) or (Skip.CHANGED if each.case in changed else None))
            for each in listed
        )
        return {number: why for number, why in reasons if why}


def preview_people(connection: Connection, some: Sequence[int], wanted: Collection[CaseId]) -> Parts:
    """Which of a few people would go with all the wanted cases, their history included."""
    going = [
        person for person, naming in disposing.naming(connection, some).items() if naming.issubset(wanted)
    ]
    return disposals.with_history(connection, disposals.of_people(connection, going))


def _alike(some: Sequence[Ready]) -> Iterator[tuple[str, Action, list[Ready]]]:
    """Those of one kind and rule that the same is decided about, with the stage that goes of them."""
    alike: dict[tuple[str, CaseKind | None, Action], list[Ready]] = {}
    for each in some:
        alike.setdefault((each.rule, each.kind, each.action), []).append(each)
    for (rule, _kind, action), those in alike.items():
        yield (rule if those[0].is_partial else ""), action, those


def _ready(row: AnyRow, held_by: Collection[Hold], as_of: int, due: Due) -> Ready:
    stored = DisposalDue(RecordClass(row.disposal_rule), row.disposal_trigger_on, row.disposable_on)
    now = due_by(stored, due.rules, due.today)
    rule = due.rule(now.code)
    return Ready(
        case=CaseId(row.id),
        version=row.version,
        reference=row.reference,
        kind=CaseKind(row.kind),
        person=row.person,
        rule=now.code.value,
        trigger_on=row.disposal_trigger_on,
        ran_out_on=max(now.runs_out_on, row.disposable_on),
        held_by=tuple(map(in_short, held_by)),
        as_of=as_of,
        action=rule.action if rule else Action.ERASE,
    )
