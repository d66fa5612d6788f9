"""What the register knows at the moment and a letter must agree with."""

from dataclasses import dataclass, field
from datetime import date

from kmss_dpo.domain.letters.finding import Clash
from kmss_dpo.domain.letters.people import People
from kmss_dpo.domain.letters.values import CaseFacts
from kmss_dpo.domain.organisation import Regulator


@dataclass(frozen=True)
class Known:
    """The people of the case, what it says, and what of other cases was found in the letter (`clashes`).

    `overdue`: the day by which an answer is owed, where it has passed. `withheld`: a decision to refuse
    something or to leave something out is kept on the case.
    """

    people: People = field(default_factory=People)
    case: CaseFacts | None = None
    today: date | None = None
    regulator: Regulator = field(default_factory=Regulator)
    overdue: date | None = None
    withheld: bool = False
    clashes: tuple[Clash, ...] = ()
