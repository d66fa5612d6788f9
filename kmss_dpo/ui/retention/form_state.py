"""What is listed, filtered, sorted and decided on the retention page. No widgets, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from heapq import merge

from kmss_dpo.domain.days import say_count
from kmss_dpo.domain.disposal import Disposed, Parts, Ready
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.retention import RetentionRule, check_keep_until
from kmss_dpo.domain.retention_words import counted_words, record_words, rule_name

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
            by_case={each.case: each for each in self.ready},
            erasable=[each.case for each in shown if not each.held_by],
            held=frozenset(each.case for each in shown if each.held_by),
        )

    def rule_of(self, ready: Ready) -> RetentionRule:
        """The rule a record falls under."""
        return self.rules[ready.rule]


@dataclass(frozen=True)
class Arranged:
    """A listing worked out: the records in the order shown, by their ids, and which are held."""

    listing: Listing = field(default_factory=Listing)
    shown: list[Ready] = field(default_factory=list)
    by_case: Mapping[int, Ready] = field(default_factory=dict)
    erasable: list[CaseId] = field(default_factory=list)
    held: frozenset[CaseId] = frozenset()


def _words(ready: Ready) -> str:
    parts = (ready.reference, ready.person, record_words(ready.kind, ready.rule), rule_name(ready.rule))
    return " ".join((*parts, *ready.held_by)).casefold()


def _key(ready: Ready, sort: str) -> tuple[object, ...]:
    keys: dict[str, tuple[object, ...]] = {
        "record": (record_words(ready.kind, ready.rule), ready.person.casefold()),
        "rule": (rule_name(ready.rule), ready.ran_out_on),
        "trigger": (ready.trigger_on,),
        "ran_out": (ready.ran_out_on,),
        "decision": (bool(ready.held_by), ready.ran_out_on),
    }
    return (*keys[sort], ready.case)


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
            check_keep_until(self.until or date.max, self.reason, today)
        except Mistake as mistake:
            errors["until" if mistake.field == "day" else "reason"] = mistake.sentence
        return errors


def count_words(count: int) -> str:
    """As in “5 records”."""
    return say_count(count, "record")


def to_review_words(count: int) -> str:
    """That holds are to be looked at again."""
    have, whose = ("has", "its") if count == 1 else ("have", "their")
    return f"{say_count(count, 'hold')} {have} reached the day of {whose} review. Nothing ends by itself."


def plan(count: int, parts: Parts | None) -> str:
    """In one line what erasing the ticked records will do; `parts` is None until it has been counted."""
    if not count:
        return "Tick the records to erase. Nothing is erased until you confirm it."
    if parts is None:
        return f"{count_words(count)} will be erased, with everything on them…"
    return f"{count_words(count)} will be erased, with {_going(parts)}. The log keeps no personal data."


def _going(parts: Parts) -> str:
    """What goes with the records, in words with numbers."""
    derived = (
        f"{parts.search_entries():,} search {'entry' if parts.search_entries() == 1 else 'entries'} and "
        f"{say_count(parts.versions, 'version')} in the history"
    )
    counted = counted_words(parts)
    return f"{counted}, {derived}" if counted else derived


def question(count: int, parts: Parts | None) -> str:
    """What the confirmation says."""
    going = f" With {'it' if count == 1 else 'them'} go {_going(parts)}." if parts else ""
    return (
        f"{'It is' if count == 1 else 'They are'} erased for good, from the register and from the backups in "
        f"its folder.{going} This cannot be undone. Backups copied to another place are not reached."
    )


def result(done: Disposed, chosen: int) -> str:
    """What a disposal did, in a few sentences."""
    rest = chosen - done.erased - len(done.skipped)
    sentences = [
        f"{count_words(done.erased)} erased{_with(done.parts)}." if done.erased else "Nothing was erased.",
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
        return f"{left} could not be reached: that is tried again at the next disposal."
    if not done.backups_reached:
        return "There was no backup to reach."
    return f"{say_count(done.backups_reached, 'kept backup')} reached too."
