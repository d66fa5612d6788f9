"""Keeps what is being typed when the register locks, and offers it again after the next unlock."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.typing_kept import Typing
from kmss_dpo.ui.letters.windows import LetterWindows
from kmss_dpo.ui.shell.window import MainWindow


class CarryingOn(QObject):
    """`page` brings a page to the front by its name; where a form is offered, that page has a `resume`."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        window: MainWindow,
        letters: LetterWindows,
        page: Callable[[str], Any],
    ) -> None:
        super().__init__(window)
        self._session = session
        self._runner = runner
        self._window = window
        self._letters = letters
        self._page = page

    def offer(self) -> None:
        """Say above the page what was not saved before the lock, with a button to go on with it."""
        self._runner.run(self, self._session.reading, self._session.unfinished.left, self._offer)

    def kept(self) -> bool:
        """Keep every letter and what every form holds; False, and it is said, where the disk refuses."""
        letters = [page.kept() for page in self._letters.pages()]
        return self._forms_kept() and all(letters)

    def _forms_kept(self) -> bool:
        typing = [(each, each.unfinished()) for each in self._window.findChildren(Typing)]
        wanted = [(each, form) for each, form in typing if form]
        if not wanted:
            return True
        try:
            kept = self._session.unfinished.keep(form for _, form in wanted)
        except Trouble as trouble:
            self._window.say_trouble(trouble.happened, trouble.to_do)
            return False
        except Mistake as mistake:
            self._window.say_trouble(mistake.sentence, "")
            return False
        for (each, _), form in zip(wanted, kept, strict=True):
            each.take(form)
        return True

    def _offer(self, forms: list[Unfinished]) -> None:
        for form in forms:
            said = f"“{form.title}” was not saved when the register was locked."
            self._window.say(said, action="Go on with it", on_action=partial(self._go_on, form))

    def _go_on(self, form: Unfinished) -> None:
        self._page(form.place).resume(form)
