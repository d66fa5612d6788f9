"""A draft that its writer no longer wants: into the bin, with Undo in the main window, for its own closes."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.bin import Deleted
from kmss_dpo.domain.ids import LetterId
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.confirm import ask
from kmss_dpo.ui.kit.deleting import INTO_BIN, offer_undo
from kmss_dpo.ui.kit.runner import Runner


def ask_to_discard(
    page: QWidget,
    session: Session,
    runner: Runner,
    letter: LetterId,
    stop_keeping: Callable[[], None],
    then: Callable[[], None],
) -> None:
    """Ask, then put the draft in the bin; what is typed is kept no longer from then on."""

    def discard() -> None:
        stop_keeping()
        runner.run(page, session.writing, lambda: session.bin.delete_draft(letter), discarded)

    def discarded(deleted: Deleted) -> None:
        offer_undo(page, session, runner, [deleted], "The draft")
        then()

    ask(page, "Discard this draft?", f"{INTO_BIN} The case stays as it is.", "Discard draft", discard)
