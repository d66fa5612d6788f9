"""However documents come and go, exactly the contents are kept that some document has."""

import hashlib
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.correspondence import Mark, NewDocument
from kmss_dpo.domain.documents import KeptAlready
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId, DocumentId
from kmss_dpo.session import Session
from kmss_dpo.store import audit, tables
from tests.services.conftest import ClearBytes

CASES, CONTENTS = 3, 3
TODAY = date(2026, 11, 22)
KEEP = st.tuples(st.just("keep"), st.integers(0, CASES - 1), st.integers(0, CONTENTS - 1))
ERASE = st.tuples(st.just("erase"), st.integers(0, 5), st.sampled_from(Mark))
DISPOSE = st.tuples(st.just("dispose"), st.integers(0, CASES - 1), st.none())
STEPS = st.lists(KEEP | KEEP | ERASE | ERASE | DISPOSE, min_size=4, max_size=14)
_turn = iter(range(10**6))


def of(turn: int, number: int) -> bytes:
    """A content that no turn before had, on pages of its own."""
    return f"qxv{turn}w{number}z ".encode() * 900


class Shelf:
    """Three cases of one turn, and what should be on them."""

    def __init__(self, session: Session, turn: int) -> None:
        self._session = session
        self._turn = turn
        self._cases: dict[int, CaseId] = {}
        self.kept: dict[DocumentId, tuple[int, int]] = {}

    def keep(self, place: int, number: int) -> None:
        if place not in self._cases:
            # Of different kinds: on one of them nothing but identity papers may go.
            kind = (CaseKind.DEMO_ENQUIRY, CaseKind.DEMO_ENQUIRY, CaseKind.ACCESS)[place]
            details = CaseDetails(kind, date(2026, 11, 2), Channel.EMAIL)
            self._cases[place] = self._session.cases.open_case(details)
        new = NewDocument(f"{number}.txt", "text/plain", of(self._turn, number))
        there = (place, number) in self.kept.values()
        try:
            self.kept[self._session.casework.add_document(self._cases[place], new)] = (place, number)
            assert not there
        except KeptAlready:
            assert there

    def erase(self, which: int, mark: Mark) -> None:
        if not self.kept:
            return
        document = sorted(self.kept)[which % len(self.kept)]
        self._session.casework.mark_documents({document: self._version(document)}, mark, "A copy")
        on_hold = self.kept[document][0] == CASES - 1 and mark is not Mark.IDENTITY
        try:
            self._session.casework.erase_document({document: self._version(document)}, "Not needed.")
            assert not on_hold
            del self.kept[document]
        except Mistake:
            assert on_hold

    def dispose(self, place: int, _nothing: None) -> None:
        case = self._cases.get(place)
        if case is None or place == CASES - 1:
            return
        version = self._session.cases.case(case).version
        self._session.cases.close(case, version, Closing(Outcome.DEALT_WITH, TODAY, TODAY))
        ready = [each for each in self._session.retention.ready() if each.case == case]
        assert self._session.retention.dispose(ready, lambda *_: True).erased == 1
        del self._cases[place]
        self.kept = {each: at for each, at in self.kept.items() if at[0] != place}

    def _version(self, document: DocumentId) -> int:
        rows = self._session.casework.documents(self._cases[self.kept[document][0]])
        return next(row.version for row in rows if row.id == document)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_exactly_the_contents_that_documents_have_are_kept_and_no_byte_of_others(
    session: Session, folder: Path, clear_bytes: ClearBytes, steps: list[tuple[str, Any, Any]]
) -> None:
    turn = next(_turn)
    shelf = Shelf(session, turn)
    for name, first, second in steps:
        getattr(shelf, name)(first, second)
    wanted = {number for _place, number in shelf.kept.values()}
    hashes = {hashlib.sha256(of(turn, number)).hexdigest(): number for number in range(CONTENTS)}
    with session.opened.register.reading() as connection:
        every = set(connection.scalars(select(tables.contents.c.sha256)))
        named = set(connection.scalars(select(tables.documents.c.sha256)))
        assert every == named
        assert {hashes[each] for each in every & hashes.keys()} == wanted
        assert audit.verify(connection).broken_at is None
    files = [folder / "register.kmss", folder / "register.kmss-wal"]
    clear = b"".join(clear_bytes(file) for file in files)
    for number in range(CONTENTS):
        assert (of(turn, number)[:20] in clear) == (number in wanted)
    for document in [*shelf.kept]:
        with suppress(Mistake):  # so that the register stays small; a hold keeps some
            session.casework.erase_document({document: shelf._version(document)}, "The turn is over.")
