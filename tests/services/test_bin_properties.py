"""Whatever is deleted, put back, held and erased in whatever order: what stays is whole, the rest is gone."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.correspondence import NewDocument
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import BinnedId, CaseId, DocumentId, HoldId, Kind
from kmss_dpo.session import Session
from kmss_dpo.store import tables
from tests.services.conftest import ClearBytes
from tests.services.holding import place
from tests.services.old_records import go_on

CASES, TODAY = 2, date(2026, 11, 22)
CASE, WHICH = st.integers(0, CASES - 1), st.integers(0, 5)
STEPS = st.lists(
    st.tuples(st.sampled_from(("keep", "keep", "hold", "release", "dispose", "back_up")), CASE)
    | st.tuples(st.sampled_from(("delete", "delete", "put_back", "erase")), WHICH),
    min_size=5,
    max_size=16,
)
_turn = iter(range(10**6))


@dataclass
class Shelf:
    """What should be where; each document has a content of its own."""

    session: Session
    turn: int
    cases: dict[int, CaseId] = field(default_factory=dict)
    held: dict[int, HoldId] = field(default_factory=dict)
    there: dict[DocumentId, int] = field(default_factory=dict)
    deleted: dict[BinnedId, tuple[DocumentId, int]] = field(default_factory=dict)
    numbers: dict[DocumentId, int] = field(default_factory=dict)

    def of(self, number: int) -> bytes:
        return f"qyv{self.turn}w{number}z ".encode() * 600

    def keep(self, at: int) -> None:
        if at not in self.cases:
            details = CaseDetails(CaseKind.DEMO_ENQUIRY, date(2026, 11, 2), Channel.EMAIL)
            self.cases[at] = self.session.cases.open_case(details)
        number = len(self.numbers)
        new = NewDocument(f"{number}.txt", "text/plain", self.of(number))
        document = self.session.casework.add_document(self.cases[at], new)
        self.there[document], self.numbers[document] = at, number

    def hold(self, at: int) -> None:
        if at in self.cases and at not in self.held:
            self.held[at] = place(self.session, Kind.CASE, self.cases[at])

    def release(self, at: int) -> None:
        if at in self.held:
            self.session.holds.release(self.held.pop(at), 1, "Settled.")

    def delete(self, which: int) -> None:
        if not self.there:
            return
        document = sorted(self.there)[which % len(self.there)]
        at = self.there[document]
        try:
            [gone] = self.session.bin.delete_documents({document: 1}, "Not needed.")
        except Mistake:
            assert at in self.held
        else:
            assert at not in self.held
            self.deleted[gone.id] = document, self.there.pop(document)

    def put_back(self, which: int) -> None:
        if self.deleted:
            entry = sorted(self.deleted)[which % len(self.deleted)]
            document, at = self.deleted.pop(entry)
            [back] = self.session.bin.put_back([entry])
            assert (back.record, back.case) == (document, self.cases[at])
            self.there[document] = at

    def erase(self, which: int) -> None:
        if self.deleted:
            entry = sorted(self.deleted)[which % len(self.deleted)]
            _document, at = self.deleted[entry]
            done = self.session.bin.erase(self.session.bin.rows([entry]), go_on, early=True)
            assert done.erased == (at not in self.held)
            if done.erased:
                del self.deleted[entry]

    def dispose(self, at: int) -> None:
        case = self.cases.get(at)
        if case is None:
            return
        version = self.session.cases.case(case).version
        self.session.cases.close(case, version, Closing(Outcome.DEALT_WITH, TODAY, TODAY))
        ready = [each for each in self.session.retention.ready() if each.case == case]
        if self.session.retention.dispose(ready, go_on).erased:
            assert at not in self.held
            del self.cases[at]
            self.there = {each: on for each, on in self.there.items() if on != at}
            self.deleted = {each: on for each, on in self.deleted.items() if on[1] != at}
        else:
            assert at in self.held
            self.session.cases.reopen(case, self.session.cases.case(case).version, "It goes on")

    def back_up(self, _at: int) -> None:
        self.session.backups.make()

    def kept(self) -> set[int]:
        """The numbers of the contents that are kept, on a case or in the bin."""
        return {self.numbers[each] for each in (*self.there, *(one for one, _ in self.deleted.values()))}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_what_is_put_back_is_whole_and_of_what_is_erased_no_byte_is_left(
    session: Session, folder: Path, clear_bytes: ClearBytes, steps: list[tuple[str, int]]
) -> None:
    shelf: Any = Shelf(session, next(_turn))
    for name, which in steps:
        getattr(shelf, name)(which)
    for document in shelf.there:
        assert session.casework.content(document) == shelf.of(shelf.numbers[document])
    assert {each.id for each in session.bin.rows(session.bin.ids())} >= set(shelf.deleted)
    with session.opened.register.reading() as connection:
        every = set(connection.scalars(select(tables.contents.c.sha256)))
        named: set[str | None] = set()
        for table in (tables.documents, tables.binned):
            named.update(connection.scalars(select(table.c.sha256)))
    assert every == named - {None}
    files = [path for path in folder.rglob("*") if path.name in {"register.kmss", "register.kmss-wal"}]
    clear = [clear_bytes(path) for path in files]
    for number in set(shelf.numbers.values()) - shelf.kept():
        assert not any(shelf.of(number)[:16] in each for each in clear)
    own = b"".join(each for path, each in zip(files, clear, strict=True) if "backups" not in path.parts)
    for number in shelf.kept():
        assert shelf.of(number)[:16] in own
    assert session.today.health().broken_at is None
