"""The panel of the settings on who may open the register, and what each of its buttons begins."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.keys import Rehearsal, Ways
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.services.new_key import Lost
from kmss_dpo.ui.keys.form_state import (
    NO_KIT,
    Line,
    absent_words,
    kit_reminder,
    kit_words,
    lines,
    removal_words,
)
from kmss_dpo.ui.keys.kit import KitSheet
from kmss_dpo.ui.keys.sheets import DeputySheet, Desk, NewKeySheet, PassphraseSheet, RehearsalSheet
from kmss_dpo.ui.kit.chips import Chip
from kmss_dpo.ui.kit.confirm import ask
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.flow import Flow
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.panel import Panel
from kmss_dpo.ui.kit.short_table import ShortTable
from kmss_dpo.ui.kit.table import Column, PagedTableModel

_LEAST_LINES = 13


class WaysPanel(Panel):
    """`changed` once the ways in are others; `new_key_decided` carries the keys of a key change."""

    FORM = DeputySheet.FORM
    changed = Signal()
    new_key_decided = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Ways in")
        self._desk = desk
        self._ways = Ways((), "")
        self._lines: dict[int, Line] = {}
        self._model = PagedTableModel(_columns(), self._rows, desk.runner, desk.files, parent=self)
        self.table = ShortTable(self._model, "Ways into the register")
        self.told, self.reminder, self.absent = Notice(), Notice(closable=False), Notice(closable=False)
        self.kit_words = label("", "quiet", wrap=True)
        self.passphrase_button = button("Change the passphrase…")
        self.deputy_button = button("Add a person…")
        self.try_button = button("Try the recovery kit…")
        self.kit_button = button("New recovery kit…")
        self.leak_button = button("I think the key leaked…", "danger")
        self._lay_out()
        self._connect()

    def load(self) -> None:
        """Read who may open it."""
        self._desk.runner.run(self, self._desk.session.reading, self._desk.keys.ways, self._show)

    def resume(self, kept: Unfinished) -> None:
        """Go on with adding a person; the passphrase has to be typed again."""
        self.add_person().typing.resume(kept)

    def change_passphrase(self) -> PassphraseSheet:
        """Ask for the old passphrase and a new one."""
        sheet = PassphraseSheet(self, self._desk, self._ways.by_passphrase())
        sheet.saved.connect(lambda _: self._done("The passphrase was changed."))
        sheet.open()
        return sheet

    def add_person(self) -> DeputySheet:
        """Let another person type a passphrase of their own."""
        sheet = DeputySheet(self, self._desk)
        sheet.saved.connect(lambda way: self._done(f"{way.person} can open the register now."))
        sheet.open()
        return sheet

    def try_kit(self) -> RehearsalSheet:
        """Let the printed kit be tried."""
        sheet = RehearsalSheet(self, self._desk)
        sheet.saved.connect(self._tried)
        sheet.open()
        return sheet

    def new_kit(self) -> KitSheet:
        """Show a new recovery key and have it printed."""
        sheet = KitSheet(self, self._desk)
        sheet.saved.connect(lambda _: self._done("The new recovery kit holds. Destroy the earlier one."))
        sheet.open()
        return sheet

    def ask_new_key(self) -> None:
        """Say what a new key takes away, and ask."""
        desk = self._desk
        desk.runner.run(self, desk.session.reading, desk.keys.lost_by_a_new_key, self._ask_new_key)

    def _ask_new_key(self, lost: Lost) -> None:
        sheet = NewKeySheet(self, self._desk, lost)
        sheet.saved.connect(self.new_key_decided)
        sheet.open()

    def _show(self, ways: Ways) -> None:
        self._ways = ways
        self._lines = {line.id: line for line in lines(ways)}
        self._model.set_ids(self._lines)
        self.kit_words.setText("" if ways.kit() is None else kit_words(ways))
        self.try_button.setEnabled(ways.kit() is not None)
        _say(self.reminder, kit_reminder(ways, self._desk.keys.today()))
        self.absent.hide()
        if ways.absent:
            self.absent.say(
                absent_words(ways), Tone.WARNING, "They will not come", on_action=self._expect_no_more
            )

    def _expect_no_more(self) -> None:
        desk, people = self._desk, self._ways.absent
        job = desk.session.writing
        desk.runner.run(self, job, lambda: desk.keys.expect_no_more(people), lambda _: self.load())

    def _rows(self, ids: Sequence[int]) -> list[Line]:
        return [self._lines[each] for each in ids if each in self._lines]

    def _ask_removal(self, number: int) -> None:
        line = self._lines[number]
        if not line.removable:
            return
        title, words, decide = removal_words(line.way)
        ask(self, title, words, decide, lambda: self._remove(line), danger=True)

    def _remove(self, line: Line) -> None:
        desk, way = self._desk, line.way
        said = f"{way.person}'s {line.kind[0].lower()}{line.kind[1:]} no longer opens the register."
        desk.runner.run(
            self,
            desk.session.writing,
            lambda: desk.keys.remove(way),
            lambda _: self._done(said),
            self._refused,
        )

    def _refused(self, error: Exception) -> None:
        self.told.say_error(error)
        self.load()

    def _tried(self, rehearsal: Rehearsal) -> None:
        if rehearsal.held:
            self._done("The printed kit opens the register. Put it back in its safe place.")
            return
        self.told.say(
            "That key is typed correctly but does not open this register: it is of another register, or of a "
            "kit that was replaced. Look for the newest kit, or make a new one.",
            Tone.ERROR,
        )
        self.load()

    def _done(self, said: str) -> None:
        self.told.say(said)
        self.load()
        self.changed.emit()

    def _lay_out(self) -> None:
        self.table.keep_lines(_LEAST_LINES)
        for pushed, icon in (
            (self.passphrase_button, "key-round"),
            (self.deputy_button, "plus"),
            (self.try_button, "shield-check"),
            (self.kit_button, "printer"),
        ):
            dress(pushed, icon)
        words = "Whoever has one of these can open the register; what they do is recorded under their name."
        self.column.addWidget(label(words, "quiet", wrap=True))
        for each in (self.told, self.reminder, self.absent, self.table):
            self.column.addWidget(each)
        self.column.addWidget(_line(self.passphrase_button, self.deputy_button))
        self.column.addWidget(self.kit_words)
        self.column.addWidget(_line(self.try_button, self.kit_button))
        self.column.addWidget(_line(self.leak_button))

    def _connect(self) -> None:
        self.table.action_requested.connect(self._ask_removal)
        self.table.open_requested.connect(self._ask_removal)
        self.passphrase_button.clicked.connect(self.change_passphrase)
        self.deputy_button.clicked.connect(self.add_person)
        self.try_button.clicked.connect(self.try_kit)
        self.kit_button.clicked.connect(self.new_kit)
        self.leak_button.clicked.connect(self.ask_new_key)


def _say(notice: Notice, sentence: str) -> None:
    notice.hide()
    if sentence:
        notice.say(sentence, Tone.ERROR if sentence == NO_KIT else Tone.WARNING)


def _line(*buttons: QWidget) -> QWidget:
    row = QWidget()
    line = Flow(row)
    for each in buttons:
        line.addWidget(each)
    return row


def _columns() -> tuple[Column[Line], ...]:
    return (
        Column(
            "Whose",
            text=lambda line: line.way.person,
            second=lambda line: line.kind,
            strong=True,
            sample="A computer's keychain",
        ),
        Column(
            "Since",
            text=lambda line: write_day(line.way.created_on),
            chip=lambda line: Chip("Opened it now") if line.opened_it else None,
            weight=0,
            sample="Opened it nowMM",
        ),
        Column("", action=lambda line: "Take away…" if line.removable else "", weight=0, sample="Take away…"),
    )
