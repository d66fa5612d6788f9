"""What is being typed of a wording: the wording itself, changed a part at a time, and what is said of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from kmss_dpo.domain.letters import LANGUAGE_NAMES, Block, Language, Template
from kmss_dpo.domain.letters.draft import PLACEHOLDER
from kmss_dpo.domain.letters.sample import FIELDS
from kmss_dpo.domain.letters.wording_flaws import Flaw
from kmss_dpo.domain.letters.wordings import (
    OwnBlock,
    Translation,
    Wording,
    Words,
    as_shipped,
    up_to_date,
    whole,
    words_of,
)
from kmss_dpo.services.wordings import OpenWording, WordingVersion
from kmss_dpo.support.clock import LONDON
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.letters.form_state import Mark

OTHERS: tuple[Language, ...] = tuple(language for language in Language if language is not Language.ENGLISH)
"""What a letter can be worded in beside English."""
OWN_PART = "A part of your own"


def marks(text: str) -> tuple[Mark, ...]:
    """Where the fields that the register knows stand in a text."""
    found = ((place, place[1].strip()) for place in PLACEHOLDER.finditer(text))
    return tuple(
        Mark(place.start(), place.end(), f"{name}, {FIELDS[name].value}")
        for place, name in found
        if name in FIELDS
    )


def field_options() -> list[tuple[str, str]]:
    """The fields that can be put in: words and what is typed for them."""
    return [(f"{name} ({origin.value})", f"{{{{{name}}}}}") for name, origin in sorted(FIELDS.items())]


def with_head(wording: Wording, **typed: str) -> Wording:
    """Another title or subject."""
    return replace(wording, head=replace(wording.head, **typed))


def reworded(wording: Wording, key: str, **typed: str) -> Wording:
    """A part with another title, heading or text."""
    return _with(wording, key, lambda block: replace(block, words=replace(block.words, **typed)))


def put_in(wording: Wording, key: str, *, included: bool) -> Wording:
    """Whether a letter begins with a part."""
    return _with(wording, key, lambda block: replace(block, included=included))


def _with(wording: Wording, key: str, change: Callable[[OwnBlock], OwnBlock]) -> Wording:
    blocks = (change(each) if each.key == key else each for each in wording.blocks)
    return replace(wording, blocks=tuple(blocks))


def worded_in(wording: Wording, language: Language, *, on: bool) -> Wording:
    """With or without words in another language."""
    others = tuple(each for each in wording.translations if each.language is not language)
    return replace(wording, translations=(*others, Translation(language)) if on else others)


def translated_subject(wording: Wording, language: Language, subject: str) -> Wording:
    """Another subject in another language."""
    return _in(wording, replace(wording.translation(language), subject=subject))


def translated(wording: Wording, language: Language, key: str, heading: str, text: str) -> Wording:
    """A part with another heading or text in another language."""
    translation = wording.translation(language)
    others = tuple(each for each in translation.blocks if each.key != key)
    block = replace(translation.block(key), heading=heading, text=text)
    return _in(wording, replace(translation, blocks=(*others, block)))


def _in(wording: Wording, changed: Translation) -> Wording:
    translations = (changed if each.language is changed.language else each for each in wording.translations)
    return replace(wording, translations=tuple(translations))


def without(wording: Wording, key: str) -> Wording:
    """A part taken away, in every language."""
    return replace(
        wording,
        blocks=tuple(each for each in wording.blocks if each.key != key),
        removed=(*wording.removed, *(each.key for each in wording.blocks if each.key == key and each.base)),
        translations=tuple(
            replace(each, blocks=tuple(block for block in each.blocks if block.key != key))
            for each in wording.translations
        ),
    )


def movable(wording: Wording, shipped: Template, key: str, step: int) -> bool:
    """Whether a part can go so many places on: what stands apart stays behind the signature."""
    keys, apart = [each.key for each in wording.blocks], _apart(shipped)
    to = keys.index(key) + step
    return 0 <= to < len(keys) and (keys[to] in apart) == (key in apart)


def moved(wording: Wording, shipped: Template, key: str, step: int) -> Wording:
    """A part one place further up (-1) or down (1), as far as it can go."""
    if not movable(wording, shipped, key, step):
        return wording
    blocks = list(wording.blocks)
    at = next(at for at, each in enumerate(blocks) if each.key == key)
    blocks.insert(at + step, blocks.pop(at))
    return replace(wording, blocks=tuple(blocks))


def _apart(shipped: Template) -> frozenset[str]:
    return frozenset(each.key for each in shipped.blocks if each.apart)


def ships_elsewhere(wording: Wording, shipped: Template) -> dict[str, str]:
    """Where a part that was moved ships, as few parts as explain the order; one's own parts ship nowhere."""
    titles = {each.key: each.words.title for each in wording.blocks}
    ships = [each.key for each in shipped.blocks if each.key in titles]
    now = [each for each in titles if each in ships]
    kept = SequenceMatcher(a=ships, b=now, autojunk=False).get_matching_blocks()
    stayed = {key for run in kept for key in ships[run.a : run.a + run.size]}
    return {
        key: f"It ships after “{titles[ships[at - 1]]}”." if at else "It ships as the first part."
        for at, key in enumerate(ships)
        if key not in stayed
    }


def sample_options(wording: Wording, shipped: Template) -> list[tuple[str, str]]:
    """The parts that the sample can do without: key and title of those that stand in some letters only."""
    blocks = whole(wording, shipped, Language.ENGLISH).blocks
    return [(each.key, each.title) for each in blocks if each.in_some_letters]


def sample_words(left_out: int) -> str:
    """What is to know of the sample, of which so many parts are left out."""
    shown = "Every part is shown, those too that stand in some letters only."
    if left_out:
        one = "1 part that stands in some letters only is left out."
        shown = one if left_out == 1 else f"{left_out} parts that stand in some letters only are left out."
    return f"A sample: the person and the case are invented. {shown}"


def parts_to_add(wording: Wording, shipped: Template) -> list[tuple[str, str]]:
    """What can be added: title and key each; a part of one's own has none yet."""
    away = [(each.title, each.key) for each in shipped.blocks if each.key in wording.removed]
    return [(OWN_PART, ""), *away]


def with_part(wording: Wording, shipped: Template, key: str) -> Wording:
    """A shipped part put back in its place; for no key one of one's own, the last before the signature."""
    if key:
        return up_to_date(
            replace(wording, removed=tuple(each for each in wording.removed if each != key)), shipped
        )
    own = OwnBlock(f"own-{_next_number(wording)}", Words("My own part", "", ""))
    apart = _apart(shipped)
    before = tuple(each for each in wording.blocks if each.key not in apart)
    behind = tuple(each for each in wording.blocks if each.key in apart)
    return replace(wording, blocks=(*before, own, *behind))


def _next_number(wording: Wording) -> int:
    numbers = [each.key.removeprefix("own-") for each in wording.blocks if each.key.startswith("own-")]
    return max(map(int, numbers), default=0) + 1


def shown_options(opened: OpenWording) -> list[tuple[str, Wording]]:
    """What can be looked at and brought back: how it is now, each earlier version, what ships."""
    now = [("As it is now", opened.wording)]
    earlier = [
        (version_words(each), up_to_date(each.wording, opened.shipped)) for each in opened.versions[1:]
    ]
    shipped = replace(as_shipped(opened.shipped), translations=opened.wording.translations)
    return [*now, *earlier, ("As it ships", shipped)]


def version_words(version: WordingVersion) -> str:
    """A version by its moment and its person."""
    there = version.at.astimezone(LONDON)
    return f"{write_day(there.date())}, {there:%H:%M}, {version.by}"


def changed_words(changed: Sequence[str]) -> str:
    """That the program ships other words now than when the officer worded it; empty where it does not."""
    if not changed:
        return ""
    named = ", ".join(f"“{title}”" for title in changed)
    return f"What ships has changed since you worded this letter: {named}. Compare it there."


def compared(wording: Wording, shipped: Template) -> dict[str, str]:
    """What is said of each part that ships otherwise: where it stands there, and in which words."""
    elsewhere = ships_elsewhere(wording, shipped)
    words = {block.key: _ships_as(block, shipped) for block in wording.blocks}
    both = {key: "\n\n".join(filter(None, (elsewhere.get(key, ""), words[key]))) for key in words}
    return {key: said for key, said in both.items() if said}


def _ships_as(block: OwnBlock, shipped: Template) -> str:
    """The part as it ships; empty where the officer words it so, or it is the officer's own."""
    found = next((each for each in shipped.blocks if each.key == block.key), None)
    if found is None or words_of(found) == block.words:
        return ""
    heading = f"{found.heading}\n\n" if found.heading else ""
    return f"It ships as “{found.title}”:\n\n{heading}{found.text}"


def flaws_of(flaws: Iterable[Flaw], block: str, language: Language) -> list[Flaw]:
    """What is wrong with the words of one part in one language, the worst first."""
    these = [flaw for flaw in flaws if (flaw.block, flaw.language) == (block, language)]
    return sorted(these, key=lambda flaw: not flaw.blocks_saving)


def row_of(flaw: Flaw) -> str:
    """The row of the form that a flaw outside the parts belongs to."""
    return flaw.field if flaw.language is Language.ENGLISH else flaw.language.value


def row_errors(flaws: Iterable[Flaw]) -> dict[str, str]:
    """What is wrong outside the parts, by row."""
    said: dict[str, list[str]] = {}
    for flaw in flaws:
        if not flaw.block:
            said.setdefault(row_of(flaw), []).append(flaw.sentence)
    return {row: " ".join(sentences) for row, sentences in said.items()}


def law_words(block: Block) -> str:
    """Who asks for a part."""
    if block.required_by:
        return f"{block.required_by} requires it"
    return f"advised: {block.advised_by}" if block.advised_by else ""


def caption(name: str, language: Language) -> str:
    """A field by its name, and by its language where that is not English."""
    return name if language is Language.ENGLISH else f"{name} in {LANGUAGE_NAMES[language]}"
