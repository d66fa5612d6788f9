"""The pages of the wizard that are plain forms, and the recovery kit."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kmss_dpo.domain.holidays import NATION_NAMES
from kmss_dpo.domain.retention import RetentionRule
from kmss_dpo.ui.first_run.form_state import FirstRunState
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.files import choose_folder
from kmss_dpo.ui.kit.form import Form, choice
from kmss_dpo.ui.kit.labels import button, label, rule
from kmss_dpo.ui.kit.lines import lines_edit
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.panel import Scrolling
from kmss_dpo.ui.kit.secret_text import SecretText


class StepPage(Scrolling):
    """A page of the wizard: title, a sentence, a form."""

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__(title, margin=32)
        self.form = Form()
        self.column.addWidget(label(title, "title", wrap=True))
        self.column.addWidget(label(sentence, "quiet", wrap=True))
        self.column.addSpacing(4)
        self.column.addWidget(self.form)

    def finish(self) -> None:
        """Push what was added to the top."""
        self.column.addStretch(1)


class WherePage(StepPage):
    """Folder, register name, the officer's own name."""

    def __init__(self, binder: Binder[FirstRunState]) -> None:
        super().__init__(
            "Create a register",
            "The register is one folder: the encrypted file, its key file and the backups.",
        )
        self._folder = _FolderField()
        self.form.add(
            "folder",
            "Folder",
            self._folder,
            "On a disk of this computer if you can; a network folder works but is slower.",
            required=True,
        )
        name, person = QLineEdit(), QLineEdit()
        self.form.add("register_name", "Name of the register", name, required=True)
        self.form.add(
            "person",
            "Your name",
            person,
            "It is recorded with what you do, and signs letters.",
            required=True,
        )
        binder.line("folder", self._folder.edit)
        binder.line("register_name", name)
        binder.line("person", person)
        self.finish()


class _FolderField(QWidget):
    """A line and the button that fills it."""

    def __init__(self) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setAccessibleName("Folder, required")
        choose = button("Choose…")
        choose.setAccessibleName("Choose the folder")
        choose.clicked.connect(self._choose)
        self.setFocusProxy(self.edit)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.edit, 1)
        line.addWidget(choose)

    def _choose(self) -> None:
        choose_folder(self, "Folder for the register", lambda path: self.edit.setText(str(path)))


class RecoveryPage(StepPage):
    """Shows the recovery key once; `print_requested` and `save_requested` are wishes."""

    print_requested = Signal()
    save_requested = Signal()

    def __init__(self, binder: Binder[FirstRunState]) -> None:
        super().__init__(
            "Keep the recovery kit",
            "If the passphrase is forgotten, this key is the only other way in. Nobody can make it again "
            "for you. Keep it on paper, away from this computer.",
        )
        self.key = SecretText("Recovery key")
        self._print = button("Print…", "main")
        self._save = button("Save PDF…")
        self._done = Notice(closable=False)
        safe = QCheckBox("I have put it in a safe place")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._print)
        line.addWidget(self._save)
        line.addStretch(1)
        self.column.insertWidget(3, self.key)
        self.column.insertLayout(4, line)
        self.column.insertWidget(5, self._done)
        self.form.add("kit_is_safe", "Before you go on", safe)
        binder.tick("kit_is_safe", safe)
        self._print.clicked.connect(self.print_requested)
        self._save.clicked.connect(self.save_requested)
        self.finish()

    def show_kept(self, how: str) -> None:
        """Say that the kit was printed or saved."""
        self._done.say(how, Tone.TOLD)


class OrganisationPage(StepPage):
    """The controller, the officer's address, the nation, the regulator."""

    def __init__(self, binder: Binder[FirstRunState]) -> None:
        super().__init__(
            "Whose register it is", "Letters are written from here. Check what is filled in already."
        )
        self._own(binder)
        self.form.add_widget(rule())
        self.form.add_widget(label("The regulator", "heading"))
        self._regulator(binder)
        self.finish()

    def _own(self, binder: Binder[FirstRunState]) -> None:
        name, short, address = QLineEdit(), QLineEdit(), lines_edit(5)
        self.form.add("name", "Organisation", name, required=True)
        self.form.add("short_name", "Short name", short)
        self.form.add("address", "Postal address", address, required=True)
        website, phone = QLineEdit(), QLineEdit()
        self.form.add_beside([("website", "Website", website), ("phone", "Phone", phone)])
        title, email = QLineEdit(), QLineEdit()
        self.form.add("officer_title", "Your title", title)
        self.form.add(
            "officer_email",
            "Your email address",
            email,
            "The one that people write to you at.",
            required=True,
        )
        nation = choice((words, each) for each, words in NATION_NAMES.items())
        self.form.add(
            "nation",
            "Public holidays of",
            nation,
            "Due dates never fall on these. The guidance names no rule for which nation counts.",
        )
        binder.line("name", name)
        binder.line("short_name", short)
        binder.text("address", address)
        binder.line("website", website)
        binder.line("phone", phone)
        binder.line("officer_title", title)
        binder.line("officer_email", email)
        binder.choice("nation", nation)

    def _regulator(self, binder: Binder[FirstRunState]) -> None:
        name, website, helpline, address = QLineEdit(), QLineEdit(), QLineEdit(), lines_edit(4)
        self.form.add("regulator_name", "Name in letters", name, required=True)
        self.form.add_beside(
            [("regulator_website", "Website", website), ("regulator_helpline", "Helpline", helpline)]
        )
        self.form.add(
            "regulator_address",
            "Postal address",
            address,
            "Empty on purpose: the regulator's office moved in autumn 2026 and its address is unsettled. "
            "Look it up and confirm it before a letter needs it.",
        )
        binder.line("regulator_name", name)
        binder.line("regulator_website", website)
        binder.line("regulator_helpline", helpline)
        binder.text("regulator_address", address)


class RetentionPage(StepPage):
    """The retention rules, to be approved."""

    def __init__(self, binder: Binder[FirstRunState], rules: Sequence[RetentionRule]) -> None:
        super().__init__(
            "How long things are kept",
            "Nothing is ever deleted by itself: what has run out is listed, and you decide each time, "
            "or keep it longer for a reason.",
        )
        table = QWidget()
        column = QVBoxLayout(table)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for each in rules:
            column.addWidget(label(each.covers, "strong", wrap=True))
            column.addWidget(label(f"{describe_rule(each)} {each.reason}", "quiet", wrap=True))
            column.addWidget(rule())
        self.column.insertWidget(2, table)
        approve = QCheckBox("I approve these rules")
        self.form.add("rules_approved", "Your decision", approve)
        binder.tick("rules_approved", approve)
        self.finish()


class FinishPage(StepPage):
    """The keychain, and done."""

    def __init__(self, binder: Binder[FirstRunState]) -> None:
        super().__init__("Ready", "The register is made. One choice is left.")
        remember = QCheckBox("Unlock with its keychain next time")
        self.form.add(
            "remember",
            "This computer",
            remember,
            "Convenient on a computer that only you use. Other programs that you run here can read the "
            "keychain too. Your passphrase keeps working.",
        )
        binder.tick("remember", remember)
        self.finish()


def describe_rule(each: RetentionRule) -> str:
    """A rule in one sentence: what happens, how long after what."""
    action = str(each.action).capitalize()
    trigger = str(each.trigger)
    if each.months:
        return f"{action} {_period(each.months)} after: {trigger}."
    if each.days:
        return f"{action} {each.days} days after: {trigger}."
    return f"{action} when: {trigger}."


def _period(months: int) -> str:
    count, unit = (months // 12, "year") if months % 12 == 0 else (months, "month")
    return f"{count} {unit}{'s' if count > 1 else ''}"
