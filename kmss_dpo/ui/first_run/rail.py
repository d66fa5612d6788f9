"""The steps at the left of the wizard: done, here, to come."""

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QVBoxLayout

from kmss_dpo.ui.first_run.form_state import STEPS, Step
from kmss_dpo.ui.kit.cells import heavy
from kmss_dpo.ui.kit.labels import label, restyle


class Rail(QFrame):
    """As wide as its longest step in bold, so that nothing moves."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setAccessibleName("Steps")
        self._marks = {step: label(step.value) for step in STEPS}
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 32, 24, 24)
        column.setSpacing(12)
        for mark in self._marks.values():
            column.addWidget(mark)
        column.addStretch(1)
        widest = QFontMetrics(heavy(self.font())).horizontalAdvance(f"✓ {Step.RETENTION.value}")
        self.setMinimumWidth(widest + 56)

    def show_step(self, here: Step) -> None:
        """Mark a step as the one shown and those before it as done."""
        for step, mark in self._marks.items():
            done = STEPS.index(step) < STEPS.index(here)
            mark.setText(f"✓ {step.value}" if done else step.value)
            mark.setProperty("role", "strong" if step is here else "quiet")
            restyle(mark)
