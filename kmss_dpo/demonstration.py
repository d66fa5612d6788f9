"""A register of invented people, placed around today, to look at the program with."""

import tomllib
from dataclasses import dataclass, replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from random import Random
from typing import Any

from kmss_dpo.domain.arrivals import Arrival
from kmss_dpo.domain.cases import AT_ONCE, CaseDetails, CaseKind, Channel, Closing, Family, Outcome, family_of
from kmss_dpo.domain.clock import Ask, Clarification, ClockFacts
from kmss_dpo.domain.complaints import Finding, Issue
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.correspondence import Direction, NewCorrespondence, NewDocument
from kmss_dpo.domain.folding import folded
from kmss_dpo.domain.ids import CaseId, ContactId
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.domain.quick_notes import NewQuickNote
from kmss_dpo.services.unlocking import Opened, Unlocking
from kmss_dpo.session import Session
from kmss_dpo.support.clock import Clock
from kmss_dpo.support.resources import resource
from kmss_dpo.support.wiping import wipe

CASES = 240
_LATE = 29
_CHANNELS = (Channel.EMAIL,) * 6 + (
    Channel.WEB_FORM,
    Channel.WEB_FORM,
    Channel.PHONE,
    Channel.POST,
    Channel.IN_PERSON,
)
_ENQUIRIES = (CaseKind.DEMO_ENQUIRY, CaseKind.CONTACT_ENQUIRY)
_LASTING = (
    (CaseKind.ACCESS,) * 8
    + (CaseKind.ERASURE,) * 3
    + (CaseKind.MARKETING_OBJECTION,) * 3
    + (CaseKind.COMPLAINT,) * 3
    + tuple(kind for kind in CaseKind if kind not in _ENQUIRIES)
)


@dataclass(frozen=True)
class _Invented:
    """One case to be made: how many days ago it came, and whether it is still open."""

    kind: CaseKind
    days_ago: int
    is_open: bool


PASSPHRASE = "quiet otters paddle north"  # noqa: S105 - shown to whoever looks at the demonstration


def make(unlocking: Unlocking, clock: Clock, folder: Path) -> Opened:
    """Make a register of invented people in a folder, and leave it open."""
    opened, recovery = unlocking.create(
        folder, "Demonstration register", "Robin Hale", bytearray(PASSPHRASE.encode())
    )
    wipe(recovery)
    fill(Session(opened, clock))
    return opened


def fill(session: Session) -> None:
    """Fill an empty register in one transaction; the same people each day, with dates around today."""
    with session.opened.register.writing("demonstration"):
        _Filling(session, Random(2018)).run()  # noqa: S311 - invented people need no secrecy


class _Filling:
    """Makes people, then cases, then what happened on them."""

    def __init__(self, session: Session, chance: Random) -> None:
        self._session = session
        self._chance = chance
        self._today = session.day()
        with resource("demonstration", "people.toml").open("rb") as file:
            self._words: dict[str, Any] = tomllib.load(file)

    def run(self) -> None:
        """Everything, in the order in which it would have happened."""
        officer = replace(Organisation(), officer_name=self._session.person, officer_email="dpo@example.org")
        self._session.settings.settle(officer, Regulator())
        self._session.retention.approve_defaults()
        people = [self._person() for _ in range(CASES // 2)]
        for invented in self._cases():
            self._case(invented, self._chance.choice(people))
        self._calls(people[0])
        self._session.settings.confirm()

    def _calls(self, person: ContactId) -> None:
        """One that asked for two things, and one that is only noted yet."""
        on = self._today - timedelta(days=3)
        asked = CaseDetails(
            CaseKind.ACCESS, on, Channel.PHONE, person, person, "Send me everything, then delete it"
        )
        self._session.receiving.open(Arrival(asked, (CaseKind.ERASURE,)))
        call = NewQuickNote(
            "A caller from Leeds",
            "Asks who was given her address. Call back after four.",
            on,
            reach="01632 960512",
        )
        self._session.quick_notes.add(call)

    def _cases(self) -> list[_Invented]:
        """Two years of closed ones, open ones of the last month, recent enquiries, two late ones."""
        pick, days = self._chance.choice, self._chance.randrange
        made = [_Invented(pick(_LASTING), days(40, 740), is_open=False) for _ in range(CASES)]
        made += [_Invented(pick(_LASTING), days(0, 24), is_open=True) for _ in range(CASES // 8)]
        made += [_Invented(pick(_ENQUIRIES), days(2, 34), is_open=True) for _ in range(12)]
        made += [_Invented(pick(_ENQUIRIES), days(10, 20), is_open=False) for _ in range(4)]
        made += [
            _Invented(CaseKind.ACCESS, 36, is_open=True),
            _Invented(CaseKind.COMPLAINT, 29, is_open=True),
        ]
        return sorted(made, key=lambda each: -each.days_ago)

    def _person(self) -> ContactId:
        pick = self._chance.choice
        name = f"{pick(self._words['given'])} {pick(self._words['family'])}"
        mail = folded(name).replace(" ", ".")
        street = f"{self._chance.randrange(1, 90)} {pick(self._words['streets'])}"
        lines = "\n".join((street, pick(self._words["towns"]), "EX1 2AB"))
        details = ContactDetails(
            name=name,
            organisation=pick(self._words["organisations"]),
            addresses=(Reach(lines),),
            emails=(Reach(f"{mail}@example.org"),),
            phones=(Reach(f"01632 960{self._chance.randrange(100, 999)}"),),
        )
        if self._chance.random() < 0.05:  # noqa: PLR2004 one in twenty
            details = replace(details, safe_contact="Telephone first; do not write to the postal address.")
        return self._session.contacts.add(details)

    def _case(self, invented: _Invented, person: ContactId) -> None:
        received = self._today - timedelta(days=invented.days_ago)
        summary = self._chance.choice(self._words["asks"].get(invented.kind.value, ["Please look into this"]))
        details = CaseDetails(
            kind=invented.kind,
            received_on=received,
            channel=self._chance.choice(_CHANNELS),
            requester=person,
            subject=person,
            summary=summary,
            reached_officer_on=min(self._today, received + timedelta(days=self._chance.randrange(0, 3))),
        )
        case = self._session.cases.open_case(details)
        self._message(case, details)
        if invented.is_open and (invented.days_ago < _LATE or invented.kind in _ENQUIRIES):
            self._progress(case, details)
        elif not invented.is_open:
            self._close(case, details)

    def _message(self, case: CaseId, details: CaseDetails) -> None:
        document = None
        if details.channel is Channel.EMAIL and self._chance.random() < 0.3:  # noqa: PLR2004 some keep the file
            document = self._session.casework.add_document(
                case, NewDocument("message.eml", "message/rfc822", _email(details))
            )
        received = NewCorrespondence(
            direction=Direction.RECEIVED,
            channel=details.channel,
            on=details.received_on,
            subject=details.summary,
            body=f"{details.summary}.\n\nKind regards",
            contact=details.requester,
            document=document,
        )
        self._session.casework.log(case, received)

    def _progress(self, case: CaseId, details: CaseDetails) -> None:
        """Some wait for proof of identity, some for a clarification, some have a note."""
        asked = min(self._today, details.received_on + timedelta(days=1))
        drawn = self._chance.randrange(5)
        facts = ClockFacts()
        if drawn == 0 and details.kind is CaseKind.ACCESS:
            facts = ClockFacts(clarifications=(Clarification(asked),))
        elif drawn == 1 and family_of(details.kind) is Family.REQUESTS and details.kind not in AT_ONCE:
            facts = ClockFacts(identity=Ask(asked))
        elif details.kind is CaseKind.CONTACT_ENQUIRY:
            facts = ClockFacts(more_asked_on=asked)
        if facts != ClockFacts():
            self._session.cases.record_facts(case, 1, facts)
        if drawn == 2:  # noqa: PLR2004 one in five
            self._session.casework.add_note(case, "Called back; they would like an answer by email.")

    def _close(self, case: CaseId, details: CaseDetails) -> None:
        enquiry = family_of(details.kind) is Family.ENQUIRIES
        took = self._chance.choice((2, 5, 9, 14, 20, 24, 27, 35 if self._chance.random() < 0.2 else 26))  # noqa: PLR2004 a few are late
        day = min(self._today, details.received_on + timedelta(days=took))
        outcome = {Family.REQUESTS: Outcome.ANSWERED, Family.COMPLAINTS: Outcome.PARTLY_UPHELD}.get(
            family_of(details.kind), Outcome.DEALT_WITH
        )
        if details.kind is CaseKind.COMPLAINT:
            found = Issue(details.summary, Finding.PARTLY, "It was answered later than we say.")
            self._session.items.add(case, found)
        elif details.kind is CaseKind.REGULATOR:
            outcome = Outcome.NO_ACTION
        why_late = "Two of the systems took longer to search than was thought."
        closing = Closing(outcome, day, None if enquiry else day, late_reason=why_late)
        self._session.cases.close(case, 1, closing)


def _email(details: CaseDetails) -> bytes:
    message = EmailMessage()
    message["From"] = "someone@example.org"
    message["To"] = "dpo@example.org"
    message["Subject"] = details.summary
    message["Date"] = f"{details.received_on:%d %b %Y} 09:12:00 +0000"
    message.set_content(f"{details.summary}.\n\nKind regards\n")
    return message.as_bytes()
