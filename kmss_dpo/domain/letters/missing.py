"""What the law requires of a letter and is not there, and what in it is wrong; filing waits for it.

What the law requires stops filing, what is good practice warns. Each finding names its source.
"""

import re
from collections.abc import Iterator

from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.letters.clash_words import clash_findings, quiet
from kmss_dpo.domain.letters.dates import past_promises, without_apology, wrong_date, wrong_days
from kmss_dpo.domain.letters.draft import GAP, PLACEHOLDER, Draft, DraftBlock, gaps
from kmss_dpo.domain.letters.essentials import hollow, untold_refusal
from kmss_dpo.domain.letters.finding import Missing
from kmss_dpo.domain.letters.in_force import wrong_words
from kmss_dpo.domain.letters.known import Known
from kmss_dpo.domain.letters.languages import Language, language_called
from kmss_dpo.domain.letters.people import (
    People,
    addressee,
    misdirected,
    unsafe_addresses_only,
    unsafe_way,
)
from kmss_dpo.domain.letters.salutation import wrong_salutation
from kmss_dpo.domain.letters.template import Fact
from kmss_dpo.domain.links import OFFENCE, WITHHOLDING

_CLEAR = "UK GDPR Art 12(1)"
_HALF_A_GAP = re.compile("[«»]")


def missing(draft: Draft, known: Known | None = None) -> tuple[Missing, ...]:
    """Everything to be put right: first what is of other cases, then in the order of the letter.

    Without `known` the words alone are looked at, not what the register holds against them.
    """
    everything = known or Known()
    return (
        *clash_findings(draft, everything.clashes),
        *_too_early(draft, everything.people),
        *_recipient(draft, known),
        *_address(draft, everything.people),
        *wrong_date(draft, everything),
        *_frame(draft),
        *wrong_salutation(draft, everything.people),
        *_withheld(draft),
        *_blocks(draft),
        *_edited(draft, everything),
        *past_promises(draft),
        *without_apology(draft, everything),
        *untold_refusal(draft, everything),
        *wrong_words(draft, everything.regulator),
    )


def check_filing(draft: Draft, known: Known) -> None:
    """Raise `Mistake`, naming everything that blocks, where the letter cannot be filed yet.

    What belongs to others is named by its case alone: an error holds no personal data.
    """
    blocking = [item for item in missing(draft, known) if item.blocks_filing]
    if blocking:
        said = [quiet(item.clash) if item.clash else item.sentence for item in blocking]
        raise Mistake("The letter can't be filed yet. " + " ".join(said))


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


def _edited(draft: Draft, known: Known) -> Iterator[Missing]:
    """What the officer's own words changed of what the letter was composed with."""
    firm = not _translated(draft, known.people)
    yield from hollow(draft, known, firm=firm)
    if known.case:
        yield from wrong_days(draft, known.case, firm=firm)


def _translated(draft: Draft, people: People) -> bool:
    """Whether the letter may be in another language than English, in which nothing here can be read."""
    person = addressee(draft, people)
    read_by = language_called(person.details.language) if person else Language.ENGLISH
    return {draft.language, read_by} != {Language.ENGLISH}


def _recipient(draft: Draft, known: Known | None) -> Iterator[Missing]:
    if not draft.particulars.recipient.strip():
        sentence = "The letter has no recipient. Enter a name."
        yield Missing(sentence, _CLEAR, blocks_filing=True, field="recipient")
    elif known is not None:
        yield from misdirected(draft, known.people)


def _address(draft: Draft, people: People) -> Iterator[Missing]:
    safely = "UK GDPR Art 5(1)(f)"
    if Fact.ELECTRONIC in draft.facts:
        if said := unsafe_way(Channel.EMAIL, draft, people):
            yield Missing(said, safely, blocks_filing=False, field="electronic")
    elif not any(line.strip() for line in draft.particulars.address):
        there_is = "There is no postal address."
        if unsafe_addresses_only(draft, people):
            there_is = "The only postal address of this person is marked unsafe to write to."
        sentence = f"{there_is} Enter one, or say that the letter goes by email."
        yield Missing(sentence, "UK GDPR Art 12(3)", blocks_filing=True, field="address")
    elif said := unsafe_way(Channel.POST, draft, people):
        yield Missing(said, safely, blocks_filing=False, field="address")
    if not draft.particulars.reference.strip():
        yield Missing("The letter has no reference.", _CLEAR, blocks_filing=True, field="reference")


def _frame(draft: Draft) -> Iterator[Missing]:
    """Gaps outside the blocks: recipient, address, subject, salutation, signature."""
    frame = {
        "recipient": draft.particulars.recipient,
        "address": "\n".join(draft.particulars.address),
        "subject": draft.subject,
        "salutation": draft.salutation,
        "closing": draft.closing,
        "signature": "\n".join(draft.signature),
    }
    for field, text in frame.items():
        for said in _unresolved(text):
            yield Missing(said, _CLEAR, blocks_filing=True, field=field)


def _unresolved(text: str) -> Iterator[str]:
    """A sentence for everything that is still to be filled in, and for the rest of what was."""
    for gap in gaps([text]):
        yield f"Still to fill in: {gap}."
    for name in dict.fromkeys(PLACEHOLDER.findall(text)):
        yield f"“{{{{{name}}}}}” is no text. Put in what belongs there."
    if _HALF_A_GAP.search(GAP.sub("", text)):
        yield "A sign « or » was left over. Take it out, or fill in what it stood for."


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
            source = block.wording.required_by or block.wording.advised_by or _CLEAR
            for said in _unresolved(block.text):
                yield Missing(said, source, blocks_filing=True, block=block.key)


def _absent(block: DraftBlock) -> Iterator[Missing]:
    what, state = block.wording.title, "is empty" if block.included else "is left out"
    if block.wording.required_by:
        sentence = f"“{what}” {state}; {block.wording.required_by} requires it."
        yield Missing(sentence, block.wording.required_by, blocks_filing=True, block=block.key)
    elif block.wording.advised_by:
        sentence = f"“{what}” {state}. It is advised ({block.wording.advised_by})."
        yield Missing(sentence, block.wording.advised_by, blocks_filing=False, block=block.key)
