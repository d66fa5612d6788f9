"""Choosing a person as one types, or writing down a new one without leaving the form."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from kmss_dpo.domain.contacts import ContactFilter, ContactRow
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.form_state.person import NOBODY, PersonChoice
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.newest import Newest
from kmss_dpo.ui.kit.runner import Runner

SHOWN = 7
PAUSE = 100
NO_MATCH = "No contact matches. Add it on the Contacts page first, or leave this empty."
_ROW = Qt.ItemDataRole.UserRole


class PersonField(QWidget):
    """Three faces: a search with what it finds, the person chosen, or name and address of a new one.

    `chosen_changed` says that somebody else is chosen, or nobody. Without `may_be_new` the third is left out.
    """

    chosen_changed = Signal()

    def __init__(self, session: Session, runner: Runner, name: str, *, may_be_new: bool = True) -> None:
        super().__init__()
        self._may_be_new = may_be_new
        self._session = session
        self._newest = Newest(runner, session.reading, self)
        self._choice = NOBODY
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Type a name or an email address")
        self.search.setAccessibleName(f"{name}: search contacts")
        self.found = QListWidget()
        self.found.setAccessibleName(f"{name}: contacts found")
        self._chosen = label("", "strong", wrap=True)
        self._other = button("Choose another…", "link")
        self._new = button("New contact…", "link")
        self._name = QLineEdit()
        self._name.setPlaceholderText("Name")
        self._name.setAccessibleName(f"{name}: name of the new contact")
        self.reach = QLineEdit()
        self.reach.setPlaceholderText("Email or phone, if known")
        self.reach.setAccessibleName(f"{name}: email or phone of the new contact")
        self._back = button("Search instead", "link")
        self._lay_out()
        self._connect()
        self._show_faces()

    def choice(self) -> PersonChoice:
        """Who is chosen."""
        return self._choice

    def set_choice(self, choice: PersonChoice) -> None:
        """Show somebody."""
        self._choice = choice
        self._name.setText(choice.name if choice.new else "")
        self.search.setText("" if choice.new or choice.contact else choice.name)
        self.reach.setText(choice.reach)
        self._show_faces()
        self.chosen_changed.emit()

    def _lay_out(self) -> None:
        self.found.hide()
        self.found.setSpacing(3)
        self.setFocusProxy(self.search)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.search, 1)
        head.addWidget(self._new)
        head.addWidget(self._chosen, 1)
        head.addWidget(self._other)
        fresh = QHBoxLayout()
        fresh.setSpacing(12)
        fresh.addWidget(self._name, 1)
        fresh.addWidget(self.reach, 1)
        fresh.addWidget(self._back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(fresh)
        column.addWidget(self.found)

    def _connect(self) -> None:
        self.search.textEdited.connect(self._typed)
        self.search.installEventFilter(self)
        self.found.installEventFilter(self)
        self.found.itemClicked.connect(self._pick)
        self._pause.timeout.connect(self._look)
        self._new.clicked.connect(self._begin_new)
        self._other.clicked.connect(lambda: self._decide(NOBODY))
        self._back.clicked.connect(lambda: self._decide(NOBODY))
        self._name.textEdited.connect(self._typed_new)
        self.reach.textEdited.connect(self._typed_new)

    def _show_faces(self) -> None:
        """Show the face that fits, and let the focus follow it."""
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        known, new = self._choice.contact is not None, self._choice.new
        faces: list[tuple[bool, tuple[QWidget, ...]]] = [
            (not known and not new, (self.search,)),
            (not known and not new and self._may_be_new, (self._new,)),
            (known, (self._chosen, self._other)),
            (new, (self._name, self.reach, self._back)),
        ]
        for shown, parts in faces:
            for part in parts:
                part.setVisible(shown)
        self._chosen.setText(self._choice.name)
        self.found.hide()
        face = self._other if known else self._name if new else self.search
        self.setFocusProxy(face)
        if had_focus:
            face.setFocus(Qt.FocusReason.OtherFocusReason)

    def _decide(self, choice: PersonChoice) -> None:
        self.set_choice(choice)

    def _begin_new(self) -> None:
        typed = self.search.text().strip()
        name, email = ("", typed) if "@" in typed else (typed, "")
        self._decide(PersonChoice(name=name, reach=email, new=True))
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self, text: str) -> None:
        self._choice = PersonChoice(name=text.strip())
        self._pause.start()

    def _typed_new(self) -> None:
        self._choice = PersonChoice(name=self._name.text(), reach=self.reach.text(), new=True)

    def _look(self) -> None:
        typed = self.search.text().strip()
        if not typed:
            self.found.hide()
            return
        contacts = self._session.contacts
        self._newest.ask(lambda: contacts.rows(contacts.ids(ContactFilter(typed))[:SHOWN]), self._show_found)

    def _show_found(self, rows: Sequence[ContactRow]) -> None:
        if self.search.isHidden():
            return
        self.found.clear()
        for row in rows:
            self._add(_words(row), row)
        if self._may_be_new:
            self._add(f"New contact “{self.search.text().strip()}”…", None)
        elif not rows:
            self._add(NO_MATCH, None)
        self.found.setCurrentRow(0)
        line = self.found.sizeHintForRow(0) + 6
        self.found.setFixedHeight(line * self.found.count() + 6)
        self.found.show()

    def _add(self, words: str, row: ContactRow | None) -> None:
        item = QListWidgetItem(words)
        item.setData(_ROW, PersonChoice(row.id, row.name) if row else None)
        self.found.addItem(item)

    def _pick(self, item: QListWidgetItem) -> None:
        choice: PersonChoice | None = item.data(_ROW)
        if choice:
            self._decide(choice)
            self._other.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._may_be_new:
            self._begin_new()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: arrows walk through what was found, Enter takes it, Escape closes the list only."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or self.found.isHidden():
            return super().eventFilter(watched, event)
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._pick(self.found.currentItem())
            return True
        if key == Qt.Key.Key_Escape:
            self.found.hide()
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if watched is self.search and key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            step = 1 if key == Qt.Key.Key_Down else -1
            self.found.setCurrentRow((self.found.currentRow() + step) % self.found.count())
            return True
        return super().eventFilter(watched, event)


def _words(row: ContactRow) -> str:
    return " · ".join(part for part in (row.name, row.organisation, row.email) if part)
