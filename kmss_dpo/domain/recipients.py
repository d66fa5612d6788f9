"""Whom the data was disclosed to, and that they were told (UK GDPR Art 19)."""

from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.items import check_filled, check_in_order


@dataclass(frozen=True)
class Recipient:
    """One recipient; `what` they have to correct, erase or restrict."""

    name: str
    what: str = ""
    told_on: date | None = None
    why_not: str = ""

    def check(self, received_on: date, today: date) -> None:
        """Raise `Mistake` where it can't be kept."""
        check_filled(self.name, "Name the recipient.", "name")
        check_in_order({"": received_on, "told_on": self.told_on}, today)
        if self.told_on and self.why_not.strip():
            raise Mistake("They were either told or not. Keep one of the two.", "why_not")

    def is_open(self) -> bool:
        """Whether neither the day they were told is known nor why they were not."""
        return self.told_on is None and not self.why_not.strip()
