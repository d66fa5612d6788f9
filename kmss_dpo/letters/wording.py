"""Reads the wording that ships with the program: letter templates and processing activities, TOML files."""

import tomllib
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.letters import ACTIVITY_FIELDS, Activity, Block, Effect, Fact, Nature, Template
from kmss_dpo.domain.searches import SearchPlace
from kmss_dpo.support.resources import resource

ACTIVITIES = "activities.toml"


@cache
def templates() -> tuple[Template, ...]:
    """The shipped templates in the order of their codes; raise `Trouble` where a file is damaged."""
    return read_templates(resource("letters"))


@cache
def search_places() -> tuple[SearchPlace, ...]:
    """Where a search for a person begins; raise `Trouble` where the file of the activities is damaged."""
    return read_places(resource("letters", ACTIVITIES))


@cache
def activities() -> tuple[Activity, ...]:
    """The processing activities of the privacy notice; raise `Trouble` where the file is damaged."""
    return read_activities(resource("letters", ACTIVITIES))


def template(code: str) -> Template:
    """The shipped template of that code; raise `Trouble` where there is none."""
    for candidate in templates():
        if candidate.code == code:
            return candidate
    raise Trouble(f"There is no letter template “{code}”.", "Choose another, or install the program again.")


def read_templates(folder: Path) -> tuple[Template, ...]:
    """Every template file of a folder; raise `Trouble` where one is damaged."""
    paths = sorted(path for path in folder.glob("*.toml") if path.name != ACTIVITIES)
    return tuple(_template(_load(path), path.stem) for path in paths)


def read_activities(path: Path) -> tuple[Activity, ...]:
    """The activities of one file; raise `Trouble` where it is damaged."""
    whole = _load(path)
    whole.only({"always", "activity"})
    return tuple(_activity(table) for table in whole.tables("activity"))


def read_places(path: Path) -> tuple[SearchPlace, ...]:
    """The places that the activities of one file name, then those that belong to none of them."""
    whole = _load(path)
    named = [
        SearchPlace(place, activity=table.text("code"))
        for table in whole.tables("activity")
        for place in table.names("places")
    ]
    return (*named, *(SearchPlace(place) for place in whole.names("always")))


def _load(path: Path) -> "_Table":
    try:
        with path.open("rb") as file:
            return _Table(path.name, tomllib.load(file))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as broken:
        raise Trouble(
            f"The wording file {path.name} can't be read.", "Correct it, or install the program again."
        ) from broken


@dataclass(frozen=True)
class _Table:
    """One table of a wording file, read with a sentence for every wrong shape."""

    file: str
    content: dict[str, object]

    def wrong(self, what: str) -> Trouble:
        return Trouble(
            f"The wording file {self.file} is damaged: {what}.", "Correct it, or install the program again."
        )

    def only(self, names: AbstractSet[str]) -> None:
        for name in self.content:
            if name not in names:
                raise self.wrong(f"“{name}” is not known")

    def text(self, name: str, default: str | None = None) -> str:
        value = self.content.get(name, default)
        if not isinstance(value, str):
            raise self.wrong(f"the text “{name}” is missing")
        return value.strip()

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.content.get(name, default)
        if not isinstance(value, bool):
            raise self.wrong(f"“{name}” must be true or false")
        return value

    def names(self, name: str) -> list[str]:
        value = self.content.get(name, [])
        if not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
            raise self.wrong(f"“{name}” must be a list of names")
        return value

    def facts(self, name: str) -> frozenset[Fact]:
        return frozenset(self.fact(text) for text in self.names(name))

    def fact(self, text: str) -> Fact:
        try:
            return Fact(text)
        except ValueError:
            raise self.wrong(f"there is no fact “{text}”") from None

    def effect(self, name: str) -> Effect | None:
        text = self.text(name, "")
        try:
            return Effect(text) if text else None
        except ValueError:
            raise self.wrong(f"there is no effect “{text}”") from None

    def kinds(self, name: str) -> frozenset[CaseKind]:
        try:
            return frozenset(CaseKind(text) for text in self.names(name))
        except ValueError:
            raise self.wrong(f"“{name}” holds a kind of case that does not exist") from None

    def tables(self, name: str) -> "list[_Table]":
        value = self.content.get(name)
        if not (isinstance(value, list) and value and all(isinstance(item, dict) for item in value)):
            raise self.wrong(f"there is no [[{name}]]")
        return [_Table(self.file, item) for item in value]


_BLOCK = frozenset(
    {
        "key",
        "title",
        "text",
        "heading",
        "required_by",
        "advised_by",
        "included",
        "when",
        "unless",
        "states",
        "apart",
    }
)


_HEAD = frozenset(
    {
        "title",
        "case_kinds",
        "for_customer",
        "subject",
        "effect",
        "discloses",
        "goes_outside",
        "says_erased",
        "block",
    }
)


def _template(table: _Table, code: str) -> Template:
    table.only(_HEAD)
    blocks = tuple(_block(block) for block in table.tables("block"))
    if len({block.key for block in blocks}) < len(blocks):
        raise table.wrong("two blocks have the same key")
    return Template(
        code=code,
        title=table.text("title"),
        case_kinds=table.kinds("case_kinds"),
        subject=table.text("subject"),
        blocks=blocks,
        for_customer=table.flag("for_customer", default=False),
        nature=Nature(
            effect=table.effect("effect"),
            discloses=table.flag("discloses", default=False),
            goes_outside=table.flag("goes_outside", default=False),
            says_erased=table.flag("says_erased", default=False),
        ),
    )


def _block(table: _Table) -> Block:
    table.only(_BLOCK)
    stated = table.text("states", "")
    block = Block(
        key=table.text("key"),
        title=table.text("title"),
        text=table.text("text"),
        heading=table.text("heading", ""),
        required_by=table.text("required_by", ""),
        advised_by=table.text("advised_by", ""),
        included=table.flag("included", default=True),
        when=table.facts("when"),
        unless=table.facts("unless"),
        states=table.fact(stated) if stated else None,
        apart=table.flag("apart", default=False),
    )
    if block.states and block.states not in block.when:
        raise table.wrong(f"block “{block.key}” states a fact that it doesn't hang on")
    return block


def _activity(table: _Table) -> Activity:
    table.only({"code", "title", "case_kinds", "places", *ACTIVITY_FIELDS})
    texts = {name: table.text(name) for name in ACTIVITY_FIELDS}
    return Activity(table.text("code"), table.text("title"), table.kinds("case_kinds"), texts)
