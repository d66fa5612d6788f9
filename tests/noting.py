"""What a test notes on a case so that it can go on or be closed, each with nothing left out."""

from datetime import date

from kmss_dpo.domain.complaints import Action, Finding, Inquiry, Issue, Lesson, Review
from kmss_dpo.domain.decisions import Decision, DecisionSort, Routing
from kmss_dpo.domain.identity import IdentityCheck
from kmss_dpo.domain.items import Item
from kmss_dpo.domain.recipients import Recipient
from kmss_dpo.domain.searches import SearchPlace

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


ONE_OF_EACH: tuple[Item, ...] = (
    SearchPlace("Mail server", "contact_form", "Operations", DECIDED, found="Eleven messages"),
    routed(),
    Recipient("Exampleton Mailing Ltd", "Erase the address", why_not="It was dissolved in 2024"),
    found(),
    Inquiry("Post room", "Who enclosed it?", DECIDED, None, DECIDED, "An agency worker"),
    Action("Check envelopes twice", "Post room", DECIDED),
    Lesson("Window envelopes only", DECIDED),
    Review(DECIDED, "A director"),
    IdentityCheck("A bill", "A bill", "On a video call", "Robin Hale", DECIDED),
)
"""One of every sort of record; all of them can be kept on a complaint that was received by then."""
