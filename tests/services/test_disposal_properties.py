"""Over random registers: what goes leaves no byte, what is held stays, and nothing is left half gone.

Each example's people and papers have words of their own, so that one register serves all examples. Some are
restored from a backup of before.
"""

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.correspondence import Mark, NewDocument
from kmss_dpo.domain.disposal import Ready, permitted
from kmss_dpo.domain.errors import NotHere
from kmss_dpo.domain.ids import CaseId, ContactId, Kind
from kmss_dpo.domain.retention import STAGES
from kmss_dpo.domain.searches import SearchPlace
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.services import disposing
from kmss_dpo.session import Session
from kmss_dpo.store.copying import FILE
from tests.services.backing_up import put_aside, restore
from tests.services.conftest import ClearBytes
from tests.services.marks import BETWEEN, Marks, Searched, search
from tests.services.old_records import received
from tests.services.rules import settle

CLOSED = date(2024, 10, 20)
KINDS = [CaseKind.ACCESS, CaseKind.ERASURE, CaseKind.DEMO_ENQUIRY]
MARKS = [Mark.NONE, Mark.INTERNAL, Mark.DISCLOSE]
EXAMPLES = int(os.environ.get("FORGETTING_EXAMPLES", "12"))
"""How many registers there are for each stage; FORGETTING_EXAMPLES=200 takes some minutes."""
_RESTORED = 5
"""After every so manyth a backup from before it is restored."""


@dataclass(frozen=True)
class Wanted:
    """A closed case as it is to be made: what is on it, what is decided about it, and whether it is held."""

    kind: CaseKind
    person: int
    marks: list[Mark]
    note: bool
    place: bool
    draft: bool
    form: bool
    held: bool
    choice: int


CASES = st.lists(
    st.builds(
        Wanted,
        st.sampled_from(KINDS),
        st.integers(0, 1),
        st.lists(st.sampled_from(MARKS), max_size=2),
        *[st.booleans()] * 4,
        st.sampled_from([False, False, True]),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=4,
)


@dataclass
class Made:
    """A case with the words on it: those of each stage, those that stay to the end, those in a form."""

    case: CaseId
    wanted: Wanted
    material: list[str] = field(default_factory=list)
    disclosed: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)


def make(session: Session, wanted: Wanted, who: ContactId, say: Callable[[], str]) -> Made:
    case = session.cases.open_case(
        CaseDetails(wanted.kind, date(2024, 10, 1), Channel.EMAIL, who, who, summary := say())
    )
    made = Made(case, wanted, own=[summary])
    made.own.append(say())
    session.casework.log(case, replace(received(made.own[-1], who), on=date(2024, 10, 2)))
    for mark in wanted.marks:
        name = say()
        whole = NewDocument(f"{name}.txt", "text/plain", f"{name}\n".encode() * 50)
        document = session.casework.add_document(case, whole)
        if mark is not Mark.NONE:
            session.casework.mark_documents({document: 1}, mark)
        (made.disclosed if mark is Mark.DISCLOSE else made.material).append(name)
    if wanted.place:
        made.material.append(say())
        session.items.add(case, SearchPlace(made.material[-1], found="Nothing"))
    if wanted.note:
        made.own.append(say())
        session.casework.add_note(case, made.own[-1])
    if wanted.draft and wanted.kind is CaseKind.ACCESS:
        session.letters.start(case, "access_response")
    if wanted.form:
        made.typed.append(say())
        form = Unfinished("requests", "note", "Note", ((Kind.CASE, case),), {"text": made.typed[-1]})
        session.unfinished.keep([form])
    outcome = Outcome.DEALT_WITH if wanted.kind is CaseKind.DEMO_ENQUIRY else Outcome.WITHDRAWN
    session.cases.close(case, session.cases.case(case).version, Closing(outcome, CLOSED))
    if wanted.held:
        session.holds.place((Kind.CASE, case), "A claim is announced.", date(2027, 2, 1))
    return made


def decided(ready: Ready, choice: int) -> Ready:
    """One of what can be done with it."""
    actions = permitted(ready)
    return replace(ready, action=actions[choice % len(actions)])


def there(session: Session, case: CaseId) -> bool:
    try:
        session.holds.on(Kind.CASE, case)
    except NotHere:
        return False
    return True


@pytest.mark.parametrize("stage", ["material", "disclosed", "whole"])
def test_whatever_is_decided_no_byte_is_left_of_what_went_and_every_byte_of_what_is_held(
    session: Session, folder: Path, clear_bytes: ClearBytes, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    monkeypatch.setattr(disposing, "_FEW", 2)
    for code, months in zip(
        STAGES, {"material": (24, 60, 60), "disclosed": (12, 24, 60), "whole": (24,) * 3}[stage], strict=True
    ):
        settle(session, code, months=months)
    seen, turn, restored = 0, 0, 0
    searched, marks = Searched(), Marks()

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
    )
    @given(CASES, st.integers(1, 4))
    def each(wanted: list[Wanted], steps: int) -> None:
        nonlocal seen, turn, restored, searched
        turn += 1
        names = [marks.say("name") for _ in range(2)]
        people = [session.contacts.add(ContactDetails(name)) for name in names]
        if stage != "whole":  # the answer itself tells where was searched, and goes with the person's details
            wanted = [replace(one, draft=False) for one in wanted]
        made = [make(session, one, people[one.person], lambda: marks.say("words")) for one in wanted]
        drawer = folder.with_name("drawer")
        put_aside(session, drawer)
        mine = {one.case: one for one in made}
        listed = [ready for ready in session.retention.ready() if ready.case in mine]
        chosen = [decided(ready, mine[ready.case].wanted.choice) for ready in listed]
        done = session.retention.dispose(chosen, lambda count, _of: count < steps * 2)
        left = {ready.case for ready in session.retention.ready()}
        gone: list[str] = []
        kept: list[str] = []
        typed: list[str] = []  # in the register alone: a copy loses every form
        for ready in chosen:
            one = mine[ready.case]
            went = gone if not one.wanted.held and ready.case not in left else kept
            assert not (one.wanted.held and went is gone)
            collected = ready.rule == STAGES[0] or ready.rule == STAGES[1]
            went += one.material
            (kept if ready.rule == STAGES[0] else went).extend(one.disclosed)
            (kept if collected else went).extend(one.own)
            (typed if collected else gone if went is gone else typed).extend(one.typed)
        counted = sum(ready.case not in left and not mine[ready.case].wanted.held for ready in chosen)
        assert done.erased == counted
        seen += counted
        now = search(folder, clear_bytes)
        searched += now
        assert now.hits(halves(gone)) == set()
        assert [each for each in halves(kept + typed) if not now.hits([each]) & {FILE, f"{FILE}-wal"}] == []
        assert session.today.health().broken_at is None
        if turn % _RESTORED == 1:
            restored += 1
            searched += search_restored(session, drawer, clear_bytes, gone, kept)
        shutil.rmtree(drawer)
        for backup in (folder / "backups").iterdir():
            for path in backup.iterdir():
                path.unlink()
            backup.rmdir()

    each()
    assert seen
    sys.stdout.write(
        f"{stage}: {seen} disposed of in {turn} registers, {restored} restored: {searched.size:,} bytes in "
        f"{searched.looked_at} files searched\n"
    )


def search_restored(
    session: Session, drawer: Path, look: ClearBytes, gone: list[str], kept: list[str]
) -> Searched:
    """The backup in the drawer, restored: it has lost the same, and has the rest."""
    outcome = restore(session, drawer)
    found = search(outcome.folder, look)
    assert found.hits(halves(gone)) == set()
    assert [each for each in halves(kept) if not found.hits([each])] == []
    shutil.rmtree(outcome.folder)
    return found


def halves(words: list[str]) -> set[bytes]:
    """Either gives a word away."""
    return {half.encode() for word in words for half in word.split(BETWEEN)}
