"""What is listed, filtered, sorted and decided on the retention page. No widgets, no clock."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from heapq import merge

from kmss_dpo.domain.days import say_count
from kmss_dpo.domain.disposal import Disposed, Parts, Ready, permitted
from kmss_dpo.domain.disposal_words import DONE, done_words, title
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.holds import check_hold
from kmss_dpo.domain.retention import Action, RecordClass, RetentionRule, check_keep_until, rule_for
from kmss_dpo.domain.retention_words import action_words, counted_words, rule_name
from kmss_dpo.domain.suppression import Sort

_RUN = 2_000
"""How many are sorted in one go: nothing else of the program runs meanwhile, not even the window."""


@dataclass(frozen=True)
class Listing:
    """The records that have run out, the rules they fall under, and how the list is shown."""

    ready: tuple[Ready, ...] = ()
    rules: Mapping[str, RetentionRule] = field(default_factory=dict)
    text: str = ""
    sort: str = "ran_out"
    descending: bool = False

    def shown(self) -> list[Ready]:
        """The records that hold the typed text, in the chosen order."""
        typed = self.text.casefold().split()
        found = [each for each in self.ready if all(word in _words(each) for word in typed)]
        keyed = [(_key(each, self.sort), each) for each in found]
        runs = (sorted(keyed[at : at + _RUN], reverse=self.descending) for at in range(0, len(keyed), _RUN))
        return [each for _, each in merge(*runs, reverse=self.descending)]

    def arranged(self) -> "Arranged":
        """What is shown and what of it can be ticked; tens of thousands take some tenths of a second."""
        shown = self.shown()
        return Arranged(
            listing=self,
            shown=shown,
            by_id={each.id: each for each in self.ready},
            free=[each.id for each in shown if not each.held_by],
            held=frozenset(each.id for each in shown if each.held_by),
        )

    def rule_of(self, ready: Ready) -> RetentionRule:
        """The rule a record falls under."""
        rule = rule_for(RecordClass(ready.rule), self.rules.values())
        assert rule, "what is listed has a rule"
        return rule


@dataclass(frozen=True)
class Arranged:
    """A listing worked out: the records in the order shown, by their ids, and which are held."""

    listing: Listing = field(default_factory=Listing)
    shown: list[Ready] = field(default_factory=list)
    by_id: Mapping[int, Ready] = field(default_factory=dict)
    free: list[int] = field(default_factory=list)
    held: frozenset[int] = frozenset()


def _words(ready: Ready) -> str:
    parts = (ready.reference, ready.person, title(ready), rule_name(ready.rule))
    return " ".join((*parts, *ready.held_by)).casefold()


def _key(ready: Ready, sort: str) -> tuple[object, ...]:
    keys: dict[str, tuple[object, ...]] = {
        "record": (title(ready), ready.person.casefold()),
        "rule": (rule_name(ready.rule), ready.ran_out_on),
        "trigger": (ready.trigger_on,),
        "ran_out": (ready.ran_out_on,),
        "decision": (bool(ready.held_by), ready.ran_out_on),
    }
    return (*keys[sort], ready.id)


@dataclass(frozen=True)
class Decisions:
    """What is decided about records, by their ids; about all others it is what their rule says."""

    chosen: Mapping[int, Action] = field(default_factory=dict)

    def of(self, ready: Ready) -> Ready:
        """A record with what is decided about it."""
        return replace(ready, action=self.chosen.get(ready.id, ready.action))

    def offered(self, some: Iterable[Ready]) -> list[Action]:
        """What can be decided about any of these records."""
        found = {action for each in some for action in permitted(each)}
        return [action for action in Action if action in found]

    def decide(self, some: Iterable[Ready], action: Action | None) -> "Decisions":
        """Decide about these, as far as it can be done with each; None for what each rule says."""
        chosen = dict(self.chosen)
        for each in some:
            if action is None:
                chosen.pop(each.id, None)
            elif action in permitted(each):
                chosen[each.id] = action
        return replace(self, chosen=chosen)

    def going(self, ticked: Iterable[Ready]) -> list[Ready]:
        """Those that are to be disposed of, with what is decided; the others are to be reviewed first."""
        decided = map(self.of, ticked)
        return [each for each in decided if each.action in permitted(each)]


@dataclass(frozen=True)
class Plan:
    """How many of the ticked records will be disposed of, and how; `to_review` are decided about first."""

    counts: Mapping[Action, int] = field(default_factory=dict)
    to_review: int = 0

    @classmethod
    def of(cls, going: Sequence[Ready], ticked: int) -> "Plan":
        """What is done with these of so many that are ticked."""
        return cls(Counter(each.action for each in going), ticked - len(going))

    def total(self) -> int:
        """How many go."""
        return sum(self.counts.values())

    def button(self) -> str:
        """What the button that does it is called."""
        return f"{self.verb()} {count_words(self.total())}" if self.total() else self.verb()

    def doing(self) -> str:
        """What is being done, for the progress bar."""
        return "Erasing" if set(self.counts) <= {Action.ERASE} else "Disposing of"

    def verb(self) -> str:
        """What is done, where it is the same with all of them."""
        actions = [action for action, count in self.counts.items() if count]
        return (
            action_words(actions[0] if actions else Action.ERASE) if len(actions) < _SEVERAL else "Dispose of"
        )

    def will_be(self) -> str:
        """As in “3 records will be erased, 1 anonymised”."""
        (first, count), *rest = (
            (action, self.counts[action]) for action in Action if self.counts.get(action)
        )
        more = (f"{each:,} {DONE[action]}" for action, each in rest)
        return ", ".join((f"{count_words(count)} will be {DONE[first]}", *more))


_SEVERAL = 2


@dataclass(frozen=True)
class KeepState:
    """What is typed in “Keep until…”: a day that may be missing, and the reason."""

    until: date | None = None
    reason: str = ""

    def errors(self, today: date) -> dict[str, str]:
        """What is wrong, by field; empty where it can be kept."""
        errors: dict[str, str] = {}
        if self.until is None:
            errors["until"] = "Give the day."
        try:
            self.check(self.until or date.max, today)
        except Mistake as mistake:
            errors["reason" if mistake.field == "reason" else "until"] = mistake.sentence
        return errors

    def check(self, day: date, today: date) -> None:
        """Raise `Mistake` where it cannot be kept."""
        check_keep_until(day, self.reason, today)


class HoldState(KeepState):
    """What is typed in “Hold…”: the day on which it is looked at again, and the reason."""

    def check(self, day: date, today: date) -> None:
        """Raise `Mistake` where it cannot be held."""
        check_hold(self.reason, day, today)


@dataclass(frozen=True)
class DaysState:
    """From which day to which a certificate is wanted."""

    first: date | None = None
    last: date | None = None

    def errors(self) -> dict[str, str]:
        """What is wrong, by field."""
        errors = {name: "Give the day." for name in ("first", "last") if getattr(self, name) is None}
        if self.first and self.last and self.last < self.first:
            errors["last"] = "It lies before the first day."
        return errors


@dataclass(frozen=True)
class AddressState:
    """What is typed in “Add an address”, beside the address itself."""

    sort: Sort = Sort.EMAIL
    reason: str = ""


def count_words(count: int) -> str:
    """As in “5 records”."""
    return say_count(count, "record")


def to_review_words(count: int) -> str:
    """That holds are to be looked at again."""
    have, whose = ("has", "its") if count == 1 else ("have", "their")
    return f"{say_count(count, 'hold')} {have} reached the day of {whose} review. Nothing ends by itself."


def plan(going: Plan, parts: Parts | None) -> str:
    """In one line what will be done with the ticked records; `parts` is None until it has been counted."""
    review = f"{count_words(going.to_review)} to be reviewed: keep until a day, or decide otherwise."
    if not going.total():
        none = "Tick the records to dispose of. Nothing is erased until you confirm it."
        return review if going.to_review else none
    more = f" {review}" if going.to_review else ""
    if parts is None:
        return f"{going.will_be()}, with everything on them…{more}"
    return f"{going.will_be()}, with {_going(parts)}. The log keeps no personal data.{more}"


def _going(parts: Parts) -> str:
    """What goes with the records, in words with numbers."""
    derived = (
        f"{parts.search_entries():,} search {'entry' if parts.search_entries() == 1 else 'entries'} and "
        f"{say_count(parts.versions, 'version')} in the history"
    )
    counted = counted_words(parts)
    return f"{counted}, {derived}" if counted else derived


def question(going: Plan, parts: Parts | None) -> str:
    """What the confirmation says."""
    one = going.total() == 1
    what = f" With {'it' if one else 'them'} go {_going(parts)}." if parts else ""
    stays = _STAYS[Action.ANONYMISE] if going.counts.get(Action.ANONYMISE) else ""
    kept = _STAYS[Action.SUPPRESS] if going.counts.get(Action.SUPPRESS) else ""
    verb = DONE[next(iter(going.counts))] if len(going.counts) == 1 else "disposed of"
    where = "from" if verb == DONE[Action.ERASE] else "in"
    return (
        f"{'It is' if one else 'They are'} {verb} for good, {where} the register and {where} its backups, "
        f"in a second place too.{what}{stays}{kept} This cannot be undone. "
        "Backups that you copied elsewhere yourself are not reached."
    )


_STAYS = {
    Action.ANONYMISE: " Of what is anonymised the kind, the dates and the outcome stay.",
    Action.SUPPRESS: " Of what is suppressed a keyed hash of each address stays, which nobody can read.",
}


def result(done: Disposed, chosen: int) -> str:
    """What a disposal did, in a few sentences."""
    rest = chosen - done.erased - len(done.skipped)
    sentences = [
        f"{done_words(done.otherwise, done.erased)}{_with(done.parts)}."
        if done.erased
        else "Nothing was erased.",
        _skipped(done),
        f"Stopped before the other {rest}." if rest else "",
        _backups(done) if done.erased else "",
        "" if done.log_emptied else "Another task kept the file's log open: it is emptied by the next lock.",
    ]
    return " ".join(each for each in sentences if each)


def erased_from_bin(done: Disposed, chosen: int) -> str:
    """What emptying the bin did, in a few sentences."""
    return result(replace(done, parts=Parts()), chosen)


def taken_off_words(count: int, left: int) -> str:
    """What was taken off the suppression list, and where it could not be."""
    said = f"{say_count(count, 'line')} taken off the list. Marketing may be sent there again."
    if not left:
        return said
    kept = say_count(left, "kept backup")
    return f"{said} {kept} could not be reached: that is tried again after the next unlock."


def _with(parts: Parts) -> str:
    counted = counted_words(parts)
    return f", with {counted}" if counted else ""


def _skipped(done: Disposed) -> str:
    if not done.skipped:
        return ""
    each = ", ".join(f"{one.reference} ({one.why.value})" for one in done.skipped[:_NAMED])
    more = f" and {len(done.skipped) - _NAMED} more" if len(done.skipped) > _NAMED else ""
    return f"Left alone: {each}{more}."


_NAMED = 5


def _backups(done: Disposed) -> str:
    if done.backups_left:
        left = say_count(done.backups_left, "kept backup")
        return f"{left} could not be reached: that is tried again after the next unlock."
    if not done.backups_reached:
        return "There was no backup to reach."
    return f"{say_count(done.backups_reached, 'kept backup')} reached too."
