"""What a list is narrowed to, in one panel below its button: each change is seen in the list at once."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from kmss_dpo.domain.case_filters import SavedFilter
from kmss_dpo.domain.cases import KINDS, DueWhen, Family, kinds_of
from kmss_dpo.domain.next_steps import WaitingFor
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.form_state.listing import ANYTHING, NOBODY, ListChoice, Shown, lost, restored
from kmss_dpo.ui.cases.saved_filters import SavedFilters
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.form import Form, choice
from kmss_dpo.ui.kit.labels import button, label, rule
from kmss_dpo.ui.kit.notice import announce
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.unfolding import Unfolding

_WIDE, _LEAST = 64, 12
"""Characters of plain text across the panel, and at least in each of its fields."""
_FOR_OPEN = ("due", "waiting", "stage")
"""What only open cases have."""


class FilterPanel(Unfolding):
    """`changed` carries the choice as it is now; Escape, or a click elsewhere, closes the panel."""

    changed = Signal(object)

    def __init__(self, family: Family, session: Session, runner: Runner, page: QWidget) -> None:
        super().__init__("Filter", _WIDE, page)
        self._family = family
        self._session = session
        self._runner = runner
        self.binder: Binder[ListChoice] = Binder(ListChoice(family), self)
        self.saved = SavedFilters(family, session, runner, page)
        self.form = Form()
        self._handlers: tuple[str, ...] = ()
        self._lost = label("", "quiet", wrap=True)
        self._count = label("", "strong")
        self._clear, self._close = button("Clear"), button("Close", "main")
        self._make_facets()
        self._lay_out()
        self._connect()

    def open_below(self, control: QWidget, now: ListChoice) -> None:
        """Show what the list is narrowed to; or fold again, where it is unfolded."""
        if self.isVisible():
            self.fold()
            return
        self.show_choice(now)
        self._lost.hide()
        self.saved.refresh()
        reading = self._session.reading
        self._runner.run(self, reading, self._session.several.handlers, self._offer_handlers)
        self.unfold(control)
        self.form.focus_first()

    def show_choice(self, now: ListChoice) -> None:
        """Show a choice that was made elsewhere."""
        self._offer_stages(now)
        self.binder.show(now)
        self._offer_handlers(self._handlers)
        self._fit_to(now)

    def show_count(self, words: str) -> None:
        """Say how many cases are shown, to a screen reader too while the panel is unfolded."""
        if self.isVisible() and words != self._count.text():
            announce(self, words)
        self._count.setText(words)

    def _make_facets(self) -> None:
        kinds = kinds_of(self._family)
        self._shown = choice([(each.value, each) for each in Shown])
        self._kind = choice([("All kinds", None), *((KINDS[each].title, each) for each in kinds)])
        self._due = choice([("Whenever", None), *((_begun(each), each) for each in DueWhen)])
        each_thing = ((_begun(each), frozenset({each})) for each in WaitingFor)
        self._waiting = choice([("Whatever", frozenset()), ("Anything", ANYTHING), *each_thing])
        self._stage, self._handler = choice([]), choice([])
        facets = {
            "shown": ("Show", self._shown),
            "kind": ("Kind", self._kind),
            "due": ("Due", self._due),
            "waiting": ("Waiting for", self._waiting),
            "stage": ("Stage", self._stage),
            "handler": ("Handler", self._handler),
        }
        for pair in (("shown", "kind"), ("due", "waiting"), ("stage", "handler")):
            self.form.add_beside([(name, *facets[name]) for name in pair])
        for _words, box in facets.values():
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_LEAST)
        self._offer_stages(self.binder.state)
        self._offer_handlers([])
        for name, (_words, box) in facets.items():
            self.binder.choice(name, box)

    def _offer_stages(self, now: ListChoice) -> None:
        """Offer the stages of what is shown."""
        stages = ((words, code) for code, words in now.stages().items())
        self._stage.offer([("Any", ""), *stages], now.stage)

    def _offer_handlers(self, names: Iterable[str]) -> None:
        """Offer everyone who works on a case, and whoever is chosen now."""
        self._handlers = tuple(names)
        now = self.binder.state.handler
        known = sorted({*names, *([now] if now else [])}, key=str.casefold)
        people = ((each, each) for each in known)
        self._handler.offer([("Anyone", None), ("Nobody named", NOBODY), *people], now)

    def _choose(self, saved: SavedFilter) -> None:
        """Narrow the list to a filter that was kept; what no longer exists is told and left out."""
        now = restored(self.binder.state, saved.parts)
        gone = lost(now, saved.parts)
        self._lost.setText(
            f"No longer there and left out: {', '.join(f'“{each}”' for each in gone)}." if gone else ""
        )
        self._lost.setVisible(bool(gone))
        self.show_choice(now)
        self.fit()
        self.changed.emit(now)

    def _react(self, now: ListChoice) -> None:
        """Another kind has other stages."""
        if now.stage and now.stage not in now.stages():
            now = replace(now, stage="")
            self.binder.show(now)
        self._offer_stages(now)
        self._lost.hide()
        self._fit_to(now)
        self.changed.emit(now)

    def _fit_to(self, now: ListChoice) -> None:
        for name in _FOR_OPEN:
            self.form.row(name).field.setEnabled(now.may_be_open())
        self.saved.show_choice(now)
        self._clear.setEnabled(now.filtered() or now.shown is not Shown.OPEN)

    def _clear_all(self) -> None:
        now = replace(self.binder.state.cleared(), text=self.binder.state.text)
        self.show_choice(now)
        self._react(now)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._count, 1)
        foot.addWidget(self._clear)
        foot.addWidget(self._close)
        inside = self.column
        caption = label("Saved filters", "label")
        caption.setBuddy(self.saved.box)
        inside.addWidget(caption)
        inside.addWidget(self.saved)
        inside.addWidget(rule())
        inside.addWidget(self.form)
        inside.addWidget(self._lost)
        inside.addLayout(foot)
        inside.addStretch(1)

    def _connect(self) -> None:
        self.binder.changed.connect(self._react)
        self.saved.chosen.connect(self._choose)
        self.saved.asking.connect(self.fold)
        self._clear.clicked.connect(self._clear_all)
        self._close.clicked.connect(self.fold)


def _begun(words: str) -> str:
    """With a capital, as in “The fee”."""
    return words[:1].upper() + words[1:]
