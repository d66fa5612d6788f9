"""A complaint as it is looked into: its issues, who was asked, what is done about it, and what is learned."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.items import check_filled, check_in_order


class Finding(StrEnum):
    """What was found on one issue; the law prescribes no categories, so these are the company's own."""

    UPHELD = "upheld"
    PARTLY = "partly upheld"
    NOT_UPHELD = "not upheld"


@dataclass(frozen=True)
class Issue:
    """One thing that is complained about; `remedy` is what is put right for the person."""

    complaint: str
    finding: Finding | None = None
    reasons: str = ""
    remedy: str = ""

    def check(self, _received_on: date, _today: date) -> None:
        """Raise `Mistake` where it can't be kept."""
        check_filled(self.complaint, "Write down what is complained about.", "complaint")
        if self.finding and not self.reasons.strip():
            raise Mistake("Give the reasons of the finding: the outcome letter needs them.", "reasons")

    def is_open(self) -> bool:
        """Whether it has no finding yet."""
        return self.finding is None


@dataclass(frozen=True)
class Inquiry:
    """One question to somebody who may know, and the answer."""

    asked_whom: str
    question: str
    asked_on: date | None = None
    chased_on: date | None = None
    answered_on: date | None = None
    answer: str = ""

    def check(self, received_on: date, today: date) -> None:
        """Raise `Mistake` where it can't be kept."""
        check_filled(self.asked_whom, "Name who was asked.", "asked_whom")
        check_filled(self.question, "Write down what was asked.", "question")
        if self.asked_on is None:
            raise Mistake("Enter the day it was asked.", "asked_on")
        days = {
            "": received_on,
            "asked_on": self.asked_on,
            "chased_on": self.chased_on,
            "answered_on": self.answered_on,
        }
        check_in_order(days, today)
        if self.answered_on and not self.answer.strip():
            raise Mistake("Write down the answer.", "answer")

    def is_open(self) -> bool:
        """Whether the answer has not come."""
        return self.answered_on is None


@dataclass(frozen=True)
class Action:
    """Something that was promised, by whom and by when."""

    action: str
    owner: str
    due_on: date | None = None
    done_on: date | None = None

    def check(self, received_on: date, today: date) -> None:
        """Raise `Mistake` where it can't be kept."""
        check_filled(self.action, "Write down what is to be done.", "action")
        check_filled(self.owner, "Name who does it.", "owner")
        if self.due_on is None:
            raise Mistake("Enter the day by which it is done.", "due_on")
        check_in_order({"": received_on, "due_on": self.due_on})
        check_in_order({"": received_on, "done_on": self.done_on}, today)

    def is_open(self) -> bool:
        """Whether it is not done."""
        return self.done_on is None


@dataclass(frozen=True)
class Lesson:
    """What is done differently from now on, and the later look whether that worked."""

    lesson: str
    check_on: date | None = None
    checked_on: date | None = None
    result: str = ""

    def check(self, received_on: date, today: date) -> None:
        """Raise `Mistake` where it can't be kept."""
        check_filled(self.lesson, "Write down what is learned.", "lesson")
        if self.check_on is None:
            raise Mistake("Enter the day on which to look whether it worked.", "check_on")
        check_in_order({"": received_on, "check_on": self.check_on})
        check_in_order({"": received_on, "checked_on": self.checked_on}, today)
        if self.checked_on and not self.result.strip():
            raise Mistake("Write down whether it worked.", "result")

    def is_open(self) -> bool:
        """Whether nobody has looked yet."""
        return self.checked_on is None


@dataclass(frozen=True)
class Review:
    """The person was not content and asked for another look, by somebody else."""

    asked_on: date | None = None
    reviewer: str = ""
    reviewed_on: date | None = None
    outcome: str = ""
    reasons: str = ""

    def check(self, received_on: date, today: date) -> None:
        """Raise `Mistake` where it can't be kept."""
        if self.asked_on is None:
            raise Mistake("Enter the day the review was asked for.", "asked_on")
        check_filled(self.reviewer, "Name who reviews it; better not who decided first.", "reviewer")
        check_in_order({"": received_on, "asked_on": self.asked_on, "reviewed_on": self.reviewed_on}, today)
        if self.reviewed_on and not self.outcome.strip():
            raise Mistake("Write down what the review came to.", "outcome")

    def is_open(self) -> bool:
        """Whether it is not done."""
        return self.reviewed_on is None
