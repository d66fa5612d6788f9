"""Whom the letter goes to, when and how, and what only the officer knows of the case."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QLineEdit, QWidget

from kmss_dpo.domain.letters import Activity, Draft, Fact, Template
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.date_field import DateField
from kmss_dpo.ui.kit.form import Form, choice
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.lines import lines_edit
from kmss_dpo.ui.kit.settled_choice import SettledChoice
from kmss_dpo.ui.letters.form_state import (
    FACTS_ASKED,
    Addressing,
    addressing_of,
    facts_asked,
    may_go_to,
    on_template,
    template_words,
)

_ADDRESS_LINES = 5
_BESIDE = ("on", "electronic")


class AddressForm(Form):
    """Template, recipient, date, way and address; `goes_outside` is whether it goes to nobody of the case."""

    template_chosen = Signal(str, object)
    typed = Signal(object)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._templates = SettledChoice([])
        self._templates.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._templates.setMinimumContentsLength(12)
        self._post = lines_edit(_ADDRESS_LINES)
        self._people = label("", "small", wrap=True)
        self.goes_outside = False
        self._binder: Binder[Addressing] = Binder(Addressing(), self)
        self._lay_out()
        self._connect()

    @property
    def state(self) -> Addressing:
        """What is typed now."""
        return self._binder.state

    def begin(self, templates: Sequence[Template], draft: Draft) -> None:
        """Show another letter."""
        self.goes_outside = draft.nature.goes_outside
        offered = ((template_words(each), (each.code, each.language)) for each in templates)
        self._templates.offer(offered, (draft.template, draft.language))
        self.row("template").explain(on_template(draft.language))
        self._binder.show(addressing_of(draft))

    def show_people(self, named: str) -> None:
        """Say whom the letter may go to."""
        self._people.setText(may_go_to(named, outside=self.goes_outside))

    def go_to(self, name: str) -> None:
        """Put the focus on a field."""
        self.row(name).field.setFocus()

    def _lay_out(self) -> None:
        name, post, day = QLineEdit(), self._post, DateField(self._today)
        way = choice([("By post", False), ("By email", True)])
        self.add("template", "Template", self._templates)
        self.add("recipient", "To", name)
        self.add_widget(self._people)
        self.add("address", "Address", post)
        self.add_beside([("on", "Letter date", day), ("electronic", "Goes by", way)])
        last = self._column.itemAt(self._column.count() - 1)
        self._beside = last.layout() if last else None
        self._binder.line("recipient", name)
        self._binder.text("address", post)
        self._binder.day("on", day)
        self._binder.choice("electronic", way)

    def _share(self) -> None:
        """The day and the way stand below each other where they have no room side by side."""
        if isinstance(self._beside, QBoxLayout):
            across = (
                sum(self.row(name).minimumSizeHint().width() for name in _BESIDE) + self._beside.spacing()
            )
            down = across > self.width()
            self._beside.setDirection(
                QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight
            )

    def minimumSizeHint(self) -> QSize:
        """Qt: each field on a line of its own fits."""
        widths = [self.row(name).minimumSizeHint().width() for name in (*_BESIDE, "template")]
        return QSize(max(widths), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width."""
        super().resizeEvent(event)
        self._share()

    def _connect(self) -> None:
        self._templates.activated.connect(lambda at: self.template_chosen.emit(*self._templates.itemData(at)))
        self._binder.changed.connect(self.typed)


def fact_options(draft: Draft) -> list[tuple[str, str]]:
    """The tick boxes for what only the officer knows."""
    return [(fact.value, FACTS_ASKED[fact]) for fact in facts_asked(draft)]


def facts_ticked(draft: Draft) -> frozenset[str]:
    """Those that hold."""
    return frozenset(fact.value for fact in draft.facts)


def activity_options(draft: Draft, activities: Sequence[Activity]) -> list[tuple[str, str]]:
    """The tick boxes for where data was found; none where the letter does not say it."""
    says = Fact.TRANSFERRED_ABROAD in facts_asked(draft)
    return [(activity.code, activity.title) for activity in activities] if says else []
