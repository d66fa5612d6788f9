"""What the officer decides about a message that came in, and what is still missing; no widget needed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from kmss_dpo.domain.arrivals import Arrival, Newcomer
from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, check_case
from kmss_dpo.domain.contacts import ContactDetails, Reach, check_contact
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import ContactId
from kmss_dpo.domain.proposals import Proposal

_OBVIOUS = (
    ("subject access request", CaseKind.ACCESS),
    ("data subject access", CaseKind.ACCESS),
    ("right to erasure", CaseKind.ERASURE),
    ("right to be forgotten", CaseKind.ERASURE),
    ("right to rectification", CaseKind.RECTIFICATION),
    ("data protection complaint", CaseKind.COMPLAINT),
    ("request a demo", CaseKind.DEMO_ENQUIRY),
)


_BOTH = ("requester", "subject")


class Into(StrEnum):
    """Where the message goes."""

    NEW_CASE = "new case"
    EXISTING = "existing case"


class Who(StrEnum):
    """Whom the case is from, where it is no contact that writes from this address."""

    NEW = "new contact"
    OTHER = "somebody else in the register"


@dataclass(frozen=True)
class IntakeState:
    """The fields as they stand; `who` is a contact's id, a `Who`, or None while nobody was chosen."""

    into: Into = Into.NEW_CASE
    who: int | Who | None = None
    other: int | None = None
    name: str = ""
    email: str = ""
    organisation: str = ""
    kind: CaseKind | None = None
    also: tuple[CaseKind, ...] = ()
    erase_last: bool = True
    received_on: date | None = None
    reached_officer_on: date | None = None
    summary: str = ""
    case: int | None = None

    def details(self) -> CaseDetails:
        """The case to open; only once `errors` is empty."""
        assert self.kind is not None
        assert self.received_on is not None
        return CaseDetails(
            kind=self.kind,
            received_on=self.received_on,
            channel=Channel.EMAIL,
            summary=self.summary.strip(),
            reached_officer_on=self.reached_officer_on,
        )

    def contact(self) -> ContactId | None:
        """The contact that is in the register already, where one was chosen."""
        chosen = self.other if self.who is Who.OTHER else self.who
        return ContactId(chosen) if isinstance(chosen, int) else None

    def kinds(self) -> tuple[CaseKind, ...]:
        """Everything that is asked for, each once, what is asked for first in front."""
        return tuple(dict.fromkeys(kind for kind in (self.kind, *self.also) if kind))

    def arrival(self) -> Arrival:
        """The officer's decision; only once `errors` is empty."""
        contact = self.contact()
        named = replace(self.details(), requester=contact, subject=contact)
        new = (Newcomer(self._new_contact(), _BOTH),) if self.who is Who.NEW else ()
        return Arrival(named, self.also, new, self.erase_last)

    def _new_contact(self) -> ContactDetails:
        emails = (Reach(self.email.strip()),) if self.email.strip() else ()
        name = self.name.strip() or self.email.strip()
        return ContactDetails(name=name, organisation=self.organisation.strip(), emails=emails)

    def errors(self, today: date) -> dict[str, str]:
        """What is missing or wrong, by field."""
        if self.into is Into.EXISTING:
            return self._errors_of_existing(today)
        found = self._contact_errors()
        if self.kind is None:
            found["kind"] = "Choose what the message asks for. You decide; nothing is assumed."
        found |= self._day_errors(today)
        return found

    def _errors_of_existing(self, today: date) -> dict[str, str]:
        found = {} if self.case else {"case": "Find the case by its reference or the person, and choose it."}
        return found | self._day_errors(today)

    def _contact_errors(self) -> dict[str, str]:
        if self.who is None:
            return {"who": "Choose whom this case is from."}
        if self.who is Who.OTHER and self.other is None:
            return {"other": "Find the person by name and choose them."}
        if self.who is Who.NEW:
            return _mistake_of(lambda: check_contact(self._new_contact()), {"emails": "email"})
        return {}

    def _day_errors(self, today: date) -> dict[str, str]:
        if self.received_on is None:
            return {"received_on": "Enter the day it arrived at the company."}
        kind = self.kind or CaseKind.ACCESS
        reached = self.reached_officer_on if self.into is Into.NEW_CASE else None
        details = CaseDetails(kind, self.received_on, Channel.EMAIL, reached_officer_on=reached)
        return _mistake_of(lambda: check_case(details, today), {})


def _mistake_of(check: Callable[[], None], renamed: dict[str, str]) -> dict[str, str]:
    try:
        check()
    except Mistake as wrong:
        field = wrong.field or ""
        return {renamed.get(field, field): wrong.sentence}
    return {}


def state_of(proposal: Proposal) -> IntakeState:
    """What is proposed: the one contact that writes from this address, or a new one; never a day unread."""
    message, known = proposal.message, proposal.known
    named = obvious_kinds(message.subject)
    return IntakeState(
        who=Who.NEW if not known else known[0].id if len(known) == 1 else None,
        name=message.sender_name or message.sender_email,
        email=message.sender_email,
        kind=next(iter(named), None),
        also=named[1:],
        received_on=message.received_on,
        summary=" ".join(message.subject.split()),
    )


def obvious_kinds(subject: str) -> tuple[CaseKind, ...]:
    """The kinds that a subject names in the words of the law, in the order of the law."""
    plain = " ".join(subject.casefold().split())
    named = {kind for words, kind in _OBVIOUS if words in plain}
    return tuple(kind for kind in CaseKind if kind in named)


def kept_words(kept_on: Sequence[str]) -> str:
    """What to say of a message that is kept in the register already; empty where it is not."""
    if not kept_on:
        return ""
    where = ", ".join(kept_on)
    return f"This very message is kept already, on {where}. Open a case only if it is about something else."
