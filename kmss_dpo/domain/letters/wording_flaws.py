"""What is wrong with the officer's wording of a letter: what the law asks for stays in it, fields are known.

The words are looked at as those of a letter are, in a letter in which every field is filled.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kmss_dpo.domain.letters.draft import GAP, PLACEHOLDER, Draft, gaps
from kmss_dpo.domain.letters.languages import LANGUAGE_NAMES, Language
from kmss_dpo.domain.letters.missing import missing
from kmss_dpo.domain.letters.sample import FIELDS, sample_letter, sample_values
from kmss_dpo.domain.letters.template import Block, Template
from kmss_dpo.domain.letters.values import Origin
from kmss_dpo.domain.letters.wordings import Wording, whole
from kmss_dpo.domain.organisation import Organisation, Regulator

_BRACES = re.compile(r"\{\{|\}\}")
_NO_FILE_NAME = re.compile(r'[<>"/\\|?*]')
_MOST_IN_TITLE = 80
_HALF_A_GAP = re.compile("[«»]")


@dataclass(frozen=True)
class Flaw:
    """A sentence, the law behind it, and whether it can't be saved like that.

    `block` is the key of the part that it is about, `field` else “title” or “subject”; it lies in the words
    of that `language`.
    """

    sentence: str
    source: str = ""
    blocks_saving: bool = True
    block: str = ""
    field: str = ""
    language: Language = Language.ENGLISH


def flaws(wording: Wording, shipped: Template) -> tuple[Flaw, ...]:
    """Everything that is wrong, in the order of the letter, English first."""
    found = list(_title(wording))
    for language in wording.languages():
        found += _in_language(whole(wording, shipped, language), wording, shipped)
    return tuple(found)


def _title(wording: Wording) -> Iterator[Flaw]:
    if not wording.head.title.strip():
        yield Flaw("Give the letter a title.", field="title")
    if _NO_FILE_NAME.search(wording.head.title):
        yield Flaw('A filed letter is named after its title: leave out < > " / \\ | ? and *.', field="title")
    if len(wording.head.title) > _MOST_IN_TITLE:
        yield Flaw(f"Keep the title within {_MOST_IN_TITLE} characters.", field="title")
    if not wording.blocks:
        yield Flaw("A letter needs at least one part.", field="title")


def _in_language(template: Template, wording: Wording, shipped: Template) -> Iterator[Flaw]:
    language, law = template.language, {each.key: each for each in shipped.blocks}
    if not template.subject.strip():
        yield Flaw("Write the subject.", field="subject", language=language)
    for flaw in _signs(template.subject):
        yield replace(flaw, field="subject", language=language)
    english = {each.key: each.words for each in wording.blocks}
    for block in template.blocks:
        said = [
            *_empty(block, english[block.key].heading, language),
            *_signs(block.text),
            *_signs(block.heading),
        ]
        if block.required_by and block.text.strip():
            said += _lost(block, law[block.key])
        for flaw in said:
            yield replace(flaw, block=block.key, language=language)
    yield from _as_in_a_letter(template)


def _as_in_a_letter(template: Template) -> Iterator[Flaw]:
    """What would be wrong with a letter in these words, whatever its case: empty parts, law that is gone."""
    values = sample_values(Organisation(), Regulator(), template.language)
    for item in missing(_closed(sample_letter(template, values))):
        if item.block or item.field == "subject":
            yield Flaw(
                item.sentence, item.source, item.blocks_filing, item.block, item.field, template.language
            )


def _closed(letter: Draft) -> Draft:
    """The letter with its gaps taken as filled, as they are before it is filed, and no sign of one alone."""
    blocks = tuple(replace(each, text=_without_gaps(each.text), spans=()) for each in letter.blocks)
    return replace(letter, subject=_without_gaps(letter.subject), blocks=blocks)


def _without_gaps(text: str) -> str:
    return _HALF_A_GAP.sub("", GAP.sub(r"\1", text))


def _empty(block: Block, english_heading: str, language: Language) -> Iterator[Flaw]:
    """A part without words; what the law asks for or advises is found with the letter."""
    if not block.title.strip():
        yield Flaw("Give this part a name.")
    name = LANGUAGE_NAMES[language]
    free = not (block.required_by or block.advised_by)
    if language is Language.ENGLISH:
        if free and not block.text.strip():
            yield Flaw("This part is empty. Write its text, or take it away.")
    elif free and not block.text.strip():
        yield Flaw(f"No {name} words: {name} letters are without this part.", blocks_saving=False)
    elif english_heading.strip() and block.text.strip() and not block.heading.strip():
        yield Flaw(f"The heading has no {name} words.", blocks_saving=False)


def _signs(text: str) -> Iterator[Flaw]:
    """Fields that nobody knows, and signs that begin or end nothing."""
    for name in _fields(text):
        if name not in FIELDS:
            yield Flaw(
                f"The register knows no field “{name}”. It is a gap to fill in in each letter.",
                blocks_saving=False,
            )
    if _BRACES.search(PLACEHOLDER.sub("", text)):
        yield Flaw("A field stands between {{ and }}. One of these stands alone here.")
    if _HALF_A_GAP.search(GAP.sub("", text)):
        yield Flaw("A gap stands between « and ». One of these stands alone here.")


def _lost(block: Block, shipped: Block) -> Iterator[Flaw]:
    """Fields without which a part that the law asks for may say nothing.

    What is the same in every letter can be said in words; what hangs on the case must be filled, by the
    register or by the officer.
    """
    there = {*_fields(block.text), *gaps([block.text])}
    for name in _fields(shipped.text):
        if name in there:
            continue
        if FIELDS.get(name) is Origin.SETTINGS:
            sentence = (
                f"The field “{name}” was taken out. Say it in words, and put them right when it changes."
            )
            yield Flaw(sentence, block.required_by, blocks_saving=False)
        else:
            sentence = f"Put in the field {{{{{name}}}}}, or «{name}» to fill it in yourself in each letter."
            yield Flaw(sentence, block.required_by)


def _fields(text: str) -> list[str]:
    return list(dict.fromkeys(name.strip() for name in PLACEHOLDER.findall(text)))
