"""The top of the page: what is listed, the ways to what stands behind it, and holds to be looked at again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kmss_dpo.ui.kit.counted_title import CountedTitle
from kmss_dpo.ui.kit.flowing import FlowingRow
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.retention.form_state import count_words, to_review_words

_TITLE_WIDE = 36
"""How many characters of plain text the title wants beside the buttons."""


class Head(QWidget):
    """Each wish is for one of the lists behind the page."""

    schedule_requested = Signal()
    log_requested = Signal()
    holds_requested = Signal()
    bin_requested = Signal()
    suppressions_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = CountedTitle("Ready for disposal")
        self.to_review = Notice(closable=False)
        schedule, log, holds = button("Schedule…"), button("Disposal log"), button("Holds")
        in_bin, suppressed = button("Bin"), button("Suppression list")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(FlowingRow((holds, in_bin, suppressed, schedule, log), self._title, _TITLE_WIDE))
        column.addWidget(
            label(
                "Nothing is erased until you confirm it. Records on hold are listed but cannot be erased.",
                "quiet",
                wrap=True,
            )
        )
        column.addWidget(self.to_review)
        schedule.clicked.connect(self.schedule_requested)
        log.clicked.connect(self.log_requested)
        holds.clicked.connect(self.holds_requested)
        in_bin.clicked.connect(self.bin_requested)
        suppressed.clicked.connect(self.suppressions_requested)

    def show_count(self, count: int) -> None:
        """Say how many records are ready."""
        self._title.show_count(count_words(count))

    def show_to_review(self, count: int) -> None:
        """Say how many holds have reached the day of their review."""
        if count:
            words = to_review_words(count)
            self.to_review.say(words, Tone.WARNING, "Look at the holds", self.holds_requested.emit)
        else:
            self.to_review.hide()
