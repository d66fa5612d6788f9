"""The dates of complaints, of what is done at once and of enquiries explain themselves, word for word."""

from datetime import date as d

import pytest

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.clock import ClockFacts
from kmss_dpo.domain.holidays import Nation
from tests.domain.clock.deriving import said


@pytest.mark.parametrize(
    ("kind", "received", "facts", "nation", "steps"),
    [
        pytest.param(
            CaseKind.COMPLAINT,
            d(2026, 8, 1),
            ClockFacts(),
            Nation.ENGLAND_AND_WALES,
            [
                "Received by the company on Sat 1 Aug 2026. [Data Protection Act 2018 s.164A]",
                (
                    "30 days, counted from the day after receipt, end on Mon 31 Aug 2026. [Data "
                    "Protection Act 2018 s.164A]"
                ),
                (
                    "A stricter reading ends a day sooner (unsettled), so warn from Sat 29 Aug 2026. "
                    "[Own practice]"
                ),
                (
                    "Mon 31 Aug 2026 is passed over: Late Summer Bank Holiday. [Regulator's guidance on "
                    "time limits]"
                ),
                "Acknowledge by the end of Tue 1 Sep 2026. [Data Protection Act 2018 s.164A]",
                (
                    "The public holidays of England and Wales are used; no rule says which nation counts "
                    "(unsettled). [Own practice]"
                ),
                (
                    "The outcome has no fixed limit: investigate from receipt and answer without undue "
                    "delay. [Data Protection Act 2018 s.164A]"
                ),
            ],
            id="a complaint",
        ),
        pytest.param(
            CaseKind.COMPLAINT,
            d(2026, 8, 1),
            ClockFacts(acknowledged_on=d(2026, 8, 5)),
            Nation.SCOTLAND,
            [
                "Received by the company on Sat 1 Aug 2026. [Data Protection Act 2018 s.164A]",
                (
                    "30 days, counted from the day after receipt, end on Mon 31 Aug 2026. [Data "
                    "Protection Act 2018 s.164A]"
                ),
                (
                    "A stricter reading ends a day sooner (unsettled), so warn from Sat 29 Aug 2026. "
                    "[Own practice]"
                ),
                "Acknowledge by the end of Mon 31 Aug 2026. [Data Protection Act 2018 s.164A]",
                (
                    "The public holidays of Scotland are used; no rule says which nation counts "
                    "(unsettled). [Own practice]"
                ),
                "Acknowledged on Wed 5 Aug 2026, in time. [Data Protection Act 2018 s.164A]",
                (
                    "The outcome has no fixed limit: investigate from receipt and answer without undue "
                    "delay. [Data Protection Act 2018 s.164A]"
                ),
                "Tell the person how it stands on Mon 7 Sep 2026. [Own practice]",
            ],
            id="an acknowledged complaint",
        ),
        pytest.param(
            CaseKind.COMPLAINT,
            d(2026, 8, 1),
            ClockFacts(acknowledged_on=d(2026, 9, 2), answered_on=d(2026, 9, 20)),
            Nation.ENGLAND_AND_WALES,
            [
                "Received by the company on Sat 1 Aug 2026. [Data Protection Act 2018 s.164A]",
                (
                    "30 days, counted from the day after receipt, end on Mon 31 Aug 2026. [Data "
                    "Protection Act 2018 s.164A]"
                ),
                (
                    "A stricter reading ends a day sooner (unsettled), so warn from Sat 29 Aug 2026. "
                    "[Own practice]"
                ),
                (
                    "Mon 31 Aug 2026 is passed over: Late Summer Bank Holiday. [Regulator's guidance on "
                    "time limits]"
                ),
                "Acknowledge by the end of Tue 1 Sep 2026. [Data Protection Act 2018 s.164A]",
                (
                    "The public holidays of England and Wales are used; no rule says which nation counts "
                    "(unsettled). [Own practice]"
                ),
                "Acknowledged on Wed 2 Sep 2026, 1 day late. [Data Protection Act 2018 s.164A]",
                "Outcome sent on Sun 20 Sep 2026. [Data Protection Act 2018 s.164A]",
            ],
            id="a complaint acknowledged late, with its outcome",
        ),
        pytest.param(
            CaseKind.COMPLAINT,
            d(2026, 8, 1),
            ClockFacts(answered_on=d(2026, 8, 20)),
            Nation.ENGLAND_AND_WALES,
            [
                "Received by the company on Sat 1 Aug 2026. [Data Protection Act 2018 s.164A]",
                (
                    "30 days, counted from the day after receipt, end on Mon 31 Aug 2026. [Data "
                    "Protection Act 2018 s.164A]"
                ),
                (
                    "A stricter reading ends a day sooner (unsettled), so warn from Sat 29 Aug 2026. "
                    "[Own practice]"
                ),
                (
                    "Mon 31 Aug 2026 is passed over: Late Summer Bank Holiday. [Regulator's guidance on "
                    "time limits]"
                ),
                "Acknowledge by the end of Tue 1 Sep 2026. [Data Protection Act 2018 s.164A]",
                (
                    "The public holidays of England and Wales are used; no rule says which nation counts "
                    "(unsettled). [Own practice]"
                ),
                (
                    "Outcome sent on Thu 20 Aug 2026, in time, without an acknowledgement. [Data "
                    "Protection Act 2018 s.164A]"
                ),
            ],
            id="a complaint answered at once",
        ),
        pytest.param(
            CaseKind.COMPLAINT,
            d(2026, 6, 18),
            ClockFacts(answered_on=d(2026, 7, 22)),
            Nation.ENGLAND_AND_WALES,
            [
                "Received by the company on Thu 18 Jun 2026. [Good practice only]",
                (
                    "Received before Fri 19 Jun 2026, when the duty came into force: good practice only. "
                    "[Data Protection Act 2018 s.164A]"
                ),
                "30 days, counted from the day after receipt, end on Sat 18 Jul 2026. [Good practice only]",
                "Sat 18 Jul 2026 is passed over: Saturday. [Regulator's guidance on time limits]",
                "Sun 19 Jul 2026 is passed over: Sunday. [Regulator's guidance on time limits]",
                "Nothing is due: aim to acknowledge it by Mon 20 Jul 2026. [Good practice only]",
                (
                    "The public holidays of England and Wales are used; no rule says which nation counts "
                    "(unsettled). [Own practice]"
                ),
                "Outcome sent on Wed 22 Jul 2026, without an acknowledgement. [Good practice only]",
            ],
            id="an early complaint answered late",
        ),
        pytest.param(
            CaseKind.MARKETING_OBJECTION,
            d(2026, 12, 24),
            ClockFacts(answered_on=d(2026, 12, 29)),
            Nation.ENGLAND_AND_WALES,
            [
                "Received by the company on Thu 24 Dec 2026: act at once. [UK GDPR Art 21(3)]",
                "The own target is 2 working days: Wed 30 Dec 2026. [Own practice]",
                "The outer limit is one calendar month: Sun 24 Jan 2027. [UK GDPR Art 12A]",
                "Sun 24 Jan 2027 is passed over: Sunday. [Regulator's guidance on time limits]",
                "At the very latest by the end of Mon 25 Jan 2027. [UK GDPR Art 12A]",
                (
                    "The public holidays of England and Wales are used; no rule says which nation counts "
                    "(unsettled). [Own practice]"
                ),
                "Answered on Tue 29 Dec 2026, in time. [The day of dispatch counts]",
            ],
            id="an objection to marketing",
        ),
        pytest.param(
            CaseKind.CONSENT_WITHDRAWAL,
            d(2028, 12, 24),
            ClockFacts(),
            Nation.ENGLAND_AND_WALES,
            [
                "Received by the company on Sun 24 Dec 2028: act at once. [UK GDPR Art 7(3)]",
                "The own target is 2 working days: Thu 28 Dec 2028. [Own practice]",
                "The outer limit is one calendar month: Wed 24 Jan 2029. [Own practice]",
                "At the very latest by the end of Wed 24 Jan 2029. [Own practice]",
                (
                    "The public holidays of England and Wales are used; no rule says which nation counts "
                    "(unsettled). [Own practice]"
                ),
                (
                    "Wed 24 Jan 2029 lies outside the public holidays known here (Tue 1 Jan 2019 to Sun "
                    "31 Dec 2028): a holiday that is missing there would move the date. [Warning]"
                ),
            ],
            id="consent withdrawn past the table",
        ),
        pytest.param(
            CaseKind.DEMO_ENQUIRY,
            d(2026, 8, 1),
            ClockFacts(),
            Nation.ENGLAND_AND_WALES,
            [
                "Received by the company on Sat 1 Aug 2026. []",
                (
                    "No law sets a date for answering an enquiry; it is kept until it has been dealt "
                    "with. [Privacy notice]"
                ),
            ],
            id="an enquiry",
        ),
        pytest.param(
            CaseKind.CONTACT_ENQUIRY,
            d(2026, 8, 1),
            ClockFacts(more_asked_on=d(2026, 8, 1)),
            Nation.ENGLAND_AND_WALES,
            [
                "Received by the company on Sat 1 Aug 2026. []",
                (
                    "No law sets a date for answering an enquiry; it is kept until it has been dealt "
                    "with. [Privacy notice]"
                ),
                "More information was asked for on Sat 1 Aug 2026; no reply yet. []",
                "Ask again on Mon 17 Aug 2026. [Own practice]",
            ],
            id="an unfinished form",
        ),
        pytest.param(
            CaseKind.CONTACT_ENQUIRY,
            d(2026, 8, 1),
            ClockFacts(
                more_asked_on=d(2026, 8, 1), more_received_on=d(2026, 8, 3), answered_on=d(2026, 8, 4)
            ),
            Nation.ENGLAND_AND_WALES,
            [
                "Received by the company on Sat 1 Aug 2026. []",
                (
                    "No law sets a date for answering an enquiry; it is kept until it has been dealt "
                    "with. [Privacy notice]"
                ),
                "More information was asked for on Sat 1 Aug 2026 and received on Mon 3 Aug 2026. []",
                "Dealt with on Tue 4 Aug 2026. []",
            ],
            id="a completed form dealt with",
        ),
    ],
)
def test_the_derivation_says_facts_rule_steps_and_what_is_unsettled(
    kind: CaseKind, received: d, facts: ClockFacts, nation: Nation, steps: list[str]
) -> None:
    assert said(kind, received, facts, nation) == steps
