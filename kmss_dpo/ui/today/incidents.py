"""What went wrong with the register itself: a notice until the officer has seen it, and a list of all."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kmss_dpo.domain.incidents import Incident
from kmss_dpo.session import Session
from kmss_dpo.support.clock import LONDON
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.key_marks import mark_keys
from kmss_dpo.ui.kit.labels import button, label, rule
from kmss_dpo.ui.kit.newest import Newest
from kmss_dpo.ui.kit.notice import Notice, Notices, Tone
from kmss_dpo.ui.kit.panel import Scrolling
from kmss_dpo.ui.kit.runner import Runner

_MOST = 3
"""How many notices stand at once; the next ones come as these are seen."""


class IncidentNotices(Notices):
    """A notice for each incident that was not seen yet, with a button to say that it was."""

    def __init__(self, session: Session, runner: Runner) -> None:
        super().__init__()
        self._session = session
        self._runner = runner
        self._asking = Newest(runner, session.reading, self)
        self._told: dict[int, Notice] = {}
        self.setContentsMargins(0, 0, 0, 12)

    def refresh(self) -> None:
        """Read what has not been seen."""
        self._asking.ask(self._session.incidents.unseen, self._show)

    def _show(self, unseen: Sequence[Incident]) -> None:
        waiting = [each for each in reversed(unseen) if each.id not in self._told]
        for incident in waiting[: _MOST - len(self.sentences())]:
            sentence = f"{when_words(incident)}: {incident.sentence}"
            self._told[incident.id] = self.say(sentence, Tone.WARNING, "Seen", partial(self._seen, incident))

    def _seen(self, incident: Incident) -> None:
        seen = partial(self._session.incidents.mark_seen, [incident])
        self._runner.run(self, self._session.writing, seen, lambda _done: self.refresh())


class IncidentList(QDialog):
    """Every incident there was, the newest first; Escape closes it."""

    def __init__(self, parent: QWidget, found: Sequence[Incident]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Incidents of this register")
        self.setModal(True)
        page = Scrolling("Incidents of this register", margin=4)
        for number, incident in enumerate(found):
            if number:
                page.column.addWidget(rule())
            page.column.addWidget(label(f"{when_words(incident)} · {_seen_words(incident)}", "small"))
            page.column.addWidget(label(incident.sentence, wrap=True))
        if not found:
            words = "Nothing has gone wrong with this register so far. What does is listed here."
            page.column.addWidget(label(words, "quiet", wrap=True))
        page.column.addStretch(1)
        close = button("Close", "main")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label("Incidents of this register", "title", wrap=True))
        column.addWidget(page, 1)
        column.addLayout(foot)
        room = parent.window().size()
        width = min(self.fontMetrics().averageCharWidth() * 84, round(room.width() * 0.94))
        self.resize(width, round(room.height() * 0.6))

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: the button has its key."""
        super().showEvent(event)
        mark_keys(self)


def when_words(incident: Incident) -> str:
    """When it was noted, in London time."""
    there = incident.at.astimezone(LONDON)
    return f"{write_day(there.date(), weekday=True)}, {there:%H:%M}"


def _seen_words(incident: Incident) -> str:
    return f"seen {write_day(incident.seen_on)}" if incident.seen_on else "not seen yet"
