"""What the officer sees first: how things stand today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.case_views import CaseRow
from kmss_dpo.domain.cases import CaseKind, Family, kinds_of
from kmss_dpo.domain.days import say_count
from kmss_dpo.domain.follow_ups import FollowUp
from kmss_dpo.domain.holidays import ClosedDays
from kmss_dpo.domain.quick_notes import QuickNote
from kmss_dpo.domain.schedule_words import review_words


@dataclass(frozen=True)
class ReadyGroup:
    """Records of one kind that one rule has made ready for disposal, and since when the first of them is.

    What is no case has no kind.
    """

    kind: CaseKind | None
    rule: str
    count: int
    since: date


@dataclass(frozen=True)
class MonthAnswered:
    """How many cases with a due date were answered in one month, and how many of them late."""

    month: date
    in_time: int
    late: int


@dataclass(frozen=True)
class Overview:
    """Everything on the Today screen but the health of the file, read at one moment.

    `nothing_yet` says that the register holds neither a case nor a contact; `to_complete` are the quick
    notes that wait, the oldest first; `follow_ups` are to be done within seven days, or should have been.
    `schedule_review` is the day by which the retention schedule is looked at again, once that is near.
    """

    today: date
    overdue: int
    due_soon: int
    to_act_on: int
    urgent: tuple[CaseRow, ...]
    ready: tuple[ReadyGroup, ...]
    open_by_kind: dict[CaseKind, int]
    months: tuple[MonthAnswered, ...]
    holidays: ClosedDays
    nothing_yet: bool = False
    to_complete: tuple[QuickNote, ...] = ()
    holds_to_review: int = 0
    follow_ups: tuple[FollowUp, ...] = ()
    schedule_review: date | None = None

    def answered(self) -> tuple[int, int]:
        """How many were answered in time, and how many at all, in the months listed."""
        in_time = sum(month.in_time for month in self.months)
        return in_time, in_time + sum(month.late for month in self.months)

    def open_in(self, family: Family) -> int:
        """How many cases of one list are open."""
        return sum(self.open_by_kind.get(kind, 0) for kind in kinds_of(family))

    def ready_count(self) -> int:
        """How many records are ready for disposal."""
        return sum(group.count for group in self.ready)

    def sentence(self) -> str:
        """How things stand, in words."""
        parts = []
        if self.overdue:
            parts.append(f"{_words(self.overdue, 'case')} {_be(self.overdue)} overdue.")
        if self.due_soon:
            more = " more" if self.overdue else ""
            parts.append(f"{_count(self.due_soon)}{more} {_be(self.due_soon)} due within seven days.")
        if self.to_act_on:
            needs = "needs" if self.to_act_on == 1 else "need"
            parts.append(f"{_count(self.to_act_on)} {needs} to be acted on or followed up now.")
        if count := len(self.to_complete):
            waits = "waits" if count == 1 else "wait"
            parts.append(f"{_words(count, 'quick note')} {waits} to be completed.")
        parts += self._of_keeping()
        if not parts:
            parts.append("Nothing is overdue and nothing is due within seven days.")
        if not self.holidays.reaches(self.today):
            parts.append("The public holidays known here do not reach today: check the dates.")
        return " ".join(parts)

    def _of_keeping(self) -> Iterator[str]:
        """What the work left for a day, what has run out, and which holds are to be looked at again."""
        promised = sum(each.due_on <= self.today for each in self.follow_ups)
        reached = {
            "follow-up": (promised, "{} day"),
            "record": (self.ready_count(), "the end of {} retention period"),
            "hold": (self.holds_to_review, "the day of {} review"),
        }
        for one, (count, what) in reached.items():
            have, whose = ("has", "its") if count == 1 else ("have", "their")
            if count:
                yield f"{_words(count, one)} {have} reached {what.format(whose)}."
        if self.schedule_review:
            yield review_words(self.schedule_review, self.today)


_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


def _count(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _words(count: int, one: str) -> str:
    return f"{_count(count)} {say_count(count, one).split(' ', 1)[1]}"


def _be(count: int) -> str:
    return "is" if count == 1 else "are"
