"""Opens every dialog there is on a prepared register, each as a person would come to it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

import kmss_dpo.ui
from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.clock import ClockEvent, Happening
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.correspondence import Direction, NewCorrespondence, NewDocument
from kmss_dpo.domain.decisions import Decision as DecisionRecord
from kmss_dpo.domain.decisions import DecisionSort, Provision
from kmss_dpo.domain.ids import CaseId, ContactId, Kind, LetterId, QuickNoteId
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.domain.quick_notes import NewQuickNote
from kmss_dpo.domain.retention import RecordClass
from kmss_dpo.domain.suppression import Address, Sort
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.saved_filters import SavedFilters
from kmss_dpo.ui.kit.date_field import DateField
from kmss_dpo.ui.kit.files import choose_files, choose_folder, choose_place
from kmss_dpo.ui.today.incidents import IncidentList
from kmss_dpo.ui.workplace import Workplace
from tests.services.writing_letters import filled

MARK = "qzvexmark"
"""A word that stands in everything that is shown and typed."""
PATIENCE = 60_000
TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Stock:
    """What lies in the register that the dialogs are about."""

    person: ContactId
    held: ContactId
    case: CaseId
    other: CaseId
    complaint: CaseId
    closed: CaseId
    ran_out: CaseId
    note: QuickNoteId
    sent: LetterId
    unsent: LetterId
    clashing: LetterId
    message: Path


def stock(session: Session, folder: Path) -> Stock:
    """One of everything, with the word in it."""
    session.settings.settle(
        Organisation(officer_name="Robin Hale", officer_email="dpo@kmss.example"), Regulator()
    )
    person = session.contacts.add(
        ContactDetails(f"Ann {MARK}", emails=(Reach(f"ann@{MARK}.example"),), addresses=(Reach("1 Mill Ln"),))
    )
    cy = session.contacts.add(ContactDetails(f"Cy {MARK}"))
    bo = session.contacts.add(ContactDetails("Bo Birch", addresses=(Reach("3 Mill Lane\nExeter"),)))

    def opened(kind: CaseKind, who: ContactId, received: date = date(2026, 10, 20)) -> CaseId:
        return session.cases.open_case(CaseDetails(kind, received, Channel.POST, who, who, f"All {MARK}"))

    case, other, complaint, closed, ran_out = (
        opened(CaseKind.ACCESS, person),
        opened(CaseKind.ACCESS, bo),
        opened(CaseKind.COMPLAINT, person),
        opened(CaseKind.ACCESS, bo),
        opened(CaseKind.DEMO_ENQUIRY, cy),
    )
    session.cases.close(closed, 1, Closing(Outcome.WITHDRAWN, date(2026, 11, 19)))
    session.cases.close(ran_out, 1, Closing(Outcome.DEALT_WITH, date(2026, 11, 19)))
    session.casework.add_document(ran_out, NewDocument(f"{MARK}.txt", "text/plain", MARK.encode()))
    said = NewCorrespondence(Direction.RECEIVED, Channel.EMAIL, TODAY, MARK, MARK)
    session.casework.log(case, said)
    session.casework.add_note(case, MARK)
    session.items.add(case, DecisionRecord(
        DecisionSort.EXEMPTION, Provision.THIRD_PARTY.value, MARK, MARK, MARK,
        decided_by="Robin Hale", decided_on=TODAY,
    ))  # fmt: skip
    session.holds.place((Kind.CONTACT, bo), MARK, date(2026, 12, 1))
    session.suppression.add(Address(Sort.EMAIL, "bo@example.org"), MARK)
    letters = [session.letters.start(case, "proof_of_identity") for _ in range(2)]
    for each in letters:
        session.letters.file(each.id, filled(each.draft), None)
    clashing = session.letters.start(case, "proof_of_identity")
    note = session.quick_notes.add(NewQuickNote(MARK, MARK, TODAY))
    return Stock(
        person, bo, case, other, complaint, closed, ran_out, note, letters[0].id, letters[1].id, clashing.id,
        message(folder),
    )  # fmt: skip


def message(folder: Path) -> Path:
    """A message file with the word in it."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = f"Ann <ann@{MARK}.example>", "dpo@example.org", MARK
    made["Date"], made["Message-ID"] = "Mon, 16 Nov 2026 10:00:00 +0000", "<1@example.org>"
    made.set_content(f"Please. {MARK}\n")
    place = folder / "a message.eml"
    place.write_bytes(made.as_bytes())
    return place


@dataclass(frozen=True)
class Desk:
    """Where the dialogs are opened: the workplace of now, and what lies in its register."""

    work: Workplace
    stock: Stock
    qtbot: QtBot

    def until(self, happened: Callable[[], Any]) -> None:
        self.qtbot.waitUntil(lambda: bool(happened()), timeout=PATIENCE)

    def detail(self, case: CaseId, page: str = "requests") -> Any:
        """The case, shown on its page."""
        shown = self.work.page(page)
        shown.show_record(Kind.CASE, case)
        detail = shown.detail
        self.until(lambda: detail.view is not None and detail.view.id == case)
        return detail

    def actions(self, case: CaseId | None = None) -> Any:
        return self.detail(case or self.stock.case).case_actions

    def behind(self) -> Any:
        page = self.work.page("retention")
        self.until(page.read)
        return page.behind

    def keys(self) -> Any:
        self.work.page("settings")
        panel = self.work.keys.panel()
        self.until(panel.try_button.isEnabled)
        return panel

    def composer(self) -> Any:
        """The page of the letter that is being written, in which somebody of another case is named."""
        page = self.work.letters.resume(self.stock.clashing).page
        self.until(page.isEnabled)
        return page


Opener = Callable[[Desk], object]


def _meaning(desk: Desk) -> None:
    page = desk.composer()
    page.column.parts.row("contact").box.setPlainText("Ask Bo Birch.")
    desk.until(page.column.lacking.meant.isVisible)
    page.column.lacking.meant.click()


def _reasoned(desk: Desk) -> None:
    decisions = desk.detail(desk.stock.case).decisions
    part = decisions.parts["decision"]
    [kept] = desk.work.session.items.of_case(desk.stock.case, DecisionRecord)
    part.remove_requested.emit(kept)


def _document(desk: Desk) -> Any:
    """The document of the enquiry that ran out, which nothing holds, and what acts on it."""
    actions = desk.detail(desk.stock.ran_out, "enquiries").case_actions
    [row] = desk.work.session.casework.documents(desk.stock.ran_out)
    return actions, row


def _erase(desk: Desk) -> None:
    actions, row = _document(desk)
    actions.files.ask_to_erase(row)


def _look(desk: Desk) -> None:
    actions, row = _document(desk)
    actions.reading.look(row.id)


def _of_timeline(kind: Kind, desk: Desk) -> None:
    detail = desk.detail(desk.stock.case)
    events = [each for each in detail.view.timeline if each.record and each.record[0] is kind]
    detail.case_actions.reading.read(events[0])


def _several(doing: str, desk: Desk) -> None:
    pane = desk.work.page("requests").pane
    getattr(pane.several, doing)([desk.stock.case, desk.stock.other])


def _left_alone(desk: Desk) -> None:
    pane = desk.work.page("requests").pane
    pane.several._show_left(())


def _reminder(desk: Desk) -> None:
    alerts = desk.work.alerts
    desk.until(lambda: alerts._alerts.every and not alerts._timely)
    if alerts._dialog is None:
        alerts.show_all()


def _keep(desk: Desk) -> None:
    page = desk.work.page("retention")
    desk.until(lambda: page.read() and page.ready.ready())
    page.deciding.keep([desk.stock.ran_out])


def _suppress(desk: Desk) -> None:
    page = desk.work.page("contacts")
    page.suppressing.ask(desk.work.session.contacts.contact(desk.stock.person))


def _versions(desk: Desk) -> None:
    desk.behind().schedule.desk.look_back(RecordClass.REQUEST_STATISTICS)


def _incidents(desk: Desk) -> None:
    IncidentList(desk.work.window, desk.work.session.incidents.all()).open()


def _filter(desk: Desk) -> None:
    desk.work.page("requests").findChild(SavedFilters).save()


def _hold(desk: Desk) -> int:
    holds = desk.work.session.holds.on(Kind.CONTACT, desk.stock.held)
    return next(each.id for each in holds if each.id is not None)


def _certificate(desk: Desk) -> None:
    desk.behind().certifying.show("A certificate", partial(desk.work.session.certificates.foreseen, []))


OPENERS: Mapping[str, Opener] = {
    "kit.confirm.Decision": lambda desk: desk.work.restores.ask_to_erase("somewhere"),
    "letters.emailing.EmailDialog": lambda desk: desk.work.letters.emailing.ask(desk.stock.sent),
    "letters.sending.SendDialog": lambda desk: desk.work.letters.recording.ask(desk.stock.unsent),
    "letters.meaning.MeaningDialog": _meaning,
    "letters.batch.BatchSheet": lambda desk: desk.work.letters.write_to([desk.stock.case, desk.stock.other]),
    "letters.wordings.sheet.WordingSheet": lambda desk: desk.work.letters.wordings.edit("passed_on"),
    "kit.font_choice.FontChoice": lambda desk: desk.composer().preview.font_wanted.emit("ж"),
    "cases.reasoned.ReasonDecision": _reasoned,
    "cases.erasing.EraseDecision": _erase,
    "cases.saved_filters.NameDecision": lambda desk: (
        desk.work.page("requests").findChild(SavedFilters).save()
    ),
    "cases.forms.case_sheet.ChangeCaseSheet": lambda desk: desk.actions().edit(),
    "cases.forms.new_case_sheet.NewCaseSheet": lambda desk: desk.work.page("requests").new_case(),
    "cases.forms.note_case_sheet.NoteCaseSheet": lambda desk: desk.work.page("requests").opening.from_note(
        desk.stock.note
    ),
    "cases.forms.regulator_case_sheet.RegulatorCaseSheet": lambda desk: desk.detail(
        desk.stock.complaint, "complaints"
    ).case_actions.open_regulator_case(),
    "cases.forms.clock_event_sheet.ClockEventSheet": lambda desk: desk.actions().record(
        ClockEvent(Happening.EXTENDED)
    ),
    "cases.forms.clock_sheet.ClockSheet": lambda desk: desk.actions().clock(),
    "cases.forms.correspondence_sheet.CorrespondenceSheet": lambda desk: desk.actions().log(),
    "cases.forms.ending_sheets.ClosingSheet": lambda desk: desk.actions().close(),
    "cases.forms.ending_sheets.NoteSheet": lambda desk: desk.actions().note(),
    "cases.forms.ending_sheets.ReopenSheet": lambda desk: desk.actions(desk.stock.closed).reopen(),
    "cases.forms.ending_sheets.VoidSheet": lambda desk: desk.actions().void(),
    "cases.forms.link_sheet.LinkSheet": lambda desk: desk.actions().link(),
    "cases.forms.way_sheets.BackSheet": lambda desk: desk.actions().go_back(),
    "cases.items.sheet.ItemSheet": lambda desk: desk.detail(desk.stock.case).decisions.add("decision"),
    "cases.several_sheets.AssignSheet": partial(_several, "assign"),
    "cases.several_sheets.NoteSheet": partial(_several, "add_note"),
    "cases.looking.LookSheet": _left_alone,
    "cases.looking.DocumentSheet": _look,
    "cases.looking.CorrespondenceLook": partial(_of_timeline, Kind.CORRESPONDENCE),
    "cases.looking.NoteLook": partial(_of_timeline, Kind.NOTE),
    "contacts.suppressing.SuppressSheet": _suppress,
    "holds.sheets.PlaceSheet": lambda desk: desk.work.holds.place(Kind.CONTACT, desk.stock.person),
    "holds.sheets.ReviewSheet": lambda desk: desk.work.holds.review(_hold(desk)),
    "holds.sheets.ReleaseSheet": lambda desk: desk.work.holds.release(Kind.CONTACT, desk.stock.held),
    "keys.sheets.PassphraseSheet": lambda desk: desk.keys().change_passphrase(),
    "keys.sheets.NewKeySheet": lambda desk: desk.keys().ask_new_key(),
    "keys.sheets.DeputySheet": lambda desk: desk.keys().add_person(),
    "keys.sheets.RehearsalSheet": lambda desk: desk.keys().try_kit(),
    "keys.kit.KitSheet": lambda desk: desk.keys().new_kit(),
    "quick_notes.sheet.QuickNoteSheet": lambda desk: desk.work.quick_notes.take(),
    "quick_notes.completing.CompleteSheet": lambda desk: desk.work.quick_notes.complete(desk.stock.note),
    "retention.keep.DayDecision": _keep,
    "retention.certifying.DaysDecision": lambda desk: desk.behind().certifying.of_days(),
    "retention.suppressing.AddressSheet": lambda desk: desk.behind().suppressions.ask_for_address(),
    "retention.suppressing.TakeOffDecision": lambda desk: desk.behind().suppressions.ask_to_take_off(1),
    "retention.list_check.ListCheck": lambda desk: desk.behind().suppressions.check_list(),
    "retention.schedule.rule_sheet.RuleSheet": lambda desk: desk.behind().schedule.desk.change(
        RecordClass.REQUEST_STATISTICS
    ),
    "retention.schedule.approval_sheet.ApprovalSheet": lambda desk: desk.behind().schedule.desk.approve(),
    "retention.schedule.versions_sheet.VersionsSheet": _versions,
    "trail.figures.FiguresSheet": lambda desk: desk.work.page("trail").compare(),
    "alerts.dialog.ReminderDialog": _reminder,
    "intake.message_dialog.MessageDialog": lambda desk: desk.work.incoming.take([desk.stock.message]),
    "kit.pdf_sheet.PdfSheet": _certificate,
    "restore.sheet.RestoreSheet": lambda desk: desk.work.restores.ask(),
    "today.incidents.IncidentList": _incidents,
    "shell.shortcuts.HelpSheet": lambda desk: desk.work.window._show_help(),
}
"""By the name of the class below `kmss_dpo.ui`."""


def _date(desk: Desk) -> None:
    desk.actions().clock()
    field = QApplication.activeModalWidget().findChildren(DateField)[0]  # type: ignore[union-attr]
    next(iter(field.findChildren(QAbstractButton))).click()


def _choice(desk: Desk) -> None:
    sheet = desk.work.page("requests").new_case()
    sheet.channel.showPopup()


def _menu_of(button: QAbstractButton) -> None:
    menu = button.menu()  # type: ignore[attr-defined]
    menu.aboutToShow.emit()
    menu.popup(button.mapToGlobal(QPoint(0, 0)))


def _search(desk: Desk) -> None:
    field = desk.work.window.search_field()
    field.setFocus()
    QTest.keyClicks(field, MARK)
    desk.until(lambda: desk.work.results.model.rowCount() > 0)


def _of_a_record(desk: Desk) -> None:
    page = desk.work.page("retention")
    desk.until(lambda: page.read() and page.ready.ready())
    page.ready.menu_of(desk.stock.ran_out).popup(page.mapToGlobal(QPoint(50, 50)))


POPUPS: Mapping[str, Opener] = {
    "the menu of a case": lambda desk: _menu_of(desk.detail(desk.stock.case).header._more),
    "the menu of what is new": lambda desk: desk.work.window._top.open_menu(),
    "the menu of a record": _of_a_record,
    "the days of a month": _date,
    "a list to choose from": _choice,
    "what was found": _search,
}
"""What opens above the window without being a dialog of ours."""
OF_QT: Mapping[type[QDialog], tuple[Opener, ...]] = {
    QFileDialog: (
        lambda desk: choose_files(desk.work.window, "Open", "All files (*)", print),
        lambda desk: choose_folder(desk.work.window, "Open", print),
        lambda desk: choose_place(desk.work.window, "Save", "a.csv", "All files (*)", print),
    ),
    QPrintDialog: (lambda desk: desk.actions().print_derivation(),),
}
"""Those that come with Qt and are used as they are."""
BASES = frozenset(
    {
        "kit.sheet.Sheet",
        "kit.confirm.LongDecision",
        "cases.forms.sheet.Sheet",
        "cases.forms.case_sheet.CaseSheet",
        "cases.forms.looking_ahead.LookingAhead",
        "cases.forms.ending_sheets.TextSheet",
        "cases.forms.ending_sheets.ReasonSheet",
        "keys.sheets.KeySheet",
        "keys.sheets._OldAndNew",
    }
)
"""What others are made of and nobody opens."""


def name_of(kind: type) -> str:
    """A class by its module below the windows' package."""
    return f"{kind.__module__.removeprefix('kmss_dpo.ui.')}.{kind.__qualname__}"


def every_dialog() -> dict[str, type[QDialog]]:
    """All classes of dialogs that there are, found in the program itself."""
    for module in walk_packages(kmss_dpo.ui.__path__, "kmss_dpo.ui."):
        import_module(module.name)
    ours = (each for each in _below(QDialog) if each.__module__.startswith("kmss_dpo."))
    return {name_of(each): each for each in ours}


def _below(kind: type) -> Iterator[Any]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)
