"""The events that can happen to a clock, one by one: what each is called, and which letter goes with it."""

from dataclasses import dataclass
from enum import StrEnum


class Happening(StrEnum):
    """The kinds of event."""

    IDENTITY_ASKED = "identity asked"
    IDENTITY_CAME = "identity came"
    AUTHORITY_ASKED = "authority asked"
    AUTHORITY_CAME = "authority came"
    FEE_ASKED = "fee asked"
    FEE_PAID = "fee paid"
    CLARIFICATION_ASKED = "clarification asked"
    CLARIFICATION_ANSWERED = "clarification answered"
    EXTENDED = "extended"
    ACKNOWLEDGED = "acknowledged"
    UPDATE_PROMISED = "update promised"
    DAY_SET = "day set"
    MORE_ASKED = "more asked"
    MORE_CAME = "more came"
    ANSWERED = "answered"


@dataclass(frozen=True)
class EventFacts:
    """What the screens need to know of a kind of event.

    `field` is the fact it changes, beside which a mistake is shown; `day` is what its day is called, and
    `letter` the template of the letter that goes with it, empty where there is none.
    """

    title: str
    decide: str
    field: str
    day: str
    said: str
    letter: str = ""


_ASKED, _CAME = "Record that it was asked for", "Record that it came"
RESTARTED = "clock_restarted"
"""The letter that tells the new due date, and so is true only once the clock runs."""
_CAN_START = "The clock can start on this day."
_STARTS = "The clock starts when it comes."

EVENTS: dict[Happening, EventFacts] = {
    Happening.IDENTITY_ASKED: EventFacts(
        "Ask for proof of identity",
        _ASKED,
        "identity",
        "Asked for on",
        f"Only on reasonable doubt, promptly, and no more than is needed (UK GDPR Art 12(6)). {_STARTS}",
        "proof_of_identity",
    ),
    Happening.IDENTITY_CAME: EventFacts(
        "Proof of identity came", _CAME, "identity", "Came on", _CAN_START, RESTARTED
    ),
    Happening.AUTHORITY_ASKED: EventFacts(
        "Ask for proof of authority",
        _ASKED,
        "authority",
        "Asked for on",
        f"Of somebody who asks for another person. {_STARTS}",
        "proof_of_authority",
    ),
    Happening.AUTHORITY_CAME: EventFacts(
        "Proof of authority came", _CAME, "authority", "Came on", _CAN_START, RESTARTED
    ),
    Happening.FEE_ASKED: EventFacts(
        "Ask for a fee",
        _ASKED,
        "fee",
        "Asked for on",
        "Only for what is manifestly unfounded or excessive, or for further copies (UK GDPR Arts 12(5), "
        "15(3)). The clock starts when it is paid.",
        "fee",
    ),
    Happening.FEE_PAID: EventFacts(
        "The fee was paid", "Record that it was paid", "fee", "Paid on", _CAN_START, RESTARTED
    ),
    Happening.CLARIFICATION_ASKED: EventFacts(
        "Ask which information is meant",
        _ASKED,
        "clarifications",
        "Asked on",
        "Subject access only. The clock stops; the days until the answer are left out.",
        "clarification",
    ),
    Happening.CLARIFICATION_ANSWERED: EventFacts(
        "The clarification was answered",
        "Record that it was answered",
        "clarifications",
        "Answered on",
        "Any answer counts, also that everything is meant. The clock runs again.",
        RESTARTED,
    ),
    Happening.EXTENDED: EventFacts(
        "Extend the time to answer",
        "Record the extension",
        "extension",
        "Notice sent on",
        "Once, to three months from the day the clock started. The notice, with its reasons, goes before the "
        "first month ends.",
        "extension",
    ),
    Happening.ACKNOWLEDGED: EventFacts(
        "The acknowledgement was sent",
        "Record that it was sent",
        "acknowledged_on",
        "Sent on",
        "The day it was sent or handed over. A letter written here records it by itself when it is sent.",
    ),
    Happening.UPDATE_PROMISED: EventFacts(
        "Promise the next update",
        "Record the promise",
        "next_update_on",
        "Next update on",
        "The day by which the person hears next how it stands.",
        "complaint_progress",
    ),
    Happening.DAY_SET: EventFacts(
        "The regulator set a day",
        "Record the day",
        "answer_by",
        "Answer by",
        "The day its letter names; where nobody works on it, the working day before it is the due date. "
        "Where it named another since, that one counts.",
    ),
    Happening.MORE_ASKED: EventFacts(
        "Ask for the missing information",
        _ASKED,
        "more_asked_on",
        "Asked for on",
        "After a month without reply the details are erased, as the privacy notice says.",
        "more_information",
    ),
    Happening.MORE_CAME: EventFacts(
        "The missing information came", _CAME, "more_asked_on", "Came on", "Any reply ends the month."
    ),
    Happening.ANSWERED: EventFacts(
        "The answer was sent",
        "Record that it was sent",
        "answered_on",
        "Sent on",
        "The day it was sent or handed over: the law counts it, not the date on the letter.",
    ),
}

ASKS = frozenset(
    {
        Happening.IDENTITY_ASKED,
        Happening.AUTHORITY_ASKED,
        Happening.FEE_ASKED,
        Happening.CLARIFICATION_ASKED,
        Happening.MORE_ASKED,
    }
)
"""The events that wait for something to come."""

MOVED_BY_LETTER = ASKS | {Happening.EXTENDED}
"""The events whose day becomes the day on which their letter leaves: dispatch is what counts."""

TO_COME = frozenset({Happening.UPDATE_PROMISED, Happening.DAY_SET})
"""The events whose day is one to come, and so never today by itself."""
