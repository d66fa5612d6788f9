"""A link between two cases taken away, from either side."""

from PySide6.QtCore import QObject

from kmss_dpo.domain.ids import CaseId
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.actions import CaseActions
from kmss_dpo.ui.kit.runner import Runner


class Unlinking(QObject):
    """Works on the case that the actions work on, and says through them what was done."""

    def __init__(self, session: Session, runner: Runner, actions: CaseActions) -> None:
        super().__init__(actions)
        self._session = session
        self._runner = runner
        self._actions = actions

    def unlink(self, other: CaseId) -> None:
        """Take the link to another case away; it can be made again at any time."""
        if view := self._actions.view:
            unlink, told = self._session.links.unlink, self._actions.told
            self._runner.run(
                self,
                self._session.writing,
                lambda: unlink(view.id, other),
                lambda _: told.emit("The link was taken away."),
            )
