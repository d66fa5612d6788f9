"""What is being typed of a letter and what is wrong with it: parts of the text, addressing, sending."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kmss_dpo.domain.letters import (
    LANGUAGE_NAMES,
    Draft,
    Fact,
    Known,
    Language,
    Missing,
    Template,
    Worded,
    edit_text,
    missing,
    readdress,
    set_fact,
)
from kmss_dpo.domain.letters.draft import GAP

_FRAME = {
    "subject": "Subject",
    "salutation": "Salutation",
    "closing": "Closing words",
    "signature": "Signature",
}


@dataclass(frozen=True)
class Mark:
    """Characters `start` to `end` (not included) that the register filled, and from where."""

    start: int
    end: int
    tip: str


@dataclass(frozen=True)
class Part:
    """One part of the letter to type in; `optional` parts can be left out, `source` asks for them."""

    key: str
    title: str
    text: str
    marks: tuple[Mark, ...] = ()
    optional: bool = False
    included: bool = True
    source: str = ""
    required: bool = False


def parts(draft: Draft) -> tuple[Part, ...]:
    """The letter from its subject to its signature."""
    blocks = (
        Part(
            key=block.key,
            title=block.wording.title,
            text=block.text,
            marks=tuple(
                Mark(span.start, span.end, f"{span.field}, {span.origin.value}") for span in block.spans
            ),
            optional=True,
            included=block.included,
            source=block.wording.required_by or block.wording.advised_by,
            required=bool(block.wording.required_by),
        )
        for block in draft.blocks
    )
    return (
        _frame_part("subject", draft.subject),
        replace(_frame_part("salutation", draft.salutation), marks=_name_marks(draft)),
        *blocks,
        _frame_part("closing", draft.closing),
        _frame_part("signature", "\n".join(draft.signature)),
    )


def _frame_part(key: str, text: str) -> Part:
    return Part(frame_key(key), _FRAME[key], text)


def frame_key(field: str) -> str:
    """The key of a part that is no block, kept apart from the keys of blocks."""
    return f":{field}"


def _name_marks(draft: Draft) -> tuple[Mark, ...]:
    name = draft.particulars.recipient.strip()
    at = draft.salutation.find(name) if name else -1
    return (Mark(at, at + len(name), "the name under “To”"),) if at >= 0 else ()


def rewrite(draft: Draft, key: str, text: str) -> Draft:
    """The draft with the text of one part replaced."""
    match key.removeprefix(":") if key.startswith(":") else "":
        case "":
            return edit_text(draft, key, text)
        case "subject":
            return replace(draft, subject=text)
        case "salutation":
            return replace(draft, salutation=text)
        case "closing":
            return replace(draft, closing=text)
        case _:
            return replace(draft, signature=tuple(text.split("\n")))


@dataclass(frozen=True)
class Addressing:
    """Whom the letter goes to, when and how; `address` line by line, `on` None while no day is typed."""

    recipient: str = ""
    address: str = ""
    on: date | None = None
    electronic: bool = False


def addressing_of(draft: Draft) -> Addressing:
    """What the fields show for a draft."""
    who = draft.particulars
    return Addressing(who.recipient, "\n".join(who.address), who.on, Fact.ELECTRONIC in draft.facts)


def addressed(draft: Draft, typed: Addressing) -> Draft:
    """The draft with what was typed; while no day is typed the draft keeps the one it had."""
    particulars = replace(
        draft.particulars,
        recipient=typed.recipient,
        address=tuple(typed.address.split("\n")) if typed.address.strip() else (),
        on=typed.on or draft.particulars.on,
    )
    if (Fact.ELECTRONIC in draft.facts) != typed.electronic:
        draft = set_fact(draft, Fact.ELECTRONIC, holds=typed.electronic)
    return readdress(draft, particulars)


def template_words(template: Template) -> str:
    """A template as it is offered: another language than English is said."""
    english = template.language is Language.ENGLISH
    return template.title if english else f"{template.title} ({LANGUAGE_NAMES[template.language]})"


def on_template(language: Language) -> str:
    """What to know below the template, whose own words large text may cut before they say the language."""
    another = "Another one begins another letter."
    if language is Language.ENGLISH:
        return another
    return f"This letter is in {LANGUAGE_NAMES[language]}. {another}"


def worded_as(draft: Draft, templates: Sequence[Template]) -> Worded:
    """The language of a letter, and those that it could be in."""
    languages = frozenset(each.language for each in templates if each.code == draft.template)
    return Worded(draft.language, languages)


def may_go_to(named: str, *, outside: bool) -> str:
    """Whom the letter may go to; `named` are the people of the case with their roles."""
    if not named:
        return "The case names nobody yet."
    if outside:
        return f"To somebody outside this case who received the data, not to {named}."
    return f"On this case: {named}"


_NO_DAY = Missing("The letter has no date. Enter one.", "", blocks_filing=True, field="on")


def lacking(draft: Draft, typed: Addressing, known: Known) -> tuple[Missing, ...]:
    """Everything to be put right before filing or advised, in the order of the letter."""
    return (*([] if typed.on else [_NO_DAY]), *missing(draft, known))


def place_of(item: Missing) -> str:
    """Where to put it right: the key of a part, or the name of a field of `Addressing`."""
    return frame_key(item.field) if item.field in _FRAME else item.block or item.field


def how_it_stands(items: Sequence[Missing]) -> str:
    """One sentence over the list of what is missing."""
    blocking = sum(item.blocks_filing for item in items)
    advised = len(items) - blocking
    if not items:
        return "Nothing is missing. The letter can be filed."
    if not blocking:
        return f"The letter can be filed; {_count(advised, 'point is', 'points are')} advised."
    more = f" {_count(advised, 'point is', 'points are')} advised." if advised else ""
    return (
        f"{_count(blocking, 'point', 'points')} to put right before filing (F8 goes to the next gap).{more}"
    )


def in_few_words(items: Sequence[Missing]) -> str:
    """The same where there is little room."""
    blocking = sum(item.blocks_filing for item in items)
    advised = len(items) - blocking
    if not blocking:
        return f"Can be filed; {advised} advised" if advised else how_it_stands(items)
    return f"{blocking} to put right{f', {advised} advised' if advised else ''}"


_TO_FILL = "Still to fill in: "


def in_short(item: Missing) -> str:
    """A line for it: a gap as it stands in the text, anything else in its sentence."""
    if item.sentence.startswith(_TO_FILL):
        return f"«{item.sentence.removeprefix(_TO_FILL).removesuffix('.')}»"
    return item.sentence


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


FACTS_ASKED = {
    Fact.TRANSFERRED_ABROAD: "Data about the person goes to another country",
    Fact.AUTOMATED_DECISIONS: "Decisions are made by automated means",
    Fact.AT_FAULT: "We got something wrong",
    Fact.REASONS_WITHHELD: "Reasons are withheld, as stating them would defeat the exemption",
}


def facts_asked(draft: Draft) -> tuple[Fact, ...]:
    """What only the officer knows and blocks of this letter hang on."""
    hanging = {fact for block in draft.blocks for fact in block.wording.when | block.wording.unless}
    return tuple(fact for fact in FACTS_ASKED if fact in hanging)


@dataclass(frozen=True)
class Gap:
    """A gap of the text: the part it lies in and its characters, the signs around it included."""

    key: str
    start: int
    end: int


def next_gap(letter: Sequence[Part], key: str, after: int) -> Gap | None:
    """The first gap behind a place of the letter, going round; `key` is empty for the beginning."""
    every = list(_gaps(letter))
    order = [part.key for part in letter]
    here = (order.index(key) if key in order else -1, after)
    behind = [gap for gap in every if (order.index(gap.key), gap.start) >= here]
    return next(iter(behind or every), None)


def _gaps(letter: Sequence[Part]) -> Iterator[Gap]:
    for part in letter:
        if part.included:
            yield from (Gap(part.key, found.start(), found.end()) for found in GAP.finditer(part.text))


_USUAL = (
    "access_response",
    "rectified",
    "erased",
    "restricted",
    "recipients_named",
    "data_sent",
    "objection_upheld",
    "marketing_stopped",
    "automated_decision_reviewed",
    "consent_withdrawn",
    "complaint_acknowledgement",
    "request_acknowledgement",
)


def usual_template(offered: Sequence[Template], *, waits: bool = False) -> str:
    """The code to begin with where the officer named none; empty where nothing is offered.

    On a case that `waits` for another it is none that says data was erased: it could not be filed yet.
    """
    codes = [template.code for template in offered if not (waits and template.nature.says_erased)]
    return next((code for code in _USUAL if code in codes), codes[0] if codes else "")
