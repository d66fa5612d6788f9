"""What exists only while a register is unlocked: the open file and what the officer can do with it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime

from kmss_dpo.domain.changes import Changes
from kmss_dpo.services.alerts import Attention
from kmss_dpo.services.backups import Backups
from kmss_dpo.services.batches import Batches
from kmss_dpo.services.bin import Bin
from kmss_dpo.services.case_filters import CaseFilters
from kmss_dpo.services.cases import Cases
from kmss_dpo.services.casework import Casework
from kmss_dpo.services.certificates import Certificates
from kmss_dpo.services.checklists import Checklists
from kmss_dpo.services.clocks import Clocks
from kmss_dpo.services.coming_dates import ComingDates
from kmss_dpo.services.contacts import Contacts
from kmss_dpo.services.fonts import Fonts
from kmss_dpo.services.holds import Holds
from kmss_dpo.services.holidays import Holidays
from kmss_dpo.services.incidents import Incidents
from kmss_dpo.services.intake import Intake
from kmss_dpo.services.items import Items
from kmss_dpo.services.letters import Letters
from kmss_dpo.services.links import Links
from kmss_dpo.services.looking import Looking
from kmss_dpo.services.quick_notes import QuickNotes
from kmss_dpo.services.receiving import Receiving
from kmss_dpo.services.rehearsing import Rehearsing
from kmss_dpo.services.restored import RestoredRegister
from kmss_dpo.services.restoring import Restoring
from kmss_dpo.services.retention import Retention
from kmss_dpo.services.schedule import Schedule
from kmss_dpo.services.search import Search
from kmss_dpo.services.settings import Settings
from kmss_dpo.services.several import SeveralCases
from kmss_dpo.services.stationery import Stationery
from kmss_dpo.services.suppression import Suppression
from kmss_dpo.services.today import Today
from kmss_dpo.services.trail import Trail
from kmss_dpo.services.unfinished import UnfinishedForms
from kmss_dpo.services.unlocking import Opened
from kmss_dpo.services.ways import Ways
from kmss_dpo.services.wordings import Wordings
from kmss_dpo.support.clock import Clock, london_day
from kmss_dpo.support.settings import Settings as MachineSettings


class Session:
    """Made at unlock, closed at lock; nothing in it outlives the lock.

    `reading`, `writing` and `long_work` are the register's lanes: jobs on one run one after the other.
    `checking` is a thread for the one job that waits for the lanes again and again, and for nobody else.
    `machine` is what is settled for this computer; without it, letters know the shipped typeface alone.
    """

    def __init__(self, opened: Opened, clock: Clock, machine: MachineSettings | None = None) -> None:
        register = opened.register
        self._clock = clock
        self.opened = opened
        self.name = opened.unlocked.register_name
        self.person = opened.unlocked.way_in.person
        self.checking = ThreadPoolExecutor(1, thread_name_prefix="checking")
        self.reading = register.reading_lane
        self.writing = register.writing_lane
        self.long_work = register.long_lane
        self.settings = Settings(register)
        self.holidays = Holidays(register)
        self.contacts = Contacts(register)
        self.cases = Cases(register, self.holidays, clock)
        self.ways = Ways(register)
        self.items = Items(register, clock)
        self.checklists = Checklists(register)
        self.case_filters = CaseFilters(register)
        self.clocks = Clocks(register, self.cases)
        self.casework = Casework(register, self.cases, clock)
        self.several = SeveralCases(register, self.cases, self.casework, clock)
        self.looking = Looking(register, clock)
        self.fonts = Fonts(machine)
        self.stationery = Stationery(register, self.fonts, clock)
        self.letters = Letters(register, self.cases, self.fonts, clock)
        self.batches = Batches(register, self.letters)
        self.receiving = Receiving(register, self.cases)
        self.links = Links(register)
        self.wordings = Wordings(register, self.fonts)
        self.quick_notes = QuickNotes(register, self.cases, self.receiving, clock)
        self.intake = Intake(register, self.cases, self.receiving, clock)
        self.retention = Retention(register, self.cases, clock)
        self.schedule = Schedule(register, self.retention, self.cases, self.fonts, clock)
        self.certificates = Certificates(register, self.retention, self.fonts, clock)
        self.holds = Holds(register, clock)
        self.bin = Bin(register, self.retention)
        self.suppression = Suppression(register, self.cases, clock)
        self.incidents = Incidents(register, clock)
        self.trail = Trail(opened, self.fonts, clock)
        self.today = Today(register, self.holidays, clock)
        self.attention = Attention(register, clock)
        self.coming_dates = ComingDates(register, opened.unlocked.register_id, clock)
        self.search = Search(register)
        self.backups = Backups(register, clock)
        self.rehearsing = Rehearsing(register, opened.unlocked.key, clock)
        self.restoring = Restoring(register.folder, clock, opened.unlocked)
        self.restored = RestoredRegister(register, opened.anchor)
        self.unfinished = UnfinishedForms(register)

    def now(self) -> datetime:
        """The moment, in UTC."""
        return self._clock.now()

    def day(self) -> date:
        """Today in London."""
        return london_day(self._clock.now())

    def subscribe(self, listener: Callable[[Changes], None]) -> None:
        """Call `listener` after every commit, on the thread that wrote."""
        self.opened.register.subscribe(listener)

    def close(self) -> None:
        """Lock: stop long work, finish the running write, close the file, overwrite the key."""
        with self._shut():
            pass

    def lock(self) -> None:
        """As `close`; then, without any key, copy what changed since the last backup. Raises `Trouble`.

        The next unlock opens the copy and compares it: only then is it a backup.
        """
        with self._shut():
            self.backups.leave_copy()

    @contextmanager
    def _shut(self) -> Iterator[None]:
        self.checking.shutdown(wait=False, cancel_futures=True)
        self.intake.stop()
        self.looking.stop()
        self.restoring.close()
        with self.opened.shut():
            self.looking.close()
            self.checking.shutdown(wait=True)
            yield
