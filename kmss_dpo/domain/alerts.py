"""What needs the officer's attention, said without a name; and when it is said again after it was put off.

Alerts are worked out and never stored. What the officer decided about one is: until when it is put off.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from kmss_dpo.domain.cases import KINDS, CaseKind
from kmss_dpo.domain.clock import SOON_DAYS, ClockState, Standing, Urgency, standing
from kmss_dpo.domain.days import say_count, say_day
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.follow_ups import FollowUp, Promised
from kmss_dpo.domain.holds import Hold, Record
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.overview import ReadyGroup
from kmss_dpo.domain.quick_notes import QuickNote, age_words, needs_decision
from kmss_dpo.domain.retention import RecordClass
from kmss_dpo.domain.retention_words import records_words, rule_name

AN_HOUR = timedelta(hours=1)
"""What was looked at is not brought up again for so long; and a clock put right by less moves nothing."""
LONGEST = timedelta(days=31)
"""Nothing is put off for longer: what is due must come up again."""
MOST_DAYS_AHEAD = 31
MORNING = time(9)
_LATER = timedelta(hours=2)


class AlertSort(StrEnum):
    """What kind of thing it is, the most pressing first."""

    OVERDUE = "overdue"
    ACT = "to act on"
    SOON = "due soon"
    FOLLOW_UP = "follow-up"
    COPY = "identity paper"
    NOTE = "quick note"
    DISPOSAL = "disposal"
    HOLD = "hold"
    RULE = "rule"


HEADINGS: dict[AlertSort, str] = {
    AlertSort.OVERDUE: "Overdue",
    AlertSort.ACT: "To act on or follow up now",
    AlertSort.SOON: "Due soon",
    AlertSort.FOLLOW_UP: "Actions and checks",
    AlertSort.COPY: "Copies of identity papers to erase",
    AlertSort.NOTE: "Quick notes to complete",
    AlertSort.DISPOSAL: "Ready for disposal",
    AlertSort.HOLD: "Holds to review",
    AlertSort.RULE: "Retention rules to review",
}
_ORDER = {sort: place for place, sort in enumerate(AlertSort)}
ALWAYS = frozenset({AlertSort.OVERDUE})
"""A statutory day that has passed can be put off and never left out."""


@dataclass(frozen=True)
class Alert:
    """One thing: what to call it, what it is, where it stands, and the record to go to.

    `by` is the day it is due, or since when it waits. `about` tells it from others of its sort: with another
    day it is another alert, so that what was put off comes at once when its day has moved.
    """

    sort: AlertSort
    about: str
    title: str
    what: str
    stands: Standing
    by: date
    target: Record

    @property
    def key(self) -> str:
        """What it is known by while it is put off; without personal data."""
        return f"{self.sort.value} {self.about}"


@dataclass(frozen=True)
class CaseAlert:
    """What is known of an open case whose day has come or is near."""

    id: CaseId
    reference: str
    kind: CaseKind
    clock_state: ClockState
    due_on: date | None
    chase_on: date | None
    act_on: date
    answered: bool
    owes_notice: bool = False


@dataclass(frozen=True)
class RuleToReview:
    """A retention rule whose day of review has come."""

    id: int
    code: RecordClass
    review_on: date


def of_case(case: CaseAlert, today: date) -> Alert:
    """The most pressing thing to say of a case."""
    by, sort = case.act_on, AlertSort.ACT
    if case.due_on and not case.answered and case.due_on < today:
        by, sort = case.due_on, AlertSort.OVERDUE
    elif case.act_on > today or case.due_on == today:
        sort = AlertSort.SOON
    stands = standing(case.clock_state, case.due_on, case.chase_on, today, owes_notice=case.owes_notice)
    about = f"{case.id} {by.isoformat()}"
    what = KINDS[case.kind].title
    return Alert(sort, about, case.reference, what, stands, by, (Kind.CASE, case.id))


def of_follow_ups(things: Iterable[FollowUp], today: date) -> Iterator[Alert]:
    """What was promised on cases, and the copies that go. Its own words may name somebody: they are left out.

    Those that are alike are told from each other by their place.
    """
    alike: Counter[str] = Counter()
    for thing in things:
        sort = AlertSort.COPY if thing.promised is Promised.COPY else AlertSort.FOLLOW_UP
        about = f"{thing.case_id} {thing.due_on.isoformat()} {thing.promised.name.lower()}"
        alike[about] += 1
        yield Alert(
            sort=sort,
            about=f"{about} {alike[about]}",
            title=thing.reference,
            what=thing.promised.value,
            stands=standing(ClockState.RUNNING, thing.due_on, None, today),
            by=thing.due_on,
            target=(Kind.CASE, thing.case_id),
        )


def of_note(note: QuickNote, today: date) -> Alert:
    """A quick note that was not completed on the day it was taken down."""
    late = needs_decision(note, today)
    age = age_words(note, today)
    stands = Standing(Urgency.OVERDUE, f"Decide, {age}") if late else Standing(Urgency.NONE, age)
    title = f"Note of {say_day(note.content.on)}"
    about = f"{note.id} {'late' if late else 'waits'}"
    target: Record = (Kind.QUICK_NOTE, note.id)
    return Alert(AlertSort.NOTE, about, title, note.content.channel.value, stands, note.content.on, target)


def of_group(group: ReadyGroup) -> Alert:
    """Records of one kind that one rule has made ready; the group is one thing, however many they are."""
    title = records_words(group.kind, group.rule, group.count)
    title = title[:1].upper() + title[1:]
    about = f"{group.kind or 'no case'} {group.rule}"
    what = rule_name(group.rule)
    target: Record = (Kind.DISPOSAL, 0)
    return Alert(AlertSort.DISPOSAL, about, title, what, _since(group.since), group.since, target)


def of_hold(hold: Hold) -> Alert:
    """A hold placed by hand whose day of review has come; one on a contact names nobody."""
    assert hold.id
    assert hold.review_on
    title = hold.scope if hold.on[0] is Kind.CASE else f"Hold {hold.id} on a contact"
    what = f"Placed {say_day(hold.placed_on)}"
    about = f"{hold.id} {hold.review_on.isoformat()}"
    stands = _since(hold.review_on)
    return Alert(AlertSort.HOLD, about, title, what, stands, hold.review_on, (Kind.HOLD, hold.id))


def of_rule(rule: RuleToReview) -> Alert:
    """A rule of the retention schedule."""
    about = f"{rule.id} {rule.review_on.isoformat()}"
    name = rule_name(rule.code)
    stands = _since(rule.review_on)
    return Alert(AlertSort.RULE, about, name, "Rule", stands, rule.review_on, (Kind.RETENTION, rule.id))


def _since(day: date) -> Standing:
    return Standing(Urgency.SOON, f"Since {say_day(day)}")


def in_order(alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    """By sort, then by day, then by name."""
    return tuple(sorted(alerts, key=lambda each: (_ORDER[each.sort], each.by, each.title, each.about)))


@dataclass(frozen=True)
class Wanted:
    """Which alerts the officer wants, and how many days before its day something is said to be due soon."""

    sorts: frozenset[AlertSort] = frozenset(AlertSort)
    days_ahead: int = SOON_DAYS

    def of(self, sort: AlertSort) -> bool:
        """Whether alerts of a sort are wanted."""
        return sort in self.sorts or sort in ALWAYS

    def check(self) -> None:
        """Raise `Mistake` where it can't be kept."""
        if not 1 <= self.days_ahead <= MOST_DAYS_AHEAD:
            raise Mistake(f"Choose from one day to {MOST_DAYS_AHEAD} days.", "days_ahead")


@dataclass(frozen=True)
class PutOff:
    """The officer's decision about an alert: made at a moment, to be quiet until another one."""

    at: datetime
    until: datetime

    def lasts(self, now: datetime) -> bool:
        """Whether it is still quiet.

        A decision that lies ahead was made while the clock was wrong, perhaps by years: it holds no longer.
        """
        return self.at - AN_HOUR <= now < self.until


@dataclass(frozen=True)
class Alerts:
    """All that needs attention at one moment, in order; `more` are those that found no place in it."""

    every: tuple[Alert, ...] = ()
    put_off: Mapping[str, PutOff] = field(default_factory=dict)
    more: int = 0

    def count(self) -> int:
        """How many there are: what is put off is still to be done."""
        return len(self.every) + self.more

    def overdue(self) -> int:
        """How many of those listed are overdue."""
        return count_overdue(self.every)

    def loud(self, now: datetime, held: Mapping[str, PutOff] | None = None) -> tuple[Alert, ...]:
        """Those that are not put off; `held` keeps more of them quiet."""
        return tuple(
            each
            for each in self.every
            if not any(
                quiet.lasts(now) for known in (self.put_off, held or {}) if (quiet := known.get(each.key))
            )
        )


def count_overdue(alerts: Iterable[Alert]) -> int:
    """How many cases among these are past their day."""
    return sum(each.sort is AlertSort.OVERDUE for each in alerts)


def in_numbers(alerts: Collection[Alert]) -> str:
    """What may be said where anybody can read it, as in “3 things are due, 1 is overdue”."""
    overdue = count_overdue(alerts)
    due = len(alerts) - overdue
    if not due:
        return f"{_things(overdue)} overdue."
    return f"{_things(due)} due, {overdue} {_be(overdue)} overdue." if overdue else f"{_things(due)} due."


def _things(count: int) -> str:
    return f"{say_count(count, 'thing')} {_be(count)}"


def _be(count: int) -> str:
    return "is" if count == 1 else "are"


@dataclass(frozen=True)
class Later:
    """A moment until which something can be put off, and what it is called."""

    words: str
    until: datetime


def offered(now: datetime, zone: tzinfo) -> Sequence[Later]:
    """What is offered: later today while two hours of the day are left, tomorrow morning, Monday morning."""
    today = now.astimezone(zone).date()
    later = now + _LATER
    found = [Later("Later today", later)] if later.astimezone(zone).date() == today else []
    tomorrow = today + timedelta(days=1)
    monday = today + timedelta(days=7 - today.weekday())
    found.append(Later("Tomorrow morning", moment(tomorrow, MORNING, zone)))
    if monday != tomorrow:
        found.append(Later("Monday morning", moment(monday, MORNING, zone)))
    return found


def moment(day: date, at: time, zone: tzinfo) -> datetime:
    """A day and a time of the clock on the wall, in UTC; of an hour that comes twice it is the first."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def check_until(until: datetime, now: datetime) -> None:
    """Raise `Mistake` where something can't be put off until then."""
    if until <= now:
        raise Mistake("Choose a time that lies ahead.", "day")
    if until - now > LONGEST:
        raise Mistake("Choose a time within a month: what is due has to come up again.", "day")


def still_lasting(known: Mapping[str, PutOff], now: datetime) -> dict[str, PutOff]:
    """Those that keep something quiet; the others need not be kept."""
    return {key: each for key, each in known.items() if each.lasts(now)}


def from_plain(plain: Iterable[tuple[str, str, Sequence[str]]] | None) -> dict[str, PutOff]:
    """The decisions as they are kept."""
    read: Callable[[str], datetime] = datetime.fromisoformat
    return {key: PutOff(read(at), read(until)) for at, until, keys in plain or () for key in keys}


def to_plain(known: Mapping[str, PutOff]) -> list[list[object]]:
    """The decisions for keeping: one about many things is kept once."""
    together: dict[PutOff, list[str]] = {}
    for key, each in known.items():
        together.setdefault(each, []).append(key)
    return [[each.at.isoformat(), each.until.isoformat(), keys] for each, keys in together.items()]
