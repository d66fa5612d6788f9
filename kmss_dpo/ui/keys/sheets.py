"""Sheets into which a secret is typed: what was typed goes with them, and is kept over no lock."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QWidget

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.keys import WayIn
from kmss_dpo.domain.unlocking import WrongPassphrase
from kmss_dpo.services.keys import Keys
from kmss_dpo.services.new_key import Lost
from kmss_dpo.session import Session
from kmss_dpo.ui.keys.form_state import DEPUTY, OLD_BACKUPS, REHEARSAL, DeputyState, new_key_words
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.form import choice
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.new_passphrase import NewPassphrase
from kmss_dpo.ui.kit.passphrase_edit import PassphraseEdit
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.sheet import Sheet

_WIDTH = 76


@dataclass(frozen=True)
class Desk:
    """What every sheet of the ways in works with; passphrases are weighed on `files`."""

    session: Session
    keys: Keys
    runner: Runner
    files: Executor


class KeySheet(Sheet):
    """The key file is changed on the writing lane: a lock waits for that, and never comes in between."""

    def __init__(self, parent: QWidget, desk: Desk, title: str, decide: str) -> None:
        super().__init__(parent, desk.runner, title, decide)
        self._desk = desk
        self._keys = desk.keys
        self._lane = desk.session.writing
        self.finished.connect(lambda _how: desk.keys.stop_weighing())

    def choose_passphrase(self, caption: str) -> NewPassphrase:
        """Rows in which a passphrase is chosen."""
        desk = self._desk
        chosen = NewPassphrase(self.form, desk.runner, desk.files, desk.keys.weigh, caption)
        chosen.set_own_words(desk.keys.own_words())
        return chosen

    def explain(self, *paragraphs: str) -> None:
        """Say above or between the fields what it means."""
        for words in paragraphs:
            self.form.add_widget(label(words, "quiet", wrap=True))


class _OldAndNew(KeySheet):
    """The passphrase that opens it now, unless it was forgotten, and a new one typed twice."""

    def __init__(self, parent: QWidget, desk: Desk, title: str, decide: str) -> None:
        super().__init__(parent, desk, title, decide)
        self.before = PassphraseEdit("Present passphrase")
        self.asks_before = not desk.keys.needs_no_old_passphrase()

    def add_passphrases(self) -> None:
        """The rows."""
        if self.asks_before:
            self.form.add("before", "Your passphrase now", self.before, required=True)
        else:
            self.before.setParent(self)
            self.before.hide()
            self.explain(
                "You opened the register with the recovery key, so the old passphrase is not asked for."
            )
        self.chosen = self.choose_passphrase("New passphrase")
        self.chosen.settle_tab()

    def refuses(self) -> bool:
        """Whether something stands in the way, which is said then."""
        missing = self.asks_before and not self.before.length()
        wrong = {"before": "Type the passphrase that opens it now."} if missing else {}
        return self.form.refuses(wrong | self.chosen.wrong())

    def touched(self) -> bool:
        """Whether something was typed that would be lost."""
        return bool(self.before.length()) or self.chosen.begun()

    def refuse(self, error: Exception) -> None:
        """Say why not; the passphrase that was wrong is the old one."""
        if isinstance(error, WrongPassphrase):
            error = Mistake(error.sentence, "before")
        super().refuse(error)


class PassphraseSheet(_OldAndNew):
    """Another passphrase; who opened it with the recovery key says whose, where there are several."""

    def __init__(self, parent: QWidget, desk: Desk, ways: Sequence[WayIn]) -> None:
        super().__init__(parent, desk, "Change the passphrase", "Change the passphrase")
        self.whose = choice((way.person, way.slot_id) for way in ways)
        if self.asks_before or len(ways) == 1:
            self.whose.setParent(self)
            self.whose.hide()
        else:
            self.form.add("whose", "Whose passphrase", self.whose)
        self.add_passphrases()
        self.explain(OLD_BACKUPS)
        self.widen(_WIDTH)

    def save(self) -> None:
        """Change it."""
        if self.refuses():
            return
        before, after, whose = self.before.take(), self.chosen.take(), str(self.whose.currentData())
        self.keep(self._lane, lambda: self._keys.change_passphrase(before, after, whose))


class DeputySheet(KeySheet):
    """A way in for another person, who types their passphrase themselves."""

    FORM = "deputy"

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, desk, "Add a person", "Add the person")
        self.binder = Binder(DeputyState(), self)
        name = QLineEdit()
        self.explain(DEPUTY)
        self.form.add("person", "Their name", name, required=True)
        self.binder.line("person", name)
        self.chosen = self.choose_passphrase("Their passphrase")
        self.chosen.settle_tab()
        self.keep_typing(desk.session, "settings", lambda: self.binder.state, self.binder.show)
        name.editingFinished.connect(self._weigh_with_name)
        self.widen(_WIDTH)

    def touched(self) -> bool:
        """Whether something was typed that would be lost."""
        return bool(self.binder.state.person) or self.chosen.begun()

    def save(self) -> None:
        """Add them."""
        person = self.binder.state.person
        missing = "" if person.strip() else "Enter the name: it stands in the audit trail with what is done."
        if self.form.refuses(({"person": missing} if missing else {}) | self.chosen.wrong()):
            return
        passphrase = self.chosen.take()
        self.keep(self._lane, lambda: self._keys.add_deputy(person, passphrase))

    def _weigh_with_name(self) -> None:
        self.chosen.set_own_words((*self._keys.own_words(), self.binder.state.person))


class RehearsalSheet(KeySheet):
    """Proves that the printed kit works; `saved(Rehearsal)` says whether it does."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, desk, "Try the recovery kit", "Try the key")
        self.key = PassphraseEdit("Recovery key")
        self.explain(REHEARSAL)
        self.form.add(
            "recovery_key", "Recovery key", self.key, "Dashes and small letters do not matter.", required=True
        )
        self.key.set_shown(True)
        self.widen(_WIDTH)

    def touched(self) -> bool:
        """Whether something was typed that would be lost."""
        return bool(self.key.length())

    def save(self) -> None:
        """Try it."""
        if self.form.refuses({} if self.key.length() else {"recovery_key": "Type the key from the kit."}):
            return
        typed = (
            self.key.copy_bytes()
        )  # it stays in the field: one mistyped letter among 54 is put right there
        self.keep(self._lane, lambda: self._keys.try_recovery_key(typed))


class NewKeySheet(_OldAndNew):
    """Says what a new key takes away, and asks; `saved` carries the keys that were decided on."""

    def __init__(self, parent: QWidget, desk: Desk, lost: Lost) -> None:
        super().__init__(parent, desk, "Give the register a new key", "Lock and encrypt anew")
        self.explain(*new_key_words(lost))
        self.add_passphrases()
        self.widen(_WIDTH)

    def save(self) -> None:
        """Decide on it."""
        if self.refuses():
            return
        before, after = self.before.take(), self.chosen.take()
        self.keep(self._lane, lambda: self._keys.decide_new_key(before, after))
