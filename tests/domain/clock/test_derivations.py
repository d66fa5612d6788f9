"""The due date of a request explains itself: the whole derivation, word for word, with each source."""

from datetime import date as d

import pytest

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.clock import Ask, Clarification, ClockFacts, Extension, ExtensionGround
from kmss_dpo.domain.holidays import Nation
from tests.domain.clock.deriving import said


def ext(sent: d, ground: str = "COMPLEXITY") -> Extension:
    return Extension(sent, ExtensionGround[ground], "Reasons.")


@pytest.mark.parametrize(
    ("kind", "received", "facts", "nation", "steps"),
    [
        pytest.param(
            CaseKind.ACCESS,
            d(2026, 9, 1),
            ClockFacts(
                identity=Ask(d(2026, 9, 2), d(2026, 9, 3)),
                clarifications=(Clarification(d(2026, 9, 4), d(2026, 9, 9)),),
            ),
            Nation.ENGLAND_AND_WALES,
            [
                "Received by the company on Tue 1 Sep 2026. [UK GDPR Art 12A]",
                (
                    "Proof of identity was asked for on Wed 2 Sep 2026 and received on Thu 3 Sep 2026. "
                    "[UK GDPR Art 12(6)]"
                ),
                (
                    "Clarification was asked for on Fri 4 Sep 2026 and answered on Wed 9 Sep 2026. "
                    "[Regulator's guidance on clarification]"
                ),
                "The clock starts on Thu 3 Sep 2026, the latest of these days. [UK GDPR Art 12A]",
                "One calendar month from Thu 3 Sep 2026 is Sat 3 Oct 2026. [UK GDPR Art 12A]",
                (
                    "Excluded, from asking to answering and after the clock started: 5 days. That makes "
                    "Thu 8 Oct 2026. [UK GDPR Art 12A with Art 15]"
                ),
                (
                    "Counting the day of asking too gives 6 days. Which count is right is unsettled: the "
                    "shorter one sets the due date, and Fri 9 Oct 2026 is the latest arguable day. "
                    "[Regulator's guidance on time limits]"
                ),
                (
                    "Due by the end of Thu 8 Oct 2026. It is the longest stop: answer without undue "
                    "delay. [UK GDPR Art 12A]"
                ),
                (
                    "The public holidays of England and Wales are used; no rule says which nation counts "
                    "(unsettled). [Own practice]"
                ),
            ],
            id="an access request with proof, a clarification and both counts",
        ),
        pytest.param(
            CaseKind.ACCESS,
            d(2026, 9, 1),
            ClockFacts(
                fee=Ask(d(2026, 9, 2), d(2026, 9, 3)),
                authority=Ask(d(2026, 9, 2), d(2026, 9, 2)),
                clarifications=(Clarification(d(2026, 9, 2), d(2026, 9, 4)),),
            ),
            Nation.SCOTLAND,
            [
                "Received by the company on Tue 1 Sep 2026. [UK GDPR Art 12A]",
                (
                    "Proof of the agent's authority was asked for on Wed 2 Sep 2026 and received on Wed "
                    "2 Sep 2026. [Regulator's guidance on requests made for others]"
                ),
                ("A fee was asked for on Wed 2 Sep 2026 and paid on Thu 3 Sep 2026. [UK GDPR Art 12(5)]"),
                (
                    "Clarification was asked for on Wed 2 Sep 2026 and answered on Fri 4 Sep 2026. "
                    "[Regulator's guidance on clarification]"
                ),
                "The clock starts on Thu 3 Sep 2026, the latest of these days. [UK GDPR Art 12A]",
                "One calendar month from Thu 3 Sep 2026 is Sat 3 Oct 2026. [UK GDPR Art 12A]",
                (
                    "Excluded, from asking to answering and after the clock started: 1 day. That makes "
                    "Sun 4 Oct 2026. [UK GDPR Art 12A with Art 15]"
                ),
                "Sun 4 Oct 2026 is passed over: Sunday. [Regulator's guidance on time limits]",
                (
                    "Due by the end of Mon 5 Oct 2026. It is the longest stop: answer without undue "
                    "delay. [UK GDPR Art 12A]"
                ),
                (
                    "The public holidays of Scotland are used; no rule says which nation counts "
                    "(unsettled). [Own practice]"
                ),
            ],
            id="a fee and an agent, one excluded day",
        ),
        pytest.param(
            CaseKind.ERASURE,
            d(2026, 11, 25),
            ClockFacts(answered_on=d(2026, 12, 29)),
            Nation.ENGLAND_AND_WALES,
            [
                "Received by the company on Wed 25 Nov 2026. [UK GDPR Art 12A]",
                "One calendar month from Wed 25 Nov 2026 is Fri 25 Dec 2026. [UK GDPR Art 12A]",
                "Fri 25 Dec 2026 is passed over: Christmas Day. [Regulator's guidance on time limits]",
                "Sat 26 Dec 2026 is passed over: Saturday. [Regulator's guidance on time limits]",
                "Sun 27 Dec 2026 is passed over: Sunday. [Regulator's guidance on time limits]",
                (
                    "Mon 28 Dec 2026 is passed over: Boxing Day (substitute day). [Regulator's guidance "
                    "on time limits]"
                ),
                (
                    "Due by the end of Tue 29 Dec 2026. It is the longest stop: answer without undue "
                    "delay. [UK GDPR Art 12A]"
                ),
                (
                    "The public holidays of England and Wales are used; no rule says which nation counts "
                    "(unsettled). [Own practice]"
                ),
                "Answered on Tue 29 Dec 2026, in time. [The day of dispatch counts]",
            ],
            id="holidays and weekends passed over",
        ),
        pytest.param(
            CaseKind.PORTABILITY,
            d(2026, 1, 31),
            ClockFacts(extension=ext(d(2026, 3, 1)), answered_on=d(2026, 5, 1)),
            Nation.NORTHERN_IRELAND,
            [
                "Received by the company on Sat 31 Jan 2026. [UK GDPR Art 12(3), older text]",
                (
                    "Received before Thu 5 Feb 2026: the older text applies and the same steps are used "
                    "(unsettled). [UK GDPR Art 12(3), older text]"
                ),
                (
                    "Extended once for the complexity of the request; the notice was sent on Sun 1 Mar "
                    "2026. [UK GDPR Art 12(3), older text]"
                ),
                (
                    "Three calendar months from Sat 31 Jan 2026 is Thu 30 Apr 2026, the last day of a "
                    "month without a day 31. [UK GDPR Art 12(3), older text]"
                ),
                (
                    "Due by the end of Thu 30 Apr 2026. It is the longest stop: answer without undue "
                    "delay. [UK GDPR Art 12(3), older text]"
                ),
                (
                    "The public holidays of Northern Ireland are used; no rule says which nation counts "
                    "(unsettled). [Own practice]"
                ),
                "Answered on Fri 1 May 2026, 1 day after the due date. [The day of dispatch counts]",
                (
                    "The extension notice was sent on Sun 1 Mar 2026, after the first month ended on Sat "
                    "28 Feb 2026, a day off: whether it still came in time is unsettled. [Warning]"
                ),
            ],
            id="the older text, a short month, an extension on the weekend",
        ),
        pytest.param(
            CaseKind.OBJECTION,
            d(2026, 9, 1),
            ClockFacts(extension=ext(d(2026, 9, 20), "NUMBER"), answered_on=d(2026, 12, 3)),
            Nation.ENGLAND_AND_WALES,
            [
                "Received by the company on Tue 1 Sep 2026. [UK GDPR Art 12A]",
                (
                    "Extended once for the number of requests from this person; the notice was sent on "
                    "Sun 20 Sep 2026. [UK GDPR Art 12A]"
                ),
                "Three calendar months from Tue 1 Sep 2026 is Tue 1 Dec 2026. [UK GDPR Art 12A]",
                (
                    "Due by the end of Tue 1 Dec 2026. It is the longest stop: answer without undue "
                    "delay. [UK GDPR Art 12A]"
                ),
                (
                    "The public holidays of England and Wales are used; no rule says which nation counts "
                    "(unsettled). [Own practice]"
                ),
                "Answered on Thu 3 Dec 2026, 2 days after the due date. [The day of dispatch counts]",
            ],
            id="an extension by number",
        ),
        pytest.param(
            CaseKind.OBJECTION,
            d(2026, 9, 3),
            ClockFacts(extension=ext(d(2026, 10, 6))),
            Nation.ENGLAND_AND_WALES,
            [
                "Received by the company on Thu 3 Sep 2026. [UK GDPR Art 12A]",
                (
                    "The extension does not count: its notice has to go before the first month ends. "
                    "[UK GDPR Art 12A]"
                ),
                "One calendar month from Thu 3 Sep 2026 is Sat 3 Oct 2026. [UK GDPR Art 12A]",
                "Sat 3 Oct 2026 is passed over: Saturday. [Regulator's guidance on time limits]",
                "Sun 4 Oct 2026 is passed over: Sunday. [Regulator's guidance on time limits]",
                (
                    "Due by the end of Mon 5 Oct 2026. It is the longest stop: answer without undue "
                    "delay. [UK GDPR Art 12A]"
                ),
                (
                    "The public holidays of England and Wales are used; no rule says which nation counts "
                    "(unsettled). [Own practice]"
                ),
                (
                    "The extension notice was sent on Tue 6 Oct 2026, after the first month had ended on "
                    "Mon 5 Oct 2026: it extends nothing. [Warning]"
                ),
            ],
            id="an extension notice sent too late",
        ),
        pytest.param(
            CaseKind.ACCESS,
            d(2026, 9, 1),
            ClockFacts(
                identity=Ask(d(2026, 9, 2)),
                fee=Ask(d(2026, 9, 3)),
                authority=Ask(d(2026, 9, 4)),
                extension=ext(d(2026, 9, 5)),
            ),
            Nation.ENGLAND_AND_WALES,
            [
                "Received by the company on Tue 1 Sep 2026. [UK GDPR Art 12A]",
                (
                    "Proof of identity was asked for on Wed 2 Sep 2026 and has not been received. [UK "
                    "GDPR Art 12(6)]"
                ),
                "A fee was asked for on Thu 3 Sep 2026 and has not been paid. [UK GDPR Art 12(5)]",
                (
                    "Proof of the agent's authority was asked for on Fri 4 Sep 2026 and has not been "
                    "received. [Regulator's guidance on requests made for others]"
                ),
                (
                    "Extended once for the complexity of the request; the notice was sent on Sat 5 Sep "
                    "2026. [UK GDPR Art 12A]"
                ),
                (
                    "The clock has not started: there is no due date. Ask again on Wed 16 Sep 2026. [UK "
                    "GDPR Art 12A]"
                ),
            ],
            id="a clock not started",
        ),
        pytest.param(
            CaseKind.ACCESS,
            d(2026, 9, 1),
            ClockFacts(clarifications=(Clarification(d(2026, 9, 2)),)),
            Nation.ENGLAND_AND_WALES,
            [
                "Received by the company on Tue 1 Sep 2026. [UK GDPR Art 12A]",
                (
                    "Clarification was asked for on Wed 2 Sep 2026 and has not been answered. "
                    "[Regulator's guidance on clarification]"
                ),
                (
                    "The clock is stopped: there is no due date. Ask again on Wed 16 Sep 2026. [UK GDPR "
                    "Art 12A]"
                ),
            ],
            id="a stopped clock",
        ),
        pytest.param(
            CaseKind.ACCESS,
            d(2026, 1, 1),
            ClockFacts(clarifications=(Clarification(d(2026, 1, 2)),), answered_on=d(2026, 1, 5)),
            Nation.ENGLAND_AND_WALES,
            [
                "Received by the company on Thu 1 Jan 2026. [UK GDPR Art 12(3), older text]",
                (
                    "Received before Thu 5 Feb 2026: the older text applies and the same steps are used "
                    "(unsettled). [UK GDPR Art 12(3), older text]"
                ),
                (
                    "Clarification was asked for on Fri 2 Jan 2026 and has not been answered. "
                    "[Regulator's guidance on clarification]"
                ),
                "The clock is stopped: there is no due date. [UK GDPR Art 12(3), older text]",
                "Answered on Mon 5 Jan 2026, in time. [The day of dispatch counts]",
            ],
            id="an answer sent while stopped",
        ),
        pytest.param(
            CaseKind.ACCESS,
            d(2026, 9, 1),
            ClockFacts(
                clarifications=(
                    Clarification(d(2026, 9, 30), d(2026, 9, 30)),
                    Clarification(d(2026, 10, 6), d(2026, 10, 8)),
                ),
                fee=Ask(d(2026, 10, 2)),
            ),
            Nation.ENGLAND_AND_WALES,
            [
                "Received by the company on Tue 1 Sep 2026. [UK GDPR Art 12A]",
                (
                    "Clarification was asked for on Wed 30 Sep 2026 and answered on Wed 30 Sep 2026. "
                    "[Regulator's guidance on clarification]"
                ),
                "One calendar month from Tue 1 Sep 2026 is Thu 1 Oct 2026. [UK GDPR Art 12A]",
                (
                    "Excluded, from asking to answering and after the clock started: 0 days. That makes "
                    "Thu 1 Oct 2026. [UK GDPR Art 12A with Art 15]"
                ),
                (
                    "Counting the day of asking too gives 1 day. Which count is right is unsettled: the "
                    "shorter one sets the due date, and Fri 2 Oct 2026 is the latest arguable day. "
                    "[Regulator's guidance on time limits]"
                ),
                (
                    "Due by the end of Thu 1 Oct 2026. It is the longest stop: answer without undue "
                    "delay. [UK GDPR Art 12A]"
                ),
                (
                    "The public holidays of England and Wales are used; no rule says which nation counts "
                    "(unsettled). [Own practice]"
                ),
                (
                    "A fee was asked for on Fri 2 Oct 2026, after the due date had passed: it moves "
                    "nothing. [Warning]"
                ),
                (
                    "Clarification was asked for on Tue 6 Oct 2026, after the due date had passed: it "
                    "moves nothing. [Warning]"
                ),
                (
                    "Clarification was asked for on Wed 30 Sep 2026, late in the month: whether that "
                    "still moves the date is unsettled. [Warning]"
                ),
            ],
            id="questions asked late and too late",
        ),
    ],
)
def test_the_derivation_says_facts_rule_steps_and_what_is_unsettled(
    kind: CaseKind, received: d, facts: ClockFacts, nation: Nation, steps: list[str]
) -> None:
    assert said(kind, received, facts, nation) == steps
