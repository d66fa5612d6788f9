"""Deleting: into the bin, with Undo at the foot of the window, or for good where the officer says so."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.bin import Deleted, deleted_words
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.confirm import Decision
from kmss_dpo.ui.kit.key_marks import mark_keys
from kmss_dpo.ui.kit.labels import restyle
from kmss_dpo.ui.kit.notice import Toast
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.ticks import Tick

INTO_BIN = "It goes to the bin, from which it can be put back: under Retention, Bin."
_FOR_GOOD = "Erase it for good now, from its history and the kept backups too. That cannot be undone."


class ForGood(Tick):
    """The box of a decision that makes it an erasure; the button says which of the two it is."""

    def __init__(self, decision: Decision, into_bin: str, for_good: str) -> None:
        super().__init__(_FOR_GOOD)
        self._decision = decision
        self._decides = into_bin, for_good
        self.box.toggled.connect(self._follow)

    def chosen(self) -> bool:
        """Whether it is to be erased."""
        return self.box.isChecked()

    def _follow(self, for_good: bool) -> None:  # noqa: FBT001 a Qt signal carries it so
        button = self._decision.decide_button
        button.setText(self._decides[for_good])
        button.setProperty("kind", "danger" if for_good else "main")
        button.setDefault(not for_good)
        restyle(button)
        mark_keys(self._decision)


def ask_to_delete(
    page: QWidget,
    title: str,
    words: str,
    name: str,
    delete: Callable[[], None],
    erase: Callable[[], None],
) -> Decision:
    """Ask whether something shall go to the bin, or for good; answers the open decision."""
    decision = Decision(page, title, f"{words} {INTO_BIN}", f"Delete {name}")
    for_good = ForGood(decision, f"Delete {name}", f"Erase {name}")
    decision.column.addWidget(for_good)
    decision.accepted.connect(lambda: erase() if for_good.chosen() else delete())
    decision.open()
    return decision


class UndoToast(Toast):
    """Stands at the foot of the window, whichever page is in front; a newer one takes its place."""


def offer_undo(
    page: QWidget, session: Session, runner: Runner, deleted: Sequence[Deleted], what: str
) -> None:
    """Say that something is in the bin, `what` as in “The document”, and offer to put it back."""
    window = page.window()
    while (parent := window.parentWidget()) is not None:
        window = parent.window()
    toast: UndoToast = window.findChild(UndoToast) or UndoToast(window)
    entries = [each.id for each in deleted]

    def take_back() -> None:
        put_back = session.bin.put_back
        runner.run(toast, session.writing, lambda: put_back(entries), lambda _: toast.say("It was put back."))

    toast.say(deleted_words(what, deleted), take_back)
