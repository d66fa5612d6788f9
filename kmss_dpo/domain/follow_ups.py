"""What the work on a case leaves to be done on a day of its own, often after the case was closed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kmss_dpo.domain.ids import CaseId


class Promised(StrEnum):
    """What kind of thing is to be done."""

    ACTION = "Action"
    LESSON = "Look whether it worked"
    COPY = "Erase the copy of an identity paper"


@dataclass(frozen=True)
class FollowUp:
    """One such thing: on which case, in which words, by whom where that was said, and by when."""

    case_id: CaseId
    reference: str
    promised: Promised
    words: str
    who: str
    due_on: date
