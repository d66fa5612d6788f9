"""The bar at the foot of the page: what will happen, said before the button that does it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from kmss_dpo.domain.disposal import Parts
from kmss_dpo.ui.kit.flowing import FlowingRow
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.panel import Panel
from kmss_dpo.ui.kit.progress import Progress
from kmss_dpo.ui.retention.form_state import count_words, plan

_PLAN_WIDE = 48
"""How many characters of plain text the sentence wants beside the buttons."""


class Foot(Panel):
    """Counts what is ticked; its buttons rest while nothing is, and while records are being erased."""

    erase_requested = Signal()
    keep_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName("What will happen")
        self.plan = label("", wrap=True)
        self.plan.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.keep = button("Keep until…")
        self.erase = button("Erase…", "danger")
        self.progress = Progress()
        self.counting = Progress()
        self.column.addWidget(FlowingRow((self.keep, self.erase), self.plan, _PLAN_WIDE))
        self.column.addWidget(self.counting)
        self.column.addWidget(self.progress)
        self.keep.clicked.connect(self.keep_requested)
        self.erase.clicked.connect(self.erase_requested)
        self.show_plan(0, None)

    def show_plan(self, count: int, parts: Parts | None) -> None:
        """Say what erasing the ticked records will do."""
        self.plan.setText(plan(count, parts))
        self.erase.setText(f"Erase {count_words(count)}…" if count else "Erase…")
        self._rest(resting=not count)

    def rest(self) -> None:
        """Let the buttons rest while records are being erased."""
        self._rest(resting=True)

    def _rest(self, *, resting: bool) -> None:
        self.keep.setDisabled(resting)
        self.erase.setDisabled(resting)
