"""One contact to read: what to know before writing or calling comes first, then everything else."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from kmss_dpo.domain.case_views import CaseRow
from kmss_dpo.domain.cases import CaseFilter, Status
from kmss_dpo.domain.contacts import Contact, ContactDetails, Reach, cautions
from kmss_dpo.domain.holds import Hold, HoldDoing, HoldWish, held_words
from kmss_dpo.domain.ids import Kind
from kmss_dpo.session import Session
from kmss_dpo.ui.contacts.words import KIND_WORDS, case_words
from kmss_dpo.ui.kit.chips import Chip, ChipLabel, Look, chip_of
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button, label, rule
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.panel import Scrolling
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import Column, PagedTableModel
from kmss_dpo.ui.kit.table_view import TableView

_MOST_ROWS = 6


class ContactCard(Scrolling):
    """Shows one contact; made anew for each."""

    edit_requested = Signal()
    erase_requested = Signal()
    hold_requested = Signal(object)
    suppress_requested = Signal()
    case_requested = Signal(int)

    def __init__(
        self,
        session: Session,
        runner: Runner,
        contact: Contact,
        holds: Sequence[Hold] = (),
        suppressed: str = "",
    ) -> None:
        super().__init__("Contact")
        self._session = session
        self._runner = runner
        self.contact = contact
        self.holds = holds
        self.setAccessibleName(f"Contact {contact.details.name}")
        self._add_head()
        self.warnings = tuple(self._warn(sentence) for sentence in cautions(contact.details))
        self.suppressed = self._warn(suppressed)
        self.held = self._warn(held_words(holds), Tone.TOLD)
        self._add_facts()
        self._add_cases()
        self.column.addStretch(1)

    def _add_head(self) -> None:
        details = self.contact.details
        name = label(details.name, "title", wrap=True)
        name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        edit, erase, more = button("Edit"), button("Delete…"), button("")
        dress(edit, "pencil")
        dress(erase, "trash-2")
        edit.clicked.connect(self.edit_requested)
        erase.clicked.connect(self.erase_requested)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(name, 1)
        line.addWidget(edit, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(erase, 0, Qt.AlignmentFlag.AlignTop)
        self.menu = self._menu_of(more)
        line.addWidget(more, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(line)
        under = QHBoxLayout()
        under.setSpacing(8)
        under.addWidget(ChipLabel(Chip(KIND_WORDS[details.kind], Look.KIND)))
        under.addWidget(label(details.organisation, "quiet", wrap=True), 1)
        self.column.addLayout(under)

    def _menu_of(self, more: QPushButton) -> QMenu:
        menu = QMenu(self)
        menu.addAction("Place a hold…", lambda: self._ask(HoldDoing.PLACE))
        if any(hold.id is not None for hold in self.holds):
            menu.addAction("Release a hold…", lambda: self._ask(HoldDoing.RELEASE))
        menu.addAction("Suppress marketing…", self.suppress_requested.emit)
        more.setMenu(menu)
        more.setAccessibleName("More, opens a menu")
        more.setToolTip("More")
        dress(more, "ellipsis")
        return menu

    def _ask(self, doing: HoldDoing) -> None:
        self.hold_requested.emit(HoldWish(doing, (Kind.CONTACT, self.contact.id)))

    def _warn(self, sentence: str, tone: Tone = Tone.WARNING) -> Notice:
        """Say something above all else; nothing stays out of sight."""
        notice = Notice(closable=False)
        self.column.addWidget(notice)
        if sentence:
            notice.say(sentence, tone)
        return notice

    def _add_facts(self) -> None:
        details = self.contact.details
        grid = QGridLayout()
        grid.setContentsMargins(0, 8, 0, 8)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        left = [
            _ways("Email", details.emails),
            _ways("Phone", details.phones),
            _ways("Postal address", details.addresses),
        ]
        right = [_fact(caption, text) for caption, text in _facts(details)]
        for column, parts in enumerate((left, right)):
            side = QVBoxLayout()
            side.setSpacing(16)
            for part in parts:
                side.addWidget(part)
            side.addStretch(1)
            grid.addLayout(side, 0, column)
        self.column.addLayout(grid)
        if details.notes:
            self.column.addWidget(_fact("Notes", details.notes))

    def _add_cases(self) -> None:
        self.column.addSpacing(4)
        self.column.addWidget(rule())
        self.column.addWidget(label("Cases", "heading"))
        self._no_case = label("No case names this contact.", "quiet", wrap=True)
        self._no_case.hide()
        cases = self._session.cases
        self._model = PagedTableModel(
            self._case_columns(), cases.rows, self._runner, self._session.reading, parent=self
        )
        self.cases = TableView(self._model, "Cases of this contact")
        self.cases.hide()
        self.cases.clicked.connect(lambda index: self.case_requested.emit(self._model.id_at(index.row())))
        self.cases.open_requested.connect(self.case_requested)
        self.column.addWidget(self._no_case)
        self.column.addWidget(self.cases)
        wanted = CaseFilter(
            contact=self.contact.id, statuses=frozenset(Status), sort="received", descending=True
        )
        self._runner.run(self, self._session.reading, lambda: cases.ids(wanted), self._show_cases)

    def _show_cases(self, ids: Sequence[int]) -> None:
        self._model.set_ids(ids)
        self._no_case.setVisible(not ids)
        self.cases.setVisible(bool(ids))
        row = self.cases.verticalHeader().defaultSectionSize()
        self.cases.setFixedHeight(
            row * min(len(ids), _MOST_ROWS) + self.cases.horizontalHeader().sizeHint().height() + 4
        )

    def _case_columns(self) -> tuple[Column[CaseRow], ...]:
        return (
            Column(
                "Case",
                text=lambda row: row.reference,
                second=lambda row: case_words(row, self.contact.id),
                strong=True,
                sample="SAR-2026-0000",
            ),
            Column("Received", text=lambda row: write_day(row.received_on), weight=0, sample="28 Nov 2026"),
            Column("Due", chip=self._chip, weight=0, sample="M Follow up Wed 28 Nov"),
        )

    def _chip(self, row: CaseRow) -> Chip | None:
        if row.status is not Status.OPEN:
            return Chip(row.status.value.capitalize())
        return chip_of(row.stands(self._session.day()))


def _facts(details: ContactDetails) -> list[tuple[str, str]]:
    found = [
        ("Adjustments they need", details.adjustments),
        ("Language", details.language),
        ("Former names", "\n".join(details.former_names)),
    ]
    return [(caption, text) for caption, text in found if text]


def _fact(caption: str, text: str) -> QWidget:
    part, column = _part(caption)
    column.addWidget(_selectable(text))
    return part


def _ways(caption: str, reaches: tuple[Reach, ...]) -> QWidget:
    part, column = _part(caption)
    if not reaches:
        column.addWidget(label("None noted", "quiet"))
    for place, reach in enumerate(reaches):
        column.addSpacing(8 if place and "\n" in reach.value else 0)
        column.addWidget(_selectable(reach.value))
        said = ("" if reach.safe else "Do not use. ") + reach.note
        if said:
            column.addWidget(label(said.strip(), "quiet" if reach.safe else "error", wrap=True))
    return part


def _part(caption: str) -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    part.setAccessibleName(caption)
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label(caption, "label"))
    return part, column


def _selectable(text: str) -> QLabel:
    shown = label(text, wrap=True)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return shown
