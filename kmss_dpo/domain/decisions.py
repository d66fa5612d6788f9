"""Decisions with their reasons: what is left out or refused, under which provision, and how a complaint goes.

The provisions are those of the Data Protection Act 2018, Schedules 2 to 4, and of UK GDPR; no others exist.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kmss_dpo.domain.cases import AT_ONCE, CaseKind
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.items import check_filled, check_in_order


class DecisionSort(StrEnum):
    """What is decided."""

    EXEMPTION = "exemption"
    REFUSAL = "refusal"
    UNFOUNDED = "manifestly unfounded"
    EXCESSIVE = "manifestly excessive"
    ROUTING = "routing"
    COMPENSATION = "compensation"
    OTHER = "other"


class Provision(StrEnum):
    """The exemptions of the Data Protection Act 2018, by schedule and paragraph."""

    CRIME = "Sch 2 para 2"
    PROCEEDINGS = "Sch 2 para 5"
    THIRD_PARTY = "Sch 2 para 16"
    WORKERS = "Sch 2 para 17"
    PRIVILEGE = "Sch 2 para 19"
    SELF_INCRIMINATION = "Sch 2 para 20"
    CORPORATE_FINANCE = "Sch 2 para 21"
    FORECASTS = "Sch 2 para 22"
    NEGOTIATIONS = "Sch 2 para 23"
    REFERENCES = "Sch 2 para 24"
    EXAMS = "Sch 2 para 25"
    JOURNALISM = "Sch 2 para 26"
    RESEARCH = "Sch 2 para 27"
    ARCHIVING = "Sch 2 para 28"
    HEALTH = "Sch 3"
    OTHER_BARS = "Sch 4"


PROVISIONS: dict[Provision, str] = {
    Provision.CRIME: "crime and taxation",
    Provision.PROCEEDINGS: "legal proceedings and advice",
    Provision.THIRD_PARTY: "information about other people",
    Provision.WORKERS: "information about health, social work and education workers",
    Provision.PRIVILEGE: "legal professional privilege",
    Provision.SELF_INCRIMINATION: "self-incrimination",
    Provision.CORPORATE_FINANCE: "corporate finance",
    Provision.FORECASTS: "management forecasts",
    Provision.NEGOTIATIONS: "negotiations with the person",
    Provision.REFERENCES: "confidential references",
    Provision.EXAMS: "exam scripts and marks",
    Provision.JOURNALISM: "journalism, academia, art and literature",
    Provision.RESEARCH: "research and statistics",
    Provision.ARCHIVING: "archiving in the public interest",
    Provision.HEALTH: "health, social work, education and child-abuse data",
    Provision.OTHER_BARS: "other bars to disclosure",
}


class Routing(StrEnum):
    """What a complaint turns out to be."""

    COMPLAINT = "data protection complaint"
    REQUEST = "request"
    BREACH = "breach"
    SERVICE = "service matter"


REFUSAL_GROUNDS: dict[CaseKind, tuple[str, ...]] = {
    CaseKind.RECTIFICATION: ("Not incorrect or misleading as to fact", "An opinion, marked as disputed"),
    CaseKind.ERASURE: (
        "No ground of Art 17(1)",
        "Art 17(3)(a) freedom of expression",
        "Art 17(3)(b) legal obligation or public task",
        "Art 17(3)(c) public health",
        "Art 17(3)(d) archiving, research, statistics",
        "Art 17(3)(e) legal claims",
    ),
    CaseKind.RESTRICTION: ("No ground of Art 18(1)",),
    CaseKind.NOTIFICATION: ("Art 19 impossible or disproportionate",),
    CaseKind.PORTABILITY: (
        "Not provided by the person",
        "Not on consent or contract",
        "Not processed by automated means",
    ),
    CaseKind.OBJECTION: ("Art 21(1) compelling legitimate grounds", "Art 21(1) legal claims"),
    CaseKind.AUTOMATED_DECISION: ("No significant decision by automated means alone (Art 22A)",),
}
"""Why a request of a kind can be refused beside the exemptions; access can only fall under those."""

_UNGROUNDED = frozenset({DecisionSort.UNFOUNDED, DecisionSort.EXCESSIVE})
"""Decided case by case on their reasons alone (UK GDPR Art 12(5)); a letter would cite any ground as law."""
_REASONED = _UNGROUNDED | {DecisionSort.EXEMPTION, DecisionSort.REFUSAL}


@dataclass(frozen=True)
class Decision:
    """`ground` is the provision, the ground of a refusal or where a complaint is routed to.

    The five from `nature` to `refusal` balance what is due to other people (Schedule 2 paragraph 16(3)):
    the type of information, confidentiality owed, steps to seek consent, whether they can, their refusal.
    """

    sort: DecisionSort | None = None
    ground: str = ""
    about: str = ""
    reasoning: str = ""
    nature: str = ""
    confidentiality: str = ""
    consent_sought: str = ""
    capability: str = ""
    refusal: str = ""
    decided_by: str = ""
    decided_on: date | None = None

    def check(self, received_on: date, today: date) -> None:
        """Raise `Mistake` where it can't be kept; whether it fits the kind of case is `check_fits`."""
        if self.sort is None:
            raise Mistake("Choose what is decided.", "sort")
        grounds = grounds_of(self.sort)
        if grounds and self.ground not in grounds:
            raise Mistake("Choose the provision or the ground; there are only these.", "ground")
        if self.ground and self.sort in _UNGROUNDED:
            raise Mistake("Such a decision has no ground but its reasoning. Take the ground out.", "ground")
        check_filled(
            self.reasoning, "Write down the reasoning: it is what the decision stands on.", "reasoning"
        )
        if self.sort is DecisionSort.EXEMPTION and self.ground == Provision.THIRD_PARTY:
            self._check_balance()
        check_filled(self.decided_by, "Name who decided.", "decided_by")
        if self.decided_on is None:
            raise Mistake("Enter the day it was decided.", "decided_on")
        check_in_order({"": received_on, "decided_on": self.decided_on}, today)

    def _check_balance(self) -> None:
        if not any(text.strip() for text in (self.nature, self.confidentiality, self.consent_sought)):
            raise Mistake(
                "Weigh the other person's interests: the type of information, confidentiality owed and "
                "what was done to get consent (Schedule 2 paragraph 16(3)).",
                "nature",
            )

    def withholds(self) -> bool:
        """Whether it leaves out or refuses something."""
        return self.sort in _REASONED


def grounds_of(sort: DecisionSort) -> tuple[str, ...]:
    """The grounds to choose from; empty where the officer writes them."""
    match sort:
        case DecisionSort.EXEMPTION:
            return tuple(each.value for each in Provision)
        case DecisionSort.ROUTING:
            return tuple(each.value for each in Routing)
        case _:
            return ()


def sorts_of(kind: CaseKind) -> tuple[DecisionSort, ...]:
    """What can be decided on a kind of case: an objection to marketing cannot be refused (Art 21(3))."""
    if kind is CaseKind.COMPLAINT:
        return (DecisionSort.ROUTING, DecisionSort.COMPENSATION, DecisionSort.OTHER)
    if kind in AT_ONCE or kind not in {*REFUSAL_GROUNDS, CaseKind.ACCESS}:
        return (DecisionSort.OTHER,)
    refusable = (DecisionSort.UNFOUNDED, DecisionSort.EXCESSIVE, DecisionSort.OTHER)
    own = DecisionSort.REFUSAL if kind in REFUSAL_GROUNDS else DecisionSort.EXEMPTION
    return (own, DecisionSort.EXEMPTION, *refusable) if own is DecisionSort.REFUSAL else (own, *refusable)


def check_fits(kind: CaseKind, decision: Decision) -> None:
    """Raise `Mistake` where such a decision does not exist for the kind of case."""
    if decision.sort in sorts_of(kind):
        if decision.sort is DecisionSort.REFUSAL and decision.ground not in REFUSAL_GROUNDS[kind]:
            raise Mistake("Choose the ground; the law has only these for this right.", "ground")
        return
    if kind in AT_ONCE:
        raise Mistake(f"This cannot be refused ({AT_ONCE[kind]}).", "sort")
    raise Mistake("This is not decided on such a case.", "sort")
