"""The officer's own wording of a letter over the one that ships: which parts, in which words and languages.

It holds text and nothing else. What a letter is, which law asks for which part and when a part applies stay
with the shipped template, so that no wording can lose them.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from kmss_dpo.domain.letters.languages import Language
from kmss_dpo.domain.letters.template import Block, Template


@dataclass(frozen=True)
class Words:
    """What a part of a letter says."""

    title: str
    heading: str
    text: str


@dataclass(frozen=True)
class OwnBlock:
    """One part as the officer words it.

    `base` are the shipped words that it was made of; None for a part that is the officer's own.
    """

    key: str
    words: Words
    included: bool = True
    base: Words | None = None

    @property
    def reworded(self) -> bool:
        """Whether the words are others than those that shipped."""
        return self.words != self.base


@dataclass(frozen=True)
class TranslatedBlock:
    """The same part in another language; `of` are the English words that it says."""

    key: str
    heading: str = ""
    text: str = ""
    of: Words | None = None


@dataclass(frozen=True)
class Translation:
    """A letter in another language than English, part by part."""

    language: Language
    subject: str = ""
    blocks: tuple[TranslatedBlock, ...] = ()

    def block(self, key: str) -> TranslatedBlock:
        """A part, empty where it is not translated."""
        return next((each for each in self.blocks if each.key == key), TranslatedBlock(key))


@dataclass(frozen=True)
class Head:
    """What the officer calls a letter, and what its subject line says."""

    title: str
    subject: str


@dataclass(frozen=True)
class Wording:
    """A letter as the officer words it, made of `base`; `removed` are the shipped parts taken away."""

    head: Head
    base: Head
    blocks: tuple[OwnBlock, ...]
    translations: tuple[Translation, ...] = ()
    removed: tuple[str, ...] = ()

    def translation(self, language: Language) -> Translation:
        """Its words in another language, empty where there are none."""
        found = (each for each in self.translations if each.language is language)
        return next(found, Translation(language))

    def languages(self) -> tuple[Language, ...]:
        """English, and those that it is translated into."""
        return (Language.ENGLISH, *(each.language for each in self.translations))


def as_shipped(shipped: Template) -> Wording:
    """The wording that came with the program."""
    head = Head(shipped.title, shipped.subject)
    return Wording(head, head, tuple(own_block(each) for each in shipped.blocks))


def own_block(shipped: Block) -> OwnBlock:
    """A shipped part as it is."""
    words = words_of(shipped)
    return OwnBlock(shipped.key, words, shipped.included, words)


def words_of(block: Block) -> Words:
    """What a block says."""
    return Words(block.title, block.heading, block.text)


def up_to_date(wording: Wording, shipped: Template) -> Wording:
    """A wording kept earlier, over what ships now.

    What was never reworded follows the program; what shipped since then comes in at its place; what the law
    requires is never left away.
    """
    now = {each.key: each for each in shipped.blocks}
    followed = [_followed(each, now.get(each.key)) for each in wording.blocks]
    blocks = [each for each in followed if each]
    removed = tuple(key for key in wording.removed if key in now and not now[key].required_by)
    for at, block in enumerate(shipped.blocks):
        if block.key not in removed and all(each.key != block.key for each in blocks):
            blocks.insert(_place(blocks, shipped.blocks[:at]), own_block(block))
    keys = {each.key for each in blocks}
    head, base = wording.head, wording.base
    return replace(
        wording,
        head=Head(
            title=shipped.title if head.title == base.title else head.title,
            subject=shipped.subject if head.subject == base.subject else head.subject,
        ),
        blocks=tuple(blocks),
        removed=removed,
        translations=tuple(
            replace(each, blocks=tuple(block for block in each.blocks if block.key in keys))
            for each in wording.translations
        ),
    )


def _followed(block: OwnBlock, now: Block | None) -> OwnBlock | None:
    """A part over what ships now; None where it is gone and nobody reworded it."""
    if now is None:
        return replace(block, base=None) if block.reworded else None
    return block if block.reworded else replace(own_block(now), included=block.included)


def _place(blocks: list[OwnBlock], before: tuple[Block, ...]) -> int:
    """Behind the last of the parts that stand before it where it ships."""
    keys = {each.key for each in before}
    return max((at for at, each in enumerate(blocks, start=1) if each.key in keys), default=0)


def rebased(wording: Wording, shipped: Template) -> Wording:
    """A wording as it is kept: made of what ships now, translated from what it says now."""
    base = {each.key: words_of(each) for each in shipped.blocks}
    english = {each.key: each.words for each in wording.blocks}
    return replace(
        wording,
        base=Head(shipped.title, shipped.subject),
        blocks=tuple(replace(each, base=base.get(each.key)) for each in wording.blocks),
        removed=tuple(key for key in base if key not in english),
        translations=tuple(
            replace(
                each,
                blocks=tuple(
                    replace(block, of=english[block.key]) for block in each.blocks if block.key in english
                ),
            )
            for each in wording.translations
        ),
    )


def is_own(wording: Wording, shipped: Template) -> bool:
    """Whether it says anything else than what ships, in English."""
    return replace(rebased(wording, shipped), translations=()) != as_shipped(shipped)


def changed_since(wording: Wording, shipped: Template) -> tuple[str, ...]:
    """The titles of what ships otherwise now than when the officer worded it; the subject is “Subject”."""
    now = {each.key: each for each in shipped.blocks}
    titles = ["Subject"] if _subject_changed(wording, shipped) else []
    for block in wording.blocks:
        ships = now.get(block.key)
        if block.base and block.base != (words_of(ships) if ships else None) and _matters(wording, block):
            titles.append(block.words.title)
    known = {*wording.removed, *(each.key for each in wording.blocks)}
    return (*titles, *(each.title for each in shipped.blocks if each.key not in known))


def _subject_changed(wording: Wording, shipped: Template) -> bool:
    reworded = wording.head.subject != wording.base.subject or bool(wording.translations)
    return reworded and wording.base.subject != shipped.subject


def _matters(wording: Wording, block: OwnBlock) -> bool:
    """Whether the officer has words of it that do not follow the program."""
    return block.reworded or any(each.block(block.key).text for each in wording.translations)


def worded(wording: Wording, shipped: Template, wished: Language = Language.ENGLISH) -> Template:
    """The template in the officer's words, in the language wished for where there is a wording in it.

    A part without words in another language than English is left out of it.
    """
    language = wished if wished in wording.languages() else Language.ENGLISH
    template = whole(wording, shipped, language)
    if language is Language.ENGLISH:
        return template
    return replace(template, blocks=tuple(each for each in template.blocks if each.text.strip()))


def whole(wording: Wording, shipped: Template, language: Language) -> Template:
    """The template in a language with every part, those too that have no words in it."""
    law = {each.key: each for each in shipped.blocks}
    blocks = tuple(_block(each, law.get(each.key)) for each in wording.blocks)
    english = replace(shipped, title=wording.head.title, subject=wording.head.subject, blocks=blocks)
    if language is Language.ENGLISH:
        return english
    other = wording.translation(language)
    translated = [(block, other.block(block.key)) for block in blocks]
    return replace(
        english,
        subject=other.subject,
        blocks=tuple(replace(block, heading=its.heading, text=its.text) for block, its in translated),
        language=language,
    )


def _block(own: OwnBlock, law: Block | None) -> Block:
    """The officer's words with what the program knows of the part."""
    said = own.words
    known = law or Block(own.key, said.title, said.text)
    return replace(known, title=said.title, heading=said.heading, text=said.text, included=own.included)


def wording_to_plain(wording: Wording) -> dict[str, Any]:
    """The wording as text, numbers, lists and dictionaries only."""
    return asdict(wording)


def wording_from_plain(plain: Mapping[str, Any]) -> Wording:
    """The wording that `wording_to_plain` wrote."""
    return Wording(
        head=Head(**plain["head"]),
        base=Head(**plain["base"]),
        blocks=tuple(
            OwnBlock(each["key"], Words(**each["words"]), each["included"], _words(each["base"]))
            for each in plain["blocks"]
        ),
        translations=tuple(
            Translation(
                Language(each["language"]),
                each["subject"],
                tuple(TranslatedBlock(**{**block, "of": _words(block["of"])}) for block in each["blocks"]),
            )
            for each in plain["translations"]
        ),
        removed=tuple(plain["removed"]),
    )


def _words(plain: Mapping[str, Any] | None) -> Words | None:
    return Words(**plain) if plain else None
