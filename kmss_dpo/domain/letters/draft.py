"""A letter being written: composed from a template, edited by the officer, frozen when it is filed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile

from kmss_dpo.domain.ids import LetterId
from kmss_dpo.domain.letterhead import SignatureBlock
from kmss_dpo.domain.letters.languages import Language, closing_to, long_date, salutation_to
from kmss_dpo.domain.letters.meant import Meant, Strange
from kmss_dpo.domain.letters.template import Block, Fact, Nature, Template
from kmss_dpo.domain.letters.values import Origin, Value, Values, spoken_in
from kmss_dpo.domain.letters.words import days_in

PLACEHOLDER = re.compile(r"\{\{([^{}]+)\}\}")
GAP = re.compile(r"«([^«»]*)»")


@dataclass(frozen=True)
class Span:
    """Characters `start` to `end` (not included) of a block's text, which a field filled."""

    start: int
    end: int
    field: str
    origin: Origin


@dataclass(frozen=True)
class DraftBlock:
    """A block with its text as it now stands; `wording` is the template's block that it came from."""

    wording: Block
    text: str
    included: bool
    spans: tuple[Span, ...] = ()

    @property
    def key(self) -> str:
        """The name of the block within its letter."""
        return self.wording.key


@dataclass(frozen=True)
class Particulars:
    """Whom the letter goes to, when, under which reference; `address` without the name, line by line."""

    recipient: str
    address: tuple[str, ...]
    on: date
    reference: str


@dataclass(frozen=True)
class Draft:
    """A letter whole: everything that is drawn, and what must still be known to check it.

    `nature` and `language` are what its template said. `justification` says why reasons are withheld, `meant`
    what of another case stands there on purpose; both are kept on the case and never drawn. `supersedes` is
    the filed letter in whose place this one is written.
    """

    template: str
    particulars: Particulars
    subject: str
    salutation: str
    blocks: tuple[DraftBlock, ...]
    closing: str
    signature: tuple[str, ...]
    facts: frozenset[Fact] = frozenset()
    justification: str = ""
    nature: Nature = field(default_factory=Nature)
    supersedes: LetterId | None = None
    meant: tuple[Meant, ...] = ()
    language: Language = Language.ENGLISH

    def is_worded_as(self, template: str, language: Language) -> bool:
        """Whether it was begun from that template, in that language."""
        return (self.template, self.language) == (template, language)

    def block(self, key: str) -> DraftBlock:
        """The block of that key; the key comes from the draft itself."""
        return next(block for block in self.blocks if block.key == key)


_USUAL = SignatureBlock()


def compose(
    template: Template,
    particulars: Particulars,
    values: Values,
    facts: frozenset[Fact],
    signature: SignatureBlock = _USUAL,
) -> Draft:
    """Fill a template: fields without a value stay visible as gaps, «like this»."""
    language = template.language
    on = Value(long_date(particulars.on, language), Origin.CASE)
    everything = {**spoken_in(values, language), "letter date": on}
    name, title, organisation = (
        _fill(f"{{{{{field}}}}}", everything)[0]
        for field in ("name of the officer", "title of the officer", "our organisation")
    )
    return Draft(
        template=template.code,
        particulars=particulars,
        subject=_fill(template.subject, everything)[0],
        salutation=salutation_to(particulars.recipient, language),
        blocks=tuple(_compose_block(block, everything, facts) for block in template.blocks),
        closing=signature.closing.strip() or closing_to(particulars.recipient, language),
        signature=signature.signed((name, title, organisation)),
        facts=facts,
        nature=template.nature,
        language=language,
    )


def as_begun(draft: Draft, template: Template) -> Template:
    """The template with the words that a draft was begun with, whatever they are by now."""
    blocks = tuple(block.wording for block in draft.blocks)
    return replace(template, blocks=blocks, language=draft.language)


def _compose_block(block: Block, values: Values, facts: frozenset[Fact]) -> DraftBlock:
    text, spans = _fill(block.text, values)
    return DraftBlock(block, text, block.included and block.applies(facts), spans)


def _fill(text: str, values: Values) -> tuple[str, tuple[Span, ...]]:
    """The text with its placeholders filled, and where each value went."""
    pieces: list[str] = []
    spans: list[Span] = []
    length = done = 0
    for place in PLACEHOLDER.finditer(text):
        name = place[1].strip()
        value = values.get(name)
        filled = value.text if value and value.text else f"«{name}»"
        pieces += [text[done : place.start()], filled]
        length += place.start() - done
        if value and value.text:
            spans.append(Span(length, length + len(filled), name, value.origin))
        length += len(filled)
        done = place.end()
    return "".join([*pieces, text[done:]]), tuple(spans)


def edit_text(draft: Draft, key: str, text: str) -> Draft:
    """The draft with a block's text replaced; fields outside the edited stretch keep their origin."""
    block = draft.block(key)
    return _with_block(draft, replace(block, text=text, spans=_moved(block, text)))


def _moved(block: DraftBlock, text: str) -> tuple[Span, ...]:
    """The spans that an edit left whole, at their new places."""
    head = _alike(block.text, text)
    room = min(len(block.text), len(text)) - head
    tail = min(room, _alike(block.text[::-1], text[::-1]))
    shift = len(text) - len(block.text)
    before = [span for span in block.spans if span.end <= head]
    after = [
        replace(span, start=span.start + shift, end=span.end + shift)
        for span in block.spans
        if span.end > head and span.start >= len(block.text) - tail
    ]
    return (*before, *after)


def _alike(one: str, other: str) -> int:
    """How many characters two texts share from their start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def include(draft: Draft, key: str, *, included: bool) -> Draft:
    """The draft with a block put in or left out; blocks that hang on what this states follow."""
    stated = draft.block(key).wording.states
    if stated:
        draft = set_fact(draft, stated, holds=included)
    return _with_block(draft, replace(draft.block(key), included=included))


def set_fact(draft: Draft, fact: Fact, *, holds: bool) -> Draft:
    """The draft with a fact of the case changed; blocks that hang on it follow."""
    facts = draft.facts | {fact} if holds else draft.facts - {fact}
    blocks = tuple(_follow(block, draft.facts, facts) for block in draft.blocks)
    return replace(draft, facts=facts, blocks=blocks)


def _follow(block: DraftBlock, before: frozenset[Fact], now: frozenset[Fact]) -> DraftBlock:
    """A block the facts now call for put in, one they no longer call for taken out, others as they are."""
    applies = block.wording.applies(now)
    if block.wording.applies(before) == applies:
        return block
    return replace(block, included=applies and block.wording.included)


def readdress(draft: Draft, particulars: Particulars) -> Draft:
    """The draft to another recipient, on another day; greeting and closing words of one's own stay."""
    before, language = draft.particulars.recipient, draft.language
    if draft.salutation != salutation_to(before, language):
        return replace(draft, particulars=particulars)
    usual = draft.closing == closing_to(before, language)
    return replace(
        draft,
        particulars=particulars,
        salutation=salutation_to(particulars.recipient, language),
        closing=closing_to(particulars.recipient, language) if usual else draft.closing,
    )


def with_meant(draft: Draft, what: Strange, words: str, said: Meant | None) -> Draft:
    """The draft with what is said of one thing of another case; None takes it back."""
    others = tuple(each for each in draft.meant if (each.what, each.words) != (what, words))
    return replace(draft, meant=(*others, said) if said else others)


_UPDATE = "next_update"


def promises_update(draft: Draft) -> bool:
    """Whether the letter tells the person by when they hear again."""
    return any(block.key == _UPDATE and block.included for block in draft.blocks)


def promised_update(draft: Draft) -> date | None:
    """The day by which the letter promises to write again; None where it names none that can be read."""
    if not promises_update(draft):
        return None
    return next(iter(days_in(draft.block(_UPDATE).text, draft.particulars.on)), None)


def gaps(texts: Sequence[str]) -> tuple[str, ...]:
    """What is still to be filled in, each once, in the order of the texts."""
    return tuple(dict.fromkeys(gap for text in texts for gap in GAP.findall(text)))


def fill_gaps(draft: Draft, answers: Mapping[str, str]) -> Draft:
    """The draft with each gap filled that has an answer; what is empty stays a gap."""
    for block in draft.blocks:
        text = GAP.sub(lambda gap: answers.get(gap[1], "").strip() or gap[0], block.text)
        if text != block.text:
            draft = edit_text(draft, block.key, text)
    return draft


def _with_block(draft: Draft, changed: DraftBlock) -> Draft:
    blocks = tuple(changed if block.key == changed.key else block for block in draft.blocks)
    return replace(draft, blocks=blocks)
