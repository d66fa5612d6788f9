"""A contact being typed: a new one, or changes to one that is kept."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from kmss_dpo.domain.contacts import Contact, ContactDetails, Reach
from kmss_dpo.domain.errors import Conflict, Mistake
from kmss_dpo.domain.ids import ContactId, Kind
from kmss_dpo.session import Session
from kmss_dpo.ui.contacts.form_state import ContactState, conflict_words, merged, state_of
from kmss_dpo.ui.contacts.reaches import ReachList
from kmss_dpo.ui.contacts.words import KIND_WORDS
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.form import Form, choice
from kmss_dpo.ui.kit.labels import button, label, rule
from kmss_dpo.ui.kit.lines import lines_edit
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.panel import Scrolling
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.typing_kept import Typing


class ContactForm(QWidget):
    """Saves by itself; `saved` carries the contact's id, `left` says that nothing was kept."""

    saved = Signal(int)
    left = Signal()

    def __init__(self, session: Session, runner: Runner, base: Contact | None = None) -> None:
        super().__init__()
        self._session = session
        self._runner = runner
        self._base = base
        self._first = state_of(base.details) if base else ContactState()
        self.form = Form()
        self.binder = Binder(self._first, self)
        self.notice = Notice()
        self.save_button = button("Save contact" if base else "Add contact", "main")
        self._cancel = button("Cancel")
        self._ways: dict[str, ReachList] = {}
        self._add_rows()
        self._lay_out("Edit contact" if base else "New contact")
        self._connect()
        self.typing = self._typing("Edit contact" if base else "New contact")

    def _typing(self, title: str) -> Typing[ContactState]:
        base = self._base
        return Typing(
            self,
            self._session,
            self._runner,
            place="contacts",
            form="contact",
            title=title,
            state=lambda: self.binder.state,
            show=self._show,
            about=lambda: [(Kind.CONTACT, base.id)] if base else [],
        )

    def changed(self) -> bool:
        """Whether anything was typed that would be lost."""
        return self.binder.state.details() != self._first.details()

    def save(self) -> None:
        """Keep what is typed, or say what is wrong with it."""
        state = self.binder.state
        if self.form.refuses(state.errors()):
            return
        self._rest(resting=False)
        details, contacts, base = state.details(), self._session.contacts, self._base

        def job() -> ContactId:
            if base is None:
                return contacts.add(details)
            contacts.change(base.id, base.version, details)
            return base.id

        self._runner.run(self, self._session.writing, job, self.saved.emit, self._refused)

    def _rest(self, *, resting: bool) -> None:
        """Neither save twice nor leave while the answer is on its way."""
        for each in (self.save_button, self._cancel):
            each.setEnabled(resting)

    def _refused(self, error: Exception) -> None:
        self._rest(resting=True)
        if isinstance(error, Conflict) and self._base:
            self._look_again(self._base)
        elif not (isinstance(error, Mistake) and self.form.show_mistake(error)):
            self._runner.report(error)

    def _look_again(self, base: Contact) -> None:
        self._runner.run(
            self, self._session.reading, lambda: self._session.contacts.contact(base.id), self._merge
        )

    def _merge(self, stored: Contact) -> None:
        """Put the two edits together and let the officer look before saving again."""
        before: ContactDetails = self._base.details if self._base else stored.details
        merge = merged(before, self.binder.state, stored.details)
        self._base = stored
        self._show(merge.state)
        self.notice.say(conflict_words(merge), Tone.WARNING)
        self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, state: ContactState) -> None:
        self.binder.show(state)
        for name, ways in self._ways.items():
            ways.show_reaches(getattr(state, name))

    def _add_rows(self) -> None:
        bind, form = self.binder, self.form
        name, organisation = QLineEdit(), QLineEdit()
        kind = choice([(words, kind) for kind, words in KIND_WORDS.items()])
        form.add("name", "Name", name, required=True)
        form.add_beside([("kind", "Kind", kind), ("organisation", "Organisation", organisation)], (1, 2))
        bind.line("name", name)
        bind.choice("kind", kind)
        bind.line("organisation", organisation)
        safe = self._text(
            "safe_contact", "Safe ways to reach them", "Shown first, wherever somebody writes or calls."
        )
        safe.setPlaceholderText("e.g. Telephone first; never write to the home address")
        form.add_widget(rule())
        self._reaches("addresses", "Postal addresses", "Postal address", lines=True)
        self._reaches("emails", "Email addresses", "Email address")
        self._reaches("phones", "Phone numbers", "Phone number")
        form.add_widget(rule())
        language = QLineEdit()
        form.add("language", "Language they prefer", language)
        bind.line("language", language)
        self._text("adjustments", "Adjustments they need", "Large print, easy read, phone first…")
        self._text("former_names", "Former names", "One on each line.")
        self._text("notes", "Notes")

    def _text(self, name: str, caption: str, help_text: str = "") -> QPlainTextEdit:
        edit = lines_edit(2)
        self.form.add(name, caption, edit, help_text)
        self.binder.text(name, edit)
        return edit

    def _reaches(self, name: str, caption: str, what: str, *, lines: bool = False) -> None:
        ways = ReachList(what, lines=lines)
        ways.show_reaches(getattr(self._first, name))
        ways.changed.connect(self._taking(name))
        self._ways[name] = ways
        self.form.add(name, caption, ways)

    def _taking(self, name: str) -> Callable[[tuple[Reach, ...]], None]:
        def take(reaches: tuple[Reach, ...]) -> None:
            self.binder.put(name, reaches)

        return take

    def _lay_out(self, title: str) -> None:
        scrolling = Scrolling(title)
        scrolling.column.addWidget(label(title, "title"))
        scrolling.column.addWidget(self.notice)
        scrolling.column.addWidget(self.form)
        scrolling.column.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 12, 24, 12)
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scrolling, 1)
        column.addWidget(rule())
        column.addLayout(foot)

    def _connect(self) -> None:
        self.save_button.clicked.connect(self.save)
        self._cancel.clicked.connect(self.left)
        for keys, act in (("Ctrl+S", self.save_button.click), ("Escape", self._cancel.click)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
