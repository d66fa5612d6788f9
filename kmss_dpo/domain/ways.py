"""The way of each kind of case from receipt to closing, as data that can be read in one place.

A stage is where a case stands. Facts carry it past a stage that ends with one (the complaint was
acknowledged, the answer was sent); past every other the officer goes on by hand, once its needs are met.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kmss_dpo.domain.cases import CaseKind, Outcome
from kmss_dpo.domain.clock import ClockFacts
from kmss_dpo.domain.errors import Mistake


class Doing(StrEnum):
    """What the button beside a next step does."""

    WRITE_LETTER = "Write letter"
    ACKNOWLEDGE = "Acknowledge"
    UPDATE = "Write update"
    RECORD_SENT = "Record sending"
    RECORD_CAME = "Record what came"
    HAND_ON = "Pass on"
    ROUTE = "Decide"
    CHECK = "Open checklist"
    SEARCH = "Open search plan"
    DECIDE = "Open decisions"
    TELL_RECIPIENTS = "Open recipients"
    INVESTIGATE = "Open enquiries"
    FIND = "Open issues"
    FOLLOW_UP = "Open actions"
    CLOSE = "Close"
    OPEN = "Open"


class Need(StrEnum):
    """What a stage or an ending cannot do without, in the words that say what to do."""

    ROUTED = "Decide first what it is: a complaint, a request, a breach or a service matter."
    SEARCHED = "Say of every place to search what was found there, or why it was not searched."
    RECIPIENTS_TOLD = "Say of every recipient when they were told, or why they were not (UK GDPR Art 19)."
    ISSUES_NAMED = "List what is complained about, one issue for each."
    FINDINGS = "Give every issue its finding."
    REASONS_DECIDED = "Record the decision first: the provision, the reasoning, who decided and when."
    ACTIONS_DONE = "Some actions that were promised are not done yet."


class Milestone(StrEnum):
    """The facts that end a stage."""

    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"


@dataclass(frozen=True)
class Stage:
    """Where a case stands: the word for its chip, the next step without a full stop, what its button does.

    `letter` is the template the button begins with; `needs` must be there before the officer goes on;
    `until` names the fact that alone ends the stage.
    """

    code: str
    title: str
    step: str
    doing: Doing
    letter: str = ""
    needs: tuple[Need, ...] = ()
    until: Milestone | None = None


Way = tuple[Stage, ...]

_RECEIVE = Stage(
    "receive",
    "Received",
    "Acknowledge it, and ask for proof of identity only on reasonable doubt",
    Doing.WRITE_LETTER,
    "request_acknowledgement",
)
_SEARCH = Stage(
    "search",
    "Searching",
    "Ask each place what it holds about the person, and note what came of it",
    Doing.SEARCH,
    needs=(Need.SEARCHED,),
)
_RECIPIENTS = Stage(
    "recipients",
    "Telling recipients",
    "Tell each recipient of the data, or note why not",
    Doing.TELL_RECIPIENTS,
    needs=(Need.RECIPIENTS_TOLD,),
)
_CLOSE = Stage("close", "Answered", "Close the case", Doing.CLOSE)


def _answer(step: str, letter: str = "") -> Stage:
    return Stage("answer", "Answering", step, Doing.WRITE_LETTER, letter, until=Milestone.ANSWERED)


def _stop(step: str) -> Stage:
    return Stage("stop", "Stopping", step, Doing.CHECK)


ERASING = "erase"
"""The stage of an erasure in which data goes."""
BEFORE_ERASING = frozenset({"receive", "assess"})
"""Its stages in which nothing has gone yet."""

WAYS: dict[CaseKind, Way] = {
    CaseKind.ACCESS: (
        _RECEIVE,
        _SEARCH,
        Stage("review", "Reviewing", "Decide what is disclosed and what is left out, and why", Doing.DECIDE),
        _answer("Send the response letter", "access_response"),
        _CLOSE,
    ),
    CaseKind.RECTIFICATION: (
        _RECEIVE,
        Stage(
            "assess",
            "Assessing",
            "Find out whether the data is incorrect or misleading as to fact",
            Doing.CHECK,
        ),
        Stage(
            "correct", "Correcting", "Correct or complete the record, or mark a disputed opinion", Doing.CHECK
        ),
        _RECIPIENTS,
        _answer("Tell the person what was corrected", "rectified"),
        _CLOSE,
    ),
    CaseKind.ERASURE: (
        _RECEIVE,
        Stage(
            "assess",
            "Assessing",
            "Find the ground of Art 17(1), and what Art 17(3) still needs kept",
            Doing.DECIDE,
        ),
        Stage(ERASING, "Erasing", "Erase what may go: systems, backups and copies", Doing.CHECK),
        _RECIPIENTS,
        _answer("Tell the person what was erased", "erased"),
        _CLOSE,
    ),
    CaseKind.RESTRICTION: (
        _RECEIVE,
        Stage("assess", "Assessing", "Find the ground of Art 18(1)", Doing.DECIDE),
        Stage("restrict", "Restricting", "Restrict the processing in every system", Doing.CHECK),
        _RECIPIENTS,
        _answer("Tell the person that it is restricted", "restricted"),
        _CLOSE,
    ),
    CaseKind.NOTIFICATION: (
        _RECEIVE,
        _RECIPIENTS,
        _answer("Tell the person who received the data", "recipients_named"),
        _CLOSE,
    ),
    CaseKind.PORTABILITY: (
        _RECEIVE,
        _SEARCH,
        Stage(
            "review",
            "Reviewing",
            "Take what the person provided, on consent or contract, automated",
            Doing.DECIDE,
        ),
        _answer("Send the data in a machine-readable form", "data_sent"),
        _CLOSE,
    ),
    CaseKind.OBJECTION: (
        _RECEIVE,
        Stage(
            "restrict",
            "Restricting",
            "Restrict the processing while it is weighed (Art 18(1)(d))",
            Doing.CHECK,
        ),
        Stage("weigh", "Weighing", "Stop, or show compelling grounds or claims", Doing.DECIDE),
        _answer("Tell the person that it stopped", "objection_upheld"),
        _CLOSE,
    ),
    CaseKind.MARKETING_OBJECTION: (
        _stop("Stop the marketing on every channel, and suppress: never only delete"),
        _answer("Confirm that the marketing stopped", "marketing_stopped"),
        _CLOSE,
    ),
    CaseKind.AUTOMATED_DECISION: (
        _RECEIVE,
        Stage("hear", "Hearing", "Explain the decision, and hear what the person says to it", Doing.CHECK),
        Stage("review", "Reviewing", "Have a person with the authority to change it review it", Doing.DECIDE),
        _answer("Tell the person what the review came to", "automated_decision_reviewed"),
        _CLOSE,
    ),
    CaseKind.CONSENT_WITHDRAWAL: (
        _stop("Stop all that rested on the consent"),
        _answer("Confirm that it stopped", "consent_withdrawn"),
        _CLOSE,
    ),
    CaseKind.COMPLAINT: (
        Stage(
            "route",
            "Routing",
            "Decide what it is: complaint, request, breach or service matter",
            Doing.ROUTE,
            needs=(Need.ROUTED,),
        ),
        Stage(
            "acknowledge",
            "Acknowledging",
            "Acknowledge the complaint",
            Doing.ACKNOWLEDGE,
            "complaint_acknowledgement",
            until=Milestone.ACKNOWLEDGED,
        ),
        Stage(
            "investigate",
            "Investigating",
            "List the issues, and ask those who know",
            Doing.INVESTIGATE,
            needs=(Need.ISSUES_NAMED,),
        ),
        Stage(
            "find", "Finding", "Give each issue its finding and reasons", Doing.FIND, needs=(Need.FINDINGS,)
        ),
        _answer("Send the outcome", "complaint_outcome"),
        Stage(
            "follow up",
            "Following up",
            "Do what was promised, and learn from it",
            Doing.FOLLOW_UP,
            needs=(Need.ACTIONS_DONE,),
        ),
        _CLOSE,
    ),
    CaseKind.REGULATOR: (
        Stage("collect", "Collecting", "Collect what the regulator asks for", Doing.INVESTIGATE),
        _answer("Answer the regulator", "regulator_answer"),
        Stage("result", "Awaiting result", "Note what the regulator decides", Doing.CLOSE),
    ),
    CaseKind.DEMO_ENQUIRY: (Stage("deal", "Open", "Deal with the enquiry", Doing.CLOSE), _CLOSE),
    CaseKind.CONTACT_ENQUIRY: (Stage("deal", "Open", "Deal with the enquiry", Doing.CLOSE), _CLOSE),
}
FOR_A_CUSTOMER: Way = (
    Stage(
        "pass on",
        "To pass on",
        "Pass it on to the customer and tell the person",
        Doing.HAND_ON,
        "passed_on",
        until=Milestone.ANSWERED,
    ),
    _CLOSE,
)
"""Another company is the controller and answers it."""


@dataclass(frozen=True)
class Work:
    """How far the work on a case has come, counted; `withheld` are the decisions that leave out or refuse."""

    routed: bool = False
    places: int = 0
    places_open: int = 0
    decided: int = 0
    withheld: int = 0
    recipients_open: int = 0
    issues: int = 0
    issues_open: int = 0
    actions_open: int = 0

    def lacks(self, need: Need) -> bool:
        """Whether something that is needed is not there."""
        return {
            Need.ROUTED: not self.routed,
            Need.SEARCHED: not self.places or self.places_open > 0,
            Need.RECIPIENTS_TOLD: self.recipients_open > 0,
            Need.ISSUES_NAMED: not self.issues,
            Need.FINDINGS: not self.issues or self.issues_open > 0,
            Need.REASONS_DECIDED: not self.withheld,
            Need.ACTIONS_DONE: self.actions_open > 0,
        }[need]


def way_of(kind: CaseKind, *, for_customer: bool = False) -> Way:
    """The way of a case."""
    return FOR_A_CUSTOMER if for_customer else WAYS[kind]


def stage_of(way: Way, code: str, *, acknowledged: bool, answered: bool) -> Stage:
    """Where a case stands whose last stage by hand was `code`; one that is unknown counts as the first.

    Never before the stage that follows the last fact, and never past the next stage that waits for one.
    """
    holds = {Milestone.ACKNOWLEDGED: acknowledged, Milestone.ANSWERED: answered}
    first = max((at + 1 for at, stage in enumerate(way) if stage.until and holds[stage.until]), default=0)
    last = next((at for at in range(first, len(way)) if way[at].until), len(way) - 1)
    return way[min(max(_place(way, code), first), last)]


def stage_after_facts(way: Way, code: str, facts: ClockFacts) -> Stage:
    """The same with the facts of its clock."""
    return stage_of(
        way, code, acknowledged=facts.acknowledged_on is not None, answered=facts.answered_on is not None
    )


def stage_after(way: Way, stage: Stage) -> Stage | None:
    """The stage that the officer goes on to by hand; None where a fact or the closing ends this one."""
    at = way.index(stage)
    return way[at + 1] if stage.until is None and at + 1 < len(way) else None


def stages_before(way: Way, stage: Stage) -> Sequence[Stage]:
    """The stages to which the officer can step back: up to the last fact, which stays a fact."""
    before = way[: way.index(stage)]
    since = max((at + 1 for at, each in enumerate(before) if each.until), default=0)
    return before[since:]


def check_step(way: Way, stage: Stage, to: str, work: Work) -> Stage:
    """The stage a case goes on or back to; `Mistake` where it cannot, with what is still needed."""
    if to in {each.code for each in stages_before(way, stage)}:
        return way[_place(way, to)]
    after = stage_after(way, stage)
    if after is None or after.code != to:
        raise Mistake("The case does not go on to that from where it stands now. Look at it again.")
    for need in stage.needs:
        if work.lacks(need):
            raise Mistake(need.value)
    return after


_ENDINGS: dict[Outcome, tuple[Need, ...]] = {
    Outcome.NOTHING_HELD: (Need.SEARCHED,),
    Outcome.REFUSED: (Need.REASONS_DECIDED,),
    Outcome.PART_REFUSED: (Need.REASONS_DECIDED,),
    Outcome.UPHELD: (Need.FINDINGS,),
    Outcome.PARTLY_UPHELD: (Need.FINDINGS,),
    Outcome.NOT_UPHELD: (Need.FINDINGS,),
    Outcome.ELSEWHERE: (Need.ROUTED,),
}
"""What must be on record before a case can end so."""


def check_ending(outcome: Outcome, work: Work) -> None:
    """Raise `Mistake` where a case can't end so, with what is still needed."""
    for need in _ENDINGS.get(outcome, ()):
        if work.lacks(need):
            raise Mistake(need.value, "outcome")


def _place(way: Way, code: str) -> int:
    return next((at for at, stage in enumerate(way) if stage.code == code), 0)
