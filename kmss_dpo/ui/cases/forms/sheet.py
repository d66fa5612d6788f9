"""What all forms on a case share beside what every sheet has."""

from collections.abc import Callable
from typing import TypeVar

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.cases import family_of
from kmss_dpo.domain.ids import Kind
from kmss_dpo.session import Session
from kmss_dpo.ui.kit import sheet
from kmss_dpo.ui.kit.typing_kept import Records

S = TypeVar("S")


class Sheet(sheet.Sheet):
    """A form about one case."""

    CONFLICT = (
        "This case was changed elsewhere since you opened it, so nothing was saved. "
        "Close this, look at the case as it is now, and enter your change again."
    )

    def keep_typing_on(
        self,
        session: Session,
        view: CaseView,
        state: Callable[[], S],
        show: Callable[[S], None],
        more: Records = (),
    ) -> None:
        """Let a lock keep what is typed, for the list of this case; it may be about `more` of its records."""
        place = family_of(view.details.kind).value
        self.keep_typing(session, place, state, show, lambda: [(Kind.CASE, view.id), *more])
