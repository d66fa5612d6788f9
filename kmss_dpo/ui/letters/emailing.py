"""A filed letter as the draft of an email: whom it goes to, what it says, a passphrase, the saved file."""

import secrets
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from kmss_dpo.domain.ids import Kind, LetterId
from kmss_dpo.domain.letters.emailing import EmailTo, EmailWords, email_errors, no_words_yet
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.support.safe_file import write_safely
from kmss_dpo.ui.kit.confirm import LongDecision
from kmss_dpo.ui.kit.files import choose_place
from kmss_dpo.ui.kit.form import Form
from kmss_dpo.ui.kit.lines import lines_edit
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.ticks import Tick
from kmss_dpo.ui.kit.typing_kept import keep_typing

_WORDS = (
    "{} The draft opens in your mail program with the letter attached; nothing is sent until you send it "
    "there. Look at the address once more before you do."
)
_NOWHERE = "No safe email address of this person is known: enter it in your mail program."
_OPEN_TO_READ = "An email can be read on its way: say nothing of what the letter says."
_LINES = 5
PLACE = "emails"
"""Where one that a lock closed is gone on with: above whichever page is shown."""
_FORM = "email draft"
_TELL = "Tell it by telephone or by post, never in an email. The register does not keep it."
_UNTIL_SENT = "The draft was saved outside the register. Delete it once it was sent; then record the sending."
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are taken for one another when they are read out."""
_GROUPS, _IN_GROUP = 4, 4
"""79 bits."""


@dataclass(frozen=True)
class EmailTyped:
    """What is typed and a lock may keep: all but the passphrase."""

    subject: str
    text: str
    protected: bool = True


class EmailDialog(LongDecision):
    """Taken, `words()` is what it says and what the attached pages are to open with, and can be used."""

    def __init__(self, parent: QWidget, to: EmailTo) -> None:
        goes_to = f"It goes to {to.address}." if to.address else _NOWHERE
        super().__init__(parent, "Make an email draft", _WORDS.format(goes_to), "Choose where to save it…")
        self._to = to
        self._form = Form()
        self._subject, self._text = QLineEdit(to.subject), lines_edit(_LINES)
        self._text.setPlainText(to.text)
        self.no_words = Notice(closable=False)
        if to.lacks:
            self.no_words.say(no_words_yet(to.lacks), Tone.WARNING)
        self._protect = Tick("Protect the attached letter with a passphrase")
        self._secret = QLineEdit(_drawn())
        self._form.add("subject", "Subject", self._subject)
        self._form.add("text", "Text of the email", self._text, _OPEN_TO_READ)
        self._form.add_widget(self._protect)
        self._form.add("passphrase", "Passphrase", self._secret, _TELL)
        self.fields.column.addWidget(self.no_words)
        self.fields.column.addWidget(self._form)
        self.fields.column.addStretch(1)
        self._protect.box.setChecked(True)
        self._protect.box.toggled.connect(self._say_so)
        self._protect.box.toggled.connect(self._follow)
        self._secret.textChanged.connect(self._follow)

    def words(self) -> EmailWords:
        """What it says, and what the pages open with: empty for nothing."""
        passphrase = self._secret.text().strip() if self._protect.box.isChecked() else ""
        return EmailWords(self._subject.text(), self._text.toPlainText(), passphrase)

    def typed(self) -> EmailTyped:
        """What is typed, without the passphrase."""
        return EmailTyped(self._subject.text(), self._text.toPlainText(), self._protect.box.isChecked())

    def show_typed(self, typed: EmailTyped) -> None:
        """Show what was typed before a lock; another passphrase was drawn."""
        self._protect.box.setChecked(typed.protected)
        self._subject.setText(typed.subject)
        self._text.setPlainText(typed.text)

    def accept(self) -> None:
        """Qt: taken only when nothing is wrong."""
        if self._form.refuses(email_errors(self.words())):
            self.make_room()
            self.fields.ensureWidgetVisible(self.focusWidget() or self._form)
        else:
            super().accept()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: with room for all it says."""
        super().showEvent(event)
        self.make_room()

    def _say_so(self, protected: bool) -> None:  # noqa: FBT001 Qt's own signature
        """The email says of a passphrase what is so; what the officer wrote stays."""
        self._text.setPlainText(self._to.protected(self._text.toPlainText(), protected=protected))

    def _follow(self) -> None:
        protected = self._protect.box.isChecked()
        self._form.row("passphrase").setVisible(protected)
        self.decide_button.setEnabled(bool(self.words().passphrase) or not protected)
        self.make_room()


class Emailing(QObject):
    """One letter at a time; `told` says that it was saved."""

    told = Signal(str)
    failed = Signal(object)

    def __init__(self, session: Session, runner: Runner, files: Executor, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._runner = runner
        self._files = files
        self._window = window

    def resume(self, kept: Unfinished) -> None:
        """Go on with what a lock closed."""
        self.ask(kept.about[0][1], kept)

    def ask(self, letter: int, kept: Unfinished | None = None) -> None:
        """Look up whom it goes to, then ask."""
        wanted = LetterId(letter)
        self._runner.run(
            self,
            self._session.reading,
            lambda: self._session.letters.sending.email_to(wanted),
            lambda to: self._open(wanted, to, kept),
            self.failed.emit,
        )

    def save_to(self, place: Path, letter: LetterId, words: EmailWords) -> None:
        """Make the draft and write it at a place that was chosen."""
        self._runner.run(
            self,
            self._session.writing,
            lambda: self._session.letters.sending.email_draft(letter, words),
            partial(self._write, place),
            self.failed.emit,
        )

    def _open(self, letter: LetterId, to: EmailTo, kept: Unfinished | None) -> None:
        dialog = EmailDialog(self._window, to)
        typing = keep_typing(
            dialog,
            self._session,
            self._runner,
            place=PLACE,
            form=_FORM,
            state=dialog.typed,
            show=dialog.show_typed,
            about=lambda: [(Kind.LETTER, letter)],
        )
        dialog.accepted.connect(lambda: self._choose(letter, to.reference, dialog.words()))
        dialog.open()
        if kept:
            typing.resume(kept)

    def _choose(self, letter: LetterId, reference: str, words: EmailWords) -> None:
        choose_place(
            self._window,
            "Save the email draft outside the register",
            f"{reference}.eml",
            "Email draft (*.eml)",
            lambda place: self.save_to(place, letter, words),
        )

    def _write(self, place: Path, content: bytes) -> None:
        self._runner.run(
            self,
            self._files,
            lambda: write_safely(place, content),
            lambda _none: self.told.emit(_UNTIL_SENT),
            self.failed.emit,
        )


def _drawn() -> str:
    """A passphrase that can be read out over the telephone."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_IN_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)
