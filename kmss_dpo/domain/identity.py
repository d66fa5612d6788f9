"""How it was made sure who is asking: only on reasonable doubt, no more than needed (UK GDPR Art 12(6))."""

from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.cases import CaseDetails, Channel
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import DocumentId
from kmss_dpo.domain.items import check_filled, check_in_order

COPY_DAYS = 30
"""A copy of an identity paper goes once it is checked, and after this many days at the latest."""


@dataclass(frozen=True)
class IdentityCheck:
    """What was asked for, what was seen, how, by whom and when; `document_id` is a copy that was kept."""

    asked: str = ""
    seen: str = ""
    how: str = ""
    checked_by: str = ""
    checked_on: date | None = None
    document_id: DocumentId | None = None
    copy_deleted_on: date | None = None

    def check(self, received_on: date, today: date) -> None:
        """Raise `Mistake` where it can't be kept."""
        if self.checked_on:
            check_filled(self.seen, "Write down what was seen, not its numbers.", "seen")
            check_filled(self.how, "Write down how it was seen, such as on a video call.", "how")
            check_filled(self.checked_by, "Name who saw it.", "checked_by")
        elif self.seen.strip():
            raise Mistake("Enter the day it was seen.", "checked_on")
        else:
            check_filled(self.asked, "Write down what is asked for, or what was seen.", "asked")
        days = {"": received_on, "checked_on": self.checked_on, "copy_deleted_on": self.copy_deleted_on}
        check_in_order(days, today)

    def is_open(self) -> bool:
        """Whether nothing was seen yet."""
        return self.checked_on is None


def proportionate(details: CaseDetails) -> tuple[str, ...]:
    """What may be asked in proportion, the least first; advice, no rule."""
    least = {
        Channel.EMAIL: "Nothing, where the address is the one already known for the person.",
        Channel.PHONE: "Nothing, after calling back the number already known for the person.",
        Channel.IN_PERSON: "Nothing, where somebody who knows the person saw them.",
    }.get(details.channel, "Nothing, where what they wrote can only come from the person.")
    found = [least, "A detail that only the person and we know, such as a customer number or a date."]
    if details.special_category:
        found.append("A paper with name and address, seen on a call: the data asked for is sensitive.")
    else:
        found.append("A paper with name and address only where nothing else removes the doubt.")
    found.append("Never more than is needed; never over social media; rather seen than copied.")
    return tuple(found)
