"""What the results list holds for what was typed: headings, records, commands; no widget needed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.search import Found

GROUPS: dict[Kind, str] = {
    Kind.CONTACT: "People",
    Kind.CASE: "Cases",
    Kind.CORRESPONDENCE: "Correspondence",
    Kind.LETTER: "Letters",
    Kind.NOTE: "Notes",
    Kind.DOCUMENT: "Documents",
    Kind.QUICK_NOTE: "Notes to complete",
}


@dataclass(frozen=True)
class Command:
    """Something the window can do; `name` is what is asked of it, `also` are other words for it."""

    name: str
    title: str
    also: str = ""
    keys: str = ""


COMMANDS = (
    Command("case", "New case", "request complaint enquiry access add open", "Ctrl+N"),
    Command("contact", "New contact", "person organisation add", "Ctrl+N"),
    Command("note", "Quick note", "phone call take down add", "Ctrl+Shift+N"),
    Command("message", "Case from a message file", "email eml import new open"),
    Command(
        "settings",
        "Settings",
        "holidays nation organisation regulator appearance dark light letters wording welsh reminders",
    ),
    Command("reminders", "Reminders", "what needs attention alerts due overdue put off"),
    Command("calendar", "Calendar file of coming dates", "export ics outlook due dates holds disposals"),
    Command("backup", "Back up now", "copy save"),
    Command("lock", "Lock the register", "close", "Ctrl+L"),
)


@dataclass(frozen=True)
class Line:
    """One line of the list: a heading, or a result with what it leads to."""

    title: str
    second: str = ""
    found: Found | None = None
    command: Command | None = None

    @property
    def can_be_chosen(self) -> bool:
        """Whether it is more than a heading."""
        return self.found is not None or self.command is not None


def commands_for(typed: str, commands: Iterable[Command] = COMMANDS) -> list[Command]:
    """The commands in which every typed word begins a word; their titles count before other words."""
    wanted = typed.casefold().split()
    if not wanted:
        return []
    by_title = [each for each in commands if _begins(wanted, each.title)]
    others = [
        each for each in commands if each not in by_title and _begins(wanted, f"{each.title} {each.also}")
    ]
    return by_title + others


def _begins(wanted: Sequence[str], words: str) -> bool:
    said = words.casefold().split()
    return all(any(word.startswith(each) for word in said) for each in wanted)


def lines(found: Sequence[Found], commands: Sequence[Command]) -> list[Line]:
    """Records by group in the order they came, then commands, each group under its heading."""
    shown: list[Line] = []
    for kind, group in groupby(found, key=lambda each: each.kind):
        shown.append(Line(GROUPS[kind]))
        shown += [Line(_one_line(each.title), _one_line(each.line), found=each) for each in group]
    if commands:
        shown.append(Line("Commands"))
        shown += [Line(each.title, each.keys, command=each) for each in commands]
    return shown


def next_choice(shown: Sequence[Line], at: int, step: int) -> int:
    """The place of the next line that can be chosen, going round at the ends; -1 where there is none."""
    for away in range(1, len(shown) + 1):
        place = (at + step * away) % len(shown) if at >= 0 or step > 0 else len(shown) - away
        if shown[place].can_be_chosen:
            return place
    return -1


def leads_to(found: Found) -> tuple[Kind, int]:
    """The record to show: for a part of a case the case itself."""
    return (found.kind, found.id) if found.case is None else (Kind.CASE, found.case)


def _one_line(text: str) -> str:
    return " ".join(text.split())
