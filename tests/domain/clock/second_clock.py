"""A second clock, to hold the first against: it reads the law anew and counts on its fingers.

It knows nothing of the program, and has no arithmetic but the day after a day: a month, a pause, a weekend
are walked through one day at a time.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

Asking = tuple[date, date | None]
"""The day something was asked of the person, and the day it came."""

AT_ONCE = ("marketing objection", "consent withdrawal")
ENQUIRIES = ("demo enquiry", "contact enquiry")
DUTY_BEGINS = date(2026, 6, 19)


@dataclass(frozen=True)
class Story:
    """What happened on one case; `proofs` are what the clock waits for before it starts, a fee among them.

    `untold` is the day it is, where time was extended and nobody told so yet; no `notice` is there then.
    `acknowledged`, `promised` and `answered` are days on which something left the company, `more` what an
    unfinished form was asked for, `set_by_regulator` the day it wants its answer, `customers` whether
    another company has to answer.
    """

    kind: str
    received: date
    proofs: tuple[Asking, ...] = ()
    clarifications: tuple[Asking, ...] = ()
    notice: date | None = None
    untold: date | None = None
    acknowledged: date | None = None
    promised: date | None = None
    answered: date | None = None
    more: Asking | None = None
    set_by_regulator: date | None = None
    customers: bool = False


@dataclass(frozen=True)
class Verdict:
    """What the law makes of it. `moot` questions move nothing, `late` ones may be disputed.

    `period_ends` is before weekends are passed over; `notice` says what is wrong with when the extension
    notice went; `past_the_table` that a holiday may be missing.
    """

    state: str
    started: date | None = None
    due: date | None = None
    latest: date | None = None
    period_ends: date | None = None
    extended: bool = False
    excluded: int = 0
    look_again: date | None = None
    warn_from: date | None = None
    met: bool | None = None
    by_law: bool = True
    moot: int = 0
    late: int = 0
    notice: str = ""
    past_the_table: bool = False


def next_day(day: date) -> date:
    return day + timedelta(days=1)


def day_before(day: date) -> date:
    return day - timedelta(days=1)


def walk(day: date, steps: int) -> date:
    """So many days on, the first of them being tomorrow."""
    for _ in range(steps):
        day = next_day(day)
    return day


def each_day(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = next_day(first)


def months_on(start: date, months: int) -> date:
    """Month after month to the day of the same number, for which the last stands in a month without it."""
    day = start
    while months:
        day = next_day(day)
        is_last = next_day(day).day == 1
        if day.day == start.day or (is_last and day.day < start.day):
            months -= 1
    return day


@dataclass(frozen=True)
class Calendar:
    """The days off in one nation, and the first and the last day up to which they are all known."""

    holidays: Collection[date]
    known_from: date
    known_until: date

    def open_from(self, day: date) -> date:
        """That day, or the next one on which an office is open."""
        while day.isoweekday() > 5 or day in self.holidays:
            day = next_day(day)
        return day

    def open_until(self, day: date) -> date:
        """That day, or the last one before it on which an office is open."""
        while day.isoweekday() > 5 or day in self.holidays:
            day = day_before(day)
        return day

    def working_days_on(self, day: date, count: int) -> date:
        for _ in range(count):
            day = self.open_from(next_day(day))
        return day

    def is_unsure_of(self, *days: date | None) -> bool:
        return any(day and not self.known_from <= day <= self.known_until for day in days)


class Request:
    """A right that is answered within a month, heard from its first question to its last."""

    def __init__(self, story: Story, calendar: Calendar) -> None:
        self.story, self.calendar = story, calendar
        self.proofs: list[Asking] = []
        self.pauses: list[Asking] = []
        self.moot = self.late = 0
        again = [each for each in self.in_order() if not self.hear(*each, months=1)]
        self.first_month_ends = self.period_ends(1)
        told = story.notice or (None if story.answered else story.untold)
        self.months = 3 if told and self.not_over(told, 1) else 1
        for asked, came, is_proof in again:
            # The three months run from the original day: only what stops a clock can still be heard.
            stops = self.months == 3 and not is_proof
            self.moot += not (stops and self.hear(asked, came, is_proof, months=3))

    def in_order(self) -> list[tuple[date, date | None, bool]]:
        """Everything asked, by the day of asking; nothing but access can be stopped by a question."""
        found = [(*each, True) for each in self.story.proofs]
        if self.story.kind == "access":
            found += [(*each, False) for each in self.story.clarifications]
        return sorted(found, key=lambda each: each[0])

    def hear(self, asked: date, came: date | None, is_proof: bool, *, months: int) -> bool:
        """Whether it moves anything: not once the time is over; in the last seven days that is disputed."""
        if not self.not_over(asked, months):
            return False
        ends = self.period_ends(months)
        self.late += bool(ends and walk(asked, 7) > ends)
        (self.proofs if is_proof else self.pauses).append((asked, came))
        return True

    def start(self) -> date | None:
        """The day of receipt, or the last on which something arrived that the company had to have."""
        day = self.story.received
        for _, came in self.proofs:
            if came is None:
                return None
            while day < came:
                day = next_day(day)
        return day

    def excluded(self, *, asking_too: bool = False) -> set[date] | None:
        """The days after the start on which a question lay with the person; None while one still does."""
        start, days = self.start(), set[date]()
        for asked, answered in self.pauses:
            if start is None or answered is None:
                return None
            first = asked if asking_too else next_day(asked)
            days |= {day for day in each_day(first, answered) if day > start}
        return days

    def period_ends(self, months: int, *, asking_too: bool = False) -> date | None:
        start, days = self.start(), self.excluded(asking_too=asking_too)
        return None if start is None or days is None else walk(months_on(start, months), len(days))

    def due(self, months: int, *, asking_too: bool = False) -> date | None:
        day = self.period_ends(months, asking_too=asking_too)
        return self.calendar.open_from(day) if day else None

    def not_over(self, day: date, months: int) -> bool:
        due = self.due(months)
        return due is None or day <= due

    def look_again(self) -> date:
        """Half a month after the oldest open question; proofs first, since without them nothing runs."""
        proofs = [asked for asked, came in self.proofs if came is None]
        pauses = [asked for asked, answered in self.pauses if answered is None]
        return self.calendar.open_from(walk(min(proofs or pauses), 14))

    def notice(self) -> str:
        """What is wrong with a notice that did not go before the first month ended."""
        story, ends = self.story, self.first_month_ends
        told = story.notice or (story.untold and (story.answered or story.untold))
        if told is None or ends is None or told <= ends:
            return ""
        if self.months == 3:
            return "disputed"
        return "too late" if told > self.calendar.open_from(ends) else ""

    def next_look(self) -> date | None:
        """When the person is asked again; where the clock runs, by when the notice goes that was not sent."""
        if self.story.answered:
            return None
        if not self.due(self.months):
            return self.look_again()
        return self.first_month_ends if self.months == 3 and self.story.untold else None

    def verdict(self) -> Verdict:
        answered, due = self.story.answered, self.due(self.months)
        held = "not started" if self.start() is None else "stopped"
        return Verdict(
            state="answered" if answered else "running" if due else held,
            started=self.start(),
            due=due,
            latest=self.due(self.months, asking_too=True),
            period_ends=self.period_ends(self.months),
            extended=self.months == 3,
            excluded=len(self.excluded() or ()) if due else 0,
            look_again=self.next_look(),
            met=(due is None or answered <= due) if answered else None,
            moot=self.moot,
            late=self.late,
            notice=self.notice(),
        )


def of_complaint(story: Story, calendar: Calendar) -> Verdict:
    """Told or answered by the thirtieth day after receipt, warned of from the twenty-eighth.

    Once told of its arrival the person hears again on the day promised, or after a month.
    """
    thirtieth = walk(story.received, 30)
    last, answered, told = calendar.open_from(thirtieth), story.answered, story.acknowledged
    by_law = story.received >= DUTY_BEGINS
    done = min([day for day in (told, answered) if day], default=None)
    still_shown = by_law and (answered or not told)
    promised = None
    if told and not answered:
        promised = story.promised or calendar.open_from(months_on(told, 1))
    return Verdict(
        state="answered" if answered else "running" if by_law and not told else "no clock",
        started=story.received,
        due=last if still_shown else None,
        latest=last if still_shown else None,
        period_ends=thirtieth,
        look_again=promised if by_law or done else last,
        warn_from=walk(story.received, 28) if by_law else None,
        met=done <= last if by_law and done else None,
        by_law=by_law,
        past_the_table=calendar.is_unsure_of(thirtieth, last),
    )


def of_at_once(story: Story, calendar: Calendar) -> Verdict:
    """Acted on at once, in two working days by the company's own wish, in a month at the very latest."""
    ends = months_on(story.received, 1)
    due, answered = calendar.open_from(ends), story.answered
    return Verdict(
        state="answered" if answered else "running",
        started=story.received,
        due=due,
        latest=due,
        period_ends=ends,
        look_again=None if answered else calendar.working_days_on(story.received, 2),
        warn_from=story.received,
        met=answered <= due if answered else None,
        past_the_table=calendar.is_unsure_of(ends, due),
    )


def of_enquiry(story: Story, calendar: Calendar) -> Verdict:
    """Nothing is due; whoever was asked for more and is silent is asked again after half a month."""
    silent = story.more and story.more[1] is None and not story.answered
    return Verdict(
        state="answered" if story.answered else "no clock",
        look_again=calendar.open_from(walk(story.more[0], 14)) if story.more and silent else None,
        by_law=False,
    )


def of_regulators_case(story: Story, calendar: Calendar) -> Verdict:
    """The regulator sets the day, which no rule stretches: the answer goes out on a working day by then.

    Without such a day it is looked at in half a month.
    """
    day, answered = story.set_by_regulator, story.answered
    due = calendar.open_until(day) if day else None
    return Verdict(
        state="answered" if answered else "running" if day else "no clock",
        started=story.received,
        due=due,
        latest=due,
        period_ends=day,
        look_again=None if day or answered else calendar.open_from(walk(story.received, 14)),
        met=answered <= due if answered and due else None,
        by_law=False,
        past_the_table=calendar.is_unsure_of(day, due),
    )


def of_customers_case(story: Story, calendar: Calendar) -> Verdict:
    """The customer's clock runs and not the company's, which passes it on within two working days."""
    return Verdict(
        state="answered" if story.answered else "no clock",
        look_again=None if story.answered else calendar.working_days_on(story.received, 2),
        by_law=False,
    )


def verdict(story: Story, calendar: Calendar) -> Verdict:
    if story.customers:
        return of_customers_case(story, calendar)
    if story.kind in ENQUIRIES:
        return of_enquiry(story, calendar)
    if story.kind in AT_ONCE:
        return of_at_once(story, calendar)
    if story.kind == "complaint":
        return of_complaint(story, calendar)
    if story.kind == "regulator":
        return of_regulators_case(story, calendar)
    found = Request(story, calendar).verdict()
    return replace(found, past_the_table=calendar.is_unsure_of(found.period_ends, found.due))
