"""The days in a letter agree with its case (UK GDPR Art 5(1)(d)): those that fields filled, edited or not."""

from collections.abc import Iterator, Mapping
from datetime import date

from kmss_dpo.domain.letters.draft import PLACEHOLDER, Draft, DraftBlock
from kmss_dpo.domain.letters.finding import Missing
from kmss_dpo.domain.letters.known import Known
from kmss_dpo.domain.letters.languages import long_date
from kmss_dpo.domain.letters.template import Fact
from kmss_dpo.domain.letters.values import CaseFacts, case_days
from kmss_dpo.domain.letters.words import days_in, days_promised, words_of

_ACCURATE = "UK GDPR Art 5(1)(d)"
_SETTLED_HERE = "day of our next update"
"""The letter settles it: the case takes it over as the letter leaves."""
_SORRY = frozenset({"sorry", "apologise", "apologize", "apology", "apologies", "regret"})


def wrong_days(draft: Draft, case: CaseFacts, *, firm: bool) -> Iterator[Missing]:
    """Days that are others than the case says, and days that were taken out of where they belong.

    Where a letter is written in another language than English (not `firm`) its days cannot be read.
    """
    days = {**case_days(case), "letter date": draft.particulars.on}
    del days[_SETTLED_HERE]
    for block in draft.blocks:
        if block.included and block.text.strip():
            yield from _in_block(block, days, draft.particulars.on, firm=firm)


def _in_block(
    block: DraftBlock, days: Mapping[str, date | None], near: date, *, firm: bool
) -> Iterator[Missing]:
    fields = [name for name in _fields(block) if name in days]
    said = days_in(block.text, near)
    strange = [day for day in said if day not in days.values()]
    for name in fields:
        right = days[name]
        if right in said or f"«{name}»" in block.text:
            continue
        if strange:
            yield _differs(block, name, right, strange)
        elif right and (block.wording.required_by or block.wording.advised_by):
            yield _taken_out(block, name, right, firm=firm)


def _fields(block: DraftBlock) -> list[str]:
    return list(dict.fromkeys(found.strip() for found in PLACEHOLDER.findall(block.wording.text)))


def _differs(block: DraftBlock, name: str, right: date | None, strange: list[date]) -> Missing:
    says = f"“{block.wording.title}” says {' and '.join(map(long_date, strange))}"
    of_case = f"the {name} is {long_date(right)}" if right else f"there is no {name}"
    return Missing(f"{says}; on the case {of_case}.", _ACCURATE, blocks_filing=True, block=block.key)


def _taken_out(block: DraftBlock, name: str, right: date, *, firm: bool) -> Missing:
    required = block.wording.required_by
    return Missing(
        f"“{block.wording.title}” does not say the {name}, {long_date(right)}.",
        required or block.wording.advised_by,
        blocks_filing=bool(required) and firm,
        block=block.key,
    )


def past_promises(draft: Draft) -> Iterator[Missing]:
    """Something typed that is to be by a day before the letter is written; what a field filled looks back."""
    on = draft.particulars.on
    for block in draft.blocks:
        if block.included:
            for at, day in days_promised(block.text, on):
                if day < on and not any(span.start <= at < span.end for span in block.spans):
                    said = f"“{block.wording.title}” says “by {long_date(day)}”"
                    sentence = f"{said}, which is before the letter's date."
                    yield Missing(sentence, _ACCURATE, blocks_filing=False, block=block.key)


def wrong_date(draft: Draft, known: Known) -> Iterator[Missing]:
    """A letter is dated neither to a day to come nor to one before what it is about came."""
    on = draft.particulars.on
    if known.today and on > known.today:
        yield _dated(f"The letter is dated {long_date(on)}, a day to come.")
    elif known.case and on < known.case.received_on:
        received = long_date(known.case.received_on)
        yield _dated(f"The letter is dated {long_date(on)}, before the case was received on {received}.")


def _dated(sentence: str) -> Missing:
    return Missing(sentence, _ACCURATE, blocks_filing=True, field="on")


def without_apology(draft: Draft, known: Known) -> Iterator[Missing]:
    """A letter that comes after the day by which an answer is owed says sorry, or why."""
    excuses = [block for block in draft.blocks if Fact.LATE in block.wording.when]
    if not (known.overdue and excuses) or Fact.LATE in draft.facts:  # whose block is missed as any other
        return
    if not any(block.included and _SORRY.intersection(words_of(block.text)) for block in draft.blocks):
        sentence = f"The answer was due by {long_date(known.overdue)}. Say sorry, or why it is late."
        yield Missing(sentence, "good practice", blocks_filing=False, block=excuses[0].key)
