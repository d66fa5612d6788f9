"""Filters that are kept by name: chosen, saved, renamed and deleted above the filter itself."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kmss_dpo.domain.case_filters import SavedFilter
from kmss_dpo.domain.cases import Family
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.form_state.listing import ListChoice, restored
from kmss_dpo.ui.cases.form_state.saved import FilterName
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.confirm import Decision, ask
from kmss_dpo.ui.kit.flowing import FlowingRow
from kmss_dpo.ui.kit.form import Form, choice
from kmss_dpo.ui.kit.labels import button
from kmss_dpo.ui.kit.runner import Runner

_NONE, _NONE_YET = "None of them", "None is saved yet"
_KEPT = (
    "It shows: {}. It is kept in this register. What is typed in the field above the list is not kept "
    "with it: that may name a person."
)
_NAME_IT = "What it shows, as in “Overdue, nobody named”. Name no person: it stays when cases are erased."


class NameDecision(Decision):
    """Asks for the name of a filter; stays open until it can be kept."""

    decided = Signal(str)

    def __init__(self, parent: QWidget, title: str, words: str, decide: str) -> None:
        super().__init__(parent, title, words, decide)
        self._decide = decide
        self._refused: Sequence[str] = ()
        self._replaced: Sequence[str] = ()
        self.name = QLineEdit()
        self._form = Form()
        self._form.add("name", "Name", self.name, _NAME_IT, required=True)
        self.column.addWidget(self._form)
        self._binder = Binder(FilterName(), self)
        self._binder.line("name", self.name)
        self._binder.changed.connect(self._say)
        self.name.setFocus()

    def begin_with(self, name: str) -> None:
        """Show a name to begin with, ready to be typed over."""
        self.name.setText(name)
        self.name.selectAll()

    def refuse(self, names: Sequence[str]) -> None:
        """Take none of these names."""
        self._refused = names

    def replace(self, names: Sequence[str]) -> None:
        """Say that a filter with one of these names is replaced."""
        self._replaced = names

    def accept(self) -> None:
        """Qt: close only with a name."""
        state = self._binder.state
        refused = self._form.refuses(state.errors(self._refused))
        self.fit()
        if not refused:
            super().accept()
            self.decided.emit(state.name)

    def _say(self, state: FilterName) -> None:
        self.decide_button.setText("Replace it" if state.is_one_of(self._replaced) else self._decide)


class SavedFilters(QWidget):
    """`chosen` carries a filter to be shown, `told` what was done; its dialogs open over `page`."""

    chosen = Signal(object)
    told = Signal(str)
    asking = Signal()

    def __init__(self, family: Family, session: Session, runner: Runner, page: QWidget) -> None:
        super().__init__()
        self._family = family
        self._session = session
        self._runner = runner
        self._page = page
        self._saved: list[SavedFilter] = []
        self._now = ListChoice(family)
        self.box = choice([(_NONE_YET, None)], "Saved filters")
        self._save, self._rename, self._delete = button("Save…"), button("Rename…"), button("Delete…")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.box)
        column.addWidget(FlowingRow((self._save, self._rename, self._delete)))
        self.setFocusProxy(self.box)
        self.box.currentIndexChanged.connect(self._choose)
        self._save.clicked.connect(self.save)
        self._rename.clicked.connect(self.rename)
        self._delete.clicked.connect(self.delete)
        self.show_choice(self._now)

    def refresh(self) -> None:
        """Read which filters there are."""
        of = self._session.case_filters.of
        self._runner.run(self, self._session.reading, lambda: of(self._family), self._take)

    def show_choice(self, now: ListChoice) -> None:
        """Show the filter that the list is narrowed to now, if that one is kept."""
        self._now = now
        same = (each for each in self._saved if restored(now, each.parts).parts() == now.parts())
        found = next(same, None)
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(self._saved.index(found) + 1 if found else 0)
        self._rename.setEnabled(found is not None)
        self._delete.setEnabled(found is not None)

    def save(self) -> NameDecision:
        """Ask for the name under which the filter of now is kept."""
        words = _KEPT.format(self._now.filter_words())
        decision = NameDecision(self._page, "Save this filter", words, "Save the filter")
        decision.replace([each.name for each in self._saved])
        family, parts, keep = self._family, self._now.parts(), self._session.case_filters.keep
        decision.decided.connect(lambda name: self._do(lambda: keep(family, name, parts), "saved"))
        return self._open(decision)

    def rename(self) -> NameDecision | None:
        """Ask for another name of the chosen filter; None where none is chosen."""
        saved = self.box.currentData()
        if saved is None:
            return None
        decision = NameDecision(
            self._page, f"Rename “{saved.name}”", "It shows the same as before.", "Rename"
        )
        decision.begin_with(saved.name)
        decision.refuse([each.name for each in self._saved if each.id != saved.id])
        rename = self._session.case_filters.rename
        decision.decided.connect(lambda name: self._do(lambda: rename(saved, name), "renamed"))
        return self._open(decision)

    def delete(self) -> Decision | None:
        """Ask whether the chosen filter shall go; None where none is chosen."""
        saved = self.box.currentData()
        if saved is None:
            return None
        self.asking.emit()
        delete = self._session.case_filters.delete
        return ask(
            self._page,
            f"Delete “{saved.name}”?",
            "The filter goes; the cases that it shows stay as they are.",
            "Delete the filter",
            lambda: self._do(lambda: delete(saved), "deleted"),
            danger=True,
        )

    def _open(self, decision: NameDecision) -> NameDecision:
        self.asking.emit()
        decision.open()
        return decision

    def _do(self, job: Callable[[], object], done: str) -> None:
        self._runner.run(self, self._session.writing, job, lambda _: self._done(done))

    def _done(self, done: str) -> None:
        self.told.emit(f"The filter was {done}.")
        self.refresh()

    def _take(self, saved: list[SavedFilter]) -> None:
        self._saved = saved
        self.box.offer([(_NONE if saved else _NONE_YET, None), *((each.name, each) for each in saved)], None)
        self.show_choice(self._now)

    def _choose(self, at: int) -> None:
        saved = self.box.itemData(at)
        if saved is not None:
            self.chosen.emit(saved)
