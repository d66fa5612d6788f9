"""What fills the placeholders of a letter, each value with where it came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kmss_dpo.domain.cases import CaseKind, Channel
from kmss_dpo.domain.clock import ClockFacts, ExtensionGround
from kmss_dpo.domain.letters.languages import Language, long_date
from kmss_dpo.domain.organisation import Organisation, Regulator


class Origin(StrEnum):
    """Where the value of a field came from, in the words shown beside it."""

    CASE = "from the case"
    CONTACT = "from the contact"
    SETTINGS = "from settings"
    ACTIVITIES = "from the processing activities"


@dataclass(frozen=True)
class Value:
    """The text that fills one field; an empty text leaves the gap visible."""

    text: str
    origin: Origin


Values = Mapping[str, Value]


@dataclass(frozen=True)
class Activity:
    """One processing activity (UK GDPR Art 30) in the words that an access response gives the person.

    `text` maps the field names of `ACTIVITY_FIELDS` to wording; « » marks what the officer must find out.
    """

    code: str
    title: str
    case_kinds: frozenset[CaseKind]
    text: Mapping[str, str]


ACTIVITY_FIELDS = (
    "purposes",
    "categories of data",
    "recipients",
    "third countries",
    "retention",
    "source of the data",
    "automated decisions",
    "transfer safeguards",
)

_WORDED_HERE = frozenset(
    {
        *ACTIVITY_FIELDS,
        "how it reached us",
        "what you sent us",
        "ground for more time",
        "ways to reach us",
        "ways to reach the regulator",
        "what was searched",
        "what is enclosed",
        "each thing enclosed, a row each",
        "what was left out, under which provision and why",
        "each thing left out and its provision, a row each",
        "each recipient, and when they were told",
        "whom I asked",
        "each issue, its finding and the reasons",
        "what is done, and by which day",
    }
)
"""The fields whose values hold English words of the program, not only names, days and what was typed."""

_ARRIVALS = {
    Channel.EMAIL: "by email",
    Channel.POST: "by post",
    Channel.PHONE: "by telephone",
    Channel.IN_PERSON: "in person",
    Channel.WEB_FORM: "through the form on our website",
    Channel.SOCIAL_MEDIA: "through social media",
}


def spoken_in(values: Values, language: Language) -> Values:
    """The values that can stand in a letter of that language.

    What the program itself words is English: in another language it stays a gap for the officer.
    """
    if language is Language.ENGLISH:
        return values
    return {name: value for name, value in values.items() if name not in _WORDED_HERE}


def contact_values(name: str, acted_for: str = "", concerned: str = "") -> dict[str, Value]:
    """The fields that contacts fill; `acted_for` is whom an agent acts for, `concerned` whose data it is."""
    return {
        "name of the person": Value(name.strip(), Origin.CONTACT),
        "the person you act for": Value(acted_for.strip(), Origin.CONTACT),
        "the person concerned": Value(concerned.strip(), Origin.CONTACT),
    }


@dataclass(frozen=True)
class CaseFacts:
    """What a letter says of its case; None leaves the gap for the officer.

    `clock` are the facts of its clock: what came of the person, and why the answer takes longer.
    """

    reference: str
    received_on: date
    channel: Channel
    due_on: date | None = None
    summary: str = ""
    next_update_on: date | None = None
    customer: str = ""
    clock: ClockFacts = field(default_factory=ClockFacts)


def case_days(facts: CaseFacts) -> dict[str, date | None]:
    """The days that fill fields; None where the case has no such day."""
    return {
        "day received": facts.received_on,
        "day the answer is due": facts.due_on,
        "day of our next update": facts.next_update_on,
        "day it reached us": last_came(facts.clock)[1],
        "day the longer time ends": facts.due_on if facts.clock.extension else None,
    }


def case_values(facts: CaseFacts, language: Language = Language.ENGLISH) -> dict[str, Value]:
    """The fields that the case fills; days are written as the language does."""
    came, _ = last_came(facts.clock)
    extension = facts.clock.extension
    days = {name: long_date(day, language) if day else "" for name, day in case_days(facts).items()}
    texts = {
        **days,
        "our reference": facts.reference,
        "how it reached us": _ARRIVALS[facts.channel],
        "what you asked for": facts.summary.strip(),
        "what you complain about": facts.summary.strip(),
        "the customer": facts.customer.strip(),
        "what you sent us": came,
        "ground for more time": _GROUNDS[extension.ground] if extension else "",
        "reasons for more time": extension.reasons.strip() if extension else "",
    }
    return {name: Value(text, Origin.CASE) for name, text in texts.items()}


_GROUNDS = {
    ExtensionGround.COMPLEXITY: "the request is complex",
    ExtensionGround.NUMBER: "we have several requests from the same person",
}


def last_came(facts: ClockFacts) -> tuple[str, date | None]:
    """What was asked of the person and came last, in the words of a letter, and on which day."""
    asks = {
        "the proof of who you are": facts.identity,
        "the proof that you may act for somebody else": facts.authority,
        "the fee": facts.fee,
    }
    came = [(words, ask.satisfied_on) for words, ask in asks.items() if ask and ask.satisfied_on]
    came += [
        ("your answer to our question", each.answered_on) for each in facts.clarifications if each.answered_on
    ]
    last = max((on for _, on in came), default=None)
    return " and ".join(dict.fromkeys(words for words, on in came if on == last)), last


def settings_values(organisation: Organisation, regulator: Regulator) -> dict[str, Value]:
    """The fields that the settings fill: the controller, its officer and the regulator."""
    post = _on_one_line(organisation.address)
    texts = {
        "our organisation": organisation.name,
        "our short name": organisation.short_name,
        "name of the officer": organisation.officer_name,
        "title of the officer": organisation.officer_title,
        "ways to reach us": _reach_us(organisation, post),
        "our email address": organisation.officer_email,
        "our postal address": f"{organisation.name}, {post}" if post else "",
        "the regulator": regulator.name,
        "ways to reach the regulator": _reach_regulator(regulator),
    }
    return {name: Value(text.strip(), Origin.SETTINGS) for name, text in texts.items()}


def activity_values(chosen: Sequence[Activity]) -> dict[str, Value]:
    """The fields that the chosen activities fill; several become a list, one line for each."""
    texts = {name: _together([(a.title, a.text[name]) for a in chosen]) for name in ACTIVITY_FIELDS}
    return {name: Value(text, Origin.ACTIVITIES) for name, text in texts.items()}


def _together(parts: list[tuple[str, str]]) -> str:
    """One text as it is; several that say the same once; otherwise a list with titles."""
    texts = [text for _, text in parts if text]
    if len(set(texts)) <= 1:
        return "".join(texts[:1])
    return "\n".join(f"- {title}: {text}" for title, text in parts if text)


def _on_one_line(address: str) -> str:
    """An address within a sentence; its last line, the postcode, is not broken."""
    lines = [line.strip() for line in address.splitlines() if line.strip()]
    return ", ".join([*lines[:-1], *(line.replace(" ", "\N{NO-BREAK SPACE}") for line in lines[-1:])])


def _reach_us(organisation: Organisation, post: str) -> str:
    """The ways that the settings know, as one phrase."""
    ways = [
        f"by email at {organisation.officer_email}" if organisation.officer_email else "",
        f"by telephone on {organisation.phone}" if organisation.phone else "",
        f"by post at {organisation.name}, {post}" if post else "",
    ]
    known = [way for way in ways if way]
    return ", ".join(known[:-1]) + (" or " if len(known) > 1 else "") + "".join(known[-1:])


def _reach_regulator(regulator: Regulator) -> str:
    """Website, helpline and postal address, those that the settings know, as a list."""
    ways = [
        f"- online: {regulator.website}" if regulator.website else "",
        f"- telephone: {regulator.helpline}" if regulator.helpline else "",
        f"- post: {_on_one_line(regulator.address)}" if regulator.address else "",
    ]
    return "\n".join(way for way in ways if way)
