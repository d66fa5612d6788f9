"""What a test notes on a case so that it can go on or be closed, each with nothing left out."""

from datetime import date

from kmss_dpo.domain.complaints import Finding, Issue
from kmss_dpo.domain.decisions import Decision, DecisionSort, Routing

DECIDED = date(2026, 11, 22)


def routed(to: Routing = Routing.COMPLAINT) -> Decision:
    """What a complaint turned out to be."""
    why = "It is about how personal data was handled."
    return Decision(DecisionSort.ROUTING, to.value, "", why, decided_by="Robin Hale", decided_on=DECIDED)


def refused() -> Decision:
    """Why a request is refused."""
    reasoning = "The fourth copy within a week."
    return Decision(DecisionSort.UNFOUNDED, "", "", reasoning, decided_by="Robin Hale", decided_on=DECIDED)


def found(finding: Finding = Finding.UPHELD) -> Issue:
    """An issue with its finding."""
    return Issue("My letter went to a stranger", finding, "It was put in the wrong envelope.")
