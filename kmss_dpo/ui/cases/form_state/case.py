"""A case as it is being written down, new or changed."""

from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.arrivals import Arrival, Newcomer
from kmss_dpo.domain.case_views import CaseView, Party
from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Family, family_of
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.quick_notes import Caller, QuickNote
from kmss_dpo.ui.cases.form_state.person import NOBODY, PersonChoice


@dataclass(frozen=True)
class CaseForm:
    """What is typed; an empty choice or day is None and stays so.

    `reason` is why the day of receipt of a case is corrected.
    """

    kind: CaseKind | None = None
    channel: Channel | None = None
    received_on: date | None = None
    reached_officer_on: date | None = None
    taken_by: str = ""
    requester: PersonChoice = NOBODY
    someone_else: bool = False
    subject: PersonChoice = NOBODY
    recipient: PersonChoice = NOBODY
    about_child: bool = False
    about_officer: bool = False
    handler: str = ""
    summary: str = ""
    old_reference: str = ""
    their_reference: str = ""
    special_category: bool = False
    for_a_customer: bool = False
    for_customer: str = ""
    also: tuple[CaseKind, ...] = ()
    erase_last: bool = True
    reason: str = ""

    def wrong(self) -> dict[str, str]:
        """What is missing, by field; what a day may be is checked by the register."""
        found = {
            "kind": "" if self.kind else "Choose what is asked for.",
            "channel": "" if self.channel else "Choose how it arrived.",
            "received_on": "" if self.received_on else "Enter the day the company received it.",
            "requester": self.requester.wrong(),
            "subject": self._wrong_subject(),
            "recipient": self.recipient.wrong(),
            "handler": "Name who deals with a complaint about you." if self._lacks_handler() else "",
            "for_customer": "Name the customer." if self.for_a_customer and not self.customer() else "",
        }
        return {field: sentence for field, sentence in found.items() if sentence}

    def details(self) -> CaseDetails:
        """What to keep, but for people who are not in the register yet; raises the first `Mistake`."""
        for field, sentence in self.wrong().items():
            raise Mistake(sentence, field)
        assert self.kind
        assert self.channel
        assert self.received_on
        subject = self.subject if self.someone_else else self.requester
        return CaseDetails(
            kind=self.kind,
            received_on=self.received_on,
            channel=self.channel,
            requester=self.requester.contact,
            subject=subject.contact,
            summary=self.summary.strip(),
            reached_officer_on=self.reached_officer_on,
            taken_by=self.taken_by.strip(),
            old_reference=self.old_reference.strip(),
            special_category=self.special_category,
            for_customer=self.customer(),
            recipient=self.recipient.contact,
            about_child=self.about_child,
            about_officer=self.is_about_officer(),
            handler=self.handler.strip(),
            their_reference=self.their_reference.strip(),
        )

    def may_be_about_officer(self) -> bool:
        """Whether there is a complaint in it: nothing else is about the officer."""
        return any(family_of(kind) is Family.COMPLAINTS for kind in self.kinds())

    def kinds(self) -> tuple[CaseKind, ...]:
        """Everything that is asked for, each once, what is asked for first in front."""
        return tuple(dict.fromkeys(kind for kind in (self.kind, *self.also) if kind))

    def is_about_officer(self) -> bool:
        """Whether it is a complaint and said to be about the officer."""
        return self.about_officer and self.may_be_about_officer()

    def arrival(self) -> Arrival:
        """What to open: a case for each thing asked for, and whoever is new; raises the first `Mistake`."""
        return Arrival(self.details(), self.also, self.newcomers(), self.erase_last)

    def newcomers(self) -> tuple[Newcomer, ...]:
        """The contacts to keep with the case because they are new, each with the fields that name them."""
        asked: list[tuple[PersonChoice, tuple[str, ...]]] = [
            (self.requester, ("requester",) if self.someone_else else ("requester", "subject"))
        ]
        asked += [(self.subject, ("subject",))] if self.someone_else else []
        asked += [(self.recipient, ("recipient",))]
        return tuple(Newcomer(new, roles) for person, roles in asked if (new := person.newcomer()))

    def customer(self) -> str:
        """The customer it is meant for; empty where it is meant for the company itself."""
        return self.for_customer.strip() if self.for_a_customer else ""

    def _lacks_handler(self) -> bool:
        return self.is_about_officer() and not self.handler.strip()

    def _wrong_subject(self) -> str:
        if not self.someone_else:
            return ""
        if self.subject == NOBODY:
            return "Choose the person it is about, or untick that it is about someone else."
        return self.subject.wrong()


def chosen(party: Party | None) -> PersonChoice:
    """Somebody with a role in a case, as a form shows them."""
    return PersonChoice(party.id, party.name) if party else NOBODY


def form_of(view: CaseView) -> CaseForm:
    """The form filled with a case that is to be changed."""
    details = view.details
    requester, subject = view.requester, view.subject
    aside = subject if subject != requester else None
    return CaseForm(
        kind=details.kind,
        channel=details.channel,
        received_on=details.received_on,
        reached_officer_on=details.reached_officer_on,
        taken_by=details.taken_by,
        requester=chosen(requester),
        someone_else=aside is not None,
        subject=chosen(aside),
        recipient=chosen(view.recipient),
        about_child=details.about_child,
        about_officer=details.about_officer,
        handler=details.handler,
        summary=details.summary,
        old_reference=details.old_reference,
        their_reference=details.their_reference,
        special_category=details.special_category,
        for_a_customer=bool(details.for_customer),
        for_customer=details.for_customer,
    )


def asked_about(view: CaseView, today: date) -> CaseForm:
    """The form filled with what the regulator, who asks today about this case, does not have to say again."""
    details, person = view.details, view.subject or view.requester
    return CaseForm(
        kind=CaseKind.REGULATOR,
        received_on=today,
        someone_else=person is not None,
        subject=chosen(person),
        about_child=details.about_child,
        about_officer=details.about_officer,
        handler=details.handler,
        summary=details.summary,
        special_category=details.special_category,
    )


def from_note(note: QuickNote, caller: Caller) -> CaseForm:
    """The form filled with a quick note; what it asks for is for the officer to say."""
    content = note.content
    if caller.contact:
        who = PersonChoice(caller.contact, caller.name)
    elif caller.alike:  # somebody has such a name: typed into the search, to be chosen there
        who = PersonChoice(name=content.who)
    else:
        who = PersonChoice(name=content.who, reach=content.reach, new=True)
    return CaseForm(
        channel=content.channel,
        received_on=content.on,
        taken_by=note.author,
        requester=who,
        summary=content.what,
    )
