"""Web-form enquiries: no statutory clock, but an unfinished form is chased before its month runs out."""

from dataclasses import replace
from datetime import date

from kmss_dpo.domain.clock.deadline import OWN_PRACTICE, ClockState, Deadline, Step, chase_day
from kmss_dpo.domain.clock.facts import ClockFacts
from kmss_dpo.domain.days import say_day
from kmss_dpo.domain.holidays import ClosedDays


def enquiry_deadline(received_on: date, facts: ClockFacts, closed: ClosedDays) -> Deadline:
    """No due date; a day to chase while the person was asked for more and has not replied."""
    steps = [
        Step(f"Received by the company on {say_day(received_on)}."),
        Step(
            "No law sets a date for answering an enquiry; it is kept until it has been dealt with.",
            "Privacy notice",
        ),
    ]
    chase_on = None
    if facts.more_asked_on:
        more = f"More information was asked for on {say_day(facts.more_asked_on)}"
        if facts.more_received_on:
            steps.append(Step(f"{more} and received on {say_day(facts.more_received_on)}."))
        elif facts.answered_on is None:
            chase_on = chase_day([facts.more_asked_on], closed)
            steps.append(Step(f"{more}; no reply yet."))
            steps.append(Step(f"Ask again on {say_day(chase_on)}.", OWN_PRACTICE, ahead=True))
    if facts.answered_on:
        steps.append(Step(f"Dealt with on {say_day(facts.answered_on)}."))
    return Deadline(
        state=ClockState.ANSWERED if facts.answered_on else ClockState.NO_CLOCK,
        chase_on=chase_on,
        statutory=False,
        derivation=tuple(steps),
    )


def after_reply(facts: ClockFacts, on: date) -> ClockFacts:
    """The facts once something came: whatever it says, a reply ends the month of an unfinished form."""
    waits = facts.more_asked_on and not facts.more_received_on and on >= facts.more_asked_on
    return replace(facts, more_received_on=on) if waits else facts
