"""Correspondence as it is being logged, and the reply that leads a person away from social media."""

from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.correspondence import Direction, NewCorrespondence
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import ContactId
from kmss_dpo.domain.organisation import Organisation

NEVER_THERE = "Never ask for personal details over social media: the privacy notice promises it."
ANSWER_BELOW = f"{NEVER_THERE} Answer with the text below and carry on by email or phone."
ANSWER_LATER = f"{NEVER_THERE} “Log correspondence” on the case offers the text to answer with."


@dataclass(frozen=True)
class CorrespondenceForm:
    """What is typed; nothing is chosen that the officer has not chosen."""

    direction: Direction | None = Direction.RECEIVED
    channel: Channel | None = None
    on: date | None = None
    subject: str = ""
    body: str = ""

    def wrong(self) -> dict[str, str]:
        """What is missing, by field."""
        found = {
            "channel": "" if self.channel else "Choose the way it came or went.",
            "on": "" if self.on else "Enter the day it was sent or arrived.",
            "subject": "" if self.subject.strip() or self.body.strip() else "Write down what it was about.",
        }
        return {field: sentence for field, sentence in found.items() if sentence}

    def content(self, contact: ContactId | None) -> NewCorrespondence:
        """What to keep; raises the first `Mistake`. A missing subject is the first line of the text."""
        for field, sentence in self.wrong().items():
            raise Mistake(sentence, field)
        assert self.direction
        assert self.channel
        assert self.on
        subject = self.subject.strip() or self.body.strip().splitlines()[0][:80]
        return NewCorrespondence(self.direction, self.channel, self.on, subject, self.body.strip(), contact)


def redirect_reply(organisation: Organisation) -> str:
    """The answer to a message on social media: it asks for nothing and names email and phone."""
    ways = [f"by email to {organisation.officer_email}"] if organisation.officer_email else []
    ways += [f"by phone on {organisation.phone}"] if organisation.phone else []
    where = " or ".join(ways) or f"through the contact form at {organisation.website}"
    return (
        f"Thank you for your message. To protect you, {organisation.short_name} does not deal with "
        "personal matters here: please do not post personal details. "
        f"Contact our {organisation.officer_title} {where}. "
        "Your request counts from today, you need not repeat it."
    )
