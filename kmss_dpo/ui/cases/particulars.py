"""Everything written down about a case, to read and to copy."""

from collections.abc import Iterator
from itertools import zip_longest

from PySide6.QtCore import Qt, Signal

from kmss_dpo.domain.case_views import CaseView, Party
from kmss_dpo.domain.cases import KINDS, Status
from kmss_dpo.domain.holds import in_words
from kmss_dpo.domain.ids import Kind
from kmss_dpo.ui.cases.linked import LinkedCases
from kmss_dpo.ui.cases.prose import Passage, Prose, Voice
from kmss_dpo.ui.cases.words import CHANNELS, NO_NAME, outcome_words
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.flowing import FlowingRow
from kmss_dpo.ui.kit.labels import button, unmarked
from kmss_dpo.ui.kit.panel import Scrolling

_MOST_PEOPLE = 3
"""Who asks, whom it is about, who has the letters."""


class Particulars(Scrolling):
    """The details with the way to change them, and to the people they name."""

    edit_requested = Signal()
    clock_requested = Signal()
    show_requested = Signal(object, int)

    def __init__(self) -> None:
        super().__init__("Details", margin=0)
        self._edit = button("Edit details…")
        self._clock = button("Correct the clock facts…")
        self._people = [button("", "link") for _ in range(_MOST_PEOPLE)]
        self.prose = Prose("Details of the case")
        self.linked = LinkedCases()
        self._shown: tuple[Party, ...] = ()
        line = FlowingRow((self._edit, self._clock))
        line.setContentsMargins(0, 12, 0, 0)
        self.column.addWidget(line)
        for each in self._people:
            self.column.addWidget(each, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.prose)
        self.column.addWidget(self.linked)
        self.column.addStretch(1)
        self._edit.clicked.connect(self.edit_requested)
        self._clock.clicked.connect(self.clock_requested)
        self.linked.case_requested.connect(lambda case: self.show_requested.emit(Kind.CASE, case))
        for place, each in enumerate(self._people):
            each.clicked.connect(lambda _on=False, place=place: self._show(place))

    def show_case(self, view: CaseView) -> None:
        """Show a case."""
        for each in (self._edit, self._clock):
            each.setEnabled(view.status is not Status.VOIDED)
        self.linked.show_links(view.links, may_link=view.status is not Status.VOIDED)
        self._shown = view.people()
        for person, each in zip_longest(self._shown, self._people):
            each.setText(unmarked(f"Contact: {person.name}") if person else "")
            each.setVisible(person is not None)
        self.prose.tell(
            passage
            for caption, text in _lines(view)
            for passage in (Passage(caption, Voice.QUIET), Passage(text, close=True))
        )

    def _show(self, place: int) -> None:
        self.show_requested.emit(Kind.CONTACT, self._shown[place].id)


def _lines(view: CaseView) -> Iterator[tuple[str, str]]:
    """What is written down, caption and text; empty fields are left out but for the person."""
    details = view.details
    kind = KINDS[details.kind]
    reached = details.reached_officer_on
    lines = [
        ("What is asked for", f"{kind.title} ({kind.provision})"),
        ("Who asks", view.requester.name if view.requester else NO_NAME),
        ("Whom it is about", view.subject.name if view.subject and view.subject != view.requester else ""),
        ("A child", "The data is about a child" if details.about_child else ""),
        ("Letters go to", view.recipient.name if view.recipient else ""),
        ("Summary", details.summary),
        (
            "Received by the company",
            f"{write_day(details.received_on, weekday=True)}, {CHANNELS[details.channel]}",
        ),
        ("Reached you", write_day(reached, weekday=True) if reached else ""),
        ("Taken by", details.taken_by),
        ("Worked on by", details.handler),
        ("About the officer", "The complaint is about you" if details.about_officer else ""),
        ("Earlier reference", details.old_reference),
        ("Their reference", details.their_reference),
        ("Special category data", "Involved" if details.special_category else ""),
        ("Meant for a customer", details.for_customer),
        *_ending(view),
        *_holds(view),
    ]
    return ((caption, text) for caption, text in lines if text)


def _holds(view: CaseView) -> Iterator[tuple[str, str]]:
    if view.places_hold():
        yield "Places a hold", "What concerns its people is not erased while this case is open."
    for hold in view.held_by_others():
        yield "On hold", in_words(hold)


def _ending(view: CaseView) -> Iterator[tuple[str, str]]:
    if view.closing:
        yield (
            "Closed",
            f"{write_day(view.closing.closed_on, weekday=True)}: {outcome_words(view.closing.outcome)}",
        )
        yield "Reasons", view.closing.reason
        yield "Late because", view.closing.late_reason
    yield "Voided because", view.void_reason
