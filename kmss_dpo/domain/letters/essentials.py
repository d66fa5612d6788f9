"""What a part of a letter must still say after it was edited: the items of a refusal above all.

A refusal, whole or in part, gives its reasons, the right to complain to the controller (Data Protection Act
2018 s.164A) and to the regulator (s.165), and the possibility of a court (UK GDPR Art 12(4)).
"""

import re
from collections.abc import Iterator

from kmss_dpo.domain.letters.draft import GAP, PLACEHOLDER, Draft, DraftBlock
from kmss_dpo.domain.letters.finding import Missing
from kmss_dpo.domain.letters.known import Known
from kmss_dpo.domain.letters.template import Effect, Fact
from kmss_dpo.domain.letters.words import words_of

_COMPLAIN = re.compile(r"\bcompla(?:in|int)", re.IGNORECASE)
_COURT = re.compile(r"\b(?:court|tribunal)s?\b", re.IGNORECASE)
_COMPLAINING = "that the person has the right to complain"
_SAY: dict[str, tuple[re.Pattern[str], str]] = {
    "complain_to_us": (_COMPLAIN, _COMPLAINING),
    "complain_to_regulator": (_COMPLAIN, _COMPLAINING),
    "regulator": (_COMPLAIN, _COMPLAINING),
    "court": (_COURT, "that a court can be asked"),
}
"""By the key of the block, what shows that it says what it is there for."""
_REGULATOR = "the regulator"
_COURT_BLOCK = "court"


def hollow(draft: Draft, known: Known, *, firm: bool) -> Iterator[Missing]:
    """Parts whose words were edited away from what they are there for.

    Where a letter is written in another language than English (not `firm`) nobody but the officer can say
    whether the words are there.
    """
    for block in draft.blocks:
        law = block.wording.required_by or block.wording.advised_by
        if not (block.included and block.text.strip() and law):
            continue
        if block.wording.required_by and _says_nothing_of_its_own(block):
            yield _without(block, ", ".join(_filled(block)), firm=True)
        elif said := _unsaid(block, known):
            yield _without(block, said, firm=firm)


def _without(block: DraftBlock, what: str, *, firm: bool) -> Missing:
    required = block.wording.required_by
    sentence = f"“{block.wording.title}” no longer says {what}."
    source = required or block.wording.advised_by
    return Missing(sentence, source, blocks_filing=bool(required) and firm, block=block.key)


def _filled(block: DraftBlock) -> list[str]:
    """What the wording of a block leaves to be filled in."""
    return [name.strip() for find in (PLACEHOLDER, GAP) for name in find.findall(block.wording.text)]


def _says_nothing_of_its_own(block: DraftBlock) -> bool:
    """Whether nothing is left but the words around what was to be filled in."""
    if not _filled(block):
        return False
    left = block.text
    fixed = (GAP.sub("\0", PLACEHOLDER.sub("\0", block.wording.text))).split("\0")
    for words in sorted(filter(None, map(str.strip, fixed)), key=len, reverse=True):
        left = left.replace(words, " ")
    return not any(sign.isalnum() for sign in left)


def _unsaid(block: DraftBlock, known: Known) -> str:
    """What a part does not say any more; empty where all is there."""
    says, what = _SAY.get(block.key, (None, ""))
    if says and not says.search(block.text):
        return what
    if _REGULATOR in _filled(block) and not _names(block.text, known.regulator.plain_name()):
        return f"the regulator's name, {known.regulator.name}"
    return ""


def _names(text: str, name: str) -> bool:
    return f" {' '.join(words_of(name))} " in f" {' '.join(words_of(text))} "


def untold_refusal(draft: Draft, known: Known) -> Iterator[Missing]:
    """A decision on the case to leave something out, of which the answer says nothing (UK GDPR Art 12(4))."""
    if not known.withheld or draft.nature.effect is not Effect.ANSWERS:
        return
    telling = [block for block in draft.blocks if block.wording.states is Fact.ANYTHING_LEFT_OUT]
    if telling and Fact.ANYTHING_LEFT_OUT not in draft.facts:
        yield Missing(
            f"A decision on the case leaves something out. Put in “{telling[0].wording.title}”; the rights "
            "of a refusal come with it.",
            "UK GDPR Art 12(4)",
            blocks_filing=True,
            block=telling[0].key,
        )
    elif not any(block.key == _COURT_BLOCK for block in draft.blocks):
        yield Missing(
            "A decision on the case refuses something; this letter does not give the rights that go with a "
            "refusal. Choose a template that refuses, if the decision still stands.",
            "UK GDPR Art 12(4)",
            blocks_filing=False,
            field="template",
        )
