"""Everything on the screen while a register is unlocked: the window, its pages, and who hears whom.

The pages do not know each other. Their wishes meet here: to show a record, to write a letter, to lock.
"""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.cases import Family
from kmss_dpo.domain.changes import Changes
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.services.unlocking import Opened, Unlocking
from kmss_dpo.session import Session
from kmss_dpo.support.clock import Clock
from kmss_dpo.support.settings import Settings
from kmss_dpo.ui.alerts.dialog import PLACE as REMINDERS
from kmss_dpo.ui.carrying_on import CarryingOn
from kmss_dpo.ui.cases.page import CasesPage
from kmss_dpo.ui.contacts.page import ContactsPage
from kmss_dpo.ui.holds.asking import PLACE as HOLDS
from kmss_dpo.ui.holds.asking import HoldSheets
from kmss_dpo.ui.intake.message_dialog import PLACE as MESSAGES
from kmss_dpo.ui.intake.messages import MessageQueue
from kmss_dpo.ui.keys.desk import KeysDesk
from kmss_dpo.ui.kit.files import choose_files
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.theme import Scheme, Theme
from kmss_dpo.ui.letters.emailing import PLACE as EMAILS
from kmss_dpo.ui.letters.recording import PLACE as SENDINGS
from kmss_dpo.ui.letters.windows import LetterWindows
from kmss_dpo.ui.letters.wordings.desk import PLACE as WORDINGS
from kmss_dpo.ui.morning import Morning
from kmss_dpo.ui.quick_notes.desk import PLACE as QUICK_NOTES
from kmss_dpo.ui.quick_notes.desk import QuickNoteDesk
from kmss_dpo.ui.restore.desk import Restores
from kmss_dpo.ui.retention.page import RetentionPage
from kmss_dpo.ui.search.results import SearchResults
from kmss_dpo.ui.settings.computer import ThisComputer
from kmss_dpo.ui.settings.page import SettingsPage
from kmss_dpo.ui.shell.lock_watch import LockWatch
from kmss_dpo.ui.shell.pages import NewEntry, PageSpec
from kmss_dpo.ui.shell.taking_down import delete_after_loops, forget_copied, hide_all
from kmss_dpo.ui.shell.window import MainWindow
from kmss_dpo.ui.today.page import TodayPage
from kmss_dpo.ui.trail.page import TrailPage
from kmss_dpo.ui.watch import Watch

_ENTRIES = (
    NewEntry("note", "Quick note…", "phone"),
    NewEntry("case", "New case…", "file-text"),
    NewEntry("contact", "New contact…", "user"),
    NewEntry("message", "Case from a message file…", "mail"),
)


_KEEPING = "Keeping and disposing"
_MESSAGES = "Messages (*.eml);;All files (*)"
_EVERYTHING = Changes(frozenset((kind, 0) for kind in Kind))


@dataclass(frozen=True)
class Surroundings:
    """What lives as long as the process and the workplace works with."""

    runner: Runner
    files: Executor
    settings: Settings
    theme: Theme
    unlocking: Unlocking
    clock: Clock


class Workplace(QObject):
    """Lives from unlock to lock. `lock_requested` and `closed` are for the program to act on."""

    lock_requested = Signal()
    closed = Signal()
    new_key_requested = Signal(object)
    _changed = Signal(object)

    def __init__(self, session: Session, around: Surroundings) -> None:
        super().__init__()
        self.session = session
        self._around = around
        self._runner, self._files = around.runner, around.files
        self._ahead = session.reading.submit(session.today.overview)  # read while the window is built
        self.window = MainWindow(self._specs(), _ENTRIES, session.name, around.settings)
        self.results = SearchResults(session, self._runner)
        self.incoming = MessageQueue(session, self._runner, self._files, self.window)
        self._locks = LockWatch(around.clock, around.settings, self.window, self)
        self._watch = Watch(session, self._runner, self._files, self.window)
        self._morning = Morning(session, self._runner, self._files, around.settings, self.window)
        self.alerts = self._morning.alerts
        self.letters = LetterWindows(session, self._runner, self._files, self.window)
        self.holds = HoldSheets(session, self._runner, self.window)
        self.restores = Restores(session, self._runner, self._files, self.window)
        self.quick_notes = QuickNoteDesk(session, self._runner, self.window, self.page)
        self._carrying_on = CarryingOn(session, self._runner, self.window, self.letters, self._place)
        self.keys = KeysDesk(session, around, self.window, self._carrying_on.kept, self.page)
        self._connect()

    def show(self) -> None:
        """Show Today, watch from now on whether to lock, and make the day's backup when there is time."""
        self.page("today")
        self.window.show()
        self._locks.start()
        self._carrying_on.offer()
        self.keys.begin()
        self._watch.begin()
        self.restores.offer()
        self._morning.begin()

    def leave(self) -> None:
        """Keep what is being typed and take every window down, whatever goes wrong with the keeping.

        Closing the session comes next, off the GUI thread; until that is over, this object must live.
        """
        self._locks.stop()
        try:
            self._carrying_on.kept()
        finally:
            self.window.keep_place()
            hide_all()
            forget_copied()
            delete_after_loops(self.window)
            self._changed.disconnect(self._changes_made)

    def page(self, name: str) -> Any:
        """Bring a page to the front and its first field under the fingers."""
        page: Any = self.window.show_page(name)
        page.first_focus()
        return page

    def _place(self, name: str) -> Any:
        """Where a form that a lock closed is gone on with: a page, or above whichever is shown."""
        return _above(self).get(name) or self.page(name)

    def show_record(self, kind: Kind, record: int) -> None:
        """Show a record on the page that it belongs to."""
        self.window.end_search()
        if kind is Kind.CONTACT:
            self.page("contacts").show_record(kind, record)
            return
        if kind is Kind.QUICK_NOTE:
            self.quick_notes.complete(record)
            return
        self._find(kind, record, lambda family, case: self.page(family).show_record(Kind.CASE, case))

    def take_step(self, case: int) -> None:
        """Show a case on its page and begin its next step."""
        self._find(Kind.CASE, case, lambda family, case: self.page(family).take_step(case))

    def _find(self, kind: Kind, record: int, then: Callable[[str, CaseId], None]) -> None:
        """Which page a record is on, and the case that it is found in."""
        find = partial(self.session.cases.place_of, kind, record)
        self._runner.run(
            self.window, self.session.reading, find, lambda place: then(place[0].value, place[1])
        )

    def _specs(self) -> tuple[PageSpec, ...]:
        with_files = (self.session, self._runner, self._files)
        return (
            PageSpec("today", "Today", "calendar-check", self._today),
            PageSpec("requests", "Requests", "inbox", lambda: self._cases(Family.REQUESTS)),
            PageSpec(
                "complaints", "Complaints", "message-square-warning", lambda: self._cases(Family.COMPLAINTS)
            ),
            PageSpec("enquiries", "Enquiries", "messages-square", lambda: self._cases(Family.ENQUIRIES)),
            PageSpec("contacts", "Contacts", "users", lambda: ContactsPage(self.session, self._runner)),
            PageSpec("retention", "Retention", "archive", lambda: RetentionPage(*with_files), _KEEPING),
            PageSpec("trail", "Audit trail", "history", lambda: TrailPage(*with_files), _KEEPING),
            PageSpec("settings", "Settings", "settings", self._settings_page, foot=True),
        )

    def _today(self) -> QWidget:
        page = TodayPage(self.session, self._runner, self._ahead)
        page.letter_requested.connect(self.letters.write)
        page.step_requested.connect(self.take_step)
        page.review_requested.connect(lambda: self.page("retention"))
        page.import_requested.connect(self._choose_messages)
        page.new_case_requested.connect(lambda: self._new("case"))
        page.new_contact_requested.connect(lambda: self._new("contact"))
        page.note_requested.connect(self.quick_notes.complete)
        page.overview_read.connect(self._morning.count)
        page.backup_made.connect(self._morning.show_backup)
        self._morning.backup_told.connect(page.show_backup)
        return page

    def _cases(self, family: Family) -> QWidget:
        page = CasesPage(family, self.session, self._runner, self._files)
        _hear_of_letters(page, self.letters)
        page.opening.completed.connect(self.quick_notes.gone)
        return page

    def _settings_page(self) -> QWidget:
        page = _settings(self.session, self._around, self.keys)
        page.idle_minutes_changed.connect(self._locks.set_minutes)
        page.backed_up.connect(self._morning.show_backup)
        self.restores.serve(page)
        page.wording_requested.connect(self.letters.wordings.edit)
        page.calendar_requested.connect(self.alerts.calendar.ask)
        self._morning.backup_told.connect(page.show_backup)
        return page

    def _connect(self) -> None:
        window = self.window
        window.lock_requested.connect(self._lock_by_hand)
        window.closed.connect(self.closed)
        window.may_close = self._carrying_on.kept
        window.show_requested.connect(self.show_record)
        window.hold_requested.connect(self.holds.ask)
        window.import_requested.connect(self._choose_messages)
        window.files_dropped.connect(self.incoming.take)
        window.new_requested.connect(self._new)
        window.set_results(self.results)
        self.results.listen_to(window.search_field())
        window.search_requested.connect(self.results.search)
        self.results.show_requested.connect(self.show_record)
        self.results.command_requested.connect(self._command)
        self.results.command_requested.connect(self.alerts.command)
        self.incoming.opened.connect(lambda case: self.show_record(Kind.CASE, case))
        self.letters.case_requested.connect(lambda case: self.show_record(Kind.CASE, case))
        self.letters.told.connect(window.say)
        self.quick_notes.show_requested.connect(self.show_record)
        self.holds.told.connect(window.say)
        self.keys.new_key_decided.connect(self.new_key_requested)
        self._locks.lock_requested.connect(self.lock_requested)
        self._locks.put_away.connect(self._lock_by_hand)
        self._locks.minutes_left_changed.connect(window.show_minutes_left)
        self._morning.news_wanted.connect(lambda: self._changes_made(_EVERYTHING))
        self._changed.connect(self._changes_made)
        self.session.subscribe(self._changed.emit)  # from the writing lane to the window's thread

    def _changes_made(self, changes: Changes) -> None:
        """Tell every page there is, the letters being written included, and what watches for alerts."""
        pages: list[Any] = [*self.window.pages(), *self.letters.pages(), self.alerts]
        for page in pages:
            page.changes_made(changes)

    def _lock_by_hand(self) -> None:
        """Lock, unless what is typed could not be kept: its window says so, and nothing typed is lost."""
        if self._carrying_on.kept():
            self.lock_requested.emit()

    def _new(self, what: str) -> None:
        match what:
            case "case":
                shown = self.window.shown_page()
                self.page(shown if shown in [family.value for family in Family] else "requests").new_case()
            case "contact":
                self.page("contacts").new_contact()
            case "message":
                self._choose_messages()
            case "note":
                self.quick_notes.take()

    def _command(self, name: str) -> None:
        self.window.end_search()
        match name:
            case "settings":
                self.page("settings")
            case "backup":
                self.page("today").back_up()
            case "lock":
                self._lock_by_hand()
            case _:
                self._new(name)

    def _choose_messages(self) -> None:
        choose_files(self.window, "Open message files", _MESSAGES, self.incoming.take)


def _above(work: Workplace) -> dict[str, Any]:
    """What is gone on with above whichever page is shown, by its place."""
    return {
        QUICK_NOTES: work.quick_notes,
        HOLDS: work.holds,
        WORDINGS: work.letters.wordings,
        REMINDERS: work.alerts,
        MESSAGES: work.incoming,
        EMAILS: work.letters.emailing,
        SENDINGS: work.letters.recording,
    }


def _hear_of_letters(page: CasesPage, letters: LetterWindows) -> None:
    page.letter_requested.connect(letters.write)
    page.resume_letter_requested.connect(letters.resume)
    page.sending_requested.connect(letters.recording.ask)
    page.notices_requested.connect(letters.write_to_recipients)
    page.pane.letters_requested.connect(letters.write_to)
    page.email_requested.connect(letters.emailing.ask)
    page.next_sending_requested.connect(letters.recording.ask_next)


def _settings(session: Session, around: Surroundings, keys: KeysDesk) -> SettingsPage:
    computer = _this_computer(around.unlocking, session.opened)
    page = SettingsPage(session, around.runner, around.settings, around.files, computer)
    panel = keys.panel()
    page.add_panel(panel)
    page.keychain.turned.connect(panel.load)
    panel.changed.connect(page.keychain.load)
    keys.settled.connect(page.backup.load)
    page.appearance_changed.connect(lambda scheme, _: around.theme.set_scheme(Scheme(scheme)))
    page.appearance_changed.connect(lambda _, text_scale: around.theme.set_text_scale(text_scale))
    return page


def _this_computer(unlocking: Unlocking, opened: Opened) -> ThisComputer:
    return ThisComputer(
        works=unlocking.keychain_works,
        remembered=lambda: unlocking.remembered(opened),
        remember=lambda: unlocking.remember(opened),
        forget=lambda: unlocking.forget(opened),
    )
