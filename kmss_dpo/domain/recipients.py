"""Whom the data was disclosed to, and that they were told (UK GDPR Art 19)."""

from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import ContactId
from kmss_dpo.domain.items import check_filled, check_in_order

NOTIFIED = frozenset(
    {
        CaseKind.RECTIFICATION,
        CaseKind.ERASURE,
        CaseKind.RESTRICTION,
        CaseKind.NOTIFICATION,
        CaseKind.OBJECTION,
    }
)
"""The kinds of case whose outcome the recipients of the data are told of."""


@dataclass(frozen=True)
class Recipient:
    """One recipient; `what` they have to correct, erase or restrict. `contact_id` is who that is."""

    name: str
    what: str = ""
    told_on: date | None = None
    why_not: str = ""
    contact_id: ContactId | None = None

    def check(self, received_on: date, today: date) -> None:
        """Raise `Mistake` where it can't be kept."""
        check_filled(self.name, "Name the recipient.", "name")
        check_in_order({"": received_on, "told_on": self.told_on}, today)
        if self.told_on and self.why_not.strip():
            raise Mistake("They were either told or not. Keep one of the two.", "why_not")

    def is_open(self) -> bool:
        """Whether neither the day they were told is known nor why they were not."""
        return self.told_on is None and not self.why_not.strip()
