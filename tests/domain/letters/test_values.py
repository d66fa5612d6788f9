"""What fills the fields of a letter, and days as letters write them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.clock import Ask, Clarification, ClockFacts, Extension, ExtensionGround
from kmss_dpo.domain.letters import (
    ACTIVITY_FIELDS,
    Activity,
    CaseFacts,
    Origin,
    Value,
    activity_values,
    case_values,
    contact_values,
    long_date,
    settings_values,
)
from kmss_dpo.domain.organisation import Organisation, Regulator

DAY = date(2026, 11, 22)


def test_days_are_written_out_whatever_the_language_of_the_computer() -> None:
    assert long_date(date(2026, 1, 5)) == "5 January 2026"
    assert long_date(date(2026, 12, 31)) == "31 December 2026"


def texts_of(values: Mapping[str, Value]) -> dict[str, str]:
    return {name: value.text for name, value in values.items()}


def test_the_case_fills_its_fields_and_leaves_open_what_is_not_known() -> None:
    facts = CaseFacts("SAR-2026-0012", date(2026, 10, 20), Channel.PHONE)
    known = case_values(replace(facts, due_on=DAY, summary=" All. ", next_update_on=DAY, customer=" Acme "))
    assert texts_of(known) == {
        "our reference": "SAR-2026-0012",
        "day received": "20 October 2026",
        "how it reached us": "by telephone",
        "day the answer is due": "22 November 2026",
        "what you asked for": "All.",
        "what you complain about": "All.",
        "the customer": "Acme",
        "day of our next update": "22 November 2026",
        "what you sent us": "",
        "day it reached us": "",
        "ground for more time": "",
        "reasons for more time": "",
        "day the longer time ends": "",
    }
    open_fields = {name for name, text in texts_of(case_values(facts)).items() if not text}
    assert open_fields == {
        "day the answer is due",
        "what you asked for",
        "what you complain about",
        "the customer",
        "day of our next update",
        "what you sent us",
        "day it reached us",
        "ground for more time",
        "reasons for more time",
        "day the longer time ends",
    }


EARLIER, LATER = date(2026, 11, 4), date(2026, 11, 9)


@pytest.mark.parametrize(
    ("clock", "came", "on"),
    [
        (ClockFacts(identity=Ask(EARLIER)), "", ""),
        (ClockFacts(identity=Ask(EARLIER, LATER)), "the proof of who you are", "9 November 2026"),
        (
            ClockFacts(authority=Ask(EARLIER, LATER), fee=Ask(EARLIER)),
            "the proof that you may act for somebody else",
            "9 November 2026",
        ),
        (
            ClockFacts(identity=Ask(EARLIER, LATER), fee=Ask(EARLIER, LATER)),
            "the proof of who you are and the fee",
            "9 November 2026",
        ),
        (
            ClockFacts(
                identity=Ask(EARLIER, EARLIER),
                clarifications=(Clarification(EARLIER, LATER), Clarification(LATER)),
            ),
            "your answer to our question",
            "9 November 2026",
        ),
    ],
)
def test_a_letter_can_thank_for_what_came_last(clock: ClockFacts, came: str, on: str) -> None:
    texts = texts_of(case_values(CaseFacts("R", EARLIER, Channel.POST, clock=clock)))
    assert (texts["what you sent us"], texts["day it reached us"]) == (came, on)


@pytest.mark.parametrize(
    ("ground", "said"),
    [
        (ExtensionGround.COMPLEXITY, "the request is complex"),
        (ExtensionGround.NUMBER, "we have several requests from the same person"),
    ],
)
def test_a_letter_tells_the_ground_and_the_reasons_of_the_extension(
    ground: ExtensionGround, said: str
) -> None:
    clock = ClockFacts(extension=Extension(LATER, ground, " Four systems. "))
    texts = texts_of(case_values(CaseFacts("R", EARLIER, Channel.POST, DAY, clock=clock)))
    assert (texts["ground for more time"], texts["reasons for more time"]) == (said, "Four systems.")
    assert texts["day the longer time ends"] == "22 November 2026"
    stopped = texts_of(case_values(CaseFacts("R", EARLIER, Channel.POST, clock=clock)))
    assert stopped["day the longer time ends"] == ""


@pytest.mark.parametrize("channel", Channel)
def test_every_channel_has_its_words(channel: Channel) -> None:
    assert texts_of(case_values(CaseFacts("R", DAY, channel)))["how it reached us"]


def test_the_settings_name_only_ways_that_are_known() -> None:
    full = Organisation(address="11A Orchard Road\nSG8 5HD", officer_email="dpo@example.org", phone="01763 1")
    texts = texts_of(settings_values(full, Regulator(address="1 New Street\nM1 1AA")))
    assert texts["ways to reach us"] == (
        "by email at dpo@example.org, by telephone on 01763 1 or by post at KM Software Systems Ltd, "
        "11A Orchard Road, SG8\N{NO-BREAK SPACE}5HD"
    )
    assert texts["ways to reach the regulator"] == (
        "- online: ico.org.uk/make-a-complaint\n- telephone: 0303 123 1113\n"
        "- post: 1 New Street, M1\N{NO-BREAK SPACE}1AA"
    )
    bare = texts_of(settings_values(Organisation(address=""), Regulator("it", "", "", "")))
    assert bare["ways to reach us"] == bare["ways to reach the regulator"] == bare["our postal address"] == ""
    only_post = texts_of(settings_values(Organisation(address="1 Road"), Regulator()))
    assert only_post["ways to reach us"] == "by post at KM Software Systems Ltd, 1\N{NO-BREAK SPACE}Road"


def activity(code: str, purposes: str) -> Activity:
    texts = dict.fromkeys(ACTIVITY_FIELDS, "the same") | {"purposes": purposes}
    return Activity(code, code.title(), frozenset(), texts)


def test_one_activity_speaks_for_itself_and_several_become_a_list() -> None:
    assert texts_of(activity_values([]))["purposes"] == ""
    assert texts_of(activity_values([activity("demo", "To show.")]))["purposes"] == "To show."
    both = texts_of(activity_values([activity("demo", "To show."), activity("news", "To tell.")]))
    assert both["purposes"] == "- Demo: To show.\n- News: To tell."
    assert both["recipients"] == "the same"


def test_the_contact_fills_the_name() -> None:
    assert contact_values(" Amal ", " Bo ", " Cy ") == {
        "name of the person": Value("Amal", Origin.CONTACT),
        "the person you act for": Value("Bo", Origin.CONTACT),
        "the person concerned": Value("Cy", Origin.CONTACT),
    }
