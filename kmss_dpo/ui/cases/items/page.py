"""A tab of the case with one or several lists of small records, read when it is looked at."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.cases import Status
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.items import Item, KeptItem
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.form_state.ending import TextForm
from kmss_dpo.ui.cases.form_state.gone import gone_words
from kmss_dpo.ui.cases.items.part import ItemsPart
from kmss_dpo.ui.cases.items.sheet import ItemSheet
from kmss_dpo.ui.cases.items.spec import Spec, fits
from kmss_dpo.ui.cases.reasoned import ReasonDecision
from kmss_dpo.ui.kit.deleting import INTO_BIN, ForGood, offer_undo
from kmss_dpo.ui.kit.panel import Scrolling
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.typing_kept import Typing

_REMOVING = "removing "
"""Before the form of what is removed."""
_KEPT = "A note on the case keeps your reason."
Found = dict[type[Item], list[KeptItem[Any]]]


class ItemsPage(Scrolling):
    """`told` carries a sentence for the page to show; `more` are buttons beside “Add…”, by form.

    `on_chosen` are those that work on the chosen record, by form. `above` stands before the lists.
    """

    told = Signal(str)

    def __init__(  # noqa: PLR0913 what a page of lists is made of, and what stands around them
        self,
        name: str,
        specs: Sequence[Spec[Any]],
        session: Session,
        runner: Runner,
        window: QWidget,
        *,
        more: Mapping[str, Sequence[QWidget]] | None = None,
        on_chosen: Mapping[str, Sequence[QWidget]] | None = None,
        above: QWidget | None = None,
    ) -> None:
        super().__init__(name, margin=0)
        self._session = session
        self._runner = runner
        self._window = window
        self.view: CaseView | None = None
        self._stale = True
        beside, below = more or {}, on_chosen or {}
        self.parts = {
            spec.form: ItemsPart(spec, session, runner, beside.get(spec.form, ()), below.get(spec.form, ()))
            for spec in specs
        }
        self.column.setContentsMargins(0, 12, 12, 12)
        self.column.setSpacing(24)
        if above:
            self.column.addWidget(above)
        for part in self.parts.values():
            self.column.addWidget(part)
            part.add_requested.connect(partial(self.add, part.spec.form))
            part.change_requested.connect(partial(self._change, part.spec))
            part.remove_requested.connect(partial(self._ask_to_remove, part.spec))
        self.column.addStretch(1)

    def show_case(self, view: CaseView) -> None:
        """Show the lists of a case; they are read once the tab is in sight, those of another go at once."""
        if self.view is None or self.view.id != view.id:
            for part in self.parts.values():
                part.show_nothing()
        self.view = view
        self._stale = True
        for part in self.parts.values():
            part.setVisible(fits(part.spec, view.details.kind))
            part.allow(changes=view.status is not Status.VOIDED)
        if self.isVisible():
            self._read()

    def add(self, form: str, begun: Item | None = None) -> ItemSheet | None:
        """Write a new record down; answers the open sheet."""
        return self._open(self.parts[form].spec, None, begun)

    def begin(self, item: Item) -> None:
        """Write a new record down that begins like this one."""
        for form, part in self.parts.items():
            if part.spec.sort is type(item):
                self.add(form, item)

    def resumes(self, view: CaseView, kept: Unfinished) -> bool:
        """Go on with a sheet that a lock closed; False where it is none of these."""
        form = kept.form.removeprefix(_REMOVING)
        if form in self.parts:
            self._resume(view, self.parts[form].spec, kept)
        return form in self.parts

    def _resume(self, view: CaseView, spec: Spec[Any], kept: Unfinished) -> None:
        self.show_case(view)
        items = self._session.items
        changed = {record for kind, record in kept.about if kind is spec.kind}
        self._runner.run(
            self,
            self._session.reading,
            lambda: [each for each in items.of_case(view.id, spec.sort) if each.id in changed],
            lambda found: self._go_on(spec, next(iter(found), None), kept),
        )

    def _go_on(self, spec: Spec[Any], changing: KeptItem[Any] | None, kept: Unfinished) -> None:
        """A record that is gone by then is written down anew, and not removed once more."""
        if kept.form.startswith(_REMOVING):
            if changing:
                self._ask_to_remove(spec, changing).resume(kept)
        elif sheet := self._open(spec, changing):
            sheet.typing.resume(kept)

    def _change(self, spec: Spec[Any], kept: KeptItem[Any]) -> None:
        self._open(spec, kept)

    def _open(
        self, spec: Spec[Any], kept: KeptItem[Any] | None, begun: Item | None = None
    ) -> ItemSheet | None:
        if self.view is None:
            return None
        made = ItemSheet(self._window, self._session, self._runner, self.view, spec, kept=kept, begun=begun)
        made.saved.connect(lambda _id: self.told.emit(f"The {spec.name} was saved."))
        made.open()
        return made

    def _ask_to_remove(self, spec: Spec[Any], kept: KeptItem[Any]) -> Typing[TextForm]:
        assert self.view is not None, "only what is shown is removed"
        decision = ReasonDecision(
            self._window,
            f"Remove this {spec.name}?",
            f"{INTO_BIN} {_KEPT}",
            f"Remove the {spec.name}",
            lacking="Say why it is removed.",
            hint="As in “Noted on the wrong case” or “Noted twice”.",
        )
        for_good = ForGood(decision, f"Remove the {spec.name}", f"Erase the {spec.name}")
        decision.column.addWidget(for_good)
        decision.reasoned.connect(
            lambda reason: (self._erase if for_good.chosen() else self._remove)(spec, kept, reason)
        )
        about = [(spec.kind, kept.id)]
        typing = decision.keep_typing_on(
            self._session, self._runner, self.view, f"{_REMOVING}{spec.form}", about
        )
        decision.open()
        return typing

    def _remove(self, spec: Spec[Any], kept: KeptItem[Any], reason: str) -> None:
        session, what = self._session, f"The {spec.name}"
        self._runner.run(
            self,
            session.writing,
            lambda: session.bin.delete_item(spec.sort, kept.id, kept.version, reason),
            lambda deleted: offer_undo(self._window, session, self._runner, [deleted], what),
        )

    def _erase(self, spec: Spec[Any], kept: KeptItem[Any], reason: str) -> None:
        remove, name = self._session.items.remove, spec.name
        self._runner.run(
            self,
            self._session.long_work,
            lambda: remove(spec.sort, kept.id, kept.version, reason),
            lambda left: self.told.emit(gone_words(f"The {name} was removed.", left)),
        )

    def _read(self) -> None:
        if self.view is None:
            return
        self._stale = False
        case = self.view.id
        sorts = [part.spec.sort for part in self.parts.values() if not part.isHidden()]
        self._runner.run(
            self,
            self._session.reading,
            lambda: self._items(case, sorts),
            lambda found: self._take(case, found),
        )

    def _items(self, case: CaseId, sorts: Sequence[type[Item]]) -> Found:
        return {sort: self._session.items.of_case(case, sort) for sort in sorts}

    def _take(self, case: CaseId, found: Found) -> None:
        if self.view is None or self.view.id != case:
            return
        for part in self.parts.values():
            part.show_items(found.get(part.spec.sort, []))

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: read what is shown for the first time."""
        super().showEvent(event)
        if self._stale:
            self._read()
