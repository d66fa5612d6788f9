"""How the scenarios say days, nations, kinds of case and the rest, and what each word stands for."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from pytest_bdd import parsers

from kmss_dpo.domain.cases import CaseKind, Channel, Outcome, Status
from kmss_dpo.domain.clock import ExtensionGround, Happening
from kmss_dpo.domain.decisions import Routing
from kmss_dpo.domain.holidays import NATION_NAMES, Nation


class Proof(NamedTuple):
    """What a clock waits for before it starts: the fact it is, that it is asked for, that it comes."""

    fact: str
    asked: Happening
    came: Happening


NATIONS: dict[str, Nation] = {name: nation for nation, name in NATION_NAMES.items()}
KINDS = {
    "subject access request": CaseKind.ACCESS,
    "rectification request": CaseKind.RECTIFICATION,
    "erasure request": CaseKind.ERASURE,
    "restriction request": CaseKind.RESTRICTION,
    "question who was told": CaseKind.NOTIFICATION,
    "portability request": CaseKind.PORTABILITY,
    "objection": CaseKind.OBJECTION,
    "objection to marketing": CaseKind.MARKETING_OBJECTION,
    "request to review an automated decision": CaseKind.AUTOMATED_DECISION,
    "withdrawal of consent": CaseKind.CONSENT_WITHDRAWAL,
    "complaint": CaseKind.COMPLAINT,
    "case of the regulator": CaseKind.REGULATOR,
    "demo request": CaseKind.DEMO_ENQUIRY,
    "contact form": CaseKind.CONTACT_ENQUIRY,
}
WAYS = {
    "by email": Channel.EMAIL,
    "by post": Channel.POST,
    "by phone": Channel.PHONE,
    "in person": Channel.IN_PERSON,
    "through the web form": Channel.WEB_FORM,
    "over social media": Channel.SOCIAL_MEDIA,
}
PROOFS = {
    "proof of identity": Proof("identity", Happening.IDENTITY_ASKED, Happening.IDENTITY_CAME),
    "proof of the agent's authority": Proof("authority", Happening.AUTHORITY_ASKED, Happening.AUTHORITY_CAME),
    "the fee": Proof("fee", Happening.FEE_ASKED, Happening.FEE_PAID),
}
GROUNDS = {ground.value: ground for ground in ExtensionGround}
OUTCOMES = {outcome.value: outcome for outcome in Outcome}
ROUTINGS = {routing.value: routing for routing in Routing}
STATUSES = {status.value: status for status in Status}
IN_TIME = {"in time": True, "late": False}
LETTERS = {
    "response": "access_response",
    "acknowledgement": "complaint_acknowledgement",
    "letter asking which information is meant": "clarification",
    "notice of more time": "extension",
    "letter asking for proof of identity": "proof_of_identity",
}


def day(said: str) -> date:
    return datetime.strptime(said, "%d %B %Y").date()  # noqa: DTZ007 - a day without a time


def _known(words: Iterable[str], read: Callable[[str], Any], before: str = "") -> Callable[[str], Any]:
    """What reads one of these words out of a step, the longest that fits."""
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

    def reading(text: str) -> Any:
        return read(re.sub(f"^(?:{before})", "", text) if before else text)

    reading.pattern = f"(?:{before})(?:{pattern})"  # type: ignore[attr-defined]
    return reading


def _day(text: str) -> date:
    return day(text)


_day.pattern = r"\d{1,2} [A-Z][a-z]+ \d{4}"  # type: ignore[attr-defined]


def _text(text: str) -> str:
    return text


_text.pattern = r'[^"]*'  # type: ignore[attr-defined]

_WORDS = {
    "Day": _day,
    "Nation": _known(NATIONS, NATIONS.__getitem__),
    "Kind": _known(KINDS, KINDS.__getitem__, before="an?(?:other)? "),
    "Way": _known(WAYS, WAYS.__getitem__),
    "Proof": _known(PROOFS, PROOFS.__getitem__),
    "Ground": _known(GROUNDS, GROUNDS.__getitem__),
    "Outcome": _known(OUTCOMES, OUTCOMES.__getitem__),
    "Letter": _known(LETTERS, LETTERS.__getitem__, before="an? "),
    "Routing": _known(ROUTINGS, ROUTINGS.__getitem__),
    "Status": _known(STATUSES, STATUSES.__getitem__),
    "InTime": _known(IN_TIME, IN_TIME.__getitem__),
    "Text": _text,
}


def said(sentence: str) -> parsers.StepParser:
    """A step with days and other words in it."""
    return parsers.parse(sentence, extra_types=_WORDS)
