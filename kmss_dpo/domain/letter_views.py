"""Letters as the screens show them."""

from dataclasses import dataclass
from datetime import date, datetime

from kmss_dpo.domain.ids import CaseId, DocumentId, LetterId


@dataclass(frozen=True)
class LetterRow:
    """One line of a case's letters; `filed_at` is None for a draft, `sent_on` for what has not left.

    One that is `superseded` stays as it was filed; another filed letter says that it takes its place.
    """

    id: LetterId
    case: CaseId
    template: str
    title: str
    dated_on: date
    filed_at: datetime | None
    document: DocumentId | None
    sent_on: date | None = None
    superseded: bool = False

    @property
    def unsent(self) -> bool:
        """Whether it was filed and its sending is still to be recorded."""
        return self.filed_at is not None and self.sent_on is None and not self.superseded
