"""How what is done to several cases at once is said, before and after. No widgets."""

from dataclasses import dataclass

from kmss_dpo.domain.days import say_count
from kmss_dpo.domain.several import Act, LeftAlone, Several

NOBODY = "Nobody"
_NAMED = 3
"""How many of those left alone are named in a sentence; all of them can be looked at."""
_LONGEST = 40


@dataclass(frozen=True)
class AssignForm:
    """Who is to work on the cases; “Nobody” takes the name away."""

    name: str = ""

    def errors(self) -> dict[str, str]:
        """What is wrong, by field."""
        return {} if self.name.strip() else {"name": f"Say who. “{NOBODY}” takes the name away."}

    def handler(self) -> str:
        """The name to be kept."""
        name = " ".join(self.name.split())
        return "" if name.casefold() == NOBODY.casefold() else name

    def decide(self, count: int) -> str:
        """What the button says, as in “Assign 14 cases to Kit Moss”."""
        name = self.handler() if self.name.strip() else ""
        if not name:
            return f"Assign {case_words(count)}" + (" to nobody" if self.name.strip() else "")
        return f"Assign {case_words(count)} to {name if len(name) <= _LONGEST else f'{name[:_LONGEST]}…'}"


@dataclass(frozen=True)
class NoteForm:
    """What is to be kept on each of the cases."""

    text: str = ""

    def errors(self) -> dict[str, str]:
        """What is wrong, by field."""
        return {} if self.text.strip() else {"text": "The note is empty."}


def case_words(count: int) -> str:
    """As in “14 cases”."""
    return say_count(count, "case")


def selected_words(count: int) -> str:
    """What stands beside the buttons."""
    if not count:
        return (
            "Select cases to work on several at once: Shift with a click or an arrow key, Ctrl with a click, "
            "Ctrl+A for all."
        )
    return f"{case_words(count)} selected."


def beforehand(left: tuple[LeftAlone, ...]) -> str:
    """What is said beforehand of those that will be left alone; empty where there are none."""
    if not left:
        return ""
    stay = (
        "One of those selected stays as it is"
        if len(left) == 1
        else f"{len(left):,} of them stay as they are"
    )
    return f"{stay}: {_named(left)}."


def enquiry_words(count: int) -> str:
    """As in “1 enquiry” and “14 enquiries”."""
    return f"{count:,} {'enquiry' if count == 1 else 'enquiries'}"


def result(act: Act, done: Several, handler: str = "") -> str:
    """What was done, in a few sentences."""
    sentences = [
        _done(act, done.done, handler) if done.done else "Nothing was changed.",
        f"Left alone: {_named(done.left)}." if done.left else "",
        f"Stopped before the other {done.not_reached():,}." if done.not_reached() else "",
    ]
    return " ".join(each for each in sentences if each)


def _done(act: Act, count: int, handler: str) -> str:
    if act is Act.ASSIGN:
        return f"{case_words(count)} assigned to {handler or 'nobody'}."
    if act is Act.GIVE_BACK:
        return f"The assignment of {case_words(count)} was undone."
    if act is Act.NOTE:
        return f"The note was added to {case_words(count)}."
    return f"{enquiry_words(count)} closed as dealt with."


def _named(left: tuple[LeftAlone, ...]) -> str:
    more = f" and {len(left) - _NAMED:,} more" if len(left) > _NAMED else ""
    return ", ".join(f"{each.reference} ({each.why.rstrip('.')})" for each in left[:_NAMED]) + more


def all_left(left: tuple[LeftAlone, ...]) -> str:
    """Every case that was left alone with its reason, one in each line."""
    return "\n".join(f"{each.reference}: {each.why.rstrip('.')}." for each in left)
