"""How a case is said in a line: the chips beside its reference, and what stands below it."""

from datetime import date

from kmss_dpo.domain.case_views import CaseRow, CaseView
from kmss_dpo.domain.cases import KINDS, CaseKind, Channel, Outcome, Status
from kmss_dpo.domain.clock import Standing, standing
from kmss_dpo.domain.days import say_count
from kmss_dpo.ui.kit.chips import Chip, Look, chip_of
from kmss_dpo.ui.kit.day_text import write_day

NO_NAME = "Person not known yet"
_BY = {Channel.IN_PERSON: "in person", Channel.SOCIAL_MEDIA: "on social media"}
CHANNELS = {
    Channel.EMAIL: "Email",
    Channel.POST: "Post",
    Channel.PHONE: "Phone",
    Channel.IN_PERSON: "In person",
    Channel.WEB_FORM: "Web form",
    Channel.SOCIAL_MEDIA: "Social media",
}


def by(channel: Channel) -> str:
    """The way something came, as in “by email” and “in person”."""
    return _BY.get(channel, f"by {channel.value}")


def outcome_words(outcome: Outcome) -> str:
    """An outcome as the first word of a line."""
    return outcome.value.capitalize()


def row_chip(row: CaseRow, today: date) -> Chip | None:
    """The chip of a case in a list."""
    if row.status is not Status.OPEN:
        return Chip(row.status.value.capitalize())
    return chip_of(row.stands(today))


def row_second(row: CaseRow) -> str:
    """The second line of a case in a list."""
    return f"{row.person or NO_NAME} · {KINDS[row.kind].title}"


def stands(view: CaseView, today: date) -> Standing:
    """Where the clock of a case stands."""
    deadline = view.deadline
    owes = view.facts.owes_notice()
    return standing(deadline.state, deadline.due_on, deadline.chase_on, today, owes_notice=owes)


def chips(view: CaseView, today: date) -> list[Chip]:
    """Kind, status, and what must not be overlooked."""
    found = [Chip(KINDS[view.details.kind].title, Look.KIND)]
    if view.status is Status.VOIDED:
        found.append(Chip("Voided"))
    elif view.closing:
        found.append(Chip(f"Closed: {view.closing.outcome.value}"))
    else:
        found.append(Chip(view.stage.title))
        if chip := chip_of(stands(view, today)):
            found.append(chip)
    if view.details.for_customer:
        found.append(Chip("For a customer"))
    if view.details.about_child:
        found.append(Chip("About a child"))
    return found


def person_words(view: CaseView) -> str:
    """Whose case it is, and who asked where that is somebody else."""
    person = view.subject or view.requester
    if person is None:
        return NO_NAME
    if view.requester and view.requester.id != person.id:
        return f"{person.name}, asked by {view.requester.name}"
    return person.name


def came_words(view: CaseView) -> str:
    """How and when it came, who has to do with it, and what started or holds its clock."""
    details, facts = view.details, view.facts
    parts = [f"received {by(details.channel)} {write_day(details.received_on)}"]
    if view.recipient and view.recipient != view.requester:
        parts.append(f"letters to {view.recipient.name}")
    if details.old_reference:
        parts.append(f"earlier reference {details.old_reference}")
    if details.handler:
        parts.append(f"worked on by {details.handler}")
    if details.about_officer:
        parts.append("about the officer")
    if details.special_category:
        parts.append("special category data")
    if facts.identity and facts.identity.satisfied_on:
        parts.append(f"identity confirmed {write_day(facts.identity.satisfied_on)}")
    elif view.waiting:
        parts.append(f"waiting for {view.waiting.what.value} since {write_day(view.waiting.since)}")
    return " · ".join(parts)


def due_words(due_on: date, today: date) -> str:
    """How far a due date is."""
    left = (due_on - today).days
    if left == 0:
        return "due today"
    return f"{say_count(left, 'day')} left" if left > 0 else f"{say_count(-left, 'day')} over"


def kind_words(kind: CaseKind) -> str:
    """A kind with its provision, for choosing."""
    return f"{KINDS[kind].title} ({KINDS[kind].provision})"
