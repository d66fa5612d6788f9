"""The bar at the foot of the page: what will happen, said before the button that does it."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from kmss_dpo.domain.disposal import Parts
from kmss_dpo.domain.retention import Action
from kmss_dpo.domain.retention_words import action_words
from kmss_dpo.ui.kit.flowing import FlowingRow, side_by_side
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.panel import Panel
from kmss_dpo.ui.kit.progress import Progress
from kmss_dpo.ui.retention.form_state import Plan, plan

_PLAN_WIDE = 48
"""How many characters of plain text the sentence wants beside the buttons."""
_NOTHING = Plan()


class Foot(Panel):
    """Counts what is ticked; its buttons rest while nothing is, and while records are being disposed of.

    `decided` carries what was chosen for all that is ticked, None for what each rule says.
    """

    erase_requested = Signal()
    keep_requested = Signal()
    hold_requested = Signal()
    certificate_requested = Signal()
    choices_wanted = Signal()
    decided = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName("What will happen")
        self.plan = label("", wrap=True)
        self.plan.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.decide = button("For all ticked ▾")
        self.decide.setAccessibleDescription("What is decided about all ticked records")
        self.decide.setMenu(QMenu(self.decide))
        self.certificate = button("Preview certificate")
        self.keep = button("Keep until…")
        self.erase = button("Erase…", "danger")
        self.progress = Progress()
        self.counting = Progress()
        pairs = (side_by_side(self.decide, self.keep), side_by_side(self.certificate, self.erase))
        self.column.addWidget(FlowingRow(pairs, self.plan, _PLAN_WIDE))
        self.column.addWidget(self.counting)
        self.column.addWidget(self.progress)
        self.decide.menu().aboutToShow.connect(self.choices_wanted)
        self.certificate.clicked.connect(self.certificate_requested)
        self.keep.clicked.connect(self.keep_requested)
        self.erase.clicked.connect(self.erase_requested)
        self.show_plan(_NOTHING, None)

    def show_plan(self, going: Plan, parts: Parts | None) -> None:
        """Say what will be done with the ticked records."""
        self.plan.setText(plan(going, parts))
        self.erase.setText(f"{going.button()}…")
        some = bool(going.total() or going.to_review)
        for each in (self.decide, self.keep):
            each.setEnabled(some)
        for each in (self.certificate, self.erase):
            each.setEnabled(bool(going.total()))

    def offer(self, actions: Iterable[Action]) -> None:
        """Offer these in the menu that decides about all ticked records."""
        menu = self.decide.menu()
        menu.clear()
        for action in actions:
            menu.addAction(action_words(action), partial(self.decided.emit, action))
        menu.addAction("What each rule says", partial(self.decided.emit, None))
        menu.addSeparator()
        menu.addAction("Hold…", self.hold_requested.emit)

    def rest(self) -> None:
        """Let the buttons rest while records are being disposed of."""
        for each in (self.decide, self.keep, self.certificate, self.erase):
            each.setEnabled(False)
