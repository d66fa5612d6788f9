"""What the law requires of a letter and is not there; filing waits until it is."""

import re
from collections.abc import Iterator

from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.letters.draft import Draft, DraftBlock, gaps
from kmss_dpo.domain.letters.finding import Missing
from kmss_dpo.domain.letters.people import People, misdirected, unsafe_addresses_only, unsafe_way
from kmss_dpo.domain.letters.template import Fact
from kmss_dpo.domain.links import OFFENCE, WITHHOLDING

# An article number, with what may stand between "Articles" and it: "Articles 15, 21(1) and 22".
_REPEALED = re.compile(
    r"\bArt(?:icle)?s?\.?\s{0,3}(?:\d{1,3}[A-Z]?(?:\(\w{1,3}\)){0,3}\s{0,3}(?:,|and|or|to|&|-|\u2013)\s{0,3}){0,20}"
    r"(77|22)(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_OLD_NAME = re.compile(
    r"\bInformation\s{1,3}Commissioner(?:['\u2019\u02bc]?s)?\s{1,3}Office\b", re.IGNORECASE
)


def missing(draft: Draft, people: People | None = None) -> tuple[Missing, ...]:
    """Everything to be put right, in the order of the letter.

    Without `people` the words alone are looked at, not whom they go to.
    """
    return (
        *_too_early(draft, people or People()),
        *_recipient(draft, people),
        *_address(draft, people or People()),
        *_frame(draft),
        *_withheld(draft),
        *_blocks(draft),
        *_wrong_words(draft),
    )


def check_filing(draft: Draft, people: People) -> None:
    """Raise `Mistake`, naming everything that blocks, where the letter cannot be filed yet."""
    blocking = [item.sentence for item in missing(draft, people) if item.blocks_filing]
    if blocking:
        raise Mistake("The letter can't be filed yet. " + " ".join(blocking))


def check_recipient(draft: Draft, people: People) -> None:
    """Raise `Mistake` where a filed letter must not go to the person it is addressed to."""
    blocking = [item.sentence for item in misdirected(draft, people) if item.blocks_filing]
    if blocking:
        raise Mistake("This can't be recorded as sent. " + " ".join(blocking))


def _too_early(draft: Draft, people: People) -> Iterator[Missing]:
    """Nothing is erased, nor said to be, while a case that is answered first is open."""
    if draft.nature.says_erased and people.waits_for:
        first = " and ".join(people.waits_for)
        sentence = (
            f"Waits for {first}, still open. Answer that first: this letter says that data was erased, and "
            f"{OFFENCE}."
        )
        yield Missing(sentence, WITHHOLDING, blocks_filing=True)


def _recipient(draft: Draft, people: People | None) -> Iterator[Missing]:
    if not draft.particulars.recipient.strip():
        yield Missing("The letter has no recipient. Enter a name.", "", blocks_filing=True, field="recipient")
    elif people is not None:
        yield from misdirected(draft, people)


def _address(draft: Draft, people: People) -> Iterator[Missing]:
    if Fact.ELECTRONIC in draft.facts:
        if said := unsafe_way(Channel.EMAIL, draft, people):
            yield Missing(said, "", blocks_filing=False, field="electronic")
    elif not any(line.strip() for line in draft.particulars.address):
        there_is = "There is no postal address."
        if unsafe_addresses_only(draft, people):
            there_is = "The only postal address of this person is marked unsafe to write to."
        sentence = f"{there_is} Enter one, or say that the letter goes by email."
        yield Missing(sentence, "", blocks_filing=True, field="address")
    elif said := unsafe_way(Channel.POST, draft, people):
        yield Missing(said, "", blocks_filing=False, field="address")
    if not draft.particulars.reference.strip():
        yield Missing("The letter has no reference.", "", blocks_filing=True, field="reference")


def _frame(draft: Draft) -> Iterator[Missing]:
    """Gaps outside the blocks: subject, salutation, signature."""
    frame = {
        "subject": draft.subject,
        "salutation": draft.salutation,
        "closing": draft.closing,
        "signature": "\n".join(draft.signature),
    }
    for field, text in frame.items():
        for gap in gaps([text]):
            yield Missing(f"Still to fill in: {gap}.", "", blocks_filing=True, field=field)


def _withheld(draft: Draft) -> Iterator[Missing]:
    """Reasons may stay unsaid where stating them would defeat the exemption; why, the case must hold."""
    if Fact.REASONS_WITHHELD in draft.facts and not draft.justification.strip():
        yield Missing(
            "Reasons are withheld without a justification. Write down why; it is kept on the case.",
            "Data Protection Act 2018 Schedule 2",
            blocks_filing=True,
            field="justification",
        )


def _blocks(draft: Draft) -> Iterator[Missing]:
    for block in draft.blocks:
        here = block.included and block.text.strip()
        if not here and block.wording.applies(draft.facts):
            yield from _absent(block)
        if block.included:
            for gap in gaps([block.text]):
                source = block.wording.required_by or block.wording.advised_by
                yield Missing(f"Still to fill in: {gap}.", source, blocks_filing=True, block=block.key)


def _absent(block: DraftBlock) -> Iterator[Missing]:
    what, state = block.wording.title, "is empty" if block.included else "is left out"
    if block.wording.required_by:
        sentence = f"“{what}” {state}; {block.wording.required_by} requires it."
        yield Missing(sentence, block.wording.required_by, blocks_filing=True, block=block.key)
    elif block.wording.advised_by:
        sentence = f"“{what}” {state}. It is advised ({block.wording.advised_by})."
        yield Missing(sentence, block.wording.advised_by, blocks_filing=False, block=block.key)


def _wrong_words(draft: Draft) -> Iterator[Missing]:
    """Law that no longer stands, and the regulator's name of before 30 September 2026."""
    texts = [("", draft.subject)]
    texts += [
        (block.key, f"{block.wording.heading}\n{block.text}") for block in draft.blocks if block.included
    ]
    for key, text in texts:
        for article in dict.fromkeys(_REPEALED.findall(text)):
            repealed = f"Art {article} is repealed"
            yield Missing(_CITED[article], repealed, blocks_filing=True, block=key, field=_frame_of(key))
        if _OLD_NAME.search(text):
            yield Missing(
                "The regulator has a new name: the Information Commission (known as the ICO).",
                "name changed on 30 September 2026",
                blocks_filing=True,
                block=key,
                field=_frame_of(key),
            )


def _frame_of(key: str) -> str:
    return "" if key else "subject"


_CITED = {
    "77": "The letter cites Article 77, which is repealed. The right to complain to the regulator is in "
    "section 165 of the Data Protection Act 2018.",
    "22": "The letter cites Article 22, which is repealed. Automated decisions are in Articles 22A to 22D.",
}
