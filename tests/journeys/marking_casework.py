"""The casework of a marked day: every sort of record, the checklist and the way, each with markers in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Family, family_of
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.ui.cases.items.complaints import COMPLAINT_SPECS
from kmss_dpo.ui.cases.items.requests import RECIPIENTS, REQUEST_SPECS
from kmss_dpo.ui.cases.items.spec import Editor, Spec, fits
from kmss_dpo.ui.cases.tabs import Part
from kmss_dpo.ui.hands import choose, click, is_there, type_into, within
from kmss_dpo.ui.workplace import Workplace
from tests.journeys.marking import MARKER, fill, marked, says, set_day, settled
from tests.journeys.walking import Step


@dataclass(frozen=True)
class _Sort:
    """How one sort of record is written down: where, what is chosen first, and what is put right after."""

    part: Part
    name: str
    chosen: tuple[tuple[str, str], ...] = ()
    days: tuple[tuple[str, str], ...] = ()
    emptied: tuple[str, ...] = ()

    def add(self) -> str:
        """The words of the button that adds one."""
        return f"Add {'an' if self.name[0] in 'aeiou' else 'a'} {self.name}…"


_SEARCH = "Contact in the register: search contacts"
OF_A_REQUEST = (
    _Sort(Part.SEARCH, "place", emptied=("Why it was not searched",)),
    _Sort(
        Part.DECISIONS,
        "decision",
        chosen=(
            ("What is decided, required", "Exemption"),
            ("Provision, ground or route, required", "Sch 2 para 16, information about other people"),
        ),
        days=(("Decided on, required", "22 Nov 2026"),),
    ),
    _Sort(Part.DECISIONS, "recipient", emptied=(_SEARCH,)),
    _Sort(Part.CHECKLIST, "identity check", days=(("Seen on", "21 Nov 2026"),)),
)
OF_AN_ERASURE = (_Sort(Part.DECISIONS, "recipient", emptied=(_SEARCH,)),)
OF_A_COMPLAINT = (
    _Sort(Part.ISSUES, "issue", chosen=(("Finding", "Upheld"),)),
    _Sort(Part.ISSUES, "question"),
    _Sort(Part.ISSUES, "action", days=(("By, required", "20 Dec 2026"),)),
    _Sort(Part.ISSUES, "lesson", days=(("Look whether it worked on, required", "20 Dec 2026"),)),
    _Sort(Part.ISSUES, "review"),
)


def casework(work: Workplace) -> Iterator[Step]:
    """Everything that is noted on a request and on a complaint, by hand."""
    work.session.checklists.settle_template(CaseKind.ACCESS, [marked(), marked()])
    words = work.session.wordings.open("passed_on").wording
    work.session.wordings.settle("passed_on", replace(words, head=replace(words.head, subject=marked())), 0)
    click("Requests")
    yield lambda: is_there("Go on: Searching")
    yield from _tick(work)
    for sort in OF_A_REQUEST:
        yield from _note(work, Family.REQUESTS, sort)
    access = work.page("requests").detail.view.id
    _check_marked(work, access, (spec for spec in REQUEST_SPECS if fits(spec, CaseKind.ACCESS)))
    click("Go on: Searching")
    yield lambda: is_there("Go on: Reviewing")
    yield from _back(work)
    yield from _all_of(work, CaseKind.ERASURE, OF_AN_ERASURE, (RECIPIENTS,))
    work.page("requests").show_record(Kind.CASE, access)
    yield lambda: work.page("requests").detail.view.id == access
    yield from _all_of(work, CaseKind.COMPLAINT, OF_A_COMPLAINT, COMPLAINT_SPECS)


def _all_of(
    work: Workplace, kind: CaseKind, sorts: Iterable[_Sort], specs: Iterable[Spec[Any]]
) -> Iterator[Step]:
    """A case of a kind, on which each of these sorts is noted."""
    case = work.session.cases.open_case(CaseDetails(kind, date(2026, 11, 20), Channel.POST, summary=marked()))
    family = family_of(kind)
    page = work.page(family.value)
    page.show_record(Kind.CASE, case)
    yield lambda: page.detail.view is not None and page.detail.view.id == case
    for sort in sorts:
        yield from _note(work, family, sort)
    _check_marked(work, case, specs)


def _check_marked(work: Workplace, case: CaseId, specs: Iterable[Spec[Any]]) -> None:
    """Each sort was kept once, with a marker in every field that takes words but the one that was emptied."""
    for spec in specs:
        [kept] = work.session.items.of_case(case, spec.sort)
        words = {field.name for field in spec.fields if field.editor in {Editor.LINE, Editor.LINES}}
        without = {name for name in words if MARKER not in getattr(kept.item, name)}
        assert without <= {"not_searched"}, f"{spec.form}: {without}"


def half_written(work: Workplace) -> Iterator[Step]:
    """A record is being written when the register locks by itself."""
    work.page("requests").detail.tabs.turn_to(Part.SEARCH)
    yield lambda: is_there("Add a place…", work.window)
    click("Add a place…", work.window)
    yield lambda: is_there("Add the place")
    fill()
    work._locks.lock_requested.emit()


def _tick(work: Workplace) -> Iterator[Step]:
    """Tick the item that the officer made up."""
    detail = work.page("requests").detail
    detail.tabs.turn_to(Part.CHECKLIST)

    def ours() -> QCheckBox | None:
        boxes = [box for box in detail.checking.checklist.boxes if MARKER in box.accessibleName()]
        return next((box for box in boxes if box.isVisible()), None)

    yield lambda: ours() is not None
    first = ours()
    assert first
    click(first.accessibleName())
    yield lambda: any(box.accessibleDescription() for box in detail.checking.checklist.boxes)


def _note(work: Workplace, family: Family, sort: _Sort) -> Iterator[Step]:
    """One is thrown away, one kept after it was refused, and then changed."""
    work.page(family.value).detail.tabs.turn_to(sort.part)
    yield lambda: is_there(sort.add())
    for decide in ("Throw away", f"Add the {sort.name}"):
        click(sort.add())
        yield lambda: is_there(f"Add the {sort.name}")
        for name, words in sort.chosen:
            choose(name, words)
        fill()
        if decide == "Throw away":
            yield from _throw_away()
        else:
            click(decide)
            for name in sort.emptied:
                type_into(name, "")
            for name, day in sort.days:
                set_day(name, day)
            yield lambda: settled() or is_there(f"Add the {sort.name}")
            if not settled():
                click(f"Add the {sort.name}")
            yield settled
    yield lambda: says(MARKER) or is_there("Change…")


def _throw_away() -> Iterator[Step]:
    click("Cancel")
    yield lambda: is_there("Throw away")
    click("Throw away")
    yield settled


def _back(work: Workplace) -> Iterator[Step]:
    """Step back, with a marker in the reason."""
    menu = work.page("requests").detail.header.menu()
    menu.aboutToShow.emit()
    next(each for each in menu.actions() if each.text() == "Step back…").trigger()
    yield lambda: within() is not work.window and is_there("Step back")
    fill()
    click("Step back")
    yield lambda: settled() and is_there("Go on: Searching")
